"""The YAML block at the top of a Markdown file, every value a string as written."""

import re
from dataclasses import dataclass

_MAX_CHARS = 65_536
_MAX_DEPTH = 20
_RULE = re.compile(r"---[ \t]*\r?(?:\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_KEY_LINE = re.compile(
    r"^[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|[\w][\w .-]*):(?:[ \t\r\n]|\Z)", re.MULTILINE
)

Values = dict[str, str | list[str] | None]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A block from its opening `---` to `end`, the first character of the body.

    `fault` tells why the values could not be read, `fault_line` counts from the block's
    first line as 0.
    """

    values: Values
    end: int
    fault: str = ""
    fault_line: int = 0


def front_matter_at(text: str, start: int) -> FrontMatter | None:
    """Return the block that begins at `start`; None where there is none.

    A thematic break with prose below it is no block.
    """
    opening = _RULE.match(text, start)
    if opening is None:
        return None
    closing = _END.search(text, opening.end(), opening.end() + _MAX_CHARS)
    if closing is None:
        return _unclosed(text, start, opening.end())
    source = text[opening.end() : closing.start()]
    if source.strip() and not _KEY_LINE.search(source):
        return None
    values, fault, line = _parsed(source)
    return FrontMatter(values, closing.end(), fault, line + 1 if fault else 0)


def _unclosed(text: str, start: int, body: int) -> FrontMatter | None:
    """Return a fault where the line below the `---` looks like a key, with all text as body."""
    if not _KEY_LINE.match(text, body):
        return None
    return FrontMatter({}, start, "front matter without its closing `---` (add the line)")


def _parsed(source: str) -> tuple[Values, str, int]:
    """Return the values, or a fault and its line, 0 for the first."""
    import yaml

    # The base loader makes no numbers, dates or booleans of words; `no` stays `no`.
    loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = 0
    try:
        for event in yaml.parse(source, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH or isinstance(event, yaml.AliasEvent):
                what = "nested too deeply" if depth > _MAX_DEPTH else "aliases are not read"
                return (
                    {},
                    f"front matter: {what} (write it out)",
                    getattr(event.start_mark, "line", 0),
                )
        values = yaml.load(source, Loader=loader)  # noqa: S506 - builds strings only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = getattr(mark, "line", 0)
        return {}, f"front matter is not YAML: {problem} (mend it)", line
    if values is None or values == "":
        return {}, "", 0
    if not isinstance(values, dict):
        return {}, "front matter is not a list of `name: value` (mend it)", 0
    return {str(key).strip(): _plain(value) for key, value in values.items()}, "", 0


def _plain(value: object) -> str | list[str] | None:
    if isinstance(value, list):
        return [member for member in value if isinstance(member, str)]
    return value if isinstance(value, str) else None
