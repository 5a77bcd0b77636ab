"""`ticketlint.check` as a program calls it: mappings and tickets in, frozen results out."""

import doctest
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

import ticketlint
from tests.conftest import ROOT
from ticketlint.config import budgets
from ticketlint.config.settings import Config
from ticketlint.model import Finding, Kind, Markup, State, Ticket, TicketField, TicketResult
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

TEXT = "We just need an export that is fast."
FORMS: dict[str, Any] = {
    "our own names": {"key": "A-1", "title": "Export", "description": TEXT, "kind": "story"},
    "names of a table": {"Issue key": "A-1", "Summary": "Export", "Body": TEXT, "Issue Type": "Story"},
    "other names": {"id": "A-1", "name": "Export", "text": TEXT, "issue-type": "STORY"},
    "its own name wins": {"name": "Ann", "Title": "Export", "key": "A-1", "body": TEXT, "kind": "story"},
    "an enum": {"key": "A-1", "title": "Export", "body": TEXT, "kind": Kind.STORY, "markup": Markup.PLAIN},
    "an empty cell": {"key": "A-1", "title": "Export", "description": TEXT, "kind": "story", "labels": float("nan")},
    "Jira": {"key": "A-1", "fields": {"summary": "Export", "description": TEXT, "issuetype": {"name": "Story"}}},
    "GitHub": {
        "number": 1, "id": 99, "title": "Export", "body": TEXT, "labels": [{"name": "story"}],
        "html_url": "https://github.com/a/b/issues/1",
    },
    "a Ticket": Ticket("A-1", "Export", (TicketField("description", TEXT),), type="Story"),
}  # fmt: skip
UNREAD = {
    "no mapping": (5, "a int, not a mapping or a Ticket"),
    "nothing of a ticket": ({"colour": "red"}, "no title and no description"),
    "nothing at all": ({}, "no title and no description"),
    "too long": ({"title": "x" * (budgets.TITLE_CHARS + 1)}, "title of 200,001 characters"),
    "a pull request": ({"number": 1, "title": "A", "pull_request": {"url": "x"}}, "a pull request"),
}


@pytest.fixture(scope="module")
def checker() -> ticketlint.Checker:
    return ticketlint.Checker()


@pytest.fixture(scope="module")
def told(checker: ticketlint.Checker) -> dict[str, TicketResult]:
    """All forms and all that cannot be read, in turns, checked at once."""
    forms = {**FORMS, **{name: given for name, (given, _) in UNREAD.items()}}
    order = sorted(forms)  # the bad stand among the good
    return dict(zip(order, checker.check([forms[name] for name in order]), strict=True))


def in_a_new_process(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import ticketlint; print(sorted(set(sys.modules) - before))"

    assert in_a_new_process(code) == "['ticketlint']"


def test_every_name_of_the_package_is_there_and_no_other() -> None:
    assert all(getattr(ticketlint, name) is not None for name in ticketlint.__all__)
    assert set(ticketlint.__all__) <= set(dir(ticketlint))
    with pytest.raises(AttributeError, match="'ticketlint' has no attribute 'chek'"):
        ticketlint.chek  # type: ignore[attr-defined]  # noqa: B018


def test_the_page_shows_what_happens() -> None:
    done = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False)

    assert done.attempted >= 10
    assert done.failed == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_ticket_is_read_whatever_its_parts_are_called(
    form: str, told: dict[str, TicketResult]
) -> None:
    result = told[form]

    assert result.failures == ()
    assert (result.title, result.kind) == ("Export", Kind.STORY)
    assert result.key == ("a/b#1" if form == "GitHub" else "A-1")
    [found] = [one for one in result.findings if one.rule == "minimising-language"]
    assert (found.location.field, found.location.text) == ("description", "just need an")
    assert result.level is not None
    assert result.score.value is not None


@pytest.mark.parametrize("form", UNREAD)
def test_what_cannot_be_read_is_told_with_its_place_and_costs_no_other(
    form: str, told: dict[str, TicketResult]
) -> None:
    result, place = told[form], list(told).index(form)

    [failure] = result.failures
    assert str(failure).startswith(f"tickets[{place}]: ")
    assert UNREAD[form][1] in failure.message
    assert "(" in failure.message
    assert (result.score.value, result.level, result.findings) == (None, None, ())


def test_a_result_is_frozen(told: dict[str, TicketResult]) -> None:
    result = told["a Ticket"]
    for value, name in (
        (result, "judgement"),
        (result.score, "value"),
        (result.findings[0], "rule"),
    ):
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)


def test_tickets_are_taken_while_results_are_read(checker: ticketlint.Checker) -> None:
    taken = count()
    endless = ({"title": f"Export {next(taken)}", "description": ""} for _ in count())

    results = list(islice(checker.check(endless), 2))

    assert [result.title for result in results] == ["Export 0", "Export 1"]
    assert next(taken) <= budgets.BATCH_TICKETS + 1


def test_nothing_is_taken_before_the_first_result_is_asked_for(checker: ticketlint.Checker) -> None:
    def broken() -> Iterator[dict[str, str]]:
        yield {"title": "Export"}
        raise LookupError("the database is gone")

    results = checker.check(broken())

    with pytest.raises(LookupError, match="the database is gone"):
        list(results)


def spared(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(replace(one, fails=False) for one in findings)


def test_a_backlog_is_judged_as_the_command_line_judges_it(
    tmp_path: Path,
) -> None:
    config = Config(level="note")
    prompt = "Tell us what the customer sees today and what should be there instead."
    things = ("invoices", "orders", "refunds", "taxes", "fees", "items", "rates", "bonds", "loans")
    tickets = [
        {
            "key": f"PAY-{number}",
            "title": f"Export {thing} of a month",
            "type": "Story",
            "description": f"{prompt}\n\nSo that {thing} are paid, list all {thing}, etc.",
        }
        for number, thing in enumerate(things)
    ]
    tickets.append({**tickets[0], "key": "PAY-99"})
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, tickets)), encoding="utf-8")

    report = run_check([str(file)], config, SourceOptions(), 1, iter)
    checker = ticketlint.Checker(config)
    results = list(checker.check(tickets, backlog=True))

    # What fails is said by a gate, and a program has none.
    judged = [replace(one.judgement, findings=spared(one.findings)) for one in report.results]
    assert [one.judgement for one in results] == judged
    assert results[0].judgement.template_lines == 1
    found = {one.rule for one in results[-1].findings}
    assert "near-duplicate" in found
    [alone] = checker.check([tickets[-1]])
    assert "near-duplicate" not in {one.rule for one in alone.findings}
    assert alone.judgement.template_lines == 0


def test_suppressions_and_closed_tickets_are_heeded(tmp_path: Path) -> None:
    config = tmp_path / "ticketlint.yaml"
    config.write_text("open_only: true\nsuppressions: agreed.yaml\n", encoding="utf-8")
    entry = "- {ticket: A-1, rule: minimising-language, reason: agreed}\n"
    (tmp_path / "agreed.yaml").write_text(entry, encoding="utf-8")
    ticket = {"key": "A-1", "title": "Export", "description": TEXT}

    [result] = ticketlint.check([{**ticket, "key": "A-0", "status": "Done"}, ticket], config)

    assert result.key == "A-1"
    states = {one.rule: one.state for one in result.findings}
    assert states["minimising-language"] is State.SUPPRESSED


@pytest.mark.parametrize(
    ("tickets", "config", "told"),
    [
        pytest.param({"title": "A"}, None, "tickets: one ticket, not several (put it into a list)", id="a mapping"),
        pytest.param("text", None, "tickets: one ticket, not several", id="a text"),
        pytest.param([], {"profil": "x"}, "`profil`", id="no such setting"),
        pytest.param([], {"rules": {"no-such": "off"}}, "no rule `no-such`", id="no such rule"),
        pytest.param([], {"extends": "x"}, "config: `extends` stands in a file only", id="extends"),
        pytest.param([], 5, "config: is a int (give a mapping", id="no configuration"),
        pytest.param([], "/nowhere/a.yaml", "/nowhere/a.yaml: ", id="no file"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_at_the_call(tickets: Any, config: Any, told: str) -> None:
    with pytest.raises(ticketlint.TicketlintError) as error:
        ticketlint.check(tickets, config)

    assert told in str(error.value)
