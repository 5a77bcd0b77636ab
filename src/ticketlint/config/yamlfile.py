"""Strict YAML: words stay words, duplicate keys are refused, every fault has a place."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ticketlint.harmless.credentials import conceal

# A rule or a configuration is a page of text; these stop bombs before they are composed.
MAX_CHARS = 1_048_576
MAX_DEPTH = 50
MAX_NODES = 100_000

# So many faults are told; who mends these sees the next ones.
MOST_FAULTS = 20
# A fault shows so much of a value and of a line.
_SHOWN_VALUE, _SHOWN_LINE, _LONGEST_WHAT = 60, 160, 400

ModelT = TypeVar("ModelT", bound=BaseModel)
Loc = tuple[str | int, ...]

# The type of an error on a key that only code further up can know.
NO_SUCH_KEY = "no_such_key"
# What pydantic adds to the place of a fault in a key.
_OF_KEY = ("[key]",)


def as_tuple(value: object) -> object:
    """Let one word stand for a list of one."""
    return (value,) if isinstance(value, str) else value


Words = Annotated[
    tuple[str, ...], BeforeValidator(as_tuple, json_schema_input_type=str | tuple[str, ...])
]

_TRUE_FALSE = re.compile(r"^(?:true|false)$")
_NULL = re.compile(r"^(?:null|~|)$")
_INT = re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$")
_FLOAT = re.compile(r"^-?[0-9]{1,15}\.[0-9]{1,15}$")
# Each directive is compared with all before it.
_DIRECTIVES = re.compile(r"^%(?:[^\n]*\n+%){3}", re.MULTILINE)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_PLAINLY = {
    "tuple_type": "should be a list",
    "list_type": "should be a list",
    "dict_type": "should be a mapping (name: value)",
    "mapping_type": "should be a mapping (name: value)",
    "model_type": "should be a mapping (name: value)",
    "string_type": "should be text",
}


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


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read: its plain `data`, and the nodes that tell where each value stands.

    `table` is the name of the part that was read, such as `tool.ticketlint`.
    """

    where: str
    text: str
    data: Any
    root: Node
    table: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the value under `loc`, keys and numbers of items.

    With `at_key` it is the last key of `loc` that is wrong; `word` is the value that is.
    """

    loc: Loc
    what: str
    at_key: bool = False
    word: str = ""


def parse_model(
    model: type[ModelT], text: str, where: str, context: dict[str, Any] | None = None
) -> ModelT:
    """Read YAML `text` into `model`.

    Raises: YamlProblems with every fault found, each with its place in the text.
    """
    return validate(model, read_yaml(text, where), context)


def read_yaml(text: str, where: str) -> Document:
    """Return what one YAML document holds.

    Raises: YamlProblems as `compose`.
    """
    root = compose(text, where)
    return Document(where, text, _plain(root), root)


def validate(
    model: type[ModelT], document: Document, context: dict[str, Any] | None = None
) -> ModelT:
    """Return the values of a document as `model`.

    Raises: YamlProblems with the first `MOST_FAULTS` faults, each with its place, and how many
    there are beyond them.
    """
    try:
        return model.model_validate(document.data, context=context)
    except ValidationError as error:
        faults = faults_of(error, model, document.table)
        problems = [problem_of(fault, document) for fault in faults[:MOST_FAULTS]]
        problems = with_excerpts(problems, document.text)
        if len(faults) > MOST_FAULTS:
            more = f"and {len(faults) - MOST_FAULTS:,} more faults"
            problems.append(YamlProblem(document.where, 1, 1, more))
        raise YamlProblems(problems) from None


def faults_of(
    error: ValidationError, model: type[BaseModel], table: str = "", above: Loc = ()
) -> list[Fault]:
    """Return the faults of a value that stands under `above` in the table of that name."""
    return [_fault_of(fault, model, table, above) for fault in error.errors(include_url=False)]


def stands_in(fault: Fault, value: Any) -> bool:
    """Tell whether what a fault is about stands in plain values."""
    for part in fault.loc:
        known = value if isinstance(value, dict) else range(_length(value))
        if part not in known:
            return False
        value = value[part]
    return fault.word in {"", value} if isinstance(value, str) else not fault.word


def _length(value: object) -> int:
    return len(value) if isinstance(value, (list, tuple)) else 0


def problem_of(fault: Fault, document: Document) -> YamlProblem:
    """Return a fault with its place in the text, as near as there is one."""
    node = document.root
    for part in fault.loc:
        node = _step(node, part) or node
    key = _key_node(document.root, fault.loc) if fault.at_key else None
    return _problem_at(key or node, document.where, fault.what)


def problem_at(document: Document, loc: Loc, what: str) -> YamlProblem:
    """Return a fault at the value under `loc`, keys and numbers of items."""
    return with_excerpts([problem_of(Fault(loc, what), document)], document.text)[0]


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
    odd = [_problem_at(key, where, what) for key, what in islice(_odd_nodes(root), MOST_FAULTS)]
    if odd:
        raise YamlProblems(with_excerpts(odd, text))
    return root


def did_you_mean(word: str, known: list[str]) -> str:
    """Return ` (did you mean ...?)` for the nearest known word, else an empty string."""
    near = difflib.get_close_matches(word[:_SHOWN_VALUE], known, n=1, cutoff=0.6)
    return f" (did you mean `{near[0]}`?)" if near else ""


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
            raise YamlProblems(with_excerpts([_problem_at(event, where, what)], text))
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


def _problem_at(node: Any, where: str, what: str) -> YamlProblem:
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
            yield key, f"key `{_short(key.value)}` stands twice (first on line {first})"
        else:
            seen[key.value] = key.start_mark.line + 1


def _plain(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
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


def _fault_of(fault: Any, model: type[BaseModel], table: str, above: Loc) -> Fault:
    loc = (*above, *fault["loc"])
    if fault["type"] == "extra_forbidden":
        key = str(loc[-1])
        what = f"unknown key `{_short(key)}`" + did_you_mean(key, _field_names(model))
        return Fault(loc, what, at_key=True)
    at_key = fault["type"] == NO_SUCH_KEY or loc[-1:] == _OF_KEY
    loc = loc[:-1] if loc[-1:] == _OF_KEY else loc
    named = [table, *(part for part in loc if isinstance(part, str))]
    path = ".".join(_short(part) for part in named if part)
    what = _what(fault)
    return Fault(loc, f"`{path}`: {what}" if path else what, at_key)


def _what(fault: Any) -> str:
    if fault["type"] == "missing":
        return "is required"
    if fault["type"] in _PLAINLY:
        return _PLAINLY[fault["type"]]
    message: str = fault["msg"]
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    expected = fault.get("ctx", {}).get("expected")
    if fault["type"] in {"enum", "literal_error"} and isinstance(fault["input"], str):
        known = re.findall(r"'([^']+)'", str(expected))
        word = fault["input"]
        return f"`{_short(word)}` is not one of {', '.join(known)}{did_you_mean(word, known)}"
    return message if len(message) <= _LONGEST_WHAT else f"{message[:_LONGEST_WHAT]}…"


def _short(text: str) -> str:
    """Return one line of a value that may be a file's whole text."""
    line = " ".join(text[: _SHOWN_VALUE + 1].split())
    return line if len(text) <= _SHOWN_VALUE else f"{line[:_SHOWN_VALUE]}…"


def _step(node: Node, part: object) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        item: Node = node.value[part]
        return item
    return None


def _key_node(root: Node, loc: tuple[object, ...]) -> Node | None:
    node: Node | None = root
    for part in loc[:-1]:
        node = (_step(node, part) or node) if node is not None else None
    if not isinstance(node, MappingNode):
        return None
    return next((key for key, _ in node.value if key.value == loc[-1]), None)


def _field_names(model: type[BaseModel]) -> list[str]:
    """Return the keys of `model` and of the models in its fields, for the nearest word."""
    names: list[str] = []
    pending: list[Any] = [model]
    seen: set[Any] = set()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            names += current.model_fields
            pending += getattr(current, "PARTS", ())
            pending += [field.annotation for field in current.model_fields.values()]
        else:
            pending += [part for part in getattr(current, "__args__", ()) if part is not ...]
    return names


def with_excerpts(problems: list[YamlProblem], text: str) -> list[YamlProblem]:
    """Return the faults in the order of their places, each with its line of the text."""
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
