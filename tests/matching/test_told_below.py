"""A statement is told by what stands below it: its own scenarios, its own list."""

from dataclasses import replace

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import annotate
from ticketlint.cleaning.outline import outline
from ticketlint.matching.checks.told_below import statements
from ticketlint.model import Markup, TicketField
from ticketlint.rules.options import NoOptions

SCENARIO = "#### Scenario: Evening\n- **WHEN** the clerk closes\n- **THEN** nothing else is booked"


def told(nlp: Language, text: str, criteria: str = "") -> list[str]:
    own = ticket(text)
    if criteria:
        apart = TicketField("acceptance_criteria", criteria, Markup.MARKDOWN)
        own = replace(own, fields=(*own.fields, apart))
    [doc] = annotate([outline(own, {})], nlp)
    return [match.text for match in statements(doc, NoOptions())]


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        (f"### Requirement: Closing\nThe till SHALL close properly.\n\n{SCENARIO}", ""),
        ("The till SHALL close properly.", SCENARIO),
        ("The till SHALL close properly.\n\n## Purpose\nEvenings.", SCENARIO),
        ("The till SHALL close properly:\n\n- the drawer is counted\n- the lamp is off", ""),
        ("- The till SHALL close properly\n  - the drawer is counted\n- The lamp is red.", ""),
    ],
    ids=[
        *("by scenarios", "by scenarios apart", "before the purpose", "by a list"),
        "by the items of an item",
    ],
)
def test_a_statement_is_told(nlp: Language, text: str, criteria: str) -> None:
    assert [one.rstrip(".:") for one in told(nlp, text, criteria)] == [
        "The till SHALL close properly"
    ]


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("The till SHALL close properly.\n\n- The drawer is counted.", ""),
        ("The till SHALL close properly.\n\n## Notes\n- THEN nothing else is booked", ""),
        (
            f"The till SHALL close properly.\n\n## Printing\nIt prints.\n\n{SCENARIO}",
            "- It closes.",
        ),
        ("The till SHALL close properly.", "#### Scenario: Evening\n- THEN the till is closed"),
        (f"{SCENARIO}\n- **AND** the till SHALL be properly closed", ""),
        (f"{SCENARIO}\n- **AND** the till SHALL be properly closed\n\n{SCENARIO}", ""),
    ],
    ids=[
        *("items without a colon", "another heading", "scenarios of another", "nothing new"),
        *("inside of a scenario", "between two scenarios"),
    ],
)
def test_another_text_tells_nothing_of_a_statement(nlp: Language, text: str, criteria: str) -> None:
    assert not any("properly" in one for one in told(nlp, text, criteria))
