"""Beads (`bd`, `br`): one issue a line of `.beads/issues.jsonl`, the older names too.

Closed issues, tombstones and the records of machines (messages, gates, agents) are left out.
`design` and `notes` are written while the work goes on, so they are no part of the request.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ticketlint.model import Failure, Ticket, TicketField
from ticketlint.sources.jsonstream import BadValueError
from ticketlint.sources.origin import CLOSED, LeftOut, Origin, Read, SourceOptions
from ticketlint.sources.repository.placed import JsonText, parsed, read_lines, whole
from ticketlint.sources.values import as_text, as_texts

# `sync_base.jsonl` and the like hold an old copy of the issues, the others no issues at all.
PATHS = re.compile(
    r"(?:^|/)\.beads/(?!(?:interactions|deletions|sync_base|[^/]*[._]base|[^/]*\.(?:left|right"
    r"|orig|backup))\.jsonl$)[^/]+\.jsonl$"
)
_HEAD = re.compile(r"\s*+\{[^\n]*\"(?:issue_type|_type|original_type|deleted_at)\"\s*+:")
_MACHINES = frozenset(
    {"message", "molecule", "gate", "event", "agent", "convoy", "merge-request", "role", "rig"}
)
# What an agent notes of its own run, under an id of its own kind.
_WISP = re.compile(r"-wisp-")
# What a plugin of an agent did, kept as an issue.
_RUN, _RUN_TITLE = (
    "type:plugin-run",
    re.compile(r"(?i)plugin (?:run|result)s?\s?:\s?[\w-]++(?: - [\w-]++)?+\W*$"),
)
_NEEDED = {"id", "title", "status"}
_CHILD = re.compile(r"(.+)\.\d+")


def recognises(origin: Origin, head: str) -> bool:
    """Say whether the first line is an issue of Beads."""
    return origin.suffix == ".jsonl" and _HEAD.match(head.lstrip("\ufeff")) is not None


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the open issues, those left out, and each line that is no JSON."""
    known = dict(_ids(origin, options))
    for line in read_lines(origin):
        if isinstance(line, Failure):
            yield line
            continue
        try:
            record = parsed(line)
        except BadValueError as error:
            yield Failure(str(error), origin.name, line.line(0))
            continue
        yield from _read(record, line, origin, options, known)


def _ids(origin: Origin, options: SourceOptions) -> Iterator[tuple[str, bool]]:
    """Yield the id of each issue, and whether it is left out."""
    for line in read_lines(origin):
        try:
            record = parsed(line) if isinstance(line, JsonText) else None
        except BadValueError:
            continue  # told when the tickets are read
        if isinstance(record, Mapping):
            yield as_text(record.get("id")), bool(_left_out(record, options))


def _read(
    record: object,
    line: JsonText,
    origin: Origin,
    options: SourceOptions,
    known: Mapping[str, bool],
) -> Iterator[Read]:
    if not isinstance(record, Mapping):
        yield Failure("not an object (write an issue as {...})", origin.name, line.line(0))
        return
    what = _left_out(record, options)
    if what:
        yield LeftOut(what)
    elif record.keys() >= _NEEDED:
        yield _ticket(record, line, origin, known)
    else:
        what = "an issue without id, title or status"
        yield Failure(f"{what} (export it again)", origin.name, line.line(0))


def _left_out(record: Mapping[str, Any], options: SourceOptions) -> str:
    """Return why a record is no ticket to read, empty where it is one."""
    kind, status = as_text(record.get("issue_type")), as_text(record.get("status"))
    if status == "tombstone" or "deleted_at" in record:
        return "tombstone"
    told = as_text(record.get("_type"))
    is_machine = kind in _MACHINES or told not in {"", "issue"} or record.get("ephemeral") is True
    if is_machine or _is_run(record):
        return "machine record"
    if options.leaves_out(status):
        return CLOSED
    # Its text was cut down by the tool.
    level = record.get("compaction_level")
    return "compacted issue" if isinstance(level, int) and level > 0 else ""


def _is_run(record: Mapping[str, Any]) -> bool:
    """Tell whether a record keeps what an agent or a plugin of one did."""
    is_labelled = _RUN in as_texts(record.get("labels"))
    is_titled = _RUN_TITLE.match(as_text(record.get("title"))) is not None
    return is_labelled or is_titled or _WISP.search(as_text(record.get("id"))) is not None


def _ticket(
    record: Mapping[str, Any], line: JsonText, origin: Origin, known: Mapping[str, bool]
) -> Ticket:
    key = str(as_text(record["id"]))
    parent = _parent(key, record, known)
    return Ticket(
        key=key,
        title=str(as_text(record["title"])),
        fields=tuple(_texts(record, line)),
        source=origin.name,
        line=line.line(0),
        project=key.rpartition("-")[0],
        type=str(as_text(record.get("issue_type"))),
        status=str(as_text(record.get("status"))),
        created=str(as_text(record.get("created_at"))),
        updated=str(as_text(record.get("updated_at"))),
        priority=str(as_text(record.get("priority"))),
        labels=tuple(map(str, as_texts(record.get("labels")))),
        parent=parent,
        links=tuple(link for link in _links(record) if link != parent),
        title_anchors=line.anchors(record["title"]),
        is_parent_apart=known.get(parent, False),
    )


def _texts(record: Mapping[str, Any], line: JsonText) -> Iterator[TicketField]:
    """Yield the texts of the request; what the tool did not write down is empty."""
    yield line.field("description", [whole(record.get("description") or "")])
    criteria = record.get("acceptance_criteria")
    if criteria:
        yield line.field("acceptance_criteria", [whole(criteria)])


def _dependencies(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    told = record.get("dependencies")
    for member in told if isinstance(told, list) else ():
        if isinstance(member, Mapping):
            yield as_text(member.get("type")), as_text(member.get("depends_on_id"))


def _links(record: Mapping[str, Any]) -> list[str]:
    return [str(key) for kind, key in _dependencies(record) if key and kind != "parent-child"]


def _parent(key: str, record: Mapping[str, Any], known: Mapping[str, bool]) -> str:
    """Return the parent that a dependency, a field or the id tells."""
    told = next((up for kind, up in _dependencies(record) if kind == "parent-child"), "")
    child = _CHILD.fullmatch(key)
    named = child[1] if child and child[1] in known else ""
    return str(told or as_text(record.get("parent")) or named)
