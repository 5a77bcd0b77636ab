"""What labels say of a whole ticket, as classes that can be learnt: one facet for each label."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from ticketlint.model import Kind

Labels = Mapping[str, Any]
# The class of a label that a ticket does not have, such as the steps of a story.
UNKNOWN = -1

# What the classes of a label that is true or false are called.
_CALLED = {"False": "no", "True": "yes"}
_PRESENCE = ("present", "partial", "absent")
# Researchers who judged reports did not know "partial": such a label tells nothing here.
_SAID = ("present", "absent")


@dataclass(frozen=True, slots=True)
class Facet:
    """A label: its values in order are the classes; `weight` is its part of the loss."""

    name: str
    values: tuple[object, ...]
    read: Callable[[Labels], object]
    weight: float = 0.3

    @property
    def called(self) -> tuple[str, ...]:
        """Return the names of the classes."""
        return tuple(_CALLED.get(str(value), str(value)) for value in self.values)

    def target(self, labels: Labels) -> int:
        """Return the class that a pass gave, `UNKNOWN` where the label is not there."""
        value = self.read(labels)
        return self.values.index(value) if value in self.values else UNKNOWN


def _of(name: str) -> Callable[[Labels], object]:
    return lambda labels: labels.get(name)


def _of_bug(name: str) -> Callable[[Labels], object]:
    return lambda labels: (labels.get("bug") or {}).get(name)


FACETS = (
    Facet("kind", tuple(kind.value for kind in Kind), _of("kind"), 1.0),
    Facet("clarity", (1, 2, 3, 4, 5), _of("clarity")),
    Facet("what", _PRESENCE, _of("what"), 1.0),
    Facet("why", _PRESENCE, _of("why"), 1.0),
    Facet("who", _PRESENCE, _of("who")),
    Facet("acceptance", ("explicit", "implicit", "none"), _of("acceptance")),
    Facet("how", (False, True), _of("how"), 1.0),
    Facet("how_without_what", (False, True), _of("how_without_what")),
    Facet("bundled", (False, True), _of("bundled")),
    Facet("steps", _SAID, _of_bug("steps"), 1.0),
    Facet("expected", _SAID, _of_bug("expected"), 1.0),
    Facet("environment", _PRESENCE, _of_bug("environment")),
)


def columns(facets: Sequence[Facet]) -> Mapping[str, slice]:
    """Return which columns of a row of chances belong to each facet."""
    ends = list(accumulate(len(facet.values) for facet in facets))
    starts = [0, *ends[:-1]]
    return {facet.name: slice(s, e) for facet, s, e in zip(facets, starts, ends, strict=True)}
