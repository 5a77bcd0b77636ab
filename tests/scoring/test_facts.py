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


def lost(result: TicketResult, fact: str) -> float:
    """Return the points that a ticket lost by a fact, 0 where it is not told."""
    return sum(one.points for one in result.score.lost if one.fact == fact)


def bug(lint: Lint, text: str) -> float:
    return score(lint(text, type="Bug", title="Export button stays grey"))


EXACT = "Replace `DraggableDialog` with `MoveableDialog` in the weather page of `geoweb-core`"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("", "refined", id="no description"),
        pytest.param("Replace the `DraggableDialog` in `weather_page.js`.", "refined", id="again"),
        pytest.param("<!-- describe the problem -->", "refined", id="a template's comment"),
        pytest.param("https://designs.example/7f3a", "refined", id="a link"),
        pytest.param("The old one does not follow the pointer.", "ready", id="a sentence"),
        pytest.param("```\ngrep -r DraggableDialog src tests\n```", "ready", id="code"),
    ],
)
def test_an_exact_title_is_ready_with_a_description_that_says_more(
    lint: Lint, text: str, level: str
) -> None:
    result = lint(text, type="Task", title=EXACT)

    assert score(result) >= 60
    assert result.level == level


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        pytest.param(
            "Crash when the invoice has no lines", "It ends at once.", "refined", id="it shall not"
        ),
        pytest.param(
            "The import page opens twice",
            "Firefox shows two of them.",
            "refined",
            id="what happens",
        ),
        pytest.param(
            "Rename the tab of the invoices to Bills",
            "Buyers look for bills there, and the menu says Bills already.",
            "ready",
            id="a wish",
        ),
        pytest.param(
            "Invoice dates",
            "Invoice of May, and another of June. The year is 2024.",
            "draft",
            id="neither",
        ),
    ],
)
def test_a_bug_that_tells_its_fault_needs_no_sentence_on_the_contrary(
    lint: Lint, title: str, text: str, level: str
) -> None:
    assert lint(text, type="Bug", title=title).level == level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        pytest.param("Replace the list of drawers with a number field", "ready", id="a change"),
        pytest.param("The list of drawers ends at ten", "refined", id="a fault"),
    ],
)
def test_a_change_that_is_told_as_a_bug_is_ready_without_steps(
    lint: Lint, title: str, level: str
) -> None:
    text = "The form holds a list of ten drawers. A till should have as many as its shop needs."

    assert lint(text, type="Bug", title=title).level == level


SEEN_STEPS = "## Steps to reproduce\nInstall it anew.\n\n## Environment\nStudio 3.2.3\n\n"


@pytest.mark.parametrize(
    ("title", "seen", "level"),
    [
        pytest.param("I can't get it to work", "can not run the emulator", "draft", id="neither"),
        pytest.param(
            "I can't get it to work",
            "The emulator closes after two seconds with a black window.",
            "ready",
            id="below-the-title",
        ),
        pytest.param(
            "The emulator closes after two seconds with a black window",
            "can not run the emulator",
            "ready",
            id="in-the-title",
        ),
    ],
)
def test_a_bug_shows_what_one_sees_before_it_is_ready(
    lint: Lint, title: str, seen: str, level: str
) -> None:
    text = f"{SEEN_STEPS}## Actual result\n{seen}\n\n## Expected result\nrun the emulator\n"

    assert lint(text, type="Bug", title=title).level == level


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


def test_a_line_of_a_log_that_is_repeated_is_worth_what_it_is_worth_once(lint: Lint) -> None:
    line = "worker took job\n"
    once, often = (lint(f"{STORY}\n```\n{line * n}```\n") for n in (1, 200))

    assert score(often) == pytest.approx(score(once), abs=0.5)


UNDECIDED = {
    "either or": "Should we restore the carts that were lost or delete them?",
    "to be decided": "How long a cart is kept is to be decided.",
    "a part that is put off": "## Acceptance criteria\nTBD",
    "numbered options": "Option 1: keep it in the cookie.\n\nOption 2: keep it in the database.",
}


def test_a_question_that_is_answered_at_once_costs_nothing(lint: Lint) -> None:
    asked = lint(f"{STORY} Is there a limit for the number of cards per buyer?")
    answered = lint(f"{STORY} Is there a limit for the number of cards per buyer? A: No, none.")

    assert lost(asked, "questions") > 3
    assert lost(answered, "questions") == 0


PLEA = "I am new to this, any help is welcome. How can I do that? Thanks in advance!"


@pytest.mark.parametrize("more", UNDECIDED.values(), ids=UNDECIDED)
def test_a_decision_that_is_left_open_costs_points(lint: Lint, more: str) -> None:
    result = lint(f"{STORY}\n\n{more}\n")

    assert lost(result, "undecided") >= 2
    assert lost(lint(STORY), "undecided") == 0


def test_a_cry_for_help_costs_points_and_a_polite_wish_none(lint: Lint) -> None:
    wish = "Could you please keep the cart for an hour?"

    assert lost(lint(f"{STORY} {PLEA}"), "plea") >= 3
    assert lost(lint(f"{STORY} {wish}"), "plea") == 0


OF_ANY_TICKET = {
    "tests": "- All tests pass.\n- The code was reviewed.\n- Update the documentation.\n",
    "a pipeline": "- The pipeline is green\n- Merge request approved\n- No regressions\n",
}


@pytest.mark.parametrize("lines", OF_ANY_TICKET.values(), ids=OF_ANY_TICKET)
def test_what_holds_for_any_ticket_is_no_criterion_of_this_one(lint: Lint, lines: str) -> None:
    usual = lint(f"{STORY}\n\n## Acceptance criteria\n{lines}")
    own = lint(f"{STORY}\n{CRITERIA}")

    assert lost(usual, "criterion") > 3
    assert lost(usual, "criteria") > 3
    assert score(usual) < score(own) - 10


TOLD_CONDITIONS = {
    "done when": "Done when the drawer opens by itself after a sale.",
    "finished as soon as": "We are finished as soon as the drawer opens after a sale.",
    "accepted if": "Accepted if the drawer opens after each sale.",
    "a label behind a sentence": "Clerks have their hands full. Acceptance: the drawer opens itself.",
    "a list behind a sentence": "Clerks have full hands. We expect:\n- no clerk touches a key for it",
    "a bound": "It must open within 2 s of a sale at each till.",
    "a bound that will do": "Opening takes 9 s for a sale; under 2 s would do.",
}


@pytest.mark.parametrize("told", TOLD_CONDITIONS.values(), ids=TOLD_CONDITIONS)
def test_a_condition_for_done_in_a_sentence_is_a_criterion(lint: Lint, told: str) -> None:
    result = lint(told, title="Open the drawer by itself", type="Story")

    assert "missing-acceptance-criteria" not in {one.rule for one in result.findings}
    assert lost(result, "criterion") < 5


@pytest.mark.parametrize(
    "told",
    ["The drawer is ready when the lamp is green.", "A sale is done by two clerks within a day."],
)
def test_what_is_ready_in_the_product_is_no_condition_for_the_ticket(lint: Lint, told: str) -> None:
    result = lint(told, title="Open the drawer by itself", type="Story")

    assert "missing-acceptance-criteria" in {one.rule for one in result.findings}


HOLLOW = """## Why
Because.

## What
It should work.

## Acceptance criteria
- [ ] All tests pass
- [ ] Released to production
- [ ] It works as expected
"""


def test_filler_under_the_headings_of_a_story_is_worth_next_to_nothing(lint: Lint) -> None:
    bare, hollow = (lint(text, title="Share a drawer", type="Story") for text in ("", HOLLOW))

    assert hollow.score.grade == "F"
    assert score(hollow) <= score(bare) + 15
    assert lost(hollow, "criterion") == lost(bare, "criterion")


def test_criteria_that_repeat_the_title_are_none(lint: Lint) -> None:
    lines = "## Acceptance criteria\n- I can share drawers.\n- A drawer can be shared.\n"
    result = lint(f"As a clerk I want to share a drawer.\n\n{lines}", title="Share a drawer")

    assert lost(result, "criterion") > 7


@pytest.mark.parametrize(
    "told",
    [
        "I do not know how to trigger it.",
        "No idea how to reproduce this.",
        "We have no reliable way to make it happen.",
        "`till --open 3` shows it.",
    ],
)
def test_a_bug_that_nobody_can_see_at_will_or_by_one_command_is_ready(
    lint: Lint, told: str
) -> None:
    text = f"The drawer opens twice in a night. It should stay shut. Till 4.2 on Debian. {told}"

    assert lint(text, type="Bug", title="The drawer opens by itself at night").level == "ready"


def test_support_that_is_a_thing_and_numbers_are_no_wide_words(lint: Lint) -> None:
    told = "Version 3 is out of support. Our support staff serves all 40 tills, more than 9 a day."

    assert lost(lint(f"{STORY} {told}"), "loose-words") == lost(lint(STORY), "loose-words")
    assert lost(lint(f"{STORY} We support tills, all of them."), "loose-words") > 0


PROMPTS = (
    "\n## Steps to reproduce\n(How one can reproduce the issue - this is very important)\n"
    "\n## Expected\n(What you should see instead)\n"
)


def test_prompts_of_a_template_tell_nothing_of_their_part(lint: Lint) -> None:
    left = lint(BUG + PROMPTS, type="Bug", title="Export button stays grey")
    told = lint(
        BUG + PARTS["steps"] + PARTS["expected"], type="Bug", title="Export button stays grey"
    )

    assert score(left) <= bug(lint, BUG)
    assert lost(left, "expected") > 4
    assert score(told) > score(left) + 10


def test_the_words_acceptance_criteria_alone_leave_the_score(lint: Lint) -> None:
    told = f"{STORY} The acceptance criteria follow."

    assert abs(score(lint(told)) - score(lint(STORY))) <= 3


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


@pytest.mark.parametrize(
    ("text", "fact", "named"),
    [
        ("Exporting should handle various formats.", "loose-words", '"handle", "various"'),
        ("All all ALL things of a card are sent.", "loose-words", '"all", "things"'),
        ("Improv" + "z" * 400 + " the card.", "loose-words", '"improv' + "z" * 24 + '"'),
        ("Some, several, more, easy and nice cards.", "loose-words", '"some", "several", "more"'),
        ("Perhaps it is the queue. Not sure.", "hedges", '"perhaps", "not sure"'),
    ],
    ids=["two words", "each once", "a long one is cut", "three at most", "hedges"],
)
def test_the_words_that_take_points_are_named(lint: Lint, text: str, fact: str, named: str) -> None:
    [loss] = [one for one in lint(text, title="Card").score.lost if one.fact == fact]

    assert loss.wanted.endswith(f": {named}")
