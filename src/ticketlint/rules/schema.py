"""What stands in a rule file: a habit to find, its wording, its examples."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import regex
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from ticketlint.config.ruletable import Style
from ticketlint.config.yamlfile import as_tuple, did_you_mean
from ticketlint.model import LEVELS, AnswerType, Confidence, Kind, Level, Part, Role, SectionName
from ticketlint.rules.expressions import MOST_WAYS, ways
from ticketlint.rules.options import HasOptions, NoOptions, Options
from ticketlint.rules.spacypatterns import check_dependency, check_token
from ticketlint.rules.wordings import (
    BACKLOG_NAMES,
    CHECK_NAMES,
    GRADE_NAMES,
    LIMIT_NAMES,
    NAMES,
    TICKET_NAMES,
    check_wording,
    names_in,
)

# What a ticket can lose points for; the folder of a rule file is one of these.
CATEGORIES = (
    "completeness",
    "purpose",
    "promises",
    "testability",
    "solution",
    "ambiguity",
    "terms",
    "scope",
    "hygiene",
)

# An expression of a rule is a line; beyond these, compiling it fills the memory.
MAX_EXPRESSION, MAX_WRITTEN_OUT = 2_000, 50_000
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|\{(?P<least>\d*),?(?P<most>\d*)\}|.", re.DOTALL
)

_PATTERN_NAMES = {"limit": LIMIT_NAMES, "grade": GRADE_NAMES}
Measure = Literal["words", "characters", "sentences", "items"]


def _compiles(pattern: str, info: ValidationInfo) -> str:
    # Those of the package are tried by its tests, which costs more than all else in a rule file.
    if (info.context or {}).get("sound"):
        return pattern
    if len(pattern) > MAX_EXPRESSION or _written_out(pattern) > MAX_WRITTEN_OUT:
        raise ValueError(f"`{pattern[:60]}` is too large an expression")
    try:
        regex.compile(pattern, regex.V0)
    except (regex.error, RecursionError, OverflowError) as error:
        told = pattern if len(pattern) <= 60 else f"{pattern[:60]}…"
        raise ValueError(f"`{told}` is not a regular expression: {error}") from None
    _is_bounded(pattern)
    return pattern


def _written_out(pattern: str) -> int:
    """Return about how many steps an expression has with its counted repetitions written out."""
    sizes, last = [0], 0
    for piece in _PIECE.finditer(pattern):
        if piece[0] == "(":
            sizes.append(0)
            continue
        if piece["least"] or piece["most"]:
            sizes[-1] += last * (int(piece["most"] or piece["least"]) - 1)
            last *= int(piece["most"] or piece["least"])
            continue
        last = sizes.pop() if piece[0] == ")" and len(sizes) > 1 else 1
        sizes[-1] += last
    return sum(sizes)


def _is_bounded(pattern: str) -> None:
    """Refuse an expression that could keep a run busy for hours on one line of a ticket."""
    try:
        found = ways(pattern)
    except ValueError as error:
        raise ValueError(f"`{pattern[:60]}` is no expression of Python's `re`: {error}") from None
    if found > MOST_WAYS:
        raise ValueError(
            f"`{pattern[:60]}` can read one text in too many ways; bound what it repeats, as in"
            " `.{0,60}`, or let it give nothing back, as in `\\w++`"
        )


def _is_token_pattern(pattern: tuple[Mapping[str, Any], ...]) -> tuple[Mapping[str, Any], ...]:
    for token in pattern:
        check_token(token)
    return pattern


def _is_dependency_pattern(
    pattern: tuple[Mapping[str, Any], ...],
) -> tuple[Mapping[str, Any], ...]:
    check_dependency(pattern)
    return pattern


def _is_written(words: str) -> str:
    if not words.strip():
        raise ValueError("is empty")
    return words


Phrases = Annotated[
    tuple[Annotated[str, AfterValidator(_is_written)], ...], BeforeValidator(as_tuple)
]
Regexes = Annotated[
    tuple[Annotated[str, AfterValidator(_compiles)], ...], BeforeValidator(as_tuple)
]
_Nodes = Annotated[tuple[Mapping[str, Any], ...], Field(min_length=1)]
Tokens = tuple[Annotated[_Nodes, AfterValidator(_is_token_pattern)], ...]
Dependencies = tuple[Annotated[_Nodes, AfterValidator(_is_dependency_pattern)], ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Missing(_Strict):
    """The ticket lacks all of these sections and all sentences of these roles.

    With `present` among the states a section that holds something is no answer by itself: what
    excuses is left to `unless`.
    """

    sections: tuple[SectionName, ...] = ()
    roles: tuple[Role, ...] = ()
    states: tuple[Literal["absent", "empty", "template", "present"], ...] = ("absent",)


class Limit(_Strict):
    """A measure of one section (of the whole ticket where no section is named)."""

    measure: Measure
    section: SectionName | None = None
    above: int | None = None
    below: int | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> "Limit":
        if (self.above is None) == (self.below is None):
            raise ValueError("give either `above` or `below`")
        return self


_AnyOptions = Annotated[
    SerializeAsAny[Options], WithJsonSchema({"type": "object", "additionalProperties": True})
]


class Check(_Strict):
    """A check written in Python and its options."""

    # The table of the checks, by name, in the context of validation.
    TABLE: ClassVar[str] = "checks"

    name: str
    options: _AnyOptions = Field(default=NoOptions(), validate_default=True)

    @field_validator("name")
    @classmethod
    def _is_known(cls, value: str, info: ValidationInfo) -> str:
        known = cls._known(info)
        if value not in known:
            raise ValueError(f"no check `{value}`{did_you_mean(value, list(known))}")
        return value

    @field_validator("options", mode="before")
    @classmethod
    def _can_be_worked_with(cls, value: object, info: ValidationInfo) -> object:
        row = cls._known(info).get(info.data.get("name", ""))
        if row is None:  # its name is told first
            return NoOptions()
        return row.options.model_validate({} if isinstance(value, NoOptions) else value)

    @classmethod
    def _known(cls, info: ValidationInfo) -> Mapping[str, HasOptions]:
        known: Mapping[str, HasOptions] = (info.context or {}).get(cls.TABLE, {})
        return known


class BacklogCheck(Check):
    """A check on all tickets of a run, written in Python, and its options."""

    TABLE: ClassVar[str] = "backlog_checks"


class Patterns(_Strict):
    """What to look for: any of these kinds.

    `backlog` looks at all tickets of a run, `grade` at the grade that the ticket was given.
    """

    phrase: Phrases = ()
    lemma: Phrases = ()
    tokens: Tokens = ()
    dependency: Dependencies = ()
    regex: Regexes = ()
    missing: Missing | None = None
    limit: Limit | None = None
    check: Check | None = None
    backlog: BacklogCheck | None = None
    grade: Literal["A", "B", "C", "D", "F"] | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the names of the pattern kinds in use."""
        return tuple(name for name in type(self).model_fields if getattr(self, name))


def wording_names(match: Patterns) -> tuple[str, ...]:
    """Return the names that every finding of a rule with these patterns fills in."""
    if match.backlog is not None:
        return (*NAMES, *BACKLOG_NAMES.get(match.backlog.name, {}))
    own: list[frozenset[str]] = []
    for kind in match.kinds:
        name = match.check.name if match.check and kind == "check" else ""
        own.append(frozenset(_PATTERN_NAMES.get(kind) or CHECK_NAMES.get(name, {})))
    shared = frozenset.intersection(*own) if own else frozenset[str]()
    return (*NAMES, *TICKET_NAMES, *sorted(shared))


def _filled_in(wording: str, info: ValidationInfo) -> str:
    match = info.data.get("match")
    if match is not None:  # else its own fault is told first
        check_wording(wording, wording_names(match))
    return wording


Wording = Annotated[str, AfterValidator(_filled_in)]
Wordings = Annotated[tuple[Wording, ...], BeforeValidator(as_tuple), Field(min_length=1)]


class Unsure(Patterns):
    """Patterns that excuse as long as the chance that a part is missing is below `until`."""

    until: Mapping[Part, Annotated[float, Field(gt=0, le=1)]] = Field(min_length=1)


class Unless(_Strict):
    """What excuses a match: a pattern around it, in its sentence, or anywhere in the ticket.

    `phrase`, `lemma`, `tokens`, `dependency` and `regex` excuse the matches that they
    overlap; the same under `sentence` excuse those in the same sentence, under `ticket`
    all of them, and so do those under `unsure` if the learned judgement is in doubt.
    Below the chance `clear` that the ticket leaves a question (0 to 1), matches outside the
    acceptance criteria are excused.
    """

    phrase: Phrases = ()
    lemma: Phrases = ()
    tokens: Tokens = ()
    dependency: Dependencies = ()
    regex: Regexes = ()
    sentence: Patterns | None = None
    ticket: Patterns | None = None
    unsure: Unsure | None = None
    clear: float = Field(default=0, ge=0, le=1)


class AppliesTo(_Strict):
    """Where a rule looks; an empty list means everywhere.

    A rule that is `certain` asks for what only these kinds must have: where the kind is a
    guess it says nothing, and where it is only likely it gives a note.
    """

    kinds: tuple[Kind, ...] = ()
    sections: tuple[SectionName, ...] = ()
    roles: tuple[Role, ...] = ()
    certain: bool = False


class Example(_Strict):
    """A ticket that shows the rule; `<<` and `>>` mark exactly what is found.

    The tickets of `backlog` stand before it in the run; their keys are EX-1, EX-2, ...

    A plain string in a rule file is the description of a story with the title given in
    `title`.
    """

    text: str = ""
    title: str = "Export the invoices of a month"
    kind: Kind = Kind.STORY
    acceptance_criteria: str | None = None
    environment: str | None = None
    links: tuple[str, ...] | None = None
    attachments: tuple[str, ...] | None = None
    estimate: str | None = None
    parent: str | None = None
    backlog: tuple["Example", ...] = ()


def _as_example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Examples = tuple[Annotated[Example, BeforeValidator(_as_example)], ...]


class Todo(_Strict):
    """Known gaps: examples that the rule gets wrong today."""

    bad: Examples = ()
    good: Examples = ()


class ExampleSet(_Strict):
    """The tests of a rule, and its documentation."""

    bad: Examples
    good: Examples
    todo: Todo = Todo()


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=50)]


class Rule(_Strict):
    """One habit to find, as data. Its `id` is its file name, its category the folder."""

    id: Name
    category: str = Field(default="", validate_default=True)
    summary: str
    severity: Level
    severity_by_kind: Mapping[Kind, Level] = Field(default_factory=dict)
    severity_by_section: Mapping[SectionName, Level] = Field(default_factory=dict)
    confidence: Confidence = Confidence.HIGH
    profile: Literal["recommended", "pedantic"] = "recommended"
    # A rule in preview is on only with `preview`, a deprecated one only where it is named.
    status: Literal["preview", "stable", "deprecated"] = "stable"
    # What a deprecated rule says to use in its place.
    instead: str = ""
    # Names of earlier versions, under which a configuration may still have it.
    aliases: tuple[Name, ...] = ()
    tags: tuple[Name, ...] = ()
    # The house style of a team for which it is on.
    style: Style | None = None
    applies_to: AppliesTo = AppliesTo()
    # Below these chances that a part is absent a finding is a note, whatever the severity.
    doubtful: Mapping[Part, Annotated[float, Field(gt=0, le=1)]] = Field(default_factory=dict)
    match: Patterns
    unless: Unless = Unless()
    # Where one of these holds a finding is a note: it may be true, and is hardly worth a word.
    quiet: Patterns | None = None
    once: bool = False
    # The level of all findings in a ticket but the first, which stands for them.
    further: Literal["note"] | None = None
    in_code: bool = False
    message: Wording
    question: Wordings
    # What kind of answer the question wants; the same for all its wordings.
    answer: AnswerType
    suggestion: Wording = ""
    why: str
    source: str
    unmeasured: str = ""
    examples: ExampleSet

    @field_validator("id")
    @classmethod
    def _named_like_its_file(cls, value: str, info: ValidationInfo) -> str:
        stem = (info.context or {}).get("stem", value)
        if value != stem:
            raise ValueError(f"`{value}` is not the file's name `{stem}`")
        return value

    @field_validator("category")
    @classmethod
    def _is_a_category(cls, value: str, info: ValidationInfo) -> str:
        category = value or (info.context or {}).get("folder", "")
        if category not in CATEGORIES:
            told = ", ".join(CATEGORIES)
            raise ValueError(
                f"`{category}` (the folder, where no key says it) is not one of {told}"
            )
        return category

    @field_validator("match")
    @classmethod
    def _looks_for_something(cls, value: Patterns) -> Patterns:
        if not value.kinds:
            raise ValueError("names no pattern")
        return value

    def ask(self, facts: Mapping[str, str]) -> str:
        """Return the first wording of the question whose names all have a fact, else the last."""
        for wording in self.question:
            if all(facts.get(name) for name in names_in(wording)):
                return wording.format_map(facts)
        return self.question[-1].format_map(facts)

    def level(self, kind: Kind, section: SectionName) -> Level:
        """Return the severity of a finding in `section` of a ticket of `kind`."""
        by_kind = self.severity_by_kind.get(kind, self.severity)
        if by_kind == "off":
            return "off"
        return self.severity_by_section.get(section, by_kind)

    def worst_level(self, kind: Kind) -> Level:
        """Return the worst severity that the rule can give to a ticket of `kind`."""
        levels = {self.level(kind, section) for section in SectionName}
        return next(level for level in LEVELS if level in levels)
