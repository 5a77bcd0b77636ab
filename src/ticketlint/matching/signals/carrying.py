"""Tell which words of a sentence carry something: who replaces one of the others loses nothing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CARRYING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "X", "SYM"})
# Words that carry nothing a reader can hold on to: who replaces one of them loses none.
_EMPTY = frozenset(
    """
    need want have like make get able possible necessary just fast slow good better best nice easy
    simple quick bad new friendly user-friendly robust flexible intuitive proper appropriate various
    several some many few more other certain etc thing things stuff issue issues handle support
    improve enhance fix fixes fixing bug bugs problem problems broken task ticket optimize optimise
    work works fine correct easier handled
    """.split()
)


def carrying(span: "Span") -> frozenset[str]:
    """Return the words of a stretch that carry something, in small letters."""
    return frozenset(word.lower_ for word in span if _carries(word))


def carries(span: "Span") -> bool:
    """Tell whether a stretch has a word that carries something."""
    return any(_carries(word) for word in span)


def _carries(word: "Token") -> bool:
    if word.pos_ not in _CARRYING or word.is_stop:
        return False
    return word.lower_ not in _EMPTY and (word.is_alpha or any(map(str.isalnum, word.lower_)))
