"""A ticket as the pipeline sees it: sections, sentences and their roles, in three formats."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from rich.text import Text

from ticketlint.harmless.terminal import printable, without_commands
from ticketlint.model import Kind, Role, SectionName, SectionState
from ticketlint.reporters.layout import plain_console

ROLE_STYLES = {
    Role.WHY: "magenta",
    Role.WHAT: "green",
    Role.HOW: "yellow",
    Role.CRITERION: "blue",
    Role.OBSERVED: "red",
    Role.EXPECTED: "cyan",
    Role.STEP: "bright_blue",
    Role.ENVIRONMENT: "bright_magenta",
    Role.QUESTION: "bright_yellow",
    Role.OTHER: "dim",
}


@dataclass(frozen=True, slots=True)
class SeenSection:
    """A section; `start` and `end` are code points into the text of its field."""

    name: SectionName
    field: str
    heading: str
    start: int
    end: int
    state: SectionState


@dataclass(frozen=True, slots=True)
class SeenSentence:
    """A sentence and what it was taken for; `confidence` is 0 to 1.

    `text` is what stands in the field from `start` to `end`, in code points; `words` is the
    same as the pipeline read it, without markup.
    """

    field: str
    section: SectionName
    start: int
    end: int
    text: str
    words: str
    role: Role
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenTicket:
    """A ticket as the pipeline sees it; `fields` holds the texts that offsets point into.

    The chances are 0 to 1: `unclear` that a reader has to ask, `absent` that nothing is said of
    a part, `partial` that it is said in part only, `how` that an implementation is prescribed.
    """

    key: str
    title: str
    kind: Kind
    kind_reason: str
    language: str
    fields: Mapping[str, str]
    sections: tuple[SeenSection, ...]
    sentences: tuple[SeenSentence, ...]
    unclear: float
    how: float
    how_without_what: float
    absent: Mapping[str, float]
    partial: Mapping[str, float]

    def inside(self, section: SeenSection) -> Iterator[SeenSentence]:
        """Yield the sentences that stand in a section."""
        place = section.field, section.name
        for one in self.sentences:
            if (one.field, one.section) == place and section.start <= one.start < section.end:
                yield one


def write_json(tickets: Iterable[SeenTicket], stream: TextIO) -> None:
    """Write `{"tickets": [...]}`; offsets are code points into the text of the field."""
    stream.write('{"tickets": [')
    for number, ticket in enumerate(tickets):
        stream.write("," if number else "")
        stream.write(f"\n{without_commands(json.dumps(as_json(ticket)))}")
    stream.write("\n]}\n")


def as_json(ticket: SeenTicket) -> dict[str, Any]:
    """Return one ticket as plain values."""
    return {
        "key": ticket.key,
        "kind": ticket.kind.value,
        "kind_reason": ticket.kind_reason,
        "language": ticket.language,
        "fields": dict(ticket.fields),
        "sections": [
            {
                "name": part.name.value,
                "field": part.field,
                "heading": part.heading,
                "start": part.start,
                "end": part.end,
                "state": part.state.value,
            }
            for part in ticket.sections
        ],
        "sentences": [
            {
                "field": one.field,
                "section": one.section.value,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "role": one.role.value,
                "confidence": round(one.confidence, 3),
            }
            for one in ticket.sentences
        ],
        "presence": {
            "unclear": ticket.unclear,
            "how": ticket.how,
            "how_without_what": ticket.how_without_what,
            "absent": dict(ticket.absent),
            "partial": dict(ticket.partial),
        },
    }


def write_text(tickets: Iterable[SeenTicket], stream: TextIO) -> None:
    """Write every ticket with its sections and the role of each sentence in colour."""
    console = plain_console(stream)
    for ticket in tickets:
        for line in _lines(ticket):
            console.print(line, soft_wrap=True)


def _lines(ticket: SeenTicket) -> Iterator[Text]:
    yield Text(printable(f"{ticket.key}  {ticket.title}"), style="bold")
    yield Text(printable(f"  {ticket.kind.value}: {ticket.kind_reason}"), style="dim")
    yield Text(f"  chance that a reader has to ask: {ticket.unclear:.0%}", style="dim")
    for part in ticket.sections:
        heading = f' "{part.heading.strip()}"' if part.heading else ""
        told = f"  [{part.name.value}] {part.state.value}, {part.field}{heading}"
        yield Text(printable(told), style="bold")
        yield from map(_sentence_line, ticket.inside(part))
    yield Text("")


def _sentence_line(sentence: SeenSentence) -> Text:
    style = ROLE_STYLES[sentence.role]
    label = f"    {sentence.role.value:<11} {sentence.confidence:.2f}  "
    return Text.assemble((label, style), (printable(sentence.words), style))


def write_html(tickets: Iterable[SeenTicket], stream: TextIO) -> None:
    """Write one page that needs no network; every word of a ticket is escaped."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("ticketlint.reporters", "pages"), autoescape=True
    )
    page = environment.get_template("inspect.html.j2")
    stream.writelines(page.generate(tickets=map(_on_page, tickets)))


def _on_page(ticket: SeenTicket) -> dict[str, Any]:
    return {
        "key": printable(ticket.key),
        "title": printable(ticket.title),
        "kind": ticket.kind.value,
        "kind_reason": printable(ticket.kind_reason),
        "parts": [
            {
                "name": part.name.value.replace("_", " "),
                "state": part.state.value,
                "field": part.field,
                "heading": printable(part.heading.strip()),
                "sentences": [
                    {
                        "role": one.role.value,
                        "confidence": one.confidence,
                        "text": printable(one.words),
                    }
                    for one in ticket.inside(part)
                ],
            }
            for part in ticket.sections
        ],
    }


# How `inspect` can print; the name is what `--output` takes.
WRITERS: Mapping[str, Callable[[Iterable[SeenTicket], TextIO], None]] = {
    "text": write_text,
    "json": write_json,
    "html": write_html,
}
