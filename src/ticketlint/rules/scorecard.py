"""The scorecard as data: which facts of a ticket give or take how many points, and its levels."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ticketlint.config.layering import merged
from ticketlint.config.scoretable import Needs, Points
from ticketlint.config.textfile import UnreadableError, read_text
from ticketlint.config.yamlfile import (
    NO_SUCH_KEY,
    YamlProblem,
    YamlProblems,
    did_you_mean,
    parse_model,
)
from ticketlint.errors import RuleError
from ticketlint.model import Kind
from ticketlint.rules.pack import bundled_pack

# A loss is told in half a line.
_LONGEST_WORDING = 80
_FILE = "scorecard.yaml"


class HasSign(Protocol):
    """What a card needs to know of a fact: whether it takes points, and of which kinds."""

    @property
    def takes(self) -> bool:
        """Tell whether the fact takes points."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of tickets that have the fact."""


Facts = Mapping[str, HasSign]


def _fits_on_a_line(words: str) -> str:
    line = " ".join(words.split())
    if not line or len(line) > _LONGEST_WORDING:
        raise ValueError(f"give 1 to {_LONGEST_WORDING} characters")
    return line


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Worth(_Strict):
    """The points of one fact by kind, and the words for what brings them back.

    `wanted` ends a sentence that begins with "if": "it names the version".
    """

    gives: Points = Field(default_factory=dict)
    takes: Points = Field(default_factory=dict)
    wanted: Annotated[str, AfterValidator(_fits_on_a_line)]

    @model_validator(mode="after")
    def _one_direction(self) -> "Worth":
        if bool(self.gives) == bool(self.takes):
            raise ValueError("give either `gives` or `takes`")
        return self

    @property
    def points(self) -> Points:
        """Return the points by kind, whichever way they count."""
        return self.gives or self.takes


class Scorecard(_Strict):
    """All points of a run; the giving ones of a kind need not sum to 100, the score is scaled."""

    version: Literal[1]
    facts: Mapping[str, Worth]
    levels: Mapping[Kind, Needs] = Field(default_factory=dict)

    @field_validator("facts")
    @classmethod
    def _are_facts(cls, value: Mapping[str, Worth], info: ValidationInfo) -> Mapping[str, Worth]:
        known: Facts = (info.context or {}).get("facts", {})
        for name, worth in value.items():
            if name not in known:
                raise _no_such(name, known)
            if known[name].takes != bool(worth.takes):
                does = "takes" if known[name].takes else "gives"
                raise ValueError(f"`{name}` {does} points (write `{does}:`)")
        return {name: _of_kinds(worth, known[name].kinds) for name, worth in value.items()}

    @model_validator(mode="after")
    def _can_be_reached(self) -> "Scorecard":
        poor = next((kind for kind in Kind if not self.most(kind)), None)
        if poor is not None:
            raise ValueError(f"gives no points to a {poor.value}")
        for kind, needs in self.levels.items():
            for name in (*needs.refined, *needs.ready):
                fault = level_fault(name, kind, self)
                if fault:
                    raise ValueError(f"`levels.{kind.value}`: {fault}")
        return self

    def most(self, kind: Kind) -> float:
        """Return the points of the best ticket of a kind, before they are scaled to 100."""
        return sum(worth.gives.get(kind, 0.0) for worth in self.facts.values())

    def changed(self, points: Mapping[str, Points], levels: Mapping[Kind, Needs]) -> "Scorecard":
        """Return the card with other points of some facts and other needs of some levels."""
        facts = {
            name: _repriced(worth, points[name]) if name in points else worth
            for name, worth in self.facts.items()
        }
        return self.model_copy(update={"facts": facts, "levels": merged(levels, self.levels)})

    def step(self, name: str, kind: Kind) -> float:
        """Return by how much a fact can move the score of a kind, 0 to 100 and beyond."""
        return 100 * self.facts[name].points.get(kind, 0.0) / self.most(kind)


# Of a ruleset that scores nothing.
EMPTY = Scorecard.model_construct(version=1, facts={}, levels={})


def level_fault(name: str, kind: Kind, card: Scorecard) -> str:
    """Return why a level of a kind cannot ask for a fact, empty where it can."""
    if name not in card.facts:
        return f"no fact `{name[:60]}`{did_you_mean(name, list(card.facts))}"
    if card.facts[name].takes:
        return f"`{name}` takes points, a level asks for what is there"
    having = card.facts[name].points
    if kind not in having:
        return f"`{name}` is no fact of kind {kind.value} (only of: {', '.join(having)})"
    return ""


def _of_kinds(worth: Worth, kinds: tuple[Kind, ...]) -> Worth:
    """Return the worth for the kinds that have the fact; those that are not named have none."""
    points = {kind: worth.points.get(kind, 0.0) for kind in kinds}
    return worth.model_copy(update={"takes" if worth.takes else "gives": points})


def _repriced(worth: Worth, points: Points) -> Worth:
    side = "takes" if worth.takes else "gives"
    known = {kind: points.get(kind, old) for kind, old in worth.points.items()}
    return worth.model_copy(update={side: known})


def _no_such(name: str, known: Facts) -> PydanticCustomError:
    told = f"no fact `{name[:60]}`{did_you_mean(name, list(known))}"
    return PydanticCustomError(NO_SUCH_KEY, "{told}", {"told": told})


def shipped_scorecard() -> Path:
    """Return the card of the wheel, or of the checkout in a development install."""
    return bundled_pack() / _FILE


def read_scorecard(path: Path, facts: Facts) -> Scorecard:
    """Read a scorecard whose facts stand in the table `facts`.

    Raises: RuleError with every fault, each with its place in the file.
    """
    context: dict[str, Any] = {"facts": facts}
    try:
        return parse_model(Scorecard, read_text(path), str(path), context=context)
    except UnreadableError as error:
        problems = YamlProblems([YamlProblem(str(path), 1, 1, str(error))])
    except YamlProblems as error:
        problems = error
    count = len(problems.problems)
    heading = f"{count} fault{'s' if count > 1 else ''} in the scorecard"
    raise RuleError(heading, f"\n{problems}")
