"""A table of a TOML file, with the place of each value: `tomllib` reads it and tells none.

The scan follows what `tomllib` accepts and judges nothing but depth.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ticketlint.config.yamlfile import (
    MAX_DEPTH,
    Document,
    YamlProblem,
    YamlProblems,
    problem_at,
    with_excerpts,
)

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t]*+")
_LINES = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_QUOTED = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"""(?:"{0,2})'
    r"|'''(?:[^']++|'(?!''))*+'''(?:'{0,2})"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]++")
_VALUE = re.compile(r"[^,\]}#\r\n]++")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# What YAML holds too; a longer number is no setting.
_MOST = 10**18


class _StrayError(Exception):
    """The text is no TOML here; `tomllib` tells it better."""


def read_table(text: str, where: str, *names: str) -> Document | None:
    """Return the table under `names` of a TOML text, None where there is none.

    Raises: YamlProblems for what is no TOML or no table, with its place.
    """
    text = text.replace("\r\n", "\n")
    scan = _Scan(text, where)
    scan.run()
    data: Any = _loads(text, where)
    root = _node(data, (), scan)
    whole = Document(where, text, data, root)
    for depth, name in enumerate(names):
        if not isinstance(data, dict):
            told = ".".join(names[:depth])
            raise YamlProblems([problem_at(whole, names[:depth], f"`{told}`: should be a table")])
        if name not in data:
            return None
        data = data[name]
    if not isinstance(data, dict):
        told = f"`{'.'.join(names)}`: should be a table, under [{'.'.join(names)}]"
        raise YamlProblems([problem_at(whole, names, told)])
    _refuse_large_numbers(whole, data, names)
    return Document(where, text, data, _node(data, names, scan), ".".join(names))


def _loads(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
        line, column = (int(at[1]), int(at[2])) if at and at[1] else end
        what = f"not TOML: {_AT.sub('', str(error))}"
    except ValueError as error:  # a number of thousands of digits
        line, column, what = 1, 1, f"not TOML: {error}"
    except RecursionError:
        line, column, what = 1, 1, "not TOML: nested too deeply"
    raise YamlProblems(with_excerpts([YamlProblem(where, line, column, what)], text))


def _refuse_large_numbers(document: Document, data: Any, path: Path) -> None:
    for loc, value in _values(data, path):
        if isinstance(value, int) and abs(value) >= _MOST:
            raise YamlProblems([problem_at(document, loc, "the number is too large")])


def _values(data: Any, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _values(value, (*path, key))
    else:
        yield path, data


def _node(data: Any, path: Path, scan: "_Scan") -> Node:
    """Return the nodes of plain data; a table that only its parts name stands where they do."""
    mark = scan.mark(scan.values.get(path, 0))
    if isinstance(data, dict):
        items = [
            (_key(key, (*path, key), scan), _node(value, (*path, key), scan))
            for key, value in data.items()
        ]
        return MappingNode("", items, mark)
    if isinstance(data, list):
        parts = [_node(value, (*path, index), scan) for index, value in enumerate(data)]
        return SequenceNode("", parts, mark)
    return ScalarNode("", "", mark)


def _key(name: str, path: Path, scan: "_Scan") -> Node:
    return ScalarNode("", name, scan.mark(scan.keys.get(path, 0)))


class _Scan:
    """One pass over a TOML text; `keys` and `values` tell the offset of each by its path."""

    def __init__(self, text: str, where: str) -> None:
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self._text = text
        self._where = where
        self._at = 0
        self._counts: dict[Path, int] = {}
        self._starts = [0, *(hit.end() for hit in re.finditer("\n", text))]

    def run(self) -> None:
        """Note every place up to the end, or to what is no TOML.

        Raises: YamlProblems for what is nested too deeply.
        """
        table: Path = ()
        try:
            while self._more():
                if self._text[self._at] == "[":
                    table = self._header()
                else:
                    self._pair(table)
        except _StrayError:
            return

    def mark(self, offset: int) -> yaml.Mark:
        """Return the line and the column of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return yaml.Mark(self._where, offset, line, offset - self._starts[line], None, 0)

    def _more(self) -> bool:
        self._skip(_LINES)
        return self._at < len(self._text)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, mark: str) -> bool:
        taken = self._text.startswith(mark, self._at)
        self._at += len(mark) if taken else 0
        return taken

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise _StrayError

    def _header(self) -> Path:
        start, close = self._at, "]"
        self._expect("[")
        if self._take("["):
            close = "]]"
        path = self._dotted((), start)
        self._expect(close)
        if close == "]]":
            self._counts[path] = self._counts.get(path, 0) + 1
            path = (*path, self._counts[path] - 1)
            self.values[path] = start
        return path

    def _dotted(self, path: Path, start: int | None = None) -> Path:
        """Return `path` with the keys that stand here, each in the last item of its array."""
        while True:
            self._skip(_SPACE)
            at = self._at
            path = (*self._last_item(path), self._name())
            self.keys.setdefault(path, at)
            self.values.setdefault(path, at if start is None else start)
            self._refuse_depth(len(path))
            self._skip(_SPACE)
            if not self._take("."):
                return path

    def _last_item(self, path: Path) -> Path:
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _name(self) -> str:
        found = _BARE.match(self._text, self._at)
        if found:
            self._at = found.end()
            return found[0]
        quoted = _QUOTED.match(self._text, self._at)
        if quoted is None:
            raise _StrayError
        self._at = quoted.end()
        try:
            return str(tomllib.loads(f"key = {quoted[0]}")["key"])
        except tomllib.TOMLDecodeError:
            raise _StrayError from None

    def _pair(self, table: Path) -> None:
        path = self._dotted(table)
        self._expect("=")
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        self.values[path] = self._at
        self._refuse_depth(len(path))
        if self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline(path)
        else:
            quoted = _QUOTED.match(self._text, self._at)
            self._at = quoted.end() if quoted else self._at
            self._skip(_VALUE if not quoted else _SPACE)

    def _array(self, path: Path) -> None:
        index = 0
        while self._more() and not self._take("]"):
            before = self._at
            self._value((*path, index))
            index += 1
            self._more()
            self._take(",")
            self._refuse_standstill(before)

    def _inline(self, path: Path) -> None:
        while self._more() and not self._take("}"):
            self._pair(path)
            self._more()
            self._take(",")

    def _refuse_standstill(self, before: int) -> None:
        if self._at == before:
            raise _StrayError

    def _refuse_depth(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            mark = self.mark(self._at)
            what = f"nested deeper than {MAX_DEPTH} levels"
            raise YamlProblems([YamlProblem(self._where, mark.line + 1, mark.column + 1, what)])
