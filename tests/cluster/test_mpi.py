"""A study with MPI: the same bits for any number of ranks, and for a job that lost one.

Usage: test_mpi.py TANLU TANLU_MPI
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "run"))
from compare_studies import differences  # noqa: E402

TANLU, TANLU_MPI = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
STUDY = "tests/data/studies/pieces.yaml"
DESIGN = ["--samples", "12000"]
# So that it works as root and on any number of processors.
OPEN_MPI = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
            "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMP_NUM_THREADS": "1"}
ENVIRONMENT = os.environ | OPEN_MPI


def start(*command):
    return subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def end(process, code=0):
    out, err = process.communicate(timeout=300)
    assert code is None or process.returncode == code, f"{process.returncode}, not {code}\n{err}"
    return out, err


def run(*command, code=0):
    return end(start(*command), code)


def mpi(ranks, folder, *options):
    return ["mpirun", "-n", str(ranks), TANLU_MPI, STUDY, "-o", str(folder), *DESIGN, *options]


def pieces(folder):
    return list((folder / "pieces").glob("samples-*.h5"))


def ranks_of(process):
    """Process ids of the ranks, in the order of their start."""
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return sorted(int(child) for child in children.read_text(encoding="ascii").split())


def wait_for_pieces(process, folder, count):
    while len(pieces(folder)) < count:
        assert process.poll() is None, f"ended before {count} pieces:\n{process.stderr.read()}"
        time.sleep(0.005)


def expect_same(folder, reference):
    lines = differences(folder / "study.h5", reference)
    assert not lines, "\n".join([f"{folder.name}:", *lines])


def check_number_of_ranks(work, reference, report):
    for ranks, options in ((1, []), (3, []), (3, ["--shards", "47", "--compress", "none"])):
        folder = work / f"ranks-{ranks}-{len(options)}"
        out, _ = run(*mpi(ranks, folder, *options))
        assert out == report, f"another report with {ranks} ranks:\n{out}"
        expect_same(folder, reference)
    assert len(pieces(work / "ranks-3-4")) == 47
    alone = work / "alone"  # without mpirun
    run(TANLU_MPI, STUDY, "-o", str(alone), *DESIGN)
    expect_same(alone, reference)


def check_dead_rank(work, reference, victim):
    folder = work / f"dead-{victim}"
    process = start(*mpi(3, folder, "--shards", "40"))
    wait_for_pieces(process, folder, 3)
    os.kill(ranks_of(process)[victim], signal.SIGKILL)
    _, err = end(process, code=None)
    assert process.returncode != 0, "the job ended well in spite of a dead rank"
    assert "signal 9" in err, err
    assert not (folder / "study.h5").exists()
    kept = {path.name: path.stat().st_mtime_ns for path in pieces(folder)}
    assert 3 <= len(kept) < 40, f"{len(kept)} pieces: killed too late to tell"
    run(*mpi(2, folder, "--resume"))
    expect_same(folder, reference)
    for path in pieces(folder):
        assert kept.get(path.name, path.stat().st_mtime_ns) == path.stat().st_mtime_ns, "run again"
    assert not list(folder.glob("**/*tmp*")), "temporary files are left"


def check_stop_signal(work, reference):
    folder = work / "stopped"
    process = start(*mpi(3, folder, "--shards", "40"))
    wait_for_pieces(process, folder, 2)
    os.kill(ranks_of(process)[2], signal.SIGUSR1)  # one rank is enough
    _, err = end(process, code=3)
    assert f"go on with: tanlu-mpi {STUDY} -o {folder} --resume --samples 12000" in err, err
    assert not (folder / "study.h5").exists()
    run(*mpi(3, folder, "--resume"))
    expect_same(folder, reference)


def check_errors(work):
    folder = work / "errors"
    _, err = run("mpirun", "-n", "3", TANLU_MPI, "no-such-study.yaml", "-o", str(folder), code=2)
    assert err.count("no-such-study.yaml: error") == 1, err
    _, err = run("mpirun", "-n", "2", TANLU_MPI, STUDY, "--samles", "3", code=1)
    assert err.count("--samles") == 1, err
    out, _ = run("mpirun", "-n", "2", TANLU_MPI, "--help")
    assert out.count("Example:") == 1, out
    # The second rank cannot write: all end, and it says why.
    broken = ["mpirun", "-n", "1", *mpi(0, folder)[3:], ":", "-n", "1", *mpi(0, "/dev/null")[3:]]
    _, err = run(*broken, code=3)
    assert err.count("tanlu-mpi: rank 1: error") == 1 and "/dev/null" in err, err
    assert not (folder / "study.h5").exists()
    # The second rank has another study.
    other = ["mpirun", "-n", "1", *mpi(0, work / "other")[3:],
             ":", "-n", "1", *mpi(0, work / "other")[3:], "--seed", "8"]
    _, err = run(*other, code=3)
    assert err.count("rank 1: error") == 1 and "another study" in err, err


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        report, _ = run(TANLU, "ensemble", STUDY, "-o", str(work / "one"), *DESIGN)
        reference = work / "one" / "study.h5"
        check_number_of_ranks(work, reference, report)
        check_dead_rank(work, reference, 0)
        check_dead_rank(work, reference, 2)
        check_stop_signal(work, reference)
        check_errors(work)
    print("mpi: the same bits for any number of ranks, and after a rank died")


main()
