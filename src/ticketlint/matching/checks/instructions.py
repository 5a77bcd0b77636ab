"""Find lines of a template that nobody has replaced."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.cleaning.prompts import prompts_in
from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

# So many criteria of the author's show that a list is theirs.
_OTHERS = 3


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each line that still tells the author what to write, or asks and has no answer.

    An item to tick may stay as it is, and so may one among criteria that an author wrote: what
    a page shows is a "brief explanation of the offer" there.
    """
    for index, passage in enumerate(ticket.passages):
        is_own = passage.block.checked is not None or _is_criterion(ticket.passages, passage)
        if passage.section is SectionName.TITLE or is_own:
            continue
        is_answered = _is_answered(ticket.passages, index)
        for start, end in prompts_in(passage.block, passage.start):
            if not (is_answered and "?" in passage.block.text[start:end]):
                yield Match(passage, start - passage.start, end - passage.start)


def _is_criterion(passages: "Sequence[Passage]", passage: "Passage") -> bool:
    """Tell whether a passage is an item of a list of criteria of which others are written."""
    if passage.section is not SectionName.ACCEPTANCE_CRITERIA or not _is_item(passage):
        return False
    beside = (p for p in passages if p.section is passage.section and p.field == passage.field)
    others = [p for p in beside if p is not passage and _is_item(p)]
    written = [p for p in others if not any(prompts_in(p.block, p.start))]
    return len(written) >= max(_OTHERS, len(others) / 2)


def _is_item(passage: "Passage") -> bool:
    return passage.block.kind is BlockKind.ITEM


def _is_answered(passages: "Sequence[Passage]", index: int) -> bool:
    """Tell whether the author wrote something right after a question of the template."""
    asked, following = passages[index], passages[index + 1 : index + 2]
    return any(
        after.field == asked.field and after.section is asked.section and not after.is_unwritten
        for after in following
    )
