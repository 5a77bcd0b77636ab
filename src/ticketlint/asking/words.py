"""The words of a phrase that tell what it is about."""

import re

from spacy.lang.en.stop_words import STOP_WORDS

_WORD = re.compile(r"\w+")


def content_words(text: str) -> frozenset[str]:
    """Return the words that tell what a phrase is about, in small letters and in the singular.

    Where there are only small words such as "it", those.
    """
    words = [_singular(word.casefold()) for word in _WORD.findall(text)]
    telling = frozenset(word for word in words if word not in STOP_WORDS)
    return telling or frozenset(words)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def about_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two phrases share at least half of the words of the shorter one."""
    shorter = min(len(one), len(other))
    return bool(shorter) and 2 * len(one & other) >= shorter
