"""A ticket as the pipeline sees it: sections, sentences and their roles."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.sentences import Sentence
from ticketlint.cleaning.sections import Section
from ticketlint.harmless.terminal import printable, without_commands
from ticketlint.model import Role

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


def write_json(docs: Iterable[TicketDoc], stream: TextIO) -> None:
    """Write `{"tickets": [...]}`; offsets are code points into the text of the field."""
    stream.write('{"tickets": [')
    for number, doc in enumerate(docs):
        stream.write("," if number else "")
        stream.write(f"\n{without_commands(json.dumps(as_json(doc)))}")
    stream.write("\n]}\n")


def as_json(doc: TicketDoc) -> dict[str, Any]:
    """Return one ticket as plain values; `fields` holds the texts that offsets point into."""
    return {
        "key": doc.ticket.key,
        "kind": doc.kind.value,
        "kind_reason": doc.reading.reason,
        "language": doc.outline.language,
        "fields": {name: body.text for name, body in doc.bodies.items()},
        "sections": [
            {
                "name": part.name.value,
                "field": part.field,
                "heading": part.heading,
                "start": part.start,
                "end": part.end,
                "state": part.state.value,
            }
            for part in doc.sections
        ],
        "sentences": [_sentence(doc, sentence) for sentence in doc.sentences],
        "readiness": {
            "unclear": doc.readiness.unclear,
            "how_without_what": doc.readiness.how_without_what,
            "lacking": dict(doc.readiness.lacking),
        },
    }


def _sentence(doc: TicketDoc, sentence: Sentence) -> dict[str, Any]:
    start, end = sentence.passage.source_span(sentence.start, sentence.end)
    return {
        "field": sentence.passage.field,
        "section": sentence.passage.section.value,
        "start": start,
        "end": end,
        "text": doc.bodies[sentence.passage.field].text[start:end],
        "role": sentence.role.value,
        "confidence": round(sentence.confidence, 3),
    }


def write_text(docs: Iterable[TicketDoc], stream: TextIO) -> None:
    """Write every ticket with its sections and the role of each sentence in colour."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for doc in docs:
        for line in _lines(doc):
            console.print(line, soft_wrap=True)


def write_html(docs: Iterable[TicketDoc], stream: TextIO) -> None:
    """Write one page that needs no network; every word of a ticket is escaped."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("ticketlint.run", "pages"), autoescape=True)
    page = environment.get_template("inspect.html.j2")
    stream.writelines(page.generate(tickets=map(_on_page, docs)))


# How `inspect` can print; the name is what `--output` takes.
WRITERS: Mapping[str, Callable[[Iterable[TicketDoc], TextIO], None]] = {
    "text": write_text,
    "json": write_json,
    "html": write_html,
}


@dataclass(frozen=True, slots=True)
class _Part:
    """A section and the sentences that stand in it."""

    section: Section
    sentences: tuple[Sentence, ...]


def _parts(doc: TicketDoc) -> Iterator[_Part]:
    for part in doc.sections:
        inside = tuple(s for s in doc.sentences if _stands_in(s, part))
        yield _Part(part, inside)


def _stands_in(sentence: Sentence, part: Section) -> bool:
    if (sentence.passage.field, sentence.passage.section) != (part.field, part.name):
        return False
    start, _ = sentence.passage.source_span(sentence.start, sentence.end)
    return part.start <= start < part.end


def _on_page(doc: TicketDoc) -> dict[str, Any]:
    return {
        "key": printable(doc.ticket.key),
        "title": printable(doc.ticket.title),
        "kind": doc.kind.value,
        "kind_reason": printable(doc.reading.reason),
        "parts": [
            {
                "name": part.section.name.value.replace("_", " "),
                "state": part.section.state.value,
                "field": part.section.field,
                "heading": printable(part.section.heading.strip()),
                "sentences": [
                    {
                        "role": s.role.value,
                        "confidence": s.confidence,
                        "text": printable(s.span.text),
                    }
                    for s in part.sentences
                ],
            }
            for part in _parts(doc)
        ],
    }


def _lines(doc: TicketDoc) -> Iterator[Text]:
    yield Text(printable(f"{doc.ticket.key}  {doc.ticket.title}"), style="bold")
    yield Text(printable(f"  {doc.kind.value}: {doc.reading.reason}"), style="dim")
    yield Text(f"  chance that a reader has to ask: {doc.readiness.unclear:.0%}", style="dim")
    for part in _parts(doc):
        section = part.section
        heading = f' "{section.heading.strip()}"' if section.heading else ""
        told = f"  [{section.name.value}] {section.state.value}, {section.field}{heading}"
        yield Text(printable(told), style="bold")
        yield from map(_sentence_line, part.sentences)
    yield Text("")


def _sentence_line(sentence: Sentence) -> Text:
    style = ROLE_STYLES[sentence.role]
    label = f"    {sentence.role.value:<11} {sentence.confidence:.2f}  "
    return Text.assemble((label, style), (printable(sentence.span.text), style))
