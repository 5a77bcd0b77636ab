"""Find the statements that what stands below them tells in full: scenarios, or a list.

`The till SHALL fail gracefully` says nothing alone; with a scenario of it, "WHEN the disk is full
THEN the receipt is kept", it says which observation counts.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import Block, BlockKind
from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

Words = frozenset[str]

_SCENARIO = re.compile(r"(?i)\W*(?:scenario|example|szenario|beispiel|escenario|scénario)\b")
_THEN = re.compile(r"(?i)(?:^|[\s*])(?:then|dann|entonces|alors)\b\W*(?P<told>[^\n]+)")
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
# A word is known again by its beginning: "graceful", "gracefully".
_STEM = 5
# A response of fewer words that the statement does not have repeats it.
_NEW = 2
# So many responses of a statement are read: the first ones tell, or none does.
_MOST = 40
_LISTED = frozenset({BlockKind.ITEM, BlockKind.CELL})


def statements(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each passage whose scenarios or list items say what it means."""
    fields = {name: _Field(body.blocks) for name, body in ticket.bodies.items()}
    criteria = fields.get("acceptance_criteria")
    for passage in ticket.passages:
        own = fields[passage.field]
        place = own.place_of(passage.block)
        responses = own.responses(place)
        # Criteria that stand apart go on with how the description begins.
        if criteria is not None and passage.field == "description" and own.is_first(place):
            responses = responses or criteria.responses(-1)
        if own.has_list(place) or _say_more(responses, passage):
            yield Match(passage, 0, len(passage.text))


class _Field:
    """The blocks of a field, its headings, and what its scenarios answer."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._starts = [block.start for block in blocks]
        self._headings = [n for n, b in enumerate(blocks) if b.kind is BlockKind.HEADING]
        self._told: dict[int, list[Words]] = {}

    def place_of(self, block: Block) -> int:
        """Return the number of a block."""
        return bisect_right(self._starts, block.start) - 1

    def has_list(self, place: int) -> bool:
        """Tell whether items follow that belong to a block: below its item, or after its colon."""
        block, following = self._blocks[place], self._blocks[place + 1 : place + 2]
        if not following or following[0].kind not in _LISTED:
            return False
        if block.kind is BlockKind.ITEM:
            return following[0].level > block.level
        return block.text.rstrip().endswith(":")

    def is_first(self, place: int) -> bool:
        """Tell whether no heading stands before a block."""
        return bisect_right(self._headings, place) == 0

    def responses(self, place: int) -> Sequence[Words]:
        """Return the words of each response in the scenarios of the statement at `place`.

        What stands inside of a scenario has none of its own.
        """
        index = bisect_right(self._headings, place)
        if index == len(self._headings):
            return ()
        is_inside = index > 0 and self._is_scenario(self._headings[index - 1])
        if is_inside or not self._is_scenario(self._headings[index]):
            return ()
        if index not in self._told:
            self._told[index] = list(islice(self._answers(index), _MOST))
        return self._told[index]

    def _answers(self, index: int) -> Iterator[Words]:
        """Yield the words of the responses from a heading on, up to one that is no scenario's."""
        for block in islice(self._blocks, self._headings[index], None):
            if block.kind is BlockKind.HEADING and not _SCENARIO.match(block.text):
                return
            yield from (_stems(then["told"]) for then in _THEN.finditer(block.text))

    def _is_scenario(self, place: int) -> bool:
        return _SCENARIO.match(self._blocks[place].text) is not None


def _say_more(responses: Sequence[Words], passage: "Passage") -> bool:
    said = _stems(passage.text) if responses else frozenset()
    return any(len(words - said) >= _NEW for words in responses)


def _stems(text: str) -> Words:
    return frozenset(word[:_STEM].casefold() for word in _WORD.findall(text))
