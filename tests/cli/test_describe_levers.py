"""What `tanlu describe` says of levers: the list by family, one lever in full, examples that run.

Usage: test_describe_levers.py TANLU
"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]
DECIDED = ("no-policy", "reference")  # scenarios of what is decided, in scenarios/china
FAMILIES = ["Ownership and access", "Prices", "Vehicle rules", "Energy supply and infrastructure",
            "Public and shared transport", "Active mobility, land use and roads", "Freight"]


def tanlu(*args, code=0):
    run = subprocess.run([PROGRAM, *args], capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == code, f"{args}: exit code {run.returncode}, not {code}\n{run.stderr}"
    return run.stdout if code == 0 else run.stderr


LEVERS = json.loads(tanlu("describe", "levers", "--format", "json"))
NAMES = [lever["lever"] for lever in LEVERS]


def check_list():
    assert len(set(NAMES)) == len(NAMES) >= 16
    families = list(dict.fromkeys(lever["family"] for lever in LEVERS))
    assert families == [family for family in FAMILIES if family in families], families
    for lever in LEVERS:
        assert lever["title"] and lever["title_zh"] and lever["numbers"], lever
        assert lever["evidence"] in ("A", "B", "C", "U", "none"), lever
        assert (lever["evidence"] == "none") == (lever["source"] == "none"), lever
    rows = list(csv.DictReader(io.StringIO(tanlu("describe", "levers", "--format", "csv"))))
    assert [row["lever"] for row in rows] == NAMES

    # On a terminal: under the titles of the families, each lever with grade and numbers below it.
    lines = tanlu("describe", "levers").splitlines()
    assert max(len(line) for line in lines if line.startswith("      ")) <= 100
    assert [line for line in lines if line in FAMILIES] == families
    listed = [line.split()[0] for line in lines if re.match(r"  [a-z]", line)]
    assert listed == NAMES
    subsidy = next(i for i, line in enumerate(lines) if line.startswith("  purchase-subsidy"))
    assert "evidence C" in lines[subsidy] and "购置补贴" in lines[subsidy]
    assert lines[subsidy + 1].strip() == "for class, technology: schedule [CNY2020/vehicle]"
    assert f"{len(NAMES)} levers in {len(families)} families" in lines[-1]


def check_one():
    text = tanlu("describe", "lever", "purchase-tax-exemption")
    assert text == tanlu("describe", "purchase-tax-exemption")
    for part in ("purchase-tax-exemption: Exemption from purchase tax · 免征车辆购置税\n",
                 "family: Prices\n", "Waives part of the purchase tax",
                 "  class: ids of classes, or all, automobile; required\n",
                 "  schedule: 1 or %; between 0 and 1; does nothing at 0 %; required\n",
                 "  cap: CNY2020/vehicle; between 0 and 10000000 CNY2020/vehicle;",
                 "; may be left out\n", "\ncost\n",
                 "evidence: grade B, source S:Fitch23\n", "\npolicies:\n  - lever: purchase-tax"):
        assert part in text, f"'{part}' is not in\n{text}"
    assert "does nothing at 100 %" in tanlu("describe", "maximum-sales-share")
    assert "; does nothing without a limit; " in tanlu("describe", "plate-quota")
    without = next(lever["lever"] for lever in LEVERS if lever["evidence"] == "none")
    assert "evidence: none, so it ships at strength zero\n" in tanlu("describe", without)

    whole = json.loads(tanlu("describe", "lever", "purchase-subsidy", "--format", "json"))
    assert whole["lever"] == "purchase-subsidy" and whole["title"]["zh"] == "购置补贴"
    assert [part["key"] for part in whole["for"]] == ["class", "technology"]
    assert whole["numbers"][0]["neutral"] == 0 and whole["numbers"][0]["required"]
    assert tanlu("describe", "lever", "purchase-subsidy", "--format", "markdown").startswith(
        "### purchase-subsidy\n")
    rows = list(csv.DictReader(io.StringIO(
        tanlu("describe", "lever", "purchase-subsidy", "--format", "csv"))))
    assert [row["key"] for row in rows] == ["for.class", "for.technology", "schedule"]


def check_errors():
    error = tanlu("describe", "lever", "purchase-subsidi", code=1)
    assert "no lever is called 'purchase-subsidi'; did you mean 'purchase-subsidy'?" in error
    error = tanlu("describe", "lever", "subsidy", code=1)
    assert "there are purchase-subsidy" in error, error
    assert "tanlu describe levers" in tanlu("describe", "lever", "xyzzy", code=1)
    # Only levers are meant after 'lever'.
    assert "no lever is called 'keys'" in tanlu("describe", "lever", "keys", code=1)
    assert "one name" in tanlu("describe", "lever", code=1)
    assert "too many" in tanlu("describe", "levers", "purchase-subsidy", code=1)
    assert "did you mean 'levers'?" in tanlu("describe", "leverss", code=1)


def check_examples():
    """The example of each lever is a policy of a scenario that `check` takes."""
    with tempfile.TemporaryDirectory(dir=ROOT / "tests") as place:
        paths = []
        for name in NAMES:
            text = tanlu("describe", "lever", name)
            example = text[text.index("\npolicies:\n") :]
            policy = yaml.safe_load(example)["policies"][0]
            assert policy["lever"] == name and policy["grade"] == "U"
            paths.append(pathlib.Path(place) / f"{name}.yaml")
            paths[-1].write_text(f"scenario: {name}\ntitle: {{en: Example}}\n"
                                 f"pack: ../../models/china\n{example}", encoding="utf-8")
        tanlu("check", *map(str, paths))


def policies_of(path):
    """Policies of a scenario or package and of the packages it takes over."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    policies = list(document.get("policies") or [])
    for package in document.get("packages") or []:
        policies += policies_of(path.parent / package)
    return policies


def check_strength_zero():
    """No scenario of what is decided pulls a lever that nobody has evidence on."""
    without = {lever["lever"] for lever in LEVERS if lever["evidence"] == "none"}
    for name in DECIDED:
        policies = policies_of(ROOT / "scenarios" / "china" / f"{name}.yaml")
        pulled = {policy["lever"] for policy in policies}
        assert not pulled & without, f"{name} pulls {pulled & without}"


def check_guide():
    """The guide says of every lever which measure it stands for, and of no other."""
    text = (ROOT / "docs" / "guide" / "levers.md").read_text(encoding="utf-8")
    table = text[text.index("| measure |") : text.index("\n\n", text.index("| measure |"))]
    named = set(re.findall(r"^\|[^|]*\|[^|]*\| `([a-z-]+)` \|", table, re.MULTILINE))
    assert named == set(NAMES), f"not both in the guide and in the program: {named ^ set(NAMES)}"


for check in (check_list, check_one, check_errors, check_examples, check_strength_zero,
              check_guide):
    check()
print(f"cli: {len(NAMES)} levers are described, and their examples run")
