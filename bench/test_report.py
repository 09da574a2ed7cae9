"""Tests of the report's numbers by hand, and that the comparison fails where it should."""
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

import compare
import report


def run(cpu_s: float, wall_s: float, samples: int, cells: int, threads: int = 1) -> dict:
    return {"cpu_s": cpu_s, "wall_s": wall_s, "samples": samples, "cells": cells,
            "threads": threads}


def one_round(lanes_cpu: float = 1.0) -> dict:
    """Lanes: 8 samples and 1000 cells in one second; the others slower by round factors."""
    return {
        "double": run(3.0, 3.5, 8, 1000),
        "lanes": run(lanes_cpu, 1.25, 8, 1000),
        "lanes 2": run(2.0, 1.25, 16, 2000, threads=2),
        "numpy": run(5.0, 5.0, 2, 1000),
        "W plain": run(2.0, 2.0, 2, 1000),
        "W lanes": run(0.5, 0.5, 2, 1000)}


class Numbers(unittest.TestCase):
    def test_spread_is_median_least_and_largest(self):
        self.assertEqual(report.Spread.of([5.0, 1.0, 2.0]), report.Spread(2.0, 1.0, 5.0))
        self.assertEqual(report.Spread(2.0, 1.0, 5.0).text(10), "20.0 (10.0 to 50.0)")

    def test_three_significant_digits(self):
        for x, text in ((0, "0"), (0.01234, "0.0123"), (1.234, "1.23"), (12.34, "12.3"),
                        (123.4, "123"), (1234.4, "1234")):
            self.assertEqual(report.digits(x), text)

    def test_time_per_cell_is_of_the_processor_and_throughput_of_the_wall(self):
        two = run(cpu_s=2.0, wall_s=1.25, samples=20, cells=2000, threads=2)
        self.assertAlmostEqual(report.ns_per_cell(two), 1e6)  # 2 s / 2000 cells = 1 ms
        self.assertAlmostEqual(report.cells_per_second(two), 1600.0)
        self.assertAlmostEqual(report.samples_per_second(two), 16.0)

    def test_ratios_are_taken_within_rounds(self):
        # Lanes 1 s, 2 s, 1 s against double's 3 s: ratios 3, 1.5, 3; their median is 3.
        rounds = [one_round(1.0), one_round(2.0), one_round(1.0)]
        found = report.ratios(rounds)
        self.assertEqual(found["lanes over double, per sample and core"],
                         report.Spread(3.0, 1.5, 3.0))
        self.assertEqual(found["lanes over numpy (W), per cell and core"].median, 5.0)
        self.assertEqual(found["lanes over plain C++ (W), per cell and core"].median, 2.0)
        self.assertEqual(found["lanes over SIMD by hand (W), per cell and core"].median, 0.5)
        # 16 samples against 8 in the same 1.25 s.
        self.assertEqual(found["two threads over one, samples per second"].median, 2.0)


class Bound(unittest.TestCase):
    RATES = {"fma": 10.0, "div": 2.0, "exp": 4.0, "log": 5.0, "sqrt": 1.0}

    def test_by_hand(self):
        # (5 + max(20, 30)) / 10 + 4/2 + 8/4 + 10/5 = 3.5 + 2 + 2 + 2 = 9.5 s
        operations = {"add": 20, "mul": 30, "fma": 5, "div": 4, "exp": 8, "log": 10, "sqrt": 0,
                      "compare": 99, "select": 99}
        self.assertAlmostEqual(report.bound_seconds(operations, self.RATES), 9.5)

    def test_more_additions_than_multiplications_bound_by_additions(self):
        operations = {"add": 40, "mul": 30, "fma": 0}
        self.assertAlmostEqual(report.bound_seconds(operations, self.RATES), 4.0)

    def test_arithmetic_per_cell(self):
        # (20 + 30 + 2 x 5 + 4) / 16 = 4; comparisons are no arithmetic
        operations = {"add": 20, "mul": 30, "fma": 5, "div": 4, "compare": 99, "cells": 16}
        self.assertAlmostEqual(report.operations_per_cell(operations), 4.0)

    def test_share_reached(self):
        operations = {"add": 0, "mul": 0, "fma": 1}  # 0.1 s; lanes take 1 s / 8 samples
        rounds = [{**one_round(), "rates": self.RATES}]
        self.assertAlmostEqual(report.bound_of(rounds, operations)["share"].median, 0.8)


class Tables(unittest.TestCase):
    def test_columns_are_aligned(self):
        self.assertEqual(report.table([["a", "b"], ["long", "1"]]), "a     b\nlong  1")

    def test_every_program_has_a_row(self):
        text = report.programs_table([one_round()], compare.NAMES)
        self.assertEqual(len(text.splitlines()), 1 + len(compare.NAMES))
        self.assertIn("12.8 (12.8 to 12.8)", text)  # samples/s on two threads


class Disagreement(unittest.TestCase):
    """The comparison fails where programs that should compute the same do not."""

    @staticmethod
    def runs(double: float = 1.0, two: float = 1.0) -> dict:
        return {"double": {"emissions": double}, "lanes": {"emissions": 1.0},
                "lanes 2": {"emissions": two}}

    def test_equal_models_pass(self):
        compare.expect_same_model(self.runs(double=1.0 + 5e-13), {"emissions": 1.0})

    def test_another_model_fails(self):
        last_bit = 1.0 + sys.float_info.epsilon
        for runs, counted in ((self.runs(double=1.0 + 5e-12), 1.0), (self.runs(two=last_bit), 1.0),
                              (self.runs(), last_bit)):
            with self.assertRaises(compare.Failure):
                compare.expect_same_model(runs, {"emissions": counted})

    def test_a_changed_result_of_the_yardstick_fails(self):
        try:
            import numpy as np
        except ModuleNotFoundError:
            self.skipTest("numpy is not here (tools/setup.sh --with-bench)")
        sys.path.insert(0, str(compare.YARDSTICK))
        self.addCleanup(sys.path.remove, str(compare.YARDSTICK))
        import fleet_spec
        import numpy_fleet

        u = fleet_spec.inputs(2)
        cube = numpy_fleet.run(u, 2)
        with tempfile.TemporaryDirectory() as folder:
            inputs, results = pathlib.Path(folder) / "u.bin", pathlib.Path(folder) / "r.bin"
            u.tofile(inputs)
            cube.tofile(results)
            compare.run_numpy(2, "--u", inputs, "--check", results)
            cube[1, 3, 7] *= 1 + 3e-13
            cube.tofile(results)
            with self.assertRaisesRegex(compare.Failure, "energy_electricity, 2027"):
                compare.run_numpy(2, "--u", inputs, "--check", results)
            np.zeros(5).tofile(results)
            with self.assertRaisesRegex(compare.Failure, "holds 5 numbers"):
                compare.run_numpy(2, "--u", inputs, "--check", results)


class Builds(unittest.TestCase):
    def test_a_build_for_another_machine_is_seen(self):
        with tempfile.TemporaryDirectory() as folder:
            cache = pathlib.Path(folder) / "CMakeCache.txt"
            cache.write_text("TANLU_ARCH:STRING=x86-64-v4\n", encoding="utf-8")
            build = compare.Build(pathlib.Path(folder), pathlib.Path("s.yaml"), compare.QUICK)
            self.assertEqual(build.arch, "x86-64-v4")
            for flags, fits in (("flags: fma avx2", False), ("flags: avx2 avx512f", True)):
                with mock.patch.object(pathlib.Path, "read_text", return_value=flags):
                    self.assertEqual(build.is_for_this_machine(), fits)

    def test_a_program_that_is_not_built_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "CMakeCache.txt").write_text("", encoding="utf-8")
            build = compare.Build(pathlib.Path(folder), pathlib.Path("s.yaml"), compare.QUICK)
            with self.assertRaisesRegex(compare.Failure, "bench_throughput is not there"):
                build.throughput("lanes")


if __name__ == "__main__":
    unittest.main()
