"""The scorecard of a run as tables for a person at a terminal."""

from typing import TextIO

from rich.table import Table

from ticketlint.harmless.terminal import printable
from ticketlint.reporters.layout import plain_console
from ticketlint.rules.scorecard import Scorecard
from ticketlint.scoring.page import KIND_NAMES, level_head, level_rows, point_rows

_TOLD = (
    "A score is the sum of its points, 0 to 100. A part that is there gives its points, what leaves"
    " a reader in doubt takes some; a fact that holds in part counts in part (docs/score.md)."
)


def write_card(card: Scorecard, stream: TextIO) -> None:
    """Write the points of each fact by kind, and what each level asks for."""
    console = plain_console(stream)
    points = Table("fact", *KIND_NAMES, "back if", box=None, pad_edge=False)
    for column in points.columns[1 : 1 + len(KIND_NAMES)]:
        column.justify = "right"
    for row in point_rows(card):
        points.add_row(*map(printable, row))
    levels = Table(*level_head(), box=None, pad_edge=False)
    for cells in level_rows(card.levels):
        levels.add_row(*map(printable, cells))
    for part in (_TOLD, "", points, "", levels):
        console.print(part, markup=False)
