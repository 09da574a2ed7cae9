"""Opens a result file with the programs that users have. Usage: check_readers.py WRITER"""
import csv
import pathlib
import subprocess
import sys
import tempfile

import h5py
import netCDF4
import numpy as np
import pandas as pd
import xarray as xr

SHARES = {"trip_share", "pkm_share", "tkm_share", "nev_sales_share", "nev_stock_share",
          "electric_km_share", "nev_sales_share_auto", "nev_stock_share_auto", "co2_by_boundary"}


def check_dataset(result: xr.Dataset) -> None:
    assert list(result["scenario"].values) == ["reference", "neutrality-2060"], result["scenario"]
    assert list(result["year"].values) == list(range(2019, 2061))
    assert result["year"].dtype.kind == "i", "years are integers, not dates"
    assert result["stock"].dims == ("scenario", "region", "year", "vehicle_class", "technology")
    assert result["stock"].attrs["units"] == "vehicle"
    assert result["stock"].attrs["iamc_name"].startswith("Stocks|")
    assert set(result) >= SHARES
    assert "不是结果" in result.attrs["title"], "Chinese text survives"
    assert result.attrs["Conventions"] == "CF-1.8"
    assert result.attrs["tanlu_format"] == "tanlu-result"
    for name, variable in result.variables.items():
        if name in result.dims:
            continue
        assert variable.dtype == np.float64, name
        assert variable.attrs.get("units"), f"{name} has no units"
        assert variable.attrs.get("long_name"), f"{name} has no long_name"
        assert variable.dims[:3] == ("scenario", "region", "year"), name
    # Missing combinations are NaN, and the direct emissions are those of the subsectors.
    energy = result["vehicle_energy"].sel(technology="bev")
    assert bool(energy.sel(carrier="diesel").isnull().all())
    total = result["emissions"].sum("subsector")
    xr.testing.assert_allclose(total, result["co2_by_boundary"].transpose(*total.dims))


def check_xarray(path: pathlib.Path) -> None:
    for engine in (None, "netcdf4", "h5netcdf"):
        with xr.open_dataset(path, engine=engine) as result:
            check_dataset(result)
            copy = path.with_suffix(".nc")
            result.to_netcdf(copy)
            with xr.open_dataset(copy) as again:
                xr.testing.assert_identical(result["co2"].load(), again["co2"].load())


def check_pandas(path: pathlib.Path) -> None:
    with xr.open_dataset(path) as result:
        frame = result[["nev_sales_share"]].to_dataframe()
    assert list(frame.index.names) == ["scenario", "region", "year", "vehicle_class"]
    assert len(frame) == 2 * 1 * 42 * 13
    assert frame["nev_sales_share"].between(0, 1).all()


def check_h5py(path: pathlib.Path) -> None:
    with h5py.File(path) as file:
        stock = file["stock"]
        assert [d[0].name for d in stock.dims] == ["/scenario", "/region", "/year",
                                                   "/vehicle_class", "/technology"]
        assert np.isnan(stock.attrs["_FillValue"]) and np.isnan(stock.fillvalue)
        assert stock.chunks and stock.compression == "gzip" and stock.shuffle and stock.fletcher32
        assert file["provenance/scenario_text"].asstr()[()].startswith("scenario:")
        assert file["technology"].asstr()[:].tolist()[-1] == "fcev"
        kinds = {file[name].dtype.kind for name in file if isinstance(file[name], h5py.Dataset)}
        assert kinds <= {"f", "i", "O"}, kinds


def check_ncdump(path: pathlib.Path) -> None:
    run = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True, check=True)
    assert "double stock(scenario, region, year, vehicle_class, technology) ;" in run.stdout
    assert "phony" not in run.stdout
    assert run.stdout.index("scenario = 2") < run.stdout.index("year = 42"), "order of creation"
    data = subprocess.run(["ncdump", "-v", "year,scenario", path], capture_output=True, text=True,
                          check=True)
    assert '"neutrality-2060"' in data.stdout


def check_long_table(path: pathlib.Path, result_path: pathlib.Path) -> None:
    table = pd.read_csv(path, dtype={"value": str}, keep_default_na=False)
    assert list(table.columns[:4]) == ["scenario", "region", "year", "variable"]
    assert list(table.columns[-2:]) == ["value", "unit"]
    assert not table.drop(columns=["value", "unit"]).duplicated().any()
    assert not table["value"].str.lower().str.contains("nan|inf").any()
    with xr.open_dataset(result_path) as result:
        assert set(table["variable"]) == set(result)
        rows = table[(table["variable"] == "co2_by_boundary") & (table["boundary"] == "wtw")]
        expected = result["co2_by_boundary"].sel(boundary="wtw").values.ravel()
    assert rows["value"].astype(float).tolist() == expected.tolist(), "the same bits"


def check_sealed_file_can_change(path: pathlib.Path) -> None:
    with h5py.File(path, "a") as file:
        file["stock"].attrs["comment"] = "mine " * 100
    assert b"tanlu-seal" not in path.read_bytes()[-200:], "an edited file keeps no stale seal"
    with netCDF4.Dataset(path, "a") as file:
        file.note = "and mine"
    with xr.open_dataset(path) as result:
        assert result["stock"].attrs["comment"].startswith("mine")
        assert result.attrs["note"] == "and mine"
    subprocess.run([sys.argv[1], "--read", path], check=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        subprocess.run([sys.argv[1], folder], check=True)
        path = place / "invented.h5"
        check_xarray(path)
        check_pandas(path)
        check_h5py(path)
        check_ncdump(path)
        check_long_table(place / "invented.csv", path)
        with open(place / "invented.csv", newline="", encoding="utf-8") as file:
            widths = {len(row) for row in csv.reader(file)}
        assert len(widths) == 1, widths
        check_sealed_file_can_change(path)
    print("readers: xarray (3 engines), pandas, h5py, ncdump and the long table agree")


main()
