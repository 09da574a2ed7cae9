"""Explains numbers of the shipped scenarios and works each of them out again from what is said.

Usage: check_explain.py TANLU

Numbers of the result are read with h5py, inputs with `tanlu show` from the YAML files, units are
converted by hand: nothing that the explanation says is taken for granted but the recipe.
"""
import csv
import io
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import h5py
import numpy as np

SCENARIOS = ["no-policy", "reference", "peak-2030"]
# Written unit to the unit that the model computes in.
TO_CANONICAL = {"gCO2/MJ": 1e-3, "gCO2e/MJ": 1e-3, "kg/TJ": 1e-6, "1": 1.0, "t/person": 1.0,
                "10^6 person": 1e6}
# Variable and what is asked of it; at least ten must have factors.
QUESTIONS = [
    ("population", 2035, []),
    ("stock", 2035, ["class=private-car", "technology=nev"]),
    ("sales", 2030, ["class=truck-heavy,technology=bev"]),
    ("vkm", 2040, ["class=private-car"]),
    ("vkm", 2030, ["class=truck-medium"]),
    ("vehicle_energy", 2030, ["class=bus,carrier=electricity"]),
    ("vehicle_co2", 2035, ["class=private-car,technology=gasoline,carrier=gasoline"]),
    ("pkm", 2050, ["mode=hsr"]),
    ("tkm", 2030, ["mode=rail,water"]),
    ("trip_share", 2030, ["mode=car"]),
    ("nev_sales_share_auto", 2030, []),
    ("nev_stock_share", 2035, ["class=private-car"]),
    ("energy", 2030, []),
    ("energy", 2030, ["carrier=electricity"]),
    ("energy", 2045, ["subsector=rail,carrier=electricity"]),
    ("co2", 2030, ["subsector=aviation,carrier=kerosene"]),
    ("ch4", 2030, ["carrier=natural-gas,subsector=trucks"]),
    ("co2_by_boundary", 2030, ["boundary=ttw"]),
    ("emissions", 2035, ["subsector=cars,boundary=ttw_grid"]),
    ("vkt", 2035, ["class=truck-heavy"]),
]


def run(*command: str, status: int = 0) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout if status in (0, 3) and done.stdout else done.stderr


class Result:
    """Numbers of one scenario of a result file, added up over labels."""

    def __init__(self, path: pathlib.Path, scenario: str) -> None:
        self.file = h5py.File(path)
        self.scenario = scenario

    def labels(self, axis: str) -> list[str]:
        return [label.decode() if isinstance(label, bytes) else str(label)
                for label in self.file[axis][()]]

    def sum(self, variable: str, year: int, labels: dict[str, list[str]]) -> float:
        table = self.file[variable]
        cells = table[()]
        axes = [self.file[dimension[0].name].name.lstrip("/") for dimension in table.dims]
        chosen = {"scenario": [self.scenario], "year": [str(year)], **labels}
        for position, axis in enumerate(axes):
            wanted = chosen.get(axis)
            names = self.labels(axis)
            keep = range(len(names)) if wanted is None else [names.index(one) for one in wanted]
            cells = np.take(cells, list(keep), axis=position)
        return float(np.nansum(cells))


class Inputs:
    """Inputs in force by path, from the files of the scenario."""

    def __init__(self, tanlu: str, scenario: str) -> None:
        file = f"scenarios/china/{scenario}.yaml"
        rows = json.loads(run(tanlu, "show", file, "--format", "json"))
        self.rows = {row["path"]: row for row in rows}

    def at(self, path: str, year: int) -> float:
        """A number, or the value of a path in a year: linear between anchors, held at the ends."""
        if path in self.rows:
            return self.written(path)
        years = sorted(int(name[len(path) + 1 : -1]) for name in self.rows
                       if re.fullmatch(re.escape(path) + r"\[\d+\]", name))
        assert f"{path}.growth[{years[-1]}]" not in self.rows, path
        rule = self.rows.get(f"{path}.interpolate", {"value": "linear"})["value"]
        assert year in years or not years[0] < year < years[-1] or rule == "linear", (path, rule)
        return float(np.interp(year, years, [self.written(f"{path}[{one}]") for one in years]))

    def written(self, name: str) -> float:
        return self.rows[name]["value"] * TO_CANONICAL[self.rows[name]["unit"]]


def term_value(term: dict, result: Result, inputs: Inputs) -> float:
    total = 0.0
    for year in term["years"]:
        for part in term["sum_of"]:
            product = 1.0
            if "input" in part:
                product *= inputs.at(part["input"], year)
            if "variable" in part:
                product *= result.sum(part["variable"], year, part["labels"])
            total += product
    total /= len(term["years"])
    if term["complement"]:
        total = 1.0 - total
    return 1.0 / total if term["divides"] else total


def product_of(factors: list[dict], result: Result, inputs: Inputs) -> float:
    product = 1.0
    for factor in factors:
        value = math.prod(term_value(term, result, inputs) for term in factor["terms"])
        assert close(value, factor["value"]), (factor["name"], value, factor["value"])
        product *= value
    return product


def close(one: float, other: float, tolerance: float = 1e-12) -> bool:
    return abs(one - other) <= tolerance * abs(other)


def explain(tanlu: str, path: pathlib.Path, variable: str, year: int, labels: list[str],
            *options: str) -> dict:
    selectors = [word for label in labels for word in ("--for", label)]
    return json.loads(run(tanlu, "explain", str(path), variable, "--year", str(year), *selectors,
                          *options, "--format", "json"))


def check_numbers(tanlu: str, path: pathlib.Path, scenario: str) -> None:
    result, inputs = Result(path, scenario), Inputs(tanlu, scenario)
    with_factors = set()
    for variable, year, labels in QUESTIONS:
        said = explain(tanlu, path, variable, year, labels, "--scenario", scenario, "--no-runs")
        assert said["holds"] and said["factors"], said
        found = product_of(said["factors"], result, inputs)
        assert close(found, said["value"]), (variable, found, said["value"])
        stored = result.sum(variable, year, said["labels"])
        assert close(stored, said["value"]), (variable, stored, said["value"])
        parts = sum(part["value"] for part in said["parts"])
        assert said["parts_left_out"] or not said["parts"] or close(parts, said["value"])
        for part in said["parts"]:
            if part["factors"]:
                assert close(product_of(part["factors"], result, inputs), part["value"]), part
        for given in said["inputs"]:
            check_input(given, inputs)
        with_factors.add(variable)
    assert len(with_factors) >= 10, with_factors


def check_input(given: dict, inputs: Inputs) -> None:
    """An input has the value, unit, source, grade and place of the file that it names."""
    row = inputs.rows.get(given["path"])
    if row is None:  # a list has a row for each item
        assert given["path"] + "[0]" in inputs.rows, given
        return
    assert given["value"] == str(row["value"]) or float(given["value"]) == row["value"], given
    assert (row["unit"], row["source"], row["grade"]) == (
        given["unit"], given["source"], given["grade"]), (given, row)
    assert f"{given['file']}:{given['line']}" == row["file"], (given, row)


def check_policies(tanlu: str, path: pathlib.Path) -> None:
    ttw = ["boundary=ttw"]
    said = explain(tanlu, path, "co2_by_boundary", 2035, ttw, "--scenario", "peak-2030",
                   "--top", "1000")
    policies = said["policies"]
    assert policies["parent"] == "reference" and policies["same_as_file"], policies
    assert policies["with_all"] == said["value"]
    parent = Result(path, "reference").sum("co2_by_boundary", 2035, {"boundary": ["ttw"]})
    assert policies["without_any"] == parent == policies["parent_in_file"]
    changes = sum(effect["change"] for effect in policies["effects"])
    total = policies["with_all"] - policies["without_any"]
    assert abs(changes + policies["interaction"] - total) < 1e-3, (changes, policies)  # of 1e12 kg
    assert any(effect["change"] != 0 for effect in policies["effects"])

    # The same by hand: the scenario written without one policy.
    name = "truck-efficiency"
    [effect] = [effect for effect in policies["effects"] if effect["id"] == name]
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for part in ("models", "scenarios"):
            shutil.copytree(part, folder / part)
        file = folder / "scenarios/china/peak-2030.yaml"
        text = re.sub(rf"  - lever: [a-z-]+\n    id: {name}\n(    .*\n)+", "",
                      file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
        assert name not in text
        run(tanlu, "run", str(file), "-o", str(folder / "without.h5"))
        without = Result(folder / "without.h5", "peak-2030").sum(
            "co2_by_boundary", 2035, {"boundary": ["ttw"]})
    assert without == effect["without"], (without, effect)
    check_ranking(said)


def check_ranking(said: dict) -> None:
    effects = [given["effect"] for given in said["inputs"]]
    known = [abs(effect) for effect in effects if effect is not None]
    assert known == sorted(known, reverse=True) and known[0] > 0.1, known[:5]
    assert len(effects) + said["inputs_left_out"] <= said["inputs_tried"]


def check_forms(tanlu: str, path: pathlib.Path) -> None:
    command = [tanlu, "explain", str(path), "stock", "--year", "2035", "--scenario", "reference",
               "--for", "class=private-car,technology=nev"]
    text = run(*command)
    for expected in ("It is the product of", "vehicles per head", "multiplies back", "Inputs",
                     "Policies that 'reference' adds to 'no-policy'", "acting together",
                     "all of them", "million vehicles", "Next"):
        assert expected in text, (expected, text)
    assert len(text.splitlines()) < 60 and max(map(len, text.splitlines())) < 200, text
    rows = list(csv.DictReader(io.StringIO(run(*command, "--format", "csv"))))
    assert {row["section"] for row in rows} >= {"number", "factor", "part", "input", "policy"}
    short = json.loads(run(*command, "--top", "3", "--format", "json"))
    assert len(short["inputs"]) == 3 and short["inputs_left_out"] > 0
    assert len(short["policies"]["effects"]) == 3
    none = run(tanlu, "explain", str(path), "battery_price", "--year", "2030", "--scenario",
               "reference", "--no-runs")
    assert "It is no product" in none and "battery.price" in none, none


def check_refusals(tanlu: str, path: pathlib.Path) -> None:
    def told(*words: str) -> str:
        return run(tanlu, "explain", *words, status=2)

    file, year = str(path), ["--year", "2030", "--scenario", "reference"]
    assert "did you mean 'stock'?" in told(file, "stok", *year)
    assert "has no year 2061" in told(file, "gdp", "--year", "2061", "--scenario", "reference")
    assert "cannot be added up over class" in told(file, "nev_sales_share", *year)
    assert "did you mean 'private-car'?" in told(file, "stock", *year, "--for", "class=privat-car")
    assert "has several scenarios" in told(file, "gdp", "--year", "2030")
    assert "did you mean 'reference'?" in told(file, "gdp", "--year", "2030", "--scenario",
                                               "refrence")
    assert "HDF5" in told("scenarios/china/reference.yaml", "gdp", *year)
    run(tanlu, "explain", file, "gdp", status=1)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "study"
        run(tanlu, "ensemble", "tests/data/studies/quick.yaml", "-o", str(folder),
            "--samples", "64")
        study = told(str(folder / "study.h5"), "gdp", *year)
        assert "the result of a study" in study and "tanlu run SCENARIO" in study, study


def changed(path: pathlib.Path, name: str, change) -> pathlib.Path:
    """A copy of a result that somebody changed; without the seal, which would tell at once."""
    copy = path.with_name(name)
    content = path.read_bytes()
    copy.write_bytes(content[: content.rindex(b"tanlu-seal sha256:")])
    with h5py.File(copy, "r+") as file:
        change(file)
    return copy


def check_tampered(tanlu: str, path: pathlib.Path) -> None:
    """A number that its factors do not give is an error; a file of another build says so."""
    words = ["co2", "--year", "2030", "--scenario", "reference", "--for",
             "subsector=cars,carrier=gasoline"]

    def more(file: h5py.File) -> None:
        file["co2"][...] = file["co2"][()] * (1 + 1e-9)

    off = changed(path, "off.h5", more)
    text = run(tanlu, "explain", str(off), *words, status=3)
    assert "ERROR: the factors multiply to" in text, text
    assert "Run again the number is" in text and "although this build wrote it" in text, text

    def older(file: h5py.File) -> None:
        more(file)
        file.attrs["git_hash"] = "0" * 40

    text = run(tanlu, "explain", str(changed(path, "old.h5", older)), *words, status=3)
    assert "another build" in text and "Runs are compared with runs" in text, text

    def silent(file: h5py.File) -> None:
        del file["provenance/scenario_reference"]

    text = run(tanlu, "explain", str(changed(path, "silent.h5", silent)), *words, status=2)
    assert "does not hold the text of scenario 'reference'" in text, text


def main() -> None:
    tanlu = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "china.h5"
        files = [f"scenarios/china/{name}.yaml" for name in SCENARIOS]
        run(tanlu, "run", *files, "-o", str(path))
        for scenario in ("reference", "peak-2030"):
            check_numbers(tanlu, path, scenario)
        check_policies(tanlu, path)
        check_forms(tanlu, path)
        check_refusals(tanlu, path)
        check_tampered(tanlu, path)
    print(f"explain: {len(QUESTIONS)} numbers worked out again from what is said of them")


main()
