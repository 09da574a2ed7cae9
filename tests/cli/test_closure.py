"""The command closure: formats, what is shown, exit codes.

Usage: test_closure.py TANLU
"""
import csv
import io
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOSHAN = "scenarios/cities/foshan/no-policy.yaml"


def closure(*args, code=0):
    run = subprocess.run([sys.argv[1], "closure", *args], cwd=ROOT, capture_output=True, text=True,
                         check=False)
    assert run.returncode == code, f"{args}: exit code {run.returncode}\n{run.stderr}"
    return run


def check_formats():
    rows = list(csv.DictReader(io.StringIO(closure(FOSHAN, "--all", "--format", "csv").stdout)))
    by_check = {row["check"]: row for row in rows if row["check"]}
    metro = by_check["metro-trips"]
    assert metro["by_construction"] == "yes" and metro["year"] == "2024"
    assert metro["unit"] == "1/day" and metro["factor"] == "1.2" and metro["source"] == "fs14"
    assert float(metro["model_low"]) < float(metro["model"]) < float(metro["model_high"])
    co2 = by_check["road-co2"]
    assert co2["boundary"] == "road vehicles, COPERT" and co2["verdict"] == "MISS"
    ratio = float(co2["model"]) / float(co2["figure"])
    assert abs(float(co2["ratio"]) / ratio - 1) < 1e-3
    assert {row["name"] for row in rows if not row["check"]} >= {"boardings of buses"}
    same = json.loads(closure(FOSHAN, "--all", "--format", "json").stdout)
    assert [row["check"] or "" for row in same] == [row["check"] for row in rows]


def check_what_is_shown():
    """What closes by construction is left out, unless it is asked for."""
    shown = closure(FOSHAN).stdout
    assert "metro-trips" not in shown and "road-co2" in shown
    assert "not computed: boardings of buses: no figure found" in shown
    assert "closes, by construction" in closure(FOSHAN, "--all").stdout
    assert closure(FOSHAN).stdout == shown


def check_city_without_figures():
    """It is told and passed over, and so is what is no scenario; an error where no region has a
    table."""
    china = "scenarios/china/no-policy.yaml"
    done = closure(FOSHAN, china, "scenarios/cities/foshan/grid-nation.yaml")
    assert done.stdout == closure(FOSHAN).stdout
    assert "tanlu: china has no closure.csv: passed over (docs/formats/closure.md" in done.stderr
    assert "grid-nation.yaml is a parameter set" in done.stderr, done.stderr
    said = closure(china, "scenarios/china/reference.yaml", code=2).stderr
    assert "no region has a closure.csv" in said and "docs/formats/closure.md" in said, said


def check_exit_codes():
    closure(code=1)
    closure("no-such-file.yaml", code=2)
    said = closure("scenarios/china/reference.yaml", code=2).stderr
    assert "no closure.csv in the directory of the pack" in said
    assert "Example:\n  " in closure("--help").stdout


check_formats()
check_what_is_shown()
check_city_without_figures()
check_exit_codes()
print("cli: closure has its formats and exit codes")
