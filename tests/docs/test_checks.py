"""The checks of the docs can fail: each complaint is provoked once."""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def call(script: str, *arguments) -> tuple[int, str]:
    command = [sys.executable, HERE / script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def complains(text: str, script: str, *arguments) -> None:
    status, printed = call(script, *arguments)
    assert status == 1 and text in printed, (text, status, printed)
    assert "Traceback" not in printed, printed


def tree(folder: pathlib.Path, page: str, comment: str = "") -> pathlib.Path:
    for name, text in {"docs/references.bib": "@misc{Known, title = {A}}\n",
                       "docs/theory/one.md": "# §1 One\n\n## 1.1 Part\n",
                       "README.md": page, "src/a.hpp": comment}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def check_links(folder: pathlib.Path) -> None:
    good = tree(folder, "[a](docs/theory/one.md#11-part) [b](#c)\n\n# C\n\n```\n[x](none)\n```\n",
                "// §1.1, S:Known\n")
    status, printed = call("check_links.py", good)
    assert status == 0, printed
    complains("link to 'none.md', which is not there", "check_links.py",
              tree(folder, "[a](none.md)\n"))
    complains("has no such heading", "check_links.py",
              tree(folder, "[a](docs/theory/one.md#12-part)\n"))
    complains("S:Unknown is not in", "check_links.py", tree(folder, "", "// S:Unknown\n"))
    complains("§1.2 is no section", "check_links.py", tree(folder, "", "// §1.2\n"))


def check_guide(folder: pathlib.Path) -> None:
    program = folder / "tanlu"
    program.write_text("#!/bin/sh\necho 'peak  1075 Mt in 2026'\necho 'near zero: no'\n"
                       "exit ${1:-0}\n",
                       encoding="utf-8")
    program.chmod(0o755)
    page = folder / "page.md"

    def write(command: str, output: str, marker: str = "test") -> None:
        page.write_text(f"<!-- {marker} -->\n```sh\n{command}\n```\n<!-- output -->\n```text\n"
                        f"{output}```\n", encoding="utf-8")

    write("tanlu", "peak 7 Mt in 2030\n...\n")
    status, printed = call("run_guide.py", program, page)
    assert status == 0, printed
    status, printed = call("run_guide.py", "--update", program, page)
    assert status == 0 and "peak  1075 Mt in 2026\n...\n" in page.read_text(encoding="utf-8")
    write("tanlu 2", "peak 7 Mt in 2030\nnear ...\n", "test: exit 2")
    status, printed = call("run_guide.py", program, page)
    assert status == 0, printed

    write("tanlu", "summit 7 Mt in 2030\n...\n")
    complains("the page shows", "run_guide.py", program, page)
    write("tanlu", "peak 7 Mt in 2030\n")
    complains("more is printed than shown: near zero", "run_guide.py", program, page)
    write("tanlu 3", "...\n")
    complains("status 3 instead of 0", "run_guide.py", program, page)
    page.write_text("<!-- test -->\n```sh\ntrue\n```\n<!-- from: LICENSE -->\n```text\n"
                    "no such line\n```\n", encoding="utf-8")
    complains("this is no longer in LICENSE", "run_guide.py", program, page)
    page.write_text("<!-- test -->\nno block\n", encoding="utf-8")
    complains("no fenced block", "run_guide.py", program, page)
    page.write_text("nothing\n", encoding="utf-8")
    complains("nothing in the page is run", "run_guide.py", program, page)


with tempfile.TemporaryDirectory() as place:
    check_links(pathlib.Path(place) / "links")
with tempfile.TemporaryDirectory() as place:
    check_guide(pathlib.Path(place))
print("docs: the checks can fail")
