"""Holds the packages of city strategies to what they promise, and runs them on the national pack.

Usage: check_city_packages.py TANLU

They act on any pack, begin after the base year of cities, say of every number whether it is a
judgement, and the guide names every policy of theirs.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import xarray as xr
import yaml

TANLU = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CITIES = ROOT / "scenarios" / "cities"
STRATEGIES = ("public-transport-and-cycling", "nev-first", "pricing-and-quota",
              "freight-and-delivery", "fifteen-minute-city", "active-mobility")
BASE_YEAR = 2023


def tanlu(*arguments, folder=None):
    done = subprocess.run([TANLU, *arguments], cwd=folder, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def numbers(policy):
    """Schedules of a policy by their key."""
    return {key: value for key, value in policy.items()
            if isinstance(value, dict) and all(isinstance(year, int) for year in value)}


def decided():
    return [CITIES / "packages" / "policies-in-force.yaml",
            *sorted(CITIES.glob("*/policies-in-force.yaml"))]


def strategies():
    return [CITIES / "packages" / f"{name}.yaml" for name in STRATEGIES]


def check_words():
    """Selectors that suit any pack, years after the base year, grades and sources."""
    for path in [*decided(), *strategies()]:
        document = load(path)
        used = set()
        for policy in document["policies"]:
            where = f"{path.name}: {policy['id']}"
            assert policy.get("for", {}).get("settlement", "all") in ("all", "urban"), where
            for key, schedule in numbers(policy).items():
                assert min(schedule) > BASE_YEAR, f"{where}: {key} begins in {min(schedule)}"
                for value in schedule.values():
                    if isinstance(value, dict):
                        low, mode, high = value["triangular"]
                        assert low <= mode <= high and low < high, where
            keys = policy["source"].split("+")
            used.update(keys)
            if "judgement" in keys:
                assert policy["grade"] == "U", f"{where}: a judgement of grade {policy['grade']}"
            if path in strategies():
                assert policy["grade"] == "U", f"{where}: what a city would do is no fact"
        unused = set(document.get("sources", {})) - used
        assert not unused, f"{path.name}: {unused} not used"


def check_evidence():
    """What is decided pulls no lever that nobody has evidence on."""
    levers = json.loads(tanlu("describe", "levers", "--format", "json"))
    without = {lever["lever"] for lever in levers if lever["evidence"] == "none"}
    assert without
    for path in decided():
        pulled = {policy["lever"] for policy in load(path)["policies"]}
        assert not pulled & without, f"{path} pulls {pulled & without}"


def check_nation():
    """National policies are those of the national reference, from the year after 2023 on."""
    nation = {p["id"]: p for p in load(ROOT / "scenarios/china/reference.yaml")["policies"]}
    city = {p["id"]: p for p in load(CITIES / "packages/policies-in-force.yaml")["policies"]}
    for name, policy in city.items():
        for key in ("lever", "for", "source", "grade"):
            assert policy[key] == nation[name][key], (name, key)
        for key, schedule in numbers(policy).items():
            for year, value in numbers(nation[name])[key].items():
                if year > BASE_YEAR and not (name == "public-fleet" and year == 2024):
                    assert schedule[year] == value, (name, key, year)
    # 40 % in 2020 and 80 % in 2025: 40 + 4/5 x 40 = 72 % in 2024.
    assert city["public-fleet"]["schedule"][2024] == "72 %"
    ended = {"subsidy-bev", "subsidy-phev"}
    for name in set(nation) - set(city) - ended:
        assert nation[name]["lever"] == "dual-credit", f"{name} is left out"


def check_guide():
    text = (ROOT / "docs" / "guide" / "city-strategies.md").read_text(encoding="utf-8")
    for path in [*decided(), *strategies()]:
        for policy in load(path)["policies"]:
            assert re.search(rf"\b{policy['id']}\b", text), f"{policy['id']} is not in the guide"


def scenario(folder, name, parent, packages):
    listed = "".join(f"\n  - packages/{package}.yaml" for package in packages)
    (folder / f"{name}.yaml").write_text(
        f"format: 2\nscenario: {name}\ntitle: {{en: Test}}\nextends: {parent}\n"
        f"packages:{listed}\n", encoding="utf-8")
    return f"{name}.yaml"


def check_runs():
    """Each strategy lowers direct CO2 of 2035 on the national pack, together more than each."""
    with tempfile.TemporaryDirectory() as place:
        tree = pathlib.Path(place)
        shutil.copytree(ROOT / "models" / "china", tree / "models" / "china")
        shutil.copytree(ROOT / "scenarios" / "china", tree / "scenarios" / "china")
        shutil.copytree(CITIES / "packages", tree / "scenarios" / "test" / "packages")
        folder = tree / "scenarios" / "test"
        files = [scenario(folder, "reference", "../china/no-policy.yaml", ["policies-in-force"])]
        for name in STRATEGIES:
            files.append(scenario(folder, name, "reference.yaml", [name]))
        files.append(scenario(folder, "integrated-sump", "reference.yaml", STRATEGIES[:-1]))
        tanlu("run", *files, "-o", "x.h5", folder=folder)
        with xr.open_dataset(folder / "x.h5") as result:
            year = result.sel(year=2035).isel(region=0)
            direct = year["emissions"].sel(boundary="ttw").sum("subsector")
            green = year["trips"].sum("settlement").sel(
                passenger_mode=["walk", "bike", "bus", "metro"]).sum("passenger_mode")
            shares = green / year["trips"].sum(["settlement", "passenger_mode"])
        cut = direct / direct.sel(scenario="reference") - 1
        for name in STRATEGIES:
            change = float(cut.sel(scenario=name))
            assert -0.2 < change < 0, f"{name} changes direct CO2 by {change:+.2%}"
            assert float(cut.sel(scenario="integrated-sump")) < change
        for name in ("public-transport-and-cycling", "active-mobility", "pricing-and-quota"):
            assert shares.sel(scenario=name) > shares.sel(scenario="reference"), name


for check in (check_words, check_evidence, check_nation, check_guide, check_runs):
    check()
print(f"cities: {len(strategies())} strategies and what is decided suit any pack")
