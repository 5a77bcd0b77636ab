"""What an author says is not part of the work is understood, and is not asked."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import annotate
from ticketlint.asking.bounds import tells_bounds
from ticketlint.cleaning.outline import outline
from ticketlint.model import TicketResult

Lint = Callable[..., TicketResult]
Tells = Callable[..., bool]


@pytest.fixture(scope="module")
def tells(nlp: Language) -> Tells:
    def _tells(text: str, kind: str = "Story") -> bool:
        one = ticket(f"Clerks look up gift cards by hand.\n\n{text}", "List gift cards", kind)
        [doc] = annotate([outline(one, {})], nlp)
        return tells_bounds(doc)

    return _tells


@pytest.mark.parametrize(
    "text",
    [
        "Not part of it: expired cards.",
        "Expired cards are out of scope.",
        "Expired cards are not part of this.",
        "Expired cards aren't included.",
        "We do not touch expired cards.",
        "This doesn't include expired cards.",
        "Excluding expired cards.",
        "We list them without expired cards for now.",
        "Expired cards come later.",
        "Expired cards can wait.",
        "Expired cards will be done in CARD-12.",
        "Expired cards get a separate ticket.",
        "## Scope\n- new cards\n- not: expired cards",
        "## Later\n- expired cards",
    ],
)
def test_what_is_left_out_tells_where_the_work_ends(tells: Tells, text: str) -> None:
    assert tells(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The cards are shown by day.", "Story"),
        ("Is this not part of the list?", "Story"),
        ("Not all clerks know it.", "Story"),
        ("The list shows the next task of a clerk.", "Story"),
        ("Names are handled in UTF-8.", "Story"),
        ("The card is sent, and the letter is printed later.", "Story"),
        ("The list does not include expired cards.", "Bug"),
        ("Expired cards are not included.", "Bug"),
    ],
    ids=[
        *("nothing left out", "a question", "not all", "the next of many", "an encoding"),
        *("a later step", "a fault"),
        "a fault that leaves out",
    ],
)
def test_what_only_looks_like_it_does_not(tells: Tells, text: str, kind: str) -> None:
    assert not tells(text, kind)


def test_where_the_work_ends_is_asked_only_where_nobody_says_so(lint: Lint) -> None:
    text = "Customers should be able to change plan, pause and cancel in the portal."
    asked, told = (
        [one.text for one in lint(one, title="Customers manage their plan", type="Epic").questions]
        for one in (text, f"{text}\n\nRefunds are not part of this.")
    )

    assert any("not part of" in one for one in asked)
    assert not any("not part of" in one for one in told)
