"""Every relative link of every Markdown file leads to a file, and to a heading where it names one;
every reference [S:KEY] of texts and comments is in docs/references.bib; every § that a source
comment cites is a section of docs/theory. Usage: check_links.py [ROOT]
"""
import functools
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent.parent
ROOT = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`")
REFERENCE = re.compile(r"\bS:([A-Z][A-Za-z0-9-]*[A-Za-z0-9])")
SECTION = re.compile(r"§(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?")


def tracked(*endings: str) -> list[pathlib.Path]:
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "ls-files", "-z", "--cached",
         "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:  # an unpacked archive
        left_out = {"build", ".git"}
        paths = [p for p in ROOT.rglob("*") if p.relative_to(ROOT).parts[0] not in left_out]
    return sorted(p for p in paths if p.is_file() and p.name.endswith(endings))


def anchor_of(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


@functools.cache
def anchors(page: pathlib.Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {anchor_of(heading) for heading in re.findall(r"^#+ +(.*)$", text, re.MULTILINE)}


def check_links(page: pathlib.Path) -> list[str]:
    problems = []
    text = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        path = page.parent / target if target else page
        if not path.exists():
            problems.append(f"link to '{target}', which is not there")
        elif anchor and path.suffix == ".md" and anchor not in anchors(path):
            problems.append(f"link to '{link}': the page has no such heading")
    return [f"{page.relative_to(ROOT)}: error: {problem}" for problem in problems]


def check_references(known: set[str]) -> list[str]:
    problems = []
    for path in tracked(".md", ".hpp", ".cpp"):
        if path.is_relative_to(ROOT / "tests") and path.suffix == ".md":
            continue
        for key in set(REFERENCE.findall(path.read_text(encoding="utf-8"))) - known - {"KEY"}:
            name = path.relative_to(ROOT)
            problems.append(f"{name}: error: S:{key} is not in docs/references.bib")
    return problems


def check_sections() -> list[str]:
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs/theory").glob("*.md"))
    known = set(re.findall(r"^#+ §?(\d+(?:\.\d+)?)\b", text, re.MULTILINE))
    problems = []
    for path in tracked(".hpp", ".cpp"):
        for match in SECTION.finditer(path.read_text(encoding="utf-8")):
            missing = [number for number in match.groups() if number and number not in known]
            problems += [f"{path.relative_to(ROOT)}: error: §{number} is no section of docs/theory"
                         for number in missing]
    return problems


pages = tracked(".md")
bibliography = (ROOT / "docs/references.bib").read_text(encoding="utf-8")
problems = [problem for page in pages for problem in check_links(page)]
problems += check_references(set(re.findall(r"^@\w+\{([^,]+),", bibliography, re.MULTILINE)))
problems += check_sections()
if problems:
    print(*problems, sep="\n")
    sys.exit(1)
print(f"docs: the links of {len(pages)} pages, references and sections lead somewhere")
