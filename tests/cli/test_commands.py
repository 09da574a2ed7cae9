"""The commands check, show, diff, describe, completion and version.

Usage: test_commands.py TANLU
"""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]
PACK = "tests/data/minipack"
REFERENCE = "scenarios/china/reference.yaml"
NO_POLICY = "scenarios/china/no-policy.yaml"


def tanlu(*args, code=0, stdout=subprocess.PIPE):
    run = subprocess.run([PROGRAM, *args], stdout=stdout, stderr=subprocess.PIPE, text=True,
                         cwd=ROOT)
    assert run.returncode == code, f"{args}: exit code {run.returncode}, not {code}\n{run.stderr}"
    return run


def rows(*args):
    """The same table as CSV and as JSON; they must agree."""
    table = list(csv.DictReader(io.StringIO(tanlu(*args, "--format", "csv").stdout)))
    objects = json.loads(tanlu(*args, "--format", "json").stdout)
    assert len(table) == len(objects)
    for row, item in zip(table, objects):
        assert list(row) == list(item)
        for key, cell in row.items():
            value = item[key]
            same = cell == "" if value is None else (
                cell == value if isinstance(value, str) else float(cell) == value)
            assert same, f"{key}: '{cell}' in CSV, {value!r} in JSON"
    return objects


def check_exit_codes():
    assert "check" in tanlu("--help").stdout
    assert tanlu("--version").stdout.startswith("tanlu ")
    assert "compiler " in tanlu("version").stdout
    tanlu(code=1)
    tanlu("chekc", code=1)
    tanlu("check", code=1)
    tanlu("check", PACK, "--format", "xml", code=1)
    tanlu("show", PACK, "--yaml", code=1)
    tanlu("describe", "no-such-thing", code=1)
    tanlu("check", "no-such-file.yaml", code=2)
    tanlu("show", PACK, "no.such.path", code=2)
    with open("/dev/full", "w") as full:
        assert "standard output" in tanlu("show", PACK, code=3, stdout=full).stderr
    for command in ("check", "show", "diff", "describe", "explain", "completion",
                    "version"):
        text = tanlu(command, "--help").stdout
        assert "Example:\n  " in text and "tanlu" in text, f"{command}: no example in its help"


def check_errors_of_a_parent_are_said_once():
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "scenarios"
        tree.mkdir()
        (tree / "bad.yaml").write_text(
            "scenario: bad\ntitle: {en: Bad}\npolices: []\n"
            f"pack: {os.path.relpath(ROOT / PACK, tree)}\n")
        for name in ("one", "two"):
            (tree / f"{name}.yaml").write_text(
                f"scenario: {name}\ntitle: {{en: Child}}\nextends: bad.yaml\n")
        told = tanlu("check", str(tree / "one.yaml"), str(tree / "two.yaml"), code=2).stderr
        assert told.count("unknown key 'polices'") == 1, told
        assert f"{tree / 'two.yaml'}: the same errors, see above" in told, told


def check_studies():
    quick = "tests/data/studies/quick.yaml"
    found = rows("check", quick, "tests/data/studies/mini.yaml")
    assert [row["kind"] for row in found] == ["study", "scenario"]
    assert found[0]["id"] == "quick"
    # Seven inputs, of grades C and U; four dimensions of shocks, six others, one in the scenario.
    assert (found[0]["numbers"], found[0]["C"], found[0]["U"]) == (7, 3, 4), found[0]
    assert (found[0]["samples"], found[0]["dimensions"]) == (1000, 11), found[0]
    assert found[1]["samples"] is None
    assert "samples" not in rows("check", "tests/data/studies/mini.yaml")[0]
    assert len(rows("check", "--sources", quick)) == 7
    bad = "tests/errors/study/input-path-misspelt.yaml"
    expected = (ROOT / bad).with_suffix(".txt").read_text(encoding="utf-8")
    assert tanlu("check", bad, code=2).stderr.endswith(expected)
    assert "this file is a study" in tanlu("run", quick, code=2).stderr
    assert "this file is a study" in tanlu("show", quick, code=2).stderr


def check_what_is_no_scenario():
    """`*.yaml` of a folder: packages and parameter sets are told and passed over, not if alone."""
    folder = "scenarios/cities/beijing/"
    package, grid, root = (folder + name for name in ("policies-in-force.yaml", "grid-nation.yaml",
                                                      "no-policy.yaml"))
    for command in ("run", "check"):
        said = tanlu(command, package, grid, root).stderr
        assert f"tanlu: {package} is a package: scenarios name it under 'packages'" in said
        assert f"tanlu: {grid} is a parameter set: " in said, said
        assert "this file is a package" in tanlu(command, package, code=2).stderr
    assert "no scenario among the files" in tanlu("run", package, grid, code=2).stderr


def check_check():
    found = rows("check", PACK, NO_POLICY, REFERENCE)
    assert [row["kind"] for row in found] == ["pack", "scenario", "scenario"]
    for row in found:
        assert row["numbers"] == row["A"] + row["B"] + row["C"] + row["U"] > 100

    # Every number in use that is no better than an estimate, with where it stands.
    sources = rows("check", "--sources", PACK)
    assert len(sources) == found[0]["C"] + found[0]["U"]
    assert {row["grade"] for row in sources} == {"C", "U"}
    for row in sources:
        path, line = row["file"].rsplit(":", 1)
        text = (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert str(row["value"]) in text, f"{row} is not in '{text}'"

    # All files are checked, good ones reported, errors on standard error.
    bad = "tests/errors/value-octal.yaml"
    run = tanlu("check", bad, PACK, "tests/errors/value-quoted.yaml", code=2)
    expected = (ROOT / bad).with_suffix(".txt").read_text(encoding="utf-8")
    assert run.stderr.startswith(expected)
    assert "value-quoted.yaml:5:26: error:" in run.stderr
    assert "minipack" in run.stdout


def check_policies_are_resolved():
    """A policy that the reader takes but that finds nothing to act on is an error of check."""
    text = (
        "scenario: bad\ntitle: {en: Bad}\npack: ../../models/china\npolicies:\n"
        "  - lever: minimum-sales-share\n    id: floor\n"
        "    for: {class: e-bike, technology: fcev}\n    schedule: {2030: 50 %}\n"
        "    source: est\n    grade: C\n"
    )
    with tempfile.TemporaryDirectory(dir=ROOT / "tests") as folder:
        path = pathlib.Path(folder) / "bad.yaml"
        path.write_text(text, encoding="utf-8")
        run = tanlu("check", str(path.relative_to(ROOT)), code=2)
        assert "bad.yaml:5:5: error:" in run.stderr, run.stderr


def check_show():
    whole = rows("show", REFERENCE)
    by_path = {row["path"]: row for row in whole}
    assert len(by_path) == len(whole), "a path is shown twice"
    share = by_path["classes.private-car.occupancy"]
    assert share["unit"] == "person/vehicle" and share["source"] and share["grade"] in "ABCU"
    path, line = share["file"].rsplit(":", 1)
    line_text = (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert line_text.strip().startswith("occupancy:")
    part = rows("show", REFERENCE, "classes.private-car.ownership")
    assert 3 < len(part) < 20
    assert all(row["path"].startswith("classes.private-car.ownership.") for row in part)

    # The effective configuration stands for the scenario.
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "effective.yaml"
        path.write_text(tanlu("show", "--yaml", REFERENCE).stdout, encoding="utf-8")
        assert tanlu("diff", REFERENCE, str(path)).stdout == "no difference\n"


def check_diff():
    assert tanlu("diff", NO_POLICY, NO_POLICY).stdout == "no difference\n"
    added = rows("diff", NO_POLICY, REFERENCE)
    assert added and all(row["path"].startswith("policies.") for row in added)
    assert all(row["left"] is None and row["right"] for row in added)
    changed = {row["path"]: row for row in rows(
        "diff", "tests/data/minipack", "models/china")}
    assert changed["pack"]["left"] == "minipack" and changed["pack"]["right"] == "china"


def check_describe():
    keys = rows("describe", "keys")
    assert any(row["key"] == "classes.<class>.ownership.saturation" for row in keys)
    levers = rows("describe", "levers")
    assert any(row["lever"] == "minimum-sales-share" for row in levers)
    variables = rows("describe", "variables")
    assert any(row["variable"] == "stock" for row in variables)
    assert "class: ids of classes" in tanlu("describe", "minimum-sales-share").stdout
    error = tanlu("describe", "minimum-sales-shar", code=1).stderr
    assert "did you mean 'minimum-sales-share'?" in error


def check_completion():
    script = tanlu("completion", "bash").stdout
    ask = script + """
complete_for() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tanlu; echo "${COMPREPLY[@]}"; }
complete_for tanlu che
complete_for tanlu check --sou
complete_for tanlu show --format j
"""
    run = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:3] == ["check", "--sources", "json"], run.stdout


for check in (check_exit_codes, check_check, check_what_is_no_scenario, check_studies,
              check_policies_are_resolved, check_show,
              check_diff, check_describe, check_completion, check_errors_of_a_parent_are_said_once):
    check()
print("cli: all commands behave")
