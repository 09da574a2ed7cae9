"""What README.md tells people to type and read is there.

* both commands are found by tools/readme_command.sh and pass `bash -n`;
* every script, scenario and preset that a command names exists, as does the program's place.
"""
import json
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def presets() -> set[str]:
    text = (ROOT / "CMakePresets.json").read_text(encoding="utf-8")
    return {preset["name"] for preset in json.loads(text)["configurePresets"]}


def check_command(name: str) -> list[str]:
    tool = [ROOT / "tools" / "readme_command.sh", name]
    command = subprocess.run(tool, capture_output=True, text=True, check=True).stdout
    subprocess.run(["bash", "-n", "-c", command], check=True)

    problems = []
    words = shlex.split(command, comments=True)
    for before, word in zip(["", *words], words):
        if before == "-o":
            continue  # what the command makes
        if before == "--preset" and word not in presets():
            problems.append(f"preset '{word}' is not in CMakePresets.json")
        if word.startswith("./build/"):
            preset = word.split("/")[2]
            if preset not in presets() or not word.endswith("/bin/tanlu"):
                problems.append(f"'{word}' is not where a preset puts the program")
        elif "/" in word and not list(ROOT.glob(word)):
            problems.append(f"'{word}' matches no file")
    return [f"README.md: error: command '{name}': {problem}" for problem in problems]


problems = check_command("run") + check_command("test")
if problems:
    print(*problems, sep="\n")
    sys.exit(1)
print("docs: the commands lead somewhere")
