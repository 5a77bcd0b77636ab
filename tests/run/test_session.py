"""One loop for every command: what one of them finds, all of them find."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from tests.cli.test_cli import STORY, write
from tests.conftest import ticket
from tests.jira.fake_data import make_issues
from tests.jira.fixtures import comments
from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.config.settings import Config
from ticketlint.evaluation.evaluating import evaluate
from ticketlint.model import Ticket, TicketResult
from ticketlint.reporters.inspecting import SeenTicket
from ticketlint.run.inspection import see
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, run_check
from ticketlint.sources import SourceOptions


class Untouchable:
    """Standard input of a host that allows nobody to look at it."""

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"sys.stdin.{name} was touched")


@pytest.mark.parametrize("stdin", [None, Untouchable()], ids=["none", "another's"])
def test_standard_input_is_left_alone_unless_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stdin: object
) -> None:
    path = write(tmp_path, "a.jsonl", STORY)
    monkeypatch.setattr(sys, "stdin", stdin)

    report = run_check([path], Config(), SourceOptions(), 1, iter)

    assert len(report.results) == 1
    assert not report.failures


def test_a_process_without_standard_input_is_told_only_where_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    report = run_check(["-"], Config(), SourceOptions(), 1, iter)

    assert "stdin is not open" in report.failures[0].message


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_standard_input_stops_no_run(tmp_path: Path, jobs: str) -> None:
    path = write(tmp_path, "a.jsonl", STORY)
    command = [sys.executable, "-m", "ticketlint", "check", path, "-o", "json", "-j", jobs]

    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command], capture_output=True, timeout=300
    )

    assert json.loads(done.stdout)["summary"]["tickets"] == 1
    assert done.returncode == 0


def test_publish_by_key_asks_what_the_rules_on_a_backlog_ask(serve, command, tmp_path) -> None:
    issues = make_issues(2)
    issues[
        1
    ].description = "The QRX of each month is shown to the accountant on the page of the invoices."
    fake = serve(issues)
    (tmp_path / "own.yaml").write_text(
        "select: [undefined-acronym]\nrules: {undefined-acronym: error}\nmax_questions: 9\n"
    )

    run = command(
        fake, "publish", "PAY-1", "PAY-2", "--yes", "--config", str(tmp_path / "own.yaml")
    )

    assert run.code == 0, run
    assert "QRX" in json.dumps(comments(fake))


def test_evaluation_annotates_each_ticket_once(tmp_path: Path, nlp: Language) -> None:
    titles = [f"{STORY['title']} {n}" for n in range(3)]
    rows = [{**STORY, "key": title, "title": title, "labels": [{}]} for title in titles]
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    texts: list[str] = []

    @Language.component("counted")
    def counted(doc: Doc) -> Doc:
        texts.append(doc.text)
        return doc

    nlp.to_disk(tmp_path / "own")
    load_pipeline(str(tmp_path / "own")).add_pipe("counted", last=True)

    evaluation = evaluate([path], Config(pipeline=str(tmp_path / "own")))

    assert evaluation.tickets == 3
    assert [texts.count(title) for title in titles] == [1, 1, 1]


def test_what_is_seen_of_tickets_keeps_no_document(nlp: Language) -> None:
    session = Session(resolve(Config()))
    list(session.view([ticket("Warm up.")], see))
    before = len(nlp.vocab.strings)
    many = [ticket(" ".join(f"word{n}x{m}" for m in range(50)), key=f"A-{n}") for n in range(120)]

    seen = list(session.view(many, see))

    assert [one.key for one in seen if isinstance(one, SeenTicket)] == [one.key for one in many]
    assert len(nlp.vocab.strings) == before


def test_a_text_that_breaks_the_pipeline_costs_its_own_ticket_only(
    tmp_path: Path, nlp: Language
) -> None:
    @Language.component("broken")
    def broken(doc: Doc) -> Doc:
        if "breaks" in doc.text:
            raise ValueError("a fault of ours")
        return doc

    nlp.to_disk(tmp_path)
    load_pipeline(str(tmp_path)).add_pipe("broken", last=True)
    texts = ["It is fast.", "It breaks.", "It is slow, etc."]
    tickets = [ticket(text, key=f"A-{n}") for n, text in enumerate(texts)]

    results = list(Session(resolve(Config(pipeline=str(tmp_path)))).check(tickets))

    assert [result.key for result in results] == ["A-0", "A-1", "A-2"]
    assert [len(result.failures) for result in results] == [0, 1, 0]
    assert "a fault of ours" in results[1].failures[0].message
    alone = list(Session(resolve(Config())).check(tickets))
    assert [results[n].findings for n in (0, 2)] == [alone[n].findings for n in (0, 2)]


@pytest.mark.parametrize(("jobs", "most"), [(1, 51), (2, 301)])
def test_a_run_reads_only_a_few_batches_ahead(jobs: int, most: int) -> None:
    many = most + 60
    read = 0
    read_at_first: list[int] = []

    def tickets() -> Iterator[Ticket]:
        nonlocal read
        for number in range(many):
            read += 1
            yield ticket("Done.", key=f"A-{number}")

    def watch(results: Iterator[TicketResult]) -> Iterator[TicketResult]:
        for result in results:
            read_at_first.append(read)
            yield result

    with Session(resolve(Config(select=("open-list",))), jobs) as session:
        results = session.check(tickets(), watch)

    assert len(results) == read == many
    assert read_at_first[0] <= most


def test_options_of_the_configuration_reach_every_kind_of_rule() -> None:
    words = "The clerk exports each invoice of the chosen month into one file with one row each."
    texts = [words, words.replace("one file", "one table")]
    tickets = [ticket(text, key=f"A-{n}") for n, text in enumerate(texts)]
    found = []
    for least, fewest in ((0.99, 2), (0.3, 90)):
        rules = {
            "near-duplicate": {"options": {"least": least}},
            "thin-description": {"severity": "note", "options": {"fewest": fewest}},
        }
        config = Config.model_validate({"select": list(rules), "rules": rules})
        results = Session(resolve(config)).check(tickets)
        found.append([sorted({one.rule for one in result.findings}) for result in results])

    assert found == [
        [[], []],
        [["thin-description"], ["near-duplicate", "thin-description"]],
    ]


@pytest.mark.parametrize(
    ("status", "severity"), [("Idea", "warning"), ("In progress", "error")], ids=["idea", "work"]
)
def test_what_a_backlog_shows_of_an_idea_is_a_level_lower(status: str, severity: str) -> None:
    rules = {"undefined-acronym": {"severity": "error"}}
    config = Config.model_validate({"select": list(rules), "rules": rules})
    one = replace(ticket("The QRX of a month is shown."), status=status)

    [result] = Session(resolve(config)).check([one])

    assert [finding.severity for finding in result.findings] == [severity]
