"""A ticket is asked little: what a reader asks first, nothing twice, and nothing where it is clear."""

from collections.abc import Callable
from itertools import combinations

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.asking.words import about_the_same, content_words
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import AnswerType, TicketResult
from ticketlint.run.selection import resolve

Lint = Callable[..., TicketResult]
BUG = "The total of an invoice is wrong on the list."
OPEN = (
    "As a buyer I want other payment methods and optional columns.\n\n"
    "- All old invoices are shown on a large page.\n- Some users get a message.\n"
    "- Maybe the export is paginated."
)


def test_the_open_words_of_a_title_are_asked_about(lint: Lint) -> None:
    first = lint("", title="Add optional columns").questions[0]

    assert "optional columns" in first.text
    assert "optional columns" in first.about
    assert (first.field, first.end) == ("title", len("Add optional columns"))


def test_a_bug_without_an_environment_is_asked_for_it(lint: Lint) -> None:
    asked = {one.type: one for one in lint(BUG, title="Wrong total", type="Bug").questions}

    assert AnswerType.ENVIRONMENT in asked
    assert (asked[AnswerType.ENVIRONMENT].about, asked[AnswerType.ENVIRONMENT].start) == ("", 0)


def test_no_more_questions_are_asked_than_the_setting_says(nlp: Language) -> None:
    linter = Linter(resolve(Config(max_questions=1)), nlp)
    [result] = linter.lint([ticket(OPEN)])

    assert len(result.questions) == 1


def test_no_two_questions_are_about_the_same_words_or_part(lint: Lint) -> None:
    for text, kind in ((OPEN, "Story"), (OPEN, "Task")):
        asked = lint(text, type=kind).questions
        assert len({one.text for one in asked}) == len(asked) > 1
        for one, other in combinations(asked, 2):
            words = content_words(one.about), content_words(other.about)
            assert not about_the_same(*words), (one, other)
            assert one.about or other.about or one.type is not other.type


def test_a_ticket_that_leaves_nothing_open_is_asked_nothing(lint: Lint) -> None:
    text = (
        "In `setup.py` the name is misspelt as `tickelint`; it must read `ticketlint`, as in the"
        " readme.\n\n## Acceptance criteria\n\n- `setup.py` line 12 reads `ticketlint`."
    )

    assert lint(text, title="Fix typo in setup.py", type="Task").questions == ()


@pytest.mark.parametrize("text", ["", "   ", "```\ncode\n```", "- \n- ", "TBD"])
def test_a_ticket_without_words_is_asked_without_a_fault(lint: Lint, text: str) -> None:
    result = lint(text, title="")

    assert result.failures == ()
    assert all(not one.about for one in result.questions)


def test_the_words_of_a_question_stand_where_it_says(lint: Lint) -> None:
    text = "As a buyer I want *other* **payment methods** and _optional columns_."

    placed = [one for one in lint(text).questions if one.field == "description"]

    assert any(one.about for one in placed)
    for one in placed:
        assert text[one.start : one.end] == one.about


def test_a_finding_about_the_same_words_is_named(lint: Lint) -> None:
    result = lint(BUG, title="Wrong total", type="Bug")
    rules = {one.type: one.rule for one in result.questions}

    assert rules[AnswerType.ENVIRONMENT] == "missing-environment"
    assert {one.rule for one in result.questions} <= {"", *(one.rule for one in result.findings)}


@pytest.mark.parametrize(
    ("title", "unwanted"),
    [
        ("As a clerk I want to know how many visitors have paid", '"many visitors"'),
        ("Remove the profile page", "contain"),
        ("Orders from guests leak into the next list", "In which cases does this hold"),
        ("Refresh the Greek translation", "meant"),
        ("There is a large number of invoices", '"large number'),
        ("Conduct surveys", "conduct surveys are"),
        ("Top row of 20 invoices per page", '"Top row"'),
    ],
    ids=[
        *("how many", "what shall go", "a fault", "a named thing", "a cut amount", "a verb"),
        "a cut title",
    ],
)
def test_no_question_misreads_its_phrase(lint: Lint, title: str, unwanted: str) -> None:
    asked = [one.text for one in lint("", title=title).questions]

    assert not [text for text in asked if unwanted in text]


def test_no_frame_is_used_twice(lint: Lint) -> None:
    for text in (OPEN, "We need nested rows, hidden columns, and folded cells."):
        frames = [one.text.replace(one.about, "") for one in lint(text).questions if one.about]
        assert len({*frames}) == len(frames)


@pytest.mark.parametrize(
    ("title", "text", "kind", "point"),
    [
        (
            "Clean up code",
            "Some of it is messy. Refactor it and fix various issues.",
            "Task",
            "not",
        ),
        ("Ledger broken", "It is bad since May!", "Bug", "What exactly"),
    ],
    ids=["where it ends", "what goes wrong"],
)
def test_no_point_is_asked_twice(lint: Lint, title: str, text: str, kind: str, point: str) -> None:
    asked = [one.text for one in lint(text, title=title, type=kind).questions]

    assert sum(point in one for one in asked) == 1, asked


def test_what_may_be_no_bug_is_not_asked_for_an_environment(lint: Lint) -> None:
    asked = lint("", title="Tidy the column indices of the importer").questions

    assert AnswerType.ENVIRONMENT not in {one.type for one in asked}


@pytest.mark.parametrize(
    "title",
    ["Merged the ledger and removed its menu", "Fix typo (s/Recieve/Receive/)"],
    ids=["work that is done", "a misprint"],
)
def test_what_is_settled_is_not_asked_about(title: str, lint: Lint) -> None:
    assert lint("", title=title, type="Task").questions == ()


@pytest.mark.parametrize(
    ("kind", "title", "unwanted"),
    [
        ("Spike", "Spike on a new ledger format", "see"),
        ("Task", "Enable the production build of the ledger", "able to do"),
        ("Bug", "500 error when an invoice is paid", '"500 error'),
        ("Story", "As a clerk, I should be able to modify a ledger", "should be different"),
        ("Story", "Checks of the form for page limits", "Which number"),
        ("Task", "Should we be merging both ledgers", "just as before"),
    ],
    ids=["a spike", "a build", "a message", "an ability", "limits of others", "a question"],
)
def test_the_kind_of_work_decides_what_is_asked(
    kind: str, title: str, unwanted: str, lint: Lint
) -> None:
    asked = [one.text for one in lint("", title=title, type=kind).questions]

    assert asked
    assert not [text for text in asked if unwanted in text]


def test_a_fault_that_is_shown_is_done_when_it_is_gone(lint: Lint) -> None:
    text = "```\nTraceback (most recent call last):\nKeyError: 'may'\n```"

    asked = lint(text, title="KeyError in the ledger of May", type="Bug").questions

    assert AnswerType.DONE not in {one.type for one in asked}


def test_what_any_ticket_could_be_asked_is_asked_where_nothing_else_is(lint: Lint) -> None:
    plain = "What is not part of this, though one could expect it?"

    assert lint("", title="Mark incomplete invoices").questions[0].text != plain
    assert lint("", title="As a clerk I want to round").questions[0].text == plain


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The total of an invoice is wrong.", True),
        ("The total of an invoice is wrong everywhere.", False),
    ],
    ids=["nothing is said", "it is said"],
)
def test_a_bug_is_asked_where_else_it_goes_wrong(lint: Lint, text: str, asked: bool) -> None:
    text = f"{text}\n\n## Steps\n\n1. Open `may`.\n2. Press *Sum* on Firefox 3.1."
    texts = [one.text for one in lint(text, title="Total is wrong", type="Bug").questions]

    wording = "Where else does the same go wrong, and should that be mended with it?"
    assert (wording in texts) is asked


@pytest.mark.parametrize("heading", ["## Out of scope\n", "Out of scope:\n", "## Non-goals\n"])
def test_who_says_what_is_not_part_of_it_is_not_asked_for_it(lint: Lint, heading: str) -> None:
    title, text = "Show the balance of a customer on the invoice", "Accountants copy it by hand."
    limits = f"\n\n{heading}\n- Balances of former customers"

    asked, told = (lint(text + more, title=title).questions for more in ("", limits))

    assert AnswerType.SCOPE in {one.type for one in asked}
    assert AnswerType.SCOPE not in {one.type for one in told}


@pytest.mark.parametrize(
    "title", ["Invoices of May and June", "Totals of the ledger", "Users of the ledger see nothing"]
)
def test_a_title_that_begins_with_its_main_word_is_judged(lint: Lint, title: str) -> None:
    assert lint("", title=title).score.value is not None
