"""docs/reference/levers.md is what the program says. Usage: check_reference.py [--update] TANLU"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "reference" / "levers.md"

*options, program = sys.argv[1:]
command = [program, "describe", "levers", "--format", "markdown"]
said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
if "--update" in options:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(said, encoding="utf-8")
if PAGE.read_text(encoding="utf-8") != said:
    sys.exit("docs/reference/levers.md: error: not what the program says; make it anew:\n"
             "  tanlu describe levers --format markdown > docs/reference/levers.md")
print("docs: docs/reference/levers.md is what the program says")
