"""The agenda of a refinement as Markdown: what to decide, what to send back, who answers."""

from collections.abc import Iterator
from typing import TextIO

from ticketlint.harmless.markdown import as_markdown
from ticketlint.model import Report
from ticketlint.reporters.review.agenda import Agenda, Item, agenda_of
from ticketlint.reporters.review.asked import Asked
from ticketlint.reporters.review.parties import Party
from ticketlint.reporters.review.verdict import verdict
from ticketlint.reporters.summary import summarise
from ticketlint.reporters.view import View

# So many tickets are named beside a question that they share.
_MOST_NAMED = 20


def write(report: Report, stream: TextIO, view: View | None = None) -> None:
    """Write the agenda; words of tickets stand as they are, whatever signs they hold."""
    agenda = agenda_of(report, (view or View()).meeting)
    stream.write(f"# {verdict(summarise(report), len(agenda.optional))}\n")
    stream.writelines(_lines(agenda))


def _lines(agenda: Agenda) -> Iterator[str]:
    yield from _shared(agenda)
    if agenda.decide:
        yield f"\n## Decide together ({agenda.minutes} minutes)\n\n"
        yield from _decided(agenda)
    if agenda.send_back:
        yield "\n## Send back to the author before the meeting\n\n"
        yield from _items(agenda, agenda.send_back)
    if agenda.optional:
        yield "\n## Ready; ask if time is left\n\n"
        yield from _items(agenda, agenda.optional)
    if agenda.settled:
        yield "\n## No discussion needed\n\n"
        yield from (f"- {_name(item)}\n" for item in agenda.settled)
    if agenda.unjudged:
        yield "\n## Not judged\n\n"
        yield from _items(agenda, agenda.unjudged)
    yield from _by_party(agenda)


def _shared(agenda: Agenda) -> Iterator[str]:
    if agenda.shared:
        yield "\n## Asked of several tickets\n\n"
    for one in agenda.shared:
        keys = [as_markdown(item.key) for item in one.items[:_MOST_NAMED]]
        more = len(one.items) - len(keys)
        named = f"{', '.join(keys)}{f' and {more} more' if more else ''}"
        yield f"- **{one.label}** {as_markdown(one.text)} → {one.party.value}\n"
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
        facts = ", ".join(map(as_markdown, filter(None, (item.priority, item.sprint, minutes))))
        yield f"{number}. {_name(item)}{f' ({facts})' if facts else ''}\n"
        if item.unjudged:
            yield f"    - {as_markdown(item.unjudged)}\n"
        if item.until:
            yield f"    - *{as_markdown(item.until)}*\n"
        for asked in item.questions:
            yield f"    - {_question(agenda, asked)}{_place(asked, timed=timed)}\n"


def _place(asked: Asked, *, timed: bool) -> str:
    """Return what a reader has to know of a question: why it is first, or may be left out."""
    if asked.is_needed:
        return ", asks for that"
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
