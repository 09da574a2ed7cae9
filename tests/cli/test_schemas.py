"""The JSON Schemas: valid draft-7, take every shipped file, refuse files made bad.

Usage: test_schemas.py TANLU
"""
import copy
import json
import pathlib
import subprocess
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1]
PACKS = [ROOT / "models" / "china", ROOT / "tests" / "data" / "minipack"]


def schema(name):
    text = subprocess.run([PROGRAM, "describe", "--schema", name], capture_output=True, text=True,
                          check=True).stdout
    parsed = json.loads(text)
    jsonschema.Draft7Validator.check_schema(parsed)
    return jsonschema.Draft7Validator(parsed)


def with_text_keys(node):
    """JSON has no numbers as keys: the years of YAML become texts, as in editors."""
    if isinstance(node, dict):
        return {str(key): with_text_keys(value) for key, value in node.items()}
    if isinstance(node, list):
        return [with_text_keys(item) for item in node]
    return node


def load(path):
    return with_text_keys(yaml.safe_load(path.read_text(encoding="utf-8")))


def must_pass(validator, path):
    problems = [f"{path}: {'/'.join(map(str, e.path))}: {e.message[:200]}"
                for e in validator.iter_errors(load(path))]
    assert not problems, "\n".join(problems[:5])


def must_fail(validator, document, change, what):
    bad = copy.deepcopy(document)
    change(bad)
    assert not validator.is_valid(bad), f"the schema takes a document with {what}"


PACK, PART, SOURCES, SCENARIO, PACKAGE, STUDY = map(
    schema, ("pack", "pack-part", "sources", "scenario", "package", "study"))
count = 0
for pack in PACKS:
    must_pass(PACK, pack / "pack.yaml")
    must_pass(SOURCES, pack / "sources.yaml")
    for name in load(pack / "pack.yaml")["files"]:
        must_pass(PART, pack / name)
        count += 1
EXTENDING = schema("extending-pack")
for year in (2010, 2015):
    folder = ROOT / "models" / f"china-{year}"
    must_pass(EXTENDING, folder / "pack.yaml")
    must_pass(SOURCES, folder / "sources.yaml")
    for key in ("extends", "title"):
        must_fail(EXTENDING, load(folder / "pack.yaml"), lambda d, key=key: d.pop(key), f"no {key}")
    must_fail(EXTENDING, load(folder / "pack.yaml"), lambda d: d.update({"classes": {}}), "classes")
SMALL = ROOT / "tests" / "data" / "studies"
for path in sorted([*(ROOT / "scenarios" / "china").glob("*.yaml"), *SMALL.glob("*.yaml")]):
    must_pass(STUDY if "study" in load(path) else SCENARIO, path)
    count += 1
CITIES = ROOT / "scenarios" / "cities"
for path in sorted([*(ROOT / "scenarios" / "china" / "packages").glob("*.yaml"),
                    *(CITIES / "packages").glob("*.yaml"),
                    *CITIES.glob("*/policies-in-force.yaml")]):
    must_pass(PACKAGE, path)
    must_fail(PACKAGE, load(path), lambda d: d.update({"extends": "x.yaml"}), "a parent")
    count += 1
assert count > 20

header = load(PACKS[0] / "pack.yaml")
must_fail(PACK, header, lambda d: d.pop("base-year"), "no base year")
must_fail(PACK, header, lambda d: d.update({"base-yaer": 2019}), "a misspelt key")
must_fail(PACK, header, lambda d: d.update({"base-year": "2019"}), "a year in quotes")
must_fail(PACK, header, lambda d: d["title"].pop("en"), "no English title")
must_fail(PACK, header, lambda d: d.update({"price-year": 2019}), "another price year")

part = load(PACKS[1] / "classes" / "private-car.yaml")


def car(document):
    return document["classes"]["private-car"]


def value(document):
    return car(document)["ownership"]["saturation"]


for key in ("value", "unit", "source", "grade"):
    must_fail(PART, part, lambda d, key=key: value(d).pop(key), f"a value without {key}")
must_fail(PART, part, lambda d: value(d).update({"grade": "D"}), "an unknown grade")
must_fail(PART, part, lambda d: value(d).update({"value": "0.4"}), "a number in quotes")
must_fail(PART, part, lambda d: value(d).update({"hihg": 1}), "a misspelt key of a value")
must_fail(PART, part, lambda d: car(d).update({"stock-rule": "magic"}), "an unknown choice")
must_fail(PART, part, lambda d: car(d).pop("survival"), "a missing group")
must_fail(PART, part, lambda d: d["classes"].update({"Not An Id": car(d)}), "a bad id")

series = load(PACKS[1] / "drivers.yaml")


def path_of(document):
    return document["drivers"]["urban-share"]


must_fail(PART, series, lambda d: path_of(d).update({"interpolate": "spline"}), "an unknown rule")
must_fail(PART, series, lambda d: path_of(d)["anchors"].update({"20x": 1}), "a bad year")
must_fail(PART, series, lambda d: path_of(d).pop("anchors"), "a series without anchors")

scenario = load(ROOT / "scenarios" / "china" / "reference.yaml")


def policy(document):
    return document["policies"][0]


must_fail(SCENARIO, scenario, lambda d: d.pop("extends"), "neither parent nor pack")
must_fail(SCENARIO, scenario, lambda d: d.update({"pack": "x"}), "both parent and pack")
must_fail(SCENARIO, scenario, lambda d: policy(d).update({"lever": "magic"}), "an unknown lever")
must_fail(SCENARIO, scenario, lambda d: policy(d).pop("source"), "a policy without source")
must_fail(SCENARIO, scenario, lambda d: policy(d).update({"scheduel": {}}), "a misspelt key")
must_fail(SCENARIO, scenario, lambda d: policy(d)["schedule"].update({"2025": 0.2}), "no unit")
must_fail(SCENARIO, scenario, lambda d: policy(d)["for"].update({"clas": "x"}), "a bad selector")

# Distributions in place of numbers.
DRAWN = {"triangular": [0.3, 0.35, 0.5]}


def must_take(validator, document, change, what):
    good = copy.deepcopy(document)
    change(good)
    assert validator.is_valid(good), f"the schema refuses a document with {what}"


must_take(PART, part, lambda d: value(d).update({"value": DRAWN}), "a distribution")
must_take(PART, series, lambda d: path_of(d)["anchors"].update({"2035": DRAWN}), "a drawn anchor")
must_take(PART, series, lambda d: path_of(d)["anchors"].update({"2035": {"value": DRAWN}}),
          "a drawn anchor with a label")
must_take(SCENARIO, scenario,
          lambda d: policy(d)["schedule"].update({"2025": {"uniform": [10, 20], "unit": "%"}}),
          "a drawn strength")
for bad in ({"triangular": [1, 2]}, {"trianglar": [1, 2, 3]}, {}, {**DRAWN, "uniform": [0, 1]},
            {"normal": {"mean": 1}}, {"lognormal": {"median": 1, "p5": 1}}, {"uniform": "0-1"}):
    must_fail(PART, part, lambda d, bad=bad: value(d).update({"value": bad}), f"{bad}")
must_fail(PART, part, lambda d: value(d).update({"low": DRAWN}), "a drawn bound")
must_fail(SCENARIO, scenario, lambda d: policy(d)["schedule"].update({"2025": {"uniform": [1, 2]}}),
          "a drawn strength without unit")

study = load(SMALL / "quick.yaml")


def fuel(document):
    return document["inputs"]["fuel-use"]


for key in ("scenarios", "design", "title"):
    must_fail(STUDY, study, lambda d, key=key: d.pop(key), f"no {key}")
for key in ("source", "grade", "uniform"):
    must_fail(STUDY, study, lambda d, key=key: fuel(d).pop(key), f"an input without {key}")
must_fail(STUDY, study, lambda d: fuel(d).update({"from-range": "pert"}), "two distributions")
must_fail(STUDY, study, lambda d: fuel(d).update({"chnage": "factor"}), "a misspelt input key")
must_fail(STUDY, study, lambda d: fuel(d).update({"change": "factr"}), "an unknown change")
must_fail(STUDY, study, lambda d: d["design"].update({"levels": 4}), "a key of another design")
must_fail(STUDY, study, lambda d: d["design"].pop("seed"), "no seed")
must_fail(STUDY, study, lambda d: d["correlations"][0].update({"rank": 2}), "a correlation of 2")
must_fail(STUDY, study, lambda d: d["condition"]["statistics"][0].update({"error": "5 Mt"}),
          "a wrong unit")
must_fail(STUDY, study, lambda d: d.update({"keeep": {}}), "a misspelt key of a study")
must_take(STUDY, study, lambda d: d.update({"fail-above": "1 %"}), "a share in percent")
must_take(STUDY, study, lambda d: d.update({"design": {"kind": "grid"}}), "a grid")

# Versions of the format, and former names: taken one at a time, marked for editors.
def rename(document, old, new):
    document[new] = document.pop(old)


def paired(document):
    return document["inputs"]["car-shares"]["paired"]


for validator, document in ((SCENARIO, scenario), (STUDY, study), (PACK, header)):
    assert document["format"] == 2
    must_take(validator, document, lambda d: d.pop("format"), "no format")
    must_take(validator, document, lambda d: d.update({"format": 1}), "an older format")
    must_fail(validator, document, lambda d: d.update({"format": 3}), "a newer format")
    must_fail(validator, document, lambda d: d.update({"format": "2"}), "a format in quotes")
must_take(STUDY, study, lambda d: rename(d["condition"], "statistics", "on"), "a former name")
must_take(STUDY, study, lambda d: rename(paired(d), "of", "paths"), "a former name")
must_fail(STUDY, study, lambda d: d["condition"].update({"on": d["condition"]["statistics"]}),
          "both names")
must_fail(STUDY, study, lambda d: d["condition"].pop("statistics"), "neither name")
must_take(SCENARIO, scenario, lambda d: d.update({"delay": 5}), "a former name")
must_take(SCENARIO, scenario, lambda d: d.update({"package-delay": 5}), "the present name")
must_fail(SCENARIO, scenario, lambda d: d.update({"delay": 5, "package-delay": 5}), "both names")
must_fail(SCENARIO, scenario, lambda d: d.update({"delay": 500}), "a delay out of range")
properties = SCENARIO.schema["properties"]
assert properties["delay"]["deprecated"] is True and "deprecated" not in properties["package-delay"]
assert STUDY.schema["properties"]["condition"]["properties"]["on"]["deprecated"] is True

print(f"cli: schemas take {count} files and refuse bad ones")
