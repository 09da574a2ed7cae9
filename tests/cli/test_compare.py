"""tanlu compare: regions and scenarios side by side, studies of several regions, refusals.

Usage: test_compare.py TANLU
"""
import csv
import io
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
PROGRAM = sys.argv[1]

SCENARIO = """format: 2
scenario: reference
title: {{en: As it is}}
pack: ../{pack}
"""
MANDATE = """format: 2
scenario: mandate
title: {en: With a mandate}
extends: reference.yaml
policies:
  - lever: minimum-sales-share
    id: mandate
    for: {class: private-car, technology: nev}
    schedule: {2025: 40 %, 2035: 90 %}
    source: test
    grade: U
"""
STUDY = """format: 2
study: {name}
title: {{en: Cities}}
scenarios: [{scenarios}]
design: {{kind: mc, samples: 64, seed: {seed}}}
inputs:
  drivers.gdp: {{from-range: triangular, source: test, grade: C}}
  saturation: {{of: classes.private-car.ownership.saturation, from-range: triangular{draw},
    source: test, grade: C}}
keep: {{summaries: [co2_by_boundary, audit], series: [co2_by_boundary]}}
"""


def tanlu(*args, code=0):
    run = subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, check=False)
    assert run.returncode == code, f"{args}: exit code {run.returncode}, not {code}\n{run.stderr}"
    return run


def place(folder, region, more=""):
    """A region: the test pack under another id, and two scenarios of it."""
    pack = folder / f"pack-{region}"
    shutil.copytree(DATA / "minipack", pack)
    header = pack / "pack.yaml"
    text = header.read_text()
    old = "region: {id: testland, en: Testland, zh: 测试地}"
    assert old in text
    header.write_text(text.replace(old, f"region: {{id: {region}, en: {region.title()}{more}}}"))
    scenarios = folder / region
    scenarios.mkdir()
    (scenarios / "reference.yaml").write_text(SCENARIO.format(pack=pack.name))
    (scenarios / "mandate.yaml").write_text(MANDATE)
    return [scenarios / "reference.yaml", scenarios / "mandate.yaml"]


def rows(*args):
    """The rows of the long table."""
    return list(csv.DictReader(io.StringIO(tanlu("compare", *args, "--format", "csv").stdout)))


def pick(all_rows, **wanted):
    return [row for row in all_rows if all(row[key] == value for key, value in wanted.items())]


def number(row):
    return float(row["value"]) if row["value"] else math.nan


def check_results(folder, files):
    both = folder / "both.h5"
    tanlu("run", *files["alpha"], *files["beta"], "-o", both)
    assert "two of the scenarios of region 'alpha' are called 'reference'" in tanlu(
        "run", files["alpha"][0], files["alpha"][0], code=2).stderr
    assert "audit of the built-in identities" in tanlu("verify", both).stdout
    assert tanlu("explain", both, "population", "--year", "2030", "--region", "beta",
                 "--scenario", "mandate", "--no-runs").stdout

    # The same data under another id: nothing differs, to the last bit.
    table = rows(both)
    same = pick(table, table="differences")
    assert len(same) > 20, len(same)
    assert {number(row) for row in same if row["value"]} == {0.0}, same
    assert {number(row) for row in pick(table, table="distance")} == {0.0}

    # Two files are one comparison; scenarios of one region another.
    one, other = folder / "alpha.h5", folder / "gamma.h5"
    tanlu("run", *files["alpha"], "-o", one)
    tanlu("run", *files["gamma"], "-o", other)
    table = rows(one, other, "--years", "2030,2060")
    assert {row["region"] for row in pick(table, table="levels")} == {"alpha", "gamma"}
    assert {row["at"] for row in pick(table, table="levels")} == {"2030", "2060"}
    causes = pick(table, table="causes", boundary="ttw", at="2060", region="gamma")
    total = [number(row) for row in pick(causes, statistic="difference", measure="total")][0]
    parts = [number(row) for row in pick(causes, statistic="difference")
             if row["measure"] != "total"]
    assert len(parts) == 6 and abs(sum(parts) / total - 1) < 1e-9, (parts, total)
    ratio = math.prod(number(row) for row in pick(causes, statistic="ratio")
                      if row["measure"] != "total")
    whole = [number(row) for row in pick(causes, statistic="ratio", measure="total")][0]
    assert abs(ratio / whole - 1) < 1e-9, (ratio, whole)
    transfer = pick(table, table="transfer", boundary="ttw", at="2060", statistic="relative")
    assert {(row["scenario"], row["region"]) for row in transfer} == {
        ("mandate", "alpha"), ("mandate", "gamma")}
    assert all(number(row) < 0 for row in transfer), transfer
    levels = {(row["scenario"], row["measure"]): number(row) for row in pick(
        rows(one, "--years", "2060"), table="levels", boundary="ttw")}
    change = levels["mandate", "total"] / levels["reference", "total"] - 1
    assert abs(change - number(pick(transfer, region="alpha")[0])) < 1e-12
    income = pick(rows(both, "--income", "1e9"), table="by-income")
    assert income and all(row["value"] == "" for row in income), "outside a path, yet a number"

    people = tanlu("compare", one, other).stdout
    assert people.startswith("regions in the scenario reference: alpha, gamma\n"), people
    assert "By calendar year (confidence low: gamma)" in people, people
    assert "gamma is part of alpha: compare them per head, never add them up" in people, people
    return both, one, other


def check_refusals(folder, both, one, other, study):
    def refused(*args):
        return tanlu("compare", *args, code=2).stderr

    assert "'alpha' holds 'gamma': their sum would count 'gamma' twice" in refused(
        one, other, "--sum")
    total = pick(rows(both, "--sum", "--years", "2030"), table="sum", measure="total",
                 boundary="ttw")[0]
    assert total["region"] == "alpha+beta"
    assert f"scenario 'reference' of region 'alpha' is in '{both}' already" in refused(both, one)
    assert "did you mean 'mandate'" in refused(one, "--baseline", "mandat")
    assert "--scenario names 'mandat', which is not among" in refused(both, "--scenario", "mandat")
    assert "the scenarios of which region?" in refused(both, "--of", "scenarios")
    assert "nothing to compare" in refused(one, "--of", "regions")
    assert "--years names 2070, which no result has" in refused(one, "--years", "2070")
    assert "did you mean 'ttw'" in refused(one, "--boundary", "tw")
    assert "scenarios are alternatives" in refused(one, "--sum")
    assert f"{study}: error: cannot be compared with '{one}'" in refused(one, study)
    assert "neither a result nor a study" in refused(
        next((study.parent / "pieces").glob("*.h5")))
    changed = folder / "pack-changed"
    files = place(folder, "changed")
    header = changed / "pack.yaml"
    header.write_text(header.read_text().replace("factor-set: test", "factor-set: another"))
    tanlu("run", files[0], "-o", folder / "changed.h5")
    assert "the emission factors differ, 'test' there and 'another' here" in refused(
        one, folder / "changed.h5")


def check_folder(folder, both):
    out = folder / "out"
    printed = tanlu("compare", both, "-o", out).stdout
    assert printed.endswith(f"written: {out}\n")
    names = sorted(path.name for path in out.iterdir())
    assert names == ["by-income.csv", "causes.csv", "compare.json", "differences.csv",
                     "distance.csv", "levels.csv", "milestones.csv", "transfer.csv"], names
    found = json.loads((out / "compare.json").read_text())
    assert found == json.loads(tanlu("compare", both, "--format", "json").stdout)
    assert found["labels"] == ["alpha", "beta"]
    assert "exists already" in tanlu("compare", both, "-o", out, code=3).stderr
    tanlu("compare", both, "-o", out, "--force")
    assert not list(folder.glob("out.*")), "a temporary folder was left"


def ensemble(folder, name, scenarios, draw="", seed=7):
    path = folder / f"{name}.yaml"
    path.write_text(STUDY.format(name=name, draw=draw, seed=seed, scenarios=", ".join(
        str(scenario.relative_to(folder)) for scenario in scenarios)))
    tanlu("ensemble", path, "-o", folder / name)
    return folder / name / "study.h5"


def check_studies(folder, files):
    shared = ensemble(folder, "shared", files["alpha"] + files["beta"])
    assert "are the same in all" in tanlu("reproduce", shared, "--count", "8").stdout
    assert "FAIL" not in tanlu("verify", shared).stdout
    table = rows(shared)
    paired = pick(table, table="differences")
    differing = [row for row in paired if row["statistic"] in ("p05", "p50", "p95", "mean")
                 and row["value"] and number(row) != 0.0]
    assert paired and not differing, differing
    varied = pick(table, table="differences", statistic="variance-ratio", measure="emissions_2030")
    assert {number(row) for row in varied} == {0.0}, varied

    # Each region its own draws: cities of the same data differ, shared draws still pair the rest.
    own = ensemble(folder, "own", files["alpha"] + files["beta"], ", draw: region")
    assert "FAIL" not in tanlu("verify", own).stdout
    assert "are the same in all" in tanlu("reproduce", own, "--count", "8").stdout
    left = pick(rows(own), table="differences", statistic="variance-ratio",
                measure="emissions_2030", boundary="ttw")[0]
    assert 0.0 < number(left) < 1.0, left
    # Scenarios in the same draws: the difference varies less than with independent ones.
    left = pick(rows(own, "--region", "alpha"), table="differences", statistic="variance-ratio",
                measure="emissions_2030", boundary="ttw")[0]
    assert 0.0 < number(left) < 0.5, left

    # Two studies with the same draws are one: alpha's draws do not know of beta.
    alpha = ensemble(folder, "only-alpha", files["alpha"], ", draw: region")
    beta = ensemble(folder, "only-beta", files["beta"], ", draw: region")
    joined, whole = rows(alpha, beta), rows(own)
    assert joined == whole, "two files and one do not say the same"
    ranks = pick(joined, table="ranks", measure="cumulative", boundary="ttw")
    shares = {row["statistic"]: number(row) for row in ranks if row["region"] == "alpha"}
    assert abs(shares["rank-1"] + shares["rank-2"] - 1) < 1e-12, shares
    transfer = pick(joined, table="transfer", measure="cumulative", boundary="ttw")
    assert {row["region"] for row in transfer} == {"alpha", "beta"}
    assert all(number(row) < 0 for row in transfer if row["statistic"] == "relative-p50")

    other = ensemble(folder, "other-seed", files["gamma"], ", draw: region", seed=8)
    assert "the seeds are 7 and 8" in tanlu("compare", alpha, other, code=2).stderr
    unlike = ensemble(folder, "unlike", files["gamma"])
    assert "error: cannot be paired" in tanlu("compare", alpha, unlike, code=2).stderr
    return shared


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = {"alpha": place(folder, "alpha"), "beta": place(folder, "beta"),
                 "gamma": place(folder, "gamma", ", part-of: alpha, confidence: low")}
        gamma = folder / "pack-gamma" / "classes" / "private-car.yaml"
        gamma.write_text(gamma.read_text().replace("occupancy: {value: 1.6",
                                                   "occupancy: {value: 1.9"))
        study = check_studies(folder, files)
        both, one, other = check_results(folder, files)
        check_refusals(folder, both, one, other, study)
        check_folder(folder, both)


main()
