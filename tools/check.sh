#!/usr/bin/env bash
# Checks formatting and habits of what was changed, offline. Changes nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
    cat <<'TEXT'
Usage: tools/check.sh [OPTION]...

Runs clang-format, clang-tidy, shellcheck, yamllint and the text rules of tests/style over the files
that were changed or added. A tool that is not installed is skipped with a message.

  --since REF    also what was committed since REF, e.g. --since origin/main
  --all          every file of the repository
  --build DIR    where compile_commands.json lies (default: build/dev, else build/release)
  --no-tidy      leave out clang-tidy, which takes a few seconds a file
  -h, --help     print this text and stop

`tools/setup.sh --with-checks` installs the tools. Status 1 when something is wrong.
TEXT
}

since=HEAD
all=no
tidy=yes
build=
while [[ $# -gt 0 ]]; do
    case "$1" in
        --since) since=${2:?--since needs a commit} && shift ;;
        --all) all=yes ;;
        --build) build=${2:?--build needs a folder} && shift ;;
        --no-tidy) tidy=no ;;
        -h | --help) usage && exit 0 ;;
        *) usage >&2 && exit 1 ;;
    esac
    shift
done

list_files() { # the files to check whose names match the patterns
    if [[ $all == yes ]]; then
        git ls-files -- "$@"
    else
        git diff --name-only --diff-filter=d "$since" -- "$@"
        git ls-files --others --exclude-standard -- "$@"
    fi | sort -u
}

failures=0
run() { # run NAME COMMAND...: one check
    local name=$1
    shift
    if ! command -v "$1" > /dev/null; then
        echo "check: $name: skipped ($1 is not installed)"
    elif "$@"; then
        echo "check: $name: fine"
    else
        echo "check: $name: WRONG"
        failures=$((failures + 1))
    fi
}

mapfile -t cpp_files < <(list_files '*.cpp' '*.hpp' ':!tests/modules/violations')
mapfile -t units < <(list_files 'src/*.cpp' 'tests/*.cpp' ':!tests/modules/violations')
mapfile -t shell_files < <(list_files '*.sh' '.ci/run')
mapfile -t yaml_files < <(list_files '*.yaml' '*.yml' 'CITATION.cff' ':!tests/**/bad/**' \
    ':!tests/**/errors/**')

if [[ ${#cpp_files[@]} -gt 0 ]]; then
    run clang-format clang-format --dry-run --Werror "${cpp_files[@]}"
fi
if [[ $tidy == yes && ${#units[@]} -gt 0 ]]; then
    for folder in build/dev build/release; do
        [[ -n $build || ! -f $folder/compile_commands.json ]] || build=$folder
    done
    if [[ -n $build ]]; then
        run clang-tidy clang-tidy --quiet -p "$build" "${units[@]}"
    else
        echo "check: clang-tidy: skipped (no build yet: cmake --preset dev)"
    fi
fi
if [[ ${#shell_files[@]} -gt 0 ]]; then
    run shellcheck shellcheck "${shell_files[@]}"
fi
if [[ ${#yaml_files[@]} -gt 0 ]]; then
    run yamllint yamllint --strict --config-file .yamllint "${yaml_files[@]}"
fi
run "text rules" /usr/bin/python3 -B tests/style/check_text.py
run modules /usr/bin/python3 -B tools/check_modules.py

[[ $failures -eq 0 ]] || exit 1
