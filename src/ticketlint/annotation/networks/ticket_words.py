"""Cut titles and prose of tickets into words for the ticket classifiers."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[?!]")
_PREFIX = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\)|[\w./ -]{2,30}:(?=\s))\s*")
_LONGEST_WORD = 24
# How words are cut: what was learnt from words is used with words cut alike.
CUTTING = (_WORD, _PREFIX, _LONGEST_WORD)


def split_title(title: str) -> tuple[str, str]:
    """Return a title without its prefixes, such as `[iOS]` and `Android:`, and those."""
    place = 0
    while (prefix := _PREFIX.match(title, place)) and prefix.end() > place:
        place = prefix.end()
    return title[place:], title[:place]


def words_of(text: str) -> list[str]:
    """Return the words of a text, casefolded, numbers as `0`, very long ones left out."""
    found = (word.casefold().replace("’", "'") for word in _WORD.findall(text))
    return ["0" if word.isdigit() else word for word in found if len(word) <= _LONGEST_WORD]
