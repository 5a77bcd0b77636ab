"""What rules make of the learned judgement of a whole ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from spacy.language import Language

from ticketlint.annotation import presence, roles
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.roles import ROLES
from ticketlint.cleaning.outline import outline
from ticketlint.config.settings import Config
from ticketlint.matching.patterns import PatternSet
from ticketlint.model import Markup, Part, Role, Ticket, TicketField
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


def one_of(nlp: Language, text: str, *, network: float, sentence: float) -> TicketDoc:
    """Return a ticket read by networks that are as sure of it, and of each sentence, as told."""
    sure = {"how: yes": np.log(network), "how: no": np.log1p(-network)}
    rest = [float(role is Role.OTHER) * (1 - sentence) + 1e-9 for role in ROLES]
    rest[ROLES.index(Role.HOW)] = sentence
    field = TicketField("description", text, Markup.MARKDOWN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(presence, "load_model", lambda: constant(presence.contract().classes, sure))
        scores = dict(zip(ROLES, np.log(rest), strict=True))
        patch.setattr(roles, "load_model", lambda: constant(ROLES, scores))
        [doc] = annotate([outline(Ticket("PAY-1", "Totals", (field,)), {})], nlp)
    return doc


def constant(classes: Sequence[str], scores: Mapping[str, float]) -> Network:
    """Return a network that gives every row the same scores."""
    bias = np.array([scores.get(name, 0.0) for name in classes])
    none = np.zeros((1, len(classes)))
    return Network(np.zeros((1, 1 + len(classes))), np.zeros(1), none, bias)


@pytest.mark.parametrize(
    ("network", "sentence", "chance"),
    [
        pytest.param(0.2, 0.9, 0.55, id="a sentence that is sure lifts the whole"),
        pytest.param(0.6, 0.1, 0.35, id="no sentence to point at lowers it"),
    ],
)
def test_a_ticket_prescribes_as_far_as_the_whole_and_its_surest_sentence_say(
    nlp: Language, network: float, sentence: float, chance: float
) -> None:
    doc = one_of(nlp, "Put the totals into a table.", network=network, sentence=sentence)

    assert doc.presence.how == pytest.approx(chance, abs=0.01)
