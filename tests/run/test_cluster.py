"""A cluster of Dask gives the report of one process, whatever happens to its workers."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

import ticketlint
from tests.cli.test_cli import run
from tests.conftest import ticket
from tests.run.test_execution import pipeline
from ticketlint.cleaning.templates import NO_TEMPLATES
from ticketlint.errors import ConfigError
from ticketlint.model import Ticket
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run import cluster as waits
from ticketlint.run.cluster import cluster_at

pytest.importorskip("distributed", reason="needs the extra ticketlint[dask]")
from distributed import Client, Worker

from ticketlint.run.clusterworker import Linters, read_lines

__all__ = ["pipeline"]
# Enough for the workers to read the lines of.
TICKETS = 160
# What a ticket says that no worker survives.
LETHAL = 550_001
Ended = tuple[int, str, str]
CLUSTER = """
import sys
from distributed import LocalCluster
from distributed.security import Security

if __name__ == "__main__":
    protocol = sys.argv[1]
    cluster = LocalCluster(
        n_workers=int(sys.argv[2]), threads_per_worker=1, processes=True, host="127.0.0.1",
        protocol=protocol, security=Security() if protocol == "tls" else None,
        dashboard_address=None, worker_dashboard_address=None,
    )
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
    cluster.close()
"""


@dataclass(frozen=True)
class Cluster:
    """A scheduler on loopback, and somebody who looks at its workers."""

    address: str
    client: Client

    def workers(self) -> set[int]:
        """Return the processes that judge."""
        return set(self.client.run(os.getpid).values())

    def kill_one_at_work(self) -> None:
        """Kill a worker as soon as it has been handed something."""
        while not any(busy := self.client.processing()) or not any(busy.values()):
            time.sleep(0.01)
        os.kill(min(self.workers()), signal.SIGKILL)


@pytest.fixture(scope="module")
def cluster(pipeline: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start two workers, which can load the pipeline that kills them."""
    folder = tmp_path_factory.mktemp("cluster")
    told = {
        "PYTHONPATH": path_of(pipeline),
        "DEADLY": "always",
        "LETHAL": f"Row {LETHAL}.",
        "DEATHS": str(folder / "deaths"),
        "DASK_TEMPORARY_DIRECTORY": str(folder),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
    with (
        started(folder, "tcp", told) as address,
        Client(address, set_as_default=False) as client,
    ):
        yield Cluster(address, client)


@contextmanager
def started(
    folder: Path, protocol: str, told: Mapping[str, str], workers: int = 2
) -> Iterator[str]:
    """Start a scheduler and its workers, and give its address."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, str(script), protocol, str(workers)],
        env={**os.environ, **told},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        # Ends with its input.
        process.communicate(timeout=60)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return backlog(tmp_path_factory.mktemp("backlog"))


@pytest.fixture(scope="module")
def alone(pipeline: Path, path: str) -> Ended:
    """What one process says."""
    return ended(start(pipeline, path, "-j", "1"))


def path_of(pipeline: Path) -> str:
    return os.pathsep.join([str(pipeline), *sys.path])


def backlog(folder: Path, lethal: int | None = None) -> str:
    path = folder / "tickets.jsonl"
    rows = (
        {
            "key": f"A-{n}",
            "title": f"Export the invoices of {n}",
            "description": f"It must be fast, etc.\n\nRow {LETHAL if n == lethal else n * 7919}.",
            "type": "Story",
        }
        for n in range(TICKETS)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def start(
    pipeline: Path,
    path: str,
    *how: str,
    told: Mapping[str, str] = {},
    last: Sequence[str] = (),
) -> "subprocess.Popen[str]":
    own = ("-o", "json", "--fail-on", "never", "-c", str(pipeline / "own.yaml"))
    return subprocess.Popen(
        [sys.executable, "-m", "ticketlint", "check", path, *how, *own, *last],
        env={**os.environ, "PYTHONPATH": path_of(pipeline), **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: "subprocess.Popen[str]") -> Ended:
    printed, told = process.communicate(timeout=600)
    return process.returncode, printed, told


def on(cluster: Cluster) -> tuple[str, ...]:
    return "--engine", "dask", "--scheduler", cluster.address


def test_a_cluster_gives_the_bytes_of_one_process(
    cluster: Cluster, pipeline: Path, path: str, alone: Ended
) -> None:
    assert ended(start(pipeline, path, *on(cluster))) == alone
    code, printed, told = alone
    assert (code, told) == (0, "")
    assert len(json.loads(printed)["tickets"]) == TICKETS


def test_a_cluster_learns_what_one_process_learns(
    cluster: Cluster, pipeline: Path, path: str
) -> None:
    learning = ("-c", "learn_templates=true")
    alone = ended(start(pipeline, path, "-j", "1", last=learning))

    assert ended(start(pipeline, path, *on(cluster), last=learning)) == alone
    assert json.loads(alone[1])["summary"]["template_lines"] == TICKETS


@dataclass(frozen=True)
class Behind:
    """A scheduler behind TLS, and the certificates of those whom it knows and of a stranger."""

    address: str
    known: Mapping[str, str]
    stranger: Mapping[str, str]


def certified(folder: Path, name: str) -> dict[str, str]:
    """Make a certificate; what Dask's own settings say of it, for each end of a connection."""
    key, cert = str(folder / f"{name}.key"), str(folder / f"{name}.pem")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={name}", "-keyout", key, "-out", cert),
        ],
        check=True,
        capture_output=True,
    )
    ends = ("SCHEDULER", "WORKER", "CLIENT")
    base = "DASK_DISTRIBUTED__COMM__TLS__"
    files = {f"{base}{end}__KEY": key for end in ends} | {
        f"{base}{end}__CERT": cert for end in ends
    }
    return {f"{base}CA_FILE": cert, **files}


@pytest.fixture(scope="module")
def behind_tls(pipeline: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl, which makes the certificates")
    folder = tmp_path_factory.mktemp("tls")
    known, stranger = certified(folder, "known"), certified(folder, "stranger")
    own = {"PYTHONPATH": path_of(pipeline), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    with started(folder, "tls", {**own, **known}) as address:
        yield Behind(address, known, stranger)


def test_a_cluster_behind_tls_gives_the_bytes_of_one_process(
    behind_tls: Behind, pipeline: Path, path: str, alone: Ended
) -> None:
    how = "--engine", "dask", "--scheduler", behind_tls.address

    assert behind_tls.address.startswith("tls://")
    assert ended(start(pipeline, path, *how, told=behind_tls.known)) == alone


@pytest.mark.parametrize(
    ("name", "why"), [("stranger", "does not answer"), ("nobody", "name no certificates")]
)
def test_a_scheduler_behind_tls_answers_nobody_whom_it_does_not_know(
    behind_tls: Behind, pipeline: Path, path: str, name: str, why: str
) -> None:
    told = behind_tls.stranger if name == "stranger" else {}
    how = "--engine", "dask", "--scheduler", behind_tls.address

    code, printed, said = ended(start(pipeline, path, *how, told=told))

    assert (code, printed) == (2, "")
    assert why in said
    assert said.count("\n") == 1


def test_a_worker_that_is_killed_in_the_middle_loses_and_doubles_nothing(
    cluster: Cluster, pipeline: Path, path: str, alone: Ended
) -> None:
    before = cluster.workers()

    process = start(pipeline, path, *on(cluster))
    cluster.kill_one_at_work()

    assert ended(process) == alone
    cluster.client.wait_for_workers(2)
    assert cluster.workers() != before


def test_a_ticket_that_kills_every_worker_fails_alone(
    cluster: Cluster, pipeline: Path, tmp_path: Path, alone: Ended
) -> None:
    code, printed, told = ended(start(pipeline, backlog(tmp_path, lethal=60), *on(cluster)))

    rows, whole = (json.loads(text)["tickets"] for text in (printed, alone[1]))
    assert code == 2
    assert "A-60: the workers that judged this ticket were killed" in told
    assert [row["key"] for row in rows] == [f"A-{n}" for n in range(TICKETS)]
    assert [n for n, row in enumerate(rows) if row["findings"] != whole[n]["findings"]] == [60]


def worker_of(address: str, folder: Path, **told: str) -> "subprocess.Popen[bytes]":
    """Start a worker that nobody replaces when it is lost."""
    how = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_worker", address, *how],
        env={**os.environ, "DASK_TEMPORARY_DIRECTORY": str(folder), **told},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@dataclass(frozen=True)
class Pair:
    """A scheduler, and two workers that were started by different hands."""

    address: str
    workers: "Sequence[subprocess.Popen[bytes]]"


@contextmanager
def pair(folder: Path, first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[Pair]:
    own = {"DASK_TEMPORARY_DIRECTORY": str(folder)}
    with (
        started(folder, "tcp", own, workers=0) as address,
        worker_of(address, folder, **first) as one,
        worker_of(address, folder, **second) as other,
    ):
        try:
            with Client(address, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=120)
            yield Pair(address, (one, other))
        finally:
            for worker in (one, other):
                worker.kill()


def test_a_worker_that_is_lost_while_it_loads_leaves_the_work_to_another(
    pipeline: Path, path: str, tmp_path: Path, alone: Ended
) -> None:
    own = {"PYTHONPATH": path_of(pipeline), "DEATHS": str(tmp_path / "deaths")}

    with pair(tmp_path, {**own, "DEADLY": "at the start"}, own) as two:
        told = ended(start(pipeline, path, "--engine", "dask", "--scheduler", two.address))
        lost = two.workers[0].wait(timeout=60)

    assert told == alone
    assert lost == -signal.SIGKILL


def test_workers_that_are_all_lost_while_they_load_are_one_line(
    pipeline: Path, path: str, tmp_path: Path
) -> None:
    told = {
        "PYTHONPATH": path_of(pipeline),
        "DEADLY": "at the start",
        "DEATHS": str(tmp_path / "deaths"),
        "DASK_TEMPORARY_DIRECTORY": str(tmp_path),
    }

    # Each is replaced when it is lost, by one that is lost too.
    with started(tmp_path, "tcp", told) as address:
        code, printed, said = ended(
            start(pipeline, path, "--engine", "dask", "--scheduler", address)
        )

    assert (code, printed) == (2, "")
    assert "loses workers while they load what they need" in said
    assert said.count("\n") == 1


def test_a_worker_of_another_version_is_refused_beside_a_sound_one(
    pipeline: Path, path: str, tmp_path: Path
) -> None:
    own = {"PYTHONPATH": path_of(pipeline)}
    other = tmp_path / "other"
    shutil.copytree(Path(ticketlint.__file__).parent, other / "ticketlint")
    with (other / "ticketlint" / "errors.py").open("a") as stream:
        stream.write("# Another version.\n")

    changed = {"PYTHONPATH": os.pathsep.join([str(other), path_of(pipeline)])}
    with pair(tmp_path, own, changed) as two:
        code, printed, said = ended(
            start(pipeline, path, "--engine", "dask", "--scheduler", two.address)
        )

    assert (code, printed) == (2, "")
    assert "it runs another version of ticketlint" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("tcp://10.0.0.7:8786", "neither on this machine nor behind TLS"),
        ("tcp://scheduler.example.com:8786", "neither on this machine nor behind TLS"),
        ("tcp://127.0.0.1.example.com:8786", "neither on this machine nor behind TLS"),
        ("tcp://localhost", "no address of a scheduler"),
        ("127.0.0.1:8786", "no address of a scheduler"),
        ("inproc://127.0.0.1:8786", "no address of a scheduler"),
        ("tcp://user:word@127.0.0.1:8786", "no address of a scheduler"),
        ("tcp://[::1", "no address of a scheduler"),
        ("", "dask needs a scheduler"),
    ],
)
def test_an_address_at_which_anybody_could_answer_is_refused(address: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why) as told:
        cluster_at(address)

    assert "word" not in str(told.value)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("tcp://127.0.0.1:1", "does not answer"),
        ("tls://127.0.0.1:1", "Dask's settings name no certificates"),
        ("TCP://127.0.0.1:1", "tcp://127.0.0.1:1.*does not answer"),
        ("TLS://127.0.0.1:1", "Dask's settings name no certificates"),
    ],
    ids=[
        "nobody listens",
        "no certificate",
        "nobody listens, in capitals",
        "no certificate, in capitals",
    ],
)
def test_a_cluster_that_does_not_answer_is_one_line(
    monkeypatch: pytest.MonkeyPatch, address: str, why: str
) -> None:
    monkeypatch.setattr(waits, "_ANSWERS", 2)
    opened = cluster_at(address)(Ruleset({}))

    with pytest.raises(ConfigError, match=why) as told:
        list(opened.lint([ticket("The export fails.")], NO_TEMPLATES))

    assert "\n" not in str(told.value)
    opened.close()


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (("--engine", "spark"), "--engine: no engine `spark` (one of processes, dask)"),
        (("--scheduler", "tcp://127.0.0.1:8786"), "--scheduler: only dask has one"),
    ],
    ids=["no such engine", "no engine with a scheduler"],
)
def test_what_names_no_engine_is_one_line(flags: tuple[str, ...], why: str) -> None:
    done = run("check", "examples", *flags)

    assert done.returncode == 2
    assert why in done.stderr


def test_no_configuration_names_a_scheduler(tmp_path: Path) -> None:
    (tmp_path / "ticketlint.yaml").write_text("scheduler: tcp://127.0.0.1:8786\n")

    done = run("check", "examples", "--config", str(tmp_path / "ticketlint.yaml"))

    assert done.returncode == 2
    assert "scheduler" in done.stderr


class Visited(list[Ticket]):
    """Tickets that know which threads are at them, and at those of the others."""

    inside: set[int]
    most: list[int]

    def __iter__(self) -> Iterator[Ticket]:
        """Give other threads time to come in as well."""
        self.inside.add(threading.get_ident())
        time.sleep(0.01)
        self.most.append(len(self.inside))
        yield from super().__iter__()
        self.inside.discard(threading.get_ident())


def test_threads_of_a_worker_read_lines_and_judge_one_at_a_time() -> None:
    linters = Linters(Ruleset({}))
    asyncio.run(linters.setup(cast("Worker", None)))
    Visited.inside, Visited.most = set(), []
    todo: list[Callable[[Sequence[Ticket]], object]] = [
        read_lines,
        lambda tickets: linters.lint(tickets, NO_TEMPLATES),
    ]

    with ThreadPoolExecutor(4) as threads:
        done = [
            threads.submit(each, Visited([ticket("The export fails.")]))
            for each in todo
            for _ in "12"
        ]

    assert [len(list(cast("Sequence[object]", one.result()))) for one in done] == [1, 1, 1, 1]
    assert set(Visited.most) == {1}
