"""Prose beyond what is parsed: its words are looked for, and nothing is said to be missing."""

from collections.abc import Callable

import pytest

from tests.conftest import ticket
from ticketlint.cleaning.outline import outline
from ticketlint.config import budgets
from ticketlint.model import Ticket, TicketField, TicketResult

Lint = Callable[..., TicketResult]

LINES = "\n".join(f"{number}. The page shows row {number}." for number in range(4_000))
LONG_LINE = "The page shows the rows of each month. " * 260


def places(result: TicketResult, rule: str) -> list[tuple[int, str]]:
    found = [one.location for one in result.findings if one.rule == rule]
    return [(place.start, place.text) for place in found]


def lacking(result: TicketResult) -> set[str]:
    first = {one.rule.split("-")[0] for one in result.findings}
    return first & {"missing", "empty", "outcome", "thin"}


def test_words_behind_many_lines_are_found_where_they_stand(lint: Lint) -> None:
    text = f"{LINES}\n\nTODO: fill this in.\n\nIt is low-hanging fruit."

    result = lint(text, type="Bug")

    assert places(result, "placeholder") == [(text.index("TODO"), "TODO")]
    fruit = "low-hanging fruit"
    assert places(result, "minimising-language") == [(text.index(fruit), fruit)]
    assert "not parsed" in result.score.reason
    assert not lacking(result)


def test_words_at_the_end_of_a_long_line_are_found_where_they_stand(lint: Lint) -> None:
    text = f"{LONG_LINE}TODO: fill this in. The limit is TBD"

    result = lint(text)

    expected = [(text.index(word), word) for word in ("TODO", "TBD")]
    assert places(result, "placeholder") == expected


def test_of_a_word_that_stands_everywhere_as_many_places_are_told_as_of_any(lint: Lint) -> None:
    result = lint("TODO: ask. " * 20_000)

    assert len(result.findings) == budgets.FINDINGS
    assert "not parsed" in result.score.reason


def test_a_word_beyond_what_is_parsed_is_excused_as_elsewhere(lint: Lint) -> None:
    result = lint(f"{LONG_LINE}The editor lists every TODO comment of a file.")

    assert places(result, "placeholder") == []


@pytest.mark.parametrize("type_", ["Bug", "Story", "Task", "Spike"])
def test_nothing_is_missing_where_a_part_was_left_out(lint: Lint, type_: str) -> None:
    assert lacking(lint("The page shows a row.", type=type_))
    assert not lacking(lint(LONG_LINE, type=type_))


@pytest.mark.parametrize(
    "text",
    ["word " * 9_000, "x" * 35_000, "ab; " * 9_000, LINES],
    ids=["words", "one word", "signs", "lines"],
)
def test_no_word_is_read_twice_or_cut_in_two(text: str) -> None:
    read = outline(Ticket("A-1", "Fix", (TicketField("description", text),)), {})

    parsed = "".join(one.text for one in read.passages[1:])
    beyond = "".join(one.text for one in read.beyond)
    assert bool(read.beyond) is not text.startswith("xx")
    assert all(0 < len(one.text) <= budgets.PASSAGE_CHARS for one in read.beyond)
    assert len(parsed) + len(beyond) <= len(text)
    for one in read.beyond:
        start, end = one.source_span(0, len(one.text))
        assert text[start:end] == one.text
        assert not (text[start - 1].isalnum() and text[start].isalnum())


def test_a_short_ticket_has_nothing_beyond() -> None:
    assert outline(ticket("One line.\n\nAnother."), {}).beyond == ()
