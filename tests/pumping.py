"""Every regular expression of the project, and texts built of its own pieces to tire it."""

import ast
import importlib
import itertools
import pkgutil
import re
import signal
import time
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from re import _constants as op
from re import _parser as parser

import regex
import yaml

import ticketlint
from ticketlint.annotation.lexicon.caseless import Caseless
from ticketlint.harmless.expressions import LateExpression

SOURCE = Path(ticketlint.__file__).parent
RULES = Path(__file__).parents[1] / "rules"
# What classes and `.` are sampled from: each piece of syntax that texts are made of.
ALPHABET = " a1sfix_-\t\n.:;,!?'\"()[]{}<>|*#/\\=&@$%~^+`Zéß’“—中\x00"
# What a pumped text ends in: a sign and a letter that hardly any expression names.
ENDS = ("\x01", "中")
UNBOUNDED = int(op.MAXREPEAT)


@dataclass(frozen=True)
class Expression:
    """A pattern as it stands in the project, and how it is applied."""

    where: str
    pattern: str
    flags: int = 0
    anchored: bool = False
    by_rule: bool = False

    def compiled(self):
        """Return the pattern in the engine that runs it."""
        return (
            regex.compile(self.pattern, regex.V0)
            if self.by_rule
            else re.compile(self.pattern, self.flags)
        )


def of_rules() -> list[Expression]:
    """Return the regular expressions of the rule files."""
    return [
        Expression(f"{path.stem}-{number}", pattern, by_rule=True)
        for path in sorted(RULES.glob("*/*.yaml"))
        for number, pattern in enumerate(_regexes(yaml.safe_load(path.read_text("utf-8"))))
    ]


def _regexes(value) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _regexes(item)
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "regex":
                yield from [item] if isinstance(item, str) else item
            elif key != "examples":
                yield from _regexes(item)


def of_modules() -> list[Expression]:
    """Return the expressions that the modules hold or compile inside functions."""
    found = []
    sources = {module: Path(module.__file__).read_text("utf-8") for module in _modules()}
    everything = "\n".join(sources.values())
    for module, source in sources.items():
        name = module.__name__.removeprefix("ticketlint.")
        for attribute, value in vars(module).items():
            patterns = list(_patterns_in(value))
            # A search of the whole source: only for names that hold an expression.
            anchored = bool(patterns) and _is_anchored(
                source if attribute.startswith("_") else everything, attribute
            )
            for number, compiled in enumerate(patterns):
                found.append(
                    Expression(
                        f"{name}.{attribute}-{number}", compiled.pattern, compiled.flags, anchored
                    )
                )
        for line, pattern in _patterns_of_calls(source):
            found.append(Expression(f"{name}:{line}", pattern))
    # How a pattern is applied stands by the name that holds it, not by a table that lists it.
    applied = {(e.pattern, e.flags) for e in found if e.anchored}
    once = {
        (e.pattern, e.flags): e
        for e in found
        if e.pattern and (e.anchored or (e.pattern, e.flags) not in applied)
    }
    return list(once.values())


def _modules() -> Iterator[types.ModuleType]:
    for info in pkgutil.walk_packages(ticketlint.__path__, "ticketlint."):
        if info.name.split(".")[-1] != "__main__":
            yield importlib.import_module(info.name)


def _is_anchored(source: str, name: str) -> bool:
    """Tell whether a pattern is only ever tried at one place of a text."""
    methods = set(re.findall(rf"(?<!\w){re.escape(name)}\.(\w+)", source))
    return bool(methods - {"pattern"}) and methods <= {"match", "fullmatch", "pattern"}


def _patterns_in(value, depth: int = 3) -> Iterator[re.Pattern]:  # noqa: C901 - kinds of values
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _patterns_in(item, depth - 1)
    elif depth and isinstance(value, dict):
        for item in value.values():
            yield from _patterns_in(item, depth - 1)
    elif isinstance(value, LateExpression):
        yield value.compiled
    elif isinstance(value, Caseless):
        yield from _patterns_in(value.for_text("")[0])
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _patterns_in(getattr(value, part.name, None), depth - 1)


def _patterns_of_calls(source: str) -> Iterator[tuple[int, str]]:
    """Yield the patterns handed to the functions of `re`; what a call fills in is a word."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in _FUNCTIONS:
            pattern = _literal(node.args[0])
            if pattern:
                yield node.lineno, pattern


_FUNCTIONS = {
    f"re.{name}"
    for name in ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")
}


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(v.value) if isinstance(v, ast.Constant) else "sample" for v in node.values
        )
    return ""


def pumped(expression: Expression, size: int) -> Iterator[str]:
    """Yield texts of about `size` characters that repeat the pieces of an expression."""
    for start, piece in sorted(set(_pieces(expression))):
        for end in ENDS:
            yield (start + piece * (size // max(1, len(piece))))[:size] + end
        if start:
            yield ((start + piece * 20) * size)[:size] + ENDS[0]


def _pieces(expression: Expression) -> Iterator[tuple[str, str]]:
    """Yield what leads to a repetition and what it repeats; alone, each piece and pair of them."""
    tree = parser.parse(expression.pattern, expression.flags & ~re.UNICODE & ~re.DEBUG)
    letters = list(dict.fromkeys(_letters(tree)))
    yield from (("", letter) for letter in letters)
    yield from (("", a + b) for a, b in itertools.islice(itertools.permutations(letters, 2), 8))
    whole = _sample(tree, 1)
    yield "", whole or " "
    yield "", (whole or " ") + " "
    for start, body in _repeats(tree, ""):
        for choice in range(3):
            piece = _sample(body, choice)
            if piece:
                yield start, piece
                yield "", start + piece


def _letters(tree) -> Iterator[str]:
    for kind, value in tree:
        if kind is op.LITERAL:
            yield chr(value)
        elif kind in (op.IN, op.ANY, op.NOT_LITERAL, op.CATEGORY):
            yield from itertools.islice(_members(kind, value), 2)
        else:
            for part in _parts(kind, value):
                yield from _letters(part)


def _members(kind, value) -> Iterator[str]:
    if kind is op.ANY:
        yield "a"
        return
    negated = kind is op.NOT_LITERAL or (kind is op.IN and value[0][0] is op.NEGATE)
    items = [(op.LITERAL, value)] if kind is op.NOT_LITERAL else value
    for letter in ALPHABET:
        if any(_in(item, letter) for item in items) != negated:
            yield letter
    for item_kind, item in () if negated else items:
        if item_kind is op.LITERAL:
            yield chr(item)
        if item_kind is op.RANGE:
            yield chr(item[0])


def _in(item, letter: str) -> bool:
    kind, value = item
    if kind is op.LITERAL:
        return ord(letter) == value
    if kind is op.RANGE:
        return value[0] <= ord(letter) <= value[1]
    if kind is op.CATEGORY:
        known = {
            op.CATEGORY_DIGIT: letter.isdecimal(),
            op.CATEGORY_SPACE: letter.isspace(),
            op.CATEGORY_WORD: letter.isalnum() or letter == "_",
        }
        return known[value] if value in known else not known[_POSITIVE[value]]
    return False


_POSITIVE = {
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def _parts(kind, value) -> list:  # noqa: PLR0911 - kinds of nodes
    """Return the expressions inside one node."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind in _REPEATS:
        return [value[2]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind is op.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _sample(tree, choice: int) -> str:
    """Return a text that the expression (or nearly) matches; `choice` picks among its ways."""
    return "".join(_sample_node(kind, value, choice) for kind, value in tree)


def _sample_node(kind, value, choice: int) -> str:  # noqa: PLR0911 - kinds of nodes
    if kind is op.LITERAL:
        return chr(value)
    if kind in (op.IN, op.ANY, op.NOT_LITERAL):
        members = list(itertools.islice(_members(kind, value), 40))
        return members[choice % len(members)] if members else ""
    if kind in _REPEATS:
        least, most, body = value
        return _sample(body, choice) * max(least, min(1, int(most)) if choice else least)
    if kind is op.BRANCH:
        return _sample(value[1][choice % len(value[1])], choice)
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return _sample(_parts(kind, value)[0], choice)
    if kind is op.ASSERT and value[0] > 0:
        return _sample(value[1], choice)
    return ""


def _repeats(tree, start: str) -> Iterator[tuple[str, list]]:
    """Yield each repetition: a text that leads to it, and its body."""
    for kind, value in tree:
        if kind in _REPEATS and int(value[1]) > 1:
            yield start, value[2]
        for part in _parts(kind, value):
            yield from _repeats(part, start)
        start += _sample_node(kind, value, 1)


class TooSlowError(Exception):
    """An expression ran out of its processor time."""


@contextmanager
def processor_seconds(limit: float):
    """Raise TooSlowError when this process has computed for `limit` seconds; no clock on the wall."""

    def stop(*_):
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(compiled, anchored: bool, text: str, limit: float) -> float:
    """Return the processor time of one pattern over one text.

    Raises: TooSlowError beyond `limit`.
    """
    start = time.process_time()
    with processor_seconds(limit):
        try:
            extra = {} if isinstance(compiled, re.Pattern) else {"timeout": limit}
            if anchored:
                compiled.match(text, **extra)
            else:
                for _ in compiled.finditer(text, **extra):
                    pass
        except TimeoutError:
            raise TooSlowError from None
    return time.process_time() - start
