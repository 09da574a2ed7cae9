"""The national pack of a later year: its files, that it follows the run it was made of, its rules.

Usage: test_national_base.py TANLU
"""
import importlib.util
import math
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("national_base", ROOT / "tools" / "national_base.py")
national_base = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(national_base)
YEAR = 2023


def check_files(state):
    for name, text in national_base.files_of(state).items():
        path = ROOT / "models" / f"china-{YEAR}" / name
        assert national_base.is_same(text, path.read_text(encoding="utf-8")), (
            f"{path} is out of date: run tools/national_base.py")


def check_it_follows(rows):
    """Base year to rounding; later within what docs/guide/china-data.md says."""
    assert len(rows) == 24
    for year, name, first, second in rows:
        allowed = 0.004 if year == YEAR else 0.015
        assert abs(second / first - 1) < allowed, f"{year}, {name}: {first} and {second}"


def check_survival():
    left = national_base.survival(
        {"form": "weibull", "scale": {"value": 10}, "shape": {"value": 2}})
    assert left[0] == 1 and abs(left[10] - math.exp(-1)) < 1e-12
    # Logistic: at the half-life about half, and the form is 1 at age 0.
    left = national_base.survival(
        {"form": "logistic", "half-life": {"value": 6}, "half-width": {"value": 1.5}})
    s = math.log(3) / 1.5
    assert left[0] == 1 and abs(left[6] - (1 + math.exp(-6 * s)) / 2) < 1e-12


def check_ages():
    # Two ages, 1 and 1/2 left; growth 0: 2/3 and 1/3, mean age 1/3. Growth 100 %: 4/5 and 1/5.
    assert abs(national_base.mean_age(national_base.steady([1, 0.5], 0.0)) - 1 / 3) < 1e-12
    assert abs(national_base.mean_age(national_base.steady([1, 0.5], 1.0)) - 1 / 5) < 1e-12
    growth = national_base.bisected(
        lambda g: national_base.mean_age(national_base.steady([1, 0.5], g)) - 0.2, -0.5, 3.0)
    assert abs(growth - 1.0) < 1e-9
    # Ages 0, 1, 2 hold 0.5, 0.3, 0.2. Mean age up to 0: 0; up to 1: 0.3/0.8 = 0.375; up to 2: 0.7.
    ages = [0.5, 0.3, 0.2]
    assert national_base.young_age(ages, 0.1, 0.3) == 1
    assert national_base.young_age(ages, 0.1, 0.1) == 0
    assert national_base.young_age(ages, 0.6, 0.1) == 1, "0.6 has no room at age 0"


def check_constants():
    # Half of the way from -3 to -1 is left after a half-life of 4 years: -2. Above 0 it is held.
    technology = {"asc-long-run": {"value": -1}, "asc-half-life": {"value": 4}, "asc-start": 2020}
    assert national_base.faded(technology, -3.0, 2024) == -2.0
    assert national_base.faded(technology, 0.5, 2024) == 0.5


def check_texts():
    assert national_base.rounded_shares({"a": 1 / 3, "b": 2 / 3}, 2) == {"a": 0.33, "b": 0.67}
    assert national_base.bounds_like(
        {"value": 2, "low": 1, "high": 3, "unit": "km"}, 4) == ", low: 2, high: 6"
    assert national_base.bounds_like(
        {"value": 0.6, "low": 0.3, "high": 0.75, "unit": "1"}, 0.9) == ", low: 0.45, high: 1"
    assert national_base.is_same("a: 1.00001", "a: 1.00000")
    assert national_base.is_same("a:\n    1.5", "a: 1.5")
    assert not national_base.is_same("a: 1.001", "a: 1.000")
    assert not national_base.is_same("a: 1", "b: 1")


check_survival()
check_ages()
check_constants()
check_texts()
state = national_base.State(sys.argv[1], YEAR)
check_files(state)
check_it_follows(national_base.compare(state, sys.argv[1]))
print("packs: the national base of a later year is what its rules make, and follows its run")
