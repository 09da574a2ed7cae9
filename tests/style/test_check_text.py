"""The check of text rules finds each violation of a tree made to violate it."""
import pathlib
import subprocess
import sys
import tempfile

TOOL = pathlib.Path(__file__).resolve().parent / "check_text.py"

FILES = {
    "src/long.cpp": b"int x;\n" * 501,
    "src/wide.cpp": b"//" + b"x" * 99 + b"\n",
    "src/blank.cpp": b"int x; \n\tint y;\n",
    "tools/path.sh": b"#!/bin/sh\ncat /home/somebody/file /usr/share/file\n",
    "tools/broken": b"#!/usr/bin/env bash\nif true; then\n",
    "scenarios/broken.yaml": b"a: [1, 2\nb: 3\n",
    "docs/bytes.md": b"caf\xe9\n",
    "docs/paths.md": b"see /" b"root/x, but not https://example.org/work/x nor ../work/x\n",
    "src/fine.cpp": b"int x;\n",
}
EXPECTED = [
    "docs/bytes.md: error: not UTF-8",
    "docs/paths.md:1: error: path of one machine '/root'",
    "scenarios/broken.yaml: error: no YAML",
    "src/blank.cpp:1: error: blank at the end",
    "src/blank.cpp:2: error: tab",
    "src/long.cpp: error: 501 lines",
    "src/wide.cpp:1: error: 101 columns",
    "tools/broken: error: ",
    "tools/path.sh:2: error: path of one machine '/home/somebody'",
]

with tempfile.TemporaryDirectory() as folder:
    for name, content in FILES.items():
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    run = subprocess.run(
        [sys.executable, TOOL, folder], capture_output=True, text=True, check=False
    )

output = run.stdout + run.stderr
errors = [line for line in output.splitlines() if ": error: " in line]
for error, start in zip(errors, EXPECTED):
    assert error.startswith(start), f"expected '{start}...', got '{error}'"
assert len(errors) == len(EXPECTED), f"expected {len(EXPECTED)} errors, got:\n{output}"
assert run.returncode == 1, f"status {run.returncode} in spite of violations"
print(f"style: {len(errors)} planted violations found")
