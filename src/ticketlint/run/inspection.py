"""Show tickets as the pipeline sees them: from documents to plain values."""

from collections.abc import Iterator

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.sentences import Sentence
from ticketlint.model import Kind, Ticket, TicketResult
from ticketlint.reporters.inspecting import SeenSection, SeenSentence, SeenTicket
from ticketlint.run.reading import Reading
from ticketlint.run.session import Session


def inspect_tickets(session: Session, reading: Reading) -> Iterator[SeenTicket]:
    """Yield the tickets as they are seen; what cannot be read is kept in `reading`."""
    for ticket in session.view(reading, see):
        if isinstance(ticket, TicketResult):
            reading.failures += ticket.failures
        else:
            yield ticket


def see(doc: TicketDoc) -> SeenTicket:
    """Return what there is to see of an annotated ticket; nothing of its document is kept."""
    return SeenTicket(
        key=doc.ticket.key,
        title=doc.ticket.title,
        kind=doc.kind,
        kind_reason=doc.reading.reason,
        language=doc.outline.language,
        fields={name: body.text for name, body in doc.bodies.items()},
        sections=tuple(
            SeenSection(part.name, part.field, part.heading, part.start, part.end, part.state)
            for part in doc.sections
        ),
        sentences=tuple(_sentence(doc, sentence) for sentence in doc.sentences),
        unclear=doc.presence.unclear,
        how=doc.presence.how,
        how_without_what=doc.presence.how_without_what,
        absent={part.value: chance for part, chance in doc.presence.absent.items()},
        partial={part.value: chance for part, chance in doc.presence.partial.items()},
    )


def _sentence(doc: TicketDoc, sentence: Sentence) -> SeenSentence:
    start, end = sentence.passage.source_span(sentence.start, sentence.end)
    return SeenSentence(
        field=sentence.passage.field,
        section=sentence.passage.section,
        start=start,
        end=end,
        text=doc.bodies[sentence.passage.field].text[start:end],
        words=sentence.text,
        role=sentence.role,
        confidence=sentence.confidence,
    )


def taken_for(ticket: Ticket, session: Session) -> tuple[Ticket, Kind]:
    """Return a ticket as it is judged, and what it is taken for."""
    [seen] = session.view([ticket], lambda doc: (doc.ticket, doc.kind))
    return (ticket, seen.kind) if isinstance(seen, TicketResult) else seen
