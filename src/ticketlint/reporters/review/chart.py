"""The trend as lines in a picture of 600 by 120 units."""

from collections.abc import Sequence
from dataclasses import dataclass

from ticketlint.model import TrendPoint

WIDTH, HEIGHT, _EDGE = 600, 120, 10


@dataclass(frozen=True, slots=True)
class Trend:
    """The points of a history, the newest first, and two lines over them, the oldest left.

    `scores` is the median score, `ready` the percentage of tickets that are ready; each is the
    text of an SVG polyline. `breaks` are the places on the x axis where the rules changed.
    """

    points: tuple[TrendPoint, ...]
    scores: str
    ready: str
    breaks: tuple[float, ...]


def trend_of(points: Sequence[TrendPoint]) -> Trend | None:
    """Return the picture of a history; one run is none."""
    if len(points) < 2:
        return None
    return Trend(
        points=tuple(reversed(points)),
        scores=_line([point.median_score for point in points]),
        ready=_line([_share(point) for point in points]),
        breaks=tuple(
            _x(at, len(points)) for at, point in enumerate(points) if at and not point.is_comparable
        ),
    )


def _share(point: TrendPoint) -> float | None:
    return 100 * point.levels.get("ready", 0) / point.tickets if point.tickets else None


def _line(values: Sequence[float | None]) -> str:
    places = (
        f"{_x(at, len(values))},{_y(value)}" for at, value in enumerate(values) if value is not None
    )
    return " ".join(places)


def _x(at: int, count: int) -> float:
    return round(_EDGE + at * (WIDTH - 2 * _EDGE) / (count - 1), 1)


def _y(value: float) -> float:
    return round(HEIGHT - _EDGE - value * (HEIGHT - 2 * _EDGE) / 100, 1)
