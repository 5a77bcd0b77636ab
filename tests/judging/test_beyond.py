"""Prose beyond what is parsed: its words are looked for, and nothing is said to be missing."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.conftest import ticket
from ticketlint.cleaning.outline import outline
from ticketlint.config import budgets
from ticketlint.model import Ticket, TicketField, TicketResult

Lint = Callable[..., TicketResult]

LINES = "\n".join(f"{number}. The page shows row {number}." for number in range(4_000))
LONG_LINE = "The page shows the rows of each month. " * 1_000


@pytest.mark.parametrize("before", [LINES, LONG_LINE], ids=["many lines", "a long line"])
def test_words_beyond_what_is_parsed_are_found_where_they_stand(lint: Lint, before: str) -> None:
    text = f"{before}\n\nTODO: fill this in.\n\nThe limit is TBD"

    result = lint(text)

    found = [one.location for one in result.findings if one.rule == "placeholder"]
    assert [text[place.start : place.end] for place in found] == ["TODO", "TBD"]
    assert [place.start for place in found] == [text.index("TODO"), text.index("TBD")]
    assert "not parsed" in result.score.reason


def test_phrases_beyond_what_is_parsed_are_found(lint: Lint) -> None:
    result = lint(f"{LINES}\n\nIt is low-hanging fruit.")

    found = Counter(one.rule for one in result.findings)
    assert found["minimising-language"] == 1


def test_a_word_beyond_what_is_parsed_is_excused_as_elsewhere(lint: Lint) -> None:
    result = lint(f"{LINES}\n\nThe editor lists every TODO comment of a file.")

    assert "placeholder" not in {one.rule for one in result.findings}


@pytest.mark.parametrize("type_", ["Bug", "Story", "Task", "Spike"])
def test_nothing_is_missing_where_a_part_was_left_out(lint: Lint, type_: str) -> None:
    short = lint("The page shows a row.", type=type_)
    long = lint(LINES, type=type_)

    lacking = {"missing", "empty", "outcome", "thin"}
    assert {one.rule.split("-")[0] for one in short.findings} & lacking
    assert not {one.rule.split("-")[0] for one in long.findings} & lacking


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
