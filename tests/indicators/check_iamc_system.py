"""Rows of the system iamc against the export of the same result. Usage: check_iamc_system.py TANLU

Where both have a name, value and unit agree. A row whose name the export lacks, or a number that
only stands in, must be in the list below, so that neither side gains or loses a name unseen.
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

YEARS = ("2019", "2030", "2060")
SERVICE = "Energy Service|Transportation|"
INTENSITY = "Emission Intensity|CO2|Energy|Demand|Transportation|"
# Names that the export does not write: no number, or one that only stands in, or another own name.
ONLY_IN_SYSTEM = {
    "GDP|PPP", SERVICE + "Passenger|Public Transport [Share]",
    *(f"{SERVICE}{what}|{drive}" for what in ("Passenger|Road|Light-Duty Vehicle", "Freight|Truck")
      for drive in ("Battery-Electric", "Fuel-Cell-Electric", "Plug-in Hybrid",
                    "Internal Combustion")),
    "Final Energy|Transportation (w/ bunkers)", "Final Energy|Transportation|Passenger",
    "Final Energy|Transportation|Freight", "Final Energy|Transportation|Rail|Passenger",
    "Final Energy|Transportation|Rail|Freight", "Final Energy|Bunkers|International Aviation",
    "Final Energy|Bunkers|International Shipping",
    *(f"Emissions|{gas}|Energy|Demand|Transportation" for gas in ("NOx", "VOC", "BC",
                                                                  "Kyoto Gases")),
    INTENSITY + "Passenger|Road", INTENSITY + "Passenger|Road|Light-Duty Vehicle",
    INTENSITY + "Freight|Road", INTENSITY + "Freight|Road|Truck",
    "Energy Intensity|Transportation|Passenger|Road|Light-Duty Vehicle",
    "Energy Intensity|Transportation|Freight|Truck",
    "Trips|Passenger|Urban|Green Travel [Share]", "Emissions|CO2|Transportation|Well-to-Wheel",
    SERVICE + "Passenger|Bus", SERVICE + "Passenger|Two-Wheeler",
    SERVICE + "Freight|International Shipping", SERVICE + "Freight|Pipeline",
}


def iamc_name(row: dict) -> str:
    """The name with its tags filled in by the variant: "Bus|Battery-Electric"."""
    name, variant = row["name_en"], row["variant"]
    if "{Vehicle Type}" in name:
        vehicle, _, drive = variant.partition("|")
        return name.replace("{Vehicle Type}", vehicle).replace("{Drive Type}", drive)
    return name[:name.index("{")] + variant if "{" in name else name


def main() -> None:
    tanlu = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        result, table = pathlib.Path(folder) / "r.h5", pathlib.Path(folder) / "iamc.csv"
        subprocess.run([tanlu, "run", "scenarios/china/reference.yaml", "-o", result],
                       check=True, capture_output=True)
        subprocess.run([tanlu, "export", result, "--to", "iamc", "-o", table], check=True,
                       capture_output=True)
        shown = subprocess.run([tanlu, "indicators", result, "--system", "iamc", "--format", "csv"],
                               check=True, capture_output=True, text=True).stdout
        exported = {line["Variable"]: line for line in csv.DictReader(table.open())}
    compared, absent = set(), set()
    for row in csv.DictReader(shown.splitlines()):
        name = iamc_name(row)
        if name not in exported:
            absent.add(name)
            continue
        if row["year"] not in YEARS:
            continue
        expected = float(exported[name][row["year"]])
        assert abs(float(row["value"]) - expected) <= 1e-9 * abs(expected), (row, expected)
        assert row["unit"] == exported[name]["Unit"], (name, row["unit"], exported[name]["Unit"])
        compared.add(name)
    assert absent == ONLY_IN_SYSTEM, absent ^ ONLY_IN_SYSTEM
    assert len(compared) == 72, len(compared)


main()
