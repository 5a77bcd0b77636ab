"""What careful readers called nonsense is not asked, and something better or nothing is."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import annotate
from ticketlint.asking.candidates import candidates_of
from ticketlint.asking.wishes import wish_of
from ticketlint.asking.wording import Wording
from ticketlint.cleaning.outline import outline
from ticketlint.model import TicketResult
from ticketlint.rules.pack import bundled_pack
from ticketlint.rules.questions import load_questions

Lint = Callable[..., TicketResult]
WORDINGS = load_questions([bundled_pack()])
SEEN = "What exactly does one see, and what should one see instead?"


@pytest.mark.parametrize(
    ("title", "text", "kind", "never"),
    [
        pytest.param("Add a feature flag", "", "Story", "include", id="a term that all know"),
        pytest.param("Animate charts", "", "Story", 'on "Animate', id="an order read as a name"),
        pytest.param(
            "Animate charts red frame", "Draw it.", "Story", 'on "Animate', id="a name that goes on"
        ),
        pytest.param(
            "Print slips",
            "A possible solution is a queue.",
            "Task",
            "solution",
            id="an idea of theirs",
        ),
        pytest.param(
            "Allow clerks to toggle VAT on slips",
            "",
            "Story",
            "until somebody",
            id="nothing chosen",
        ),
        pytest.param(
            "Ledger",
            "As a clerk I want to choose the paper size. Initially it is A4.",
            "Story",
            "until somebody",
            id="what holds at first is told",
        ),
        pytest.param(
            "Slip lists using ledger marks", "", "Story", 'by "Slip', id="told in the next words"
        ),
        pytest.param("Invoice rows overlap the footer", "", "Story", "Which ones", id="a fault"),
        pytest.param(
            "Print",
            "We need sums, for example slip rates etc.",
            "Story",
            "example",
            id="an example",
        ),
        pytest.param(
            "Printing Ledger.Sum module", "", "Task", '"Printing Ledger"', id="a cut name"
        ),
        pytest.param(
            "Investigate the correct ledger handling",
            "We want to know the correct handling.",
            "Spike",
            "count as",
            id="what a spike finds out",
        ),
        pytest.param(
            "Investigate a date library",
            "It must be compatible.",
            "Spike",
            "counts as",
            id="a bound of a spike",
        ),
        pytest.param(
            "Add the same tax field to the slip",
            "",
            "Story",
            'Which values can "same',
            id="what is there already",
        ),
        pytest.param("QE: Verify the till", "", "Bug", "goes wrong", id="a check under a bug"),
        pytest.param(
            "Till",
            "At times it is sometimes not clear if we print the slip.",
            "Task",
            "not clear if",
            id="a trouble and no open decision",
        ),
        pytest.param(
            "Patch the till to avoid a total error", "", "Task", SEEN, id="work on a fault"
        ),
    ],
)
def test_it_is_not_asked(nlp: Language, title: str, text: str, kind: str, never: str) -> None:
    assert not [one for one in _options(nlp, title, text, kind) if never in one]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param("Sidebar of the ledger messed up", "", id="messed up"),
        pytest.param("Dark banner of the till garbled", "Task", id="garbled"),
        pytest.param("Invoice rows overlap the footer", "Story", id="overlap"),
    ],
)
def test_a_title_that_only_names_a_fault_is_asked_what_one_sees(
    lint: Lint, title: str, kind: str
) -> None:
    first, *_ = lint("", title=title, type=kind).questions

    assert first.text == SEEN


def _options(nlp: Language, title: str, text: str, kind: str) -> list[str]:
    """Return the best question for each answer about each phrase and each wish."""
    [doc] = annotate([outline(ticket(text, title=title, type=kind), {})], nlp)
    wording = Wording(doc, WORDINGS)
    wishes = filter(None, map(wish_of, doc.sentences))
    every = (*candidates_of(doc), *wishes)
    told = (wording.best(one, answer) for one in every for answer in WORDINGS)
    return [one.text for one in told if one is not None]
