"""Bases of older years: files, rules, and that nothing later than the year enters them."""
import importlib.util
import math
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("base_year", ROOT / "tools" / "base_year.py")
base_year = importlib.util.module_from_spec(spec)
sys.dont_write_bytecode = True
spec.loader.exec_module(base_year)


def check_files():
    for year in base_year.SINCE_BREAK:
        written = (ROOT / "models" / f"china-{year}" / "base.yaml").read_text(encoding="utf-8")
        assert written == base_year.text_of(year), f"models/china-{year}/base.yaml is out of date"


def check_no_later_year():
    """Without the rows of the years after the base, but for 2019 and the grid, all is the same."""
    read, series = base_year.read_history, base_year.read_series
    for year in base_year.SINCE_BREAK:
        before = base_year.text_of(year)

        def known(y, item="", year=year):
            return y <= year or y == base_year.BASE or item == "grid"

        base_year.read_history = lambda: {k: v for k, v in read().items() if known(k[1], k[0])}
        base_year.read_series = lambda name: {
            y: v for y, v in series(name).items() if known(y) or name == "gdp"}
        assert base_year.text_of(year) == before, f"{year}: later years enter"
        base_year.read_history, base_year.read_series = read, series


def check_ages():
    # A stock that never changes, of which exp(-1/10) survives a year: sales make up for the loss,
    # and each age has exp(-1/10) of the one before.
    stock = {year: 1000.0 for year in range(2002, 2041)}
    shares = base_year.ages(stock, 2040, 10.0, 1.0)
    assert abs(sum(shares) - 1) < 1e-9
    assert abs(shares[0] - (1 - math.exp(-0.1))) < 2e-4, shares[0]
    assert abs(shares[1] / shares[0] - math.exp(-0.1)) < 2e-3
    # A stock that shrinks faster than vehicles die: no sales, and the rest shrinks in step.
    falling = {year: 1000.0 * 0.5 ** max(0, year - 2009) for year in range(2002, 2011)}
    shares = base_year.ages(falling, 2010, 10.0, 1.0)
    assert shares[0] == 0 and abs(sum(shares) - 1) < 1e-9


check_files()
check_no_later_year()
check_ages()
print("hindcast: bases of older years are what their rules make")
