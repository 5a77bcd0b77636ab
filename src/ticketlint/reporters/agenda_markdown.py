"""The agenda of a refinement as Markdown: what to decide, what to send back, who answers."""

from collections.abc import Iterator
from typing import TextIO

from ticketlint.harmless.markdown import as_markdown
from ticketlint.model import Report
from ticketlint.reporters.review.agenda import Agenda, Item, Party, agenda_of
from ticketlint.reporters.review.verdict import verdict
from ticketlint.reporters.summary import summarise


def write(report: Report, stream: TextIO) -> None:
    """Write the agenda; words of tickets stand as they are, whatever signs they hold."""
    agenda = agenda_of(report)
    stream.write(f"# {verdict(summarise(report))}\n")
    stream.writelines(_lines(agenda))


def _lines(agenda: Agenda) -> Iterator[str]:
    if agenda.decide:
        yield f"\n## Decide together ({agenda.minutes} minutes)\n\n"
        yield from _items(agenda.decide)
    if agenda.send_back:
        yield "\n## Send back to the author before the meeting\n\n"
        yield from _items(agenda.send_back)
    if agenda.optional:
        yield "\n## Ready; ask if time is left\n\n"
        yield from _items(agenda.optional)
    if agenda.settled:
        yield "\n## No discussion needed\n\n"
        yield from (f"- {_name(item)}\n" for item in agenda.settled)
    yield from _by_party(agenda)


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        facts = [*filter(None, (item.priority, item.sprint)), f"{item.minutes} min"]
        yield f"{number}. {_name(item)} ({', '.join(map(as_markdown, facts))})\n"
        for party, question in item.questions:
            yield f"    - {as_markdown(question.text)} → {party.value}\n"


def _by_party(agenda: Agenda) -> Iterator[str]:
    for party in Party:
        asked = agenda.asked_of(party)
        if asked:
            yield f"\n## Questions to {party.value}\n\n"
        for item, questions in asked:
            yield f"- **{as_markdown(item.key)}**\n"
            yield from (f"    - {as_markdown(question.text)}\n" for question in questions)


def _name(item: Item) -> str:
    key = f"**{as_markdown(item.key)}**"
    level = f", {item.level.value}" if item.level else ""
    return f"{key} {as_markdown(item.title)}{level}"
