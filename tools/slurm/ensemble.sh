#!/usr/bin/env bash
#SBATCH --job-name=tanlu
#SBATCH --requeue
#SBATCH --signal=B:USR1@120
#SBATCH --open-mode=append
# One task of a job array: runs shard SLURM_ARRAY_TASK_ID of N of a study. Usage:
#
#   sbatch --array=1-N --cpus-per-task=C --time=MINUTES \
#       tools/slurm/ensemble.sh STUDY DIR N [OPTION of tanlu ensemble]...
#
# `tanlu ensemble STUDY --dry-run` prints this line with numbers. DIR lies where all nodes see it. A
# task that gets USR1, two minutes before its time limit, ends in order, is put back into the queue
# and goes on where it was. Any part of the array may be submitted again, e.g. --array=3,7: what is
# done is not run again. TANLU names the program where it is not on PATH.
set -u

usage='usage: sbatch --array=1-N ensemble.sh STUDY DIR N [OPTION of tanlu ensemble]...'
study=${1:?$usage} folder=${2:?$usage} shards=${3:?$usage}
shift 3
task=${SLURM_ARRAY_TASK_ID:?$usage}
most_restarts=100 # a task that is put back more often gets nowhere: its time limit is too short

program=
warned=no
interrupted=no
# shellcheck disable=SC2317 # called by the traps
pass_on() { # pass_on SIGNAL: to the program, which then ends in order
    interrupted=yes
    [[ $1 != USR1 ]] || warned=yes
    [[ -z $program ]] || kill -s "$1" "$program" 2> /dev/null
}
trap 'pass_on USR1' USR1
trap 'pass_on TERM' TERM

"${TANLU:-tanlu}" ensemble "$study" -o "$folder" --shard "$task/$shards" --join none --resume \
    --quiet "$@" &
program=$!
interrupted=yes
while [[ $interrupted == yes ]]; do # a signal ends wait, too
    interrupted=no
    wait "$program"
    status=$?
done

if [[ $status -ne 0 && $warned == yes && ${SLURM_RESTART_COUNT:-0} -lt $most_restarts ]]; then
    # Not SLURM_JOB_ID: for one task of the array that names the whole array.
    exec scontrol requeue "${SLURM_ARRAY_JOB_ID}_$task"
fi
exit "$status"
