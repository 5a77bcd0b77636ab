"""Choose the few questions that the author of a ticket is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf, nextafter

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.kinds import Certainty
from ticketlint.annotation.sentences import Sentence
from ticketlint.asking.answering import (
    is_seen,
    names_environment,
    shows_steps,
    words_beside_title,
)
from ticketlint.asking.bounds import has_section
from ticketlint.asking.candidates import Candidate, Phrase, is_inside, may_leave_open
from ticketlint.asking.deeds import OF_USE
from ticketlint.asking.features import LACKING
from ticketlint.asking.ranking import Likely, Ranked, rank
from ticketlint.asking.reports import names_fault, observes, tells_when, titles_of
from ticketlint.asking.signs import is_settled, is_title
from ticketlint.asking.wishes import wish_of
from ticketlint.asking.wording import Told, Wording
from ticketlint.asking.words import about_the_same, content_words
from ticketlint.matching.checks.needless import is_exact
from ticketlint.model import AnswerType, Kind, Question, Role, SectionName
from ticketlint.rules.questions import UNDECIDED, Shape, Wordings

# Above this chance that a reader asks nothing, nobody is asked (docs/decisions.md, 99 and 102).
SILENT = 0.325
# Of the first question and of those after it, how likely and well said it must be at least where
# it has words of its own: logarithms; more by so much as the ticket is surely clear. By readings
# of 4,000 questions (docs/decisions.md, 92).
FIRST, LATER, CLEARER = -1.7, -3.0, 7.0
# Of so many of the likeliest candidates the best is looked for; a part lacks from this chance on.
_TRIED, _LACKS = 30, 0.5
# Words: so many at the beginning of two questions make them one to a reader.
_OPENING = 5
# What any ticket could be asked is worth at most so much, and at least so much to be asked first
# or later.
_PLAIN, _LEAST, _LEAST_LATER = -2.0, -3.5, -4.6
# A third of these met what a reader asks in 6 of 100 tickets (docs/decisions.md, 107).
_MOST_PLAIN = 2
# Sums of chances differ by less than this for their order.
_ROUNDING = 1e-9
_WISHES = frozenset({Role.WHAT, Role.CRITERION, Role.EXPECTED})
_OF_TITLES = frozenset({Shape.ACTION, Shape.NOUN, Shape.NOUNS})
_OF_VERBS, _OF_NOUNS = (Shape.ACTION, Shape.CLAUSE), (Shape.NOUN, Shape.NOUNS)
# A ticket of so few words beside its title is all about it.
_BRIEF = 60
# With so few words beside it a title is all that is told.
_ALL_IN_TITLE = 8
# Answers that are asked for once, whatever words they are about.
_ONCE = frozenset(
    {AnswerType.ENVIRONMENT, AnswerType.STEPS, AnswerType.WHY, AnswerType.WHO, AnswerType.DONE}
    | {AnswerType.EXPECTED}
)
# What is not asked of a ticket that may be no bug; there it would be nonsense.
_NOT_ASKED: Mapping[Certainty, frozenset[AnswerType]] = {
    Certainty.SURE: frozenset(),
    Certainty.LIKELY: frozenset({AnswerType.ENVIRONMENT, AnswerType.STEPS}),
    Certainty.GUESS: frozenset({AnswerType.ENVIRONMENT, AnswerType.STEPS, AnswerType.EXPECTED}),
}


@dataclass(frozen=True, slots=True)
class _Option:
    """A question that could be asked, and how good a choice it is: a logarithm."""

    candidate: Candidate
    question: Question
    worth: float
    value: float


def ask(doc: TicketDoc, wordings: Wordings, most: int) -> tuple[Question, ...]:
    """Return at most `most` questions, the first one first; none names a rule yet.

    No two are about the same words or the same part. A ticket that a reader would call clear
    gets none, unless its author says that something is not decided.
    """
    if is_settled(doc.ticket.title):
        return ()
    ranking = rank(doc)
    is_silent = ranking.nothing > SILENT
    if is_silent and not may_leave_open(doc, UNDECIDED):
        return ()
    if is_silent and not any(map(_is_undecided, ranking.candidates)):
        return ()
    ranked = [one for one in ranking.ranked if not is_silent or _is_undecided(one.candidate)]
    asking = _Asking(doc, Wording(doc, wordings), ranked, CLEARER * ranking.nothing)
    chosen: list[_Option] = []
    while len(chosen) < most:
        option = asking.best(chosen)
        if option is None:
            break
        chosen.append(option)
    return tuple(one.question for one in chosen)


@dataclass(frozen=True)
class _Asking:
    """Chooses the questions about one ticket; `more` raises the floor of the first."""

    doc: TicketDoc
    wording: Wording
    ranked: Sequence[Ranked]
    more: float
    _parts: dict[AnswerType, bool] = field(default_factory=dict)
    _objects: dict[int, Sequence[Candidate]] = field(default_factory=dict)
    _wanted: dict[int, Candidate | None] = field(default_factory=dict)
    _reached: dict[int, Mapping[AnswerType, float]] = field(default_factory=dict)

    def best(self, chosen: Sequence[_Option]) -> _Option | None:
        """Return what to ask beside what is chosen: what is likely asked and well worded.

        What could be asked of any ticket is asked where nothing else is likely enough, twice at
        most, and of an exact order never; before it a part that may lack.
        """
        floor, least = (LATER, _LEAST_LATER) if chosen else (FIRST + self.more, _LEAST)
        before = [one.question for one in chosen]
        special: _Option | None = None
        lacking: _Option | None = None
        plain: _Option | None = None
        for ranked in self.ranked[:_TRIED]:
            words = ranked.candidate.words
            if any(about_the_same(words, one.candidate.words) for one in chosen):
                continue
            for likely in self._likely(ranked, before):
                bound = max(least, _needed(special, likely)) if special else least
                option = self._option(ranked.candidate, likely, before, bound)
                if option is None:
                    continue
                if option.worth <= _PLAIN:
                    plain = _better(plain, option)
                elif option.value >= floor:
                    special = _better(special, option)
                elif option.candidate.part is not None and option.value >= FIRST:
                    lacking = _better(lacking, option)
        told = sum(one.worth <= _PLAIN for one in chosen)
        may_be_plain = told < _MOST_PLAIN and not is_exact(self.doc)
        return special or lacking or (plain if may_be_plain else None)

    def _likely(self, ranked: Ranked, before: Sequence[Question]) -> Iterator[Likely]:
        """Yield the kinds of answer that may be asked for about a candidate."""
        asked = {one.type for one in before} & _ONCE
        asked |= self._left_out(ranked.candidate)
        yield from (one for one in ranked.by_answer if one[0] not in asked)

    def _option(
        self, candidate: Candidate, likely: Likely, before: Sequence[Question], least: float
    ) -> _Option | None:
        """Return the best question for a kind of answer, None where none serves so well."""
        answer, chance, group = likely
        if self._reach(candidate).get(answer, -inf) < least:
            return None
        texts = [one.text for one in before]
        told = self._told(candidate, answer, texts, least)
        if told is None or any(_begin_alike(told.text, one) for one in texts):
            return None
        question = self._placed(candidate, answer, told.text)
        weight = group if told.choosy or told.worth <= _PLAIN else chance
        return _Option(candidate, question, told.worth, weight + told.worth)

    def _reach(self, candidate: Candidate) -> Mapping[AnswerType, float]:
        """Return how well a wording could serve for each answer at most; found out once."""
        if id(candidate) not in self._reached:
            self._reached[id(candidate)] = _highest(
                [self.wording.reach(one) for one in self._asked_of(candidate)]
            )
        return self._reached[id(candidate)]

    def _asked_of(self, candidate: Candidate) -> Sequence[Candidate]:
        """Return what a question about a candidate may be about.

        An action may be asked about by its object. How one sees that it is done is asked of what
        the title says.
        """
        things = self._titles if candidate.part is AnswerType.DONE else self._things(candidate)
        return (*things, candidate)

    def _told(
        self, candidate: Candidate, answer: AnswerType, before: Sequence[str], least: float
    ) -> Told | None:
        """Return the best wording that serves so well at `least`."""
        every = self._asked_of(candidate)
        told = (self.wording.best(one, answer, before, least) for one in every)
        return max(filter(None, told), key=lambda one: one.worth, default=None)

    def _left_out(self, candidate: Candidate) -> frozenset[AnswerType]:
        """Return what is not asked for.

        The opposite of a fault that the title names needs no question, and a ticket that may be
        no bug is not asked for the parts of one.
        """
        if candidate.part is not None and self._has(candidate.part):
            return frozenset({candidate.part})
        left_out = set(self._never)
        if candidate.part is AnswerType.EXPECTED and names_fault(self.doc):
            left_out.add(AnswerType.EXPECTED)
        if (self.wording.reports or has_section(self.doc)) and candidate.shape is not Shape.OPEN:
            left_out.add(AnswerType.SCOPE)
        if candidate.shape is not Shape.OPEN and self._has(AnswerType.STEPS):
            left_out.add(AnswerType.STEPS)
        return frozenset(left_out)

    @cached_property
    def _never(self) -> frozenset[AnswerType]:
        """Return what is asked about no words: what the ticket has, and what only bugs have.

        What is told of a bug is asked where a sentence tells of a fault, or where the title reports
        one, which is done when it is gone.
        """
        told = self._has(AnswerType.DONE) or self.wording.reports or observes(self.doc)
        done = frozenset({AnswerType.DONE} if told else ())
        observed = any(one.role is Role.OBSERVED for one in self.doc.sentences)
        sure = self.doc.reading.certainty_of({self.doc.kind}) if observed else Certainty.GUESS
        return done if self.wording.is_reported else done | _NOT_ASKED[sure]

    def _has(self, part: AnswerType) -> bool:
        """Tell whether the ticket most likely tells a part of it; that is found out once."""
        if part not in self._parts:
            self._parts[part] = self._tells(part)
        return self._parts[part]

    def _tells(self, part: AnswerType) -> bool:
        if part is AnswerType.ENVIRONMENT and names_environment(self.doc):
            return not self.wording.lacks_version
        if part is AnswerType.STEPS and shows_steps(self.doc):
            return True
        if part is AnswerType.STEPS and words_beside_title(self.doc) <= _ALL_IN_TITLE:
            return tells_when(self.doc)
        if part is AnswerType.DONE and self.doc.kind is Kind.BUG and is_seen(self.doc):
            return True
        presence, name = self.doc.presence, LACKING[part]
        return presence.absent[name] + presence.partial[name] / 2 < _LACKS

    def _wishes(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the wish of the title, or of a candidate's own sentence, that has its words."""
        phrase = candidate.phrase
        if phrase is None or phrase.opening is not None:
            return
        for sentence in (phrase.sentence, *self._of_title):
            wish = self._wish(sentence)
            if wish is not None and about_the_same(candidate.words, wish.words):
                yield wish

    @cached_property
    def _of_title(self) -> tuple[Sentence, ...]:
        return titles_of(self.doc)

    def _wish(self, sentence: Sentence) -> Candidate | None:
        """Return what a sentence wants; only sentences that wish are read, each once."""
        if id(sentence) not in self._wanted:
            title = sentence.passage.section is SectionName.TITLE
            wish = wish_of(sentence) if title or sentence.role in _WISHES else None
            told = title or wish is None or self._is_of_title(wish)
            self._wanted[id(sentence)] = wish if told else None
        return self._wanted[id(sentence)]

    def _is_of_title(self, wish: Candidate) -> bool:
        """Tell whether work below a title is about its words, or all that is said."""
        used = wish.phrase is not None and wish.phrase.deed in OF_USE
        shared = not wish.words.isdisjoint(content_words(self.doc.ticket.title))
        return not used and (shared or words_beside_title(self.doc) <= _BRIEF)

    @cached_property
    def _titles(self) -> Sequence[Candidate]:
        """Return what the title wants done, those first that are asked first."""
        every = (one.candidate for one in self.ranked)
        named = ((one, one.phrase) for one in every if one.shape in _OF_TITLES and one.phrase)
        return [one for one, phrase in named if is_title(phrase)]

    def _things(self, candidate: Candidate) -> Sequence[Candidate]:
        """Return what else may be asked about in place of a candidate; that is found out once."""
        if id(candidate) not in self._objects:
            inside, wishes = self._inside(candidate), self._wishes(candidate)
            self._objects[id(candidate)] = [*inside, *wishes]
        return self._objects[id(candidate)]

    def _inside(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the nouns inside of an action or a clause, those first that are asked first."""
        whole = candidate.phrase
        if candidate.shape in _OF_VERBS and whole is not None:
            yield from (one for one, noun in self._nouns if is_inside(noun, whole))

    @cached_property
    def _nouns(self) -> Sequence[tuple[Candidate, Phrase]]:
        every = (one.candidate for one in self.ranked)
        return [(one, one.phrase) for one in every if one.shape in _OF_NOUNS and one.phrase]

    def _placed(self, candidate: Candidate, answer: AnswerType, text: str) -> Question:
        phrase = candidate.phrase
        name, start, end = "description", 0, 0
        if phrase is not None:
            name = phrase.passage.field
            start, end = phrase.passage.source_span(phrase.start, phrase.end)
        about = self.doc.bodies[name].text[start:end] if end > start else ""
        return Question(text, answer, about, name, start, end)


def _is_undecided(candidate: Candidate) -> bool:
    """Tell whether its author leaves it to be decided: it is asked about in a clear ticket too."""
    phrase = candidate.phrase
    return phrase is not None and phrase.opening in UNDECIDED


def _highest(reaches: Sequence[Mapping[AnswerType, float]]) -> Mapping[AnswerType, float]:
    [*others, own] = reaches
    if not others:
        return own
    return {
        answer: max(one.get(answer, -inf) for one in reaches)
        for answer in frozenset().union(*reaches)
    }


def _needed(best: _Option, likely: Likely) -> float:
    """Return how well a wording must serve at least to make a better choice than the best.

    Beside that one nothing is asked that could be asked of any ticket.
    """
    return max(best.value - max(likely[1:]) - _ROUNDING, nextafter(_PLAIN, inf))


def _better(best: _Option | None, option: _Option) -> _Option:
    """Return the better choice, the first of equals."""
    return option if best is None or option.value > best.value else best


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether two questions are one to a reader: their first words are the same."""
    return one.split()[:_OPENING] == other.split()[:_OPENING]
