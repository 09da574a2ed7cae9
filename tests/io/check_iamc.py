"""Checks the IAMC table by its structure. Usage: check_iamc.py WRITER

Also holds the page docs/formats/iamc.md to what is written: each exported name fits one line of its
tables, with its unit.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

UNITS = {"million", "billion pkm/yr", "billion tkm/yr", "EJ/yr", "Mt CO2/yr", "Mt CH4/yr",
         "kt N2O/yr", "Mt CO2-equiv/yr", "billion CNY_2020/yr", "%"}
CO2 = "Emissions|CO2|Energy|Demand|Transportation"
ENERGY = "Final Energy|Transportation"


def read(path: pathlib.Path) -> pd.DataFrame:
    text = path.read_text(encoding="utf-8")
    assert "nan" not in text.lower().replace("finance", "")
    return pd.read_csv(path)


def check_structure(table: pd.DataFrame) -> None:
    assert list(table.columns) == ["Model", "Scenario", "Region", "Variable", "Unit",
                                   *[str(year) for year in range(2019, 2061)]]
    assert set(table["Model"].str.split().str[0]) == {"Tanlu"}
    index = ["Model", "Scenario", "Region", "Variable", "Unit"]
    assert not table[index].duplicated().any()
    assert not table[index].isnull().any().any()
    assert set(table["Unit"]) <= UNITS, set(table["Unit"]) - UNITS
    units = table.groupby("Variable")["Unit"].nunique()
    assert (units == 1).all(), "one unit per variable"
    for name in table["Variable"].unique():
        parts = name.split("|")
        assert all(part and part == part.strip() for part in parts), name
        assert "{" not in name, name


def values(table: pd.DataFrame, name: str) -> np.ndarray:
    rows = table[table["Variable"] == name].sort_values("Scenario")
    assert len(rows) == 2, f"{name}: {len(rows)} lines for 2 scenarios"
    return rows.iloc[:, 5:].to_numpy(float)


def check_sum(table: pd.DataFrame, total: str, parts: list[str]) -> None:
    expected = sum(values(table, f"{total}|{part}") for part in parts)
    np.testing.assert_allclose(values(table, total), expected, rtol=1e-12, err_msg=total)


def check_sums(table: pd.DataFrame) -> None:
    carriers = ["Electricity", "Gases", "Hydrogen", "Liquids"]
    sectors = ["Road", "Rail", "Domestic Aviation", "Domestic Shipping"]
    check_sum(table, CO2, sectors)
    check_sum(table, ENERGY, carriers)
    check_sum(table, ENERGY, [*sectors, "Pipeline"])
    for sector in [*sectors, "Pipeline"]:
        check_sum(table, f"{ENERGY}|{sector}", carriers)
    drives = ["Battery-Electric", "Fuel-Cell-Electric", "Internal Combustion", "Plug-in Hybrid"]
    for what in ("Stocks", "Sales"):
        for vehicle in ("Light-Duty Vehicle", "Bus", "Truck", "Two-Wheeler"):
            check_sum(table, f"{what}|Transportation|{vehicle}", drives)
    service = "Energy Service|Transportation"
    check_sum(table, f"{service}|Passenger|Road", ["Bus", "Light-Duty Vehicle", "Two-Wheeler"])
    check_sum(table, f"{service}|Passenger",
              ["Road", "Rail", "Domestic Aviation", "Bicycle", "Walk"])
    check_sum(table, f"{service}|Freight", ["Truck", "Rail", "Domestic Shipping"])
    # Pipelines are outside the IAMC total and inside our boundary.
    ours = values(table, "Emissions|CO2|Transportation|Tank-to-Wheel")
    pipelines = values(table, "Emissions|CO2|Transportation|Pipeline")
    np.testing.assert_allclose(ours, values(table, CO2) + pipelines, rtol=1e-12)
    assert (pipelines > 0).all()


def check_numbers(table: pd.DataFrame, long: pd.DataFrame) -> None:
    """Conversions, against the long table."""

    def total(variable: str, divisor: float, **labels: str) -> np.ndarray:
        rows = long[long["variable"] == variable]
        for axis, label in labels.items():
            rows = rows[rows[axis] == label]
        sums = rows.groupby(["scenario", "year"])["value"].sum().unstack("year").sort_index()
        return sums.to_numpy() / divisor

    cases = [(CO2 + "|Rail", total("co2", 1e9, subsector="rail")),
             (f"{ENERGY}|Electricity", total("energy", 1e12, carrier="electricity")),
             ("Stocks|Transportation|Bus|Battery-Electric",
              sum(total("stock", 1e6, vehicle_class=c, technology="bev")
                  for c in ("bus", "coach-medium", "coach-large"))),
             ("Population", total("population", 1e6)),
             ("Energy Service|Transportation|Freight|Truck",
              total("tkm", 1e9, freight_mode="road")),
             ("Stocks|Transportation|Automobile|New Energy Vehicle [Share]",
              total("nev_stock_share_auto", 0.01))]
    for name, expected in cases:
        np.testing.assert_allclose(values(table, name), expected, rtol=1e-12, err_msg=name)


def check_page(table: pd.DataFrame) -> None:
    page = pathlib.Path("docs/formats/iamc.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", page.replace("\\|", "\x00"), re.MULTILINE)
    assert rows, "the page has no tables of names"
    known = []
    for name, unit in rows:
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^|]+", re.escape(name.replace("\x00", "|")))
        known.append((re.compile(pattern), unit.strip()))
    for name, unit in table[["Variable", "Unit"]].drop_duplicates().to_numpy():
        fitting = [listed for pattern, listed in known if pattern.fullmatch(name)]
        assert fitting, f"docs/formats/iamc.md does not list '{name}'"
        assert unit in fitting, f"docs/formats/iamc.md gives '{name}' in {fitting}, not {unit}"
    for pattern, _ in known:
        assert any(pattern.fullmatch(n) for n in table["Variable"]), f"never: {pattern.pattern}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        table = read(pathlib.Path(folder) / "invented_iamc.csv")
        long = pd.read_csv(pathlib.Path(folder) / "invented.csv", low_memory=False)
        check_structure(table)
        check_sums(table)
        check_numbers(table, long)
        check_page(table)
    print(f"iamc: {len(table)} lines, totals are the sums of their parts, all names on the page")


main()
