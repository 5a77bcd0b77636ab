"""The trend as lines in pictures of 600 by 120 units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ticketlint.model import Severity, TrendPoint

WIDTH, HEIGHT, _EDGE = 600, 120, 10


@dataclass(frozen=True, slots=True)
class Trend:
    """The points of a history, the newest first, and lines over them, the oldest left.

    `scores` is the median score, `ready` the percentage of tickets that are ready; each is the
    text of an SVG polyline. `findings` are the lines of the findings for each ticket, by severity,
    and `most` is the value at the top of their picture. `breaks` are the places on the x axis
    where the rules changed.
    """

    points: tuple[TrendPoint, ...]
    scores: str
    ready: str
    findings: Mapping[str, str]
    most: float
    breaks: tuple[float, ...]


def trend_of(points: Sequence[TrendPoint]) -> Trend | None:
    """Return the picture of a history; one run is none."""
    if len(points) < 2:
        return None
    found = {one.value: [_each(point, one) for point in points] for one in Severity}
    most = _top(value for line in found.values() for value in line if value is not None)
    return Trend(
        points=tuple(reversed(points)),
        scores=_line([point.median_score for point in points]),
        ready=_line([_share(point) for point in points]),
        findings={name: _line(values, most) for name, values in found.items()},
        most=most,
        breaks=tuple(
            _x(at, len(points)) for at, point in enumerate(points) if at and not point.is_comparable
        ),
    )


def _share(point: TrendPoint) -> float | None:
    return 100 * point.levels.get("ready", 0) / point.tickets if point.tickets else None


def _each(point: TrendPoint, severity: Severity) -> float | None:
    """Return the findings for each ticket, so that a backlog that grows looks no worse."""
    found = point.findings.get(severity.value, 0)
    return found / point.tickets if point.tickets else None


def _top(values: Iterable[float]) -> float:
    """Return an even number that no value exceeds, which halves to a whole one; 2 for none."""
    return 2.0 * max(1, ceil(max(values, default=0) / 2))


def _line(values: Sequence[float | None], most: float = 100) -> str:
    places = (
        f"{_x(at, len(values))},{_y(100 * value / most)}"
        for at, value in enumerate(values)
        if value is not None
    )
    return " ".join(places)


def _x(at: int, count: int) -> float:
    return round(_EDGE + at * (WIDTH - 2 * _EDGE) / (count - 1), 1)


def _y(value: float) -> float:
    return round(HEIGHT - _EDGE - value * (HEIGHT - 2 * _EDGE) / 100, 1)
