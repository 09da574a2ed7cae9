"""Draws the pictures of a result and looks at them. Usage: check_plots.py WRITER"""
import pathlib
import subprocess
import sys
import tempfile

import h5py
import matplotlib.image
import numpy as np

SCRIPT = "tools/plot_result.py"
NAMES = ("co2", "nev", "mode")


def plot(*arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, SCRIPT, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def check_png(path: pathlib.Path) -> None:
    pixels = matplotlib.image.imread(path)
    height, width = pixels.shape[:2]
    assert width > 900 and height > 500, (path, pixels.shape)
    ink = (pixels[:, :, :3].min(axis=2) < 0.9).mean()
    assert 0.01 < ink < 0.9, f"{path}: {ink:.3f} of it is drawn on"
    assert len(np.unique(pixels[:, :, :3].reshape(-1, 3), axis=0)) > 20, f"{path}: few colours"
    edge = np.concatenate([pixels[:4].ravel(), pixels[-4:].ravel(), pixels[:, :4].ravel(),
                           pixels[:, -4:].ravel()])
    assert (edge > 0.98).all(), f"{path}: something is cut off at the edge"


def check_pictures(result: pathlib.Path, folder: pathlib.Path) -> None:
    for language, options in (("en", []), ("zh", ["--scenario", "reference"])):
        target = folder / language
        run = plot(result, "-o", target, "--lang", language, *options)
        if "Noto CJK" in run.stderr:
            print("not drawn: Chinese text needs fonts-noto-cjk")
            continue
        assert run.returncode == 0, run.stderr
        assert "missing from" not in run.stderr, f"characters without a glyph: {run.stderr}"
        for name in NAMES:
            check_png(target / f"invented_{name}.png")
    run = plot(result, "-o", folder / "svg", "--format", "svg")
    assert run.returncode == 0, run.stderr
    for name in NAMES:
        text = (folder / "svg" / f"invented_{name}.svg").read_text(encoding="utf-8")
        assert "a single run's peak year is not a finding" in text.lower(), name
        assert "Carbon neutrality by 2060" in text and "China" in text, name
        assert name != "co2" or all(b in text for b in ("ttw:", "ttw_grid", "wtw", "Mt per year"))


def check_complaints(result: pathlib.Path, folder: pathlib.Path) -> None:
    def complains(text: str, *arguments) -> None:
        run = plot(*arguments, "-o", folder / "none")
        assert run.returncode == 1, (arguments, run.returncode)
        assert text in run.stderr, run.stderr
        assert "Traceback" not in run.stderr, run.stderr

    complains("there is no file", folder / "absent.h5")
    (folder / "text.h5").write_text("year,co2\n", encoding="utf-8")
    complains("cannot be opened as a result file", folder / "text.h5")
    with h5py.File(folder / "foreign.h5", "w") as file:
        file.attrs["title"] = "something else"
    complains("is no result of Tanlu", folder / "foreign.h5")
    complains("no scenario 'refrence' in the result (it has reference, neutrality-2060)", result,
              "--scenario", "refrence")
    with h5py.File(result, "a") as file:
        del file["nev_sales_share_auto"]
    complains("has no variable nev_sales_share_auto", result)
    with h5py.File(result, "a") as file:
        file.attrs["format_version"] = "2.0"
    complains("has format version 2.0", result)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.argv[1], name], check=True)
        check_pictures(folder / "invented.h5", folder)
        check_complaints(folder / "invented.h5", folder)
    print("plots: pictures in two languages, and complaints about wrong files")


main()
