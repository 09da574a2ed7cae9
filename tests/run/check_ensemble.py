"""Runs a small study with the program: the same numbers whatever the threads, parts, interruptions
and damage; the result opened with users' tools.

Usage: check_ensemble.py TANLU [--kills N] [--samples N]
"""
import argparse
import json
import math
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

import h5py
import netCDF4  # noqa: F401  the engine below needs it
import numpy as np
import xarray as xr

STUDY = "tests/data/studies/quick.yaml"
SERIES = "co2_by_boundary"
# Samples of the smallest piece; a study of several pieces has more.
PIECE = 8192


class Program:
    """The program, away from any job array that these tests may run in."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("SLURM", "PBS", "SGE", "LSB"))}

    def command(self, folder: pathlib.Path | None, *options: str, study: str = STUDY) -> list[str]:
        target = ["-o", str(folder)] if folder else []
        return [self.path, "ensemble", study, *target, *options]

    def run(self, folder: pathlib.Path | None, *options: str, status: int = 0, study: str = STUDY,
            **more) -> subprocess.CompletedProcess:
        done = subprocess.run(self.command(folder, *options, study=study), capture_output=True,
                              text=True, check=False, env=self.environment, **more)
        assert done.returncode == status, (options, done.returncode, done.stderr)
        return done

    def merge(self, folder: pathlib.Path, *options: str, status: int = 0) -> str:
        done = subprocess.run([self.path, "merge", str(folder), *options], capture_output=True,
                              text=True, check=False, env=self.environment)
        assert done.returncode == status, (options, done.returncode, done.stderr)
        return done.stdout + done.stderr

    def start(self, folder: pathlib.Path, *options: str) -> subprocess.Popen:
        return subprocess.Popen(self.command(folder, *options), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=self.environment)


def numbers(path: pathlib.Path) -> dict[str, bytes]:
    """Every dataset of a file as bytes, and the root attributes."""
    found: dict[str, bytes] = {}
    with h5py.File(path) as file:
        def take(name: str, item: h5py.Dataset | h5py.Group) -> None:
            if isinstance(item, h5py.Dataset):
                value = item[()]
                if isinstance(value, np.ndarray) and value.dtype == object:  # texts
                    value = "\n".join(text.decode() for text in value).encode()
                found[name] = value if isinstance(value, bytes) else np.asarray(value).tobytes()
        file.visititems(take)
        for name, value in file.attrs.items():
            found["@" + name] = str(value).encode()
    return found


def check_same(a: pathlib.Path, b: pathlib.Path, what: str) -> None:
    left, right = numbers(a), numbers(b)
    assert left.keys() == right.keys(), (what, left.keys() ^ right.keys())
    different = [name for name in left if left[name] != right[name]]
    assert not different, (what, different)


def no_litter(folder: pathlib.Path) -> None:
    litter = [str(path) for path in folder.rglob("*") if path.name.endswith(".tmp")]
    assert not litter, litter


def check_statistics(result: xr.Dataset) -> None:
    """Statistics of the study against those of its samples, by numpy."""
    names = {"mean": np.nanmean, "min": np.nanmin, "max": np.nanmax}
    for boundary in ("ttw", "ttw_grid", "wtw"):
        rows = result[f"sample_{SERIES}_{boundary}"].values.astype(float)
        kept = result[SERIES].sel(boundary=boundary)
        for name, function in names.items():
            np.testing.assert_allclose(kept.sel(statistic=name), function(rows, axis=0), rtol=1e-6)
        np.testing.assert_allclose(kept.sel(statistic="sd"), np.nanstd(rows, axis=0, ddof=1),
                                   rtol=1e-4)
        for percent in (1, 5, 10, 25, 50, 75, 90, 95, 99):
            expected = np.percentile(rows, percent, axis=0, method="inverted_cdf")
            np.testing.assert_allclose(kept.sel(statistic=f"p{percent:02}"), expected, rtol=0.00501)


def check_outcomes(result: xr.Dataset) -> None:
    rows = result["peak_year"].values
    for i, name in ((5, "p05"), (50, "p50"), (95, "p95")):
        expected = np.nanpercentile(rows, i, axis=0, method="inverted_cdf")
        np.testing.assert_array_equal(result["peak_year_statistics"].sel(statistic=name), expected)
    answers = result["before_2030_strict"]
    share = answers.mean("sample")
    found = result["before_2030_strict_probability"]
    np.testing.assert_allclose(found.sel(estimate="probability"), share, rtol=1e-6)
    assert (found.sel(estimate="low") <= found.sel(estimate="high")).all()
    # Conditioned by hand: the weighted share.
    weight = result["weight"]
    weighted = (answers * weight).sum("sample") / weight.where(answers.notnull()).sum("sample")
    np.testing.assert_allclose(result["before_2030_strict_probability_conditioned"].sel(
        estimate="probability"), weighted, rtol=1e-6)
    for scenario in result["scenario"].values:
        one = weight.sel(scenario=scenario).values.astype(float)
        effective = one.sum() ** 2 / (one ** 2).sum()
        assert math.isclose(effective, result.attrs[f"effective_samples_{scenario}"], rel_tol=1e-9)


def check_readers(path: pathlib.Path, samples: int) -> None:
    for engine in ("netcdf4", "h5netcdf"):
        with xr.open_dataset(path, engine=engine) as result:
            assert result.sizes["sample"] == samples
            assert list(result["scenario"].values) == ["mini", "mini-mandate"]
            assert list(result["boundary"].values) == ["ttw", "ttw_grid", "wtw"]
            assert result["year"].values[0] == 2019 and result["year"].values[-1] == 2060
            assert result["sample"].values[-1] == samples - 1
            assert result["quantile"].dims == ("sample", "dimension")
            assert result[SERIES].dims == ("statistic", "scenario", "region", "year", "boundary")
            assert result[SERIES].attrs["units"] == "kg/yr"
            assert result["peak_year"].attrs["units"] == "year"
            assert result.attrs["failed_samples"] == 0 and result.attrs["samples"] == samples
            assert result.attrs["audit"] == "passed"
            without = [name for name, item in result.variables.items()
                       if "long_name" not in item.attrs]
            assert not without, without
            assert float(result["quantile"].min()) > 0 and float(result["quantile"].max()) < 1
            # Correlated by 0.6 in rank, within four standard errors of 1000 samples.
            pair = result["quantile"].sel(dimension=["fuel-use", "grid"]).values
            ranks = pair.argsort(axis=0).argsort(axis=0)
            assert abs(np.corrcoef(ranks.T)[0, 1] - 0.6) < 0.1
            check_statistics(result)
            check_outcomes(result)
    with h5py.File(path) as file:
        for name, item in file.items():
            is_table = isinstance(item, h5py.Dataset) and item.dtype.kind == "f"
            if is_table and item.attrs.get("CLASS") != b"DIMENSION_SCALE":
                assert np.isnan(item.attrs["_FillValue"]), name
        assert b"study: quick" in file["provenance/study"][()]
        assert b"scenario: mini-mandate" in file["provenance/scenario_001"][()]
        assert b'"fuel-use",fuel-use,' in file["provenance/dimensions"][()]
    header = subprocess.run(["ncdump", "-h", str(path)], capture_output=True, text=True, check=True)
    assert "float peak_year(sample, scenario, region, boundary)" in header.stdout


def check_forms(program: Program, folder: pathlib.Path, straight: pathlib.Path) -> None:
    """Threads, parts, compression and links: the same numbers."""
    forms = {"one thread": ["--threads", "1"], "seven threads": ["--threads", "7"],
             "no compression": ["--compress", "none"], "links": ["--join", "link"]}
    for name, options in forms.items():
        target = folder / name.replace(" ", "-")
        program.run(target, "--quiet", *options)
        check_same(target / "study.h5", straight / "study.h5", name)
        no_litter(target)
    assert (folder / "one-thread/study.h5").read_bytes() == (straight / "study.h5").read_bytes()
    for count in (2, 5):
        target = folder / f"parts-{count}"
        for part in random.sample(range(1, count + 1), count):
            done = program.run(target, "--shard", f"{part}/{count}", "--resume")
            assert not (target / "study.h5").exists()
            assert "done" in done.stderr or "nothing to do" in done.stderr, done.stderr
        joined = program.merge(target)
        assert "Quick study: 1 000 samples" in joined and "wrote " in joined, joined
        check_same(target / "study.h5", straight / "study.h5", f"{count} parts")
        assert (target / "study.h5").read_bytes() == (straight / "study.h5").read_bytes()


def check_piece_missing(program: Program, folder: pathlib.Path, straight: pathlib.Path) -> None:
    target = folder / "gap"
    for part in (1, 3):
        program.run(target, "--shard", f"{part}/4", "--resume", "--quiet")
    assert len(list((target / "pieces").iterdir())) == 2
    # 1000 samples are four blocks: the second and the fourth are missing.
    message = program.merge(target, status=3)
    for expected in ("not complete", "samples 256 to 511 are missing",
                     "samples 768 to 999 are missing", "--resume"):
        assert expected in message, message
    assert not (target / "study.h5").exists()
    no_litter(target)
    again = program.run(target, "--quiet", status=3).stderr
    assert "holds samples of this study already" in again and "--resume" in again, again
    program.run(target, "--quiet", "--resume")
    check_same(target / "study.h5", straight / "study.h5", "a gap filled")
    assert len(list((target / "pieces").iterdir())) == 4


def check_damage(program: Program, folder: pathlib.Path, straight: pathlib.Path) -> None:
    target = folder / "damage"
    shutil.copytree(straight, target)
    (target / "study.h5").unlink()
    piece = next((target / "pieces").iterdir())
    whole = piece.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for name, content in {"a bit": bytes(flipped), "half": whole[:len(whole) // 2],
                          "nothing": b"", "no HDF5": b"x" * 5000}.items():
        piece.write_bytes(content)
        message = program.merge(target, status=3)
        assert piece.name in message or "no piece" in message, (name, message)
        program.run(target, "--quiet", "--resume")
        assert piece.read_bytes() == whole, f"{name}: not made anew"
        (target / "study.h5").unlink()
    # Good, but not of this study.
    other = folder / "other"
    program.run(other, "--quiet", "--seed", "8")
    foreign = next((other / "pieces").iterdir())
    shutil.copy(foreign, piece)
    message = program.run(target, "--quiet", "--resume", status=3).stderr
    assert "belongs to another study" in message and piece.name in message, message
    assert piece.read_bytes() == foreign.read_bytes()
    # Good, but under the name of other samples.
    piece.write_bytes(whole)
    odd = piece.with_name("samples-000000000000-000000000256.h5")
    piece.rename(odd)
    program.run(target, "--quiet", "--resume")
    assert piece.read_bytes() == whole and not odd.exists()


def check_stop(program: Program, folder: pathlib.Path, reference: pathlib.Path,
               samples: int) -> None:
    for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1):
        target = folder / kind.name
        options = ["--samples", str(samples), "--threads", "2"]
        delay = 0.3
        while True:
            running = program.start(target, *options)
            while not list(target.glob("pieces/*.tmp")) and running.poll() is None:
                time.sleep(0.001)
            time.sleep(delay)
            running.send_signal(kind)
            _, errors = running.communicate(timeout=120)
            if running.returncode != 0:
                break
            delay /= 4  # it was done already: sooner
            assert delay > 1e-3, "never stopped in time"
            shutil.rmtree(target)
        assert running.returncode == 3, (kind.name, running.returncode, errors)
        assert kind.name in errors, errors
        hint = re.search(r"go on with: tanlu (.*)", errors)
        assert hint, errors
        no_litter(target)
        kept = list((target / "pieces").iterdir())
        assert kept, "the samples that were done are kept"
        done = subprocess.run([program.path, *hint.group(1).split(), "--quiet"], check=False,
                              capture_output=True, text=True, env=program.environment)
        assert done.returncode == 0, done.stderr
        check_same(target / "study.h5", reference / "study.h5", kind.name)


def check_kills(program: Program, folder: pathlib.Path, reference: pathlib.Path, samples: int,
                kills: int, seconds: float) -> None:
    target = folder / "killed"
    options = ["--samples", str(samples), "--checkpoint", "1", "--resume", "--quiet"]
    killed = 0
    random.seed(4)
    while killed < kills:
        running = program.start(target, *options)
        try:
            running.wait(timeout=random.uniform(0.05, seconds))
            assert running.returncode == 0, running.stderr.read()
            assert (target / "study.h5").exists()
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            killed += 1
        running.communicate()
        if (target / "study.h5").exists():  # whole, if at all; then from the beginning
            check_same(target / "study.h5", reference / "study.h5", "killed at the very end")
            (target / "study.h5").unlink()
            for piece in (target / "pieces").iterdir():
                piece.unlink()
    program.run(target, *options)
    check_same(target / "study.h5", reference / "study.h5", f"{kills} kills")
    assert (target / "study.h5").read_bytes() == (reference / "study.h5").read_bytes()
    no_litter(target)


def check_full_disk(program: Program, folder: pathlib.Path) -> None:
    """A disk that fills up. Needs the right to mount."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)],
                             check=False, capture_output=True)
    if mounted.returncode != 0:
        print("no right to mount: the full disk is not tested")
        return
    try:
        # Too little from the start: said before anything is run.
        message = program.run(disk / "a", "--quiet", status=3).stderr
        assert "left" in message and "need" in message, message
        # Enough at first, then filled by somebody else.
        subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
        running = program.start(disk / "b", "--quiet", "--samples", "1000", "--compress", "none")
        while not list(disk.glob("b/pieces/*.tmp")) and running.poll() is None:
            time.sleep(0.001)
        filler = disk / "filler"
        try:
            with filler.open("wb") as file:
                while True:
                    file.write(b"x" * 65536)
        except OSError:
            pass
        _, errors = running.communicate(timeout=120)
        if running.returncode != 0:
            assert running.returncode == 3, (running.returncode, errors)
            assert "No space left" in errors or "left" in errors, errors
            no_litter(disk)
        filler.unlink()
        program.run(disk / "b", "--quiet", "--resume", "--compress", "none")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def check_read_only(program: Program, folder: pathlib.Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    folder.chmod(0o755)
    for parent in folder.parents:
        if not os.access(parent, os.X_OK):
            return
    user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        done = program.run(closed, "--quiet", status=3, **user)
    except PermissionError:
        print("another user cannot run the program: the read-only folder is not tested")
        return
    assert "cannot write" in done.stderr and "Permission denied" in done.stderr, done.stderr
    assert not list(closed.iterdir())


def check_messages(program: Program, folder: pathlib.Path, straight: pathlib.Path) -> None:
    plan = program.run(None, "--dry-run").stdout
    for expected in ("samples      1 000, 11 uncertain dimensions, 2 scenarios", "samples/s on",
                     "time ", "disk ", "memory ", "sbatch --array=1-", "tools/slurm/merge.sh DIR"):
        assert expected in plan, (expected, plan)
    assert "no folder to write to" in program.run(None, status=2).stderr
    assert "no part such as 3/8" in program.run(folder / "x", "--shard", "5/4", status=2).stderr
    program.run(folder / "x", study="tests/data/studies/absent.yaml", status=2)
    before = (straight / "study.h5").read_bytes()
    program.run(straight, "--quiet", status=3)
    assert (straight / "study.h5").read_bytes() == before
    report = program.run(straight, "--resume").stdout
    for expected in ("Quick study: 1 000 samples", "after history: weighted by 2 statistics",
                     "Peak seen by 2029", "audit: largest residual"):
        assert expected in report, expected
    table = json.loads(program.run(straight, "--resume", "--quiet", "--format", "json").stdout)
    years = [row for row in table if row["outcome"] == "peak_year" and row["scenario"] == "mini"]
    assert len(years) == 3 and 2019 < years[0]["p50"] < 2060, years


def check_failures(program: Program, folder: pathlib.Path) -> None:
    """More samples fail than the study allows."""
    study = folder / "fragile.yaml"
    share = "passenger.modes.car.local-share"
    factor = ("{of: " + share + ", change: factor, uniform: [0.7, 1.4], unit: \"1\", "
              "source: test, grade: U}")
    here = os.path.relpath("tests/data/studies/mini.yaml", folder)
    text = (f"study: fragile\ntitle: {{en: Fragile}}\nscenarios: [{here}]\n"
            f"design: {{kind: mc, samples: 256, seed: 1}}\ninputs:\n  a: {factor}\n  b: {factor}\n")
    study.write_text(text, encoding="utf-8")
    done = program.run(folder / "fragile", "--quiet", status=3, study=str(study))
    assert "more than 0.1 % of the samples failed" in done.stderr, done.stderr
    assert "a number out of its domain" in done.stdout, done.stdout
    with xr.open_dataset(folder / "fragile/study.h5") as result:  # written all the same
        failed = result["status"].values[:, 0, 0] != 0
        assert result.attrs["failed_samples"] == failed.sum() > 10
        assert np.isnan(result["peak_level"].values[failed]).all()
        assert not np.isnan(result["peak_level"].values[~failed]).any()
    study.write_text(text + "fail-above: 50 %\n", encoding="utf-8")
    program.run(folder / "allowed", "--quiet", study=str(study))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("tanlu")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--samples", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0.8)
    parser.add_argument("--only-kills", action="store_true")
    arguments = parser.parse_args()
    program = Program(arguments.tanlu)
    samples = arguments.samples or 1000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        straight = folder / "straight"
        program.run(straight, "--quiet", "--threads", "2")
        reference = straight
        if samples != 1000:
            reference = folder / "reference"
            program.run(reference, "--quiet", "--samples", str(samples))
        check_kills(program, folder, reference, samples, arguments.kills, arguments.seconds)
        check_stop(program, folder, reference, samples)
        if arguments.only_kills:
            return
        check_readers(straight / "study.h5", 1000)
        check_messages(program, folder, straight)
        check_forms(program, folder, straight)
        check_piece_missing(program, folder, straight)
        check_damage(program, folder, straight)
        check_failures(program, folder)
        check_full_disk(program, folder)
        check_read_only(program, folder)


main()
