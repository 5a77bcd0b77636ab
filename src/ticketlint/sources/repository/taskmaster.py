"""Task Master: `tasks.json` in three shapes, with tags; tasks and their subtasks are tickets.

What the tool added to `details` while the work went on (`<info added on ...>`) is cut. Tags hold
copies of tasks; each is read once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ticketlint.model import Failure, Ticket, TicketField
from ticketlint.sources.jsonstream import BadValueError
from ticketlint.sources.origin import CLOSED, LeftOut, Origin, Read, SourceOptions
from ticketlint.sources.repository.placed import (
    JsonText,
    Placed,
    Slice,
    is_of_shape,
    parsed,
    points,
    read_text,
    whole,
)
from ticketlint.sources.values import as_text, as_texts

PATHS = re.compile(r"(?:^|/)(?:\.taskmaster/)?tasks/tasks\.json$")
_MAIN = "master"
_NEEDED = {"id", "title", "description", "status", "dependencies"}
_TELLING = {"details", "testStrategy", "subtasks", "acceptanceCriteria"}
_HEAD = re.compile(r"\"tasks\"\s*+:\s*+\[")
_ADDED = re.compile(
    r"<info added on [^>\n]{1,60}>(?:(?!<info added on ).)*?</info added on [^>\n]"
    r"{1,60}>",
    re.DOTALL,
)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _File:
    json: JsonText
    origin: Origin
    options: SourceOptions


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a task stands: its key, and the prefix of the keys in its tag."""

    key: str
    prefix: str
    parent: str = ""
    is_parent_apart: bool = False


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file holds tasks with the fields that the tool writes."""
    return is_of_shape(origin, head, _HEAD, lambda root: any(True for _ in _tags(root)))


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the tasks and subtasks that are open, tag by tag, and those left out."""
    json = read_text(origin)
    try:
        tags = list(_tags(parsed(json)))
    except BadValueError as error:
        yield Failure(str(error), origin.name)
        return
    file = _File(json, origin, options)
    seen: set[tuple[str, ...]] = set()
    for tag, tasks in tags:
        prefix = "" if tag == _MAIN or len(tags) == 1 else f"{tag}:"
        for task in tasks:
            yield from _task(task, prefix, file, seen)


def _tags(root: object) -> Iterator[tuple[str, list[Record]]]:
    """Yield the tasks of each tag, the main one first; a file of one list is one tag."""
    if not isinstance(root, Mapping):
        return
    if _is_list(root.get("tasks")):
        yield _MAIN, _tasks(root["tasks"])
    inner = root.get("tags")
    held = [*(inner.items() if isinstance(inner, Mapping) else ()), *root.items()]
    tags = [(str(name), tag["tasks"]) for name, tag in held if _is_tag(tag)]
    for name, tasks in sorted(tags, key=lambda tag: tag[0] != _MAIN):
        yield name, _tasks(tasks)


def _is_tag(value: object) -> bool:
    return isinstance(value, Mapping) and _is_list(value.get("tasks"))


def _is_list(value: object) -> bool:
    """Tell whether a list holds tasks with the fields that the tool writes."""
    if not isinstance(value, list) or not value:
        return False
    return all(
        isinstance(task, Mapping)
        and task.keys() >= _NEEDED
        and not task.keys().isdisjoint(_TELLING)
        for task in value[:5]
    )


def _tasks(value: list[object]) -> list[Record]:
    return [cast("Record", task) for task in value if isinstance(task, Mapping)]


def _task(task: Record, prefix: str, file: _File, seen: set[tuple[str, ...]]) -> Iterator[Read]:
    # What a task is a part of is the plan, which is no ticket and has no key.
    place = _Place(prefix + as_text(task.get("id")), prefix, is_parent_apart=True)
    yield from _one(task, place, file, seen)
    apart = file.options.leaves_out(as_text(task.get("status")))
    subtasks = task.get("subtasks")
    for subtask in _tasks(subtasks) if isinstance(subtasks, list) else ():
        key = f"{place.key}.{as_text(subtask.get('id')).rpartition('.')[2]}"
        inner = _Place(key, f"{place.key}.", place.key, apart)
        yield from _one(subtask, inner, file, seen)


def _one(task: Record, place: _Place, file: _File, seen: set[tuple[str, ...]]) -> Iterator[Read]:
    texts = ("title", "description", "details")
    own = (place.key.rpartition(":")[2], *(str(as_text(task.get(name))) for name in texts))
    if own in seen:
        yield LeftOut("repeat in another tag")
    elif file.options.leaves_out(as_text(task.get("status"))):
        yield LeftOut(CLOSED)
    else:
        yield _ticket(task, place, file)
    seen.add(own)


def _ticket(task: Record, place: _Place, file: _File) -> Ticket:
    title = task.get("title")
    created = task.get("createdAt") or task.get("created")
    return Ticket(
        key=str(place.key),
        title=str(as_text(title)),
        fields=tuple(_texts(task, file.json)),
        source=file.origin.name,
        line=file.json.line(title.start) if isinstance(title, Placed) else 1,
        type="Task",
        status=str(as_text(task.get("status"))),
        created=str(as_text(created)),
        priority=str(as_text(task.get("priority"))),
        labels=tuple(map(str, as_texts(task.get("tags") or task.get("labels")))),
        parent=place.parent,
        links=tuple(_links(task, place)),
        title_anchors=file.json.anchors(title),
        is_parent_apart=place.is_parent_apart,
    )


def _links(task: Record, place: _Place) -> Iterator[str]:
    """Yield the keys that a task waits for; those of a subtask may be its neighbours' numbers."""
    for told in as_texts(task.get("dependencies")):
        whole_key = "." in told or not place.parent
        yield (
            f"{place.prefix.rpartition(':')[0]}:{told}".lstrip(":")
            if whole_key
            else (f"{place.prefix}{told}")
        )


def _texts(task: Record, json: JsonText) -> Iterator[TicketField]:
    pieces = [whole(task.get("description") or "")]
    details = task.get("details")
    if isinstance(details, Placed) and details:
        kept = list(_kept(details))
        pieces += ["\n\n", *kept] if kept and task.get("description") else kept
    yield json.field("description", pieces)
    criteria = task.get("acceptanceCriteria") or task.get("testStrategy")
    if criteria:
        yield json.field("acceptance_criteria", points(criteria))


def _kept(details: Placed) -> Sequence[Slice]:
    """Return the details without what was added while the work went on."""
    kept: list[Slice] = []
    at = 0
    for added in _ADDED.finditer(str(details)):
        kept.append(Slice(details, at, added.start()))
        at = added.end()
    kept.append(Slice(details, at, len(details)))
    return [part for part in kept if str(details)[part.start : part.end].strip()]
