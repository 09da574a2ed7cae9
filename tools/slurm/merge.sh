#!/usr/bin/env bash
#SBATCH --job-name=tanlu-merge
#SBATCH --open-mode=append
# Joins the shards of a study once all of them are done. Usage:
#
#   sbatch --dependency=afterok:JOB tools/slurm/merge.sh DIR [OPTION of tanlu merge]...
#
# JOB is the number of the array, as `sbatch --parsable` prints it. The report is the output of the
# job. TANLU names the program where it is not on PATH.
set -u

folder=${1:?usage: sbatch --dependency=afterok:JOB merge.sh DIR [OPTION of tanlu merge]...}
shift
exec "${TANLU:-tanlu}" merge "$folder" "$@"
