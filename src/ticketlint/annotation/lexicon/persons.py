"""Tell nouns for people from nouns for things."""

from functools import cache
from importlib.resources import files


def is_person(word: str) -> bool:
    """Tell whether a noun, singular or plural and in any case, names people by what they do."""
    known = person_words()
    folded = word.casefold()
    return folded in known or (folded.endswith("s") and folded[:-1] in known)


@cache
def person_words() -> frozenset[str]:
    """Return nouns for people by what they do, singular."""
    text = (files("ticketlint.annotation.lexicon") / "person_words.txt").read_text("utf-8")
    return frozenset(
        word for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )
