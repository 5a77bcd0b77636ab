"""Rules on all tickets of a run: the same report however the run is cut, and in linear work."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from tests.reporters import made
from ticketlint.backlog import near_duplicates, spellings
from ticketlint.backlog.findings import judge_backlog, with_findings
from ticketlint.backlog.options import NearDuplicates, Spellings
from ticketlint.backlog.store import store_of
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError
from ticketlint.judging.linter import Linter
from ticketlint.judging.signatures import likeness, signature_of
from ticketlint.model import (
    Address,
    BacklogFacts,
    Judgement,
    Kind,
    Location,
    Score,
    Severity,
    Spelling,
    Ticket,
    TicketField,
    TicketResult,
)
from ticketlint.run.selection import resolve
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

LONG = "Accountants need one file with one row for each invoice of the chosen month and year."
NAMES = (
    "inconsistent-term",
    "near-duplicate",
    "parent-not-found",
    "undefined-acronym",
    "undefined-term",
)


def row(number: int, text: str = LONG, **more: str) -> dict[str, str]:
    return {"key": f"PAY-{number}", "title": "Export", "description": text, **more}


BACKLOG = [
    row(1, "An epic.", type="Epic"),
    row(2, parent="PAY-1"),
    row(3, parent="PAY-99"),
    row(4, "The KQV is shown on the page of the export."),
    row(5, "The ZBM (zonal billing manager) of a month is shown."),
    row(6, "The ZBM is printed."),
    row(7, "Each dataset waits in the zorbel queue."),
    row(8, "Clerks see each dataset of a month."),
    row(9, "Clerks delete a dataset."),
    row(10, "Clerks rename a data set."),
]


def backlog(folder: Path, rows: Sequence[object]) -> str:
    path = folder / "backlog.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return str(path)


def result_of(facts: BacklogFacts, key: str = "") -> TicketResult:
    judgement = Judgement(Kind.TASK, "", Score(None, ""), facts=facts)
    return TicketResult(Address(key, identity=key), judgement)


def told(results: Iterable[TicketResult]) -> list[tuple[str, str, str]]:
    return [
        (result.key, finding.rule, finding.location.text)
        for result in results
        for finding in result.findings
        if finding.rule in NAMES
    ]


def test_each_rule_on_a_backlog_compares_all_tickets_of_a_run(tmp_path: Path) -> None:
    report = run_check([backlog(tmp_path, BACKLOG)], Config(select=NAMES), SourceOptions(), 1, iter)

    assert told(report.results) == [
        ("PAY-3", "near-duplicate", ""),
        ("PAY-3", "parent-not-found", ""),
        ("PAY-4", "undefined-acronym", "KQV"),
        ("PAY-7", "undefined-term", "zorbel queue"),
        ("PAY-10", "inconsistent-term", "data set"),
    ]


def test_two_processes_and_one_find_the_same_in_a_backlog(tmp_path: Path) -> None:
    rows = [
        row(n, LONG if n % 9 else f"The KQV of {n}.", parent=f"PAY-{n % 7}") for n in range(130)
    ]
    config, path = Config(profile="pedantic", learn_templates=False), backlog(tmp_path, rows)

    serial = run_check([path], config, SourceOptions(), 1, iter)
    parallel = run_check([path], config, SourceOptions(), 2, iter)

    assert list(serial.results) == list(parallel.results)
    assert serial.gate == parallel.gate
    assert len(told(serial.results)) > 100


def test_batches_of_any_size_give_the_same_findings(nlp: Language) -> None:
    tickets = [
        Ticket(f"PAY-{n}", "Export", (TicketField("description", LONG),), parent="PAY-0")
        for n in range(6)
    ]
    ruleset = resolve(Config(select=NAMES))
    linter = Linter(ruleset, nlp)

    whole = linter.lint(tickets)
    parts = [result for ticket in tickets for result in linter.lint([ticket])]

    found = judge_backlog(store_of(whole), ruleset)
    assert found == judge_backlog(store_of(parts), ruleset)
    assert (
        len(told(with_findings(whole[n], more, ruleset.settings) for n, more in found.items())) == 5
    )


def test_a_finding_of_the_backlog_takes_no_points(tmp_path: Path) -> None:
    path = backlog(tmp_path, [row(1), row(2)])
    off = dict.fromkeys(NAMES, "off")

    with_them, without = (
        run_check([path], Config(rules=rules, level="note"), SourceOptions(), 1, iter).results
        for rules in ({}, off)
    )

    assert told(with_them)
    assert [result.score for result in with_them] == [result.score for result in without]


def test_ten_thousand_copies_are_each_compared_with_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(
        near_duplicates, "likeness", lambda one, other: compared.append(1) or likeness(one, other)
    )
    facts = BacklogFacts(signature=signature_of(LONG))
    tickets = store_of(result_of(facts, f"PAY-{n}") for n in range(10_000))

    matches = list(near_duplicates.check(tickets, NearDuplicates(least=0.85)))

    assert len(matches) == 9_999
    assert {match.facts["other"] for match in matches} == {"PAY-0"}
    assert len(compared) < 4 * len(tickets)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        pytest.param(LONG, LONG, 1, 1, id="the same"),
        pytest.param(LONG, LONG.upper().replace(" ", "  "), 1, 1, id="capitals and spaces"),
        pytest.param(LONG * 5, LONG * 5 + " At once.", 0.8, 1, id="two words more"),
        pytest.param(LONG, LONG[::-1], 0, 0.1, id="another text"),
    ],
)
def test_likeness_follows_the_shared_runs_of_words(
    one: str, other: str, low: float, high: float
) -> None:
    assert low <= likeness(signature_of(one), signature_of(other)) <= high


def test_a_short_text_has_no_signature() -> None:
    assert signature_of("See the title of this ticket.") == b""


@pytest.mark.parametrize(
    ("forms", "found"),
    [
        pytest.param(["data set", "dataset", "dataset", "dataset"], ["data set"], id="the rare"),
        pytest.param(["data set"] * 2 + ["dataset"] * 3, [], id="nearly as frequent"),
        pytest.param(["data set", "dataset", "dataset"], [], id="too few to tell"),
        pytest.param(["dataset"] * 9, [], id="one form"),
        pytest.param(
            ["data set", "data-set", *["dataset"] * 9], ["data set", "data-set"], id="two rare"
        ),
    ],
)
def test_the_form_of_a_name_that_few_tickets_use_is_asked_about(
    forms: Sequence[str], found: Sequence[str]
) -> None:
    places = [Location("description", "other", 0, 3, 1, 1, form) for form in forms]
    tickets = store_of(
        result_of(BacklogFacts(spellings=(Spelling("dataset", place.text, place),)))
        for place in places
    )

    matches = spellings.check(tickets, Spellings(least=3, share=0.34))

    assert [match.location.text for match in matches] == found


def test_words_of_a_team_need_no_explanation(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("\ufeff# Ours\n\n- KQV: key quality value\nZBM\n", "utf-8")
    path = backlog(tmp_path, [row(1, "The KQV and the ZBM and the QRX are shown.")])
    config = Config(select=NAMES, vocab=(str(words),))

    report = run_check([path], config, SourceOptions(), 1, iter)

    assert [text for _, _, text in told(report.results)] == ["QRX"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(None, "No such file", id="none there"),
        pytest.param(b"\xff\xfe\x00", "is not UTF-8 text", id="no text"),
        pytest.param(b"x" * 1_000_001, "larger than 1 MB", id="too large"),
    ],
)
def test_a_bad_file_of_words_is_told_in_one_line(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    words = tmp_path / "words.txt"
    if content is not None:
        words.write_bytes(content)

    with pytest.raises(ConfigError) as told_error:
        run_check(
            [backlog(tmp_path, [row(1)])], Config(vocab=(str(words),)), SourceOptions(), 1, iter
        )

    line = str(told_error.value)
    assert why in line
    assert str(words) in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("severity", "most", "asked"),
    [
        pytest.param(Severity.ERROR, 3, ["Is it X-1?", "Who?", "When?"], id="an error first"),
        pytest.param(Severity.ERROR, 1, ["Is it X-1?"], id="before all others"),
        pytest.param(
            Severity.WARNING, 4, ["Who?", "When?", "Why?", "Is it X-1?"], id="others last"
        ),
        pytest.param(Severity.WARNING, 3, ["Who?", "When?", "Why?"], id="where there is room"),
        pytest.param(Severity.NOTE, 4, ["Who?", "When?", "Why?"], id="what is not shown never"),
    ],
)
def test_what_an_error_of_the_backlog_asks_comes_first(
    severity: Severity, most: int, asked: list[str]
) -> None:
    found = replace(made.finding("near-duplicate", severity), question="Is it  X-1?")
    ticket = made.result("X-2", asks=["Who?", "When?", "Why?"])

    told = with_findings(ticket, [found, found], Config(max_questions=most))

    assert [question.text for question in told.questions] == asked
