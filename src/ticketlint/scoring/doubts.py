"""The facts that take points: what leaves the reader of a ticket in doubt, each 0 to 1."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.signals.requests import is_request
from ticketlint.model import Role
from ticketlint.rules.questions import UNDECIDED
from ticketlint.scoring.reading import Reading, half_at, texts_of

if TYPE_CHECKING:
    from spacy.tokens import Span

    from ticketlint.annotation.sentences import Sentence
    from ticketlint.scoring.said import Spoken

# One finding in so many sentences makes half of a fact that takes points; the limits keep one
# from sinking three lines, and padding from buying points back.
_OFTEN = 3
_FEWEST_SENTENCES, _MOST_SENTENCES = 8, 25

_HEDGE = re.compile(
    r"(?i)\b(?:maybe|perhaps|possibly|probably|might|could be|i (?:think|guess|believe|suppose)"
    r"|not sure|unsure|somehow|something like|some (?:kind|sort) of|or something|whatever"
    r"|(?:should|do) we|we could|unclear|presumably|forthcoming"
    r"|(?:several|some|many|open) (?:open )?questions)\b"
)
# Words that two readers take in two ways, wherever they stand in what is asked for; "all 40 vans"
# and "more than 20" say how many.
_LOOSE = re.compile(
    r"(?i)\b(?:improv\w+|better|handl\w+|support\w*|clean(?:ing)? ?up|refactor\w*|enhanc\w+"
    r"|optimi[sz]\w+|review|various|some|several|etc|properly|correctly|nice\w*|more(?! than \W?\d)"
    r"|easy|easily"
    r"|user[- ]friendly|simple|appropriate\w*|issues?|things?|stuff|everything|somewhere|works?"
    r"|all(?! (?:of (?:the|our|its) )?(?:\d|two|three|four|five))"
    r"|fix|updat\w+|rework|investigate|consider|look into)\b"
)
# As a noun it names people or a promise: "support staff", "out of support". Before these it stands
# for the deed: "support for tills".
_SUPPORT = "support"
_DEED = frozenset({"for", "of", "in"})
# How an answer begins that stands right behind its question.
_ANSWER = re.compile(
    r"\W{0,3}(?:A|Answer)\b\s{0,3}[:.)]|\s{0,3}(?:->|=>|→)|\W{0,3}(?i:yes|no|yep|nope)\b"
)
_READ = 30
_LATER = re.compile(r"(?i)\b(?:tb[dc]|to (?:be (?:decided|defined|determined)|come|follow))\b")
# Where two of these stand, one is to be chosen.
_OPTION = re.compile(
    r"(?i)^\W{0,4}(?:option|alternative|variant|possibility) ?#?(?:[1-9]|[a-e]|one|two)\b"
)
_CHOICE = 2
# Somebody wants to be helped, and does not say what shall be changed.
_PLEA = re.compile(
    r"(?i)\b(?:stack ?overflow|help me|any help|need help|thanks? in advance"
    r"|can (?:any|some)(?:one|body)|how (?:can|do|should) i"
    r"|(?:i am|i'm|i’m) (?:new to|stuck|trying to))\b"
)


def vague_words(ticket: Reading) -> float:
    """Findings of the category ambiguity."""
    return _share(ticket, ticket.found.get("ambiguity", 0))


def open_points(ticket: Reading) -> float:
    """Findings of the category scope."""
    return _share(ticket, ticket.found.get("scope", 0))


def loose_terms(ticket: Reading) -> float:
    """Findings of the category terms."""
    return _share(ticket, ticket.found.get("terms", 0))


def questions(ticket: Reading) -> float:
    """Questions that the author asks, and does not answer at once."""
    amount = sum(
        max(float(one.text.rstrip().endswith("?")), one.sure * (Role.QUESTION in one.roles))
        for one in ticket.said
        if not (is_request(one.text) or _is_answered(one.sentence))
    )
    return half_at(amount, 1)


def undecided(ticket: Reading) -> float:
    """What the author leaves to be decided: either or, options, "to be decided"."""
    from ticketlint.asking.openings import openings_of

    opened = sum(
        opening in UNDECIDED for one in ticket.said for opening, _ in openings_of(one.sentence)
    )
    later = sum(
        one.is_unwritten and bool(_LATER.search(one.text)) for one in ticket.ticket.passages
    )
    options = len({line.casefold() for line in _options(ticket)})
    return half_at(opened + later + (options >= _CHOICE), 1)


def plea(ticket: Reading) -> float:
    """Words of somebody who asks for help, and not for a change."""
    return half_at(len(_PLEA.findall(texts_of(ticket.said))), 1)


def loose_words(ticket: Reading) -> float:
    """Words that two readers take in two ways."""
    return _share(ticket, len(_loose(ticket)) * 0.4)


def hedges(ticket: Reading) -> float:
    """Words by which the author leaves it open."""
    return _share(ticket, len(_HEDGE.findall(texts_of(ticket.said))))


def loose_words_of(ticket: Reading) -> tuple[str, ...]:
    """Return the words that two readers take in two ways, each once."""
    return tuple(dict.fromkeys(word.casefold() for word in _loose(ticket)))


def hedges_of(ticket: Reading) -> tuple[str, ...]:
    """Return the words by which the author leaves it open, each once."""
    return _each(_HEDGE, texts_of(ticket.said))


def _loose(ticket: Reading) -> list[str]:
    return [word for one in ticket.body for word in _loose_in(one)]


def _loose_in(one: "Spoken") -> Iterator[str]:
    span = one.sentence.span
    for found in _LOOSE.finditer(one.text):
        if found[0].casefold() != _SUPPORT or not _is_name(span, found.start()):
            yield found[0]


def _is_name(span: "Span", start: int) -> bool:
    """Tell whether the word at a character of a sentence is a noun that names a thing."""
    word = next((word for word in span if word.idx >= span.start_char + start), None)
    if word is None or word.pos_ not in {"NOUN", "PROPN"}:
        return False
    behind = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return behind not in _DEED


def solution_only(ticket: Reading) -> float:
    """The chance that it prescribes a change and neither the outcome nor the problem is told."""
    return ticket.ticket.presence.how_without_what


def unfilled(ticket: Reading) -> float:
    """Lines of a template that nobody filled in."""
    return half_at(sum(passage.is_unwritten for passage in ticket.ticket.passages), 2)


def _is_answered(sentence: "Sentence") -> bool:
    behind = sentence.passage.text[sentence.end : sentence.end + _READ]
    return _ANSWER.match(behind) is not None


def _options(ticket: Reading) -> Iterator[str]:
    """Yield how headings and lines begin that number what one may choose from."""
    lines = (
        *(section.heading for section in ticket.ticket.sections),
        *(one.text for one in ticket.body),
    )
    return (found[0] for line in lines if (found := _OPTION.match(line)))


def _each(words: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.casefold() for word in words.findall(text)))


def _share(ticket: Reading, count: float) -> float:
    """Return how often something stands in the sentences of a ticket."""
    size = min(max(len(ticket.ticket.sentences), _FEWEST_SENTENCES), _MOST_SENTENCES)
    return half_at(count, size / _OFTEN)
