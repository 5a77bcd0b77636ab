"""Texts that once hung, crashed or starved a run are judged like any other."""

import json
import resource
import subprocess
import sys
import time

import pytest

from ticketlint.annotation.lexicon.prescriptions import prescribes
from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.sections import is_placeholder
from ticketlint.cleaning.templates import recurring_lines
from ticketlint.config import budgets
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.run.selection import resolve

GOOD = {"key": "GOOD-1", "title": "Export the invoices", "description": "As a clerk I want it."}
# Processor seconds for a file of hostile tickets; each that was quadratic took minutes.
CPU_SECONDS = 150
LONG = 50_000


def check(tmp_path, *tickets) -> dict:
    """Run the command on tickets within its processor time and return the report."""
    path = tmp_path / "tickets.jsonl"
    path.write_text("\n".join(map(json.dumps, tickets)), encoding="utf-8")
    command = [sys.executable, "-m", "ticketlint", "check", str(path), "--isolated"]
    done = subprocess.run(
        [*command, "--fail-on", "never", "-o", "json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS)),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def long(piece: str, size: int = LONG) -> str:
    return (piece * (size // len(piece) + 1))[:size]


TITLES = (
    "() " * 50 + "fix",
    "ab:   " * 25 + "x",
    "[] ( ) ab: " * 20,
    "[a] " * 500 + "-",
    "Tag: \n" * 2_000,
)
PIECES = ("-", " ", "# a\n", "; ", "a:\n", "# Steps\n-\n", "[", "blocked until the s")


def test_titles_of_marks_are_judged_beside_a_good_ticket(tmp_path):
    hostile = [
        {"key": f"A-{n}", "title": title, "description": "Text."} for n, title in enumerate(TITLES)
    ]

    report = check(tmp_path, *hostile, GOOD)

    assert len(report["tickets"]) == len(TITLES) + 1
    assert all(ticket["failures"] == [] for ticket in report["tickets"])
    assert report["tickets"][-1]["score"] is not None


def test_long_descriptions_of_one_piece_are_judged_beside_a_good_ticket(tmp_path):
    hostile = [
        {"key": f"A-{n}", "title": "Export", "description": long(piece) + "x"}
        for n, piece in enumerate(PIECES)
    ]

    report = check(tmp_path, *hostile, GOOD)

    assert len(report["tickets"]) == len(PIECES) + 1
    assert all(ticket["failures"] == [] for ticket in report["tickets"])
    assert report["tickets"][-1]["score"] is not None


HALF = "\ud800"
HALF_IN_ADF = json.dumps(
    {
        "type": "doc",
        "content": [
            {
                "type": "heading",
                "attrs": {"level": 2},
                "content": [{"type": "text", "text": f"x{HALF} steps"}],
            },
            {
                "type": "paragraph",
                "content": [{"type": "text", "text": f"Open {HALF} it. \U0001f600"}],
            },
        ],
    }
)


@pytest.mark.parametrize(
    "ticket",
    [
        pytest.param(Ticket("A-1", f"Fix {HALF}"), id="title"),
        pytest.param(Ticket(f"A{HALF}-1", "Fix"), id="key"),
        pytest.param(
            Ticket("A-1", "Fix", labels=(f"bug{HALF}",), type=HALF, status=HALF), id="facts"
        ),
        pytest.param(
            Ticket("A-1", "Fix", project=HALF, parent=HALF, links=(HALF,), estimate=HALF),
            id="links",
        ),
        pytest.param(
            Ticket(
                "A-1",
                "Fix",
                (TicketField("description", f"# Steps {HALF}\nOpen {HALF}", Markup.MARKDOWN),),
            ),
            id="heading",
        ),
        pytest.param(
            Ticket(
                "A-1",
                "Fix",
                (TicketField("acceptance_criteria", f"* {HALF} is shown", Markup.JIRA),),
            ),
            id="criteria",
        ),
        pytest.param(
            Ticket("A-1", "Fix", (TicketField("environment", f"<p>{HALF}</p>", Markup.HTML),)),
            id="html",
        ),
        pytest.param(
            Ticket("A-1", "Fix", (TicketField("description", HALF_IN_ADF, Markup.ADF),)), id="adf"
        ),
        pytest.param(
            Ticket("A-1", "Fix", (TicketField("description", f"Do: {HALF}"),)), id="plain"
        ),
    ],
)
def test_half_a_character_anywhere_is_judged_like_any_text(nlp, ticket):
    config = Config()

    [result] = Linter(resolve(config), nlp).lint([ticket])

    assert result.failures == ()
    assert HALF not in repr(result)
    assert r"\ud800" not in repr(result)


def test_a_whole_character_written_as_two_halves_stays_whole():
    read = outline(Ticket("A-1", "Fix", (TicketField("description", HALF_IN_ADF, Markup.ADF),)), {})

    assert "\U0001f600" in read.bodies["description"].text
    assert "\N{REPLACEMENT CHARACTER}" in read.bodies["description"].text


@pytest.mark.parametrize("piece", ["; ", "a\n\n", "a  "])
def test_a_ticket_of_symbols_or_of_short_lines_is_cut_at_its_budgets_and_says_so(piece):
    text = "\n\n".join(long(piece, 9_000) for _ in range(10))
    read = outline(Ticket("A-1", "Fix", (TicketField("description", text),)), {})

    assert 0 < sum(len(passage.text.split()) for passage in read.passages) <= budgets.PROSE_WORDS
    assert len(read.passages) <= budgets.PROSE_PASSAGES
    assert read.cut_chars > 0


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("", True),
        (" - - ", True),
        ("__TBD__.", True),
        ("<describe the goal here>", True),
        ("- [your text] -", True),
        ("* <a> <b>", False),
        ("<" + "a" * 90 + ">", False),
        ("(N/A)", True),
        ("Lorem ipsum dolor", True),
        ("TBD by the team", True),
        ("[a](b)", False),
        ("a>b<c", False),
    ],
)
def test_a_placeholder_is_told_whatever_stands_around_it(text, empty):
    assert is_placeholder(text) is empty


@pytest.mark.parametrize(
    ("title", "says_how"),
    [
        ("[Web] (api) Core: refactor it", True),
        ("refactor: parser", True),
        ("(chore): tidy", True),
        ("-- [x] we should migrate the store", True),
        ("[Web] show the invoices", False),
        ("Replace: the button", True),
        ("Shop: update the SQL schema", True),
        ("Shop: update the greeting", False),
    ],
)
def test_marks_before_the_verb_of_a_title_are_passed_over(title, says_how):
    assert prescribes(title) is says_how


def seconds_to_learn(tickets) -> float:
    start = time.process_time()
    recurring_lines(tickets, least=2)
    return time.process_time() - start


def test_lines_of_many_projects_are_learnt_in_linear_time():
    tickets = [
        Ticket(
            f"P{n % 50}-{n}",
            "Fix",
            (
                TicketField(
                    "description",
                    f"Please say what you did in case {n}\n\nAnd what was shown in case {n}",
                ),
            ),
            project=f"P{n % 50}",
        )
        for n in range(6_400)
    ]

    few = min(seconds_to_learn(tickets[:400]) for _ in range(3))

    # 16 times the tickets: 16 for linear growth, over 100 for quadratic growth.
    assert seconds_to_learn(tickets) < 50 * few


def test_words_of_a_batch_are_forgotten_with_it_once_many_are_known(nlp, monkeypatch):
    config = Config()
    linter = Linter(resolve(config), nlp)
    list(linter.lint([Ticket("A-0", "Warm up", (TicketField("description", "One text."),))]))
    before = len(nlp.vocab.strings)
    monkeypatch.setattr(budgets, "WORDS_LEARNT", before - 1)

    for batch in range(3):
        text = " ".join(f"word{batch}x{n}" for n in range(500))
        list(linter.lint([Ticket("A-1", "Fix", (TicketField("description", text),))]))

    assert len(nlp.vocab.strings) - before < 100
