#!/usr/bin/env python3
"""What each input of the uncertainty study does alone: renews two columns of its page.

Usage: tools/study_ends.py [--check] TANLU

Runs the first scenario of scenarios/china/uncertainty.yaml with one input at its low and at its
high end, all others as in the pack, and writes direct CO2 of 2030 and 2060 (Mt) into the table of
docs/guide/china-uncertainty.md. --check compares instead, and ends with status 1 where a row
differs.
"""
import copy
import pathlib
import re
import subprocess
import sys
import tempfile

import h5py
import numpy
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
STUDY = ROOT / "scenarios/china/uncertainty.yaml"
PAGE = ROOT / "docs/guide/china-uncertainty.md"
ROW = re.compile(r"\| `([^`]+)` \|")
# Inputs without ends take their 5 and 95 % points; one with a path of shocks is drawn, and has
# those of the emissions, the higher first as for low prices.
OPEN_ENDED = {"population"}
DRAWN = {"oil-price"}
DRAWS = 16384
ENDS = (1e-9, 1 - 1e-9)
TAILS = (0.05, 0.95)
MEGATONNE = 1e9


def dimensions(program: str, folder: pathlib.Path, study: pathlib.Path) -> list[str]:
    """The columns of the design of a study."""
    table = folder / "design.csv"
    subprocess.run([program, "sample", study, "-o", table, "--samples", "1", "--force"], check=True,
                   stdout=subprocess.DEVNULL)
    lines = [line for line in table.read_text(encoding="utf-8").splitlines()
             if not line.startswith("#")]
    return [name for name in lines[0].split(",") if name != "sample"]


def emissions(program: str, whole: dict, name: str) -> list[tuple[float, float]]:
    """Emissions of 2030 and 2060 with an input at its two ends."""
    part = copy.deepcopy(whole)
    part["inputs"] = {name: whole["inputs"][name]}
    for key in ("correlations", "groups", "condition"):
        part.pop(key, None)
    part["scenarios"] = [whole["scenarios"][0]]
    part["keep"] = {"summaries": ["co2_by_boundary"]}
    part["design"] = {"kind": "mc", "samples": 1, "seed": 1}
    with tempfile.TemporaryDirectory(dir=STUDY.parent, prefix="ends-") as made:
        folder = pathlib.Path(made)
        study = folder / "one.yaml"
        part["scenarios"] = ["../" + part["scenarios"][0]]
        study.write_text(yaml.safe_dump(part, allow_unicode=True), encoding="utf-8")
        if name in DRAWN:
            part["design"] = {"kind": "mc", "samples": DRAWS, "seed": 1}
        else:
            columns = dimensions(program, folder, study)
            ends = TAILS if name in OPEN_ENDED else ENDS
            rows = [",".join([str(end)] * len(columns)) for end in ends]
            (folder / "ends.csv").write_text("\n".join([",".join(columns), *rows]) + "\n",
                                             encoding="utf-8")
            part["design"] = {"kind": "file", "file": "ends.csv"}
        study.write_text(yaml.safe_dump(part, allow_unicode=True), encoding="utf-8")
        subprocess.run([program, "ensemble", study, "-o", folder / "out", "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
        with h5py.File(folder / "out" / "study.h5") as file:
            direct = [file[key][...].reshape(file["sample"].size, -1)[:, 0]
                      for key in ("emissions_2030", "residual_2060")]
            if name in DRAWN:
                return [tuple(numpy.quantile(v, TAILS[::-1])) for v in direct]
            return [(v[0], v[1]) for v in direct]


def central(program: str, scenario: str) -> list[float]:
    """The same of the scenario as it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "run.h5"
        subprocess.run([program, "run", STUDY.parent / scenario, "-o", path], check=True,
                       stdout=subprocess.DEVNULL)
        with h5py.File(path) as file:
            years = list(file["year"][...])
            boundary = [b.decode() if isinstance(b, bytes) else b for b in file["boundary"][...]]
            co2 = file["co2_by_boundary"][0, 0]
            return [co2[years.index(y), boundary.index("ttw")] / MEGATONNE for y in (2030, 2060)]


def cells(ends: list[tuple[float, float]], middle: list[float]) -> list[str]:
    found = []
    for (low, high), centre in zip(ends, middle):
        same = round(low) == round(high) == round(centre)
        found.append("–" if same else f"{low:.0f}, {high:.0f}")
    return found


def main() -> int:
    check = "--check" in sys.argv
    program = str(pathlib.Path([a for a in sys.argv[1:] if a != "--check"][0]).resolve())
    whole = yaml.safe_load(STUDY.read_text(encoding="utf-8"))
    middle = central(program, whole["scenarios"][0])
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    wrong = 0
    for number, line in enumerate(lines):
        row = ROW.match(line)
        if not row or row.group(1) not in whole["inputs"] or line.count("|") != 6:
            continue
        parts = line.split("|")
        new = cells(emissions(program, whole, row.group(1)), middle)
        if [part.strip() for part in parts[4:6]] != new:
            wrong += 1
            print(f"{row.group(1)}: {parts[4].strip()} | {parts[5].strip()} -> {' | '.join(new)}")
        lines[number] = "|".join([*parts[:4], *(f" {cell} " for cell in new), ""])
    print(f"reference: {middle[0]:.0f} and {middle[1]:.0f} Mt; {wrong} rows differ")
    if not check:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
