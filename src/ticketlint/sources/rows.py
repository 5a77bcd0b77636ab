"""CSV as rows: the delimiter found, repeated headers gathered, ragged rows borne."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TextIO

from ticketlint.config import budgets
from ticketlint.model import Failure, Markup, Notice, Ticket, TicketField
from ticketlint.sources.decoding import encoding_notices, encoding_of, open_text
from ticketlint.sources.jira_headers import CUSTOM
from ticketlint.sources.origin import MEGABYTE, Item, Origin, SourceOptions
from ticketlint.sources.values import ISSUE_KEY, acceptance_rank, best_text, normal

_LINE_ENDS = ("\n", "\r")
_DELIMITERS = (",", ";", "\t", "|")
_EXCEL_HINT = re.compile(r"\s*\"?sep=(.)\"?\r?\n")


@dataclass(frozen=True, slots=True)
class Header:
    """The column names of a table; several columns may carry the same name."""

    names: tuple[str, ...]

    @property
    def columns(self) -> dict[str, list[int]]:
        """Return the positions of each name, without its case and punctuation."""
        found: dict[str, list[int]] = {}
        for position, name in enumerate(self.names):
            found.setdefault(normal(name), []).append(position)
        return found

    def has(self, *names: str) -> bool:
        """Say whether the table has a column of each of these names."""
        return self.columns.keys() >= set(names)

    def has_any(self, *names: str) -> bool:
        """Say whether the table has a column of one of these names."""
        return not self.columns.keys().isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts the rows from 1, `line` is the line it begins on."""

    table: "Table"
    cells: Sequence[str]
    number: int
    line: int

    def all(self, *names: str) -> list[str]:
        """Return the non-empty cells of all columns of these names, in that order."""
        positions = [at for name in names for at in self.table.columns.get(name, ())]
        return [self.cells[at] for at in positions if at < len(self.cells) and self.cells[at]]

    def first(self, *names: str) -> str:
        """Return the first non-empty cell of the columns of these names, else nothing."""
        return next(iter(self.all(*names)), "")

    def optional(self, *names: str) -> str | None:
        """Return the first non-empty cell; None where the table has no such column."""
        return None if self.table.columns.keys().isdisjoint(names) else self.first(*names)

    def optional_all(self, *names: str) -> tuple[str, ...] | None:
        """Return the non-empty cells; None where the table has no such column."""
        return None if self.table.columns.keys().isdisjoint(names) else tuple(self.all(*names))

    def text(self, field_name: str, markup: Markup, *names: str) -> list[TicketField]:
        """Return a text of the ticket; nothing where the table has no such column."""
        text = self.optional(*names)
        return [] if text is None else [TicketField(field_name, text, markup)]

    def acceptance(self, markup: Markup) -> list[TicketField]:
        """Return the acceptance criteria, from the surest column that is not empty."""
        found = [
            (rank, TicketField("acceptance_criteria", self.first(name), markup))
            for name, rank in self.table.acceptance.items()
        ]
        best = best_text(found)
        return [best] if best else []

    @property
    def key(self) -> str:
        """Return the key of a row that has none."""
        return f"{self.table.origin.stem}-{self.number}"


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV input with its header."""

    origin: Origin
    options: SourceOptions
    header: Header
    delimiter: str
    columns: dict[str, list[int]] = field(default_factory=dict)
    acceptance: dict[str, int] = field(default_factory=dict)

    def tickets(self, ticket: Callable[[Row], Ticket]) -> Iterator[Item]:
        """Yield a ticket for each row, then what a reader should know of the table."""
        wide, torn = 0, list[int]()
        for row in _rows(self, torn):
            if isinstance(row, Failure | Notice):
                yield row
                continue
            wide += len(row.cells) > len(self.header.names)
            made = ticket(row)
            if made.key:
                yield made
            elif made.title or any(text.text for text in made.fields):
                yield replace(made, key=row.key, is_key_made_up=True)
            else:
                yield Failure(
                    "a row without key and title (fill them in)", self.origin.name, row.line
                )
        if wide:
            what = f"{wide} row{'s' if wide > 1 else ''} with more cells than the header"
            yield Notice(f"{what} (the cells beyond it were not read)", self.origin.name)
        if torn:
            what = "text behind a closing quotation mark, in a row of several lines"
            more = f"; so in {len(torn) - 1:,} more" if torn[1:] else ""
            todo = "is one missing? Rows may have been read as one"
            yield Notice(f"{what}{more} ({todo})", self.origin.name, torn[0])

    def read_apart(self) -> Iterator[Row]:
        """Yield the rows of the input opened anew; what is odd about it `tickets` tells."""
        return (row for row in _rows(self, []) if isinstance(row, Row))

    def without_description(self, names: Iterable[str], todo: str) -> Iterator[Failure]:
        """Yield a failure if the table has none of the columns that hold a description."""
        if self.columns.keys().isdisjoint(names):
            what = "no Description column, so nothing in the tickets can be judged"
            yield Failure(f"{what} ({todo})", self.origin.name, 1)


class TableSource(Protocol):
    """A source of tickets that are rows of a table."""

    def recognises(self, header: Header, /) -> bool:
        """Say whether the header is one of this tracker."""

    def read(self, table: Table, /) -> Iterator[Item]:
        """Yield the tickets of a table, in its order."""


def headers_of(text: str) -> list[tuple[Header, str]]:
    """Return what the header of a text can be, with its delimiter; most columns first."""
    text = text.lstrip("\ufeff")
    hint = _EXCEL_HINT.match(text)
    text = text[hint.end() :] if hint else text.lstrip("\r\n")
    found = []
    for delimiter in (hint[1],) if hint else _DELIMITERS:
        names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        found.append((Header(tuple(names)), delimiter))
    return sorted(found, key=lambda pair: -len(pair[0].names))


def open_table(origin: Origin, options: SourceOptions, header: Header, delimiter: str) -> Table:
    """Return a table whose rows have not been read yet."""
    acceptance = {}
    for name in header.names:
        custom = CUSTOM.fullmatch(name.strip())
        names = (custom[1], name) if custom else (name,)
        rank = acceptance_rank(names, options.acceptance_fields)
        if rank is not None:
            acceptance[normal(name)] = rank
    return Table(origin, options, header, delimiter, header.columns, acceptance)


def has_keys(text: str) -> bool:
    """Say whether a text is a table of several columns with an issue key in its first row."""
    text = text.lstrip("\r\n")
    for delimiter in _DELIMITERS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            header, first = next(rows, []), next(rows, [])
        except csv.Error:
            continue
        if 3 <= len(header) <= len(first) and any(map(ISSUE_KEY.fullmatch, first)):
            return True
    return False


def _rows(table: Table, torn: list[int]) -> Iterator[Row | Failure | Notice]:
    """Yield the rows, and note in `torn` on which lines those begin that may hold others."""
    encoding = encoding_of(table.origin)
    yield from encoding_notices(table.origin, encoding)
    csv.field_size_limit(budgets.FIELD_CHARS)
    with open_text(table.origin, encoding) as stream:
        lines = _Lines(stream, table.delimiter)
        reader = csv.reader(lines, delimiter=table.delimiter)
        number, header_seen = 0, False
        while True:
            line = lines.begin_row()
            try:
                cells = next(reader, None)
            except (csv.Error, _TooLargeRowError) as error:
                yield Failure(_broken(error), table.origin.name, line)
                lines.skip_row()
                continue
            if cells is None:
                return
            if lines.ended and lines.is_open and lines.count > line:
                todo = "close it; the rows from here to the end are read as one"
                yield Failure(f"a quotation mark is not closed ({todo})", table.origin.name, line)
            if lines.is_torn():
                torn.append(line)
            if not any(map(str.strip, cells)) or (not header_seen and _is_hint(cells)):
                continue
            # A header in the middle comes from files that were put together.
            if header_seen and tuple(cells) != table.header.names:
                number += 1
                yield Row(table, cells, number, line)
            header_seen = True


def _broken(error: Exception) -> str:
    todo = "the row was not read; is a quotation mark not closed?"
    if str(error).startswith("field larger"):
        return f"a cell longer than {budgets.FIELD_CHARS:,} characters ({todo})"
    what = "not CSV: " if isinstance(error, csv.Error) else ""
    return f"{what}{error} ({todo})"


def _is_hint(cells: list[str]) -> bool:
    return cells[0].lstrip("\ufeff").startswith("sep=")


class _TooLargeRowError(Exception):
    """A row holds more than is read of one."""


class _Lines:
    """The lines of a text, with what was handed out since a row began; none that is skipped.

    `count` is the number of lines so far.
    """

    def __init__(self, text: TextIO, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._size = self._cells = self._quotes = 0
        self._last = ""
        self._row: list[str] = []
        self.count = 0
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._next()
        if not line:
            raise StopIteration
        if self._size > budgets.RECORD_BYTES:
            raise _TooLargeRowError(f"a row longer than {budgets.RECORD_BYTES // MEGABYTE} MB")
        if self._cells > budgets.RECORD_PARTS:
            raise _TooLargeRowError(f"a row of more than {budgets.RECORD_PARTS:,} cells")
        self._row.append(line)
        return line

    @property
    def is_open(self) -> bool:
        """Say whether a quotation mark of the row is not closed."""
        return self._quotes % 2 == 1

    def is_torn(self) -> bool:
        """Tell whether the row has several lines, and text behind a closing quotation mark.

        A reader bears that, as of `"a "b" c"`; but where a mark is missing, whole rows lie in a
        cell, from the one that is open to the next one.
        """
        if len(self._row) < 2 or self.ended:
            return False
        try:
            next(csv.reader(self._row, delimiter=self._delimiter, strict=True), None)
        except csv.Error:
            return True
        return False

    def begin_row(self) -> int:
        """Forget the row before; return the line on which the next one begins."""
        self._row.clear()
        self._size = self._cells = self._quotes = 0
        return self.count + 1

    def skip_row(self) -> None:
        """Step to the line behind a row that was not read to its end."""
        while self._last and not (self._last.endswith(_LINE_ENDS) and not self.is_open):
            self._next()

    def _next(self) -> str:
        line = self._text.readline(budgets.RECORD_BYTES + 1)
        self.count += bool(line) and (not self.count or self._last.endswith(_LINE_ENDS))
        self._last = line
        self.ended = not line
        self._size += len(line)
        self._cells += line.count(self._delimiter)
        self._quotes += line.count('"')
        return line
