#!/usr/bin/env bash
# Makes this process a node of slurm_cluster.py, with a host name, /tmp and shared memory of its
# own, and becomes slurmd. Usage: slurm_node.sh NAME SHARED_FOLDER... (in new mount, network, UTS
# and IPC namespaces)
set -euo pipefail

name=$1 work=$2
shift
hostname "$name"
mount -t tmpfs tmpfs /dev/shm
private=$work/tmp.$name
mkdir -p "$private"
for folder in "$@"; do # what lies in /tmp and is shared stays to be seen
    [[ $folder == /tmp/* ]] || continue
    mkdir -p "$private/${folder#/tmp/}"
    mount --bind "$folder" "$private/${folder#/tmp/}"
done
mount --rbind "$private" /tmp
exec slurmd -D -N "$name"
