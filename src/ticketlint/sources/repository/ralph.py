"""Ralph: `prd.json` with `userStories`, or a bare list of what is to be done.

A story that `passes` is done. `notes` are written by the agent and are no part of the request.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from ticketlint.model import Failure, Ticket, TicketField
from ticketlint.sources.jsonstream import BadValueError
from ticketlint.sources.origin import CLOSED, LeftOut, Origin, Read, SourceOptions
from ticketlint.sources.repository.placed import (
    JsonText,
    Placed,
    is_of_shape,
    parsed,
    points,
    read_text,
    whole,
)
from ticketlint.sources.values import as_text, as_texts

PATHS = re.compile(r"(?:^|/)prd\.json$")
_HEAD = re.compile(r"\"(?:userStories|user_stories|passes|completed?|done)\"\s*+:")
_STORIES = ("userStories", "user_stories")
_CRITERIA = ("acceptanceCriteria", "acceptance_criteria", "steps")
_DONE = ("passes", "complete", "completed", "done")
_TITLES = ("title", "name", "description")

Record = Mapping[str, Any]


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file lists user stories, or what passes and what does not yet."""
    return is_of_shape(origin, head, _HEAD, lambda root: bool(_stories(root)))


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the stories that are not done, and count those that are."""
    json = read_text(origin)
    try:
        root = parsed(json)
    except BadValueError as error:
        yield Failure(str(error), origin.name)
        return
    project = as_text(root.get("project")) if isinstance(root, Mapping) else ""
    for number, story in enumerate(_stories(root), start=1):
        status = _status(story)
        if options.leaves_out(status):
            yield LeftOut(CLOSED)
        else:
            yield _ticket(story, f"{origin.stem}-{number}", str(project), json, origin)


def _stories(root: object) -> list[Record]:
    """Return the stories of a file; none where it has another shape."""
    found: object = root
    needed: Callable[[object], bool] = _is_item
    if isinstance(root, Mapping):
        found = next((root[name] for name in _STORIES if name in root), None)
        needed = _is_story
    if not isinstance(found, list) or not all(map(needed, found)):
        return []
    return cast("list[Record]", found)


def _is_story(value: object) -> bool:
    if not isinstance(value, Mapping) or value.keys().isdisjoint(_TITLES):
        return False
    return "passes" in value or any(isinstance(value.get(name), list) for name in _CRITERIA)


def _is_item(value: object) -> bool:
    """Tell whether a member of a bare list is a story that is done or not."""
    return _is_story(value) and not cast("Record", value).keys().isdisjoint(_DONE)


def _status(story: Record) -> str:
    is_done = any(story.get(name) is True for name in _DONE)
    return "done" if is_done else str(as_text(story.get("status")))


def _ticket(story: Record, place: str, project: str, json: JsonText, origin: Origin) -> Ticket:
    key = str(as_text(story.get("id")))
    title = next((story[name] for name in _TITLES if story.get(name)), "")
    first = next((value for value in story.values() if isinstance(value, Placed)), None)
    return Ticket(
        key=key or place,
        title=str(as_text(title)),
        fields=tuple(_texts(story, title, json)),
        source=origin.name,
        line=json.line(first.start) if first is not None else 1,
        project=project,
        type="Story",
        status=_status(story) or "open",
        priority=str(as_text(story.get("priority"))),
        labels=tuple(map(str, as_texts(story.get("category")))),
        links=tuple(map(str, as_texts(story.get("dependsOn") or story.get("dependencies")))),
        title_anchors=json.anchors(title),
        is_key_made_up=not key,
    )


def _texts(story: Record, title: object, json: JsonText) -> Iterator[TicketField]:
    description = story.get("description") or ""
    yield json.field("description", [whole("" if description is title else description)])
    criteria = next((story[name] for name in _CRITERIA if story.get(name)), None)
    if criteria is not None:
        yield json.field("acceptance_criteria", points(criteria))
