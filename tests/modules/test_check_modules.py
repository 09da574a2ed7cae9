"""The check of module dependencies finds each violation of a tree made to violate it."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOOL = HERE.parent.parent / "tools" / "check_modules.py"

sys.dont_write_bytecode = True
sys.path.insert(0, str(TOOL.parent))
import check_modules  # noqa: E402

# The rules themselves: a module may include only those listed above it.
above: list[str] = []
for module, allowed in check_modules.MAY_INCLUDE.items():
    upwards = {name.split("/")[0] for name in allowed.split()} - set(above)
    assert not upwards, f"{module} may include {upwards}, which do not lie below it"
    above.append(module)

run = subprocess.run(
    [sys.executable, TOOL, HERE / "violations"], capture_output=True, text=True, check=False
)
expected = (HERE / "violations" / "expected.txt").read_text(encoding="utf-8")
assert run.stdout == expected, f"expected:\n{expected}\ngot:\n{run.stdout}{run.stderr}"
assert run.returncode == 1, f"status {run.returncode} in spite of violations"
print(f"modules: {len(expected.splitlines())} planted violations found")
