"""A study on a Slurm of two nodes: as a job array that loses a task, with a time limit, with MPI.

Usage: test_slurm.py WORK TANLU [TANLU_MPI]

WORK is a folder that is emptied. All results are held against those of one process, bit for bit.
"""
import os
import pathlib
import shutil
import signal
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "cluster"), str(ROOT / "tests" / "run")]
from compare_studies import differences  # noqa: E402
from slurm_cluster import Cluster, enter_namespaces, processes, run  # noqa: E402

STUDY = str(ROOT / "tests/data/studies/pieces.yaml")
DESIGN = ["--samples", "12000"]
SCRIPTS = ROOT / "tools" / "slurm"


def say(what, since):
    print(f"slurm: {what} ({time.monotonic() - since:.0f} s)", flush=True)


def expect_same(folder, reference):
    lines = differences(folder / "study.h5", reference)
    assert not lines, "\n".join([f"{folder.name}:", *lines])


def kill_one(cluster, program, *words):
    """Ends the first process of a program with these words at once, as a node does that fails."""
    cluster.wait_until(lambda: processes(program, *words), 120, f"{words} runs")
    os.kill(processes(program, *words)[0], signal.SIGKILL)


def check_array(cluster, folder, reference):
    count = 4
    task = [str(SCRIPTS / "ensemble.sh"), STUDY, str(folder), str(count), *DESIGN]
    array = cluster.submit(f"--array=1-{count}", *task)
    kill_one(cluster, os.environ["TANLU"], "--shard", f"3/{count}")
    states = cluster.wait_for(array)
    assert states == ["COMPLETED"] * 3 + ["FAILED"], states

    again = cluster.submit("--array=3", *task)
    merge = cluster.submit(f"--dependency=afterok:{again}", str(SCRIPTS / "merge.sh"), str(folder))
    assert cluster.wait_for(merge) == ["COMPLETED"], cluster.show(merge)
    assert cluster.states(again) == ["COMPLETED"]
    report = next((cluster.work / "out").glob(f"tanlu-merge-{merge}-*")).read_text("utf-8")
    assert "How likely" in report or "how likely" in report, report
    expect_same(folder, reference)


def check_time_limit(cluster, folder):
    """Tasks that are warned before their limit are put back, each by itself, with what they did."""
    job = cluster.submit("--array=1-2", "--time=1", "--signal=B:USR1@40",
                         str(SCRIPTS / "ensemble.sh"), STUDY, str(folder), "2",
                         "--samples", "40000000", "--checkpoint", "5")
    cluster.wait_until(lambda: [task.get("Restarts") for task in cluster.show(job)] == ["1", "1"],
                       150, "both tasks were put back")
    assert set(cluster.states(job)) <= {"PENDING", "REQUEUED", "COMPLETING", "RUNNING"}
    run("scancel", job)
    for task in (1, 2):
        said = (cluster.work / "out" / f"tanlu-{job}-{task}.out").read_text("utf-8")
        assert said.count("stopped by SIGUSR1") == 1 and "SIGTERM" not in said, said
    assert list((folder / "pieces").glob("samples-*.h5"))


def check_mpi(cluster, folder, reference):
    job = cluster.submit("--nodes=2", "--ntasks=4", str(SCRIPTS / "ensemble_mpi.sh"), STUDY,
                         str(folder), *DESIGN)
    assert cluster.wait_for(job) == ["COMPLETED"], cluster.show(job)
    expect_same(folder, reference)


def check_mpi_with_dead_rank(cluster, folder, reference):
    words = ["--nodes=2", "--ntasks-per-node=1", "--cpus-per-task=2",
             str(SCRIPTS / "ensemble_mpi.sh"), STUDY, str(folder), *DESIGN, "--shards", "47"]
    job = cluster.submit(*words)
    cluster.wait_until(lambda: len(list(folder.glob("pieces/samples-*.h5"))) > 2, 120, "it runs")
    kill_one(cluster, os.environ["TANLU_MPI"], str(folder), "47")
    assert cluster.wait_for(job) == ["FAILED"], cluster.show(job)
    assert not (folder / "study.h5").exists()
    job = cluster.submit(*words)
    assert cluster.wait_for(job) == ["COMPLETED"], cluster.show(job)
    expect_same(folder, reference)


def main(work, tanlu, tanlu_mpi):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ |= {"TANLU": tanlu, "OMP_NUM_THREADS": "1"}
    os.chdir(ROOT)
    start = time.monotonic()
    run(tanlu, "ensemble", STUDY, "-o", str(work / "one"), *DESIGN)
    reference = work / "one" / "study.h5"
    say("the study in one process", start)
    with Cluster(work, [ROOT, *(pathlib.Path(path).parent for path in (tanlu, tanlu_mpi) if path)]
                 ) as cluster:
        say("two nodes are up", start)
        check_array(cluster, work / "array", reference)
        say("a job array that lost a task gives the same bits", start)
        if tanlu_mpi:
            os.environ["TANLU_MPI"] = tanlu_mpi
            check_mpi(cluster, work / "mpi", reference)
            say("four ranks on two nodes give the same bits", start)
            check_mpi_with_dead_rank(cluster, work / "dead-rank", reference)
            say("a job that lost a rank and was submitted again gives the same bits", start)
        else:
            print("slurm: no tanlu-mpi in this build (preset mpi): left out")
        check_time_limit(cluster, work / "limit")
        say("tasks near their time limit were put back into the queue", start)
    shutil.rmtree(work)


if __name__ == "__main__":
    inside = sys.argv[1:2] == ["--inside"]
    if not inside:
        enter_namespaces(__file__, sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
    paths = [str(pathlib.Path(path).resolve()) if path else "" for path in sys.argv[2:]]
    main(pathlib.Path(paths[0]), paths[1], paths[2] if len(paths) > 2 else "")
