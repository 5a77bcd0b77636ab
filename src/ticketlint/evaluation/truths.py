"""The table that says which label judges which rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ticketlint.model import Kind, Role
from ticketlint.rules.schema import Rule


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label of the whole ticket: where all passes are in `bad` it must be reported.

    Where all are in `good` it must not; other tickets are left out. `kinds` are kinds by the
    label; empty means all.
    """

    label: str
    bad: frozenset[object]
    good: frozenset[object]
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotes:
    """A label that lists exact quotes, each of which must be reported."""

    label: str


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one role, each of which must be reported."""

    role: Role


Truth = Verdict | Quotes | Units


@dataclass(frozen=True, slots=True)
class Row:
    """Rules that one label judges: those named and those of a category.

    Where there are several, `group` names them together: each is right by the same label,
    and only together can they find all that it asks for. Pedantic rules count alone.
    """

    truth: Truth
    rules: tuple[str, ...] = ()
    category: str = ""
    group: str = ""

    def members(self, rules: Mapping[str, Rule]) -> tuple[str, ...]:
        """Return the ids of those rules that there are."""
        of_category = (
            rule.id for rule in rules.values() if self.category and rule.category == self.category
        )
        return tuple(dict.fromkeys((*(name for name in self.rules if name in rules), *of_category)))


def _verdict(label: str, bad: object, good: object, kinds: tuple[Kind, ...] = ()) -> Verdict:
    return Verdict(label, frozenset({bad}), frozenset({good}), kinds)


_NOT_BUGS = (Kind.STORY, Kind.TASK, Kind.EPIC, Kind.SPIKE)
_BUGS = (Kind.BUG,)

# A rule that several rows name has its own figures from the first of them.
ROWS = (
    Row(
        _verdict("acceptance", "none", "explicit", (Kind.STORY, Kind.TASK)),
        ("missing-acceptance-criteria", "empty-acceptance-criteria"),
        group="acceptance-criteria",
    ),
    Row(_verdict("why", "absent", "present", _NOT_BUGS), ("missing-why",)),
    Row(_verdict("who", "absent", "present", (Kind.STORY,)), ("missing-actor",)),
    Row(_verdict("bug.steps", "absent", "present", _BUGS), ("missing-steps-to-reproduce",)),
    Row(_verdict("bug.expected", "absent", "present", _BUGS), ("missing-expected-behaviour",)),
    Row(_verdict("bug.environment", "absent", "present", _BUGS), ("missing-environment",)),
    Row(_verdict("how_without_what", bad=True, good=False), ("how-without-what",)),
    Row(_verdict("how", bad=True, good=False), ("solution-as-goal",)),
    Row(
        Verdict("what", frozenset({"partial", "absent"}), frozenset({"present"})),
        ("outcome-unclear",),
    ),
    Row(
        Quotes("placeholders"),
        ("placeholder", "empty-section", "empty-acceptance-criteria", "unfilled-template"),
        group="placeholders",
    ),
    Row(Quotes("minimising"), ("minimising-language",)),
    Row(
        Quotes("undefined_terms"),
        ("undefined-acronym", "undefined-term"),
        group="undefined-terms",
    ),
    Row(Quotes("vague"), ("ac-subjective",), category="ambiguity", group="vague-wording"),
    Row(Units(Role.QUESTION), ("open-question",)),
    Row(Verdict("clarity", frozenset({1, 2, 3}), frozenset({4, 5})), ("told-too-little",)),
)


def rows_of(rules: Mapping[str, Rule]) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Yield each row with the rules of it that there are; rows without any are left out."""
    for row in ROWS:
        members = row.members(rules)
        if members:
            yield row, members
