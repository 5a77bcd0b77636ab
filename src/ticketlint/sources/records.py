"""JSON as records: lines, lists, pages and single objects, one record in memory at a time."""

import io
import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from ticketlint.config import budgets
from ticketlint.model import Failure, Notice, Ticket
from ticketlint.sources import parquet
from ticketlint.sources.decoding import open_utf8
from ticketlint.sources.jsonstream import (
    BadValueError,
    JsonStream,
    check_size,
    decode_value,
    parts_of,
)
from ticketlint.sources.origin import (
    HEAD_BYTES,
    MEGABYTE,
    ByteStream,
    Item,
    Origin,
    SourceOptions,
    TooLargeError,
)
from ticketlint.sources.values import Record

# Keys under which exports and REST pages keep their list, if no key of a ticket came first.
# What Perceval writes into one file beside issues, by its categories.
_NO_TICKETS = {
    "merge_request": "merge request",
    "pull_request": "pull request",
    "repository": "repository record",
}
_LISTS = frozenset({"issues", "value", "tickets", "items", "data", "results", "workItems"})
_TICKET_KEYS = frozenset({"key", "fields", "title", "summary", "description", "body", "number"})
# `[ ]` begins a task in Markdown and `[[` a link of a wiki.
_BEGIN = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:\{|\]\s*\Z))")
_BOARD = (
    "a board of Trello, which is not read as a whole (hand over its cards: "
    "jq '.cards[] | {key: .shortLink, title: .name, description: .desc, url}' board.json)"
)
_TODO_TICKET = "give it a title and a description, or name the format with --input-format"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is no ticket by itself, such as a pull request."""

    what: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: `number` counts from 1; `names` and `schema` tell its fields."""

    origin: Origin
    options: SourceOptions
    number: int = 0
    line: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    schema: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key of a record that has none."""
        return f"{self.origin.stem}-{self.number}"

    def failure(self, message: str) -> Failure:
        """Return a failure at this place."""
        return Failure(message, self.origin.name, self.line)


class RecordSource(Protocol):
    """A source of tickets that are JSON records."""

    def recognises(self, record: Record, /) -> bool:
        """Say whether the record has the shape of this tracker."""

    def read(self, record: Record, place: Place, /) -> Ticket | Skipped:
        """Return the ticket of a record; its key is empty where the record has none."""


Found = tuple[object, Place]


def looks_like_json(text: str) -> bool:
    """Say whether a text begins as an object or as a list of objects."""
    return _BEGIN.match(text) is not None


def read_records(
    origin: Origin, options: SourceOptions, sources: Iterable[RecordSource]
) -> Iterator[Item]:
    """Yield the ticket of each record; each record goes to the first source that knows it."""
    with open_utf8(origin) as stream:
        yield from _tickets(_records(stream, Place(origin, options)), origin, tuple(sources))


def read_rows(
    origin: Origin, options: SourceOptions, sources: Iterable[RecordSource]
) -> Iterator[Item]:
    """Yield the ticket of each row of a Parquet file, which is read as a record."""
    place = Place(origin, options)
    found = ((row, place) for row in parquet.rows_of(origin))
    return _tickets(found, origin, tuple(sources))


def _tickets(
    found: Iterable[Found], origin: Origin, sources: tuple[RecordSource, ...]
) -> Iterator[Item]:
    skipped: dict[str, int] = {}
    for count, (record, place) in enumerate(found, start=1):
        here = replace(place, number=count)
        item = record if isinstance(record, Failure) else read_record(record, here, sources)
        if isinstance(item, Skipped):
            skipped[item.what] = skipped.get(item.what, 0) + 1
        else:
            yield item
    for what, times in skipped.items():
        yield Notice(f"{times} {what}{'s' if times > 1 else ''} left out", origin.name)


def read_record(
    record: object, place: Place, sources: tuple[RecordSource, ...]
) -> Ticket | Failure | Skipped:
    """Return the ticket of one record, or why there is none."""
    if not isinstance(record, dict) or ("cards" in record and _is_board(record)):
        return place.failure(_refusal(record))
    inner = record.get("data")
    if isinstance(inner, dict) and _TICKET_KEYS.isdisjoint(record):
        if (category := record.get("category")) in _NO_TICKETS:
            return Skipped(_NO_TICKETS[category])
        record = inner
    source = next((source for source in sources if source.recognises(record)), None)
    if source is None:
        return place.failure(f"no ticket in this record ({_TODO_TICKET})")
    try:
        item = source.read(record, _with_names(record, place))
    except Exception as error:  # a record of a shape that nobody met must not end the run
        return place.failure(f"cannot be read: {type(error).__name__} (please report it)")
    if isinstance(item, Skipped) or item.key:
        return item
    return replace(item, key=place.key, is_key_made_up=True)


def _refusal(record: object) -> str:
    if isinstance(record, BadValueError):
        return str(record)
    return _BOARD if isinstance(record, dict) else "not an object (write a ticket as {...})"


def _is_board(record: Record) -> bool:
    """Say whether an object is a board of Trello, whose tickets are its cards."""
    return not record.keys().isdisjoint({"idOrganization", "labelNames", "prefs", "lists"})


def _with_names(holder: Record, place: Place) -> Place:
    names, schema = holder.get("names"), holder.get("schema")
    if isinstance(names, dict) and names:
        place = replace(place, names=names)
    if isinstance(schema, dict) and schema:
        place = replace(place, schema=schema)
    return place


def _records(stream: ByteStream, place: Place) -> Iterator[Found]:
    """Yield each record of a stream, or a `BadValueError` where one cannot be read."""
    head = stream.peek(HEAD_BYTES).lstrip()
    first, newline, _ = head.partition(b"\n")
    by_line = place.origin.suffix in {".jsonl", ".ndjson"} or (
        newline and first.rstrip().endswith(b"}")
    )
    if by_line and not head.startswith(b"["):
        yield from _lines(stream, place)
        return
    if head.startswith(b"{"):
        place = _with_page_names(place)
    errors = "surrogateescape"
    with io.TextIOWrapper(stream, encoding="utf-8", errors=errors, newline="") as text:
        yield from _documents(JsonStream(text), place)


def _lines(stream: ByteStream, place: Place) -> Iterator[Found]:
    number = 0
    most = budgets.RECORD_BYTES
    while line := stream.readline(most):
        number += 1
        here = replace(place, line=number)
        if len(line) == most and not line.endswith(b"\n"):
            while (rest := stream.readline(most)) and not rest.endswith(b"\n"):
                pass
            yield BadValueError(f"a line longer than {most // MEGABYTE} MB (split it)"), here
        elif line.strip():
            yield from _members(_parsed(line), here)


def _parsed(line: bytes) -> object:
    text = line.decode("utf-8", "surrogateescape").strip()
    try:
        check_size(len(text), parts_of(text, 0, len(text)))
        value, end = decode_value(text, 0)
    except json.JSONDecodeError as error:
        return BadValueError(f"not JSON: {error.msg} at column {error.colno} (mend the line)")
    except BadValueError as error:
        return error
    if end < len(text):
        return BadValueError(f"not JSON: more text at column {end + 1} (one record per line)")
    return value


def _members(record: object, place: Place) -> Iterator[Found]:
    """Yield the records of a page on one line, or the record itself."""
    if isinstance(record, dict) and _TICKET_KEYS.isdisjoint(record):
        held = next((record[key] for key in record if key in _LISTS), None)
        if isinstance(held, list):
            place = _with_names(record, place)
            yield from ((member, place) for member in held)
            return
    yield record, place


def _documents(stream: JsonStream, place: Place) -> Iterator[Found]:
    """Yield the records of lists, pages and objects that stand after one another."""
    while stream.peek():
        if stream.take("["):
            yield from _list(stream, place)
        elif stream.take("{"):
            yield from _object(stream, replace(place, line=stream.line))
        else:
            found = _value(stream, place)
            yield found
            if isinstance(found[0], BadValueError):
                return


def _list(stream: JsonStream, place: Place) -> Generator[Found, None, bool]:
    """Yield the members of a list whose bracket was taken; return whether it is closed."""
    while not stream.take("]"):
        found = _value(stream, place)
        yield found
        if stream.take(",") or stream.peek() == "]":
            continue
        if not (isinstance(found[0], BadValueError) and not stream.peek()):
            yield _broken(stream), replace(place, line=stream.line)
        if stream.peek() != "{":
            stream.skip_rest()
            return False
    return True


def _value(stream: JsonStream, place: Place) -> Found:
    stream.peek()
    here = replace(place, line=stream.line)
    try:
        return stream.value(), here
    except BadValueError as error:
        return error, here


def _object(stream: JsonStream, place: Place) -> Iterator[Found]:
    """Yield the records of a page, or the object itself, whose bracket was taken."""
    members: dict[str, object] = {}
    paged = False
    size = parts = 0
    while not stream.take("}"):
        try:
            before = stream.size, stream.parts
            key = _key(stream, members)
            if key in _LISTS and _TICKET_KEYS.isdisjoint(members) and stream.take("["):
                paged = True
                if not (yield from _list(stream, place)):
                    return
            else:
                members[key] = stream.value()
                size, parts = size + stream.size - before[0], parts + stream.parts - before[1] + 1
                check_size(size, parts)
            if not stream.take(",") and stream.peek() != "}":
                raise _broken(stream)
        except BadValueError as error:
            yield error, replace(place, line=stream.line)
            stream.skip_rest()
            return
    if not paged:
        yield members, place


def _key(stream: JsonStream, members: Record) -> str:
    """Read the name of the next member, whose value is worth reading."""
    key = stream.value()
    if not isinstance(key, str) or not stream.take(":"):
        raise _broken(stream)
    if key == "cards" and _is_board(members):
        raise BadValueError(_BOARD)
    return key


def _broken(stream: JsonStream) -> BadValueError:
    if not stream.peek():
        return BadValueError("not JSON: it ends too early (was the file cut off?)")
    return BadValueError(f"not JSON: `,` or a bracket is missing in line {stream.line} (mend it)")


def _with_page_names(place: Place) -> Place:
    """Take `names` and `schema` from a page, where they stand after the list."""
    origin = place.origin
    if not _holds(origin, b'"names"'):
        return place
    try:
        with (
            open_utf8(origin) as raw,
            io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="") as text,
        ):
            return _with_names(_names(JsonStream(text)), place)
    except (BadValueError, TooLargeError):
        return place  # told when the records are read


def _names(stream: JsonStream) -> dict[str, object]:
    members: dict[str, object] = {}
    stream.take("{")
    while stream.peek() == '"':
        key = stream.value()
        if not stream.take(":"):
            break
        if stream.take("["):
            stream.skip_rest()
        elif key in {"names", "schema"}:
            members[str(key)] = stream.value()
        else:
            stream.value()
        stream.take(",")
    return members


def _holds(origin: Origin, wanted: bytes) -> bool:
    tail = b""
    try:
        with open_utf8(origin) as stream:
            while chunk := stream.read(MEGABYTE):
                if wanted in tail + chunk:
                    return True
                tail = chunk[-len(wanted) :]
    except TooLargeError:
        pass  # told when the records are read
    return False
