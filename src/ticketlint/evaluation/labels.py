"""Read labelled tickets: one JSON object a line, a ticket with what people say of it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ticketlint.config.yamlfile import did_you_mean
from ticketlint.errors import SourceError
from ticketlint.model import AnswerType, Kind, Role, Ticket
from ticketlint.sources.generic_json import read as read_ticket
from ticketlint.sources.origin import SourceOptions, file_origin
from ticketlint.sources.records import Place

# Faults of a file that are told at once; the rest is counted.
MAX_FAULTS = 10

Presence = Literal["present", "partial", "absent"]
Value = TypeVar("Value")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BugLabel(_Strict):
    """Which parts of a bug report are there."""

    observed: Presence | None = None
    expected: Presence | None = None
    steps: Presence | None = None
    environment: Presence | None = None


class Asked(_Strict):
    """A question of a reader: the answer it wants and the words of the ticket it is about.

    `about` is empty where it asks about something that the ticket does not mention.
    """

    type: AnswerType
    about: str
    q: str


class Label(_Strict):
    """What one reader says of a ticket; a key that is left out is not measured.

    `roles` are those of the units by number, 0 = the title. `vague`, `undefined_terms`,
    `placeholders` and `minimising` are exact quotes; an empty list says that there is none.
    `clarity` is 1 (cannot tell what is asked for) to 5 (could start now).
    """

    roles: Mapping[int, Role] = Field(default_factory=dict)
    kind: Kind | None = None
    acceptance: Literal["explicit", "implicit", "none"] | None = None
    what: Presence | None = None
    why: Presence | None = None
    who: Presence | None = None
    how: bool | None = None
    how_without_what: bool | None = None
    bug: BugLabel | None = None
    vague: tuple[str, ...] | None = None
    undefined_terms: tuple[str, ...] | None = None
    placeholders: tuple[str, ...] | None = None
    minimising: tuple[str, ...] | None = None
    bundled: bool | None = None
    clarity: Annotated[int, Field(ge=1, le=5)] | None = None
    questions: tuple[str, ...] | None = None
    asked: tuple[Asked, ...] | None = None

    def value(self, name: str) -> object:
        """Return the label of that name; `bug.steps` is a part of `bug`."""
        first, _, second = name.partition(".")
        held: object = getattr(self, first)
        return getattr(held, second, None) if second else held


class _Row(BaseModel):
    """What a line adds to a ticket; every other key is read as in any JSON ticket."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    units: tuple[tuple[int, int, Literal["text", "heading", "block"]], ...] = ()
    labels: tuple[Label, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a field; `start` and `end` are code points, end exclusive."""

    number: int
    field: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A ticket, its units, and one label for each independent pass of reading."""

    ticket: Ticket
    units: tuple[Unit, ...]
    labels: tuple[Label, ...]

    def agreed(self, get: Callable[[Label], Value | None]) -> Value | None:
        """Return what all passes say, None where one is silent or they disagree."""
        first, *rest = (get(label) for label in self.labels)
        return first if all(value == first for value in rest) else None

    @property
    def kind(self) -> Kind | None:
        """Return the kind on which all passes agree."""
        return self.agreed(lambda label: label.kind)


def read_labelled(paths: Iterable[Path]) -> list[Labelled]:
    """Return the labelled tickets of all files, in order.

    Raises: SourceError that tells the faults of a file, or that it holds no ticket.
    """
    return [labelled for path in paths for labelled in _read_file(path)]


def _read_file(path: Path) -> list[Labelled]:
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read: {error}") from None
    found: list[Labelled] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_labelled(json.loads(line), path, number))
        except (ValidationError, ValueError) as error:
            faults += [f"{path}:{number}: {fault}" for fault in _faults(error)]
    if faults:
        raise SourceError(str(path), _listed(faults))
    if not found:
        todo = "one JSON object a line, with a title, a description and labels"
        raise SourceError(str(path), "holds no labelled ticket", todo)
    return found


def _labelled(record: Mapping[str, Any], path: Path, line: int) -> Labelled:
    row = _Row.model_validate(record)
    bare = {key: value for key, value in record.items() if key not in {"labels", "units"}}
    place = Place(file_origin(path), SourceOptions(), line, line)
    ticket = read_ticket(bare, place)
    units = tuple(_units(ticket, row))
    known = {unit.number for unit in units}
    for number in (n for label in row.labels for n in label.roles if n not in known):
        raise ValueError(f"labels.roles: no unit {number} (0 is the title, 1 the first unit)")
    return Labelled(ticket, units, row.labels)


def _units(ticket: Ticket, row: _Row) -> Iterator[Unit]:
    yield Unit(0, "title", 0, len(ticket.title), "text")
    for number, (start, end, kind) in enumerate(row.units, start=1):
        if not 0 <= start <= end:
            raise ValueError(f"units: {start} to {end} is no stretch of text")
        yield Unit(number, "description", start, end, kind)


def _faults(error: ValueError) -> Iterator[str]:
    if not isinstance(error, ValidationError):
        yield f"{type(error).__name__}: {error}" if type(error) is not ValueError else str(error)
        return
    for fault in error.errors():
        place = ".".join(map(str, fault["loc"]))
        yield f"{place}: {_what(fault)}" if place else "not an object (write a ticket as {...})"


def _what(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "extra_forbidden":
        name = str(fault["loc"][-1])
        return f"unknown key `{name}`{did_you_mean(name, list(Label.model_fields))}"
    return str(fault["msg"])


def _listed(faults: Sequence[str]) -> str:
    count = len(faults)
    more = [f"and {count - MAX_FAULTS} more"] if count > MAX_FAULTS else []
    heading = f"{count} fault{'s' if count > 1 else ''} in the labels"
    return "\n".join([heading, *faults[:MAX_FAULTS], *more])
