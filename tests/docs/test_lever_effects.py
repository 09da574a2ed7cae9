"""tools/lever_effects.py: amounts, kinds of measure, verdicts and complaints, by hand."""
import pathlib
import sys
import tempfile

import xarray as xr

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import lever_effects as effects  # noqa: E402


def run_of(bus: float, car: float, price: float) -> xr.Dataset:
    """Trips in two years by two modes, and a price."""
    return xr.Dataset(
        {"trips": (("year", "mode"), [[1.0, 1.0], [bus, car]]), "price": ("year", [1.0, price])},
        coords={"year": [2019, 2030], "mode": ["bus", "car"]})


PARENT = run_of(bus=10.0, car=40.0, price=2.0)
CHILD = run_of(bus=8.0, car=41.0, price=4.0)
BUS = {"variable": "trips", "at": {"mode": "bus"}}
CAR = {"variable": "trips", "at": {"mode": ["car"]}}
ALL = {"variable": "trips"}


def measure(kind: str, of: dict, **more) -> float:
    return effects.measured({"kind": kind, "of": of, "year": 2030} | more, PARENT, CHILD)


def near(value: float, wanted: float) -> None:
    assert abs(value - wanted) < 1e-12, (value, wanted)


def check_measures() -> None:
    near(effects.amount(PARENT, ALL, 2030), 50.0)
    near(effects.amount(PARENT, BUS | {"over": ALL}, 2030), 0.2)
    near(measure("change", BUS), -0.2)  # 8 / 10 - 1
    near(measure("points", BUS | {"over": ALL}), 8 / 49 - 10 / 50)
    near(measure("attributed", CAR), 1 - 40 / 41)
    near(measure("elasticity", BUS, to={"variable": "price"}), -0.3219280948873623)  # ln .8 / ln 2
    near(measure("rebound", BUS, to=2.0), 0.3219280948873623)
    # Both years: 2 + 50 trips before, 2 + 49 after; the price of 2 is added below.
    near(effects.amount(PARENT, ALL, 2019, 2030), 52.0)
    near(measure("change", ALL, year=2019, through=2030), 51 / 52 - 1)
    near(effects.amount(PARENT, {"variable": ["trips", "price"]}, 2030), 52.0)
    # Trips fall by 1, of which those by bus by 2.
    near(measure("diversion", ALL, **{"from": BUS}), 2.0)


def check_verdicts() -> None:
    ranged = {"value": -0.3, "low": -0.6, "high": -0.1}
    for modelled, reported, words in [
            (-0.6, ranged, "within the range"),
            (-0.05, ranged, "right sign, too small by a factor 2.0"),
            (-1.2, ranged, "right sign, too large by a factor 2.0"),
            (-0.63, ranged, "right sign, too large by a factor 1.05"),
            (0.01, ranged, "wrong sign"),
            (0.0, ranged, "no effect"),
            (0.24, {"value": 0.2}, "within the range"),  # within a quarter
            (0.26, {"value": 0.2}, "right sign, too large by a factor 1.3"),
            (0.9, {"value": 0.5, "open": "above"}, "within the range"),
            (0.25, {"value": 0.5, "open": "above"}, "right sign, too small by a factor 2.0"),
            (0.2, {"low": 0.11, "high": 0.48}, "within the range"),
            (-0.2, {"low": 0.11, "high": 0.48}, "wrong sign"),
            (-0.604, ranged, "within the range"),  # rounds to the end of it
            (0.02, {"value": 0.0, "tolerance": 0.02}, "within the range"),
            (0.2, {"value": 0.0, "tolerance": 0.02}, "too large")]:
        verdict = effects.verdict_of(modelled, reported | {"unit": "elasticity"})
        assert verdict.words == words, (modelled, reported, verdict)
        assert verdict.agrees == (words == "within the range")


def check_texts() -> None:
    assert effects.number(-0.304, "elasticity") == "-0.30"
    assert effects.number(-0.001, "elasticity") == "0.00"
    assert effects.number(0.0512, "%") == "5.1 %" and effects.number(0.123, "%") == "12 %"
    assert effects.number(0.0512, "points") == "5.1 points"
    text = effects.reported_text({"value": 0.5, "open": "above", "unit": "%", "place": "China",
                                  "year": 2015, "run": "short"})
    assert text == "50 % or more; China, 2015, short run", text


def complains(text: str, document: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place) / "data.yaml"
        path.write_text(document, encoding="utf-8")
        try:
            study = effects.Study([path])
            for effect in study.effects:
                effect["modelled"] = effects.measured(effect["measure"], PARENT, CHILD)
                effect["verdict"] = effects.verdict_of(effect["modelled"], effect["reported"])
            problems = study.problems()
        except effects.Problem as problem:
            problems = [str(problem)]
    assert any(text in problem for problem in problems), (text, problems)


def check_complaints() -> None:
    sources = "sources:\n  s: {title: T, publisher: P, year: 2000, address: a}\n"
    good = ("effects:\n- {id: a, source: s, reported: {value: 0.2, unit: '%'}, "
            "measure: {kind: change, of: {variable: trips, at: {mode: bus}}, year: 2030}}\n")
    complains("a: wrong sign, and no `why` says why", sources + good)
    complains("no source is called 's'", good)
    complains("two effects are called 'a'", sources + good + good.removeprefix("effects:\n"))
    complains("no kind of measure is called 'x'", sources + good.replace("kind: change", "kind: x"))


def check_levers() -> None:
    """Every lever is compared or named with a reason, and not both."""
    rule = "{kind: rule, reason: R, test: tests/levers/test_share_rules.cpp}"
    document = ("effects:\n- {id: a, source: s, policies: [{lever: fares}]}\n"
                "sources:\n  s: {title: T, publisher: P, address: a}\nnot-compared:\n")

    def problems(entries: str, levers: list[str]) -> list[str]:
        with tempfile.TemporaryDirectory() as place:
            path = pathlib.Path(place) / "data.yaml"
            path.write_text(document + entries, encoding="utf-8")
            return effects.Study([path]).lever_problems(levers)

    good = f"  minimum-sales-share: {rule}\n"
    both = ["fares", "minimum-sales-share"]
    assert problems(good, both) == []
    for entries, levers, text in [
            (good, [*both, "telework"], "lever telework: no effect here, and not in"),
            (good, ["fares"], "minimum-sales-share: the program has no such lever"),
            (good + f"  fares: {rule}\n", both, "fares: effects of it are compared"),
            (good.replace("minimum-sales-share", "truck-load"), ["fares", "truck-load"],
             "'tests/levers/test_share_rules.cpp' is no test that names it"),
            (good.replace("_rules", "_none"), both, "is no test that names it"),
            (good.replace("kind: rule", "kind: x"), both, "no kind of reason is called 'x'"),
            (good.replace("reason: R", "reason: ' '"), both, "no reason is given")]:
        found = problems(entries, levers)
        assert any(text in problem for problem in found), (text, found)


for check in (check_measures, check_verdicts, check_texts, check_complaints, check_levers):
    check()
print("docs: effects are measured and judged by hand alike")
