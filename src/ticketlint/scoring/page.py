"""The scorecard as rows of text: for `explain score` and for the documentation."""

from collections.abc import Iterator

from ticketlint.config.scoretable import Levels
from ticketlint.model import Kind, Maturity
from ticketlint.rules.scorecard import Scorecard, Worth

KIND_NAMES = tuple(kind.value for kind in Kind)


def point_rows(card: Scorecard) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the card: a fact, its points for each kind, what brings them back.

    What takes points is negative; the giving points of a kind are scaled to 100, as in a score.
    """
    for name, worth in card.facts.items():
        yield (name, *(_points(card, worth, kind) for kind in Kind), worth.wanted)


def level_rows(levels: Levels) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the levels: a kind, and the facts for refined and for ready."""
    for kind, needs in levels.items():
        yield kind.value, ", ".join(needs.refined), ", ".join(needs.ready)


def level_head() -> tuple[str, str, str]:
    """Return the names of the columns of `level_rows`."""
    return "kind", Maturity.REFINED.value, Maturity.READY.value


def _points(card: Scorecard, worth: Worth, kind: Kind) -> str:
    if kind not in worth.points:
        return ""
    points = round(100 * worth.points[kind] / card.most(kind), 1)
    return f"−{points:g}" if worth.takes and points else f"{points:g}"
