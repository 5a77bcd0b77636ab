"""Builds ADF documents for tests."""

import json
from typing import Any

from ticketlint.cleaning.markup import Body, read_markup
from ticketlint.model import Markup

Node = dict[str, Any]


def node(kind: str, *content: Node, **attrs: Any) -> Node:
    result: Node = {"type": kind}
    if content:
        result["content"] = list(content)
    if attrs:
        result["attrs"] = attrs
    return result


def words(text: str, *marks: str, **attrs: Any) -> Node:
    return {"type": "text", "text": text, "marks": [node(mark, **attrs) for mark in marks]}


def paragraph(text: str) -> Node:
    return node("paragraph", words(text))


def item(*content: Node) -> Node:
    return node("listItem", *content)


def read(*content: Node) -> Body:
    return read_markup(json.dumps(node("doc", *content)), Markup.ADF)
