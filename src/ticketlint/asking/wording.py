"""Put a question into words: of the wordings that suit a phrase, the one that serves best."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from ticketlint.annotation.document import TicketDoc
from ticketlint.asking.answering import is_answered, is_cut, lacks_version, words_beside_title
from ticketlint.asking.bounds import tells_bounds
from ticketlint.asking.candidates import Candidate, Phrase
from ticketlint.asking.deeds import deed_of
from ticketlint.asking.places import tells_places
from ticketlint.asking.reports import names_fault, observes, reports_fault
from ticketlint.asking.signs import (
    form_of,
    governor_of,
    is_bare,
    is_compound,
    is_enabled,
    is_failing,
    is_faulty,
    is_hedged,
    is_instruction,
    is_main,
    is_modal,
    is_named,
    is_plural,
    is_short,
    is_title,
    is_wanted,
)
from ticketlint.asking.standing import is_in_title, quoted, stands
from ticketlint.asking.words import content_words
from ticketlint.model import AnswerType, Kind, Role
from ticketlint.rules.questions import PHRASE, Place, Point, QuestionWording, Shape, Wordings

# A ticket of so few words beside its title is all about its title.
_BRIEF = 40
# Marks after which a sentence begins, or what reads like one.
_QUOTED = f'"{{{PHRASE}}}"'
_BEFORE_BEGINNINGS = frozenset(":;.!?-–—*)]/")
_DEEDS = frozenset({Shape.ACTION, Shape.VERB})
_THINGS = frozenset({Shape.NOUN, Shape.NOUNS})


# What shape of phrase, and where; None for a part.
_Where = tuple[Shape, Place | None]
# The wordings and the points of some questions.
_Had = tuple[frozenset[str], frozenset[Point]]


@dataclass(frozen=True)
class Told:
    """A question in words, and how well it serves as its wording says.

    `choosy`: the words of the phrase themselves call for this wording.
    """

    text: str
    worth: float
    choosy: bool


@dataclass(frozen=True)
class Wording:
    """Words the questions about one ticket."""

    doc: TicketDoc
    wordings: Wordings
    _judged: dict[tuple[int, int], bool] = field(default_factory=dict)
    _reached: "dict[_Where, Mapping[AnswerType, float]]" = field(default_factory=dict)
    _looks: "dict[int, _Look]" = field(default_factory=dict)
    _places: "dict[int, _Where]" = field(default_factory=dict)
    _had: dict[tuple[str, ...], _Had] = field(default_factory=dict)

    def best(
        self,
        candidate: Candidate,
        answer: AnswerType,
        before: Sequence[str] = (),
        least: float = -inf,
    ) -> Told | None:
        """Return the question for an answer that serves best; None where none suits.

        It serves so well at `least`. A wording that one of the questions `before` has is left out,
        and so is one that asks the same point, or one that the ticket tells.
        """
        texts, points = self._asked(tuple(before))
        for one in self._by_worth(answer, self._where(candidate)):
            if one.worth < least:
                return None
            if one.point in points or one.text in texts:
                continue
            if self._suits_once(one, candidate):
                return Told(_filled(one.text, candidate.phrase), one.worth, one.is_choosy)
        return None

    def _asked(self, before: tuple[str, ...]) -> _Had:
        """Return what is not asked: what questions have asked, and what the ticket tells."""
        if before not in self._had:
            every = (one for own in self.wordings.values() for one in own.wordings)
            had = [one for one in every if _is_had(one, before)] if before else []
            points = frozenset(one.point for one in had if one.point)
            self._had[before] = frozenset(one.text for one in had), points | self._told
        return self._had[before]

    @cached_property
    def _told(self) -> frozenset[Point]:
        told = {Point.BOUNDS} if tells_bounds(self.doc) else set()
        if self.doc.kind is Kind.BUG and tells_places(self.doc):
            told.add(Point.PLACES)
        return frozenset(told)

    def reach(self, candidate: Candidate) -> Mapping[AnswerType, float]:
        """Return how well a wording about phrases in such a place serves at most, by answer.

        An answer without such a wording is left out.
        """
        where = self._where(candidate)
        if where not in self._reached:
            found = {answer: self._by_worth(answer, where) for answer in self.wordings}
            self._reached[where] = {answer: own[0].worth for answer, own in found.items() if own}
        return self._reached[where]

    def _where(self, candidate: Candidate) -> _Where:
        if id(candidate) not in self._places:
            phrase = candidate.phrase
            place = None if phrase is None else (self._role(phrase), phrase.opening)
            self._places[id(candidate)] = _shape(candidate), place
        return self._places[id(candidate)]

    def _role(self, phrase: Phrase) -> Role:
        """Return what the sentence of a phrase tells; a title that reports a fault tells one."""
        observed = is_in_title(phrase) and self.reports and not self._mends
        return Role.OBSERVED if observed else phrase.sentence.role

    @cached_property
    def _mends(self) -> bool:
        first, _, _ = self.doc.ticket.title.partition(" ")
        return deed_of(first.lower(), used=False) is not None

    def _by_worth(self, answer: AnswerType, where: _Where) -> Sequence[QuestionWording]:
        own = self.wordings.get(answer)
        return own.about(self.doc.kind, *where) if own else ()

    def _suits_once(self, wording: QuestionWording, candidate: Candidate) -> bool:
        key = id(wording), id(candidate)
        if key not in self._judged:
            self._judged[key] = self._fits(wording, candidate)
        return self._judged[key]

    def _fits(self, wording: QuestionWording, candidate: Candidate) -> bool:
        """Tell whether a wording that suits the place of a candidate suits its words."""
        phrase, shape = candidate.phrase, _shape(candidate)
        if phrase is None:
            return self._suits_ticket(wording, phrase)
        if id(phrase) not in self._looks:
            self._looks[id(phrase)] = _look_of(phrase)
        suits = _suits(wording, phrase, self._looks[id(phrase)])
        if not suits or not self._suits_ticket(wording, phrase):
            return False
        if wording.topical and not self._is_topical(phrase):
            return False
        told_to_do = not (wording.in_title and shape in _DEEDS) or is_instruction(phrase)
        return told_to_do and (wording.is_plain or self._stands(wording, phrase, shape))

    def _stands(self, wording: QuestionWording, phrase: Phrase, shape: Shape) -> bool:
        if shape is Shape.WISH:
            return True
        if not stands(phrase, shape):
            return False
        if shape not in _THINGS:
            return True
        return not (is_cut(phrase) if wording.anyway else is_answered(phrase, self.doc))

    def _is_topical(self, phrase: Phrase) -> bool:
        """Tell whether the sentence of a phrase speaks of what the title speaks of."""
        own = content_words(phrase.sentence.text)
        return self._length <= _BRIEF or not own.isdisjoint(self._title)

    @cached_property
    def _title(self) -> frozenset[str]:
        return content_words(self.doc.ticket.title)

    def _suits_ticket(self, wording: QuestionWording, phrase: Phrase | None) -> bool:
        if wording.brief is not None and self._length > wording.brief:
            return False
        if self._length < wording.told:
            return False
        if wording.reported and not self.is_reported:
            return False
        if wording.unversioned and not self.lacks_version:
            return False
        return not wording.unless or not self._says(wording.unless, phrase)

    def _says(self, words: Sequence[str], phrase: Phrase | None) -> bool:
        """Tell whether the ticket has one of some words outside of a phrase."""
        own = Counter(t.lemma_.lower() for t in phrase.span) if phrase else Counter()
        return any(self._lemmas[word] > own[word] for word in words)

    @cached_property
    def reports(self) -> bool:
        """Tell whether the title reports a fault and wants nothing."""
        return reports_fault(self.doc)

    @cached_property
    def is_reported(self) -> bool:
        """Tell whether the title reports a fault, whatever else it wants."""
        return self.reports or (observes(self.doc) and names_fault(self.doc))

    @cached_property
    def lacks_version(self) -> bool:
        """Tell whether a system is named without a version, and nothing of the fault is shown."""
        return lacks_version(self.doc)

    @cached_property
    def _length(self) -> int:
        return words_beside_title(self.doc)

    @cached_property
    def _lemmas(self) -> Counter[str]:
        written = (one for one in self.doc.sentences if not one.passage.is_unwritten)
        return Counter(token.lemma_.lower() for one in written for token in one.span)


def _is_had(wording: QuestionWording, before: Sequence[str]) -> bool:
    """Tell whether a question was made from a wording."""
    start, end = wording.ends
    return any(question.startswith(start) and question.endswith(end) for question in before)


def _shape(candidate: Candidate) -> Shape:
    """Return what a phrase is in a sentence; a plural that does not agree is a singular."""
    phrase = candidate.phrase
    if candidate.shape is Shape.NOUNS and phrase is not None and not is_plural(phrase):
        return Shape.NOUN
    return candidate.shape


@dataclass(frozen=True, slots=True)
class _Look:
    """What many wordings ask of a phrase: its main and its first word, and how many it has."""

    head: str
    first: str
    words: int


def _look_of(phrase: Phrase) -> _Look:
    head, first = phrase.head.lemma_.lower(), phrase.span[0].lower_
    return _Look(head, first, len(phrase.text.split()))


def _suits(wording: QuestionWording, phrase: Phrase, look: _Look) -> bool:
    if wording.forms and form_of(phrase) not in wording.forms:
        return False
    return (
        (not wording.deeds or phrase.deed in wording.deeds)
        and (not wording.heads or look.head in wording.heads)
        and look.head not in wording.not_heads
        and (not wording.governors or governor_of(phrase) in wording.governors)
        and (not wording.firsts or look.first in wording.firsts)
        and look.first not in wording.not_firsts
        and look.words >= wording.fewest
        and _has_signs(wording, phrase)
    )


# The conditions of a wording that a phrase meets or not, by their keys.
_SIGNS: Mapping[str, Callable[[Phrase], bool]] = {
    "named": is_named,
    "unnamed": lambda phrase: not is_named(phrase),
    "hedged": is_hedged,
    "faulty": is_faulty,
    "failing": is_failing,
    "wanted": is_wanted,
    "titled": is_title,
    "main": is_main,
    "modal": is_modal,
    "enabled": is_enabled,
    "ordered": lambda phrase: not is_enabled(phrase),
    "in_title": is_in_title,
    "short": is_short,
    "compound": is_compound,
    "bare": is_bare,
}


def _has_signs(wording: QuestionWording, phrase: Phrase) -> bool:
    if wording.among and {token.lower_ for token in phrase.span}.isdisjoint(wording.among):
        return False
    return all(holds(phrase) for sign, holds in _SIGNS.items() if sign in wording.signs)


def _filled(text: str, phrase: Phrase | None) -> str:
    """Return a wording with the words of the ticket: in quotation marks just as they stand."""
    if phrase is None:
        return text
    told = quoted(phrase) if _QUOTED in text else _in_line(phrase)
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
