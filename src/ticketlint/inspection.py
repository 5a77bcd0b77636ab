"""A ticket as the pipeline sees it: sections, sentences and their roles."""

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from ticketlint.document import Sentence, TicketDoc
from ticketlint.model import Role
from ticketlint.terminal import printable

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


def as_json(docs: Sequence[TicketDoc]) -> dict[str, Any]:
    """Return `{"tickets": [...]}`; offsets are code points into the text of the field."""
    return {"tickets": [_ticket(doc) for doc in docs]}


def _ticket(doc: TicketDoc) -> dict[str, Any]:
    return {
        "key": doc.ticket.key,
        "kind": doc.kind.value,
        "kind_reason": doc.outline.kind_reason,
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


def write_text(docs: Sequence[TicketDoc], stream: TextIO) -> None:
    """Write every ticket with its sections and the role of each sentence in colour."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for doc in docs:
        for line in _lines(doc):
            console.print(line, soft_wrap=True)


def _lines(doc: TicketDoc) -> Iterator[Text]:
    yield Text(printable(f"{doc.ticket.key}  {doc.ticket.title}"), style="bold")
    yield Text(printable(f"  {doc.kind.value}: {doc.outline.kind_reason}"), style="dim")
    for part in doc.sections:
        heading = f' "{part.heading.strip()}"' if part.heading else ""
        told = f"  [{part.name.value}] {part.state.value}, {part.field}{heading}"
        yield Text(printable(told), style="bold")
        for sentence in doc.sentences:
            start, _ = sentence.passage.source_span(sentence.start, sentence.end)
            inside = sentence.passage.field == part.field and part.start <= start < part.end
            if inside and sentence.passage.section is part.name:
                yield _sentence_line(sentence)
    yield Text("")


def _sentence_line(sentence: Sentence) -> Text:
    style = ROLE_STYLES[sentence.role]
    label = f"    {sentence.role.value:<11} {sentence.confidence:.2f}  "
    return Text.assemble((label, style), (printable(sentence.span.text), style))
