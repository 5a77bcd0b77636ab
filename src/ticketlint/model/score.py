"""How clear a ticket is and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ticketlint.model.terms import Extent


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that one fact of the scorecard takes from a score; tenths, 0.1 to 100.

    `wanted` says what brings them back, after "if": "it names the version".
    """

    fact: str
    points: float
    wanted: str


@dataclass(frozen=True, slots=True)
class Score:
    """How clear a ticket is: 0 (unclear) to 100 (clear), in tenths.

    `value` is 100 less the points in `lost`. `value` is None and `grade` is `unscored`
    where the tool could not judge the ticket; `reason` then says why.
    """

    value: float | None
    grade: str
    lost: tuple[Loss, ...] = ()
    reason: str = ""


class Maturity(StrEnum):
    """How far a ticket is, by the parts that it shows."""

    DRAFT = "draft"
    REFINED = "refined"
    READY = "ready"

    @property
    def following(self) -> "Maturity | None":
        """Return the next level, None for the last."""
        return _FOLLOWING[self]


_FOLLOWING: Mapping[Maturity, Maturity | None] = {
    Maturity.DRAFT: Maturity.REFINED,
    Maturity.REFINED: Maturity.READY,
    Maturity.READY: None,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The level of a ticket; `needs` says what the next one asks for, after "if"."""

    level: Maturity
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a ticket: `start` to `end` in the text of `field`, as in `Location`."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How much a ticket tells of one thing, and where.

    `count` is the number of sentences that tell it, `sentences` are the first of them, in reading
    order; where `state` is no, there are none. `chance`, 0 to 1, is the learnt one that a reader
    finds it told in full.
    """

    state: Extent
    chance: float
    count: int
    sentences: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Tells:
    """What a ticket tells: why it is wanted, what shall come about, how it is to be built."""

    why: Telling
    what: Telling
    how: Telling
