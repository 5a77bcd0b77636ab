"""Strict YAML: words stay words, duplicate keys are refused, every fault has a place."""

import difflib
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# A rule or a configuration is a page of text; these stop bombs before they are composed.
MAX_CHARS = 1_048_576
MAX_DEPTH = 50
MAX_NODES = 100_000

ModelT = TypeVar("ModelT", bound=BaseModel)


def as_tuple(value: object) -> object:
    """Let one word stand for a list of one."""
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]

_TRUE_FALSE = re.compile(r"^(?:true|false)$")
_NULL = re.compile(r"^(?:null|~|)$")
_INT = re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$")
_FLOAT = re.compile(r"^-?[0-9]{1,15}\.[0-9]{1,15}$")


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """One fault in a YAML text; `line` and `column` are 1-based."""

    where: str
    line: int
    column: int
    what: str
    excerpt: str = ""

    def __str__(self) -> str:
        """Return `file:line:column: what`, then the line and a caret under the place."""
        head = f"{self.where}:{self.line}:{self.column}: {self.what}"
        if not self.excerpt:
            return head
        gutter = f"{self.line:>4} | "
        return f"{head}\n{gutter}{self.excerpt}\n{' ' * (len(gutter) + self.column - 1)}^"


class YamlProblems(Exception):  # noqa: N818 - it is a list of them
    """All faults of one text."""

    def __init__(self, problems: list[YamlProblem]) -> None:
        """Keep the faults in the order of their places."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def parse_model(
    model: type[ModelT], text: str, where: str, context: dict[str, Any] | None = None
) -> ModelT:
    """Read YAML `text` into `model`.

    Raises: YamlProblems with every fault found, each with its place in the text.
    """
    root = compose(text, where)
    try:
        return model.model_validate(_plain(root), context=context)
    except ValidationError as error:
        places = [_locate(root, fault, model) for fault in error.errors()]
        problems = [_problem_at(node, where, what) for node, what in places]
        raise YamlProblems(_with_excerpts(problems, text)) from None


def compose(text: str, where: str) -> Node:
    """Return the node tree of one YAML document.

    Raises: YamlProblems for a syntax fault, a duplicate key, an alias, or a text
    above the limits of this module.
    """
    _refuse_bombs(text, where)
    try:
        root = yaml.compose(text, Loader=_words_stay_words())
    except yaml.MarkedYAMLError as error:
        raise YamlProblems(_with_excerpts([_syntax_problem(error, where)], text)) from None
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        raise YamlProblems([YamlProblem(where, 1, 1, f"not YAML: {what}")]) from None
    if root is None:
        raise YamlProblems([YamlProblem(where, 1, 1, "the file is empty")])
    duplicates = [_problem_at(key, where, what) for key, what in _duplicate_keys(root)]
    if duplicates:
        raise YamlProblems(_with_excerpts(duplicates, text))
    return root


def did_you_mean(word: str, known: list[str]) -> str:
    """Return ` (did you mean ...?)` for the nearest known word, else an empty string."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
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
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_words_stay_words())):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            what = _bomb(event, depth, count)
            if what:
                raise YamlProblems([_problem_at(event, where, what)])
    except yaml.YAMLError:
        return  # compose() meets the same fault and tells it with its place


def _problem_at(node: Any, where: str, what: str) -> YamlProblem:
    mark = node.start_mark
    return YamlProblem(where, mark.line + 1, mark.column + 1, what)


def _bomb(event: Any, depth: int, count: int) -> str:
    if isinstance(event, yaml.AliasEvent):
        return "aliases (*name) are not read; write the value out"
    if depth > MAX_DEPTH:
        return f"nested deeper than {MAX_DEPTH} levels"
    return f"more than {MAX_NODES:,} values" if count > MAX_NODES else ""


def _syntax_problem(error: yaml.MarkedYAMLError, where: str) -> YamlProblem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return YamlProblem(where, line, column, f"not YAML: {error.problem or error.context}")


def _duplicate_keys(node: Node) -> Iterator[tuple[Node, str]]:
    if isinstance(node, MappingNode):
        seen: dict[Hashable, int] = {}
        for key, value in node.value:
            if key.value in seen:
                first = seen[key.value]
                yield key, f"key `{key.value}` stands twice (first on line {first})"
            seen.setdefault(key.value, key.start_mark.line + 1)
            yield from _duplicate_keys(value)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _duplicate_keys(item)


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


def _locate(root: Node, fault: Any, model: type[BaseModel]) -> tuple[Node, str]:
    node, depth = root, 0
    for part in fault["loc"]:
        step = _step(node, part)
        if step is None:
            continue
        node, depth = step, depth + 1
    if fault["type"] == "extra_forbidden":
        key = str(fault["loc"][-1])
        return _key_node(root, fault["loc"]) or node, f"unknown key `{key}`" + did_you_mean(
            key, _field_names(model)
        )
    path = ".".join(str(part) for part in fault["loc"] if isinstance(part, str))
    what = _what(fault)
    return node, f"`{path}`: {what}" if path else what


def _what(fault: Any) -> str:
    if fault["type"] == "missing":
        return "is required"
    message: str = fault["msg"]
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    expected = fault.get("ctx", {}).get("expected")
    if fault["type"] in {"enum", "literal_error"} and isinstance(fault["input"], str):
        known = re.findall(r"'([^']+)'", str(expected))
        return f"`{fault['input']}` is not one of {', '.join(known)}" + did_you_mean(
            fault["input"], known
        )
    return message


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
            pending += [field.annotation for field in current.model_fields.values()]
        else:
            pending += [part for part in getattr(current, "__args__", ()) if part is not ...]
    return names


def _with_excerpts(problems: list[YamlProblem], text: str) -> list[YamlProblem]:
    lines = text.splitlines()
    return sorted(
        (
            YamlProblem(p.where, p.line, p.column, p.what, lines[p.line - 1].rstrip())
            if p.line <= len(lines)
            else p
            for p in problems
        ),
        key=lambda p: (p.line, p.column),
    )
