#!/usr/bin/env bash
# Proves the two commands of README.md in a fresh, bare Debian 12, and says how long each step took.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: tools/try_in_chroot.sh [OPTION]...

Makes a minimal Debian 12 in a temporary folder with debootstrap, clones the last commit of this
checkout into it, and runs the README's commands "run" and "test" there, as they stand. Takes the
Debian mirrors and proxies of this machine. Prints the wall time of each step as a table.

  --mirror URL   where to get Debian from (default: as this machine's apt does)
  --only NAME    only this command of the README: run or test
  --keep         leave the folder in place and print where it is
  -h, --help     print this text and stop

Needs root and debootstrap; without them it ends with status 77, which ctest takes as "skipped".
TEXT
}

say() { printf 'chroot: %s\n' "$*"; }
skip() {
    say "skipped: $*"
    exit 77
}

suite=bookworm
mirror=
commands=(run test)
keep=no
arguments=("$@")
while [[ $# -gt 0 ]]; do
    case "$1" in
        --mirror) mirror=${2:?--mirror needs an address} && shift ;;
        --only) commands=("${2:?--only needs run or test}") && shift ;;
        --keep) keep=yes ;;
        -h | --help) usage && exit 0 ;;
        *) usage >&2 && exit 1 ;;
    esac
    shift
done

[[ $(id -u) -eq 0 ]] || skip "not root"
command -v debootstrap > /dev/null || skip "debootstrap is not installed"

# In a mount namespace of its own whatever is mounted below goes away with the script.
if [[ ${TANLU_CHROOT_INSIDE:-} != yes ]]; then
    unshare --mount true 2> /dev/null || skip "no right to make a mount namespace"
    TANLU_CHROOT_INSIDE=yes exec unshare --mount --propagation private "$0" "${arguments[@]}"
fi

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp --directory --tmpdir tanlu-chroot.XXXXXX)
root=$work/debian
clean_up() {
    umount --quiet "$root/dev/shm" "$root/proc" 2> /dev/null || true
    if [[ $keep == yes ]]; then
        say "left in place: $work"
    else
        rm --recursive --force --one-file-system "$work"
    fi
}
trap clean_up EXIT

# This machine's Debian mirrors, one "deb ..." line each; empty where apt has no lists.
debian_sources() {
    local codename format
    # shellcheck disable=SC2016 # the dollar signs are for apt
    format='deb $(REPO_URI) $(RELEASE) $(COMPONENT)'
    for codename in "$suite" "$suite-updates" "$suite-security"; do
        apt-get indextargets --format "$format" 'Created-By: Packages' "Codename: $codename" \
            2> /dev/null || true
    done
}
sources=$(debian_sources | sort --unique)
[[ -z $mirror ]] || sources="deb $mirror $suite main"
if [[ -z $sources ]]; then
    echo "chroot: apt has no lists of $suite here: run 'apt-get update', or give --mirror URL" >&2
    exit 1
fi
mirror=$(awk -v suite="$suite" '$3 == suite { print $2; exit }' <<< "$sources")
proxies=()
for name in http_proxy https_proxy no_proxy; do
    [[ -z ${!name:-} ]] || proxies+=("$name=${!name}")
done

steps=()
add_step() { steps+=("$1|$2"); } # name, seconds
seconds_since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'; }

say "debootstrap $suite (not part of the times of the README)"
start=$EPOCHREALTIME
debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$work/debootstrap.log" 2>&1 || {
    tail -n 20 "$work/debootstrap.log" >&2
    exit 1
}
say "debootstrap took $(seconds_since "$start") s"

printf '%s\n' "$sources" > "$root/etc/apt/sources.list"
{ apt-config dump 2> /dev/null || true; } | grep -iE '^Acquire::https?::Proxy' \
    > "$root/etc/apt/apt.conf.d/99proxy" || true
cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm"

git -c safe.directory="$source_dir" -C "$source_dir" diff --quiet HEAD ||
    say "note: changes that are not committed are not part of this"
git -c safe.directory="$source_dir" clone --quiet --no-hardlinks "$source_dir" "$root/srv/tanlu"
say "commit $(git -C "$root/srv/tanlu" rev-parse HEAD)"

in_chroot() { # in_chroot COMMAND...: in the clone, with an environment of its own
    env --ignore-environment PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/srv LC_ALL=C.UTF-8 "${proxies[@]}" \
        chroot "$root" /bin/sh -c 'cd /srv/tanlu && exec "$@"' sh "$@" < /dev/null
}

# Bash notes the time at which it starts each simple command; the next one's start is its end.
run_command() {
    local name=$1 text start result status=0 previous='' previous_start='' now step
    text=$("$root/srv/tanlu/tools/readme_command.sh" "$name")
    say "README command '$name':"
    printf '%s\n' "$text"
    : > "$root/srv/trace"
    start=$EPOCHREALTIME
    in_chroot bash -c "exec 9> /srv/trace; BASH_XTRACEFD=9; PS4='+ \${EPOCHREALTIME} '; set -x
$text" || status=$?
    while read -r now step; do
        if [[ -n $previous ]]; then
            add_step "$previous" "$(awk -v a="$previous_start" -v b="$now" \
                'BEGIN { printf "%.1f", b - a }')"
        fi
        previous=$step previous_start=$now
    done < <(sed -n 's/^+* \([0-9.]*\) /\1 /p' "$root/srv/trace")
    add_step "$previous" "$(seconds_since "$previous_start")"
    add_step "**$name: total**" "$(seconds_since "$start")"
    if [[ $status -ne 0 ]]; then
        say "README command '$name' ended with status $status"
        return "$status"
    fi
    # What a command says it writes must be there.
    result=$(sed -n 's/.* -o \([^ ]*\).*/\1/p' <<< "$text")
    [[ -z $result || -s $root/srv/tanlu/$result ]] || {
        say "README command '$name' left no $result"
        return 1
    }
}

failed=no
for name in "${commands[@]}"; do
    run_command "$name" || {
        failed=yes
        break
    }
done

say "wall time of each step ($(nproc) processors):"
printf '| step | seconds |\n|---|---|\n'
for step in "${steps[@]}"; do
    printf '| %s | %s |\n' "${step%|*}" "${step##*|}"
done
[[ $failed == no ]] || exit 1
say "proven: ${commands[*]}"
