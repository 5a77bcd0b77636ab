"""What a person wants to see of a report at a terminal: how much of it, ordered by what."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from ticketlint.config.settings import Config

Order = Literal["score", "findings", "key", "new"]
Grouping = Literal["rule", "epic", "project", "kind"]
Color = Literal["auto", "always", "never"]
# Minutes: a refinement of an hour.
MEETING = 60


class Detail(IntEnum):
    """How much is shown: the reason of the gate alone, findings alone, the usual, or all."""

    SILENT = 0
    QUIET = 1
    USUAL = 2
    VERBOSE = 3


def _usually_closed() -> Callable[[str], bool]:
    return Config().is_closed


@dataclass(frozen=True, slots=True)
class View:
    """How a run is shown; it changes nothing of what fails.

    The `order` is that of every output, None for that of the input, `meeting` are the minutes of
    the meeting whose agenda is written; the rest is for the text.
    `is_closed` tells by its status whether the work on a ticket is over: nobody has to talk
    about it first.
    """

    detail: Detail = Detail.USUAL
    group_by: Grouping | None = None
    statistics: bool = False
    color: Color = "auto"
    order: Order | None = None
    is_closed: Callable[[str], bool] = field(default_factory=_usually_closed)
    meeting: int = MEETING
