"""Find acronyms that the ticket does not spell out and that are not common in the field."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from ticketlint.annotation.pipeline.lexicon import verbs
from ticketlint.matching.matches import Match

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

_ACRONYM = re.compile(r"(?<![\w/.#@$%&=<\[{-])[A-Z][A-Z0-9]{1,5}s?(?![\w/=(\[{]|[-.:]\w)")
# A line in capitals is loud, not full of acronyms.
_LOUD_SHARE = 0.5
# An acronym has two letters at least.
_SHORTEST = 2


def unknown_acronyms(ticket: "TicketDoc", vocabulary: AbstractSet[str]) -> Iterator[Match]:
    """Yield the first use of each acronym that neither ticket, field nor vocabulary explains."""
    known = common_acronyms() | {word.upper() for word in vocabulary}
    text = "\n".join(passage.text for passage in ticket.passages)
    seen = {ticket.ticket.project.upper(), ticket.ticket.key.partition("-")[0].upper()}
    for passage in ticket.passages:
        if _is_loud(passage.text):
            continue
        for hit in _ACRONYM.finditer(passage.text):
            word = hit[0].removesuffix("s")
            if word in seen or _is_known(word, known) or _is_shouted(word, text):
                continue
            seen.add(word)
            if not _spelled_out(word, text):
                yield Match(passage, hit.start(), hit.start() + len(word))


def explained_acronyms(text: str) -> tuple[str, ...]:
    """Return the acronyms that a text spells out, in alphabetical order."""
    words = {hit[0].removesuffix("s") for hit in _ACRONYM.finditer(text)}
    return tuple(sorted(word for word in words - common_acronyms() if _spelled_out(word, text)))


@cache
def common_acronyms() -> frozenset[str]:
    """Return the acronyms that any engineer knows."""
    text = (files("ticketlint.matching.signals") / "common_acronyms.txt").read_text("utf-8")
    return frozenset(
        word for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word is common, a mark such as V3 or S1, or a common one with a version."""
    stem = word.rstrip("0123456789")
    return word in known or (len(stem) < len(word) and (len(stem) < _SHORTEST or stem in known))


def _is_shouted(word: str, text: str) -> bool:
    """Tell whether a word in capitals is a common word, or stands in small letters too."""
    lower = word.lower()
    return lower in STOP_WORDS or lower in verbs() or re.search(rf"\b{lower}\b", text) is not None


def _is_loud(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return len(words) > 1 and sum(word.isupper() for word in words) / len(words) > _LOUD_SHARE


def _spelled_out(word: str, text: str) -> bool:
    """Tell whether the text says `long form (ABC)` or `ABC (long form)`, `ABC = ...`."""
    if re.search(rf"\b{word}s?\s*(=|:|is short for|stands for|means|\([^)]*[a-z])", text):
        return True
    initials = r"\w*[\s-]+(?:(?:of|and|the|for|to|in)\s+)?".join(re.escape(c) for c in word)
    return re.search(rf"(?i)\b{initials}\w*\s*\(\s*{word}s?\s*\)", text) is not None
