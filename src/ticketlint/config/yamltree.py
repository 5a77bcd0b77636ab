"""Strict YAML as a tree of nodes: words stay words, no key stands twice, no bomb is composed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# A rule or a configuration is a page of text; these stop bombs before they are composed.
MAX_CHARS = 1_048_576
MAX_DEPTH = 50
MAX_NODES = 100_000

# So many faults are told; who mends these sees the next ones.
MOST_FAULTS = 20
# A fault shows so much of a value and of a line.
SHOWN_VALUE, _SHOWN_LINE = 60, 160

_TRUE_FALSE = re.compile(r"^(?:true|false)$")
_NULL = re.compile(r"^(?:null|~|)$")
_INT = re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$")
_FLOAT = re.compile(r"^-?[0-9]{1,15}\.[0-9]{1,15}$")
# Each directive is compared with all before it.
_DIRECTIVES = re.compile(r"^%(?:[^\n]*\n+%){3}", re.MULTILINE)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """One fault in a YAML or TOML text; `line` and `column` are 1-based.

    `caret` is the column of the fault in the excerpt, where that is cut out of a long line.
    """

    where: str
    line: int
    column: int
    what: str
    excerpt: str = ""
    caret: int = 0

    def __str__(self) -> str:
        """Return `file:line:column: what`, then the line and a caret under the place."""
        head = f"{self.where}:{self.line}:{self.column}: {self.what}"
        if not self.excerpt:
            return head
        gutter = f"{self.line:>4} | "
        margin = " " * (len(gutter) + (self.caret or self.column) - 1)
        return f"{head}\n{gutter}{self.excerpt}\n{margin}^"


class YamlProblems(Exception):  # noqa: N818 - it is a list of them
    """All faults of one text."""

    def __init__(self, problems: list[YamlProblem]) -> None:
        """Keep the faults in the order of their places."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def compose(text: str, where: str) -> Node:
    """Return the node tree of one YAML document.

    Raises: YamlProblems for a syntax fault, a duplicate key, an alias, a tag, or a text
    above the limits of this module.
    """
    _refuse_bombs(text, where)
    try:
        root = yaml.compose(text, Loader=_words_stay_words())
    except yaml.MarkedYAMLError as error:
        raise YamlProblems(with_excerpts([_syntax_problem(error, where)], text)) from None
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        raise YamlProblems([YamlProblem(where, 1, 1, f"not YAML: {what}")]) from None
    if root is None:
        raise YamlProblems([YamlProblem(where, 1, 1, "the file is empty")])
    odd = [at_node(key, where, what) for key, what in islice(_odd_nodes(root), MOST_FAULTS)]
    if odd:
        raise YamlProblems(with_excerpts(odd, text))
    return root


@cache
def _words_stay_words() -> Any:
    """Return a safe loader without the YAML 1.1 words, dates and base-60 numbers."""
    fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("StrictLoader", (fast,), {"yaml_implicit_resolvers": {}})
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", _TRUE_FALSE, list("tf"))
    loader.add_implicit_resolver("tag:yaml.org,2002:int", _INT, list("-0123456789"))
    loader.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-0123456789"))
    loader.add_implicit_resolver("tag:yaml.org,2002:null", _NULL, ["n", "~", ""])
    return loader


def _refuse_bombs(text: str, where: str) -> None:
    if len(text) > MAX_CHARS:
        raise YamlProblems([YamlProblem(where, 1, 1, f"longer than {MAX_CHARS:,} characters")])
    directives = _DIRECTIVES.search(text)
    if directives:
        line = text.count("\n", 0, directives.start()) + 1
        raise YamlProblems([YamlProblem(where, line, 1, "directives (%NAME) are not read")])
    try:
        for event, what in _bombs(text):
            raise YamlProblems(with_excerpts([at_node(event, where, what)], text))
    except yaml.YAMLError:
        return  # compose() meets the same fault and tells it with its place


def _bombs(text: str) -> Iterator[tuple[Any, str]]:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_words_stay_words())):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        what = _bomb(event, depth, count)
        if what:
            yield event, what


def at_node(node: Any, where: str, what: str) -> YamlProblem:
    """Return a fault at a node or an event."""
    mark = node.start_mark
    return YamlProblem(where, mark.line + 1, mark.column + 1, what)


def _bomb(event: Any, depth: int, count: int) -> str:
    if isinstance(event, yaml.AliasEvent):
        return "aliases (*name) are not read; write the value out"
    if getattr(event, "tag", None):
        return "tags (!name) are not read; write the plain value"
    if depth > MAX_DEPTH:
        return f"nested deeper than {MAX_DEPTH} levels"
    return f"more than {MAX_NODES:,} values" if count > MAX_NODES else ""


def _syntax_problem(error: yaml.MarkedYAMLError, where: str) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return YamlProblem(where, line, column, f"not YAML: {error.problem or error.context}")


def _odd_nodes(root: Node) -> Iterator[tuple[Node, str]]:
    """Yield keys that are no words or stand twice, and values that are no text."""
    if isinstance(root, MappingNode):
        yield from _odd_keys(root)
        children = [value for _, value in root.value]
    else:
        children = root.value if isinstance(root, SequenceNode) else []
    for node in children:
        yield from _odd_nodes(node)
    if isinstance(root, ScalarNode) and _HALF_CHARACTER.search(root.value):
        yield root, "holds half a character (\\uD800 to \\uDFFF)"


def _odd_keys(node: MappingNode) -> Iterator[tuple[Node, str]]:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, ScalarNode) or _HALF_CHARACTER.search(key.value):
            yield key, "a key must be a word"
        elif key.value == "<<":
            yield key, "merge keys (<<) are not read; write the values out"
        elif key.value in seen:
            first = seen[key.value]
            yield key, f"key `{short(key.value)}` stands twice (first on line {first})"
        else:
            seen[key.value] = key.start_mark.line + 1


def plain(node: Node) -> Any:
    """Return what a node holds, as plain values."""
    if isinstance(node, MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.value]
    return _scalar(node) if isinstance(node, ScalarNode) else None


def _scalar(node: ScalarNode) -> Any:
    kind = node.tag.rpartition(":")[2]
    if kind == "bool":
        return node.value == "true"
    if kind == "null":
        return None
    if kind == "int":
        return int(node.value)
    return float(node.value) if kind == "float" else node.value


def short(text: str) -> str:
    """Return one line of a value that may be a file's whole text."""
    line = " ".join(text[: SHOWN_VALUE + 1].split())
    return line if len(text) <= SHOWN_VALUE else f"{line[:SHOWN_VALUE]}…"


def with_excerpts(problems: list[YamlProblem], text: str) -> list[YamlProblem]:
    """Return the faults in the order of their places, each with its line of the text."""
    # Its expressions take a twentieth of a start, and a file without faults needs none.
    from ticketlint.harmless.credentials import conceal

    lines = conceal(text).splitlines()
    return sorted(
        (_with_excerpt(p, lines[p.line - 1]) if p.line <= len(lines) else p for p in problems),
        key=lambda p: (p.line, p.column),
    )


def _with_excerpt(problem: YamlProblem, line: str) -> YamlProblem:
    """Return the fault with its line, of a long one the part around the fault."""
    line = line.rstrip()
    if len(line) <= _SHOWN_LINE:
        return replace(problem, excerpt=line)
    start = max(0, problem.column - 1 - _SHOWN_LINE // 2)
    return replace(problem, excerpt=line[start : start + _SHOWN_LINE], caret=problem.column - start)
