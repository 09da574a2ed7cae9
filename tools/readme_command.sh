#!/usr/bin/env bash
# Prints a command of README.md: the shell block that follows <!-- command: NAME -->.
# What is proven (.ci/run, tools/try_in_chroot.sh, tests/docs) is thereby what the README says.
set -euo pipefail

[[ $# -eq 1 ]] || {
    echo "Usage: tools/readme_command.sh NAME     e.g. tools/readme_command.sh test" >&2
    exit 1
}
readme="$(dirname "${BASH_SOURCE[0]}")/../README.md"
command=$(awk -v marker="<!-- command: $1 -->" '
    !found && $0 == marker { found = 1; next }
    found && !inside && /^```/ { inside = 1; next }
    inside && /^```/ { exit }
    inside { print }
' "$readme")
[[ -n $command ]] || {
    echo "readme_command: error: README.md has no command named '$1'" >&2
    exit 1
}
printf '%s\n' "$command"
