#!/usr/bin/env python3
"""Writes the base of an older year of the China pack: models/china-YEAR/base.yaml.

Usage: tools/base_year.py YEAR [--check]

This script makes the stocks, kilometres, traffic and fuel from which a hindcast starts in YEAR,
from models/china/history/base-years.csv, the observations of the pack and the pack of 2019 itself,
by the rules that each number carries in its note. Nothing that happened after YEAR enters, apart
from proportions of 2019 where a rule says so and from what models/china-YEAR/pack.yaml lists under
`carried-over`. With --check nothing is written; status 1 when the file is not what this script
makes.
"""
import csv
import math
import pathlib
import sys
import textwrap

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PACK = ROOT / "models" / "china"
BASE = 2019
OLDEST = 18  # oldest age of the tables of ages; what is older is counted there
FIRST_STOCK = 2002  # first year with stock by class
SINCE_BREAK = {2010: 2008, 2015: 2013}  # first year of the freight statistics in force in YEAR
CLASSES = ["private-car", "business-car", "taxi", "bus", "coach-large", "coach-medium",
           "truck-light", "truck-medium", "truck-heavy", "special"]
NEV = {"bev", "phev", "fcev"}
# Kilometres per vehicle of the Argonne model, by class of the pack.
KILOMETRES = {"private-car": "private-car", "business-car": "business-car", "taxi": "taxi",
              "bus": "urban-bus", "coach-large": "intercity-coach",
              "coach-medium": "intercity-coach", "truck-light": "truck-light",
              "truck-medium": "truck-medium", "truck-heavy": "truck-heavy"}
# Registrations by fuel, by class of the pack.
SALES = {"private-car": "car", "business-car": "car", "taxi": "taxi", "bus": "bus",
         "coach-large": "coach", "coach-medium": "coach", "truck-light": "truck-light",
         "truck-medium": "truck-medium", "truck-heavy": "truck-heavy"}
# Weibull parameters known before the older years (Hao et al. 2011).
HAO = {"private-car": (14.46, 4.79), "truck-light": (8.02, 5.58), "truck-heavy": (12.8, 5.58)}
INTRODUCTION = 0.0005  # share of sales that stands in for next to none, as in the pack
PRIVATE_PART = 170.424 / (170.424 + 36)  # private over private and business, battery cars 2019
SATURATION_YEARS = 9  # from the early point of the ownership curve to the base, as in the pack


def read_history() -> dict:
    """(item, year) -> value of the table of older years."""
    with open(PACK / "history" / "base-years.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row["item"], int(row["year"])): float(row["value"]) for row in rows}


def read_series(name: str) -> dict:
    """year -> value of an observation or driver of the pack."""
    with open(PACK / "series" / f"{name}.csv", encoding="utf-8") as file:
        return {int(row["year"]): float(row["value"]) for row in csv.DictReader(file)}


def read_pack() -> dict:
    """The files of the pack as one tree, two levels merged as the program does."""
    tree: dict = {}
    header = yaml.safe_load((PACK / "pack.yaml").read_text(encoding="utf-8"))
    for part in header["files"]:
        for key, value in yaml.safe_load((PACK / part).read_text(encoding="utf-8")).items():
            tree.setdefault(key, {}).update(value)
    return tree


def ages(stock: dict, year: int, scale: float, shape: float) -> list:
    """Shares of the stock of a year by age: sales of each year are stock less survivors."""
    survival = [math.exp(-((age / scale) ** shape)) for age in range(OLDEST + 2)]
    growth = (stock[FIRST_STOCK + 3] / stock[FIRST_STOCK]) ** (1 / 3) - 1
    fleet = [survival[age] * (1 + growth) ** -age for age in range(OLDEST + 1)]
    fleet = [part * stock[FIRST_STOCK] / sum(fleet) for part in fleet]
    for now in range(FIRST_STOCK + 1, year + 1):
        kept = [fleet[age] * survival[age + 1] / survival[age] for age in range(OLDEST + 1)]
        kept[OLDEST - 1] += kept.pop()  # what grows older than the table stays in its last row
        scale_down = min(1.0, stock[now] / sum(kept))
        fleet = [max(0.0, stock[now] - sum(kept))] + [part * scale_down for part in kept]
    shares = [round(part / sum(fleet), 5) for part in fleet]
    largest = shares.index(max(shares))
    shares[largest] = round(shares[largest] + 1 - sum(shares), 5)
    return shares


class Overlay:
    """The overrides in the making."""

    def __init__(self, year: int):
        self.year = year
        self.lines: list = []

    def section(self, text: str) -> None:
        self.lines += ["", *(f"  # {line}" for line in textwrap.wrap(text, 92))]

    def number(self, path: str, value: float, unit: str, source: str, grade: str, note: str = ""):
        text = f"{{value: {value:.6g}, unit: {quoted(unit)}, source: {source}, grade: {grade}"
        self.lines += wrapped(path, text + (f', note: "{note}"}}' if note else "}"))

    def plain(self, path: str, value) -> None:
        self.lines.append(f"  {path}: {value}")

    def raw(self, path: str, text: str) -> None:
        self.lines += wrapped(path, text)


def quoted(unit: str) -> str:
    return f'"{unit}"' if unit == "1" else unit


def wrapped(path: str, text: str) -> list:
    """A line of at most 100 columns, or the value on lines of its own."""
    line = f"  {path}: {text}"
    if len(line) <= 100:
        return [line]
    lines, words, current = [f"  {path}:"], text.split(" "), "   "
    for word in words:
        if len(current) + 1 + len(word) > 100:
            lines.append(current)
            current = "     " + word
        else:
            current += " " + word
    return [*lines, current]


class Base:
    """Numbers of the year, by the rules of the notes."""

    def __init__(self, year: int):
        self.year = year
        self.history = read_history()
        self.pack = read_pack()
        self.classes = self.pack["classes"]
        self.totals = self.find_totals()
        self.stock = self.find_stock()

    def item(self, name: str, year: int | None = None) -> float:
        return self.history[(name, self.year if year is None else year)]

    def ratio(self, name: str) -> float:
        return self.item(name) / self.item(name, BASE)

    def technologies(self, name: str) -> dict:
        return self.classes[name]["technologies"]

    def stock_of_2019(self, name: str, technology: str) -> float:
        return self.technologies(name)[technology]["stock"]["value"]

    def find_totals(self) -> dict:
        cars, private = self.item("stock.car"), self.item("stock.private-car")
        coaches = self.item("stock.large-and-medium-passenger") - self.item("stock.bus")
        large, medium = (sum(self.stock_of_2019(c, t) for t in self.technologies(c))
                         for c in ("coach-large", "coach-medium"))
        return {"private-car": private, "business-car": cars - private - self.item("stock.taxi"),
                "taxi": self.item("stock.taxi"), "bus": self.item("stock.bus"),
                "coach-large": coaches * large / (large + medium),
                "coach-medium": coaches * medium / (large + medium),
                "truck-light": self.item("stock.truck-light"),
                "truck-medium": self.item("stock.truck-medium"),
                "truck-heavy": self.item("stock.truck-heavy"), "special": self.item("stock.other")}

    def nev_sales(self, name: str, technology: str) -> float:
        """Registrations of a new-energy technology; cars are split as the stock of 2019."""
        if name not in SALES:
            return 0.0
        sold = self.history.get((f"sales.{SALES[name]}.{technology}", self.year), 0.0)
        if name in ("private-car", "business-car"):
            return sold * (PRIVATE_PART if name == "private-car" else 1 - PRIVATE_PART)
        if name.startswith("coach"):
            coaches = self.totals["coach-large"] + self.totals["coach-medium"]
            return sold * self.totals[name] / coaches
        return sold

    def find_stock(self) -> dict:
        known = {(c, t): self.nev_sales(c, t) for c in CLASSES for t in self.technologies(c)
                 if t in NEV}
        sold = sum(known.values())
        per_sale = self.item("stock.nev") / sold if sold > 0 else 0.0
        stock = {pair: sales * per_sale for pair, sales in known.items()}
        gas = self.ratio("energy.natural-gas")
        for name in CLASSES:
            rest = self.totals[name] - sum(v for (c, _), v in stock.items() if c == name)
            others = [t for t in self.technologies(name) if t not in NEV and t != "cng"]
            if "cng" in self.technologies(name):
                stock[name, "cng"] = self.stock_of_2019(name, "cng") * gas
                rest -= stock[name, "cng"]
            whole = sum(self.stock_of_2019(name, t) for t in others)
            for technology in others:
                stock[name, technology] = rest * self.stock_of_2019(name, technology) / whole
        return stock

    def kilometres(self, name: str, technology: str) -> float:
        known = self.technologies(name)[technology].get("vkt")
        if known is None:
            return 0.0
        change = self.ratio(f"vkt.{KILOMETRES[name]}") if name in KILOMETRES else 1.0
        return known["value"] * change

    def vehicle_km(self, name: str) -> float:
        """[10^4 km/yr]"""
        return sum(self.stock[name, t] * self.kilometres(name, t) for t in self.technologies(name))

    def vehicle_km_of_2019(self, name: str) -> float:
        return sum(self.stock_of_2019(name, t) * data["vkt"]["value"]
                   for t, data in self.technologies(name).items() if "vkt" in data)

    def freight_elasticity(self) -> float:
        """Tonne-km without ocean to GDP, log ratio since the last break of the statistics."""
        first = SINCE_BREAK[self.year]
        tkm = {y: sum(read_series(f"observed-{m}-tkm")[y] for m in ("road", "rail", "water"))
               for y in (first, self.year)}
        gdp = read_series("gdp")
        return math.log(tkm[self.year] / tkm[first]) / math.log(gdp[self.year] / gdp[first])


def write_stocks(base: Base, out: Overlay) -> None:
    out.section(
        "Stock: yearbook by class. New-energy vehicles by the registrations of the year; gas "
        "by the gas burnt; the rest in the proportions of 2019."
    )
    for name in CLASSES:
        for technology in base.technologies(name):
            if base.stock_of_2019(name, technology) == 0 and base.stock[name, technology] == 0:
                continue
            is_nev = technology in NEV
            source = ("gk+eps-tts+fit" if is_nev else "nbs-msg+gk+fit") if base.year == 2015 else (
                "judgement" if is_nev else "nbs-msg+gk+fit")
            main = technology in ("gasoline", "diesel") and name in ("private-car", "truck-heavy")
            out.number(f"classes.{name}.technologies.{technology}.stock",
                       base.stock[name, technology], "10^4 vehicle", source, "C" if main else "U")


def write_sales(base: Base, out: Overlay) -> None:
    out.section(
        "Sales shares: registrations by fuel of the year; where there are none, the stock, "
        "and an introduction share for new-energy vehicles, whose constant is capped."
    )
    for name in CLASSES:
        on_sale = [t for t, data in base.technologies(name).items()
                   if data.get("on-sale", True) and "sales-share" in data]
        if len(on_sale) < 2:
            continue
        group = SALES.get(name)
        sold = {t: base.history.get((f"sales.{group}.{t}", base.year), 0.0) for t in on_sale}
        observed = sum(sold.values()) > 0
        if not observed:
            sold = {t: 0.0 if t in NEV else base.stock[name, t] for t in on_sale}
        total = sum(sold.values())
        shares = {t: max(s / total, INTRODUCTION) for t, s in sold.items()}
        shares = {t: round(s / sum(shares.values()), 5) for t, s in shares.items()}
        largest = max(shares, key=shares.__getitem__)
        shares[largest] = round(shares[largest] + 1 - sum(shares.values()), 5)
        for technology, share in shares.items():
            path = f"classes.{name}.technologies.{technology}"
            real = observed and sold[technology] / total > INTRODUCTION
            out.number(f"{path}.sales-share", share, "1",
                       "eps-tts" if observed else "nbs-msg+fit", "B" if real else "U")
            if technology in NEV and share < 0.01:
                out.number(f"{path}.asc-cap", -3, "1", "judgement", "U")


def write_use(base: Base, out: Overlay) -> None:
    back = base.year - BASE
    out.section(
        "Kilometres: those of the pack times the Argonne model, this year over 2019. Energy "
        "per km: that of 2019 taken back by the yearly gain of the technology."
    )
    for name in CLASSES:
        for technology, data in base.technologies(name).items():
            path = f"classes.{name}.technologies.{technology}"
            if "vkt" in data and name in KILOMETRES:
                out.number(f"{path}.vkt", base.kilometres(name, technology), "km/vehicle/yr",
                           "anl-cvfm+fit", "C")
            gain = data["efficiency-gain"]["value"]
            for carrier, use in data["energy"].items():
                out.number(f"{path}.energy.{carrier}.use",
                           use["use"]["value"] * (1 - gain) ** back, use["use"]["unit"], "est", "U")


def write_fleet(base: Base, out: Overlay) -> None:
    year, early = base.year, base.year - SATURATION_YEARS
    early = max(early, 2005)  # income of the four years up to it is known
    out.section(
        "Ownership: through two years known by then. Ages: sales of each year are stock less "
        "survivors, with the lives of Hao et al. 2011."
    )
    own = "classes.private-car.ownership"
    out.number(f"{own}.saturation", 0.4, "vehicle/person", "huowang12", "B",
               "the lower of the two published values, 400 and 500 private cars per 1000 people")
    out.plain(f"{own}.points.early.year", early)
    out.number(f"{own}.points.early.stock", base.item("stock.private-car", early), "10^4 vehicle",
               "nbs-msg", "A")
    out.plain(f"{own}.points.base.year", year)
    out.number(f"{own}.points.base.stock", base.item("stock.private-car"), "10^4 vehicle",
               "nbs-msg", "A")
    for name, (scale, shape) in HAO.items():
        stock = {y: v for (item, y), v in base.history.items() if item == f"stock.{name}"}
        out.number(f"classes.{name}.survival.scale", scale, "yr", "hao11", "A")
        values = ", ".join(f"{share:g}" for share in ages(stock, year, scale, shape))
        out.raw(f"classes.{name}.initial-age.shares",
                f'{{values: [{values}], unit: "1", source: nbs-msg+hao11+fit, grade: C}}')
    out.number("classes.taxi.survival.half-life", 5, "yr", "hao11", "A", "cruising taxis by rule")
    for name, item in {"truck-medium": "truck-medium", "special": "other",
                       "coach-large": "large-and-medium-passenger",
                       "coach-medium": "large-and-medium-passenger"}.items():
        growth = (base.item(f"stock.{item}") / base.item(f"stock.{item}", year - 5)) ** (1 / 5) - 1
        out.number(f"classes.{name}.initial-age.growth", round(growth, 3), "1/yr", "nbs-msg+fit",
                   "C", "of the stock of five years")
    for name in ("motorcycle", "e-bike", "low-speed"):
        stock = sum(base.stock_of_2019(name, t) for t in base.technologies(name))
        out.number(f"classes.{name}.stock-path", stock, "10^4 vehicle", "judgement", "U",
                   "that of 2019: no stock of the year in the data")
    for name in [*CLASSES, "motorcycle"]:
        for technology, data in base.technologies(name).items():
            if data.get("emerging"):
                path = f"classes.{name}.technologies.{technology}"
                out.plain(f"{path}.asc-start", year + 1)
                if name in ("private-car", "business-car", "taxi"):
                    out.number(f"{path}.asc-half-life", 6, "yr", "est", "C",
                               "as of classes where nothing was fitted")


def write_support(base: Base, out: Overlay) -> None:
    out.section("Support that buyers of the year saw, from memory; batteries by the world price.")
    amounts = {2010: {}, 2015: {("private-car", "bev"): 45000, ("private-car", "phev"): 31500,
                                ("business-car", "bev"): 45000, ("business-car", "phev"): 31500,
                                ("bus", "bev"): 500000}}[base.year]
    for name in CLASSES:
        for technology, data in base.technologies(name).items():
            path = f"classes.{name}.technologies.{technology}"
            if "base-subsidy" in data:
                out.number(f"{path}.base-subsidy", amounts.get((name, technology), 0),
                           "CNY2020/vehicle", "gk", "U")
            if "base-tax-relief" in data and base.year < 2015:
                out.number(f"{path}.base-tax-relief", 0, "1", "sc22", "U", "from September 2014")
    out.number("battery.price", round(base.pack["battery"]["price"]["value"] *
                                      base.ratio("battery.price"), 0),
               "CNY2020/kWh", "bnef24+gk+fit", "U", "price of 2019 times the world mean over 2019")
    out.number("battery.learning-rate", 0.2, "1", "ziegler21", "B", "all cells, 1992-2016")
    out.number("battery.cumulative", 10, "GWh", "judgement", "U",
               "220,000 new-energy vehicles of 2014 with 45 kWh; packs for other uses before that")


def write_travel(base: Base, out: Overlay) -> None:
    year = base.year
    out.section("Travel. Flights: the domestic part of 2019. Metro: trips by the length of 2019.")
    rail, hsr = read_series("observed-rail-pkm")[year], base.item("pkm.high-speed-rail")
    flights = read_series("observed-aviation-pkm-all")
    modes = base.pack["passenger"]["modes"]
    pkm = "10^8 person km/yr"
    out.number("passenger.modes.rail.base-pkm", rail - hsr, pkm, "nbs-msg+gk", "U")
    out.number("passenger.modes.hsr.base-pkm", hsr, pkm, "gk", "U")
    out.number("passenger.modes.air.base-pkm",
               modes["air"]["base-pkm"]["value"] * flights[year] / flights[BASE], pkm,
               "nbs-msg+caac19+fit", "C")
    out.number("passenger.modes.metro.base-pkm",
               modes["metro"]["base-pkm"]["value"] * base.ratio("trips.metro"), pkm, "gk+urt21",
               "U")
    road_pkm = base.history[("pkm.road", year)]
    coach_km = base.vehicle_km("coach-large") + base.vehicle_km("coach-medium")
    for name in ("coach-large", "coach-medium"):
        out.number(f"classes.{name}.occupancy", road_pkm * 1e4 / coach_km, "person/vehicle",
                   "nbs-msg+fit", "C", "closes to official road passenger turnover")
    out.number("passenger.intercity.income-factor", 1, "1", "judgement", "U",
               "1.3 in the pack leans on traffic up to 2019")


def write_freight(base: Base, out: Overlay) -> None:
    year = base.year
    out.section(
        "Freight: official tonne-km; trucks share those of the road by kilometres times the "
        "load of 2019. All goods follow GDP as all tonne-km did since the last break."
    )
    for mode in ("road", "rail", "water"):
        out.number(f"freight.modes.{mode}.base-tkm", read_series(f"observed-{mode}-tkm")[year],
                   "10^8 t km/yr", "nbs-msg", "A")
    load = {c: base.classes[c]["base-tkm"]["value"] / base.vehicle_km_of_2019(c)
            for c in ("truck-heavy", "truck-medium", "truck-light")}
    carried = {c: load[c] * base.vehicle_km(c) for c in load}
    road = read_series("observed-road-tkm")[year]
    commercial = carried["truck-heavy"] + carried["truck-medium"]
    for name in ("truck-heavy", "truck-medium"):
        out.number(f"classes.{name}.base-tkm", road * carried[name] / commercial, "10^8 t km/yr",
                   "nbs-msg+fit", "U")
    out.number("classes.truck-light.base-tkm", carried["truck-light"], "10^8 t km/yr", "fit", "U",
               "vehicle-km times the load of 2019")
    elasticity = base.freight_elasticity()
    out.number("freight.commodities.general.near-elasticity", elasticity, "1",
               "nbs-msg+eps-gdp+fit", "C",
               f"tonne-km without ocean to GDP, {SINCE_BREAK[year]}-{year}")
    gdp = read_series("gdp")
    anchors = ", ".join(f"{y}: {(gdp[y] / gdp[year]) ** elasticity:.5g}"
                        for y in range(year, 2022))
    out.raw("freight.commodities.bulk.index",
            f'{{unit: "1", source: eps-gdp+fit, grade: U, interpolate: linear, '
            f"anchors: {{{anchors}}}}}")


def write_supply(base: Base, out: Overlay) -> None:
    year, back = base.year, base.year - BASE
    nonroad = base.pack["nonroad"]

    def energy(mode: str, carrier: str) -> float:
        return nonroad[mode]["propulsion"][carrier]["base-energy"]["value"]

    def gain(mode: str) -> float:
        return (1 - nonroad[mode]["gain"]["value"]) ** back

    out.section(
        "Rail, water, air, pipelines: energy of 2019 times the traffic over 2019, taken back "
        "by the yearly gain; aviation, gas and LPG from the energy balance."
    )
    pkm, tkm = read_series("observed-rail-pkm"), read_series("observed-rail-tkm")
    rail = (pkm[year] + tkm[year]) / (pkm[BASE] + tkm[BASE]) * gain("rail")
    diesel_2019 = nonroad["rail"]["propulsion"]["diesel"]["share"]["anchors"][BASE]
    diesel = diesel_2019 * 0.96**back
    wired = (1 - diesel) / (1 - diesel_2019)
    path = "nonroad.{}.propulsion.{}.base-energy".format
    out.number(path("rail", "electricity"), energy("rail", "electricity") * rail * wired, "TWh/yr",
               "gk+fit", "U")
    out.number(path("rail", "diesel"), energy("rail", "diesel") * rail * diesel / diesel_2019,
               "PJ/yr", "gk+fit", "U")
    out.raw("nonroad.rail.propulsion.diesel.share",
            f'{{unit: "1", source: nra21+est, grade: U, anchors: {{{year}: {diesel:.4g}}}, '
            f'extrapolate: growth, growth: {{{year + 1}: -4}}, growth-unit: "%/yr", '
            "growth-source: est, growth-grade: C}")
    out.number(path("metro", "electricity"), energy("metro", "electricity") *
               base.ratio("trips.metro") * gain("metro"), "TWh/yr", "gk+fit", "U")
    out.number(path("aviation", "kerosene"), base.item("energy.kerosene"), "PJ/yr",
               "ceads+iea-hl23+fit", "C")
    water = read_series("observed-water-tkm")
    for carrier in ("diesel", "fuel-oil"):
        out.number(path("shipping", carrier), energy("shipping", carrier) *
                   water[year] / water[BASE] * gain("shipping"), "PJ/yr", "hao-ship+fit", "U")
    out.number(path("pipelines", "natural-gas"), energy("pipelines", "natural-gas") *
               base.ratio("energy.natural-gas"), "PJ/yr", "ceads+fit", "U")
    out.number(path("lpg-vehicles", "lpg"),
               energy("lpg-vehicles", "lpg") * base.ratio("energy.lpg"), "PJ/yr", "ceads+fit", "U")
    out.number("nonroad.pipelines.index", 1, "1", "judgement", "U", "held")

    out.section("Supply: observed to the end; the pandemic is left out.")
    grid = ", ".join(f"{y}: {base.item('grid', y):g}" for y in range(year, 2022))
    out.raw("carriers.electricity.production",
            f"{{unit: kgCO2/kWh, source: ember22, grade: B, interpolate: linear, "
            f"anchors: {{{grid}}}}}")
    hydrogen = base.pack["carriers"]["hydrogen"]
    for key in ("production", "price"):
        out.number(f"carriers.hydrogen.{key}", hydrogen[key]["anchors"][BASE]["value"],
                   hydrogen[key]["unit"], "est", "U", "that of 2019")
    for key in ("local-shock", "intercity-shock"):
        out.number(f"drivers.{key}", 1, "1", "definition", "A")


def text_of(year: int) -> str:
    base, out = Base(year), Overlay(year)
    for write in (write_stocks, write_sales, write_use, write_fleet, write_support, write_travel,
                  write_freight, write_supply):
        write(base, out)
    head = (f"# Written by tools/base_year.py {year}; the rules stand there. Do not edit.\n"
            "overrides:")
    return head + "\n".join(out.lines) + "\n"


def main() -> int:
    if len(sys.argv) < 2 or not sys.argv[1].isdigit() or int(sys.argv[1]) not in SINCE_BREAK:
        print(__doc__)
        return 2
    year = int(sys.argv[1])
    target = ROOT / "models" / f"china-{year}" / "base.yaml"
    text = text_of(year)
    if "--check" in sys.argv:
        if target.read_text(encoding="utf-8") == text:
            return 0
        print(f"{target}: not what tools/base_year.py {year} makes; run it, look at the difference")
        return 1
    target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
