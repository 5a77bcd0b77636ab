"""Trello: the JSON of a whole board, whose open cards are the tickets.

A checklist that is named as acceptance criteria is read as them, another one with the text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ticketlint.model import Failure, Ticket, TicketField
from ticketlint.sources.jsonstream import BadValueError
from ticketlint.sources.origin import ARCHIVED, CLOSED, LeftOut, Origin, Read, SourceOptions
from ticketlint.sources.repository.placed import (
    JsonText,
    Piece,
    Placed,
    is_of_shape,
    parsed,
    read_text,
    whole,
)
from ticketlint.sources.values import acceptance_rank, as_text

# A board is an export: it stands where somebody put it.
PATHS = re.compile(r"(?:^|/)trello[^/]*\.json$")
_HEAD = re.compile(r"\"(?:labelNames|idOrganization|cards|idBoard)\"\s*+:")
_BOARD = {"idOrganization", "labelNames", "prefs", "lists"}

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Board:
    json: JsonText
    origin: Origin
    options: SourceOptions
    name: str
    lists: Mapping[str, Record]
    checklists: Mapping[str, Record]


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file is a board with its cards."""
    return is_of_shape(origin, head, _HEAD, _is_board)


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the open cards in the order of the board, and count the others."""
    json = read_text(origin)
    try:
        root = parsed(json)
    except BadValueError as error:
        yield Failure(str(error), origin.name)
        return
    if not _is_board(root):
        yield Failure("not a board of Trello (export it as JSON)", origin.name)
        return
    name, lists = str(as_text(root.get("name"))), _by_id(root.get("lists"))
    board = _Board(json, origin, options, name, lists, _by_id(root.get("checklists")))
    for card in _records(root["cards"]):
        what = _left_out(card, board)
        yield LeftOut(what) if what else _ticket(card, board)


def _is_board(root: object) -> bool:
    if not isinstance(root, Mapping) or not isinstance(root.get("cards"), list):
        return False
    cards = _records(root["cards"])
    told = not root.keys().isdisjoint(_BOARD)
    return told and all("name" in card and "idList" in card for card in cards)


def _records(value: object) -> list[Record]:
    members = value if isinstance(value, list) else []
    return [member for member in members if isinstance(member, Mapping)]


def _by_id(value: object) -> dict[str, Record]:
    return {as_text(record.get("id")): record for record in _records(value)}


def _left_out(card: Record, board: _Board) -> str:
    """Return why a card is not read, empty where it is."""
    listed = board.lists.get(as_text(card.get("idList")), {})
    archived = card.get("closed") is True or listed.get("closed") is True
    if archived and not board.options.include_closed:
        return ARCHIVED
    if card.get("isTemplate") is True:
        return "template"
    if not any(map(str.isalnum, as_text(card.get("name")))):
        return "separator"
    return CLOSED if board.options.leaves_out(as_text(listed.get("name"))) else ""


def _ticket(card: Record, board: _Board) -> Ticket:
    title = card["name"]
    listed = board.lists.get(as_text(card.get("idList")), {})
    key = as_text(card.get("shortLink")) or as_text(card.get("id"))
    return Ticket(
        key=str(key),
        title=str(as_text(title)),
        fields=tuple(_texts(card, board)),
        source=board.origin.name,
        line=board.json.line(title.start) if isinstance(title, Placed) else 1,
        project=board.name,
        status=str(as_text(listed.get("name"))),
        url=str(as_text(card.get("shortUrl") or card.get("url"))),
        updated=str(as_text(card.get("dateLastActivity"))),
        labels=tuple(
            name
            for label in _records(card.get("labels"))
            if (name := str(as_text(label.get("name"))))
        ),
        attachments=tuple(
            str(as_text(file.get("name"))) for file in _records(card.get("attachments"))
        ),
        due=str(as_text(card.get("due"))),
        title_anchors=board.json.anchors(title),
    )


def _texts(card: Record, board: _Board) -> Iterator[TicketField]:
    lists = list(_checklists(card, board))
    extra = board.options.acceptance_fields
    criteria = [
        one for one in lists if acceptance_rank((as_text(one.get("name")),), extra) is not None
    ]
    pieces: list[Piece] = [whole(card.get("desc") or "")]
    for one in lists:
        if one not in criteria:
            pieces += ["\n\n", whole(one.get("name") or ""), "\n\n", *_items(one)]
    yield board.json.field("description", pieces if card.get("desc") or pieces[1:] else [])
    if criteria:
        points = [piece for one in criteria for piece in _items(one)]
        yield board.json.field("acceptance_criteria", points)


def _checklists(card: Record, board: _Board) -> Iterator[Record]:
    held = card.get("checklists")
    if isinstance(held, list):
        yield from _records(held)
        return
    told = card.get("idChecklists")
    for name in told if isinstance(told, list) else ():
        if name in board.checklists:
            yield board.checklists[name]


def _items(checklist: Record) -> Iterator[Piece]:
    for item in _records(checklist.get("checkItems")):
        yield "- "
        yield whole(item.get("name") or "")
        yield "\n"
