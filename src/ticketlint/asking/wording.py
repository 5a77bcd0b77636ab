"""Put a question into words: the first wording of its kind of answer that suits the phrase."""

from collections.abc import Callable, Mapping, Sequence

from ticketlint.annotation.document import TicketDoc
from ticketlint.asking.candidates import Candidate, Phrase
from ticketlint.asking.standing import (
    form_of,
    is_bare,
    is_compound,
    is_faulty,
    is_hedged,
    is_named,
    is_plural,
    is_short,
    is_title,
    is_wanted,
    stands,
)
from ticketlint.model import AnswerType
from ticketlint.rules.questions import PHRASE, QuestionWording, Shape, Wordings

# Marks after which a sentence begins, or what reads like one.
_QUOTED = f'"{{{PHRASE}}}"'
_BEFORE_BEGINNINGS = frozenset(":;.!?-–—*)]/")


def worded(
    candidate: Candidate,
    answer: AnswerType,
    wordings: Wordings,
    doc: TicketDoc,
    before: Sequence[str] = (),
) -> str:
    """Return the question, empty where no wording suits.

    A wording that one of the questions `before` it has is left out.
    """
    if answer not in wordings:
        return ""
    told = [one.text for one in wordings[answer].wordings if _fits(one, candidate, doc)]
    fresh = (text for text in told if not any(_has_form(one, text) for one in before))
    return _filled(next(fresh, ""), candidate.phrase)


def _fits(wording: QuestionWording, candidate: Candidate, doc: TicketDoc) -> bool:
    phrase, shape = candidate.phrase, _shape(candidate)
    if not _suits_ticket(wording, doc) or not _suits_shape(wording, shape):
        return False
    if phrase is None:
        return wording.is_plain
    return _suits(wording, phrase) and (wording.is_plain or stands(phrase, shape))


def _has_form(question: str, wording: str) -> bool:
    """Tell whether a question was made from a wording."""
    start, _, end = wording.partition(f"{{{PHRASE}}}")
    return question.startswith(start) and question.endswith(end)


def _shape(candidate: Candidate) -> Shape:
    """Return what a phrase is in a sentence; a plural that does not agree is a singular."""
    phrase = candidate.phrase
    if candidate.shape is Shape.NOUNS and phrase is not None and not is_plural(phrase):
        return Shape.NOUN
    return candidate.shape


def _suits_ticket(wording: QuestionWording, doc: TicketDoc) -> bool:
    return not wording.kinds or doc.kind in wording.kinds


def _suits_shape(wording: QuestionWording, shape: Shape) -> bool:
    return not wording.shapes or shape in wording.shapes


def _suits(wording: QuestionWording, phrase: Phrase) -> bool:
    role, first = phrase.sentence.role, phrase.span[0].lower_
    return (
        (not wording.roles or role in wording.roles)
        and role not in wording.not_roles
        and (not wording.forms or form_of(phrase) in wording.forms)
        and (not wording.heads or phrase.head.lemma_.lower() in wording.heads)
        and (not wording.firsts or first in wording.firsts)
        and first not in wording.not_firsts
        and _has_signs(wording, phrase)
    )


# The conditions of a wording that a phrase meets or not, by their keys.
_SIGNS: Mapping[str, Callable[[Phrase], bool]] = {
    "named": is_named,
    "hedged": is_hedged,
    "faulty": is_faulty,
    "wanted": is_wanted,
    "titled": is_title,
    "short": is_short,
    "compound": is_compound,
    "bare": is_bare,
}


def _has_signs(wording: QuestionWording, phrase: Phrase) -> bool:
    words = {token.lower_ for token in phrase.span}
    if wording.among and words.isdisjoint(wording.among):
        return False
    return all(holds(phrase) for sign, holds in _SIGNS.items() if getattr(wording, sign))


def _filled(text: str, phrase: Phrase | None) -> str:
    """Return a wording with the words of the ticket: in quotation marks just as they stand."""
    if phrase is None:
        return text
    told = phrase.text if _QUOTED in text else _in_line(phrase)
    return text.format(phrase=told)


def _in_line(phrase: Phrase) -> str:
    """Return the phrase with a small letter where only its place at a beginning made it great."""
    first, blank, rest = phrase.text.partition(" ")
    is_name = not first[1:].islower() or phrase.span[0].pos_ == "PROPN"
    if is_name or not _opens(phrase) or any(word[:1].isupper() for word in rest.split()):
        return phrase.text
    return f"{first.lower()}{blank}{rest}"


def _opens(phrase: Phrase) -> bool:
    """Tell whether a phrase stands at a beginning: of a sentence, or after a mark."""
    before = phrase.passage.text[: phrase.start].rstrip()[-1:]
    return phrase.start == phrase.sentence.start or before in _BEFORE_BEGINNINGS
