"""Find two conditions that say the same of one thing, with two values or the opposite."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

# Conditions compared with each other; the rest of a longer list is left alone.
_MOST = 60
_FEWEST_WORDS = 3
# Words that begin alike mean alike: the lemma of a rare word hangs on its neighbours.
_STEM = 4
_TIME = r"ms|s|sec|seconds?|min|minutes?|h|hours?|days?|weeks?|months?|years?"
_VALUE = re.compile(
    rf"(?i)(?<![\w.-])(\d+(?:[.,]\d+)?) ?({_TIME}|%|kb|mb|gb|px|characters?|items?"
    r"|rows?|times)(?!\w)"
)
_NOT = re.compile(r"(?i)\b(?:not|never|no|cannot)\b|n['’]t\b")
_CONDITIONAL = re.compile(
    r"(?i)\b(?:if|when|unless|while|until|after|before|without|only|for|given)\b"
)
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield the second of each two conditions that cannot both hold."""
    inside = [
        sentence
        for sentence in ticket.sentences
        if sentence.passage.section is SectionName.ACCEPTANCE_CRITERIA
        and not _CONDITIONAL.search(sentence.span.text)
    ]
    told: set[int] = set()
    for (_, first), (index, second) in combinations(enumerate(inside[:_MOST]), 2):
        if index not in told and _contradict(first, second):
            told.add(index)
            text = second.span.text.rstrip(" .;\n")
            other = " ".join(first.span.text.rstrip(" .;\n").split())
            yield Match(
                second.passage, second.start, second.start + len(text), facts={"other": other}
            )


def _contradict(first: "Sentence", second: "Sentence") -> bool:
    words, others = _words(first), _words(second)
    if words != others or len(words) < _FEWEST_WORDS:
        return False
    values, other_values = _values(first), _values(second)
    if values.keys() != other_values.keys():
        return False
    if values != other_values:
        return True
    return bool(_NOT.search(first.span.text)) != bool(_NOT.search(second.span.text))


def _words(sentence: "Sentence") -> frozenset[str]:
    """Return how the words of meaning begin, without the values and the negation."""
    places = [hit.span() for hit in _VALUE.finditer(sentence.span.text)]
    return frozenset(
        token.lower_[:_STEM]
        for token in sentence.span
        if token.pos_ in _CONTENT
        and not _NOT.fullmatch(token.text)
        and not any(low <= token.idx - sentence.start < high for low, high in places)
    )


def _values(sentence: "Sentence") -> Mapping[str, str]:
    """Return the values by what they measure; all units of time measure one thing."""
    found: dict[str, str] = {}
    for number, unit in _VALUE.findall(sentence.span.text):
        name = unit.casefold()
        if re.fullmatch(_TIME, name):
            short = name[:2] if name.startswith("m") else name[0]
            found.setdefault("time", f"{number} {short}")
        else:
            found.setdefault(name.rstrip("s"), number)
    return found
