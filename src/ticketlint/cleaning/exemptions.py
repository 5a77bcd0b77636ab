"""Cut out the lines by which an author asks for rules to be left out, before anything is read.

`ticketlint: ignore[rule-name] reason="why"` on a line of its own, also in a comment, a list, a
quotation or code. What is cut is replaced by as many blanks, so that all offsets hold.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ticketlint.harmless.credentials import conceal
from ticketlint.model import Exemption, Markup, Suppression, Ticket, TicketField
from ticketlint.model.positions import position_in_file

# Nobody writes more into one ticket; what comes after them is text like any other.
MOST_MARKS = 50
_HINT = "ticketlint"
_MARK = re.compile(
    r"(?i)\bticketlint:[ \t]{0,4}ignore[ \t]{0,4}\\?\[(?P<rules>[^\[\]\\\n]{0,400})\\?\]"
)
_QUOTED = (
    r'"(?P<straight>[^"\n]{0,300})"|“(?P<curly>[^“”\n]{0,300})”'
    r"|&quot;(?P<entity>[^&\n]{0,300})&quot;|(?P<bare>[\w.@+-]{1,60})"
)
_ATTRIBUTE = re.compile(rf"(?i)[ \t]{{0,4}}(?P<name>reason|match|until|by)=(?:{_QUOTED})")
# What may stand before the words in their line, and after: signs of markup, no words.
_LEAD = re.compile(r"[\s>*+\-#.|_`(\[\]/:<!{}\\0-9]*")
_TAIL = re.compile(r"[\s*_`)>|}\-]*")
_OPENING = frozenset("`([{<")
# Markup whose texts stand in nodes, so that blanks in one mean nothing.
_NODES = frozenset({Markup.HTML, Markup.ADF})


@dataclass(frozen=True, slots=True)
class _Mark:
    """One such line: what is cut of the text, and what it asks for."""

    start: int
    end: int
    rules: tuple[str, ...]
    told: dict[str, str]


def take_exemptions(ticket: Ticket) -> tuple[Ticket, tuple[Exemption, ...]]:
    """Return the ticket without such lines, and what they ask for, in reading order.

    An exemption without a rule or a reason is returned too: who reads it says so.
    """
    if not any(_HINT in field.text.casefold() for field in ticket.fields):
        return ticket, ()
    fields: list[TicketField] = []
    found: list[Exemption] = []
    for field in ticket.fields:
        text, asked = _taken(field)
        fields.append(replace(field, text=text))
        found += asked
    return replace(ticket, fields=tuple(fields)), tuple(found[:MOST_MARKS])


def _taken(field: TicketField) -> tuple[str, list[Exemption]]:
    if field.markup is Markup.ADF:
        return _taken_of_adf(field)
    marks = list(_marks(field.text, field.markup))
    asked = [exemption for mark in marks for exemption in _exemptions(mark, _place_of(mark, field))]
    return _blanked(field.text, marks), asked


def _place_of(mark: _Mark, field: TicketField) -> str:
    """Return the field and the line that a reader is shown: that of the file, if known."""
    at = position_in_file(field.anchors, field.text, mark.start)
    line = at.line if at else field.text.count("\n", 0, mark.start) + 1
    return f"{field.name}, line {line}"


def _taken_of_adf(field: TicketField) -> tuple[str, list[Exemption]]:
    try:
        document = json.loads(field.text)
    except (ValueError, RecursionError):  # told where the text is read
        return field.text, []
    asked: list[Exemption] = []
    for nodes in _lines_of_nodes(document):
        text = "".join(map(_text_of, nodes))
        marks = list(_marks(text, Markup.ADF))
        if marks:
            asked += [one for mark in marks for one in _exemptions(mark, field.name)]
            _cut_nodes(nodes, marks)
    return (json.dumps(document), asked) if asked else (field.text, [])


def _lines_of_nodes(document: Any) -> Iterator[list[Any]]:
    """Yield the text nodes and line breaks of each part of a document that holds text."""
    pending = [document]
    while pending:
        node = pending.pop()
        inside = node.get("content") if isinstance(node, dict) else None
        if not isinstance(inside, list):
            continue
        own = [one for one in inside if isinstance(one, dict) and _text_of(one)]
        if any(one.get("type") == "text" for one in own):
            yield own
        pending += reversed(inside)


def _text_of(node: Any) -> str:
    if node.get("type") == "hardBreak":
        return "\n"
    text = node.get("text")
    return text if node.get("type") == "text" and isinstance(text, str) else ""


def _cut_nodes(nodes: list[Any], marks: list[_Mark]) -> None:
    """Take the words of the marks out of the nodes that hold them."""
    start = 0
    for node in nodes:
        text = _text_of(node)
        if node.get("type") == "text":
            node["text"] = _without(text, start, marks)
        start += len(text)


def _without(text: str, start: int, marks: list[_Mark]) -> str:
    """Return what is left of a text that begins at `start` of the text with the marks."""
    kept = text
    for mark in reversed(marks):
        first, last = (min(max(at - start, 0), len(text)) for at in (mark.start, mark.end))
        kept = kept[:first] + kept[last:]
    return kept


def _marks(text: str, markup: Markup) -> Iterator[_Mark]:
    for found in islice(_MARK.finditer(text), MOST_MARKS):
        line = max(text.rfind(sign, 0, found.start()) for sign in _starts(markup)) + 1
        if not _LEAD.fullmatch(text, line, found.start()):
            continue
        told, end = _attributes(text, found.end())
        rules = tuple(word for word in re.split(r"[,\s]+", found["rules"]) if word)
        if markup in _NODES:
            yield _Mark(found.start(), end, rules, told)
        elif cut := _whole_line(text, line, (found.start(), end)):
            yield _Mark(*cut, rules, told)


def _starts(markup: Markup) -> str:
    return "\n\r>" if markup is Markup.HTML else "\n\r"


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    """Return what stands behind the rules, and where it ends."""
    told: dict[str, str] = {}
    while (found := _ATTRIBUTE.match(text, at)) and found["name"].casefold() not in told:
        value = next(part for part in found.groups()[1:] if part is not None)
        told[found["name"].casefold()] = conceal(" ".join(value.split()))
        at = found.end()
    return told, at


def _whole_line(text: str, line: int, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return what to cut: all of the line, or less where a comment or code goes on below it.

    None where words stand behind it: blanks before them would make code of these words, which
    nobody reads.
    """
    start, end = span
    stop = text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    if not _TAIL.fullmatch(text, end, stop):
        return None
    opens = not _OPENING.isdisjoint(text[line:start])
    return span if opens and not text[end:stop].strip() else (line, stop)


def _blanked(text: str, marks: list[_Mark]) -> str:
    for mark in marks:
        text = f"{text[: mark.start]}{' ' * (mark.end - mark.start)}{text[mark.end :]}"
    return text


def _exemptions(mark: _Mark, origin: str) -> Iterator[Exemption]:
    why = Suppression(
        origin, mark.told.get("reason", ""), mark.told.get("until", ""), mark.told.get("by", "")
    )
    # No rule is called so: empty brackets are told of, and never stand for all rules.
    for rule in mark.rules or ("[]",):
        yield Exemption(rule, mark.told.get("match", ""), why)
