"""The comment that asks the questions: ADF for Cloud, wiki markup for Data Center."""

import re
from collections.abc import Mapping
from typing import Any

from ticketlint.harmless.terminal import printable
from ticketlint.reporters.publishing.asked import Asked

Body = str | dict[str, Any]

_ASK = "Before work on this begins, please answer in the description:"
_DONE = "All questions are answered. Thank you."
_FOOT = "Asked by ticketlint, which edits this one comment. The label {label} stops it."
# Everything that wiki markup takes for a sign; a backslash makes it plain text.
_SIGN = re.compile(r"([\\{}\[\]|*_?+^~!#@-])")


def comment(asked: Asked, label: str, *, cloud: bool) -> Body:
    """Return the body of the comment; `label` is the one that stops it."""
    foot = _FOOT.format(label=label)
    questions = [printable(question) for question in asked.questions]
    return _adf(questions, foot) if cloud else _wiki(questions, foot)


def _wiki(questions: list[str], foot: str) -> str:
    if not questions:
        return f"{_DONE}\n\n{_SIGN.sub(_escaped, foot)}"
    points = "\n".join(f"* {_SIGN.sub(_escaped, question)}" for question in questions)
    return f"{_ASK}\n{points}\n\n{_SIGN.sub(_escaped, foot)}"


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[1]}"


def _adf(questions: list[str], foot: str) -> dict[str, Any]:
    points = [{"type": "listItem", "content": [_paragraph(question)]} for question in questions]
    asked = [_paragraph(_ASK), {"type": "bulletList", "content": points}]
    told = asked if questions else [_paragraph(_DONE)]
    foot_part = _paragraph(foot, {"type": "em"})
    return {"version": 1, "type": "doc", "content": [*told, foot_part]}


def _paragraph(text: str, *marks: dict[str, str]) -> dict[str, Any]:
    node: dict[str, Any] = {"type": "text", "text": text}
    if marks:
        node["marks"] = list(marks)
    return {"type": "paragraph", "content": [node]}


def same_text(one: object, other: object) -> bool:
    """Say whether two bodies tell the same; a site adds ids and rewrites line ends."""
    return " ".join(_text(one).split()) == " ".join(_text(other).split())


def _text(body: object) -> str:
    if isinstance(body, str):
        return body
    if isinstance(body, Mapping):
        return f"{body.get('text', '')} {_text(body.get('content'))}"
    return " ".join(_text(part) for part in body) if isinstance(body, list) else ""
