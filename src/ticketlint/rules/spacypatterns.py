"""What a rule may write into a pattern for spaCy's Matcher and DependencyMatcher."""

import re
from collections.abc import Mapping
from typing import Any

from ticketlint.config.yamlfile import did_you_mean

_FLAG_KEYS = (
    *("IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT"),
    *("IS_SPACE", "IS_STOP", "IS_SENT_START", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL"),
)
_TEXT_KEYS = ("ORTH", "TEXT", "NORM", "LOWER", "LEMMA", "POS", "TAG", "DEP", "MORPH", "SHAPE")
TOKEN_KEYS = (*_TEXT_KEYS, "LENGTH", *_FLAG_KEYS, "OP")
TOKEN_OPERATORS = ("1", "!", "?", "+", "*")
DEPENDENCY_KEYS = ("LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS")
RELATIONS = (
    *("<", ">", "<<", ">>", ".", ".*", ";", ";*", "$+", "$-", "$++", "$--"),
    *(">+", ">-", ">++", ">--", "<+", "<-", "<++", "<--"),
)
_CHOICES = ("IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS")
_COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")

Token = Mapping[str, Any]


def check_token(token: Token) -> None:
    """Refuse a token of a pattern that spaCy would not take.

    Raises: ValueError.
    """
    for key, value in token.items():
        _known(key, TOKEN_KEYS, "token key")
        if key == "OP":
            if value not in TOKEN_OPERATORS:
                raise ValueError(f"`{value}` is not one of {' '.join(TOKEN_OPERATORS)}")
        elif key in _FLAG_KEYS:
            _of_type(key, value, bool, "true or false")
        elif key == "LENGTH":
            _check_number(key, value)
        else:
            _check_words(key, value)


def check_dependency(nodes: tuple[Token, ...]) -> None:
    """Refuse a pattern of a tree that spaCy would not take.

    Raises: ValueError.
    """
    seen: list[str] = []
    for number, node in enumerate(nodes):
        for key in node:
            _known(key, DEPENDENCY_KEYS, "key")
        needed = DEPENDENCY_KEYS if number else ("RIGHT_ID", "RIGHT_ATTRS")
        for key in needed:
            if key not in node:
                raise ValueError(f"node {number + 1} lacks `{key}`")
        _check_node(node, seen)
        seen.append(node["RIGHT_ID"])


def _check_node(node: Token, seen: list[str]) -> None:
    for key in node:
        if key == "RIGHT_ATTRS":
            _of_type(key, node[key], Mapping, "a mapping (name: value)")
        else:
            _of_type(key, node[key], str, "text")
    check_token(node["RIGHT_ATTRS"])
    if node["RIGHT_ID"] in seen:
        raise ValueError(f"`{node['RIGHT_ID']}` names two nodes")
    if "LEFT_ID" in node and node["LEFT_ID"] not in seen:
        raise ValueError(
            f"no node `{node['LEFT_ID']}` before it{did_you_mean(node['LEFT_ID'], seen)}"
        )
    if "REL_OP" in node and node["REL_OP"] not in RELATIONS:
        raise ValueError(f"`{node['REL_OP']}` is not one of {' '.join(RELATIONS)}")


def _check_words(key: str, value: object) -> None:
    if not isinstance(value, Mapping):
        _of_type(key, value, str, "text")
        return
    for name, inner in value.items():
        if name == "REGEX":
            _of_type(f"{key}.REGEX", inner, str, "text")
            _check_expression(str(inner))
            continue
        _known(name, (*_CHOICES, "REGEX"), "condition")
        if not (isinstance(inner, list) and all(isinstance(word, str) for word in inner)):
            raise ValueError(f"`{key}.{name}` should be a list of words")


def _check_number(key: str, value: object) -> None:
    for name, inner in value.items() if isinstance(value, Mapping) else (("==", value),):
        _known(name, _COMPARISONS, "comparison")
        if isinstance(inner, bool) or not isinstance(inner, int) or not 0 <= inner < 1 << 31:
            raise ValueError(f"`{key}` should be a whole number from 0 on")


def _check_expression(text: str) -> None:
    # spaCy searches with `re`.
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"`{text[:60]}` is not a regular expression: {error}") from None


def _of_type(key: str, value: object, kind: type, told: str) -> None:
    if not isinstance(value, kind):
        raise ValueError(f"`{key}` should be {told}")  # noqa: TRY004 - pydantic locates it


def _known(key: str, known: tuple[str, ...], what: str) -> None:
    if key not in known:
        raise ValueError(f"unknown {what} `{key[:60]}`{did_you_mean(key, list(known))}")
