"""What rules make of the learned judgement of a whole ticket."""

from dataclasses import replace

import pytest
from spacy.language import Language

from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.cleaning.outline import outline
from ticketlint.config.settings import Config
from ticketlint.matching.patterns import PatternSet
from ticketlint.model import Markup, Part, Ticket, TicketField
from ticketlint.run.selection import load_pack

RULES = load_pack(Config()).rules


def judged(nlp: Language, text: str, unclear: float = 0.0, steps: float = 0.0) -> TicketDoc:
    field = TicketField("description", text, Markup.MARKDOWN)
    ticket = Ticket("PAY-1", "The export is empty", (field,), type="Bug")
    [doc] = annotate([outline(ticket, {})], nlp)
    absent = {**doc.presence.absent, Part.STEPS: steps}
    return replace(doc, presence=replace(doc.presence, unclear=unclear, absent=absent))


@pytest.mark.parametrize(
    ("text", "steps", "found"),
    [
        pytest.param("It happens when the list is long.", 0.75, 0, id="in doubt it excuses"),
        pytest.param("It happens when the list is long.", 0.85, 1, id="it is overruled"),
        pytest.param("When I press Export, the list is empty.", 0.99, 0, id="by hand, never"),
        pytest.param("```\nexport()\n```", 0.99, 0, id="code, never"),
        pytest.param("The list is empty.", 0.0, 1, id="nothing excuses"),
    ],
)
def test_a_weak_excuse_holds_while_the_judgement_is_in_doubt(
    nlp: Language, text: str, steps: float, found: int
) -> None:
    rule = RULES["missing-steps-to-reproduce"]
    patterns = PatternSet([rule], nlp)

    hits = patterns.scan(judged(nlp, text, steps=steps))

    assert len(patterns.find(rule, hits)) == found
