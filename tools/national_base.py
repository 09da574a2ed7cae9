#!/usr/bin/env python3
"""Writes a pack of China with a later base year: models/china-YEAR, from a run of the reference.

Usage: tools/national_base.py TANLU YEAR [--check | --compare]

City packs that start in YEAR take from this pack what no city statistic gives: energy use per km,
shares of technologies, ages, prices, constants. It is a model state and no statistic: what
scenarios/china/reference.yaml, run from 2019, says of YEAR, turned into a base by the rules of the
functions below, each with its reason. TANLU is the program. Three files are written: pack.yaml,
base.yaml and sources.yaml. With --check nothing is written; status 1 when a file is not what this
script makes (numbers may differ by rounding). With --compare the pack runs under the policies of
the reference, and the differences from the run of 2019 are printed.
"""
import csv
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACK = ROOT / "models" / "china"
REFERENCE = ROOT / "scenarios" / "china" / "reference.yaml"
PARAMETERS = ROOT / "scenarios" / "china" / "parameters" / "fitted-2025.yaml"
BASE = 2019
LATER = (2030, 2035)  # years that --compare looks at
BATTERY_YEARS = (2025, 2027, 2030, 2035, 2040, 2045, 2050, 2055, 2060)  # of the path of production
MEETING = 2040  # when new vehicles are to use what they do in the reference, about half-way
MAX_AGE = 40
DAYS = 365
TONNES = 1e9  # kg in a million tonnes
ROUNDING = 2e-5  # relative difference that --check takes for rounding
AXES = ("vehicle_class", "technology", "carrier", "settlement", "passenger_mode", "freight_mode",
        "subsector", "boundary")
OBSERVED = {  # observation of the pack: what the run says of the same quantity
    "automobile-stock": lambda run, year: run.automobiles("stock", year),
    "nev-stock": lambda run, year: run.automobiles("stock", year, nev=True),
    "automobile-sales": lambda run, year: run.automobiles("sales", year),
    "nev-sales-share": lambda run, year: (run.automobiles("sales", year, nev=True) /
                                          run.automobiles("sales", year)),
    "rail-pkm": lambda run, year: run["pkm", year, "rail"] + run["pkm", year, "hsr"],
    "aviation-pkm": lambda run, year: run["pkm", year, "air"],
    "road-tkm": lambda run, year: run["tkm", year, "road"],
    "rail-tkm": lambda run, year: run["tkm", year, "rail"],
}


class Run:
    """A result as numbers by variable, year and labels, in the units of result files."""

    def __init__(self, tanlu: str, scenario: pathlib.Path, years):
        with tempfile.TemporaryDirectory() as directory:
            result, table = (pathlib.Path(directory) / name for name in ("run.h5", "run.csv"))
            for command in (["run", scenario, "-o", result],
                            ["export", result, "--to", "csv", "-o", table]):
                subprocess.run([tanlu, *map(str, command)], check=True, stdout=subprocess.DEVNULL)
            with open(table, encoding="utf-8", newline="") as file:
                self.values = self.read(csv.reader(file), {"", *map(str, years)})
        self.groups: dict = {}  # (variable, year) -> labels
        for key in self.values:
            self.groups.setdefault(key[:2], []).append(key[2:])
        self.automobile_classes: set = set()
        self.nev: set = set()

    @staticmethod
    def read(rows, years: set) -> dict:
        """(variable, year, labels) -> value; without a year where there is none."""
        header = next(rows)
        year, variable, value = (header.index(name) for name in ("year", "variable", "value"))
        axes = [header.index(axis) for axis in AXES]
        values = {}
        for row in rows:
            if row[year] not in years or not row[value]:
                continue
            when = (int(row[year]),) if row[year] else ()
            labels = (row[axis] for axis in axes if row[axis])
            values[(row[variable], *when, *labels)] = float(row[value])
        return values

    def __getitem__(self, key: tuple) -> float:
        return self.values.get(key, 0.0)

    def labels(self, variable: str, year: int) -> list:
        return self.groups.get((variable, year), [])

    def total(self, variable: str, year: int, *first: str) -> float:
        """Sum over the labels that follow the first ones."""
        return sum(self.values[(variable, year, *labels)]
                   for labels in self.labels(variable, year) if labels[:len(first)] == first)

    def automobiles(self, variable: str, year: int, nev: bool = False) -> float:
        return sum(self[(variable, year, *pair)] for pair in self.labels(variable, year)
                   if pair[0] in self.automobile_classes and (not nev or pair[1] in self.nev))


def read_yaml(path: pathlib.Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def read_series(name: str) -> dict:
    """year -> value of an observation or driver of the pack."""
    with open(PACK / "series" / f"{name}.csv", encoding="utf-8") as file:
        return {int(row["year"]): float(row["value"]) for row in csv.DictReader(file)}


def unit_of_series(name: str) -> str:
    with open(PACK / "series" / f"{name}.csv", encoding="utf-8") as file:
        return next(csv.DictReader(file))["unit"]


def scale_of(unit: str) -> float:
    """10^8 of '10^8 t km/yr'."""
    found = re.match(r"10\^(\d+) ", unit)
    return 10.0 ** int(found.group(1)) if found else 0.01 if unit == "%" else 1.0


def read_pack() -> dict:
    """The files of the pack as one tree, two levels merged as the program does."""
    tree: dict = {}
    for part in read_yaml(PACK / "pack.yaml")["files"]:
        for key, value in read_yaml(PACK / part).items():
            tree.setdefault(key, {}).update(value)
    return tree


def set_leaf(tree: dict, path: str, value) -> None:
    *keys, last = path.split(".")
    for key in keys:
        tree = tree[key]
    tree[last] = value


def survival(rule: dict) -> list:
    """Share left at each age, docs/theory/fleet.md 4.1."""
    if rule["form"] == "weibull":
        scale, shape = rule["scale"]["value"], rule["shape"]["value"]
        return [math.exp(-((age / scale) ** shape)) for age in range(MAX_AGE + 1)]
    half, slope = rule["half-life"]["value"], math.log(3) / rule["half-width"]["value"]
    return [(1 + math.exp(-slope * half)) / (1 + math.exp(slope * (age - half)))
            for age in range(MAX_AGE + 1)]


def normalised(parts: list) -> list:
    return [part / sum(parts) for part in parts]


def steady(left: list, growth: float) -> list:
    """Ages of a stock whose sales have always grown at one rate."""
    return normalised([share * (1 + growth) ** -age for age, share in enumerate(left)])


def mean_age(ages: list) -> float:
    return sum(age * part for age, part in enumerate(ages)) / sum(ages)


def bisected(function, low: float, high: float) -> float:
    """Zero of a falling function."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def rounded_shares(shares: dict, digits: int) -> dict:
    """Rounded; the largest takes the rest, so that they add to 1."""
    kept = {key: round(share, digits) for key, share in shares.items()}
    largest = max(kept, key=kept.__getitem__)
    kept[largest] = round(kept[largest] + 1 - sum(kept.values()), digits)
    return kept


class Overlay:
    """The overrides in the making."""

    def __init__(self, year: int):
        self.source = f"tanlu-{year}"
        self.lines: list = []

    def section(self, text: str) -> None:
        self.lines += ["", *(f"  # {line}" for line in textwrap.wrap(text, 96))]

    def number(self, path: str, value: float, unit: str, note: str = "", grade: str = "C",
               source: str = "", like: dict | None = None) -> None:
        text = (f"{{value: {value:.6g}, unit: {quoted(unit)}, source: {source or self.source}, "
                f"grade: {grade}{bounds_like(like, value)}")
        self.raw(path, text + (f', note: "{note}"}}' if note else "}"))

    def plain(self, path: str, value) -> None:
        self.lines.append(f"  {path}: {value}")

    def raw(self, path: str, text: str) -> None:
        line = f"  {path}: {text}"
        if len(line) <= 100:
            self.lines.append(line)
            return
        self.lines.append(f"  {path}:")
        self.lines += textwrap.wrap(text, 96, initial_indent="    ", subsequent_indent="     ",
                                    break_long_words=False, break_on_hyphens=False)


def bounds_like(leaf: dict | None, value: float) -> str:
    """Range of the number of 2019, in proportion; a part of something stays below 1."""
    if not leaf or "low" not in leaf or leaf["value"] <= 0:
        return ""
    most = 1.0 if leaf["unit"] == "1" and leaf["value"] <= 1 else math.inf
    low, high = (min(most, value * leaf[key] / leaf["value"]) for key in ("low", "high"))
    return f", low: {low:.5g}, high: {max(high, value):.5g}"


def quoted(unit: str) -> str:
    return f'"{unit}"' if unit in ("1", "%") else unit


class State:
    """What the run and the pack say, in the terms of the rules."""

    def __init__(self, tanlu: str, year: int):
        self.year = year
        self.pack = read_pack()
        self.fitted = read_yaml(PARAMETERS)
        for path, value in self.fitted["overrides"].items():
            set_leaf(self.pack, path, value)
        self.classes = self.pack["classes"]
        self.run = Run(tanlu, REFERENCE, [*range(BASE, year + 1), *LATER, *BATTERY_YEARS])
        self.name_groups(self.run)

    def name_groups(self, run: Run) -> None:
        run.automobile_classes = {c for c, data in self.classes.items() if data["automobile"]}
        run.nev = {t for t, data in self.pack["technologies"].items() if data["nev"]}

    def technologies(self, name: str) -> dict:
        return self.classes[name]["technologies"]

    def stock(self, name: str, technology: str) -> float:
        return self.run["stock", self.year, name, technology]

    def energy_per_unit(self, carrier: str, unit: str) -> float:
        """MJ in the unit of an energy use, such as L/100 km."""
        amount = unit.split("/")[0]
        if amount == "kWh":
            return 3.6
        content = self.pack["carriers"][carrier]["energy-content"]
        if content["unit"] != f"MJ/{amount}":
            raise ValueError(f"{carrier}: {unit} against {content['unit']}")
        return content["value"]

    def energy_per_km(self, name: str, technology: str, year: int) -> float:
        """Of the fleet [MJ/km]; where nothing drove yet, that of the pack."""
        km = self.run["vkm", year, name, technology]
        uses = self.technologies(name)[technology]["energy"]
        if km > 0:
            return sum(self.run["vehicle_energy", year, name, technology, carrier]
                       for carrier in uses) / km
        return sum(use["use"]["value"] / 100 * self.energy_per_unit(carrier, use["use"]["unit"])
                   for carrier, use in uses.items())

    def income(self, year: int) -> float:
        """GDP per head [CNY2020/yr]."""
        return self.run["gdp", year] / self.run["population", year]

    def elasticity(self, income: float) -> float:
        """Of travel to income: linear between the points of the table."""
        points = [(p["income"]["value"], p["passenger"]["value"])
                  for p in self.pack["drivers"]["income-elasticity"].values()]
        if income <= points[0][0]:
            return points[0][1]
        for (low, first), (high, second) in zip(points, points[1:]):
            if income <= high:
                return first + (second - first) * (income - low) / (high - low)
        return points[-1][1]

    def income_index(self) -> float:
        """Of the length of local trips, docs/theory/drivers.md 2.3."""
        ppp = self.pack["drivers"]["ppp"]["value"]
        index = 1.0
        for year in range(BASE + 1, self.year + 1):
            before = self.income(year - 1)
            index *= (self.income(year) / before) ** self.elasticity(before / ppp)
        return index

    def sold(self, name: str, year: int) -> float:
        return self.run.total("sales", year, name)

    def first_ages(self, name: str) -> list:
        """Shares of the stock of 2019 by age."""
        rule = self.classes[name]["initial-age"]
        if rule["rule"] == "shares":
            values = rule["shares"]["values"]
            return normalised([*values, *[0.0] * (MAX_AGE + 1 - len(values))])
        return steady(survival(self.classes[name]["survival"]), rule["growth"]["value"])

    def cohorts(self, name: str, only_emerging: bool = False) -> list:
        """Vehicles by age at the end of the year: the stock of 2019 grown older, and the sales."""
        data = self.classes[name]
        wanted = [t for t, of in self.technologies(name).items()
                  if of.get("emerging", False) or not only_emerging]
        ages = self.first_ages(name)
        if only_emerging:
            young = data["initial-age"]["young-age"]
            ages = normalised([part if age <= young else 0.0 for age, part in enumerate(ages)])
        fleet = [part * sum(self.run["stock", BASE, name, t] for t in wanted) for part in ages]
        left = survival(data["survival"])
        for year in range(BASE + 1, self.year + 1):
            new = sum(self.run["sales", year, name, t] for t in wanted)
            fleet = [new] + [fleet[age - 1] * left[age] / left[age - 1] if left[age - 1] > 0 else 0
                             for age in range(1, MAX_AGE + 1)]
        known = sum(self.stock(name, t) for t in wanted)
        if abs(sum(fleet) - known) > 1e-6 * max(known, 1.0):
            raise ValueError(f"{name}: {sum(fleet)} vehicles by age, {known} in the run")
        return fleet

    def running_cost(self, year: int, fuel_year: int) -> float:
        """Of a car, per person-km, with the energy use of a year [CNY2020/km]."""
        sums = [0.0, 0.0]
        for name, data in self.classes.items():
            if data.get("passenger-mode") != "car":
                continue
            km = self.run.total("vkm", fuel_year, name)
            fuel = sum(self.run["vehicle_energy", fuel_year, *labels] *
                       self.run["carrier_price", year, labels[2]]
                       for labels in self.run.labels("vehicle_energy", fuel_year)
                       if labels[0] == name) / km
            wear = self.pack["passenger"]["modes"]["car"]["wear"]["value"]
            weight = self.run.total("vkm", BASE, name)
            sums[0] += weight * (fuel + wear) / data["occupancy"]["value"]
            sums[1] += weight
        return sums[0] / sums[1]


def write_fitted(state: State, out: Overlay) -> None:
    out.section("Fitted to the statistics of 2020 to 2025, as in the reference: "
                f"{PARAMETERS.relative_to(ROOT)}.")
    for path, value in state.fitted["overrides"].items():
        bounds = "".join(f", {key}: {value[key]:g}" for key in ("low", "high") if key in value)
        out.raw(path, f"{{value: {value['value']:g}, unit: {quoted(value['unit'])}, source: "
                      f"{out.source}, grade: {value['grade']}{bounds}}}")


def write_stocks(state: State, out: Overlay) -> None:
    out.section("Stock: vehicles at the end of the year in the run.")
    for name in state.classes:
        for technology in state.technologies(name):
            out.number(f"classes.{name}.technologies.{technology}.stock",
                       state.stock(name, technology) / 1e4, "10^4 vehicle",
                       like=state.technologies(name)[technology]["stock"])
    own = "classes.private-car.ownership.points.base"
    out.plain(f"{own}.year", state.year)
    out.number(f"{own}.stock", state.run.total("stock", state.year, "private-car") / 1e4,
               "10^4 vehicle", "lies on the curve of the reference, so that the curve stays")


def write_sales(state: State, out: Overlay) -> None:
    out.section(
        "Sales shares: what buyers of the run would choose, before quotas. Constants follow from "
        "them and go on fading from here; their caps have faded as far as the constants have. "
        "Support in the year: exemption from purchase tax, no subsidy any more."
    )
    for name in state.classes:
        on_sale = [t for t, data in state.technologies(name).items()
                   if data.get("on-sale", True) and "sales-share" in data]
        chosen = {t: state.run["chosen_share", state.year, name, t] for t in on_sale}
        if len(on_sale) > 1:
            whole = sum(chosen.values())
            shares = rounded_shares({t: share / whole for t, share in chosen.items()}, 7)
            for technology, share in shares.items():
                out.number(f"classes.{name}.technologies.{technology}.sales-share",
                           max(share, 1e-7), "1")
        for technology, data in state.technologies(name).items():
            path = f"classes.{name}.technologies.{technology}"
            if "asc-cap" in data:
                out.number(f"{path}.asc-cap", faded(data, data["asc-cap"]["value"], state.year),
                           "1", f"{data['asc-cap']['value']:g} in {BASE}")
            if data.get("emerging", False):
                out.plain(f"{path}.asc-start", state.year)
            if "base-subsidy" in data:
                out.number(f"{path}.base-subsidy", 0, "CNY2020/vehicle", "ended in 2022", "U",
                           "gk")
            if "base-tax-relief" in data:
                out.number(f"{path}.base-tax-relief", 1, "1", "", "B", "sc22")


def faded(technology: dict, constant: float, year: int) -> float:
    """A constant of the base of 2019 in a later year, docs/theory/technology.md 5.2."""
    if constant > 0:
        return constant
    last = technology.get("asc-long-run", {"value": 0.0})["value"]
    start = technology.get("asc-start", BASE)
    half_life = technology["asc-half-life"]["value"]
    return last + (constant - last) * 2 ** (-max(0, year - start) / half_life)


def write_use(state: State, out: Overlay) -> None:
    out.section(
        "Kilometres: those of the run by class, shared out to technologies as in 2019. Energy use: "
        "energy of the run over stock and these kilometres, electricity at the plug. Stock is that "
        "at the end of the year, so the use of technologies that grow fast reads low; the program "
        "puts it right by its factor on energy. Yearly gain of new vehicles: in the model they "
        "start from the mean of the base fleet, which is older than they are; the gain brings them "
        f"to where the reference has them in {MEETING}."
    )
    for name in state.classes:
        mean, scale = kilometres(state, name)
        for technology, data in state.technologies(name).items():
            path = f"classes.{name}.technologies.{technology}"
            stock = state.stock(name, technology)
            if stock <= 0.5:
                continue
            km = scale * data["vkt"]["value"] if "vkt" in data else mean
            if "vkt" in data:
                out.number(f"{path}.vkt", km, "km/vehicle/yr", like=data["vkt"])
            for carrier, use in data["energy"].items():
                energy = state.run["vehicle_energy", state.year, name, technology, carrier]
                unit = use["use"]["unit"]
                out.number(f"{path}.energy.{carrier}.use",
                           energy / (stock * km) * 100 / state.energy_per_unit(carrier, unit),
                           unit, like=use["use"])
            write_gain(state, out, name, technology)


def kilometres(state: State, name: str) -> tuple:
    """Of a vehicle of the class in the year [km], and over those of 2019 at the same shares of
    technologies; technologies without kilometres of their own drive the mean."""
    given = {t: data["vkt"]["value"] for t, data in state.technologies(name).items()
             if "vkt" in data}
    mean = state.run.total("vkm", state.year, name) / state.run.total("stock", state.year, name)
    driving = sum(state.stock(name, t) for t in given)
    before = sum(state.stock(name, t) * km for t, km in given.items()) / driving
    return mean, mean / before


def write_gain(state: State, out: Overlay, name: str, technology: str) -> None:
    """New vehicles of the base start from the mean of the fleet, those of the reference are ahead
    of it by its age: the gain that brings them together again in the year MEETING."""
    data = state.technologies(name)[technology]
    gain = data["efficiency-gain"]["value"]
    fleet = state.energy_per_km(name, technology, state.year)
    first = state.energy_per_km(name, technology, BASE)
    wanted = (1 - gain) ** (MEETING - BASE) * first / fleet
    closing = 1 - wanted ** (1 / (MEETING - state.year))
    out.number(f"classes.{name}.technologies.{technology}.efficiency-gain", closing, "1/yr",
               like=data["efficiency-gain"])


def write_ages(state: State, out: Overlay) -> None:
    out.section(
        "Ages: the stock of 2019 grown older by its survival, and the sales of the run. Where the "
        "pack has a rate of growth in place of shares, the one with the same mean age. Young age: "
        "that at which the mean age of emerging technologies is nearest to that of the run."
    )
    for name, data in state.classes.items():
        fleet = state.cohorts(name)
        rule = data["initial-age"]
        path = f"classes.{name}.initial-age"
        if rule["rule"] == "shares":
            shares = rounded_shares(dict(enumerate(normalised(fleet))), 5)
            while shares[max(shares)] == 0:
                del shares[max(shares)]
            values = ", ".join(f"{share:g}" for share in shares.values())
            out.raw(f"{path}.shares",
                    f'{{values: [{values}], unit: "1", source: {out.source}, grade: C}}')
            ages = list(shares.values())
        else:
            left, wanted = survival(data["survival"]), mean_age(fleet)
            growth = bisected(lambda g: mean_age(steady(left, g)) - wanted, -0.3, 0.6)
            out.number(f"{path}.growth", round(growth, 4), "1/yr")
            ages = steady(left, growth)
        emerging = sum(state.stock(name, t) for t, of in state.technologies(name).items()
                       if of.get("emerging", False))
        if emerging > 0:
            out.plain(f"{path}.young-age",
                      young_age(ages, emerging / sum(fleet), mean_age(state.cohorts(name, True))))


def young_age(ages: list, share: float, wanted: float) -> int:
    """Oldest age of emerging technologies, of those that have room for their stock."""
    room = [age for age in range(len(ages)) if sum(ages[:age + 1]) > 1.02 * share]
    return min(room, key=lambda age: abs(mean_age(ages[:age + 1]) - wanted))


def write_prices(state: State, out: Overlay) -> None:
    years = state.year - BASE
    out.section(
        "Vehicle prices without battery: those of 2019 after their yearly decline. Batteries: "
        "price of the run, production up to the end of the year before."
    )
    for name in state.classes:
        for technology, data in state.technologies(name).items():
            if "price-decline" not in data:
                continue
            path = f"classes.{name}.technologies.{technology}"
            floor = data.get("price-floor", {"value": 0.0})["value"]
            left = max((1 - data["price-decline"]["value"]) ** years, floor)
            out.number(f"{path}.price", data["price"]["value"] * left, "CNY2020/vehicle",
                       like=data["price"])
            if floor > 0:
                out.number(f"{path}.price-floor", floor / left, "1")
    battery = state.pack["battery"]
    out.number("battery.price", state.run["battery_price", state.year], "CNY2020/kWh",
               like=battery["price"])
    made = sum(state.run["sales", year, name, technology] * data["battery"]["value"]
               for year in range(BASE, state.year) for name in state.classes
               for technology, data in state.technologies(name).items() if "battery" in data)
    out.number("battery.cumulative", battery["cumulative"]["value"] + made / 1e6, "GWh",
               f"end of {state.year - 1}, domestic vehicles", like=battery["cumulative"])
    # The price falls by the learning rate per doubling: turned round, prices give the production.
    floor = battery["floor"]["value"]
    above = state.run["battery_price", state.year] - floor
    doublings = math.log2(1 - battery["learning-rate"]["value"])
    index = {state.year: 1.0}
    for later in (y for y in BATTERY_YEARS if y > state.year):
        left = (state.run["battery_price", later] - floor) / above
        index[later] = left ** (1 / doublings)
    anchors = ", ".join(f"{year}: {value:.6g}" for year, value in index.items())
    out.section(
        "Production of batteries in the reference: who extends this pack, a city, buys at the "
        "price of the nation, and its own purchases do not move it. Further policies of the "
        "nation on sales are not in it.")
    out.raw("battery.index", f'{{unit: "1", source: {out.source}, grade: C, interpolate: '
                             f"loglinear, anchors: {{{anchors}}}}}")


def write_local(state: State, out: Overlay) -> None:
    local, run, year = state.pack["passenger"]["local"], state.run, state.year
    out.section(
        "Local trips: rates and shares of the run before its factors by mode; length grown with "
        "income. Fares have risen with the wages in them."
    )
    longer = state.income_index() ** local["length-elasticity"]["value"]
    for name, data in local["settlements"].items():
        trips = {mode: run["trips", year, name, mode] / run["trip_factor", mode]
                 for mode in data["modes"]}
        urban = run["urban_population", year]
        people = urban if data["urban"] else run["population", year] - urban
        people *= data["population-share"]["value"]
        path = f"passenger.local.settlements.{name}"
        shock = shock_of(state, "local-shock", year)
        out.number(f"{path}.trip-rate", sum(trips.values()) / (people * DAYS * shock),
                   "1/person/day", like=data["trip-rate"])
        out.number(f"{path}.trip-length", data["trip-length"]["value"] * longer, "km",
                   like=data["trip-length"])
        shares = rounded_shares({m: n / sum(trips.values()) for m, n in trips.items()}, 6)
        for mode, share in shares.items():
            out.number(f"{path}.modes.{mode}.share", share, "1",
                       like=data["modes"][mode]["share"])
    dearer = state.income(year) / state.income(BASE)
    for name, data in state.pack["passenger"]["modes"].items():
        if "labour-share" not in data:
            continue
        part = data["labour-share"]["value"]
        factor = 1 - part + part * dearer
        for key in ("fixed-fare", "fare"):
            if key in data:
                out.number(f"passenger.modes.{name}.{key}", data[key]["value"] * factor,
                           data[key]["unit"])
        out.number(f"passenger.modes.{name}.labour-share", part * dearer / factor, "1")


def shock_of(state: State, key: str, year: int) -> float:
    anchors = state.pack["drivers"][key]["anchors"]
    return anchors[min(year, max(anchors))]["value"]


def write_travel(state: State, out: Overlay) -> None:
    run, year = state.run, state.year
    out.section(
        "Person-km of modes without vehicles. Cars: local part of the run; their intercity fare "
        "moves with the running cost."
    )
    for name, data in state.pack["passenger"]["modes"].items():
        if "base-pkm" in data:
            out.number(f"passenger.modes.{name}.base-pkm", run["pkm", year, name] / 1e8,
                       "10^8 person km/yr", like=data["base-pkm"])
        if "local-share" in data:
            out.number(f"passenger.modes.{name}.local-share",
                       run["local_pkm", year, name] / run["pkm", year, name], "1",
                       like=data["local-share"])
    cheaper = state.running_cost(year, year - 1) / state.running_cost(BASE, BASE)
    fare = state.pack["passenger"]["intercity"]["modes"]["car"]["fare"]
    out.number("passenger.intercity.modes.car.fare", fare["value"] * cheaper, fare["unit"],
               like=fare)
    out.section("The end of the pandemic, over the base year, where it is 1.")
    for key in ("local-shock", "intercity-shock"):
        here = shock_of(state, key, year)
        later = [y for y in state.pack["drivers"][key]["anchors"] if y > year]
        anchors = ", ".join(f"{y}: {shock_of(state, key, y) / here:.6g}" for y in [year, *later])
        out.raw(f"drivers.{key}", f'{{unit: "1", source: {out.source}, grade: C, interpolate: '
                                  f"linear, anchors: {{{anchors}}}}}")


def write_freight(state: State, out: Overlay) -> None:
    run, year, freight = state.run, state.year, state.pack["freight"]
    out.section(
        "Freight: tonne-km of the run. Bulk goods: their share of 2019 times their index, over the "
        "tonne-km of the mode."
    )
    for name, data in freight["modes"].items():
        out.number(f"freight.modes.{name}.base-tkm", run["tkm", year, name] / 1e8, "10^8 t km/yr")
    # Two modes of different shares of bulk give the two indices of goods:
    # tkm = tkm0 (b bulk + (1 - b) general).
    first, second = [(data["bulk-share"]["value"],
                      run["tkm", year, name] / run["tkm", BASE, name])
                     for name, data in freight["modes"].items() if name in ("road", "rail")]
    slope = (first[1] - second[1]) / (first[0] - second[0])
    general = first[1] - slope * first[0]
    bulk = general + slope
    for name, data in freight["modes"].items():
        part = data["bulk-share"]["value"]
        out.number(f"freight.modes.{name}.bulk-share",
                   part * bulk / (part * bulk + (1 - part) * general), "1",
                   like=data["bulk-share"])
    for name, data in state.classes.items():
        if "base-tkm" in data:
            out.number(f"classes.{name}.base-tkm", run["road_tkm", year, name] / 1e8,
                       "10^8 t km/yr")


def write_nonroad(state: State, out: Overlay) -> None:
    run, year, nonroad = state.run, state.year, state.pack["nonroad"]
    out.section(
        "Rail, water, air, pipelines: energy of the run; that of metros by their person-km and "
        "yearly gain, the rest of the subsector is that of railways."
    )
    metro = (nonroad["metro"]["propulsion"]["electricity"]["base-energy"]["value"] * 3.6e9 *
             run["pkm", year, "metro"] / run["pkm", BASE, "metro"] *
             (1 - nonroad["metro"]["gain"]["value"]) ** (year - BASE))
    for mode, data in nonroad.items():
        for carrier, of in data["propulsion"].items():
            if of["base-energy"]["value"] == 0:
                continue
            energy = metro if mode == "metro" else run["energy", year, carrier, data["subsector"]]
            if mode == "rail" and carrier == "electricity":
                energy -= metro
            unit = of["base-energy"]["unit"]
            out.number(f"nonroad.{mode}.propulsion.{carrier}.base-energy",
                       energy / {"TWh/yr": 3.6e9, "PJ/yr": 1e9}[unit], unit)
    diesel = nonroad["rail"]["propulsion"]["diesel"]["share"]
    first, rate = diesel["anchors"][BASE], diesel["growth"][BASE + 1]
    out.raw("nonroad.rail.propulsion.diesel.share",
            f'{{unit: "1", source: {out.source}, grade: C, anchors: '
            f"{{{year}: {first * (1 + rate / 100) ** (year - BASE):.6g}}}, extrapolate: growth, "
            f'growth: {{{year + 1}: {rate}}}, growth-unit: "%/yr", growth-source: '
            f"{diesel['growth-source']}, growth-grade: {diesel['growth-grade']}, growth-low: "
            f"{{{year + 1}: {diesel['growth-low'][BASE + 1]}}}, growth-high: "
            f"{{{year + 1}: {diesel['growth-high'][BASE + 1]}}}}}")


def beside_statistics(state: State) -> list:
    """How far the run is from what was observed in the year."""
    lines = []
    for name, quantity in OBSERVED.items():
        series, scale = f"observed-{name}", scale_of(unit_of_series(f"observed-{name}"))
        observed = read_series(series).get(state.year)
        if observed is None:
            continue
        value = quantity(state.run, state.year) / scale
        lines.append(f"#   {name:17} {value:9.5g}  {observed:9.5g} {unit_of_series(series):18}"
                     f"{100 * (value / observed - 1):+6.1f} %")
    return lines


def base_text(state: State) -> str:
    out = Overlay(state.year)
    for write in (write_fitted, write_stocks, write_sales, write_use, write_ages, write_prices,
                  write_local, write_travel, write_freight, write_nonroad):
        write(state, out)
    head = [f"# Written by tools/national_base.py TANLU {state.year}; the rules stand there. "
            "Do not edit.",
            f"# The state of {state.year} in a run of scenarios/china/reference.yaml from {BASE}; "
            "no statistic. Beside those",
            "# of the year (the police register counts low-speed vehicles, the classes do not):",
            "#                           run   observed", *beside_statistics(state), "overrides:"]
    return "\n".join([*head, *out.lines]) + "\n"


def pack_text(year: int) -> str:
    return f"""# China with the base year {year}: the donor of packs of cities, which take from it
# what no city statistic gives. Written by tools/national_base.py TANLU {year}. What base.yaml does
# not set is that of models/china. No statistic: a state of the model, with its errors.
format: 2
pack: china-{year}
title: {{en: China from {year}, zh: 中国（{year}年起）}}
extends: ../china
base-year: {year}
files: [base.yaml]
# Numbers of 2019 that stand in for those of the year; counted as unverified here.
carried-over:
  - classes.*.occupancy
  - classes.*.technologies.*.price
  - classes.*.technologies.*.upkeep
  - classes.*.technologies.*.battery
  - classes.*.technologies.*.electric-range
  - classes.*.age-of-use
  - passenger
  - freight
  - carriers.*.price
  - purchase-tax
  - drivers.ppp
"""


def sources_text(state: State) -> str:
    own = {f"tanlu-{state.year}": {
        "title": f"State of {state.year} in a run of the national reference from {BASE}; "
                 "no statistic",
        "publisher": "Tanlu", "year": state.year,
        "address": f"tools/national_base.py TANLU {state.year}",
        "terms": "own computation", "grade": "C"}}
    lines = [f"# Sources besides those of models/china. Written by tools/national_base.py TANLU "
             f"{state.year}."]
    for key, source in own.items():
        lines.append(f"{key}:")
        lines += [f"  {field}: " + (str(value) if field in ("year", "grade") else f'"{value}"')
                  for field, value in source.items()]
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def files_of(state: State) -> dict:
    return {"pack.yaml": pack_text(state.year), "base.yaml": base_text(state),
            "sources.yaml": sources_text(state)}


NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def is_same(made: str, written: str) -> bool:
    """Equal but for the rounding of numbers and the line breaks that follow from it."""
    def without(text):
        return NUMBER.sub("#", " ".join(text.split()))

    if without(made) != without(written):
        return False
    return all(abs(float(a) - float(b)) <= ROUNDING * max(abs(float(a)), 1e-6)
               for a, b in zip(NUMBER.findall(made), NUMBER.findall(written)))


def compare(state: State, tanlu: str) -> list:
    """Rows of (year, quantity, run from 2019, run from YEAR): the pack under the same policies."""
    scenario = read_yaml(REFERENCE)
    target = ROOT / "models" / f"china-{state.year}"
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory).resolve() / "reference.yaml"
        path.write_text(yaml.safe_dump({
            "format": scenario["format"], "scenario": "reference", "title": scenario["title"],
            "horizon": max(LATER),
            "pack": os.path.relpath(target, path.parent), "sources": scenario["sources"],
            "policies": scenario["policies"]}, allow_unicode=True, sort_keys=False),
            encoding="utf-8")
        later = Run(tanlu, path, [state.year, *LATER])
    state.name_groups(later)
    quantities = {
        "direct CO2, Mt": lambda r, y: r["co2_by_boundary", y, "ttw"] / TONNES,
        "CO2 with electricity, Mt": lambda r, y: r["co2_by_boundary", y, "ttw_grid"] / TONNES,
        "automobiles, million": lambda r, y: r.automobiles("stock", y) / 1e6,
        "NEV of automobiles, %": lambda r, y: 100 * r["nev_stock_share_auto", y],
        "NEV of sales, %": lambda r, y: 100 * r["nev_sales_share_auto", y],
        "person-km, billion": lambda r, y: r.total("pkm", y) / 1e9,
        "tonne-km, billion": lambda r, y: r.total("tkm", y) / 1e9,
        "vehicle-km of cars, billion": lambda r, y: sum(
            r.total("vkm", y, c) for c in ("private-car", "business-car")) / 1e9,
    }
    return [(year, name, of(state.run, year), of(later, year))
            for name, of in quantities.items() for year in (state.year, *LATER)]


def print_comparison(rows: list, year: int) -> None:
    print(f"{'':28} year  from {BASE}  from {year}  difference")
    for when, name, first, second in rows:
        apart = 100 * (second / first - 1)
        print(f"{name:28} {when}  {first:9.5g}  {second:9.5g}  {apart:+7.1f} %")


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    options = set(sys.argv[1:]) - set(words)
    if len(words) != 2 or not words[1].isdigit() or options - {"--check", "--compare"}:
        print(__doc__)
        return 2
    tanlu, year = words[0], int(words[1])
    target = ROOT / "models" / f"china-{year}"
    state = State(tanlu, year)
    if "--compare" in options:
        print_comparison(compare(state, tanlu), year)
        return 0
    status = 0
    target.mkdir(exist_ok=True)
    for name, text in files_of(state).items():
        path = target / name
        if "--check" not in options:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or not is_same(text, path.read_text(encoding="utf-8")):
            print(f"{path}: not what tools/national_base.py makes; run it, look at the difference")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
