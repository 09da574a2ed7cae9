"""A study in shards, without a cluster: by option, by the variables of a job array, by the scripts.

Usage: test_shards.py TANLU

The file joined from any number of shards holds the same bits as that of one process. The scripts
of tools/slurm/ are run by hand with the variables that Slurm would set, and with a `scontrol` that
only writes down what it was told.
"""
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "run"))
from compare_studies import differences  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
STUDY = "tests/data/studies/pieces.yaml"
SAMPLES = "1500"  # six blocks of 256, the last one not full


def run(*command, code=0, **variables):
    done = subprocess.run(command, cwd=ROOT, env=os.environ | variables, capture_output=True,
                          text=True, check=False)
    assert done.returncode == code, f"{command}: {done.returncode}, not {code}\n{done.stderr}"
    return done


def ensemble(folder, *options, code=0, samples=SAMPLES, **variables):
    return run(PROGRAM, "ensemble", STUDY, "-o", str(folder), "--samples", samples, *options,
               code=code, **variables)


def task_of(task, first, last, step=1):
    """What Slurm tells a task of --array=first-last:step."""
    return {"SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_MIN": str(first),
            "SLURM_ARRAY_TASK_MAX": str(last), "SLURM_ARRAY_TASK_STEP": str(step),
            "SLURM_ARRAY_TASK_COUNT": str((last - first) // step + 1)}


def expect_same(folder, reference):
    lines = differences(folder / "study.h5", reference)
    assert not lines, "\n".join([f"{folder.name}:", *lines])


def check_shards_by_option(work, reference):
    for count in (1, 2, 5):
        folder = work / f"option-{count}"
        for number in range(count, 0, -1):  # the order is of no matter
            ensemble(folder, "--shard", f"{number}/{count}", "--join", "none")
        run(PROGRAM, "merge", str(folder))
        expect_same(folder, reference)


def check_shards_by_environment(work, reference):
    for first, count, step in ((1, 1, 1), (0, 2, 1), (10, 5, 3)):
        folder = work / f"environment-{count}"
        last = first + (count - 1) * step
        for task in range(first, last + 1, step):
            ensemble(folder, "--join", "none", **task_of(task, first, last, step))
        run(PROGRAM, "merge", str(folder))
        expect_same(folder, reference)


def check_resuming_joins(work, reference):
    folder = work / "resumed"
    ensemble(folder, "--shard", "2/3")
    assert not (folder / "study.h5").exists()
    assert "--resume" in ensemble(folder, code=3).stderr
    ensemble(folder, "--resume")
    expect_same(folder, reference)
    assert "--resume" in ensemble(folder, code=3).stderr


def check_wrong_shards(work):
    folder = work / "wrong"
    for shard in ("0/3", "4/3", "1", "a/b", "-1/2"):
        assert "3/8" in ensemble(folder, "--shard", shard, code=2).stderr
    part_of_array = task_of(7, 1, 9) | {"SLURM_ARRAY_TASK_COUNT": "2"}  # --array=7,9 of 1-9
    assert "--shard $SLURM_ARRAY_TASK_ID/N" in ensemble(folder, code=2, **part_of_array).stderr
    ensemble(folder, "--shard", "2/3")
    missing = run(PROGRAM, "merge", str(folder), code=3).stderr
    assert "samples 0 to 511 are missing" in missing and "1024 to 1499" in missing, missing
    # More shards than blocks: a task without samples has nothing to do.
    assert "nothing to do" in ensemble(work / "none", "--shard", "1/20").stderr


def printed_commands():
    """The lines of `--dry-run` on a cluster, as words."""
    text = run(PROGRAM, "ensemble", STUDY, "--samples", SAMPLES, "--dry-run").stdout
    return [shlex.split(line) for line in re.findall(r"^  (sbatch .*)$", text.replace("\\\n", ""),
                                                     re.MULTILINE)]


def check_scripts_do_what_the_plan_says(work, reference):
    array, merge = printed_commands()
    count = int(re.search(r"--array=1-(\d+)", " ".join(array))[1])
    script = array.index("tools/slurm/ensemble.sh")
    assert array[script + 3] == str(count), array
    assert merge[-2:] == ["tools/slurm/merge.sh", "DIR"], merge
    assert merge[1].startswith("--dependency=afterok:"), merge

    for shards in (count, 3):
        folder = work / f"script-{shards}"
        words = [str(folder) if word == "DIR" else word for word in array[script:]]
        words[3] = str(shards)
        for task in range(1, shards + 1):
            run("bash", *words, TANLU=PROGRAM, **task_of(task, 1, shards))
        run("bash", merge[-2], str(folder), TANLU=PROGRAM)
        expect_same(folder, reference)


def check_usage_of_scripts():
    for script in ("ensemble.sh", "ensemble_mpi.sh", "merge.sh"):
        done = subprocess.run(["bash", f"tools/slurm/{script}"], cwd=ROOT, capture_output=True,
                              text=True, check=False)
        assert done.returncode != 0 and "usage: sbatch" in done.stderr, done


def samples_done(folder):
    ranges = [re.findall(r"\d+", path.stem) for path in (folder / "pieces").glob("samples-*.h5")]
    return sum(int(last) - int(first) for first, last in ranges)


def warn_while_running(folder, bin_folder, restarts):
    """Runs the script on a study that takes long, warns it as Slurm would; what it told Slurm."""
    said = bin_folder / "said"
    said.unlink(missing_ok=True)
    variables = task_of(1, 1, 2) | {"TANLU": PROGRAM, "SLURM_ARRAY_JOB_ID": "4711",
                                    "SLURM_RESTART_COUNT": str(restarts),
                                    "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    job = subprocess.Popen(
        ["bash", "tools/slurm/ensemble.sh", STUDY, str(folder), "2", "--samples", "2000000"],
        cwd=ROOT, env=os.environ | variables, stderr=subprocess.DEVNULL)
    for _ in range(3000):
        if list(folder.glob("pieces/.*")) or list(folder.glob("pieces/*tmp*")):
            break
        time.sleep(0.02)
    time.sleep(1)
    job.send_signal(signal.SIGUSR1)
    job.wait(timeout=300)
    return job.returncode, said.read_text(encoding="utf-8") if said.exists() else ""


def check_warned_task_is_put_back(work):
    bin_folder = work / "bin"
    bin_folder.mkdir()
    scontrol = bin_folder / "scontrol"
    scontrol.write_text(f'#!/bin/sh\necho "$@" >> {bin_folder}/said\n', encoding="utf-8")
    scontrol.chmod(0o755)
    folder = work / "warned"
    assert warn_while_running(folder, bin_folder, 0) == (0, "requeue 4711_1\n")
    first = samples_done(folder)
    assert 0 < first < 1000000 and first % 256 == 0, first
    assert warn_while_running(folder, bin_folder, 1) == (0, "requeue 4711_1\n")
    assert samples_done(folder) > first
    assert warn_while_running(folder, bin_folder, 100) == (3, "")  # it got nowhere


def main():
    for name in [name for name in os.environ if name.startswith("SLURM_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        ensemble(work / "one")
        reference = work / "one" / "study.h5"
        check_shards_by_option(work, reference)
        check_shards_by_environment(work, reference)
        check_resuming_joins(work, reference)
        check_wrong_shards(work)
        check_scripts_do_what_the_plan_says(work, reference)
        check_usage_of_scripts()
        check_warned_task_is_put_back(work)
    print("shards: the same bits in any number of shards; scripts do what the plan says")


main()
