"""Runs the shipped scenarios with the program and opens the result with users' tools.

Usage: check_run.py TANLU
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import h5py
import netCDF4  # noqa: F401  the engine below needs it
import numpy as np
import xarray as xr

IDS = ["neutrality-2060", "no-policy", "peak-2030", "reference"]
SCENARIOS = [f"scenarios/china/{name}.yaml" for name in IDS]
# Direct CO2 of 2019 in Mt by subsector, recommended base of the data (docs/guide/china-data.md).
BASE = {"cars": 337.741, "taxi-bus-coach": 68.1148, "motorcycles": 13.7345, "trucks": 304.603,
        "special-low-speed": 15.1925, "lpg-vehicles": 2.3, "rail": 8.0, "aviation": 79.9,
        "shipping": 65.0, "pipelines": 20.6179}


def run(*command: str, status: int = 0) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, (command, done.returncode, done.stderr)
    return done.stdout if status == 0 else done.stderr


def check_summary(text: str) -> None:
    for expected in ("direct (ttw), CO2", "with electricity (ttw_grid), CO2", "before 2030",
                     "NEV, of automobile sales", "trips: walk", "audit: passed",
                     "unverified (grade U)", "A single run's peak year is not a finding",
                     "Share of new-energy vehicles in new registrations"):
        assert expected in text, expected
    assert "implausible" not in text


def check_base_year(result: xr.Dataset) -> None:
    direct = result["emissions"].sel(boundary="ttw", year=2019, region="china") / 1e9
    for scenario in IDS:
        modelled = direct.sel(scenario=scenario)
        for subsector, expected in BASE.items():
            value = float(modelled.sel(subsector=subsector))
            assert abs(value / expected - 1) < 0.10, (scenario, subsector, value)
        total = float(modelled.sum())
        assert abs(total / sum(BASE.values()) - 1) < 0.05, (scenario, total)


def check_file(path: pathlib.Path) -> None:
    for engine in (None, "netcdf4", "h5netcdf"):
        with xr.open_dataset(path, engine=engine) as result:
            assert sorted(result["scenario"].values) == IDS
            check_base_year(result)
            split = result["trip_share"].sum("passenger_mode")
            np.testing.assert_allclose(split, 1.0, rtol=0, atol=1e-12)
            assert result.attrs["audit"] == "passed"
    with xr.open_dataset(path) as result:
        frame = result["nev_sales_share_auto"].to_dataframe()
        assert frame["nev_sales_share_auto"].between(0, 1).all()
    with h5py.File(path) as file:
        text = file["provenance/scenario_reference"][()].decode()
        assert "scenario: reference" in text
        assert "models/china/pack.yaml" in file["provenance/input_files"][()].decode()
        assert "gk" in file["provenance/unverified_reference"][()].decode()
    header = run("ncdump", "-h", str(path))
    assert "stock(scenario, region, year, vehicle_class, technology)" in header


def check_formats(tanlu: str) -> None:
    summary = json.loads(run(tanlu, "run", SCENARIOS[3], "--format", "json"))
    years = summary["scenarios"][0]["emissions"]["ttw"]["peak"]["year"]
    assert 2019 < years < 2060
    rows = list(csv.DictReader(io.StringIO(run(tanlu, "run", SCENARIOS[3], "--format", "csv"))))
    assert {row["scenario"] for row in rows} == {"reference"}
    assert len([row for row in rows if row["quantity"] == "ttw"]) == 42


def check_refusals(tanlu: str, path: pathlib.Path) -> None:
    before = path.read_bytes()
    assert "--force" in run(tanlu, "run", *SCENARIOS, "-o", str(path), status=3)
    assert path.read_bytes() == before
    twice = run(tanlu, "run", SCENARIOS[0], SCENARIOS[0], status=2)
    assert "two of the scenarios of region 'china' are called 'neutrality-2060'" in twice
    run(tanlu, "run", "scenarios/china/absent.yaml", status=2)
    run(tanlu, "run", SCENARIOS[0], "-o", str(path.parent / "absent" / "x.h5"), status=3)
    run(tanlu, "run", status=1)


def check_same_bytes(tanlu: str, path: pathlib.Path) -> None:
    again = path.with_name("again.h5")
    run("env", "OMP_NUM_THREADS=1", tanlu, "run", *SCENARIOS, "-o", str(again))
    assert path.read_bytes() == again.read_bytes(), "one thread and several differ"


def check_pictures(path: pathlib.Path) -> None:
    pictures = path.parent / "pictures"
    pictures.mkdir()
    run(sys.executable, "tools/plot_result.py", str(path), "-o", str(pictures))
    made = sorted(picture.name for picture in pictures.iterdir())
    assert made == ["china_co2.png", "china_mode.png", "china_nev.png", "china_paths.png"], made
    assert all((pictures / name).stat().st_size > 20_000 for name in made)


def main() -> None:
    tanlu = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "china.h5"
        check_summary(run(tanlu, "run", *SCENARIOS, "-o", str(path)))
        check_file(path)
        check_formats(tanlu)
        check_refusals(tanlu, path)
        check_same_bytes(tanlu, path)
        check_pictures(path)
        assert "Peak year" in run(tanlu, "indicators", str(path))
        assert "benchmark" in run(tanlu, "indicators", str(path), "--system", "ndrc-pilot")
        iamc = run(tanlu, "export", str(path), "--to", "iamc")
        assert iamc.startswith("Model,Scenario,Region,Variable,Unit,2019,")


main()
