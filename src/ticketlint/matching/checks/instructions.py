"""Find lines of a template that nobody has replaced."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ticketlint.cleaning.prompts import prompts_in
from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each line that still tells the author what to write, or asks and has no answer.

    An item to tick may stay as it is.
    """
    for index, passage in enumerate(ticket.passages):
        if passage.section is SectionName.TITLE or passage.block.checked is not None:
            continue
        is_answered = _is_answered(ticket.passages, index)
        for start, end in prompts_in(passage.block, passage.start):
            if not (is_answered and "?" in passage.block.text[start:end]):
                yield Match(passage, start - passage.start, end - passage.start)


def _is_answered(passages: "Sequence[Passage]", index: int) -> bool:
    """Tell whether the author wrote something right after a question of the template."""
    asked, following = passages[index], passages[index + 1 : index + 2]
    return any(
        after.field == asked.field and after.section is asked.section and not after.is_unwritten
        for after in following
    )
