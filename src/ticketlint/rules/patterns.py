"""What a rule may look for, and what excuses it, as a rule file says it."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

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

from ticketlint.config.yamlfile import as_tuple, did_you_mean
from ticketlint.model import Grade, Part, Role, SectionName
from ticketlint.rules.options import HasOptions, NoOptions, Options
from ticketlint.rules.spacypatterns import check_dependency, check_token

# An expression of a rule is a line; beyond these, compiling it fills the memory.
MAX_EXPRESSION, MAX_WRITTEN_OUT = 2_000, 50_000
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|\{(?P<least>\d*+),?(?P<most>\d*+)\}|.", re.DOTALL
)

Measure = Literal["words", "characters", "sentences", "items"]


def _compiles(pattern: str, info: ValidationInfo) -> str:
    # Those of the package are tried by its tests, which costs more than all else in a rule file.
    if (info.context or {}).get("sound"):
        return pattern
    import regex

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
    from ticketlint.rules.expressions import MOST_WAYS, ways

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


class Strict(BaseModel):
    """A part of a rule file: no unknown key, no change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Missing(Strict):
    """The ticket lacks all of these sections and all sentences of these roles.

    With `present` among the states a section that holds something is no answer by itself: what
    excuses is left to `unless`.
    """

    sections: tuple[SectionName, ...] = ()
    roles: tuple[Role, ...] = ()
    states: tuple[Literal["absent", "empty", "template", "present"], ...] = ("absent",)


class Limit(Strict):
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


class Check(Strict):
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


class Patterns(Strict):
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
    grade: Grade | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the names of the pattern kinds in use."""
        return tuple(name for name in type(self).model_fields if getattr(self, name))


class Unsure(Patterns):
    """Patterns that excuse as long as the chance that a part is missing is below `until`."""

    until: Mapping[Part, Annotated[float, Field(gt=0, le=1)]] = Field(min_length=1)


class Unless(Strict):
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
