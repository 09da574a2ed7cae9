"""docs/reference/parameters.md is what the program says.

Usage: check_reference.py [--update] TANLU
"""
import pathlib
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "reference" / "parameters.md"

*options, program = sys.argv[1:]
command = [program, "describe", "keys", "--format", "markdown"]
said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
if "--update" in options:
    PAGE.write_text(said, encoding="utf-8")
if PAGE.read_text(encoding="utf-8") != said:
    sys.exit("docs/reference/parameters.md: error: not what the program says; make it anew:\n"
             "  tanlu describe keys --format markdown > docs/reference/parameters.md")
print("cli: docs/reference/parameters.md is what the program says")
