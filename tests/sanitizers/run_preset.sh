#!/usr/bin/env bash
# Configures, builds and tests a sanitizer preset. Usage: run_preset.sh asan|tsan
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
preset=$1

skip() {
    echo "skipped: $* (tools/setup.sh --with-sanitizers installs it)"
    exit 77
}
command -v clang++ > /dev/null || skip "clang++ is not here"
if [[ $preset == tsan ]]; then
    archer=$(sed -n 's/.*"OMP_TOOL_LIBRARIES": "\(.*\)".*/\1/p' CMakePresets.json)
    [[ -f $archer ]] || skip "$archer is not here"
fi

cmake --preset "$preset"
cmake --build --preset "$preset"
exec ctest --preset "$preset"
