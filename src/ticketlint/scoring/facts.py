"""The facts of a ticket that the scorecard gives or takes points for: one row, one function each.

A fact is 0 (not at all) to 1 (fully). Counts are saturated and chances are taken as they are, so
that no word moves a fact by much more than its neighbours do. A fact that is learnt counts as far
as the ticket says something at all: nonsense under the right headings is nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ticketlint.matching.signals.changes import wants_change
from ticketlint.matching.signals.orders import is_self_evident
from ticketlint.matching.signals.shown import shows_command
from ticketlint.matching.signals.unseen import is_unseen
from ticketlint.model import Kind, Part, Role, SectionName, SectionState
from ticketlint.scoring import doubts
from ticketlint.scoring.faults import contrary_of, seen_of
from ticketlint.scoring.reading import Reading, half_at, texts_of, words_of

if TYPE_CHECKING:
    from ticketlint.scoring.said import Spoken

# So many distinct words make half of a fact of a part.
_PART_WORDS = 3

# So many words that the title does not hold say more than it: "not in the new layout yet".
_MORE_WORDS = 2

# From this chance on a part is as good as told; so sure a reader seldom is.
_SURE = 0.85
# What the title names is worth a bit less than what is named below it.
_TITLED = 0.7
# A wish in the title is told more shortly than one below it.
_IN_TITLE, _BELOW = 0.2, 0.6
# An exact order ("rename `a` to `b`") stands in for that much of what a longer text would tell.
_ORDERED = 0.65

_WISHES = frozenset({Role.WHAT, Role.HOW, Role.EXPECTED})
# Where the answer to a part stands in a form; one that was left as it came tells nothing, so what
# the rest of the ticket makes likely counts half.
_ASKED_UNDER: Mapping[Part, SectionName] = {
    Part.WHY: SectionName.NEED,
    Part.ACCEPTANCE: SectionName.ACCEPTANCE_CRITERIA,
    Part.EXPECTED: SectionName.EXPECTED,
    Part.STEPS: SectionName.STEPS,
    Part.ENVIRONMENT: SectionName.ENVIRONMENT,
}
# What sentences that answer elsewhere do.
_ANSWERS: Mapping[Part, frozenset[Role]] = {Part.WHY: frozenset({Role.WHY, Role.OBSERVED})}
_LEFT = 0.5

_CONDITION = re.compile(r"(?i)\b(?:when(?:ever)?|if|after|while|once|upon|given|unless|until)\b")
_WANTED = re.compile(
    r"(?i)\b(?:should|expect\w*|must|instead of|rather than|ought to|supposed to|shall)\b"
)
_EXAMPLE = re.compile(r"(?i)\b(?:e\.g|for (?:example|instance)|such as|i\.e|like this)\b")
_VERSION = re.compile(r"(?i)(?<![\w.])v?\d+\.\d+(?:\.\w+)*|\b(?:version|build|release)\W{0,3}v?\d+")
_INQUIRY = re.compile(
    r"(?i)\?|\b(?:whether|which|why|how (?:to|we|can|much|many|does|far|long|it)|compar\w+"
    r"|determine|find out|feasib\w+|possible to|options?|if (?:we|it|there|this)|evaluat\w+|what)\b"
)
_RESULT = re.compile(
    r"(?i)\b(?:deci[ds]\w+|document(?:s|ed|ation)?|reports?|recommend\w*|propos\w+|poc|prototypes?"
    r"|adr|rfc|summar\w+|write(?:-?up)?|written|estimates?|findings|results?|conclusion|plan|demo"
    r"|page|wiki|list|tickets?)\b"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the table: how a fact is read, whether it takes points, which tickets have it.

    `words` returns those of the ticket that take the points, where words do.
    """

    name: str
    read: Callable[[Reading], float]
    takes: bool = False
    kinds: tuple[Kind, ...] = tuple(Kind)
    words: Callable[[Reading], tuple[str, ...]] | None = None

    @property
    def about(self) -> str:
        """Return what the fact is, in one line."""
        return (self.read.__doc__ or "").splitlines()[0]


def _part(ticket: Reading, *roles: Role) -> float:
    """Return how far a part is told: the words of its sentences, as sure as they are of it."""
    wanted = set(roles)
    amount = sum(one.sure * len(one.words) for one in ticket.body if one.roles & wanted)
    return half_at(amount, _PART_WORDS)


def _known(ticket: Reading, part: Part, sure: float = 1.0) -> float:
    """Return the chance that a reader finds a part, as far as the ticket says anything.

    From the chance `sure` on it is as good as there.
    """
    left = _LEFT if _is_left(ticket, part) else 1.0
    return _told(ticket) * left * _surely(1 - ticket.ticket.presence.absent[part], sure)


def _is_left(ticket: Reading, part: Part) -> bool:
    """Tell whether the prompt for a part was left, or answered by what holds for any ticket."""
    section = _ASKED_UNDER.get(part)
    if section is None:
        return False
    if ticket.ticket.state(section) is SectionState.TEMPLATE:
        return True
    asked = any(
        one.passage.section is section
        and one.passage.field != SectionName.TITLE.value
        and not one.passage.is_unwritten
        for one in ticket.ticket.sentences
    )
    return asked and not _is_answered(ticket, part, section)


def _is_answered(ticket: Reading, part: Part, section: SectionName) -> bool:
    if part is Part.ACCEPTANCE:
        return bool(ticket.criteria)
    elsewhere = _ANSWERS.get(part, frozenset())
    return any(
        one.sentence.passage.section is section or one.roles & elsewhere
        for one in ticket.own
        if not one.is_title
    )


def _surely(chance: float, sure: float) -> float:
    return min(1.0, chance / sure)


def _told(ticket: Reading) -> float:
    """Return how far the ticket says anything, and not mostly filler."""
    return ticket.solid * half_at(len(words_of(ticket.own)), _PART_WORDS)


def _both(ticket: Reading, told: float, part: Part) -> float:
    """Return the middle of what is told of a part and of the chance that a reader finds it."""
    return (told + _known(ticket, part)) / 2


def _exact(said: "Sequence[Spoken]") -> int:
    """Return how many things the sentences name exactly, and how many numbers they hold."""
    names = frozenset().union(*(one.names for one in said))
    return len(names) + sum(one.numbers for one in said)


def title(ticket: Reading) -> float:
    """Three words that people write, or names."""
    return min(1.0, ticket.title_size / 3)


def title_words(ticket: Reading) -> float:
    """Six words that carry something make a full title."""
    return min(1.0, len(words_of(ticket.title)) / 6)


def title_verb(ticket: Reading) -> float:
    """A verb: what is done, or what happens."""
    return float(any(one.has_verb for one in ticket.title))


def title_condition(ticket: Reading) -> float:
    """The circumstances: when, after, if."""
    return float(_CONDITION.search(texts_of(ticket.title)) is not None)


def clear(ticket: Reading) -> float:
    """How clear a reader finds it, and the chance that nothing must be asked; or an exact order."""
    presence = ticket.ticket.presence
    likely = (1 - presence.unclear + presence.clarity) / 2
    return max(_told(ticket) * likely, _ORDERED * ticket.order)


def outcome(ticket: Reading) -> float:
    """The chance that a reader finds what is wanted."""
    return _known(ticket, Part.WHAT, _SURE)


def wish(ticket: Reading) -> float:
    """What shall be different, in sentences of its own."""
    amount = sum(
        one.likely(_WISHES) * len(one.words) * (_IN_TITLE if one.is_title else _BELOW)
        for one in ticket.said
    )
    told = half_at(amount + 2 * len(_WANTED.findall(texts_of(ticket.said))), _PART_WORDS)
    return max(told, _ORDERED * ticket.order)


def reason(ticket: Reading) -> float:
    """The chance that a reader finds why."""
    return _known(ticket, Part.WHY, _SURE)


def actor(ticket: Reading) -> float:
    """The chance that a reader finds who is meant."""
    return _known(ticket, Part.WHO)


def done(ticket: Reading) -> float:
    """The chance that a reader knows how to see that it is finished, or an exact order."""
    return max(_known(ticket, Part.ACCEPTANCE, _SURE), _ORDERED * ticket.order)


def criterion(ticket: Reading) -> float:
    """One condition for done, of this ticket and not of any."""
    return half_at(sum(sure * len(one.words) for one, sure in ticket.criteria), _PART_WORDS)


def criteria(ticket: Reading) -> float:
    """Further conditions; the third of three makes most of it."""
    amount = sum(sure * min(1.0, len(one.words) / _PART_WORDS) for one, sure in ticket.criteria)
    return half_at(amount - 1, 1)


def expected(ticket: Reading) -> float:
    """What should happen instead, in words of the author."""
    words = 2 * len(_WANTED.findall(texts_of(ticket.said)))
    amount = sum(one.sure * len(one.words) for one in ticket.body if Role.EXPECTED in one.roles)
    return _both(ticket, half_at(amount + words, _PART_WORDS), Part.EXPECTED)


def observed(ticket: Reading) -> float:
    """What happens now."""
    return _part(ticket, Role.OBSERVED)


def steps(ticket: Reading) -> float:
    """How to see it: steps, circumstances, code, or that nobody knows."""
    own = [one for one in ticket.body if Role.STEP in one.roles]
    amount = sum(one.sure * min(1.0, len(one.words) / _PART_WORDS) for one in own)
    text = texts_of(ticket.body)
    amount += 0.5 * len(_CONDITION.findall(text)) + 2 * is_unseen(text)
    amount += 2 * shows_command(ticket.ticket)
    return _both(ticket, half_at(amount, 1), Part.STEPS)


def sight(ticket: Reading) -> float:
    """How to see it; of a change that is ordered, or of a misprint, there is nothing to do."""
    own = ticket.ticket
    needless = wants_change(own) or is_self_evident(own.ticket.title) or shows_command(own)
    return max(steps(ticket), float(needless or is_unseen(texts_of(ticket.body))))


def inquiry(ticket: Reading) -> float:
    """What an investigation shall find out."""
    return half_at(len(_INQUIRY.findall(texts_of(ticket.said))), 1)


def result(ticket: Reading) -> float:
    """What an investigation leaves behind: a decision, a page, a prototype."""
    return half_at(len(_RESULT.findall(texts_of(ticket.said))), 1)


def environment(ticket: Reading) -> float:
    """Where it happens: a version, a device, a system."""
    named = 2.0 * bool(ticket.ticket.ticket.versions)
    named += sum(len(_VERSION.findall(one.text)) for one in ticket.said)
    named += sum(one.sure * len(one.words) for one in ticket.body if Role.ENVIRONMENT in one.roles)
    return _both(ticket, half_at(named, 1.5), Part.ENVIRONMENT)


def exact(ticket: Reading) -> float:
    """Things named exactly, numbers, examples, code below the title, or an exact order."""
    shown = 2 * (len(_EXAMPLE.findall(texts_of(ticket.body))) + ticket.shown)
    told = half_at(len(ticket.told) + 2 * ticket.shown, _PART_WORDS)
    below = half_at(_exact(ticket.body) + shown, 3) * told
    above = half_at(_TITLED * _exact(ticket.title), 3)
    return max(below, above, _ORDERED * ticket.order)


def described(ticket: Reading) -> float:
    """Two words below the title that it does not hold; or code, a log or a table."""
    return max(half_at(len(ticket.told), _MORE_WORDS), ticket.shown)


def fault(ticket: Reading) -> float:
    """What one sees happen, in the title too; or what is asked for, where it is told as a wish."""
    return seen_of(ticket)


def contrary(ticket: Reading) -> float:
    """What should happen instead, or a fault that names its opposite: what crashes shall not."""
    return max(expected(ticket), contrary_of(ticket))


# The categories of rules whose findings take points.
CATEGORIES = ("ambiguity", "scope", "terms")
_BUG = (Kind.BUG,)
_SPIKE = (Kind.SPIKE,)
_OTHERS = tuple(kind for kind in Kind if kind is not Kind.BUG)
# An investigation is not accepted by criteria, and its questions are what it is for.
_ACCEPTED = (Kind.STORY, Kind.TASK, Kind.EPIC)
_DECIDED = (*_BUG, *_ACCEPTED)
FACTS: Mapping[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("title", title),
        Fact("title-words", title_words),
        Fact("title-verb", title_verb),
        Fact("title-condition", title_condition, kinds=_BUG),
        Fact("clear", clear),
        Fact("outcome", outcome),
        Fact("wish", wish, kinds=_OTHERS),
        Fact("reason", reason),
        Fact("actor", actor),
        Fact("done", done),
        Fact("criterion", criterion, kinds=_ACCEPTED),
        Fact("criteria", criteria, kinds=_ACCEPTED),
        Fact("expected", expected, kinds=_BUG),
        Fact("observed", observed, kinds=_BUG),
        Fact("steps", steps, kinds=_BUG),
        Fact("environment", environment, kinds=_BUG),
        Fact("inquiry", inquiry, kinds=_SPIKE),
        Fact("yield", result, kinds=_SPIKE),
        Fact("exact", exact),
        Fact("described", described),
        Fact("fault", fault, kinds=_BUG),
        Fact("contrary", contrary, kinds=_BUG),
        Fact("sight", sight, kinds=_BUG),
        Fact("vague-words", doubts.vague_words, takes=True),
        Fact("open-points", doubts.open_points, takes=True),
        Fact("questions", doubts.questions, takes=True, kinds=_DECIDED),
        Fact("undecided", doubts.undecided, takes=True),
        Fact("plea", doubts.plea, takes=True),
        Fact("loose-words", doubts.loose_words, takes=True, words=doubts.loose_words_of),
        Fact("hedges", doubts.hedges, takes=True, words=doubts.hedges_of),
        Fact("loose-terms", doubts.loose_terms, takes=True),
        Fact("solution-only", doubts.solution_only, takes=True),
        Fact("unfilled", doubts.unfilled, takes=True),
    )
}
