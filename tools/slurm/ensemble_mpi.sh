#!/usr/bin/env bash
#SBATCH --job-name=tanlu-mpi
#SBATCH --requeue
#SBATCH --signal=B:USR1@120
#SBATCH --open-mode=append
# A study as one job with MPI. Usage:
#
#   sbatch --nodes=K --ntasks-per-node=1 --cpus-per-task=C --time=MINUTES \
#       tools/slurm/ensemble_mpi.sh STUDY DIR [OPTION of tanlu-mpi]...
#
# DIR lies where all nodes see it. A job that gets USR1, two minutes before its time limit, ends in
# order, is put back into the queue and goes on where it was. TANLU_MPI names the program where it
# is not on PATH, TANLU_SRUN_MPI the kind of MPI, of `srun --mpi=list`, where it is not pmix.
set -u

usage='usage: sbatch --nodes=K ensemble_mpi.sh STUDY DIR [OPTION of tanlu-mpi]...'
study=${1:?$usage} folder=${2:?$usage}
shift 2
most_restarts=100 # a job that is put back more often gets nowhere: its time limit is too short

program=
warned=no
interrupted=no
# shellcheck disable=SC2317 # called by the traps
pass_on() { # pass_on SIGNAL: to all ranks, which then end in order
    interrupted=yes
    [[ $1 != USR1 ]] || warned=yes
    [[ -z $program ]] || kill -s "$1" "$program" 2> /dev/null
}
trap 'pass_on USR1' USR1
trap 'pass_on TERM' TERM

# srun does not take --cpus-per-task over from the job; a rank that dies ends the others.
srun --mpi="${TANLU_SRUN_MPI:-pmix}" --cpus-per-task="${SLURM_CPUS_PER_TASK:-1}" \
    --kill-on-bad-exit=1 "${TANLU_MPI:-tanlu-mpi}" "$study" -o "$folder" --resume --quiet "$@" &
program=$!
interrupted=yes
while [[ $interrupted == yes ]]; do # a signal ends wait, too
    interrupted=no
    wait "$program"
    status=$?
done

if [[ $status -ne 0 && $warned == yes && ${SLURM_RESTART_COUNT:-0} -lt $most_restarts ]]; then
    exec scontrol requeue "$SLURM_JOB_ID"
fi
exit "$status"
