"""Facts are about what a ticket says: filler gives nothing, a part that is added gives points."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.conftest import ticket
from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, Ticket, TicketField, TicketResult

Lint = Callable[..., TicketResult]

STORY = "As a buyer I want to see why my card was declined, so that I can pay with another one."
CRITERIA = """
## Acceptance criteria
- Given a declined card, the checkout shows the reason that the bank sent.
- The cart and the address are kept.
- Without a reason the page shows "Your bank declined the payment".
"""
BUG = "The export button stays grey after a filter was set. 12 of 400 invoices are hit."
PARTS = {
    "steps": "\n## Steps to reproduce\n1. Open the invoices.\n2. Set the filter to May.\n3. Press Export.\n",
    "expected": "\n## Expected\nThe button turns blue and the export starts.\n",
    "environment": "\n## Environment\nFirefox 128 on Windows 11, build 2.4.1\n",
    "observed": "\n## Actual\nThe button stays grey and nothing is written to the disk.\n",
}
FILLER = {
    "letters": "asdf asdf asdf qwer",
    "one word again and again": "export " * 10,
    "the title again": "Export button stays grey",
    "a pointer": "see attached screenshot",
    "a comment elsewhere": "Please see the comments for details.",
    "stand-in": "TBD",
    "lorem": "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
    "a template's prompt": "<describe here>",
}


def score(result: TicketResult) -> float:
    assert result.score.value is not None, result.score.reason
    return result.score.value


def bug(lint: Lint, text: str) -> float:
    return score(lint(text, type="Bug", title="Export button stays grey"))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_added_gives_points_and_taken_away_never(lint: Lint, part: str) -> None:
    whole = BUG + "".join(PARTS.values())
    without = BUG + "".join(text for name, text in PARTS.items() if name != part)

    assert bug(lint, BUG) < bug(lint, BUG + PARTS[part])
    assert bug(lint, without) <= bug(lint, whole)


@pytest.mark.parametrize("filler", FILLER.values(), ids=FILLER)
def test_filler_under_every_heading_is_worth_next_to_nothing(lint: Lint, filler: str) -> None:
    names = ("Steps to reproduce", "Expected", "Actual", "Environment")
    stuffed = "".join(f"\n## {name}\n{filler}\n" for name in names)

    assert bug(lint, stuffed) < 40
    assert bug(lint, BUG + stuffed) <= bug(lint, BUG) + 5
    assert bug(lint, BUG + stuffed) < bug(lint, BUG + "".join(PARTS.values())) - 10


def test_the_same_words_as_criteria_give_nothing_a_second_time(lint: Lint) -> None:
    line = "- The reason that the bank sent is shown.\n"
    once, thrice = (lint(f"{STORY}\n\n## Acceptance criteria\n{line * n}") for n in (1, 3))

    assert score(thrice) <= score(once) + 1


def test_a_heading_alone_gives_nothing(lint: Lint) -> None:
    assert score(lint(f"{STORY}\n\n## Acceptance criteria\n")) <= score(lint(STORY)) + 1


WHOLE = f"{STORY} Support had 61 such calls in September.\n{CRITERIA}"
CLEANED = {
    "the heading in other words": ("## Acceptance criteria", "## Done when"),
    "line ends of Windows": ("\n", "\r\n"),
    "spaces at the ends": (".\n", ".   \n"),
}


@pytest.mark.parametrize(("old", "new"), CLEANED.values(), ids=CLEANED)
def test_what_a_reader_does_not_see_leaves_the_score(lint: Lint, old: str, new: str) -> None:
    assert score(lint(WHOLE.replace(old, new))) == pytest.approx(score(lint(WHOLE)), abs=0.2)


def test_the_same_ticket_in_another_markup_has_the_same_score(linter: Linter) -> None:
    wiki = WHOLE.replace("## ", "h2. ").replace("\n- ", "\n* ")
    tickets = [ticket(WHOLE), ticket(wiki, markup=Markup.JIRA)]

    first, second = (score(result) for result in linter.lint(tickets))

    assert first == pytest.approx(second, abs=0.2)


def test_a_long_log_leaves_the_score(lint: Lint) -> None:
    log = "\n```\n" + "2026-01-07 12:00:01 INFO worker 7 took job 12\n" * 200 + "```\n"
    with_code = f"{WHOLE}\n```\nshort\n```\n"

    assert score(lint(WHOLE + log)) == pytest.approx(score(lint(with_code)), abs=1)


def test_the_words_acceptance_criteria_alone_leave_the_score(lint: Lint) -> None:
    told = f"{STORY} The acceptance criteria follow."

    assert abs(score(lint(told)) - score(lint(STORY))) <= 4


REPAIRS = {
    "a measure": ("must be fast", "must take less than 120 ms"),
    "a list that ends": ("PDF, CSV etc.", "PDF and CSV"),
    "a number": ("several months", "up to 12 months"),
    "who": ("be handled properly", "be sent again by the billing service after 5 minutes"),
    "decided": ("Maybe it should also send a mail.", "It sends a mail to the accountant."),
}


@pytest.mark.parametrize(("vague", "clean"), REPAIRS.values(), ids=REPAIRS)
def test_a_vague_word_that_is_replaced_never_lowers_the_score(
    lint: Lint, vague: str, clean: str
) -> None:
    sentence = vague if vague[0].isupper() else f"The export of invoices {vague}."
    text = f"{STORY} {sentence}\n{CRITERIA}"

    assert score(lint(text)) <= score(lint(text.replace(vague, clean)))


def test_no_word_of_a_ticket_moves_its_score_by_more_than_15_points(linter: Linter) -> None:
    words = WHOLE.split(" ")
    changed = [" ".join([*words[:at], "thing", *words[at + 1 :]]) for at in range(len(words))]

    whole, *others = (
        score(result) for result in linter.lint([ticket(t) for t in (WHOLE, *changed)])
    )

    assert max(abs(whole - other) for other in others) <= 15


@pytest.mark.parametrize(
    ("title", "text", "grades"),
    [
        pytest.param(
            "Decide how we cache the price page",
            "The price page takes 4 s since the catalogue grew to 90,000 articles, and buyers leave. "
            "Compare Redis with the map in the service: which of them keeps the page below 500 ms with "
            "90,000 articles, and what does it cost? Two days. Result: a page with the numbers and our "
            "decision, and a ticket for the work.",
            "ABC",
            id="a good spike",
        ),
        pytest.param("Research caching", "asdf asdf asdf asdf", "F", id="filler"),
        pytest.param("Research caching", "", "F", id="nothing"),
    ],
)
def test_a_good_spike_has_no_f_and_filler_no_c(
    lint: Lint, title: str, text: str, grades: str
) -> None:
    assert lint(text, title=title, type="Spike").score.grade in grades


def test_an_empty_acceptance_field_and_none_are_worth_the_same(linter: Linter) -> None:
    bare = ticket(STORY)
    empty = replace(bare, fields=(*bare.fields, TicketField("acceptance_criteria", "")))

    first, second = (score(result) for result in linter.lint([bare, empty]))

    assert first == pytest.approx(second, abs=1)


def test_a_ticket_without_words_has_no_more_than_nothing(linter: Linter) -> None:
    [result] = linter.lint([Ticket("A", "??", (TicketField("description", "!!"),), type="Story")])

    assert score(result) < 15
