"""Numbers of the comparison and their tables: medians, ratios round by round, the bound."""
import dataclasses
import statistics


@dataclasses.dataclass(frozen=True)
class Spread:
    """A quantity over the rounds."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))

    def text(self, scale: float = 1.0) -> str:
        numbers = [digits(x * scale) for x in (self.median, self.low, self.high)]
        return f"{numbers[0]} ({numbers[1]} to {numbers[2]})"


def digits(x: float) -> str:
    """Three significant digits without an exponent: 0.0123, 1.23, 12.3, 1230."""
    if x == 0:
        return "0"
    decimals = 2
    while abs(x) < 10 ** (2 - decimals) and decimals < 9:
        decimals += 1
    while decimals > 0 and abs(x) >= 10 ** (3 - decimals):
        decimals -= 1
    return f"{x:.{decimals}f}"


def ns_per_cell(run: dict) -> float:
    """CPU nanoseconds per cohort-year cell, added over the threads."""
    return 1e9 * run["cpu_s"] / run["cells"]


def cells_per_second(run: dict) -> float:
    return run["cells"] / run["wall_s"]


def samples_per_second(run: dict) -> float:
    return run["samples"] / run["wall_s"]


def seconds_per_sample(run: dict) -> float:
    """CPU seconds per sample, added over the threads."""
    return run["cpu_s"] / run["samples"]


def bound_seconds(operations: dict, rates: dict) -> float:
    """The least time of one sample on one core [s], were nothing but arithmetic to be done:

        (fma + max(add, mul)) / rate of fma + sum over div, exp, log, sqrt of count / rate

    Rates are in elements per second. At best each addition is fused with a multiplication, so that
    the larger count of the two remains. Comparisons, choices, memory and calls count as nothing.
    """
    fused = operations["fma"] + max(operations["add"], operations["mul"])
    seconds = fused / rates["fma"]
    for name in ("div", "exp", "log", "sqrt"):
        count = operations.get(name, 0)
        if count:
            seconds += count / rates[name]
    return seconds


def ratios(rounds: list[dict]) -> dict[str, Spread]:
    """How many times as fast, each within its round. Keys of a round are names of programs."""

    def over_rounds(ratio) -> Spread:
        return Spread.of([ratio(r) for r in rounds])

    return {
        "lanes over double, per sample and core": over_rounds(
            lambda r: seconds_per_sample(r["double"]) / seconds_per_sample(r["lanes"])),
        "lanes over numpy (W), per cell and core": over_rounds(
            lambda r: ns_per_cell(r["numpy"]) / ns_per_cell(r["lanes"])),
        "lanes over plain C++ (W), per cell and core": over_rounds(
            lambda r: ns_per_cell(r["W plain"]) / ns_per_cell(r["lanes"])),
        "lanes over SIMD by hand (W), per cell and core": over_rounds(
            lambda r: ns_per_cell(r["W lanes"]) / ns_per_cell(r["lanes"])),
        "two threads over one, samples per second": over_rounds(
            lambda r: samples_per_second(r["lanes 2"]) / samples_per_second(r["lanes"])),
    }


def table(rows: list[list[str]]) -> str:
    """Columns as wide as they need to be, the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def programs_table(rounds: list[dict], names: dict[str, str]) -> str:
    rows = [["program", "threads", "ns per cell and core", "Mcells/s", "samples/s"]]
    for key, words in names.items():
        runs = [r[key] for r in rounds]
        rows.append([
            words,
            str(runs[0]["threads"]),
            Spread.of([ns_per_cell(run) for run in runs]).text(),
            Spread.of([cells_per_second(run) for run in runs]).text(1e-6),
            Spread.of([samples_per_second(run) for run in runs]).text()])
    return table(rows)


def ratios_table(rounds: list[dict]) -> str:
    rows = [["times as fast", "in the same round"]]
    rows += [[name, spread.text()] for name, spread in ratios(rounds).items()]
    return table(rows)


def bound_of(rounds: list[dict], operations: dict) -> dict[str, Spread]:
    """Bound and share of it that lanes reach, rates and time taken from the same round."""
    bounds = [bound_seconds(operations, r["rates"]) for r in rounds]
    measured = [seconds_per_sample(r["lanes"]) for r in rounds]
    return {
        "bound_s": Spread.of(bounds),
        "measured_s": Spread.of(measured),
        "share": Spread.of([bound / time for bound, time in zip(bounds, measured)])}


ARITHMETIC = ("add", "mul", "fma", "div", "exp", "log", "sqrt")


def operations_per_cell(operations: dict) -> float:
    """Arithmetic of one sample over its cells, a fused multiply-add counted as two."""
    counts = sum(operations.get(name, 0) for name in ARITHMETIC) + operations["fma"]
    return counts / operations["cells"]


def bound_text(rounds: list[dict], operations: dict, yardstick: dict) -> str:
    counts = {name: n for name, n in operations.items() if name not in ("cells", "emissions")}
    bound = bound_of(rounds, operations)
    rates = {name: Spread.of([r["rates"][name] for r in rounds]) for name in rounds[0]["rates"]}
    parts = [["operation", "per sample", "G/s"]]
    for name, count in counts.items():
        rate = "fma" if name in ("add", "mul") else name
        parts.append([name, f"{count:,}", rates[rate].text(1e-9) if rate in rates else ""])
    per_cell, per_cell_w = operations_per_cell(operations), operations_per_cell(yardstick)
    return "\n".join([
        table(parts),
        f"arithmetic per cell  {digits(per_cell)}, of workload W {digits(per_cell_w)}",
        f"bound                {bound['bound_s'].text(1e6)} us per sample and core",
        f"measured             {bound['measured_s'].text(1e6)} us",
        f"share of the bound   {bound['share'].text(100)} %"])


def startup_text(rounds: list[dict]) -> str:
    """Whole programs on the wall, and what `tanlu run` takes beyond loading the same scenario."""
    starts = [r["startup"] for r in rounds]
    rows = [["start of the program", "ms"]]
    rows += [[words, Spread.of([s[key] for s in starts]).text(1e3)] for key, words in (
        ("version_s", "tanlu version"),
        ("check_s", "tanlu check SCENARIO"),
        ("run_s", "tanlu run SCENARIO"))]
    rows.append(["loading the scenario, inside a program",
                 Spread.of([s["load_s"] for s in starts]).text(1e3)])
    rows.append(["tanlu run beyond loading",
                 Spread.of([s["run_s"] - s["load_s"] for s in starts]).text(1e3)])
    return table(rows)
