"""What stands in a rule file: a habit to find, its wording, its examples."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

import regex
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from ticketlint.config.yamlfile import Words, did_you_mean
from ticketlint.model import LEVELS, Confidence, Kind, Level, Part, Role, SectionName
from ticketlint.rules.wordings import (
    BACKLOG_NAMES,
    CHECK_NAMES,
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
    "readiness",
)

# The keys of spaCy's Matcher and DependencyMatcher that a rule may use.
TOKEN_KEYS = (
    *("ORTH", "TEXT", "NORM", "LOWER", "LEMMA", "POS", "TAG", "DEP", "MORPH", "SHAPE", "LENGTH"),
    *("IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT"),
    *("IS_SPACE", "IS_STOP", "IS_SENT_START", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "OP"),
)
TOKEN_OPERATORS = ("1", "!", "?", "+", "*")
DEPENDENCY_KEYS = ("LEFT_ID", "REL_OP", "RIGHT_ID", "RIGHT_ATTRS")

TokenPatterns = tuple[tuple[Mapping[str, Any], ...], ...]
Measure = Literal["words", "characters", "sentences", "items"]


def _compiles(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise ValueError(f"`{pattern}` is not a regular expression: {error}") from None
    return patterns


def _is_token_pattern(patterns: TokenPatterns) -> TokenPatterns:
    for token in (token for pattern in patterns for token in pattern):
        for key in (key for key in token if key not in TOKEN_KEYS):
            raise ValueError(f"unknown token key `{key}`{did_you_mean(key, list(TOKEN_KEYS))}")
        if token.get("OP", "1") not in TOKEN_OPERATORS:
            raise ValueError(f"`{token['OP']}` is not one of {' '.join(TOKEN_OPERATORS)}")
    return patterns


def _is_dependency_pattern(patterns: TokenPatterns) -> TokenPatterns:
    for node in (node for pattern in patterns for node in pattern):
        for key in (key for key in node if key not in DEPENDENCY_KEYS):
            raise ValueError(f"unknown key `{key}`{did_you_mean(key, list(DEPENDENCY_KEYS))}")
        _is_token_pattern(((node.get("RIGHT_ATTRS", {}),),))
    return patterns


Regexes = Annotated[Words, AfterValidator(_compiles)]
Tokens = Annotated[TokenPatterns, AfterValidator(_is_token_pattern)]
Dependencies = Annotated[TokenPatterns, AfterValidator(_is_dependency_pattern)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Missing(_Strict):
    """The ticket lacks all of these sections and all sentences of these roles."""

    sections: tuple[SectionName, ...] = ()
    roles: tuple[Role, ...] = ()
    states: tuple[Literal["absent", "empty", "template"], ...] = ("absent",)


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


class Check(_Strict):
    """A check written in Python and its options."""

    # The name of the table in the context of validation.
    TABLE: ClassVar[str] = "checks"

    name: str
    options: Mapping[str, Any] = Field(default_factory=dict)

    @field_validator("name")
    @classmethod
    def _is_known(cls, value: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(cls.TABLE)
        if known is not None and value not in known:
            raise ValueError(f"no check `{value}`{did_you_mean(value, list(known))}")
        return value


class BacklogCheck(Check):
    """A check on all tickets of a run, written in Python, and its options."""

    TABLE: ClassVar[str] = "backlog_checks"


class Patterns(_Strict):
    """What to look for: any of these kinds; `backlog` looks at all tickets of a run."""

    phrase: Words = ()
    lemma: Words = ()
    tokens: Tokens = ()
    dependency: Dependencies = ()
    regex: Regexes = ()
    missing: Missing | None = None
    limit: Limit | None = None
    check: Check | None = None
    backlog: BacklogCheck | None = None

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
        own.append(frozenset(LIMIT_NAMES if kind == "limit" else CHECK_NAMES.get(name, {})))
    shared = frozenset.intersection(*own) if own else frozenset[str]()
    return (*NAMES, *TICKET_NAMES, *sorted(shared))


def _filled_in(wording: str, info: ValidationInfo) -> str:
    match = info.data.get("match")
    if match is not None:  # else its own fault is told first
        check_wording(wording, wording_names(match))
    return wording


Wording = Annotated[str, AfterValidator(_filled_in)]
Wordings = Annotated[tuple[Wording, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


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

    phrase: Words = ()
    lemma: Words = ()
    tokens: Tokens = ()
    dependency: Dependencies = ()
    regex: Regexes = ()
    sentence: Patterns | None = None
    ticket: Patterns | None = None
    unsure: Unsure | None = None
    clear: float = Field(default=0, ge=0, le=1)


class AppliesTo(_Strict):
    """Where a rule looks; an empty list means everywhere."""

    kinds: tuple[Kind, ...] = ()
    sections: tuple[SectionName, ...] = ()
    roles: tuple[Role, ...] = ()


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


class Rule(_Strict):
    """One habit to find, as data. Its `id` is its file name, its category the folder."""

    id: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=50)
    category: str = Field(default="", validate_default=True)
    summary: str
    severity: Level
    severity_by_kind: Mapping[Kind, Level] = Field(default_factory=dict)
    severity_by_section: Mapping[SectionName, Level] = Field(default_factory=dict)
    confidence: Confidence = Confidence.HIGH
    profile: Literal["recommended", "pedantic"] = "recommended"
    caps: int | None = Field(default=None, ge=0, le=100)
    applies_to: AppliesTo = AppliesTo()
    match: Patterns
    unless: Unless = Unless()
    once: bool = False
    in_code: bool = False
    message: Wording
    question: Wordings
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

    @property
    def asks_for_presence(self) -> bool:
        """Tell whether the rule asks if a thing is there, rather than counting occurrences."""
        return self.once or self.match.missing is not None or self.match.limit is not None

    def worst_level(self, kind: Kind) -> Level:
        """Return the worst severity that the rule can give to a ticket of `kind`."""
        levels = {self.level(kind, section) for section in SectionName}
        return next(level for level in LEVELS if level in levels)
