"""The YAML block at the top of a Markdown file, every value a string as written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ticketlint.config import budgets

if TYPE_CHECKING:
    from yaml.nodes import Node

_RULE = re.compile(r"---[ \t]*\r?(?:\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_KEY_LINE = re.compile(
    r"^[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|[\w][\w .-]*):(?:[ \t\r\n]|\Z)", re.MULTILINE
)


class Spot(NamedTuple):
    """The range of a value in the file, quotes and marks of a list included."""

    start: int
    end: int


Values = dict[str, str | list[str] | None]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A block from its opening `---` to `end`, the first character of the body.

    `spots` tell where the values stand. `fault` tells why they could not be read,
    `fault_line` counts from the block's first line as 0.
    """

    values: Values
    end: int
    fault: str = ""
    fault_line: int = 0
    spots: Mapping[str, Spot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a YAML text says, or a fault and its line, 0 for the first."""

    values: Values = field(default_factory=dict)
    fault: str = ""
    line: int = 0
    spots: Mapping[str, Spot] = field(default_factory=dict)


def front_matter_at(text: str, start: int) -> FrontMatter | None:
    """Return the block that begins at `start`; None where there is none.

    A thematic break with prose below it is no block.
    """
    opening = _RULE.match(text, start)
    if opening is None:
        return None
    closing = _END.search(text, opening.end(), opening.end() + budgets.FRONT_MATTER_CHARS)
    if closing is None:
        return _unclosed(text, start, opening.end())
    source = text[opening.end() : closing.start()]
    if source.strip() and not _KEY_LINE.search(source):
        return None
    read = _parsed(source)
    line = read.line + 1 if read.fault else 0
    body = opening.end()
    spots = {name: Spot(body + at.start, body + at.end) for name, at in read.spots.items()}
    return FrontMatter(read.values, closing.end(), read.fault, line, spots)


def _unclosed(text: str, start: int, body: int) -> FrontMatter | None:
    """Return a fault where the line below the `---` looks like a key, with all text as body."""
    if not _KEY_LINE.match(text, body):
        return None
    return FrontMatter({}, start, "front matter without its closing `---` (add the line)")


def _parsed(source: str) -> _Read:
    import yaml

    # Nodes are read as written: no numbers, dates or booleans of words; `no` stays `no`.
    loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = 0
    try:
        for event in yaml.parse(source, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            too_deep = depth > budgets.FRONT_MATTER_DEPTH
            if too_deep or isinstance(event, yaml.AliasEvent):
                what = "nested too deeply" if too_deep else "aliases are not read"
                line = getattr(event.start_mark, "line", 0)
                return _Read(fault=f"front matter: {what} (write it out)", line=line)
        return _values(yaml.compose(source, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = getattr(mark, "line", 0)
        return _Read(fault=f"front matter is not YAML: {problem} (mend it)", line=line)


def _values(root: "Node | None") -> _Read:
    from yaml.nodes import MappingNode, ScalarNode

    if root is None or root.value == "":
        return _Read()
    if not isinstance(root, MappingNode):
        return _Read(fault="front matter is not a list of `name: value` (mend it)")
    values: Values = {}
    spots = {}
    for key, value in root.value:
        if not isinstance(key, ScalarNode):
            what = "front matter has a name that is no text (mend it)"
            return _Read(fault=what, line=key.start_mark.line)
        name = str(key.value).strip()
        values[name] = _plain(value)
        spots[name] = Spot(value.start_mark.index, value.end_mark.index)
    return _Read(values, spots=spots)


def _plain(node: "Node") -> str | list[str] | None:
    from yaml.nodes import ScalarNode, SequenceNode

    if isinstance(node, SequenceNode):
        return [member.value for member in node.value if isinstance(member, ScalarNode)]
    return node.value if isinstance(node, ScalarNode) else None
