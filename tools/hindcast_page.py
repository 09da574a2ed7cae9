#!/usr/bin/env python3
"""The tables of docs/guide/hindcast.md are what this build says.

Usage: tools/hindcast_page.py [--update] TANLU

Runs the shipped hindcast and holds its scores against the page; --update writes them in. Every
limit that fails must be explained on the page: a list item that begins with **projection,
statistic**. Ends with status 1 and the differences.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "guide" / "hindcast.md"
CONFIG = "scenarios/china/hindcast/hindcast.yaml"
BEGIN, END = "<!-- scores -->\n", "<!-- end of scores -->"


def error(row: dict, key: str, sign: str = "") -> str:
    """An error in per cent, or in points of a share."""
    if row[key] is None:
        return "-"
    return f"{100 * row[key]:{sign}.1f} " + ("points" if row["measure"] == "points" else "%")


def skill(row: dict, key: str) -> str:
    return "-" if row[key] is None else f"{row[key]:+.2f}"


def years(row: dict) -> str:
    first, last = row["first_year"], row["last_year"]
    if row["years"] == 1:
        return str(first)
    gaps = row["years"] != last - first + 1
    return f"{first}-{last}" + (f" ({row['years']})" if gaps else "")


def verdict(row: dict) -> str:
    words = [word for word in (row["verdict"], row["calibration_verdict"]) if word]
    return ", ".join("**FAIL**" if word == "FAIL" else word for word in words)


def table(rows: list) -> str:
    head = ("| statistic | years | error | without 2020-22 | bias | skill: last value | growth | "
            "logistic | at origin | verdict | in band | grade |\n" + "|---" * 12 + "|\n")
    lines = []
    for row in rows:
        calm = error(row, "error_without_pandemic")
        origin = row["observed_over_modelled_at_origin"]
        cells = [row["target"], years(row), error(row, "error"), calm, error(row, "bias", "+"),
                 skill(row, "skill_last_value"), skill(row, "skill_constant_growth"),
                 skill(row, "skill_logistic"), "-" if origin is None else f"{origin:.2f}",
                 verdict(row),
                 f"{row['points_in_band']} of {row['points_with_band']}"
                 if row["points_with_band"] else "-", row["lowest_grade"]]
        lines.append("| " + " | ".join(cells) + " |\n")
    return head + "".join(lines)


def tables(report: dict) -> str:
    parts = []
    for run in report["runs"]:
        rows = [row for row in report["scores"] if row["run"] == run["id"]]
        inside = sum(row["points_in_band"] for row in rows)
        banded = sum(row["points_with_band"] for row in rows)
        parts.append(f"\n**{run['id']}**: {run['title']}\n\n{table(rows)}")
        if banded:
            parts.append(f"\nThe 80 % band holds {inside} of {banded} points, "
                         f"{100 * inside / banded:.0f} %.\n")
    return "".join(parts) + "\n"


def unexplained(report: dict, page: str) -> list:
    missing = []
    for row in report["scores"]:
        if "FAIL" in (row["verdict"], row["calibration_verdict"]):
            pair = f"{row['run']}, {row['target']}"
            if f"**{pair}**" not in page:
                missing.append(f"{pair}: fails, and the page does not say why")
    return missing


def main() -> int:
    options, program = sys.argv[1:-1], sys.argv[-1]
    said = subprocess.run([program, "hindcast", CONFIG, "--format", "json"], cwd=ROOT, check=True,
                          capture_output=True, text=True).stdout
    report = json.loads(said)
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN, 1)
    written, after = rest.split(END, 1)
    right = tables(report)
    if "--update" in options:
        PAGE.write_text(before + BEGIN + right + END + after, encoding="utf-8")
        written = right
    problems = [f"not what this build says: {line}" for line in right.splitlines()
                if line not in written.splitlines()]
    problems += unexplained(report, page)
    for problem in problems:
        print(f"{PAGE.relative_to(ROOT)}: error: {problem}")
    if problems:
        print("  hint: tools/hindcast_page.py --update TANLU writes the tables of this build")
        return 1
    print("docs: the page of the hindcast is what this build says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
