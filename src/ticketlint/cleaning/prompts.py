"""Know the lines of common templates: by a list of digests, by their shape, by their words.

A template asks ("What is the goal?"), tells what to write ("Describe the goal") or shows where it
goes ("As a [role]", "Task 1"). The list knows the lines that public templates share, slots and
filler have a shape of their own, and the rest is judged by a linear classifier. The list and its
weights were learnt by `training.templates.train` from public templates, and from lines of authors
as what is none.
"""

import hashlib
import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ticketlint.cleaning import prompt_cues
from ticketlint.cleaning.markup.blocks import Block, MarkKind
from ticketlint.cleaning.prompt_cues import FRAME, MAX_CHARS, ROWS, SLOT, features, row
from ticketlint.cleaning.skeletons import is_offered
from ticketlint.cleaning.templates import line_key
from ticketlint.errors import ConfigError

DATA = Path(__file__).parent / "data" / "prompts.json"
# Digits of a digest in the list: of ten million lines of authors one would be there by chance.
DIGITS = 10
# From this sum of weights on a line is a template's: with repositories left out, 91 of 49,266
# lines of authors reach it, and half of these are a template's that nobody knew. A question
# needs more, for authors ask too, and a line of a label and slots less.
SURE, QUESTION, SLOTS = 2.0, 2.0, -2.0
# Between other prompts less will do, for templates stay as a whole.
LIKELY = 0.0

_DIGIT = re.compile(r"\d")
_QUESTION = re.compile(r"\?[\s)\]*_]*$")
# An author speaks, or has left something open.
_OWN = re.compile(r"\bI(?:['’]\w+)?\b|(?i:\b(?:we|our|my|us|tbd|tbc|todo)\b)|\?{2,}")
# The mark by which spec-kit's writers say that something is open; it is theirs, not a slot.
_OPEN = re.compile(r"\[NEEDS CLARIFICATION\b")
# What a screen reads holds slots that nobody has to fill, and a name in one is a program's.
_SHOWN = re.compile(
    r"(?i:\b(?:reads?|says?|shows?|displays?|prints?|returns?)\b)[^.?!]{0,60}[\[<{]\w"
    r"|<[A-Z][a-z]+(?:[A-Z][a-z]+)+>"
)
# No template holds the number of a telephone; advertisements do.
_TELEPHONE = re.compile(r"(?<![\w.])\+?\d{1,4}(?:[-. ()]{1,3}\d{2,4}){2,4}(?![\w.])")
# A step of a scenario that nothing is left open in.
_STEP = re.compile(r"^\W*(?:GIVEN|WHEN|THEN|AND)\b[^\[\]<>{}_]*+$")
_LABEL = re.compile(r"^[^\W_][\w /()-]{0,40}:\s")
_WORD = re.compile(r"[^\W\d_]+")
_STORY = re.compile(r"(?i)^\W*(?:as an?|i (?:want|need)|so that|given|when|then|and)\b")
_HTML = frozenset(
    """
    a b br code div em font h1 h2 h3 hr i img kbd li ol p pre s small span strong sub summary
    sup table td th tr u ul details
    """.split()
)
# Single words that nobody puts between brackets but to be replaced.
_NAMES = frozenset(
    """
    number id link url name date version role feature goal benefit reason action description
    title context outcome value
    """.split()
)
_NOUN = (
    r"(?:sub-?)?(?:task|criteri(?:on|a|um)|goal|objective|item|requirement|step|outcome|metric|risk"
    r"|assumption|dependency|question|(?:user )?story|feature|condition|constraint"
    r"|scenario|result|benefit|resource|deliverable|bullet|example|action|reason|use case"
    r"|stakeholder|description|value|title|text|detail)s?"
)
_EVENT = (
    r"(?:pre-?conditions?|contexts?|actions?|events?|outcomes?|results?|triggers?|states?)"
    r"(?: (?:is|are|occurs?|happens?|carried out|performed|taken)){0,2}"
)
_WRITE = (
    r"add|insert|put|write|enter|type|paste|describe|list|provide|include|explain|place|state"
    r"|fill in"
)
_MATTER = (
    r"details?|descriptions?|info|information|text|contents?|context|notes?|screenshots?|steps"
    r"|criteria|summary|logs?|answers?|ideas?|stor(?:y|ies)|goals?|things?|items?|tasks?|specifics"
)
# What somebody quotes is seldom an order to write something.
_TOLD = re.compile(rf"(?i)^\W*(?:please )?(?:{_WRITE}|define|give|specify|outline|summari[sz]e)\b")
_DATE = r"y{4}[-/.]m{2}[-/.]d{2}|d{2}[-/.]m{2}[-/.]y{2,4}|m{2}[-/.]d{2}[-/.]y{2,4}"
_CHOICE = (
    r"p\d(?: ?[/|,] ?p\d){2,}|yes ?[/|] ?no(?: ?[/|] ?n/?a)?"
    r"|(?:low|high|s)(?: ?[/|,] ?(?:medium|high|low|critical|[mlx]{1,2})){2,}"
)
_WISH = r"feature|goal|action|function|something"
_GIVEN = r"(?:given|when|then|and):? "
_SHAPES = tuple(
    re.compile(rf"(?i){pattern}")
    for pattern in (
        rf"^\W*(?:[a-z]+[ -]){{0,2}}{_NOUN} [#(]?(?:\d{{1,2}}|[a-cnx-z]|one|two|three)\W*$",
        rf"^\W*(?:the |an? )?(?:first|second|third|another) (?:[a-z]+ )?{_NOUN}\W*$",
        rf"^\W*(?:{_GIVEN})?(?:an? |the |your )?(?:sample|placeholder|dummy|example) {_NOUN}\W*$",
        rf"^\W*{_GIVEN}(?:some |an? |the )?(?:initial |expected |other |certain )?{_EVENT}\W*$",
        rf"^\W*(?:please )?(?:{_WRITE})\b[^.?!:]{{0,60}}\b(?:{_MATTER})\b[^.?!:]{{0,20}}\bhere\W*$",
        rf"^(?:[\w /()-]{{1,40}}: ?)?\W{{0,3}}(?:{_DATE}|v?x\.y(?:\.[z0x])?)\W*$",
        rf"^(?:[\w ]{{1,30}}: ?)?\W{{0,3}}(?:{_CHOICE})\W*$",
        (
            r"^\W*as an? (?:user )?(?:role|type of user|user type|persona|actor)\b\W{0,4}"
            rf"(?:i (?:want|need|would like)(?: to)?\W{{0,5}}(?:{_WISH})?\W{{0,3}})?$"
        ),
    )
)
# What issue templates tell the author to write; the words of GitHub's, GitLab's and Jira's own.
_INSTRUCTION = re.compile(
    # A key or a tag between brackets is named, not asked for: "<enter> sends the form".
    r"^(?!\W{0,3}[<\[][a-z]++[>\]]\s*+\w)\W*(?:[(\[<_][^\w\n(\[<]*+(?:what|how|why|who|whom|when|where|which|if|please|summari[sz]e"
    r"|describe"
    r"|paste|provide|explain|list|link|state|define|specify|outline|insert|attach|include|add|enter"
    r"|ways|any|e\.?g|browser|optional|your)\b[^()]*(?:\([^()]*\)[^()]*)*[)\]>_,]?\W*$"
    r"|(?:(?:clearly|briefly|concisely) )?(?:describe|summari[sz]e|outline|detail|explain"
    r"|define|state)"
    r" (?:clearly|briefly|concisely|in detail|(?:the |your )?(?:issue|bug|feature|goal|ticket"
    r"|request)\b"
    r"(?! (?:is|was|has))|what (?:you|needs)|why (?:this|you))"
    r"|(?:clearly|briefly|concisely) (?:describe|summari[sz]e|outline|detail|explain|define"
    r"|state)\b"
    r"|(?:a )?(?:clear|brief|short|concise|high[- ]level)(?:,? (?:and |but )?"
    r"(?:concise|clear|short))?"
    r" (?:description|summary|overview|explanation|statement|outline|account) of"
    r"|if applicable, (?:add|attach|include|provide)|add any other (?:context|information)"
    r"|if you can, link to|(?:go to|click on|scroll down to) ['\"‘“`]?\.{2,}"
    r"|(?:who|what|why|how|which|when)\b.*\(optional\)\W*$"
    r"|(?:please )?(?:delete|remove|replace|complete|fill in|fill out|use|read|select"
    r"|choose)\b[^.]*"
    r"\b(?:(?:this|the|our|issue) template|this (?:line|section|text|comment)"
    r"|before (?:opening|submitting))\b"
    r"|is this a (?:bug|feature|question)\?.*\btemplate\b|is this a (?:bug|feature)\?\W*$"
    r"|make sure to (?:use|check|search|read)\b.*\b(?:template|issues?|duplicate)\b"
    r"|please (?:describe|provide|include|specify|explain|attach|complete)\b.*"
    r"\b(?:below|here|as (?:possible|you can)|this (?:issue|ticket|bug|report|request))\b)",
    re.IGNORECASE | re.DOTALL,
)
# Capitals that stand for a word to be written: "As a ROLE, I want WHAT so that PURPOSE".
_CAPITALS = frozenset(
    """
    ROLE USER PERSONA ACTOR WHO WHAT WHY PURPOSE FEATURE GOAL BENEFIT REASON FUNCTION ACTION
    VALUE SOMETHING OUTCOME DESIRED TYPE CONTEXT
    """.split()
)


class Prompts(BaseModel):
    """What was learnt: digests of lines, and a weight of 8 bits for each row, to be scaled.

    `cues` is a digest of the features: weights learnt from others are refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cues: str
    bias: float
    scale: float = Field(gt=0)
    weights: str = Field(min_length=2 * ROWS, max_length=2 * ROWS, pattern="^[0-9a-f]+$")
    lines: str = Field(pattern="^[0-9a-f]*$")


class _Learnt:
    """The list and the weights, ready for use."""

    def __init__(self, stored: Prompts) -> None:
        self.lines = frozenset(
            stored.lines[at : at + DIGITS] for at in range(0, len(stored.lines), DIGITS)
        )
        self.bias = stored.bias
        numbers = memoryview(bytes.fromhex(stored.weights)).cast("b")
        self.weights = [number * stored.scale for number in numbers]


@cache
def load_prompts() -> _Learnt:
    """Return what was learnt; it is kept.

    Raises: ConfigError as `read_prompts` does.
    """
    return _Learnt(read_prompts(DATA))


def read_prompts(path: Path) -> Prompts:
    """Return the list and the weights of a file.

    Raises: ConfigError where it cannot be read or was learnt from other features.
    """
    try:
        stored = Prompts.model_validate_json(path.read_bytes())
    except OSError as error:
        raise _refusal(path, f"cannot be read: {error.strerror or error}") from None
    except ValidationError:
        raise _refusal(path, "is damaged") from None
    if stored.cues != prompt_cues.cues():
        raise _refusal(path, "was learnt from features that have changed since")
    return stored


def _refusal(path: Path, what: str) -> ConfigError:
    todo = "install ticketlint again; in a copy of its repository run training.templates.train"
    return ConfigError(str(path), what, todo)


def digest(line: str) -> str:
    """Return the digest of a line as the list holds it."""
    return hashlib.sha256(line_key(line).encode()).hexdigest()[:DIGITS]


class Likeness(IntEnum):
    """How much a line is like those of templates; likely ones count among sure ones only."""

    NONE = 0
    LIKELY = 1
    SURE = 2


def likeness(block: Block, start: int = 0) -> Likeness:
    """Return how much all that stands in a block from `start` on is like lines of a template."""
    return min((_of(line, block) for _, _, line in lines_of(block, start)), default=Likeness.NONE)


def prompts_in(block: Block, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the places of the lines in `block.text` that are surely a template's."""
    for first, last, line in lines_of(block, start):
        if _of(line, block) is Likeness.SURE:
            yield first, last


def lines_of(block: Block, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of a block that hold something, each with its place.

    A stretch of code reads as one word that no template holds.
    """
    text = block.text
    for mark in block.marks:
        if mark.kind is MarkKind.CODE:
            text = text[: mark.start] + "q" * (mark.end - mark.start) + text[mark.end :]
    place = start
    for line in text[start:].split("\n"):
        shown = line.strip()
        if shown:
            first = place + line.index(shown)
            yield first, first + len(shown), shown
        place += len(line) + 1


def is_emphasised(block: Block) -> bool:
    """Tell whether nearly all of a block is in italics."""
    return any(
        mark.kind is MarkKind.EMPHASIS and mark.end - mark.start >= 0.8 * len(block.text)
        for mark in block.marks
    )


def _of(line: str, block: Block) -> Likeness:
    if block.quoted and _TOLD.match(line):
        return Likeness.SURE
    return _judge(line, block.checked is False, is_emphasised(block))


# A backlog repeats the lines of its template; what is kept of them has a bound.
@lru_cache(4096)
def _judge(line: str, unchecked: bool, emphasised: bool) -> Likeness:
    if len(line) > MAX_CHARS or line.endswith(":") or _is_own(line):
        return Likeness.NONE
    if is_offered(line) or _has_shape(line) or digest(line) in load_prompts().lines:
        return Likeness.SURE
    if any(one.search(line) for one in (_OWN, _STEP, _SHOWN)) or prompt_cues.is_prose(line):
        return Likeness.NONE
    total = _sum(line, unchecked, emphasised)
    less = QUESTION if _QUESTION.search(line) else SLOTS if _is_slots(line) else 0
    return Likeness((total - less >= LIKELY) + (total - less >= SURE))


def _is_own(line: str) -> bool:
    """Tell whether a line holds what no template does."""
    return any(one.search(line) for one in (_OPEN, _TELEPHONE))


def _sum(line: str, unchecked: bool, emphasised: bool) -> float:
    learnt = load_prompts()
    found = features(line, unchecked=unchecked, emphasised=emphasised)
    return learnt.bias + sum(learnt.weights[one] for one in sorted({row(name) for name in found}))


def _has_shape(line: str) -> bool:
    return (
        _is_framed(line)
        or _is_capitals(line)
        or _INSTRUCTION.match(line) is not None
        or any(shape.match(line) for shape in _SHAPES)
    )


def _is_framed(line: str) -> bool:
    """Tell whether a story's or a scenario's frame holds slots to fill and nothing else."""
    return _STORY.match(line) is not None and _is_slots(line, least=1)


def _is_slots(line: str, least: int = 2) -> bool:
    """Tell whether a line has slots to fill, and beside them only a label and what frames them."""
    slots = [slot[0] for slot in SLOT.finditer(line)]
    label = _LABEL.match(line)
    rest = SLOT.sub(" ", line[label.end() if label else 0 :])
    if not slots or any(word not in FRAME for word in _WORD.findall(rest.casefold())):
        return False
    return not _DIGIT.search(rest) and any(_is_to_fill(slot, least) for slot in slots)


def _is_to_fill(slot: str, least: int) -> bool:
    """Tell whether a slot holds words for what to write; one word could be a name or a tag."""
    words = slot.strip("[](){}<> _").casefold().split()
    if not _WORD.search(slot):
        return least == 1
    if any(char.isdigit() or char in ":=\"'$" for char in slot):
        return False
    if slot[0] == "<" and words[0] in _HTML:
        return False
    if len(words) == 1 and words[0] in _NAMES:
        return True
    return len(words) >= (1 if slot[:2] in {"{{", "(("} else least)


def _is_capitals(line: str) -> bool:
    """Tell whether capitals stand for words: a story's frame and one of them, or only such."""
    own = [word for word in _WORD.findall(line) if word.casefold() not in FRAME]
    if not own or _CAPITALS.isdisjoint(own):
        return False
    return all(map(str.isupper, own)) if _STORY.match(line) else _CAPITALS.issuperset(own)
