"""A report of many tickets begins with one page that fits the smallest usual terminal."""

import random
from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.reporters.made import finding, report, result, text_of
from ticketlint.model import Changes, Failure, Kind, Maturity, Severity, State, TicketResult
from ticketlint.reporters.glance import COLUMNS, LINES, MANY
from ticketlint.reporters.view import Detail, View

ERROR = finding("missing-acceptance-criteria", Severity.ERROR)
LONG = "Which of the invoices 日本語 that were sent in the last month exactly are meant by this? "


def many(count: int) -> list[TicketResult]:
    """Return tickets of every level, with rules of every severity and the longest words."""
    levels = (*Maturity, None)
    return [
        result(
            f"PAY-{number}" * (1 + number % 5),
            *[finding(f"rule-with-a-long-name-{n}" * 2) for n in range(number % 9)],
            *[ERROR] * (number % 3),
            score=None if number % 7 == 0 else float(number % 100),
            level=levels[number % 4],
            kind=tuple(Kind)[number % 5],
            asks=[LONG] if number % 6 else [],
        )
        for number in range(count)
    ]


def page_of(text: str) -> list[str]:
    """Return the lines before the first ticket: those up to the third empty line."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if not line]
    return lines[: ends[2]]


@pytest.mark.parametrize("count", [MANY + 1, 100, 2500])
def test_the_page_fits_24_lines_of_80_cells(count: int) -> None:
    page = page_of(text_of(report(many(count), "3 error findings")))

    assert len(page) <= LINES
    assert max(map(cell_len, page)) <= COLUMNS
    assert page[0].startswith(f"{count:,} tickets: ")
    assert "Talk about first" in "\n".join(page)


def test_what_the_counts_leave_out_stands_on_the_page_in_full() -> None:
    hidden = [replace(one, judgement=replace(one.judgement, left_out=900)) for one in many(400)]
    lost = tuple(Failure("no ticket", f"{number}.md") for number in range(1_200))
    page = page_of(
        text_of(replace(report(hidden, "3 error findings"), failures=lost, closed=4_000))
    )

    told = " ".join(line.strip() for line in page[1:4])
    for count in ("1,200 could not be read or judged;", "4,000 closed left out", "unscored;"):
        assert count in told
    assert "less severe not shown (--level note)" in told
    assert len(page) <= LINES


def test_few_tickets_have_no_page() -> None:
    assert "Talk about first" not in text_of(report(many(MANY)))


def test_the_page_counts_levels_grades_and_rules() -> None:
    tickets = [
        *(result(f"A-{n}", ERROR, finding(), finding(), score=95.0) for n in range(20)),
        result("B-1", finding(), score=20.0, level=Maturity.READY),
        result("C-1", score=None, level=None),
    ]

    page = "\n".join(page_of(text_of(report(tickets))))

    assert "22 tickets: 20 errors, 41 warnings, 0 notes\n         1 unscored\n" in page
    assert "Levels   draft 20 · refined 0 · ready 1\n" in page
    assert "Grades   A 20 · F 1 · median 95\n" in page
    head, *rules = [line.split() for line in rules_of(page.split("\n"))]
    assert head == ["Rules", "that", "cost", "most", "errors", "warnings", "tickets"]
    assert rules[0] == ["vague-quality", "-", "41", "21"]
    assert rules[1] == ["missing-acceptance-criteria", "20", "-", "20"]


def rules_of(page: list[str]) -> list[str]:
    """Return the lines of the table of rules."""
    start = next(n for n, line in enumerate(page) if line.startswith("Rules that cost most"))
    return page[start : page.index("", start) if "" in page[start:] else None]


@pytest.mark.parametrize("kinds", [3, 9])
def test_the_columns_of_the_rules_add_up_to_the_first_line(kinds: int) -> None:
    severities = tuple(Severity)
    tickets = [
        result(f"A-{n}", *(finding(f"rule-{r % kinds}", severities[(n + r) % 3]) for r in range(n)))
        for n in range(MANY + 1)
    ]

    page = page_of(text_of(report(tickets)))

    figures = [
        [int(cell.replace("-", "0")) for cell in (line[40:50], line[50:60], line[60:70])]
        for line in rules_of(page)[1:]
    ]
    errors, warnings, notes = (sum(column) for column in zip(*figures, strict=True))
    assert page[0] == f"21 tickets: {errors} errors, {warnings} warnings, {notes} notes"
    assert ("more (--statistics)" in "\n".join(page)) is (kinds > 6)


def test_the_page_tells_what_is_new_and_counts_nothing_that_is_suppressed() -> None:
    suppressed = finding("quiet", Severity.ERROR, State.SUPPRESSED)
    made = report([result(f"A-{n}", suppressed, finding()) for n in range(MANY + 1)])
    changes = Changes("ticketlint-baseline.json", 12, 3, 148)

    shown = text_of(replace(made, changes=changes, hidden=()))

    page = page_of(shown)
    assert "Changes  12 new, 3 fixed, 148 known (ticketlint-baseline.json)" in page
    assert "quiet" not in "\n".join(page)
    assert len(page) <= LINES
    assert "error[quiet]" in shown


def test_tickets_to_talk_about_first_have_errors_then_a_low_level_then_a_priority_then_a_score() -> (
    None
):
    asks = ["Which one?"]
    wanted = [
        result("TWO-ERRORS", ERROR, ERROR, score=90.0, level=Maturity.READY),
        result("ERROR", ERROR, score=90.0, level=Maturity.READY, asks=asks),
        result("BLOCKER", score=80.0, asks=asks, priority="Blocker"),
        result("HIGH", score=70.0, asks=asks, priority=" high "),
        result("HIGHER", score=60.0, asks=asks, priority="Medium"),
        result("LOWER", score=50.0, asks=asks),
        result("TRIVIAL", score=1.0, asks=asks, priority="Trivial"),
        result("REFINED", score=1.0, level=Maturity.REFINED, asks=asks),
    ]
    others = [
        result("CLOSED", ERROR, ERROR, ERROR, asks=asks, status="Done"),
        *(result(f"NOTHING-{n}", score=0.0) for n in range(20)),
    ]
    shuffled = [*wanted, *others]
    random.Random(3).shuffle(shuffled)

    page = page_of(text_of(report(shuffled)))

    heading = next(n for n, line in enumerate(page) if line.startswith("Talk about first"))
    assert [line.split()[0] for line in page[heading + 1 :]] == [one.key for one in wanted]
    assert page[heading + 1].endswith("What does missing-acceptance-criteria ask?")
    assert page[heading + 2].endswith("  90 A       1  Which one?")


def test_a_team_says_which_tickets_are_closed() -> None:
    tickets = [result(f"A-{n}", asks=["Which?"], status="Shipped it") for n in range(MANY + 1)]

    shown = text_of(report(tickets), View(is_closed=lambda status: status == "Shipped it"))

    assert "Talk about first" not in shown


@pytest.mark.parametrize("detail", [Detail.QUIET, Detail.SILENT])
def test_no_page_where_only_findings_are_wanted(detail: Detail) -> None:
    assert "Talk about first" not in text_of(report(many(50)), View(detail))


def test_text_of_strangers_is_harmless_on_the_page() -> None:
    hostile = "\x1b[31m::error::##vso[task.complete]\n::warning::[bold]"
    tickets = [
        result(f"{hostile}{n}", ERROR, asks=[hostile], priority=hostile, status=hostile)
        for n in range(MANY + 1)
    ]

    shown = text_of(report(tickets))

    assert "\x1b" not in shown
    assert "##vso[" not in shown
    assert not [line for line in shown.split("\n") if line.lstrip().startswith("::")]
