"""Does what a page of the guide tells its readers to do, and holds its output against the page.

Usage: run_guide.py [--update] TANLU PAGE...

In a copy of models/, scenarios/ and tools/, with the program TANLU first on PATH, in the order of
each page (a page starts afresh):

    <!-- test -->           the block below is run, sh by bash, python by this Python; status 0
    <!-- test: exit 2 -->   likewise; the status given
    <!-- run: COMMAND -->   a command that the page does not show, for an output that it does
    <!-- file: PATH -->     the block below is written to PATH
    <!-- output -->         the block below is what the last run printed
    <!-- from: PATH -->     the block below is lines of PATH in the repository, at any indentation

A line `...` in an output stands for any lines, one ending in ` ...` for a longer line. Numbers and
the blanks between columns may differ: words, order and layout may not, so that a page survives a
better number. --update writes the numbers of this run into the pages instead of comparing words
only. Ends with status 1 and the first problem of each page.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MARKER = re.compile(r"<!-- (test|run|file|output|from)(?:: (.*?))? -->")
NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
MINUTE = 60


class Problem(Exception):
    """Something that the page says is not so."""


def masked(line: str) -> str:
    return " ".join(NUMBER.sub("#", line).split())


def agrees(shown: str, printed: str) -> bool:
    if shown.endswith(" ..."):
        return masked(printed).startswith(masked(shown[:-4]))
    return masked(shown) == masked(printed)


def renewed(shown: str, printed: str) -> str:
    """The printed line, cut where the shown one is."""
    if not shown.endswith(" ..."):
        return printed.rstrip()
    return printed[: len(shown) - 4].rstrip() + " ..."


def match(shown: list[str], printed: list[str], where: str) -> list[str]:
    """The shown lines with the numbers printed. Raises Problem where they do not agree."""
    result, at, gap = [], 0, False
    for line in shown:
        if line.strip() == "...":
            result.append(line)
            gap = True
            continue
        start = at
        while at < len(printed) and gap and not agrees(line, printed[at]):
            at += 1
        if at == len(printed) or not agrees(line, printed[at]):
            seen = "\n    ".join(printed[start : start + 12])
            raise Problem(f"{where}: error: the page shows\n    {line}\n"
                          f"but printed was\n    {seen}")
        result.append(renewed(line, printed[at]))
        at, gap = at + 1, False
    if at < len(printed) and not gap:
        raise Problem(f"{where}: error: more is printed than shown: {printed[at]}")
    return result


def run(command: list[str], folder: pathlib.Path, status: int, where: str) -> list[str]:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False, timeout=5 * MINUTE)
    if done.returncode != status:
        raise Problem(f"{where}: error: status {done.returncode} instead of {status}\n"
                      f"{done.stdout}")
    return done.stdout.splitlines()


def interpreter(language: str, code: str) -> list[str]:
    if language == "python":
        return [sys.executable, "-c", code]
    return ["bash", "-eu", "-c", code]


def holds(text: str, block: list[str]) -> bool:
    """Whether the lines of a block stand together in a text, wherever they begin."""
    lines = [line.strip() for line in text.splitlines()]
    wanted = [line.strip() for line in block]
    return any(lines[i : i + len(wanted)] == wanted for i in range(len(lines)))


class Page:
    """A page being walked through, line by line."""

    def __init__(self, path: pathlib.Path, folder: pathlib.Path) -> None:
        self.path = path
        self.folder = folder
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.runs = 0

    def block_below(self, at: int) -> tuple[int, int, str]:
        """First and last line of the fenced block below line `at`, without fences; its language."""
        opening = at + 1
        if opening >= len(self.lines) or not self.lines[opening].startswith("```"):
            raise Problem(f"{self.path.name}:{at + 1}: error: no fenced block below the marker")
        closing = self.lines.index("```", opening + 1)
        return opening + 1, closing, self.lines[opening][3:].strip()

    def walk(self) -> None:
        printed: list[str] = []
        at = 0
        while at < len(self.lines):
            marker = MARKER.fullmatch(self.lines[at].strip())
            if marker:
                printed = self.act(at, marker[1], marker[2] or "", printed)
            at += 1
        if not self.runs:
            raise Problem(f"{self.path.name}: error: nothing in the page is run")

    def act(self, at: int, kind: str, argument: str, printed: list[str]) -> list[str]:
        where = f"{self.path.name}:{at + 1}"
        if kind == "run":
            self.runs += 1
            return run(interpreter("sh", argument), self.folder, 0, where)
        first, last, language = self.block_below(at)
        block = self.lines[first:last]
        text = "\n".join(block) + "\n"
        if kind == "file":
            target = self.folder / argument
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        elif kind == "from":
            if not holds((ROOT / argument).read_text(encoding="utf-8"), block):
                raise Problem(f"{where}: error: this is no longer in {argument}")
        elif kind == "output":
            self.lines[first:last] = match(block, printed, where)
        else:
            self.runs += 1
            status = int(argument.removeprefix("exit ")) if argument else 0
            return run(interpreter(language, text), self.folder, status, where)
        return printed


def main() -> None:
    arguments = sys.argv[1:]
    update = "--update" in arguments
    program, *pages = [a for a in arguments if a != "--update"]
    problems = []
    for name in pages:
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place)
            for part in ("models", "scenarios", "tools"):
                shutil.copytree(ROOT / part, folder / part)
            (folder / "bin").mkdir()
            (folder / "bin" / "tanlu").symlink_to(pathlib.Path(program).resolve())
            os.environ["PATH"] = f"{folder / 'bin'}:{os.environ['PATH']}"
            os.environ["TANLU_DATA_DIR"] = str(folder / "models")
            page = Page(ROOT / name, folder)
            try:
                page.walk()
            except Problem as problem:
                problems.append(str(problem))
                continue
            if update:
                page.path.write_text("\n".join(page.lines) + "\n", encoding="utf-8")
    if problems:
        print(*problems, sep="\n")
        sys.exit(1)
    print(f"docs: {', '.join(pages)}: what they say is so")


main()
