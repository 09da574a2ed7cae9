"""tanlu migrate: exit codes, files, links, backups; warnings of old files, and results that stay.

Usage: test_migrate.py TANLU
"""
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
PROGRAM = sys.argv[1]
FILES = ("base.yaml", "delayed.yaml", "packages/sales.yaml", "flow.yaml", "study.yaml",
         "fitted.yaml", "fit.yaml")


def tanlu(*args, code=0, cwd=ROOT):
    run = subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, cwd=cwd,
                         check=False)
    assert run.returncode == code, f"{args}: exit code {run.returncode}, not {code}\n{run.stderr}"
    return run


def corpus(folder, name="format-1"):
    """Old files in a folder of their own, with the pack they need."""
    shutil.copytree(DATA / "minipack", folder / "minipack")
    shutil.copytree(DATA / name, folder / "files")
    return folder / "files"


def snapshot(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def check_in_place(folder):
    old = corpus(folder)
    before = snapshot(folder)
    names = [old / name for name in FILES]
    listed = tanlu("migrate", "--check", *names, code=4).stdout
    assert snapshot(folder) == before, "--check wrote something"
    assert "  +    2: format: 2\n  -   11: 'delay'  :  10   # years\n" in listed, listed
    assert "  +   12: 'package-delay'  :  10   # years\n" in listed, listed

    os.chmod(names[0], 0o640)
    assert tanlu("migrate", *names).stdout == listed
    for name, path in zip(FILES, names):
        assert path.read_bytes() == (DATA / "format-2" / name).read_bytes(), name
        backup = path.with_name(path.name + ".bak")
        assert backup.read_bytes() == before[path], f"{backup} is not the file as it was"
    assert stat.S_IMODE(names[0].stat().st_mode) == 0o640, "permissions changed"
    assert not list(folder.rglob("*.tmp")), "a temporary file was left"

    after = snapshot(folder)
    done = tanlu("migrate", *names).stdout
    assert done.count("nothing to migrate (format 2)") == len(FILES), done
    assert snapshot(folder) == after, "the second migration wrote something"
    assert "nothing to migrate" in tanlu("migrate", "--check", *names).stdout


def check_packs(folder):
    corpus(folder)
    header = folder / "minipack" / "pack.yaml"
    new_text = header.read_bytes()
    old_text = new_text.replace(b"format: 2\n", b"")
    assert old_text != new_text
    header.write_bytes(old_text)
    tanlu("migrate", "--check", folder / "minipack", code=4)
    tanlu("migrate", "--check", header, code=4)
    tanlu("migrate", "--no-backup", folder / "minipack")
    assert header.read_bytes() == new_text
    assert not list(folder.rglob("*.bak"))
    told = tanlu("migrate", folder / "minipack" / "drivers.yaml", code=2).stderr
    assert "this file is no scenario, package, " in told and "drivers.yaml:" in told
    (folder / "minipack" / "drivers.yaml").write_text(
        "format: 2\n" + (folder / "minipack" / "drivers.yaml").read_text(encoding="utf-8"),
        encoding="utf-8")
    told = tanlu("check", folder / "minipack", code=2).stderr
    assert "drivers.yaml:1:1: error: 'format' in a part of a pack" in told, told


def check_output(folder):
    old = corpus(folder)
    before = snapshot(folder)
    expected = (DATA / "format-2" / "delayed.yaml").read_text(encoding="utf-8")
    shown = tanlu("migrate", old / "delayed.yaml", "--output", "-")
    assert shown.stdout == expected and "+   12: 'package-delay'" in shown.stderr
    tanlu("migrate", old / "delayed.yaml", "-o", folder / "new.yaml")
    assert (folder / "new.yaml").read_text(encoding="utf-8") == expected
    (folder / "new.yaml").unlink()
    assert snapshot(folder) == before
    taken = tanlu("migrate", old / "delayed.yaml", "-o", old / "base.yaml", code=3).stderr
    assert "exists" in taken, taken
    tanlu("migrate", old / "base.yaml", old / "flow.yaml", "-o", folder / "x.yaml", code=1)
    tanlu("migrate", "--check", old / "base.yaml", "-o", folder / "x.yaml", code=1)
    tanlu("migrate", folder / "minipack", "-o", folder / "x.yaml", code=1)
    tanlu("migrate", code=1)
    assert snapshot(folder) == before


def check_refusals(folder):
    """Whatever goes wrong, no file is lost or half changed."""
    old = corpus(folder)
    path = old / "delayed.yaml"
    text = path.read_bytes()

    os.chmod(path, 0o444)
    told = tanlu("migrate", path, code=3).stderr
    assert "delayed.yaml': it is read-only" in told, told
    tanlu("migrate", "--check", path, code=4)
    os.chmod(path, 0o644)

    backup = old / "delayed.yaml.bak"
    backup.write_text("mine", encoding="utf-8")
    told = tanlu("migrate", path, code=3).stderr
    assert "is not overwritten" in told and "--no-backup" in told, told
    assert backup.read_text(encoding="utf-8") == "mine"
    backup.unlink()

    (old / "bad.yaml").write_text("scenario: bad\npolices: []\n", encoding="utf-8")
    done = tanlu("migrate", old / "bad.yaml", path, code=2)
    assert "bad.yaml:2:1: error: unknown key 'polices'" in done.stderr, done.stderr
    assert (old / "bad.yaml").read_text(encoding="utf-8") == "scenario: bad\npolices: []\n"
    assert path.read_bytes() == (DATA / "format-2" / "delayed.yaml").read_bytes()  # the other one

    path.write_bytes(text)
    backup.unlink()
    os.symlink("delayed.yaml", old / "link.yaml")
    tanlu("migrate", old / "link.yaml")
    assert (old / "link.yaml").is_symlink() and not path.is_symlink()
    assert path.read_bytes() == (DATA / "format-2" / "delayed.yaml").read_bytes()
    assert backup.read_bytes() == text

    both = "format: 2\nscenario: both\ntitle: {en: Both}\nextends: base.yaml\n" \
           "packages: [packages/sales.yaml]\ndelay: 1\npackage-delay: 2\n"
    (old / "both.yaml").write_text(both, encoding="utf-8")
    for command in (["check"], ["run"], ["migrate"]):
        told = tanlu(*command, old / "both.yaml", code=2).stderr
        assert "both.yaml:6:1: error: 'delay' is the former name of 'package-delay'" in told, told
    newer = "format: 3\nscenario: newer\nnews: 1\n"
    (old / "newer.yaml").write_text(newer, encoding="utf-8")
    for command in (["check"], ["run"], ["migrate", "--check"]):
        told = tanlu(*command, old / "newer.yaml", code=2).stderr
        assert "newer.yaml:1:9: error: format 3 is newer than this Tanlu" in told, told
        assert "reads formats 1 to 2" in told and "news" not in told, told


def check_warnings_and_results(folder):
    """Old and new files give the same numbers; the old ones say what is old, once."""
    old = corpus(folder)
    scenarios = [old / "delayed.yaml", old / "flow.yaml"]
    former = "'delay' is the former name of 'package-delay'"
    age = "warning: the file is of format 1"
    told = tanlu("check", *scenarios)
    # Two scenarios, their parent and their package: each once.
    assert told.stderr.count(age) == 4, told.stderr
    assert told.stderr.count(former) == 2, told.stderr
    assert "delayed.yaml:11:1: warning: " + former in told.stderr, told.stderr
    run = tanlu("run", *scenarios, "--format", "csv", "-o", folder / "old.h5")
    assert run.stderr.count(age) == 4 and run.stderr.count(former) == 2, run.stderr
    assert "former name" in tanlu("show", scenarios[0]).stderr
    assert tanlu("diff", *scenarios).stderr.count(age) == 4
    ensemble = tanlu("ensemble", old / "study.yaml", "-o", folder / "old", "--quiet", "--format",
                     "csv")
    assert "'condition.on' is the former name of 'condition.statistics'" in ensemble.stderr
    sample = tanlu("sample", old / "study.yaml", "--values", "-o", folder / "old.csv")
    assert "former name of 'inputs.pair.paired.of'" in sample.stderr, sample.stderr

    tanlu("migrate", "--no-backup", *[old / name for name in FILES])
    assert tanlu("check", *scenarios).stderr == ""
    again = tanlu("run", *scenarios, "--format", "csv", "-o", folder / "new.h5")
    assert again.stderr == "" and again.stdout == run.stdout.replace("old.h5", "new.h5")
    after = tanlu("ensemble", old / "study.yaml", "-o", folder / "new", "--quiet", "--format",
                  "csv")
    assert after.stderr == "" and after.stdout == ensemble.stdout
    tanlu("sample", old / "study.yaml", "--values", "-o", folder / "new.csv")
    assert (folder / "new.csv").read_bytes() == (folder / "old.csv").read_bytes()
    same_numbers(folder / "old.h5", folder / "new.h5")
    same_numbers(folder / "old" / "study.h5", folder / "new" / "study.h5")
    # Results made from old files are read without a word about them.
    assert tanlu("reproduce", folder / "old" / "study.h5", "--samples", "8").stderr == ""


def same_numbers(one, other):
    import h5py
    import numpy as np
    with h5py.File(one) as first, h5py.File(other) as second:
        names = []
        first.visititems(lambda name, item: names.append(name)
                         if isinstance(item, h5py.Dataset) else None)
        numbers = 0
        for name in names:
            assert name in second, name
            if first[name].dtype.kind not in "fiu":
                continue
            assert first[name][()].tobytes() == second[name][()].tobytes(), name
            numbers += np.size(first[name][()])
        assert numbers > 1000, numbers


def check_shipped_files():
    files = sorted((ROOT / "scenarios").rglob("*.yaml")) + [ROOT / "models" / "china"]
    assert len(files) > 15
    tanlu("migrate", "--check", *files)


CHECKS = [check_in_place, check_packs, check_output, check_refusals, check_warnings_and_results]
for check in CHECKS:
    with tempfile.TemporaryDirectory() as place:
        check(pathlib.Path(place))
check_shipped_files()
print(f"migrate: {len(CHECKS) + 1} checks passed")
