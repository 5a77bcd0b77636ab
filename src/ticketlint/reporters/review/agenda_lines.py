"""The agenda of a refinement as Markdown: for a file, and to be copied from the page."""

from collections.abc import Iterator

from ticketlint.harmless.markdown import as_markdown
from ticketlint.model.figures import Figures
from ticketlint.reporters.review.agenda import Agenda, Item
from ticketlint.reporters.review.asked import Asked
from ticketlint.reporters.review.parties import Party
from ticketlint.reporters.review.verdict import counted, shares, verdict, warnings

# So many tickets are named beside a question that they share.
_MOST_NAMED = 20


def lines_of(agenda: Agenda, summary: Figures) -> Iterator[str]:
    """Yield the lines of an agenda, each with its end."""
    yield f"# {verdict(summary, agenda.with_questions)}\n"
    yield f"\n{shares(agenda)}\n" if agenda.listed else ""
    yield from (f"\n**{as_markdown(told.text)}**\n" for told in warnings(agenda))
    if agenda.decide:
        tickets = counted(len(agenda.decide), "ticket")
        yield f"\n## Decide together ({tickets}, {agenda.minutes:,} minutes)\n\n"
        yield from _decided(agenda)
    if agenda.send_back:
        yield f"\n## Send back to the author before the meeting ({len(agenda.send_back):,})\n\n"
        yield from _items(agenda, agenda.send_back)
    yield from _shared(agenda)
    if agenda.done:
        yield f"\n## Said to be done: are they? ({len(agenda.done):,})\n\n"
        yield from _items(agenda, agenda.done)
    if agenda.optional:
        yield f"\n## Ready; ask if time is left ({len(agenda.optional):,})\n\n"
        yield from _items(agenda, agenda.optional)
    if agenda.settled:
        yield f"\n## Ready; no discussion needed ({len(agenda.settled):,})\n\n"
        yield from (f"- {_name(item)}{_facts(_settled(item))}\n" for item in agenda.settled)
    if agenda.unjudged:
        yield f"\n## Not judged ({len(agenda.unjudged):,})\n\n"
        yield from _items(agenda, agenda.unjudged)
    yield from _by_party(agenda)


def _shared(agenda: Agenda) -> Iterator[str]:
    if agenda.shared:
        yield "\n## Asked of several tickets\n\n"
    for one in agenda.shared:
        keys = [as_markdown(item.key) for item in one.items[:_MOST_NAMED]]
        more = len(one.items) - len(keys)
        named = f"{', '.join(keys)}{f' and {more} more' if more else ''}"
        yield f"- **{one.label}** {as_markdown(one.text)} → {', '.join(one.parties)}\n"
        yield f"    - asked of {len(one.items)} tickets: {named}\n"


def _decided(agenda: Agenda) -> Iterator[str]:
    """Yield what to decide, and where the meeting has to stop."""
    fit = agenda.in_time
    yield from _items(agenda, agenda.decide[:fit], timed=True)
    if fit < len(agenda.decide):
        yield f"\n*{agenda.stop}*\n\n"
    yield from _items(agenda, agenda.decide[fit:], fit + 1, timed=True)


def _items(
    agenda: Agenda, items: tuple[Item, ...], first: int = 1, *, timed: bool = False
) -> Iterator[str]:
    for number, item in enumerate(items, start=first):
        minutes = f"{item.minutes} min" if timed else ""
        facts = (*_place_in_work(item), minutes, item.secret)
        yield f"{number}. {_name(item)}{_facts(facts)}\n"
        if item.unjudged:
            yield f"    - {as_markdown(item.unjudged)}\n"
        if item.done or item.request:
            yield f"    - *{as_markdown(item.done or item.request)}*\n"
        for asked in item.questions:
            yield f"    - {_question(agenda, asked)}{_place(asked, timed=timed)}\n"


def _settled(item: Item) -> tuple[str, ...]:
    score = "" if item.score is None else f"{item.score:g} points"
    return *_place_in_work(item), score, item.secret


def _place_in_work(item: Item) -> tuple[str, ...]:
    return item.kind, item.status, item.priority, item.sprint, _due(item)


def _due(item: Item) -> str:
    return f"due {item.due}" if item.due else ""


def _facts(facts: tuple[str, ...]) -> str:
    told = ", ".join(as_markdown(fact) for fact in facts if fact)
    return f" ({told})"


def _place(asked: Asked, *, timed: bool) -> str:
    """Return what a reader has to know of a question: why it is first, or may be left out."""
    if asked.is_needed:
        return ", its answer is what is missing"
    return ", if time is left" if timed and asked.can_wait else ""


def _question(agenda: Agenda, asked: Asked) -> str:
    return f"{agenda.label_of(asked) or as_markdown(asked.text)} → {asked.party.value}"


def _by_party(agenda: Agenda) -> Iterator[str]:
    for party in Party:
        asked = agenda.asked_of(party)
        if asked:
            yield f"\n## Questions to {party.value}\n\n"
        for item, questions in asked:
            yield f"- **{as_markdown(item.key)}**\n"
            for one in questions:
                yield f"    - {agenda.label_of(one) or as_markdown(one.text)}\n"


def _name(item: Item) -> str:
    key = f"**{as_markdown(item.key)}**"
    return f"{key} {as_markdown(item.title)}, {item.word}"
