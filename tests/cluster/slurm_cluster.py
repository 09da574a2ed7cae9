"""A Slurm of two nodes on one machine, in namespaces of its own.

enter_namespaces() starts the script again in new mount, network, UTS, IPC and process namespaces:
addresses, mounts, host names and daemons are seen there alone, and vanish with them, however the
script ends. Each node is a network namespace behind a bridge, with its own host name, /tmp and
shared memory, so that MPI treats the nodes as two machines. Needs root, Slurm, munge, iproute2 and
util-linux (tools/setup.sh --with-cluster).
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

SKIPPED = 77
PROGRAMS = ["slurmctld", "slurmd", "munged", "mungekey", "sbatch", "ip", "unshare", "nsenter"]
NAMESPACES = ["unshare", "--mount", "--net", "--uts", "--ipc", "--pid", "--fork", "--kill-child",
              "--mount-proc"]
NODES = {"n1": "10.77.0.1", "n2": "10.77.0.2"}
HEAD = "10.77.0.254"
HERE = pathlib.Path(__file__).resolve().parent

CONFIGURATION = """
ClusterName=tanlu
SlurmctldHost=head({head})
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CryptoType=crypto/munge
MpiDefault=pmix
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
ReturnToService=2
SlurmctldPidFile={work}/slurmctld.pid
SlurmdPidFile={work}/slurmd.%n.pid
SlurmdSpoolDir={work}/spool.%n
StateSaveLocation={work}/state
SlurmctldLogFile={work}/slurmctld.log
SlurmdLogFile={work}/slurmd.%n.log
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,bf_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
"""


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def enter_namespaces(script, arguments):
    """Runs the script again inside; skips where that cannot be."""
    if os.geteuid() != 0:
        skip("not root")
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        skip(f"not here: {', '.join(missing)} (tools/setup.sh --with-cluster installs it)")
    trial = subprocess.run([*NAMESPACES, "ip", "link", "add", "trial", "type", "bridge"],
                           capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        skip(f"no namespaces with a network of their own here: {trial.stderr.strip()}")
    os.execvp(NAMESPACES[0], [*NAMESPACES, sys.executable, "-B", script, "--inside", *arguments])


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


class Cluster:
    """Up when made by `with`; `work` is an empty folder that the nodes share."""

    def __init__(self, work, shared):
        self.work = work
        self.shared = [pathlib.Path(path) for path in [work, *shared]]
        self.daemons = []

    def __enter__(self):
        self.prepare_network()
        self.prepare_munge()
        for name in ("state", "out"):
            (self.work / name).mkdir()
        nodes = "".join(f"NodeName={name} NodeAddr={address} CPUs=2 RealMemory=2000\n"
                        for name, address in NODES.items())
        configuration = self.work / "slurm.conf"
        configuration.write_text(
            nodes + CONFIGURATION.format(head=HEAD, work=self.work), encoding="utf-8")
        os.environ["SLURM_CONF"] = str(configuration)
        self.daemon("slurmctld", "-D")
        for name in NODES:
            self.daemon("nsenter", f"--net=/run/netns/{name}", "unshare", "--mount", "--uts",
                        "--ipc", str(HERE / "slurm_node.sh"), name, *map(str, self.shared))
        self.wait_until(lambda: self.sinfo() == ["idle", "idle"], 60, "both nodes are idle")
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.print_logs()
        subprocess.run(["scontrol", "shutdown"], capture_output=True, check=False)
        for daemon in reversed(self.daemons):
            daemon.send_signal(signal.SIGTERM)
        for daemon in self.daemons:
            try:
                daemon.wait(timeout=10)
            except subprocess.TimeoutExpired:
                daemon.kill()

    def prepare_network(self):
        run("mount", "-t", "tmpfs", "tmpfs", "/run")
        hosts = self.work / "hosts"
        addresses = {"localhost": "127.0.0.1", "head": HEAD} | NODES
        hosts.write_text("".join(f"{address} {name}\n" for name, address in addresses.items()),
                         encoding="utf-8")
        run("mount", "--bind", str(hosts), "/etc/hosts")
        run("hostname", "head")
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "bridge", "type", "bridge")
        run("ip", "address", "add", f"{HEAD}/24", "dev", "bridge")
        run("ip", "link", "set", "bridge", "up")
        for name, address in NODES.items():
            run("ip", "netns", "add", name)
            run("ip", "link", "add", f"to-{name}", "type", "veth", "peer", "name", "eth0",
                "netns", name)
            run("ip", "link", "set", f"to-{name}", "master", "bridge", "up")
            run("ip", "-n", name, "address", "add", f"{address}/24", "dev", "eth0")
            run("ip", "-n", name, "link", "set", "eth0", "up")
            run("ip", "-n", name, "link", "set", "lo", "up")

    def prepare_munge(self):
        folder = pathlib.Path("/run/munge")
        folder.mkdir(mode=0o755)
        run("mungekey", "--create", f"--keyfile={folder}/key")
        self.daemon("munged", "--foreground", f"--key-file={folder}/key",
                    f"--log-file={folder}/log", f"--pid-file={folder}/pid",
                    f"--seed-file={folder}/seed")
        self.wait_until((folder / "munge.socket.2").exists, 20, "munge listens")

    def daemon(self, *command):
        log = open(self.work / f"{command[0]}-{len(self.daemons)}.out", "w", encoding="utf-8")
        self.daemons.append(subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT))

    def sinfo(self):
        done = subprocess.run(["sinfo", "--noheader", "--Node", "-o", "%T"], capture_output=True,
                              text=True, check=False)
        return done.stdout.split()

    @staticmethod
    def wait_until(is_so, seconds, what):
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, f"waited {seconds} s in vain until {what}"
            time.sleep(0.01)

    def print_logs(self):
        for log in sorted([*self.work.glob("*.log"), *self.work.glob("*.out"),
                           *(self.work / "out").glob("*")]):
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            print(f"--- {log.name}", *lines[-25:], sep="\n", file=sys.stderr)

    def submit(self, *words):
        """The number of a job that `sbatch` takes; its output goes to `out/`."""
        return run("sbatch", "--parsable", f"--output={self.work}/out/%x-%A-%a.out", *words).strip()

    @staticmethod
    def show(job):
        """What Slurm knows of a job, a dictionary for each task."""
        text = run("scontrol", "show", "job", "--oneliner", job)
        return [dict(re.findall(r"(\S+?)=(\S*)", line)) for line in text.splitlines() if line]

    def states(self, job):
        return sorted(task["JobState"] for task in self.show(job))

    def wait_for(self, job, seconds=300):
        """Waits until all tasks of a job have ended; their states."""
        going = {"PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "REQUEUED", "SUSPENDED"}
        self.wait_until(lambda: not going & set(self.states(job)), seconds, f"job {job} ended")
        return self.states(job)


def processes(program, *words):
    """Ids of the processes of a program whose command line holds all the words."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace").split("\0")
        except OSError:  # it has ended
            continue
        if line[0] == program and all(word in line for word in words):
            found.append(int(path.parent.name))
    return sorted(found)
