#!/usr/bin/env bash
# Installs the Debian packages that building, running and testing Tanlu needs.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: tools/setup.sh [OPTION]...

Installs the Debian 12 packages that Tanlu needs, as root or through sudo. Asks nothing, and does
nothing when every package is there already.

  --build-only        only what building and running needs; tests that need more are skipped
  --with-sanitizers   also clang and its OpenMP tools, for the presets asan and tsan
  --with-checks       also clang-format, clang-tidy, shellcheck and yamllint, for tools/check.sh
  --with-coverage     also gcovr, for the preset coverage
  --with-bench        also Google Benchmark and numpy, for the presets bench and bench-v4
  --with-mpi          also Open MPI, for the preset mpi
  --with-cluster      also Slurm and Open MPI, for the tests labelled slurm and mpi
  --verbose           show what apt-get prints; without it only when it fails
  --list              print the names of the packages and stop
  -h, --help          print this text and stop

Example: tools/setup.sh --with-sanitizers
TEXT
}

# What builds the program and its test programs.
build_packages=(
    git g++ cmake ninja-build
    libeigen3-dev libyaml-cpp-dev libhdf5-dev zlib1g-dev libdeflate-dev libfmt-dev
    libboost-dev libcli11-dev nlohmann-json3-dev catch2
)
# What the tests use besides: the tools with which people open our results.
test_packages=(
    python3 python3-h5py python3-xarray python3-netcdf4 python3-h5netcdf python3-pandas
    python3-matplotlib python3-jsonschema python3-yaml
    netcdf-bin hdf5-tools udunits-bin libudunits2-dev
    fonts-noto-cjk
)
sanitizer_packages=(clang libomp-14-dev llvm-14)
check_packages=(clang-format clang-tidy shellcheck yamllint)
coverage_packages=(gcovr)
mpi_packages=(openmpi-bin libopenmpi-dev)
cluster_packages=(slurm-wlm slurm-wlm-basic-plugins munge libpmix2 iproute2 util-linux)
bench_packages=(libbenchmark-dev python3 python3-numpy)

say() { printf 'setup: %s\n' "$*"; }
fail() {
    printf 'setup: error: %s\n' "$*" >&2
    exit 1
}

packages=("${build_packages[@]}")
extra=()
with_tests=yes
list_only=no
verbose=no
for option in "$@"; do
    case "$option" in
        --build-only) with_tests=no ;;
        --with-sanitizers) extra+=("${sanitizer_packages[@]}") ;;
        --with-checks) extra+=("${check_packages[@]}") ;;
        --with-coverage) extra+=("${coverage_packages[@]}") ;;
        --with-bench) extra+=("${bench_packages[@]}") ;;
        --with-mpi) extra+=("${mpi_packages[@]}") ;;
        --with-cluster) extra+=("${mpi_packages[@]}" "${cluster_packages[@]}") ;;
        --verbose) verbose=yes ;;
        --list) list_only=yes ;;
        -h | --help) usage && exit 0 ;;
        *) usage >&2 && fail "unknown option '$option'" ;;
    esac
done
[[ $with_tests == no ]] || packages+=("${test_packages[@]}")
packages+=("${extra[@]}")

if [[ $list_only == yes ]]; then
    printf '%s\n' "${packages[@]}"
    exit 0
fi

command -v apt-get > /dev/null ||
    fail "apt-get is not here (this script is for Debian; elsewhere install: ${packages[*]})"

is_installed() {
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2> /dev/null) == installed ]]
}

missing=()
for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
    say "all ${#packages[@]} packages are installed already"
    exit 0
fi

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo > /dev/null ||
        fail "not root and sudo is not here (run as root: apt-get install ${missing[*]})"
    as_root=(sudo)
    [[ -t 0 ]] || as_root+=(--non-interactive) # nobody could answer a password prompt
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt_get() {
    local command=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
        apt-get --quiet --assume-yes -o Dpkg::Use-Pty=0 "$@")
    if [[ $verbose == yes ]]; then
        "${command[@]}"
    elif ! "${command[@]}" > "$log" 2>&1; then
        tail -n 30 "$log" >&2
        fail "apt-get $1 failed"
    fi
}

say "installing ${#missing[@]} of ${#packages[@]} packages: ${missing[*]}"
[[ ${#as_root[@]} -eq 0 ]] || "${as_root[@]}" true # any question for a password is asked here
exec < /dev/null
apt_get update
apt_get install --no-install-recommends "${missing[@]}"
say "done"
