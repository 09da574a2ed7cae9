"""Opens tables that were written in pieces with the programs that users have.

Usage: check_sample_tables.py WRITER
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np
import xarray as xr

SAMPLES = 1000
TYPES = {"co2": np.float32, "budget": np.float64, "peak_year": np.int32, "draw": np.int64,
         "status": np.uint8}


def expected() -> dict[str, np.ndarray]:
    sample = np.arange(SAMPLES)
    failed = sample % 100 == 7
    co2 = 1e9 * (1 + 0.1 * np.sin(sample))[:, None] + 1e7 * np.arange(3)
    return {"co2": np.where(failed[:, None], np.nan, co2).astype(np.float32),
            "budget": np.exp(1e-3 * sample), "peak_year": 2025 + sample % 10,
            "draw": sample << 40, "status": np.where(failed, 200, 0)}


def check_numbers(path: pathlib.Path) -> None:
    with h5py.File(path) as file:
        assert file.attrs["first_sample"] == 0 and file.attrs["first_sample"].dtype == np.int64
        assert file.attrs["confidence"] == 0.95
        assert file["sample"].dtype == np.int64 and file["sample"][-1] == SAMPLES - 1
        for name, numbers in expected().items():
            assert file[name].dtype == TYPES[name], name
            np.testing.assert_allclose(file[name][:], numbers, rtol=1e-7, err_msg=name)
            assert [d[0].name for d in file[name].dims] == ["/sample", "/year"][:numbers.ndim]
            assert ("_FillValue" in file[name].attrs) == (file[name].dtype.kind == "f"), name
            assert np.isnan(file[name].fillvalue) or file[name].dtype.kind != "f"


def check_xarray(path: pathlib.Path) -> None:
    for engine in (None, "netcdf4", "h5netcdf"):
        with xr.open_dataset(path, engine=engine) as file:
            for name, numbers in expected().items():
                assert file[name].dtype == TYPES[name], (engine, name, file[name].dtype)
                np.testing.assert_allclose(file[name].values, numbers, rtol=1e-7)
            assert file["co2"].dims == ("sample", "year")
            assert file["co2"].attrs["units"] == "kg/yr"
            assert abs(float(file["budget"].sel(sample=999)) - np.exp(0.999)) < 1e-12


def check_layout(place: pathlib.Path) -> None:
    with h5py.File(place / "plain.h5") as file:
        for name in TYPES:
            assert file[name].chunks[0] == 256 and file[name].compression == "gzip", name
            assert file[name].shuffle and file[name].compression_opts == 1, name
    with h5py.File(place / "stored.h5") as file:
        assert file["co2"].chunks == (256, 3) and file["co2"].compression is None
    with h5py.File(place / "master.h5") as file:
        sources = file["co2"].virtual_sources()
        assert file["co2"].is_virtual and len(sources) == 2
        assert all("/" not in source.file_name for source in sources), "the folder may move"


def check_master_elsewhere(place: pathlib.Path, other: pathlib.Path) -> None:
    """The parts are found beside the master, wherever it lies and wherever the program runs."""
    moved = other / "moved"
    place.rename(moved)
    os.chdir("/")
    check_numbers(moved / "master.h5")
    check_xarray(moved / "master.h5")
    run = subprocess.run(["ncdump", "-h", moved / "master.h5"], capture_output=True, text=True,
                         check=True)
    assert "float co2(sample, year) ;" in run.stdout and "ubyte status(sample) ;" in run.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        place = pathlib.Path(folder) / "study"
        place.mkdir()
        subprocess.run([sys.argv[1], place], check=True)
        for name in ("plain", "backwards", "stored", "master"):
            check_numbers(place / f"{name}.h5")
            check_xarray(place / f"{name}.h5")
        check_layout(place)
        check_master_elsewhere(place, pathlib.Path(other))
    print("sample tables: h5py, xarray (3 engines) and ncdump read pieces and virtual tables")


main()
