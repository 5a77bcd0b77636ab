"""Take from an annotated ticket what the rules on a whole backlog need of it."""

from collections.abc import Set as AbstractSet

from ticketlint.annotation.document import TicketDoc
from ticketlint.cleaning.outline import prose_of
from ticketlint.judging.signatures import signature_of
from ticketlint.matching.places import locate
from ticketlint.matching.signals.acronyms import explained_acronyms, unknown_acronyms
from ticketlint.matching.signals.compounds import noun_runs, rare_terms, spellings
from ticketlint.model import BacklogFacts, Spelling, TermUse


def backlog_facts(doc: TicketDoc, vocabulary: AbstractSet[str]) -> BacklogFacts:
    """Return the facts of one ticket; words of `vocabulary` need no explanation."""
    text = f"{doc.ticket.title}\n{prose_of(doc.passages)}"
    runs = list(noun_runs(doc))
    names = list(rare_terms(doc, runs, frozenset(word.casefold() for word in vocabulary)))
    meant = tuple(term for term, _, is_explained in names if is_explained)
    parent = "" if doc.ticket.is_parent_apart else doc.ticket.parent or ""
    return BacklogFacts(
        parent=parent.strip(),
        signature=signature_of(text),
        terms=tuple(
            TermUse(match.text, locate(match, doc)) for match in unknown_acronyms(doc, vocabulary)
        ),
        names=tuple(TermUse(term, locate(match, doc)) for term, match, known in names if not known),
        explained=explained_acronyms(text) + meant,
        spellings=tuple(
            Spelling(key, form, locate(match, doc)) for key, form, match in spellings(runs)
        ),
    )
