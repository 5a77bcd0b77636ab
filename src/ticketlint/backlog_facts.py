"""Take from an annotated ticket what the rules on a whole backlog need of it."""

from collections.abc import Set as AbstractSet

from ticketlint.acronyms import explained_acronyms, unknown_acronyms
from ticketlint.document import TicketDoc
from ticketlint.locations import locate
from ticketlint.model import BacklogFacts, TermUse
from ticketlint.outline import prose_of
from ticketlint.signatures import signature_of


def backlog_facts(doc: TicketDoc, vocabulary: AbstractSet[str]) -> BacklogFacts:
    """Return the facts of one ticket; words of `vocabulary` need no explanation."""
    text = f"{doc.ticket.title}\n{prose_of(doc.passages)}"
    return BacklogFacts(
        parent=(doc.ticket.parent or "").strip(),
        signature=signature_of(text),
        terms=tuple(
            TermUse(match.text, locate(match, doc)) for match in unknown_acronyms(doc, vocabulary)
        ),
        explained=explained_acronyms(text),
    )
