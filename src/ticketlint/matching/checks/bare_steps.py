"""Find tickets that are a list of changes to the program and name no problem."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.prescriptions import prescribes
from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.matching.matches import Match
from ticketlint.model import Kind, Role, SectionName
from ticketlint.rules.options import Count, NoOptions, Options

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

_SYMPTOMS = frozenset({Role.OBSERVED, Role.EXPECTED, Role.STEP, Role.WHY})
# Items here are no list of the work.
_ELSEWHERE = frozenset({SectionName.STEPS, SectionName.NOTES, SectionName.ENVIRONMENT})
# From this confidence on (0 to 1) a sentence may well tell a symptom.
_MAYBE = 0.4
# From this on it does what its role says.
_SURE = 0.5


class BareSteps(Options):
    """From how many items that prescribe on they are a list of the work."""

    min_steps: Count


def steps_without_problem(ticket: "TicketDoc", options: BareSteps) -> Iterator[Match]:
    """Yield the first of at least `min_steps` items that prescribe, where no reason is given."""
    from ticketlint.matching.signals.reasons import gives_reason

    items = [p for p in ticket.passages if p.block.kind is BlockKind.ITEM]
    steps = [p for p in items if p.section not in _ELSEWHERE and _tells_how(ticket, p)]
    if len(steps) < options.min_steps or gives_reason(ticket):
        return
    text = steps[0].text.strip()
    start = steps[0].text.index(text)
    yield Match(steps[0], start, start + len(text), facts={"steps": str(len(steps))})


def patch_without_symptom(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield the title of a bug that prescribes the patch, where nothing tells a symptom."""
    if ticket.kind is not Kind.BUG or _tells_symptom(ticket):
        return
    for passage in ticket.passages:
        if passage.section is SectionName.TITLE and _tells_how(ticket, passage):
            text = passage.text.strip()
            start = passage.text.index(text)
            yield Match(passage, start, start + len(text))


def _tells_how(ticket: "TicketDoc", passage: "Passage") -> bool:
    first = ticket.sentence_at(passage, 0)
    sure = first is not None and first.role is Role.HOW and first.confidence >= _SURE
    return sure or prescribes(passage.text)


def _tells_symptom(ticket: "TicketDoc") -> bool:
    shown = {BlockKind.CODE, BlockKind.LOG, BlockKind.MEDIA}
    if any(block.kind in shown for body in ticket.bodies.values() for block in body.blocks):
        return True
    return any(
        sentence.role in _SYMPTOMS and sentence.confidence >= _MAYBE
        for sentence in ticket.sentences
    )
