"""Tell whether a title reports a fault, whatever the kind of its ticket says."""

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.sentences import Sentence
from ticketlint.asking.signs import tells_fault
from ticketlint.asking.wishes import wish_of
from ticketlint.model import Role, SectionName
from ticketlint.rules.questions import Deed

_WHEN = frozenset({"when", "after", "while", "if", "during", "whenever", "once", "before", "until"})
# What is done about a fault that is not there any more then.
_AVOIDING = frozenset({"avoid", "prevent", "patch", "suppress", "bypass", "tolerate"})


def names_fault(doc: TicketDoc) -> bool:
    """Tell whether the title has a word for a fault."""
    parsed = zip(doc.passages, doc.docs, strict=True)
    return any(tells_fault(one) for where, one in parsed if where.section is SectionName.TITLE)


def reports_fault(doc: TicketDoc) -> bool:
    """Tell whether the title names a fault and wants nothing done."""
    titles = titles_of(doc)
    if any(token.lemma_.lower() in _AVOIDING for one in titles for token in one.span):
        return False
    wishes = map(wish_of, titles)
    deeds = (one.phrase.deed for one in wishes if one is not None and one.phrase is not None)
    return names_fault(doc) and all(deed is Deed.THING for deed in deeds)


def observes(doc: TicketDoc) -> bool:
    """Tell whether the title says what happens."""
    return any(one.role is Role.OBSERVED for one in titles_of(doc))


def tells_when(doc: TicketDoc) -> bool:
    """Tell whether the title says when something happens."""
    words = (token.lower_ for one in titles_of(doc) for token in one.span)
    return not _WHEN.isdisjoint(words)


def titles_of(doc: TicketDoc) -> tuple[Sentence, ...]:
    """Return the sentences of the title."""
    return tuple(one for one in doc.sentences if one.passage.section is SectionName.TITLE)
