"""What makes a part that is missing hardly worth asking for."""

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.cleaning.outline import outline
from ticketlint.matching.checks import needless
from ticketlint.rules.options import NoOptions

TRACE = "```\nTraceback (most recent call last):\nTypeError: the drawer is null\n```"


def read(nlp: Language, title: str, text: str, type_: str) -> TicketDoc:
    [doc] = annotate([outline(ticket(text, title=title, type=type_), {})], nlp)
    return doc


@pytest.mark.parametrize(
    ("title", "text", "is_plain"),
    [
        ("TypeError: the drawer is null", TRACE, True),
        ("Keep two drawers", "Clerks have one drawer each.", False),
        ("Paint the drawer", "Paint it grey to match the till.", True),
        ("Add a hint", "Put it beside the sum to nudge clerks to print.", True),
        ("Move the sum", "Move it left so it lines up with the rate.", True),
    ],
    ids=["a fault that is shown", "a wish", "to match", "to nudge", "lines up with"],
)
def test_a_fault_that_is_shown_is_a_plain_reason(
    nlp: Language, title: str, text: str, is_plain: bool
) -> None:
    doc = read(nlp, title, text, "Task")

    assert any(True for _ in needless.plain_reason(doc, NoOptions())) is is_plain


@pytest.mark.parametrize(
    ("title", "is_anywhere"),
    [
        ("The rules of drawer.css do not follow the naming pattern", True),
        ("The drawer of the till does not open", False),
    ],
    ids=["a naming pattern", "a thing that is used"],
)
def test_a_naming_pattern_is_the_same_on_every_device(
    nlp: Language, title: str, is_anywhere: bool
) -> None:
    doc = read(nlp, title, "Ann saw it on the second floor.", "Bug")

    assert any(True for _ in needless.no_place(doc, NoOptions())) is is_anywhere


@pytest.mark.parametrize(
    ("title", "is_plain"),
    [
        ("Unify the labels of switches on forms", True),
        ("Replace the list of drawers with a number", True),
        ("Fix the labels of switches on forms", False),
        ("Make the labels of switches visible again", False),
        ("Labels of switches are lost on forms", False),
    ],
    ids=["a change", "what for what", "a fault to mend", "either", "a fault"],
)
def test_of_a_change_that_is_ordered_there_is_nothing_to_see(
    nlp: Language, title: str, is_plain: bool
) -> None:
    doc = read(nlp, title, "Right now some forms say ON and some say YES.", "Bug")

    assert any(True for _ in needless.plain_fault(doc, NoOptions())) is is_plain
