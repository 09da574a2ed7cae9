#!/usr/bin/env python3
"""Times whole studies: `tanlu ensemble` from start to joined file, beside the plain reference.

Usage: bench/ensemble.py [--build DIR] [--study FILE] [--samples N] [--rounds R] [--series N]

Prints, as medians over the rounds with the least and the largest: samples per second on one and on
all processors, the same for the double instantiation of the model on one processor (a loop over
simulations alone: no draws, no summaries, no files), what keeping full series costs, and the
largest memory for two numbers of samples. Ratios are of the same round. Never fails for being slow.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCENARIO = ROOT / "scenarios" / "china" / "reference.yaml"
# 32 series, as many as workload W reports.
SERIES = ["co2_by_boundary", "nev_sales_share_auto", "nev_stock_share_auto", "energy_total",
          "petroleum_energy", "electricity_share", "automobile_stock", "automobile_sales",
          "private_car_stock", "nev_stock", "conventional_stock", "rail_pkm", "aviation_pkm",
          "tkm_share", "pkm_share", "battery_price"]


def run(command: list, peak: bool = False) -> tuple[float, int]:
    """Seconds, and the largest resident memory in bytes where asked for."""
    words = [str(part) for part in command]
    if peak:
        words = [sys.executable, "-c",
                 "import resource, subprocess, sys; "
                 "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode; "
                 "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); "
                 "sys.exit(code)", *words]
    start = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: status {done.returncode}\n{done.stderr}")
    return seconds, int(done.stdout.split()[-1]) * 1024 if peak else 0


def spread(values: list[float], form: str = "{:.3g}") -> str:
    middle = statistics.median(values)
    return f"{form.format(middle)} ({form.format(min(values))} to {form.format(max(values))})"


def study_with(series: list[str], source: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """The study with other series kept; its scenarios are named from where it lies."""
    lines, skip = [], False
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("scenarios:"):
            here = os.path.relpath(SCENARIO, folder)
            line = f"scenarios: [{here}]"
        if line.strip().startswith("series:"):
            line = f"  series: [{', '.join(series)}]"
        lines.append(line)
    path = folder / f"study-{len(series)}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "bench")
    parser.add_argument("--study", type=pathlib.Path,
                        default=ROOT / "scenarios" / "china" / "uncertainty.yaml")
    parser.add_argument("--samples", type=int, default=20000)
    parser.add_argument("--reference-samples", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    program = options.build / "bin" / "tanlu"
    throughput = options.build / "bench" / "bench_throughput"
    rows: dict[str, list[float]] = {}

    def note(key: str, value: float) -> None:
        rows.setdefault(key, []).append(value)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        plain = study_with([], options.study, folder)
        full = study_with(SERIES, options.study, folder)

        def ensemble(key: str, study: pathlib.Path, *more, peak: bool = False) -> float:
            target = folder / "out"
            subprocess.run(["rm", "-rf", str(target)], check=True)
            seconds, memory = run([program, "ensemble", study, "-o", target, "--quiet",
                                   "--samples", options.samples, *more], peak)
            note(key, seconds)
            if peak:
                note(key + " memory", memory)
            return seconds

        for _ in range(options.rounds):
            reference = json.loads(subprocess.run(
                [str(throughput), "double", str(SCENARIO), str(options.reference_samples), "1"],
                capture_output=True, text=True, check=True).stdout)
            per_sample = reference["wall_s"] / reference["samples"]
            note("double, seconds per sample", per_sample)
            all_threads = ensemble("all", plain)
            one = ensemble("one", plain, "--threads", 1)
            note("samples in the time of one of the reference", per_sample * options.samples
                 / all_threads)
            note("all over one", one / all_threads)
            note("series, deflate", ensemble("series", full) / all_threads)
            note("series, none", ensemble("series none", full, "--compress", "none")
                 / all_threads)
        few, many = [], []
        for count, found in ((options.samples // 2, few), (options.samples * 4, many)):
            subprocess.run(["rm", "-rf", str(folder / "out")], check=True)
            found.append(run([program, "ensemble", plain, "-o", folder / "out", "--quiet",
                              "--samples", count, "--join", "none"], True)[1])

    per_second = [options.samples / s for s in rows["all"]]
    print(f"study of {options.samples} samples, {options.rounds} rounds, "
          f"{os.cpu_count()} processors; medians (least to largest)")
    print(f"  all processors            {spread(per_second, '{:.0f}')} samples/s, whole program")
    print("  one processor             "
          f"{spread([options.samples / s for s in rows['one']], '{:.0f}')} samples/s")
    print(f"  all over one              {spread(rows['all over one'])}")
    print("  plain double, one         "
          f"{spread([1 / s for s in rows['double, seconds per sample']], '{:.0f}')} samples/s, "
          "simulation alone")
    print("  samples of the study in the time of one of plain double  "
          f"{spread(rows['samples in the time of one of the reference'])}")
    print(f"  keeping 32 series, deflate  {spread(rows['series, deflate'])} of the time")
    print(f"  keeping 32 series, none     {spread(rows['series, none'])} of the time")
    print(f"  largest memory              {few[0] / 2**20:.0f} MiB for {options.samples // 2} "
          f"samples, {many[0] / 2**20:.0f} MiB for {options.samples * 4}")
    if options.json:
        options.json.write_text(json.dumps({**rows, "memory": few + many}, indent=1) + "\n",
                                encoding="utf-8")


if __name__ == "__main__":
    main()
