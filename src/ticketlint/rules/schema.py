"""What stands in a rule file: a habit to find, its wording, its examples."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
)

from ticketlint.config.ruletable import Style
from ticketlint.config.yamlfile import as_tuple
from ticketlint.model import LEVELS, AnswerType, Confidence, Kind, Level, Part, Role, SectionName
from ticketlint.rules.examples import ExampleSet
from ticketlint.rules.patterns import Patterns, Strict, Unless
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

_PATTERN_NAMES = {"limit": LIMIT_NAMES, "grade": GRADE_NAMES}


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


class AppliesTo(Strict):
    """Where a rule looks; an empty list means everywhere.

    A rule that is `certain` asks for what only these kinds must have: where the kind is a
    guess it says nothing, and where it is only likely it gives a note.
    """

    kinds: tuple[Kind, ...] = ()
    sections: tuple[SectionName, ...] = ()
    roles: tuple[Role, ...] = ()
    certain: bool = False


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=50)]


class Rule(Strict):
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
