"""The first lines of a review: how many tickets are ready, and where they stand on the agenda."""

from collections.abc import Iterator
from dataclasses import dataclass

from ticketlint.model import Maturity
from ticketlint.model.figures import Figures
from ticketlint.reporters.review.agenda import Agenda, Item

# The parts of the agenda as they end "6 ...", in its order.
_SHARES = (
    "to decide together",
    "to send back",
    "said to be done",
    "ready with questions left",
    "ready with nothing to ask",
    "not judged",
)
# So many tickets are named in which a credential stands.
_MOST_NAMED = 5
# Of these parts some tickets may be ready, of the others all are or none, or it is no matter.
_MIXED = frozenset(_SHARES[:2])


def verdict(summary: Figures, asked: int) -> str:
    """Return how many tickets are ready, need an answer (refined) or rewriting (draft).

    `asked` is how many of those that are ready leave a question.
    """
    if not summary.tickets:
        return "No tickets were read."
    ready, refined, draft = (summary.levels[name] for name in ("ready", "refined", "draft"))
    first = f"{ready} of {counted(summary.tickets, 'ticket')} {_are(ready)} ready"
    parts = [first + (f", {asked} of them with questions left" if asked else "")]
    parts += [f"{refined} {_need(refined)} an answer"] if refined else []
    parts += [f"{draft} {_need(draft)} rewriting"] if draft else []
    unjudged = summary.tickets - ready - refined - draft
    parts += [f"{unjudged} could not be judged"] if unjudged else []
    return f"{'; '.join(parts)}."


def shares(agenda: Agenda) -> str:
    """Return how many tickets stand in which part of the agenda; they sum to all that were read."""
    told = [_share(name, own) for name, own in zip(_SHARES, agenda.parts, strict=True) if own]
    return f"On the agenda: {', '.join(told)}." if told else ""


@dataclass(frozen=True, slots=True)
class Warned:
    """What a reader has to know before the meeting: words, tickets named in them, and words."""

    before: str
    named: tuple[Item, ...] = ()
    after: str = ""

    @property
    def text(self) -> str:
        """Return all of it, with the keys of the tickets that are named."""
        return f"{self.before}{', '.join(item.key for item in self.named)}{self.after}"


def warnings(agenda: Agenda) -> Iterator[Warned]:
    """Yield what a reader has to know before the meeting: closed tickets, and credentials."""
    if agenda.closed:
        closed = f"{counted(agenda.closed, 'ticket')} {_are(agenda.closed)} closed in the tracker"
        yield Warned(f"{closed}; --open-only leaves {'it' if agenda.closed == 1 else 'them'} out.")
    if agenda.secrets:
        named = agenda.secrets[:_MOST_NAMED]
        more = len(agenda.secrets) - len(named)
        yield Warned(
            "What looks like a password or key stands in ",
            named,
            f"{f' and {more:,} more' if more else ''}: where it is one, replace it.",
        )


def _share(name: str, items: tuple[Item, ...]) -> str:
    ready = sum(item.level is Maturity.READY for item in items)
    mixed = f" ({ready:,} of them ready)" if ready and name in _MIXED else ""
    return f"{len(items):,} {name}{mixed}"


def counted(count: int, word: str) -> str:
    """Return a number of things: "1 ticket", "1,200 tickets"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _need(count: int) -> str:
    return "needs" if count == 1 else "need"
