"""A process that is killed costs a retry, at last the one ticket at fault, never the run."""

import json
import os
import subprocess
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from tests.conftest import ticket
from tests.run.mortal import Mortal
from tests.splitting import ran
from ticketlint.annotation.pipeline import load_bundled, register_components
from ticketlint.cleaning.templates import learn_templates, read_lines
from ticketlint.model import Ticket
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.execution import Processes, batches
from ticketlint.run.session import Session

TICKETS = 120
# A plug-in of spaCy, as a team may have one, that ends its process where the test says so.
PLUGIN = """
import os, signal, time
from spacy.language import Language

def die():
    with open(os.environ["DEATHS"], "a") as told:
        told.write("x")
    os.kill(os.getpid(), signal.SIGKILL)

def is_first():
    try:
        open(os.environ["DEATHS"], "x").close()
    except FileExistsError:
        return False
    return True

if os.environ.get("DEADLY") == "at the start":
    die()

@Language.component("deadly")
def deadly(doc):
    how = os.environ.get("DEADLY", "")
    if how == "once" and is_first():
        die()
    if how == "slow" and doc.text.endswith(tuple(os.environ["LETHAL"].split(";"))):
        with open(os.environ["DEATHS"], "a") as told:
            told.write("x")
        time.sleep(600)
    if how == "always" and doc.text.endswith(tuple(os.environ["LETHAL"].split(";"))):
        die()
    return doc
"""


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save the bundled pipeline with one component more, and what knows that component."""
    folder = tmp_path_factory.mktemp("plugin")
    told = folder / "deadly-1.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1\n")
    (told / "entry_points.txt").write_text("[spacy_factories]\ndeadly = deadly:deadly\n")
    (folder / "deadly.py").write_text(PLUGIN)

    @Language.component("deadly")
    def harmless(doc: Any) -> Any:
        return doc

    register_components()
    nlp = load_bundled()
    nlp.add_pipe("deadly", last=True)
    nlp.to_disk(folder / "own")
    (folder / "own.yaml").write_text("pipeline: own\nlearn_templates: false\n")
    return folder


Run = tuple["subprocess.CompletedProcess[str]", Any, int]


def check(pipeline: Path, folder: Path, deadly: str, lethal: tuple[int, ...] = ()) -> Run:
    """Return what a run in two processes says, its report, and how often one was killed."""
    path, deaths = pipeline / "tickets.jsonl", folder / "deaths"
    rows = [
        {
            "key": f"A-{n}",
            "title": f"Export the invoices of {n}",
            "description": f"It must be fast, etc. Row {n * 7919}.",
            "type": "Story",
        }
        for n in range(TICKETS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = ["check", str(path), "-j", "2", "-o", "json", "--fail-on", "never"]
    told = {
        "PYTHONPATH": str(pipeline),
        "DEATHS": str(deaths),
        "DEADLY": deadly,
        "LETHAL": ";".join(f"invoices of {n}" for n in lethal),
    }
    arguments = [*command, "--config", str(pipeline / "own.yaml")]
    # The two processes are started anew, each with its imports.
    code, out, err = ran(arguments, b"", None, {**os.environ, "PYTHONUTF8": "1", **told}, 600)
    done = subprocess.CompletedProcess(arguments, code, out.decode(), err.decode())
    killed = len(deaths.read_text()) if deaths.exists() else 0
    return done, json.loads(done.stdout), killed


@pytest.fixture(scope="module")
def undisturbed(pipeline: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same tickets, with nothing killed."""
    return check(pipeline, tmp_path_factory.mktemp("undisturbed"), "")


def test_a_process_that_is_killed_once_changes_nothing(
    pipeline: Path, undisturbed: Run, tmp_path: Path
) -> None:
    quiet, whole, _ = undisturbed
    done, report, killed = check(pipeline, tmp_path, "once")

    assert killed == 1
    assert (done.returncode, done.stderr) == (quiet.returncode, quiet.stderr) == (0, "")
    assert report == whole
    assert done.stdout == quiet.stdout


@pytest.mark.parametrize(
    "lethal", [(60,), (0, 1, 119)], ids=["in the middle", "the first, the next and the last"]
)
def test_a_ticket_that_kills_its_process_fails_alone(
    pipeline: Path, undisturbed: Run, tmp_path: Path, lethal: tuple[int, ...]
) -> None:
    _, whole, _ = undisturbed
    done, report, killed = check(pipeline, tmp_path, "always", lethal)

    assert done.returncode == 2
    assert [row["key"] for row in report["tickets"]] == [f"A-{n}" for n in range(TICKETS)]
    for number, (row, as_it_was) in enumerate(
        zip(report["tickets"], whole["tickets"], strict=True)
    ):
        if number not in lethal:
            assert row == as_it_was
            continue
        assert (row["grade"], row["findings"]) == ("unscored", [])
        [failure] = row["failures"]
        assert "killed 3 times (give it more memory or use fewer --jobs" in failure["message"]
    assert f"A-{lethal[0]}: the process that judged this ticket was killed" in done.stderr
    told, reason = done.stderr.splitlines()
    assert told.startswith("ticketlint: A-")
    assert reason.startswith("ticketlint: Gate failed: ")
    # Each is tried in its batch twice, in which another may be first, and once alone.
    assert killed <= 3 * len(lethal)


def test_where_no_process_lives_each_ticket_fails_and_the_run_ends(
    pipeline: Path, tmp_path: Path
) -> None:
    done, report, killed = check(pipeline, tmp_path, "at the start")

    assert done.returncode == 2
    assert len(report["tickets"]) == TICKETS
    assert all(row["failures"] for row in report["tickets"])
    assert "processes are killed" in done.stderr or "was killed" in done.stderr
    assert killed < 20


def test_batches_are_bounded_in_tickets_and_characters() -> None:
    short = [Ticket(f"A-{n}", "T") for n in range(120)]
    long = [Ticket(f"B-{n}", "T" * 60_000) for n in range(3)]

    assert [len(batch) for batch in batches(short)] == [50, 50, 20]
    assert [len(batch) for batch in batches(long)] == [1, 1, 1]
    assert [len(batch) for batch in batches([*long, *short])] == [1, 1, 50, 50, 21]
    assert list(batches([])) == []


def many(count: int) -> list[Ticket]:
    field = "Please describe what you have tried before.\n\nThe export of row {} fails again."
    return [ticket(field.format(n * 7919), key=f"A-{n}") for n in range(count)]


def test_processes_give_the_lines_of_tickets_in_their_order() -> None:
    tickets = many(310)
    engine = Processes(2, Ruleset({}))

    assert list(engine.lines(tickets)) == list(read_lines(tickets))
    engine.close()


def test_processes_that_are_killed_while_they_read_lines_lose_none() -> None:
    tickets = many(620)
    engine = Processes(2, Ruleset({}))

    lines = engine.lines(tickets)
    found = [next(lines)]
    for process in active_children():
        process.kill()
    found += lines

    assert found == list(read_lines(tickets))
    engine.close()


def test_a_ticket_whose_lines_no_process_survives_is_told_from_one_without_lines() -> None:
    tickets = [*many(120), Ticket("A-200", "Without lines")]
    engine = Mortal(Ruleset({}))

    found = list(engine.lines(tickets))

    assert found == [None if n == 7 else one for n, one in enumerate(read_lines(tickets))]
    assert found[-1] == {}
    engine.close()


@pytest.mark.parametrize(("count", "started"), [(40, 0), (310, 2)], ids=["few", "many"])
def test_processes_read_the_lines_of_many_tickets_only(count: int, started: int) -> None:
    with Session(Ruleset({}), 2) as session:
        before = len(active_children())
        learnt = session.learn(lambda read: learn_templates(many(count), read))

        assert len(active_children()) - before == started
        assert learnt == learn_templates(many(count))
        assert learnt.count == 1
