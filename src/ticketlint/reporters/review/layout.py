"""From blocks to the elements of a page: items to lists, cells to tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ticketlint.reporters.review.marking import Paragraph

_LISTED = frozenset({"item", "cell"})
_NAMES = {"acceptance_criteria": "Acceptance criteria", "environment": "Environment"}


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, paragraph, code and so on; a list of items; or the rows of a table."""

    kind: str
    members: tuple[Paragraph, ...]

    @property
    def rows(self) -> list[list[Paragraph]]:
        """Return the cells of a table, row by row."""
        return [list(row) for _, row in groupby(self.members, lambda cell: cell.block.row)]


def elements_of(paragraphs: Iterable[Paragraph]) -> Iterator[Element]:
    """Yield the elements of a text; a field other than the description is named before it."""
    for field, own in groupby(paragraphs, lambda paragraph: paragraph.block.field):
        if field in _NAMES:
            yield Element(f"field {_NAMES[field]}", ())
        for kind, members in groupby(own, lambda paragraph: paragraph.block.kind):
            yield from _elements(kind, tuple(members))


def _elements(kind: str, members: tuple[Paragraph, ...]) -> Iterator[Element]:
    if kind in _LISTED:
        yield Element(kind, members)
        return
    for member in members:
        yield Element(kind, (member,))
