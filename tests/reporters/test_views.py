"""What a person may ask of the text report: an order, groups, tables, more or less of it."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.reporters.made import finding, report, result, text_of
from tests.reporters.reports import FINDING
from ticketlint.model import (
    AnswerType,
    Changes,
    Earlier,
    Extent,
    Failure,
    Gate,
    Kind,
    Location,
    Loss,
    Maturity,
    Notice,
    Question,
    Report,
    Severity,
    State,
    Telling,
    Tells,
    TicketResult,
)
from ticketlint.model.score import Words
from ticketlint.reporters.ordering import in_order
from ticketlint.reporters.text import write
from ticketlint.reporters.view import Detail, Order, View

ERROR = finding("missing-acceptance-criteria", Severity.ERROR)
KNOWN = finding(state=State.KNOWN)
TICKETS = [
    result("PAY-10", finding(), score=30.0, parent="PAY-1", project="PAY"),
    result("PAY-2", ERROR, score=80.0, parent="PAY-1", project="PAY", kind=Kind.BUG),
    result("WEB-1", KNOWN, KNOWN, KNOWN, score=None, level=None, project="WEB"),
    result("PAY-1", score=20.0, kind=Kind.EPIC, project="PAY", title="Checkout"),
    result("pay-3", finding(), ERROR, score=30.0, level=Maturity.READY, project="PAY"),
]


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        (None, ["PAY-10", "PAY-2", "WEB-1", "PAY-1", "pay-3"]),
        ("score", ["PAY-1", "PAY-10", "pay-3", "PAY-2", "WEB-1"]),
        ("findings", ["pay-3", "PAY-2", "WEB-1", "PAY-10", "PAY-1"]),
        ("new", ["pay-3", "PAY-2", "PAY-10", "WEB-1", "PAY-1"]),
        ("key", ["PAY-1", "PAY-2", "pay-3", "PAY-10", "WEB-1"]),
    ],
)
def test_tickets_come_in_the_order_that_was_asked_for(order: Order | None, keys: list[str]) -> None:
    results = in_order(tuple(TICKETS), order)

    assert [one.key for one in results] == [one.key for one in results] == keys
    assert len(results) == len(keys)


def test_a_key_with_more_digits_than_a_number_may_have_is_sorted() -> None:
    long = "A-" + "9" * 10_000

    results = in_order((result(long), result("A-10"), result("A-0009")), "key")

    assert [one.key for one in results] == ["A-0009", "A-10", long]


class Many:
    """Results made as they are read, each of them once a reading."""

    def __init__(self, count: int, make: Callable[[int], TicketResult]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    def __iter__(self):
        return map(self._make, range(self._count))


def test_an_order_holds_no_results() -> None:
    results = Many(3000, lambda n: result(f"A-{n}", score=float(n % 100)))

    ordered = in_order(results, "score")

    values = [one.score.value for one in ordered]
    assert values == sorted(values)
    assert len(vars_of_depth(ordered)) < 10


def vars_of_depth(ordered: object) -> list[TicketResult]:
    """Return the results that an ordered sequence has at hand."""
    return [*ordered.kept._newest, *ordered.kept._last_read[1]]


def rows(shown: str) -> dict[str, list[str]]:
    lines = (re.split(r"  +", line) for line in shown.split("\n") if line)
    return {name: figures for name, *figures in lines}


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("epic", ["PAY-1", "no epic or parent"]),
        ("project", ["PAY", "WEB"]),
        ("kind", ["bug", "epic", "story"]),
    ],
)
def test_the_totals_of_groups_add_up(by: str, names: list[str]) -> None:
    shown = text_of(report(TICKETS), View(Detail.QUIET, by, statistics=True))

    head, *middle, total = shown.rstrip("\n").split("\n")
    assert head.split()[1:] == ["tickets", "errors", "warnings", *Maturity, "median"]
    assert [row.partition("  ")[0] for row in middle] == names
    figures = [[float(cell) for cell in row.split()[-7:-1]] for row in (*middle, total)]
    assert [sum(column) for column in zip(*figures[:-1], strict=True)] == figures[-1]
    assert figures[-1] == [5, 2, 5, 3, 0, 1]


def test_the_table_of_rules_counts_findings_and_tickets() -> None:
    shown = text_of(report(TICKETS), View(Detail.QUIET, statistics=True))

    assert rows(shown) == {
        "rule": ["errors", "warnings", "tickets", "share"],
        "vague-quality": ["0", "5", "3", "60.0%"],
        "missing-acceptance-criteria": ["2", "0", "2", "40.0%"],
        "any rule": ["2", "5", "4", "80.0%"],
    }
    assert shown == text_of(report(TICKETS), View(Detail.QUIET, "rule", statistics=True))


def test_groups_have_a_heading_with_their_totals_and_hold_each_ticket_once() -> None:
    shown = text_of(report(TICKETS), View(group_by="epic"))

    headings = [line for line in shown.split("\n") if line.startswith("── ")]
    assert headings == [
        "── PAY-1  Checkout  2 tickets · 1 error · 1 warning · median score 55 · 2 draft",
        "── no epic or parent  3 tickets · 1 error · 4 warnings · median score 25 · 1 draft · 1 ready",
    ]
    for ticket in TICKETS:
        assert shown.count(f"\n{ticket.key}  {ticket.title}\n") == 1


def test_by_rule_each_finding_stands_once_below_its_rule() -> None:
    shown = text_of(report(TICKETS), View(group_by="rule"))

    first, second = shown.split("── ")[1:]
    assert first.startswith("vague-quality  5 warnings · 3 tickets\n")
    assert second.startswith("missing-acceptance-criteria  2 errors · 2 tickets\n")
    assert (first.count("warning[vague-quality]"), first.count("error[")) == (5, 0)
    assert (second.count("error[missing-"), second.count("warning[")) == (2, 0)


def test_by_rule_what_could_not_be_judged_is_told_too() -> None:
    broken = result("BAD-1")
    judgement = replace(broken.judgement, failures=(Failure("ValueError: oops", rule="r"),))

    shown = text_of(report([replace(broken, judgement=judgement)]), View(group_by="rule"))

    assert "BAD-1  Title of BAD-1\n  failed [r] ValueError: oops\n" in shown


def full() -> Report:
    """Return a report of a ticket with all that can be told of one, and a clear one."""
    words = Words("description", 0, 3, "They wait.")
    telling = Telling(Extent.YES, 0.9, 1, (words,))
    one = result("PAY-1", ERROR, asks=["Which one?"], source="a.jsonl", url="https://x.test/1")
    losses = tuple(Loss("clear", float(n), f"it says thing {n}") for n in range(1, 6))
    judgement = replace(
        one.judgement,
        score=replace(one.score, lost=losses),
        tells=Tells(telling, telling, telling),
    )
    made = report([replace(one, judgement=judgement), result("PAY-2")], "1 error finding")
    notice, failure = Notice("left out", "b.txt"), Failure("no such file", "c.md")
    return replace(made, notices=(notice,), failures=(failure,))


def test_quiet_shows_findings_failures_and_the_gate_and_nothing_else() -> None:
    assert text_of(full(), View(Detail.QUIET)) == (
        "PAY-1  Title of PAY-1\n"
        "  error[missing-acceptance-criteria] It is vague.\n"
        "\n"
        "c.md: no such file\n"
        "2 tickets: 1 error, 0 warnings, 0 notes\n"
        "Gate failed: 1 error finding\n"
    )


def test_quiet_tells_what_may_explain_a_gate_that_failed_and_nothing_else() -> None:
    why = Notice(
        "leaving out `open-list` does not hold: it held until 2026-01-01",
        "s.yaml",
        7,
        explains=True,
    )
    red = replace(full(), notices=(*full().notices, why))
    green = replace(red, gate=Gate(passed=True))
    told = f"s.yaml:7: {why.message}\n"

    assert told in text_of(red, View(Detail.QUIET))
    assert "left out" not in text_of(red, View(Detail.QUIET))
    assert told not in text_of(green, View(Detail.QUIET))
    assert told in text_of(green)
    assert text_of(red, View(Detail.SILENT)) == "Gate failed: 1 error finding\n"


def test_a_ticket_that_misses_a_limit_is_told_quietly_too_with_what_brings_points_back() -> None:
    low = replace(full().results[1], misses=("scores 50, below 80 (it was 90.3)",))
    judgement = replace(
        low.judgement, score=replace(low.score, lost=(Loss("exact", 5.7, "it names things"),))
    )
    shown = text_of(report([replace(low, judgement=judgement)], "1 ticket"), View(Detail.QUIET))

    assert shown.startswith(
        "PAY-2  Title of PAY-2\n"
        "  gate: scores 50, below 80 (it was 90.3)\n"
        "  +5.7 if it names things\n"
    )


def test_a_report_of_what_is_new_lists_the_tickets_with_something_new_and_counts_the_rest() -> None:
    old = Earlier(is_fresh=False)
    known = replace(result("PAY-1", finding(state=State.KNOWN), asks=("Old?",)), earlier=old)
    newer = replace(result("PAY-2", finding(), asks=("New?",)), earlier=old)
    fresh = replace(result("PAY-3"), earlier=Earlier(is_fresh=True))
    made = replace(
        report([known, newer, fresh]),
        changes=Changes("known.json", new=1, fixed=0, known=1),
        hidden=(State.SUPPRESSED, State.KNOWN),
    )
    shown = text_of(made)

    assert "PAY-1" not in shown
    assert "Old?" not in shown
    assert "New?" in shown
    assert "PAY-3" in shown
    assert "1 ticket with nothing new not listed (--show-known lists them)" in shown
    assert "3 tickets: 0 new errors, 1 new warning, 0 new notes" in shown
    whole = text_of(replace(made, hidden=(State.SUPPRESSED,)))
    assert "PAY-1" in whole
    assert "3 tickets: 0 errors, 2 warnings, 0 notes" in whole


def test_quiet_and_green_shows_what_changed() -> None:
    changes = Changes("known.json", new=0, fixed=0, known=148)
    green = replace(report([result("PAY-2")]), changes=changes)

    assert text_of(green, View(Detail.QUIET)) == "0 new, 0 fixed, 148 known (known.json)\n"
    assert text_of(green, View(Detail.SILENT)) == ""


def test_silent_shows_why_the_gate_failed_or_nothing() -> None:
    assert text_of(full(), View(Detail.SILENT)) == "Gate failed: 1 error finding\n"
    assert text_of(report([result("A-1", finding())]), View(Detail.SILENT)) == ""


def test_verbose_shows_all_that_is_known() -> None:
    usual, verbose = text_of(full()), text_of(full(), View(Detail.VERBOSE))

    for line in (
        *("  draft  story (type is Story)\n", "  a.jsonl · https://x.test/1\n"),
        *("    why  “They wait.”\n", "    what “They wait.”\n", "    how  “They wait.”\n"),
        *("  +4 if it says thing 4\n", "  +5 if it says thing 5\n"),
        "      ask: What does missing-acceptance-criteria ask?\n      do: Say it.\n",
        "ticketlint 1, 1 rule (ruleset r), pipeline p 1\n",
    ):
        assert line in verbose
        assert line not in usual
    assert not [line for line in usual.split("\n") if line not in verbose]


@pytest.mark.parametrize(
    ("severity", "rule", "is_asked"),
    [
        (Severity.WARNING, "", True),
        (Severity.WARNING, FINDING.rule, False),
        (Severity.NOTE, "", False),
    ],
    ids=["no question of the ticket is", "a question of the ticket is", "it is a note"],
)
def test_what_a_finding_on_words_asks_is_shown_where_nothing_else_is_about_them(
    severity: Severity, rule: str, is_asked: bool
) -> None:
    asked = Question("What is no part?", AnswerType.SCOPE, "", "description", 0, 0, rule)
    own = result("PAY-1", replace(FINDING, severity=severity))
    judged = replace(own, judgement=replace(own.judgement, questions=(asked,)))

    assert ("      ask: How fast, in seconds?\n" in text_of(report([judged]))) == is_asked


HOSTILE = "\x1b[1m::error::##[x]\n::stop::" + "::warning:: " * 30


@pytest.mark.parametrize("columns", [40, 60, 61, 62, 80])
@pytest.mark.parametrize(
    "view",
    [
        View(Detail.VERBOSE),
        View(group_by="epic"),
        View(group_by="rule"),
        View(group_by="project", statistics=True),
        View(statistics=True),
    ],
    ids=["verbose", "epic", "rule", "project table", "rule table"],
)
def test_no_view_lets_a_runner_or_a_terminal_be_commanded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], view: View, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    where = Location("description", HOSTILE, 0, 3, 1, 1, "", HOSTILE + "日本", 3, 9)
    one = finding(HOSTILE, message=HOSTILE, location=where)
    facts = dict.fromkeys(("title", "parent", "project", "source", "url", "priority"), HOSTILE)
    made = report([result(HOSTILE, one, asks=[HOSTILE], **facts)], HOSTILE)

    write(made, sys.stdout, view)

    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "##[" not in shown
    lines = shown.split("\n")
    assert not [line for line in lines if line.lstrip(" │").startswith("::")]
    assert max(map(cell_len, lines)) <= columns
