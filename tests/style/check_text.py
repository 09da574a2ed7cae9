"""Checks the text rules of the repository, cheaply. Usage: check_text.py [ROOT]

* no absolute path of somebody's machine in a tracked file;
* no source file, header or test above 500 lines;
* no tab, no trailing blank, no line above 100 columns in sources and scripts; UTF-8 throughout;
* every YAML file parses;
* every shell script passes `bash -n`.
Folders of tests named bad/, errors/ or violations/ hold what is wrong on purpose: left out.
Ends with status 1 and one line per violation.
"""
import pathlib
import re
import subprocess
import sys

import yaml

MAX_LINES = 500
MAX_COLUMNS = 100
# Home folders and work folders: /usr, /etc, /tmp are the same on every machine.
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(work/|root\b|home/\w+|Users/\w+)")
CODE = {".hpp", ".cpp", ".py", ".cmake", ".sh"}
BINARY = {".h5", ".nc", ".png", ".svg", ".gz", ".xlsx", ".pdf"}
# Folders of tests whose files are wrong on purpose, by name.
WRONG_ON_PURPOSE = re.compile(r"tests/(.*/)?(bad|errors|violations)/")
# What must name the things that the rules forbid.
EXEMPT = re.compile(r"tests/style/")


def tracked_files(root: pathlib.Path) -> list[str]:
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={root}", "-C", root, "ls-files", "-z"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        names = [name for name in listing.stdout.split("\0") if name]
    else:  # an unpacked archive
        names = [str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()]
        names = [name for name in names if not name.startswith(("build/", ".git/"))]
    return sorted(name for name in names if (root / name).is_file())


def is_shell(name: str, text: str) -> bool:
    return name.endswith(".sh") or bool(re.match(r"#!.*\b(ba)?sh\b", text))


def check_lines(name: str, lines: list[str]) -> list[str]:
    problems = []
    is_code = pathlib.Path(name).suffix in CODE or name.endswith("CMakeLists.txt")
    for number, line in enumerate(lines, 1):
        found = MACHINE_PATH.search(line)
        if found:
            problems.append(f"{name}:{number}: error: path of one machine '{found[0]}'")
        if not is_code:
            continue
        if len(line) > MAX_COLUMNS:
            problems.append(f"{name}:{number}: error: {len(line)} columns (at most {MAX_COLUMNS})")
        if "\t" in line:
            problems.append(f"{name}:{number}: error: tab")
        if line != line.rstrip():
            problems.append(f"{name}:{number}: error: blank at the end of the line")
    if is_code and name.startswith(("src/", "include/", "tests/")) and len(lines) > MAX_LINES:
        problems.append(f"{name}: error: {len(lines)} lines (at most {MAX_LINES}: split it)")
    return problems


def check_file(root: pathlib.Path, name: str) -> list[str]:
    path = root / name
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"{name}: error: not UTF-8 ({error.reason} at byte {error.start})"]
    problems = check_lines(name, text.splitlines())
    if path.suffix in {".yaml", ".yml", ".cff"}:
        try:
            yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError as error:
            problems.append(f"{name}: error: no YAML: {error}")
    if is_shell(name, text):
        run = subprocess.run(["bash", "-n", path], capture_output=True, text=True, check=False)
        if run.returncode != 0:
            problems.append(f"{name}: error: {run.stderr.strip()}")
    return problems


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    if len(sys.argv) > 1:
        root = pathlib.Path(sys.argv[1])
    problems = []
    names = [
        name
        for name in tracked_files(root)
        if pathlib.Path(name).suffix not in BINARY
        and not WRONG_ON_PURPOSE.match(name)
        and not EXEMPT.match(name)
    ]
    for name in names:
        problems += check_file(root, name)
    if problems:
        print(*problems, sep="\n")
        sys.exit(1)
    print(f"style: {len(names)} files keep the text rules")


main()
