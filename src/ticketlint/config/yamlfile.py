"""What stands in a YAML file as a model: every fault has a place, and the nearest right word."""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ValidationError
from yaml.nodes import MappingNode, Node, SequenceNode

from ticketlint.config.textfile import UnreadableError, read_text, shown
from ticketlint.config.yamltree import (
    MAX_DEPTH,
    MOST_FAULTS,
    SHOWN_VALUE,
    YamlProblem,
    YamlProblems,
    at_node,
    compose,
    plain,
    short,
    with_excerpts,
)

# What reads YAML needs of both modules.
__all__ = [
    "MAX_DEPTH",
    "MOST_FAULTS",
    "NO_SUCH_KEY",
    "Document",
    "Fault",
    "Loc",
    "Words",
    "YamlProblem",
    "YamlProblems",
    "as_tuple",
    "compose",
    "did_you_mean",
    "faults_of",
    "parse_model",
    "problem_at",
    "problem_of",
    "read_model",
    "read_yaml",
    "stands_in",
    "validate",
    "with_excerpts",
]
# A fault tells so much of what another library says.
_LONGEST_WHAT = 400

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
_PLAINLY = {
    "tuple_type": "should be a list",
    "list_type": "should be a list",
    "dict_type": "should be a mapping (name: value)",
    "mapping_type": "should be a mapping (name: value)",
    "model_type": "should be a mapping (name: value)",
    "string_type": "should be text",
}


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


def read_model(model: type[ModelT], path: Path, context: dict[str, Any] | None = None) -> ModelT:
    """Read a YAML file into `model`.

    Raises: YamlProblems with every fault found, each with its place in the file; one of them for
    a file that cannot be read.
    """
    where = shown(path)
    try:
        text = read_text(path)
    except UnreadableError as error:
        raise YamlProblems([YamlProblem(where, 1, 1, str(error))]) from None
    return parse_model(model, text, where, context)


def read_yaml(text: str, where: str) -> Document:
    """Return what one YAML document holds.

    Raises: YamlProblems as `compose`.
    """
    root = compose(text, where)
    return Document(where, text, plain(root), root)


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
        if part == 0 and isinstance(value, str):
            continue  # a word stands for a list of one
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
    return at_node(key or node, document.where, fault.what)


def problem_at(document: Document, loc: Loc, what: str) -> YamlProblem:
    """Return a fault at the value under `loc`, keys and numbers of items."""
    return with_excerpts([problem_of(Fault(loc, what), document)], document.text)[0]


def did_you_mean(word: str, known: list[str]) -> str:
    """Return ` (did you mean ...?)` for the nearest known word, else an empty string."""
    near = difflib.get_close_matches(word[:SHOWN_VALUE], known, n=1, cutoff=0.6)
    return f" (did you mean `{near[0]}`?)" if near else ""


def _fault_of(fault: Any, model: type[BaseModel], table: str, above: Loc) -> Fault:
    loc = (*above, *fault["loc"])
    if fault["type"] == "extra_forbidden":
        key = str(loc[-1])
        # The key may be one of another table.
        others = [name for name in _field_names(model) if name != key]
        what = f"unknown key `{short(key)}`" + did_you_mean(key, others)
        return Fault(loc, what, at_key=True)
    at_key = fault["type"] == NO_SUCH_KEY or loc[-1:] == _OF_KEY
    loc = loc[:-1] if loc[-1:] == _OF_KEY else loc
    named = [table, *(part for part in loc if isinstance(part, str))]
    path = ".".join(short(part) for part in named if part)
    what = _what(fault)
    return Fault(loc, f"`{path}`: {what}" if path else what, at_key)


def _what(fault: Any) -> str:
    if fault["type"] == "missing":
        return "is required"
    if fault["type"] in _PLAINLY:
        return _PLAINLY[fault["type"]]
    if fault["type"] == "too_long":
        return f"should have at most {fault['ctx']['max_length']:,} items"
    message: str = fault["msg"]
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    message = message.partition(", unable to parse")[0]
    expected = fault.get("ctx", {}).get("expected")
    if fault["type"] in {"enum", "literal_error"} and isinstance(fault["input"], str):
        known = re.findall(r"'([^']+)'", str(expected))
        word = fault["input"]
        return f"`{short(word)}` is not one of {', '.join(known)}{did_you_mean(word, known)}"
    return message if len(message) <= _LONGEST_WHAT else f"{message[:_LONGEST_WHAT]}…"


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
