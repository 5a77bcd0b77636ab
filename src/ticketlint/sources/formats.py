"""The tables of all sources; a source is a module with `recognises` and `read`.

A new source is one file and one row here. What `recognises` and `read` are handed depends
on what carries the tickets: a document, JSON records, or the rows of a table.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from ticketlint.model import Failure, Notice, Ticket
from ticketlint.sources import (
    azure_csv,
    azure_json,
    generic_csv,
    generic_json,
    github_json,
    gitlab_csv,
    gitlab_json,
    jira_csv,
    jira_json,
    jira_xml,
    linear_csv,
    markdown,
    parquet,
)
from ticketlint.sources.allowance import within_budgets
from ticketlint.sources.changed import changed_only
from ticketlint.sources.decoding import binary_kind, first_text
from ticketlint.sources.identity import counted
from ticketlint.sources.inputs import STDIN, Found, is_read_once, origins, unreadable
from ticketlint.sources.linking import linked
from ticketlint.sources.origin import (
    Item,
    LeftOut,
    Origin,
    Read,
    SourceOptions,
    TooLargeError,
    absolute,
    text_origin,
)
from ticketlint.sources.records import RecordSource, looks_like_json, read_records, read_rows
from ticketlint.sources.repository.formats import (
    REPOSITORY,
    SPOKEN,
    format_of,
    is_conventional,
    read_format,
)
from ticketlint.sources.repository.tally import Tally
from ticketlint.sources.rows import Header, TableSource, has_keys, headers_of, open_table

__all__ = ["FORMATS", "RECORDS", "is_read_once", "read_text", "read_tickets"]


class DocumentSource(Protocol):
    """A source that reads a file as a whole."""

    def recognises(self, suffix: str, head: str, /) -> bool:
        """Say whether an input is of this format."""

    def read(self, origin: Origin, options: SourceOptions, /) -> Iterator[Item]:
        """Yield the tickets of an input, in its order."""


# The first one that recognises an input, a record or a header reads it.
DOCUMENTS: Mapping[str, DocumentSource] = {"jira-xml": jira_xml, "markdown": markdown}
RECORDS: Mapping[str, RecordSource] = {
    "jira-json": jira_json,
    "azure-json": azure_json,
    "gitlab-json": gitlab_json,
    "github-json": github_json,
    "json": generic_json,
}
TABLES: Mapping[str, TableSource] = {
    "azure-csv": azure_csv,
    "linear-csv": linear_csv,
    "gitlab-csv": gitlab_csv,
    "jira-csv": jira_csv,
    "csv": generic_csv,
}
FORMATS = (*DOCUMENTS, *RECORDS, *TABLES, *SPOKEN)

_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".doc", ".xls"})
_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_TODO_EXPORT = "export the tickets as CSV, XML or JSON"
_TODO_COLUMNS = (
    "name columns `title` and `description`, or set the tracker to English and export again"
)
_TODO_LANGUAGE = (
    "set the language of your Jira profile to English and export again, or name the columns "
    "`Issue key`, `Summary` and `Description`"
)


def read_tickets(
    inputs: Sequence[str],
    options: SourceOptions,
    stdin: BinaryIO | None = None,
    records: Mapping[str, RecordSource] = RECORDS,
) -> Iterator[Ticket | Failure | Notice]:
    """Yield the tickets of all inputs, in the order given, and what could not be read.

    `records` reads those that are JSON, under the names of RECORDS.
    """
    yield from counted(_items(inputs, options, stdin, records))


def read_text(
    name: str, text: str, options: SourceOptions, path: Path | None = None
) -> Iterator[Item]:
    """Yield the tickets of a text as if it stood in a file of that name.

    `path` is the file that it is about to be stored in, found where it lies.
    """
    tally = Tally()
    is_found = path is not None and is_conventional(absolute(path).as_posix())
    origin = replace(text_origin(name, text), path=path, is_found=is_found)
    read = _tickets(origin, options=options, records=RECORDS, tally=tally)
    yield from counted(tally.of(read))


def _items(
    inputs: Sequence[str],
    options: SourceOptions,
    stdin: BinaryIO | None,
    records: Mapping[str, RecordSource],
) -> Iterator[Item]:
    tally = Tally()
    found: Iterator[Found] = origins(inputs, options, stdin)
    read = partial(_tickets, options=options, records=records, tally=tally)
    if options.changed is None:
        items: Iterator[Read] = chain.from_iterable(map(read, found))
    else:
        # What was closed may have been opened again without another word.
        old = replace(options, include_closed=True)
        then = partial(_tickets, options=old, records=records, tally=Tally())
        items = changed_only(found, options.changed, read, then)
    yield from tally.of(items)
    yield from tally.notices(inputs, changed=options.changed is not None)


def _tickets(
    found: Found, *, options: SourceOptions, records: Mapping[str, RecordSource], tally: Tally
) -> Iterator[Read]:
    """Yield what one input holds."""
    if isinstance(found, Origin):
        read = _guarded(found, options, records, tally)
        return within_budgets(linked(read, options.links), found.name)
    return iter([found])


def _guarded(
    origin: Origin, options: SourceOptions, records: Mapping[str, RecordSource], tally: Tally
) -> Iterator[Read]:
    try:
        yield from _read(origin, options, records, tally)
    except (EOFError, zlib.error) as error:
        todo = "the rest of the file was not read; was it cut off?"
        yield Failure(f"broken gzip data: {error} ({todo})", origin.name)
    except TooLargeError as error:
        yield Failure(f"{error} (the rest of the file was not read; split it)", origin.name)
    except UnicodeDecodeError as error:
        todo = "save it as UTF-8"
        yield Failure(f"not {error.encoding} at byte {error.start} ({todo})", origin.name)
    except OSError as error:
        yield unreadable(origin.name, error)
    except Exception as error:  # a fault of ours in one file must not end the run
        todo = "the rest of the file was not read; please report it"
        yield Failure(f"{type(error).__name__} ({todo})", origin.name)


def _read(
    origin: Origin, options: SourceOptions, records: Mapping[str, RecordSource], tally: Tally
) -> Iterator[Read]:
    head = origin.head()
    if head.startswith(parquet.MAGIC):
        named = options.input_format or ""
        yield from read_rows(
            origin, options, [records[named]] if named in records else records.values()
        )
        return
    kind = binary_kind(head)
    if kind:
        yield Failure(f"{kind}, not a ticket ({_TODO_EXPORT})", origin.name)
        return
    text = first_text(origin)
    if not text.strip():
        what = "nothing to read" if origin.name == STDIN else "the file is empty"
        yield Failure(f"{what} (give it a ticket)", origin.name)
        return
    if options.input_format in {None, "auto"}:
        name = format_of(origin, text)
        tally.begin(name)
        if name:
            yield from read_format(name, origin, options)
        elif origin.is_found:
            yield LeftOut("look-alike")
        else:
            yield from _recognised(origin, options, text, records)
    elif options.input_format in FORMATS:
        tally.begin(options.input_format if options.input_format in SPOKEN else "")
        yield from _named(origin, options, text, records)
    else:
        what = f"no input format `{options.input_format}`"
        yield Failure(f"{what} (one of {', '.join(FORMATS)})", origin.name)


def _named(
    origin: Origin, options: SourceOptions, head: str, records: Mapping[str, RecordSource]
) -> Iterator[Read]:
    """Read an input in the format that the user named."""
    name = options.input_format or ""
    if name in REPOSITORY:
        return _of_format(name, origin, options)
    if name in DOCUMENTS:
        return DOCUMENTS[name].read(origin, options)
    if name in records:
        return read_records(origin, options, [records[name]])
    header, delimiter = next(
        (pair for pair in headers_of(head) if TABLES[name].recognises(pair[0])),
        headers_of(head)[0],
    )
    return TABLES[name].read(open_table(origin, options, header, delimiter))


def _of_format(name: str, origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Read a file as a format that the user named; one that holds nothing of it is a failure."""
    count = 0
    for count, item in enumerate(read_format(name, origin, options), start=1):  # noqa: B007
        yield item
    if not count:
        yield Failure(f"no tickets of {SPOKEN[name]} (is it of another format?)", origin.name)


def _recognised(
    origin: Origin, options: SourceOptions, head: str, records: Mapping[str, RecordSource]
) -> Iterator[Item]:
    """Read an input in the format that its content tells, then its suffix.

    A Markdown file may begin with an example of any other.
    """
    if origin.suffix in markdown.SUFFIXES:
        return markdown.read(origin, options)
    for document in DOCUMENTS.values():
        if document is not markdown and document.recognises(origin.suffix, head):
            return document.read(origin, options)
    if looks_like_json(head) or origin.suffix in _JSON_SUFFIXES:
        return read_records(origin, options, records.values())
    is_markdown = markdown.recognises(origin.suffix, head)
    if not is_markdown:
        table = _table(head)
        if table is not None:
            source, header, delimiter = table
            return source.read(open_table(origin, options, header, delimiter))
    fault = _fault(origin, head, is_markdown=is_markdown)
    return iter([fault]) if fault else markdown.read(origin, options)


def _table(head: str) -> tuple[TableSource, Header, str] | None:
    for header, delimiter in headers_of(head):
        for source in TABLES.values():
            if source.recognises(header):
                return source, header, delimiter
    return None


def _fault(origin: Origin, head: str, *, is_markdown: bool) -> Failure | None:
    """Return why a text is no ticket, where its suffix or its first words promise another."""
    if not is_markdown and has_keys(head):
        what = "keys of tickets, but headers that are not known; are they in another language?"
        return Failure(f"{what} ({_TODO_LANGUAGE})", origin.name, 1)
    if origin.suffix in _TABLE_SUFFIXES:
        what = "no columns of a ticket in the first line"
        return Failure(f"{what} ({_TODO_COLUMNS})", origin.name, 1)
    if origin.suffix == ".xml" or head.lstrip().startswith("<?xml"):
        todo = "in Jira choose Export > XML"
        return Failure(f"XML, but not an export of Jira issues ({todo})", origin.name)
    if origin.suffix in _PAGE_SUFFIXES or _PAGE.match(head):
        return Failure(f"an HTML page, not a ticket ({_TODO_EXPORT})", origin.name)
    return None
