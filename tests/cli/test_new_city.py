"""tanlu new city: the shipped cities are what the command makes of their tables; directories appear
whole or not at all; bad tables and options are refused.

Usage: test_new_city.py TANLU
"""
import csv
import filecmp
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TANLU = sys.argv[1]
CITIES = ("beijing", "chengdu", "foshan", "xiamen")
MONI = ROOT / "tests" / "data" / "cities" / "moni" / "city.csv"


def new_city(folder: pathlib.Path, name: str, table: pathlib.Path, *more: str):
    return subprocess.run([TANLU, "new", "city", name, "--from-csv", table, *more], cwd=folder,
                          capture_output=True, text=True, check=False, timeout=60)


def tree(folder: pathlib.Path) -> None:
    """What the command reads: the national packs, the figures of the nation, the packages."""
    for name in ("china", "china-2023"):
        shutil.copytree(ROOT / "models" / name, folder / "models" / name)
    (folder / "models" / "cities").mkdir()
    for path in (ROOT / "models" / "cities").glob("nation*.csv"):
        shutil.copy(path, folder / "models" / "cities")
    for name in CITIES:
        own = ROOT / "scenarios" / "cities" / name / "policies-in-force.yaml"
        (folder / "scenarios" / "cities" / name).mkdir(parents=True)
        if own.exists():
            shutil.copy(own, folder / "scenarios" / "cities" / name)


def check_shipped(folder: pathlib.Path) -> None:
    for name in CITIES:
        done = new_city(folder, name, ROOT / "models" / "cities" / name / "city.csv", "--force")
        assert done.returncode == 0, done.stderr
        assert "warning" not in done.stderr, done.stderr
        for kind in ("models", "scenarios"):
            made = folder / kind / "cities" / name
            files = [path.relative_to(made) for path in made.rglob("*") if path.is_file()]
            assert files, made
            shipped = ROOT / kind / "cities" / name
            for file in files:
                assert filecmp.cmp(made / file, shipped / file, shallow=False), (
                    f"{shipped / file} is not what 'tanlu new city {name} --from-csv "
                    f"models/cities/{name}/city.csv --force' writes")


def check_test_city(folder: pathlib.Path) -> None:
    done = new_city(folder, "moni", MONI)
    assert done.returncode == 0, done.stderr
    pack = folder / "models" / "cities" / "moni"
    scenarios = folder / "scenarios" / "cities" / "moni"
    assert "next: tanlu run scenarios/cities/moni/reference.yaml" in done.stdout, done.stdout
    assert "energy per activity of the nation" in done.stdout
    base = (pack / "base.yaml").read_text(encoding="utf-8")
    # 2.4 M residents x 365 x 2.5 trips x 0.2 x 10 km = 4.38e9 person km, over 1.46 persons 3e9 km;
    # 500,000 cars x 10,000 km = 5e9 km: 0.6.
    assert "passenger.modes.car.local-share:\n    {value: 0.6," in base
    # No trips by metro and motorcycle: no such mode, no motorcycles, no energy of a metro.
    header = (pack / "pack.yaml").read_text(encoding="utf-8")
    for path in ("passenger.modes.metro", "nonroad.metro", "classes.motorcycle"):
        assert f'- "{path}"' in header and f"  {path}." not in base, path
    # The province is in no table, its factor in that of the city: 0.3 over 0.5366 in 2022.
    grid = (scenarios / "grid-province.yaml").read_text(encoding="utf-8")
    assert "2022: {value: 0.3}" in grid, grid

    # What is there stays, unless it may be replaced; then what others put there stays.
    done = new_city(folder, "moni", MONI)
    assert done.returncode == 3 and "is not overwritten" in done.stderr, done.stderr
    (scenarios / "mine.yaml").write_text("mine\n", encoding="utf-8")
    (scenarios / "no-policy.yaml").write_text("broken\n", encoding="utf-8")
    done = new_city(folder, "moni", pack / "city.csv", "--force")
    assert done.returncode == 0, done.stderr
    assert (scenarios / "mine.yaml").read_text(encoding="utf-8") == "mine\n"
    assert "scenario: no-policy" in (scenarios / "no-policy.yaml").read_text(encoding="utf-8")
    assert (pack / "base.yaml").read_text(encoding="utf-8") == base

    done = subprocess.run([TANLU, "run", scenarios / "no-policy.yaml"], cwd=folder,
                          capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert not list(folder.glob("**/.*partial*")) and not list(folder.glob("**/.*old*"))


def check_refused(folder: pathlib.Path) -> None:
    text = MONI.read_text(encoding="utf-8")
    shutil.copy(MONI.parent / "sources.csv", folder)
    table = folder / "table.csv"

    def refused(old: str, new: str, words: str, *more: str) -> None:
        assert old in text, old
        table.write_text(text.replace(old, new), encoding="utf-8")
        done = new_city(folder, "wrong", table, *more)
        assert done.returncode == 2 and words in done.stderr, (done.returncode, done.stderr)
        assert not (folder / "models" / "cities" / "wrong").exists()
        assert not (folder / "scenarios" / "cities" / "wrong").exists()

    refused("grid-region,south,", "grid-region,sout,", "did you mean 'south'?")
    refused("car-km,10000,km/vehicle/yr,9000,11000", "car-km,1000,km/vehicle/yr,,",
            "the cars drive 5e+08 km a year, less than the 3e+09 km of residents' car trips")
    refused("population,240,10^4 person,235,245", "population,2400,10^3 people,,", "people")
    # Told in the words of the table, not in lines of a file that is gone.
    refused("population,240,10^4 person,235,245", "population,80,person,,",
            "table.csv:8:12: error: 6250 cars per resident (500000 cars, 80 residents)")
    refused("car-stock,50,10^4 vehicle,48,52", "car-stock,480,10^4 vehicle,,",
            "table.csv:25:11: warning: cars per 1000 residents: 2000 (cities have 5 to 850)")
    done = new_city(folder, "china", MONI, "--force")
    assert done.returncode == 2 and "'china' is the nation" in done.stderr, done.stderr
    refused("grid-province-factor,0.3,kgCO2/kWh,,,moni-plan,C,2022,\n", "",
            "no grid 'nowhere' in nation.csv")
    done = new_city(folder, "Wrong", MONI)
    assert done.returncode == 1 and "is not an id" in done.stderr, done.stderr
    done = new_city(folder, "packages", MONI)
    assert done.returncode == 1 and "policies of all cities" in done.stderr, done.stderr
    done = new_city(folder, "wrong", folder / "absent.csv")
    assert done.returncode == 2 and "absent.csv" in done.stderr, done.stderr


def check_small_city(folder: pathlib.Path) -> None:
    """The nation has no metro in its small cities: a small city with one is taken as a larger."""
    text = MONI.read_text(encoding="utf-8")
    for old, new in (("population,240,10^4 person,235,245", "population,80,10^4 person,,"),
                     ("car-stock,50,10^4 vehicle,48,52", "car-stock,17,10^4 vehicle,,"),
                     ("share.bus,10,%,8,12", "share.bus,5,%,,"),
                     ("share.taxi,", "share.metro,5,%,,,moni-survey,B,2023,\nshare.taxi,"),
                     ("distance.taxi,", "distance.metro,9,km,,,moni-survey,B,2023,\n"
                      "distance.taxi,"),
                     ("moni-book,A", "judgement,A")):
        assert old in text, old
        text = text.replace(old, new)
    text += ("disposable-income,40000,CNY2023/person/yr,,,moni-survey,A,2023,\n"
             "boardings-per-trip.metro,1.4,1,1.2,1.6,moni-survey,B,2022,\n")
    table = folder / "table.csv"
    table.write_text(text, encoding="utf-8")
    done = new_city(folder, "small", table)
    assert done.returncode == 0, done.stderr
    why = "the nation has no metro in its 'small-city'"
    assert f"note: taken as a 'large-city', larger than it is: {why}" in done.stderr, done.stderr
    assert f"'large-city', the next larger one with all modes: {why}" in done.stdout, done.stdout
    assert "settlement type large-city," in done.stdout, done.stdout
    base = (folder / "models/cities/small/base.yaml").read_text(encoding="utf-8")
    assert "passenger.local.settlements.large-city.modes.metro.share:" in base
    # What only indicators read. GDP of the nation in 2023: 1,190,514.5 in prices of 2020 over
    # 1,273,138 in those of 2023, 0.935103 of 40,000.
    root = (folder / "scenarios/cities/small/no-policy.yaml").read_text(encoding="utf-8")
    assert "income: {anchors: {2023: {value: 37404.1}}, unit:" in root, root
    assert "boardings-per-metro-trip: {anchors: {2022: {value: 1.4, low: 1.2, high: 1.6}}," in root
    assert "source: moni-survey, grade: B," in " ".join(root.split()), root
    assert "'population' has grade A and no source but 'judgement'" in done.stderr, done.stderr
    done = subprocess.run([TANLU, "run", "scenarios/cities/small/no-policy.yaml",
                           "scenarios/cities/small/grid-nation.yaml"], cwd=folder,
                          capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0 and "is a parameter set: " in done.stderr, done.stderr

    check_closure_page(folder)


def check_closure_page(folder: pathlib.Path) -> None:
    """The tables that docs/formats/closure.md shows are read, and survive --force."""
    page = (ROOT / "docs/formats/closure.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```csv\n")[1:]]
    pack = folder / "models/cities/small"
    (pack / "closure.csv").write_text(blocks[-2], encoding="utf-8")
    (pack / "closure-sources.csv").write_text(blocks[-1], encoding="utf-8")
    done = new_city(folder, "small", pack / "city.csv", "--force")
    assert done.returncode == 0, done.stderr
    done = subprocess.run([TANLU, "closure", "scenarios/cities/small/no-policy.yaml"], cwd=folder,
                          capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "mean-trip-distance" in done.stdout and "metro-trips" in done.stdout, done.stdout


def check_sources_of_shipped() -> None:
    """Each source of a shipped table is used in it."""
    for name in CITIES:
        folder = ROOT / "models" / "cities" / name
        with open(folder / "city.csv", encoding="utf-8") as file:
            used = {key for row in csv.DictReader(file) for key in row["source"].split("+")}
        with open(folder / "sources.csv", encoding="utf-8") as file:
            assert {row["key"] for row in csv.DictReader(file)} <= used, name


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tree(folder)
        check_shipped(folder)
        check_test_city(folder)
        check_refused(folder)
        check_small_city(folder)
    check_sources_of_shipped()


main()
