"""Runs a Python test script, or skips it (status 77) where something it needs is missing.

Usage: run_script.py --imports=a;b --programs=c;d SCRIPT [ARGUMENT]...
"""
import importlib.util
import pathlib
import runpy
import shutil
import sys

SKIPPED = 77


def names(option: str, expected: str) -> list[str]:
    key, _, value = option.partition("=")
    if key != expected:
        sys.exit(__doc__)
    return [name for name in value.split(";") if name]


def main() -> None:
    imports = names(sys.argv[1], "--imports")
    programs = names(sys.argv[2], "--programs")
    script, arguments = sys.argv[3], sys.argv[4:]

    missing = [f"Python module {name}" for name in imports if not importlib.util.find_spec(name)]
    missing += [f"program {name}" for name in programs if not shutil.which(name)]
    if missing:
        print(f"skipped: not here: {', '.join(missing)} (tools/setup.sh installs it)")
        sys.exit(SKIPPED)

    sys.argv = [script, *arguments]
    sys.path.insert(0, str(pathlib.Path(script).parent))
    runpy.run_path(script, run_name="__main__")


main()
