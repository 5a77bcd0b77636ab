"""A value of a stored report that knows where in it it stands, for faults that can be found."""

import math
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

WordT = TypeVar("WordT", bound=StrEnum)
# JSON numbers are exact in other programs up to here; no count of ours comes near it.
_MOST = 2**53
_REQUIRED = "is missing"
# Names of rules, facts, fields and sections are printed as they are.
_NAME = re.compile(r"[a-z0-9_-]{0,60}")


class DamagedError(Exception):
    """A part of a report that cannot be used; the text says where and what."""


class Node:
    """An object of a stored report; each reader of a key raises DamagedError for an odd value.

    A key with a default is one that was added within the version: older reports lack it.
    """

    def __init__(self, value: object, at: str = "") -> None:
        if not isinstance(value, Mapping):
            raise DamagedError(f"{at or 'the report'} is not an object")
        self._values: Mapping[str, Any] = value
        self._at = at

    def place(self, key: str) -> str:
        """Return how a key of this object is named in a fault: `tickets[3].score`."""
        return f"{self._at}.{key}".lstrip(".")

    def fault(self, key: str, what: str) -> DamagedError:
        """Return the fault of one key."""
        return DamagedError(f"{self.place(key)} {what}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.fault(key, "is not a text")
        return value

    def name(self, key: str) -> str:
        """Return the name of a rule, a category, a field or the like; it may be empty."""
        value = self.text(key)
        if not _NAME.fullmatch(value):
            raise self.fault(key, "is not a name of small letters, digits, - and _")
        return value

    def count(self, key: str, least: int = 0, default: int | None = None) -> int:
        """Return a whole number from `least` on."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value < _MOST:
            raise self.fault(key, f"is not a whole number from {least} on")
        return value

    def line(self, key: str = "line") -> int | None:
        """Return a line from 1 on, None where it is null."""
        return None if self._value(key) is None else self.count(key, 1)

    def amount(self, key: str, most: float, least: float = 0) -> float:
        """Return a number from `least` to `most`."""
        value = self._value(key)
        usable = isinstance(value, int | float) and not isinstance(value, bool)
        if not (usable and math.isfinite(value) and least <= value <= most):
            raise self.fault(key, f"is not a number from {least:g} to {most:g}")
        return float(value)

    def names(self) -> tuple[str, ...]:
        """Return the names of its keys."""
        return tuple(map(str, self._values))

    def counts(self, key: str) -> dict[str, int]:
        """Return numbers from 0 on by name."""
        inner = self.node(key)
        return {name: inner.count(name) for name in inner.names()}

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, "is neither true nor false")
        return value

    def word(self, key: str, words: type[WordT], default: WordT | None = None) -> WordT:
        """Return one of a few words."""
        value = self._value(key, default)
        if not isinstance(value, str) or value not in set(words):
            raise self.fault(key, f"is not one of {', '.join(words)}")
        return words(value)

    def is_null(self, key: str) -> bool:
        """Tell whether a key that must be there is null."""
        return self._value(key) is None

    def is_given(self, key: str) -> bool:
        """Tell whether a key that was added within the version is there, and is not null."""
        return self._values.get(key) is not None

    def node(self, key: str) -> "Node":
        """Return an object."""
        return Node(self._value(key), self.place(key))

    def node_or_none(self, key: str) -> "Node | None":
        """Return an object, None where it is null or was added within the version."""
        return self.node(key) if self.is_given(key) else None

    def nodes(self, key: str, default: list[object] | None = None) -> list["Node"]:
        """Return a list of objects."""
        members = enumerate(self._list(key, default))
        return [Node(value, f"{self.place(key)}[{number}]") for number, value in members]

    def texts(self, key: str, default: list[object] | None = None) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._list(key, default)
        if not all(isinstance(value, str) for value in values):
            raise self.fault(key, "holds something that is not a text")
        return tuple(values)

    def _list(self, key: str, default: list[object] | None) -> list[Any]:
        value = self._value(key, default)
        if not isinstance(value, list):
            raise self.fault(key, "is not a list")
        return value

    def _value(self, key: str, default: object = None) -> Any:
        if key in self._values:
            return self._values[key]
        if default is None:
            raise self.fault(key, _REQUIRED)
        return default
