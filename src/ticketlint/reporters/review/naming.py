"""Which words of a ticket a question names; what is missing has no words to be shown at."""

import re

from ticketlint.model import Question

_QUOTED = re.compile(r'"([^"]+)"')
_WORD = re.compile(r"\w+")
Place = tuple[int, int]


def words_named(question: Question) -> str:
    """Return the words that a question is about as far as it names them, empty where it does not.

    It may be put to a longer phrase than it quotes, and one on the whole ticket to any phrase.
    """
    about, text = question.about.casefold(), question.text.casefold()
    if _stands_in(about, text):
        return question.about
    phrase = _letters(about)
    quoted = _QUOTED.findall(question.text)
    named = (one for one in quoted if _stands_in(_letters(one.casefold()), phrase))
    return next(named, "")


def _stands_in(words: str, text: str) -> bool:
    """Tell whether words stand in a text as words: "ex" does not in "expect"."""
    if not words:
        return False
    before, after = (r"\b" if _WORD.match(sign) else "" for sign in (words[0], words[-1]))
    return re.search(f"{before}{re.escape(words)}{after}", text) is not None


def quotes(question: Question) -> bool:
    """Tell whether a question has words of its ticket, whatever it is put to."""
    return bool(_QUOTED.search(question.text) or words_named(question))


def _letters(text: str) -> str:
    """Return a text without signs, among which those of a markup that no question repeats."""
    return " ".join(_WORD.findall(text))


def asked_place(question: Question) -> Place | None:
    """Return where the words stand that a question is about, in code points of its field.

    A rule that asks knows its place whether or not it names the words.
    """
    if question.end <= question.start:
        return None
    whole = question.start, question.end
    named = words_named(question)
    if not named:
        return whole if question.rule else None
    at = question.about.casefold().find(named.casefold())
    is_verbatim = at >= 0 and len(question.about) == question.end - question.start
    if not is_verbatim or len(question.about.casefold()) != len(question.about):
        return whole
    return question.start + at, question.start + at + len(named)
