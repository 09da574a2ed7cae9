#!/usr/bin/env python3
"""Compares the speed of the model with its plain reference, the yardstick and the machine.

Runs every program in each of several rounds, in alternating order, and prints medians with the
least and the largest (README.md of this folder). Ends with status 1 where programs that should
compute the same do not; never because something is slow.
"""
import argparse
import importlib.util
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import report

ROOT = pathlib.Path(__file__).resolve().parent.parent
YARDSTICK = ROOT / "bench" / "yardstick"
DEFAULT_BUILDS = ("build/bench", "build/bench-v4")
NAMES = {
    "double": "national model, double (reference)",
    "lanes": "national model, lanes",
    "lanes 2": "national model, lanes",
    "numpy": "W, numpy",
    "W plain": "W, plain C++",
    "W lanes": "W, SIMD by hand",
}
# Samples of each program: about half a second each, or as few as do.
SAMPLES = {"double": 128, "lanes": 256, "lanes 2": 512, "numpy": 1024, "W plain": 2048,
           "W lanes": 8192}
QUICK = {"double": 1, "lanes": 8, "lanes 2": 16, "numpy": 64, "W plain": 64, "W lanes": 64}
# Benchmarks whose throughput the bound uses.
RATES = {"fma": "machine_fma", "div": "machine_divide", "exp": "array_exp<Lanes>",
         "log": "array_log<Lanes>", "sqrt": "array_sqrt<Lanes>"}
REFERENCE_TOLERANCE = 1e-12  # double against lanes, as in docs/theory
YARDSTICK_SAMPLES = 64


class Failure(Exception):
    """Programs disagree, or one of them failed."""


def output_of(command: list) -> str:
    # One thread for numpy: what it spreads over cores by itself would be no time per core.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                         check=False, env=environment)
    if run.returncode != 0:
        words = " ".join(str(part) for part in command)
        raise Failure(f"{words}: status {run.returncode}\n{run.stderr.strip()}")
    return run.stdout


def json_of(command: list) -> dict:
    return json.loads(output_of(command))


class Build:
    """The programs of one build tree."""

    def __init__(self, folder: pathlib.Path, scenario: pathlib.Path, samples: dict):
        self.folder, self.scenario, self.samples = folder, scenario, samples
        cache = (folder / "CMakeCache.txt").read_text(encoding="utf-8")
        found = re.search(r"^TANLU_ARCH:\w+=(.*)$", cache, re.MULTILINE)
        self.arch = found[1] if found and found[1] else "default"

    def program(self, name: str) -> pathlib.Path:
        path = self.folder / ("bin" if name == "tanlu" else "bench") / name
        if not path.is_file():
            raise Failure(f"{path} is not there (cmake --build --preset bench)")
        return path

    def is_for_this_machine(self) -> bool:
        if not self.arch.endswith("v4"):
            return True
        return "avx512f" in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")

    def throughput(self, key: str) -> dict:
        arithmetic, _, threads = key.partition(" ")
        command = [self.program("bench_throughput"), arithmetic, self.scenario, self.samples[key]]
        return json_of([*command, threads or "1"])

    def yardstick(self, key: str, *options) -> dict:
        kernel = key.removeprefix("W ")
        return json_of([self.program("scalar_fleet"), kernel, self.samples[key], *options])

    def rates(self, seconds: float) -> dict:
        """Elements per second of single operations."""
        wanted = "|".join(re.escape(name) for name in RATES.values())
        result = json_of([self.program("bench_lanes"), f"--benchmark_filter=^({wanted})$",
                          f"--benchmark_min_time={seconds}", "--benchmark_format=json"])
        found = {b["name"]: b["items_per_second"] for b in result["benchmarks"]}
        return {key: found[name] for key, name in RATES.items()}

    def startup(self, load_s: float) -> dict:
        def wall(*arguments) -> float:
            start = time.perf_counter()
            output_of([self.program("tanlu"), *arguments])
            return time.perf_counter() - start

        return {"version_s": wall("version"), "check_s": wall("check", self.scenario),
                "run_s": wall("run", self.scenario), "load_s": load_s}


def operations_of(builds: list[Build]) -> dict:
    """Counts of one sample of the national model and of workload W.

    By the first build that has the program, those by default included: all count the same.
    """
    folders = [build.folder for build in builds] + [ROOT / name for name in DEFAULT_BUILDS]
    programs = [folder / "bench" / "bench_count" for folder in folders]
    counting = next((path for path in programs if path.is_file()), None)
    if counting is None:
        raise Failure(f"{programs[0]} is not there (cmake --build --preset bench)")
    return {"model": json_of([counting, builds[0].scenario]),
            "W": json_of([builds[0].program("scalar_fleet"), "count"])}


def run_numpy(samples: int, *options) -> dict:
    return json_of([sys.executable, "-B", YARDSTICK / "numpy_fleet.py", samples, *options])


def expect_same_model(runs: dict, operations: dict) -> None:
    """Emissions of the double, lane and counted models are the same to the last bits."""
    lanes = runs["lanes"]["emissions"]
    if not math.isclose(runs["double"]["emissions"], lanes, rel_tol=REFERENCE_TOLERANCE):
        raise Failure(f"emissions: {runs['double']['emissions']!r} in double, {lanes!r} in lanes")
    for name, other in (("two threads", runs["lanes 2"]), ("counted", operations)):
        if other["emissions"] != lanes:
            raise Failure(f"emissions: {other['emissions']!r} {name}, {lanes!r} in lanes")


def expect_same_yardstick(build: Build) -> None:
    """The three programs of workload W agree to 1e-13 on every number of a few samples."""
    n = YARDSTICK_SAMPLES
    with tempfile.TemporaryDirectory() as folder:
        u = pathlib.Path(folder) / "u.bin"
        results = []
        output_of([sys.executable, "-B", YARDSTICK / "fleet_spec.py", "--u", u, n])
        for kernel in ("plain", "lanes"):
            results.append(pathlib.Path(folder) / f"{kernel}.bin")
            output_of([build.program("scalar_fleet"), kernel, n, "--u", u, "--out", results[-1]])
        run_numpy(n, "--u", u, "--check", *results)


def run_round(build: Build, shared: dict, is_reversed: bool, rate_seconds: float) -> dict:
    """One run of each program; `shared` holds what does not depend on the build."""
    steps = {key: (lambda key=key: build.throughput(key)) for key in ("double", "lanes", "lanes 2")}
    steps |= {key: (lambda key=key: build.yardstick(key)) for key in ("W plain", "W lanes")}
    if "numpy" not in shared:
        steps["numpy"] = lambda: run_numpy(build.samples["numpy"])
    steps["rates"] = lambda: build.rates(rate_seconds)
    order = list(steps)
    if is_reversed:
        order.reverse()
    runs = {key: steps[key]() for key in order}
    shared.setdefault("numpy", runs.get("numpy"))
    runs["numpy"] = shared["numpy"]
    runs["startup"] = build.startup(runs["lanes"]["load_s"])
    return runs


def find_builds(options: argparse.Namespace, samples: dict) -> list[Build]:
    folders = options.build or [name for name in DEFAULT_BUILDS if (ROOT / name).is_dir()]
    if not folders:
        raise Failure(f"neither {' nor '.join(DEFAULT_BUILDS)} is there (cmake --preset bench)")
    builds, left_out = [], []
    for folder in folders:
        if not (ROOT / folder / "CMakeCache.txt").is_file():
            raise Failure(f"{folder} is no build tree (cmake --preset bench)")
        build = Build(ROOT / folder, ROOT / options.scenario, samples)
        if build.is_for_this_machine():
            builds.append(build)
        else:
            left_out.append(f"{folder} is for {build.arch}, which this machine lacks")
    if not builds:
        raise Failure("; ".join(left_out))
    for words in left_out:
        print(f"left out: {words}")
    return builds


def print_report(build: Build, rounds: list[dict], operations: dict) -> None:
    print(f"\n{build.arch}: median of {len(rounds)} rounds (least to largest)\n")
    print(report.programs_table(rounds, NAMES), end="\n\n")
    print(report.ratios_table(rounds), end="\n\n")
    print(report.bound_text(rounds, operations["model"], operations["W"]), end="\n\n")
    print(report.startup_text(rounds))


def compare(options: argparse.Namespace) -> None:
    samples, rate_seconds = (QUICK, 0.01) if options.quick else (SAMPLES, 0.1)
    builds = find_builds(options, samples)
    rounds = {build.folder: [] for build in builds}
    operations = operations_of(builds)
    for build in builds:
        expect_same_yardstick(build)
    for number in range(1 if options.quick else options.rounds):
        is_reversed = number % 2 == 1
        shared = {}
        for build in reversed(builds) if is_reversed else builds:
            runs = run_round(build, shared, is_reversed, rate_seconds)
            expect_same_model(runs, operations["model"])
            rounds[build.folder].append(runs)
    for build in builds:
        print_report(build, rounds[build.folder], operations)
    if options.json:
        measured = [{"arch": build.arch, "rounds": rounds[build.folder]} for build in builds]
        result = {"operations": operations, "builds": measured}
        pathlib.Path(options.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", action="append",
                        help="build tree, may be repeated; default: those of "
                        f"{' and '.join(DEFAULT_BUILDS)} that exist")
    parser.add_argument("--rounds", type=int, default=9, help="default: 9")
    parser.add_argument("--scenario", default="scenarios/china/reference.yaml")
    parser.add_argument("--quick", action="store_true",
                        help="one round of few samples: checks that all works, times mean nothing")
    parser.add_argument("--json", metavar="FILE", help="also write every run of every round")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds: at least 1")
    if importlib.util.find_spec("numpy") is None:
        sys.exit(f"error: {sys.executable} has no numpy (tools/setup.sh --with-bench; "
                 "then /usr/bin/python3)")
    try:
        compare(options)
    except Failure as failure:
        sys.exit(f"error: {failure}")


if __name__ == "__main__":
    main()
