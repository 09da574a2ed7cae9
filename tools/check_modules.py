#!/usr/bin/env python3
"""Checks that modules depend only downwards, by what the sources include and name.

Usage: tools/check_modules.py [ROOT]

ROOT is the top of the repository (default: where this script lies). Prints one line per violation,
`file:line: error: ...`, and ends with status 1 when there is one.
"""
import pathlib
import re
import sys

# The public headers, include/tanlu/: any module may include them, they include no module.
PUBLIC = "tanlu"
# Who may include whom, lowest module first, besides itself and the public headers: modules, or one
# header where the rest of its module would be too much.
MAY_INCLUDE = {
    "base": "",
    "units": "base",
    "lanes": "base",
    "sampling": "base lanes",
    "statistics": "base lanes",
    "parameters": "base",
    "schema": "base units sampling/distribution.hpp parameters lanes/series_rules.hpp",
    "config": "base units lanes parameters schema",
    "model": "base lanes parameters",
    "region": "base lanes parameters model",
    "plan": "base units lanes parameters schema config model region",
    "levers": "base units lanes parameters schema config model region plan",
    "study": "base units lanes sampling parameters schema config model region plan levers",
    "results": "base",
    "engine": "base units lanes parameters schema config model region plan levers results",
    "indicators": "base units parameters schema config model/outputs.hpp "
    "model/decomposition.hpp results",
    "comparison": "base parameters schema config model results indicators",
    "ensemble": "base lanes statistics parameters config model region plan levers study engine "
    "indicators",
    "perturb": "base lanes parameters schema config model region plan levers study ensemble",
    "calibration": "base units lanes parameters schema config model region plan levers study "
    "ensemble perturb",
    "migration": "base parameters schema config study perturb calibration",
    "hindcast": "base units statistics parameters schema config study results engine ensemble",
    "explain": "base parameters schema config model plan levers study results engine ensemble "
    "perturb",
    "io": "base units statistics parameters schema config region plan levers study results engine "
    "indicators ensemble",
    "cities": "base units lanes parameters schema config io/pending_file.hpp",
    "closure": "base units sampling statistics parameters schema config plan results engine cities",
    "driver": "base statistics study ensemble io",
    "api": "config levers results engine io",
    "cli": "base units lanes sampling statistics parameters schema config model region plan levers "
    "study results engine indicators comparison ensemble perturb calibration migration hindcast "
    "explain io cities closure driver",
    "mpi": "base config levers study ensemble io driver cli",
}

# What only some modules may include or name: headers, names, modules, why. Sampling names Eigen in
# one file, for its dense solvers.
RESERVED = [
    (r"(unsupported/)?Eigen/.*", r"Eigen::", {"lanes", "sampling", "calibration"},
     "Eigen stays behind Lanes, designs and fits"),
    (r"boost/.*", r"boost::", {"sampling", "statistics"},
     "Boost stays behind distributions, designs and intervals"),
    (r"yaml-cpp/.*", r"YAML::", {"schema"}, "YAML stays behind the schema"),
    (r"hdf5(_hl)?\.h|H5\w*\.h", r"H5[A-Z]{1,2}[a-z]\w*\(|hid_t", {"io"}, "HDF5 stays behind io"),
    (r"mpi\.h", r"MPI_\w+", {"mpi"}, "MPI stays behind its program"),
    (r"CLI/.*", r"CLI::", {"cli", "mpi"}, "the command line is the programs'"),
]
# What the science must not include or name, whatever else is allowed.
SCIENCE = {"sampling", "model", "region", "levers"}
NOT_SCIENCE = (
    r"iostream|fstream|cstdio|stdio\.h|filesystem|thread|mutex|atomic|future|omp\.h|mpi\.h",
    r"#\s*pragma\s+omp|std::(cout|cerr|thread|mutex|async)",
)

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
COMMENT_OR_TEXT = re.compile(r'//.*|"(\\.|[^"\\])*"')
SOURCES = {".hpp", ".cpp", ".h", ".cc", ".ipp"}


def wrong_include(module: str, quote: str, header: str, root: pathlib.Path) -> str | None:
    """What is wrong with `module` including `header`; None when nothing is."""
    for headers, _, owners, why in RESERVED:
        if re.fullmatch(headers, header) and module not in owners:
            return f"only {' and '.join(sorted(owners))} may include {header} ({why})"
    if module in SCIENCE and re.fullmatch(NOT_SCIENCE[0], header):
        return f"{module} may not include {header} (no input, output or threads in the science)"

    if ".." in header.split("/"):
        return f"{header} climbs up (paths start at src/)"
    first, slash, _ = header.partition("/")
    if slash and first in MAY_INCLUDE:
        allowed = [*MAY_INCLUDE.get(module, "").split(), module]
        if first not in allowed and header not in allowed:
            return f"{module} may not include {header} (only {', '.join(allowed)})"
        if not (root / "src" / header).is_file():
            return f"{header} is not in src/"
    elif quote == '"' and first != PUBLIC:
        return f'{header} names no module (write "module/file.hpp": paths start at src/)'
    return None


def wrong_name(module: str, line: str) -> str | None:
    """What is wrong with the names that `module` uses in `line`; None when nothing is."""
    code = COMMENT_OR_TEXT.sub("", line)
    for _, names, owners, why in RESERVED:
        found = re.search(rf"\b({names})", code)
        if found and module not in owners:
            return f"only {' and '.join(sorted(owners))} may name {found[0].rstrip('(')} ({why})"
    found = re.search(NOT_SCIENCE[1], code)
    if module in SCIENCE and found:
        return f"{module} may not use {found[0]} (no input, output or threads in the science)"
    return None


def check(root: pathlib.Path) -> list[str]:
    problems = []
    folders = [path for path in (root / "src").iterdir() if path.is_dir()]
    folders += [path for path in [root / "include" / PUBLIC] if path.is_dir()]
    for folder in sorted(folders):
        module = folder.name
        if module not in MAY_INCLUDE and module != PUBLIC:
            place = folder.relative_to(root)
            problems.append(f"{place}: error: unknown module (declare it in check_modules.py)")
            continue
        for source in sorted(path for path in folder.rglob("*") if path.suffix in SOURCES):
            for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
                include = INCLUDE.match(line)
                if include:
                    problem = wrong_include(module, include[1], include[2], root)
                else:
                    problem = wrong_name(module, line)
                if problem:
                    problems.append(f"{source.relative_to(root)}:{number}: error: {problem}")
    return problems


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent.parent
    if len(sys.argv) > 1:
        root = pathlib.Path(sys.argv[1])
    problems = check(root)
    print(*problems, sep="\n", end="\n" if problems else "")
    if problems:
        sys.exit(1)
    print(f"modules: {len(MAY_INCLUDE)} modules depend only downwards")


if __name__ == "__main__":
    main()
