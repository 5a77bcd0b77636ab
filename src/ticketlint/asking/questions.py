"""Choose the few questions that the author of a ticket is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.kinds import Certainty
from ticketlint.asking.candidates import Candidate, candidates_of, is_inside
from ticketlint.asking.ranking import GROUPS, Ranked, rank
from ticketlint.asking.standing import is_title, tells_fault
from ticketlint.asking.wording import worded
from ticketlint.asking.words import about_the_same
from ticketlint.model import AnswerType, Finding, Question, SectionName
from ticketlint.rules.questions import Shape, Wordings

# Above this chance that a reader asks nothing, nobody is asked; see docs/decisions.md.
SILENT = 0.3
# Answers about things rather than about what is done with them.
_OF_THINGS = frozenset({AnswerType.WHICH, AnswerType.VALUE})
_CERTAIN = frozenset({Shape.NOUN, Shape.ACTION})
_OF_VERBS, _OF_NOUNS = (Shape.ACTION, Shape.CLAUSE), (Shape.NOUN, Shape.NOUNS)
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
class _Chosen:
    candidate: Candidate
    question: Question


def ask(
    doc: TicketDoc, findings: Sequence[Finding], wordings: Wordings, most: int
) -> tuple[Question, ...]:
    """Return at most `most` questions, the first one first.

    No two are about the same words or the same part. A ticket that a reader would call clear
    gets none.
    """
    ranking = rank(doc, candidates_of(doc))
    if ranking.nothing > SILENT:
        return ()
    asking = _Asking(doc, findings, wordings, ranking.ranked)
    chosen: list[_Chosen] = []
    for ranked in ranking.ranked:
        if len(chosen) == most:
            break
        if any(about_the_same(ranked.candidate.words, one.candidate.words) for one in chosen):
            continue
        question = asking.about(ranked, [one.question for one in chosen])
        if question is not None:
            chosen.append(_Chosen(ranked.candidate, question))
    return tuple(one.question for one in chosen)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Words the questions about one ticket."""

    doc: TicketDoc
    findings: Sequence[Finding]
    wordings: Wordings
    ranked: Sequence[Ranked]

    def about(self, ranked: Ranked, before: Sequence[Question]) -> Question | None:
        """Return how a candidate is asked about, None where no wording suits or it was asked."""
        asked = {one.type for one in before} & _ONCE
        asked |= self._left_out(ranked.candidate)
        for answer in _answers(ranked):
            told = [one.text for one in before]
            text = "" if answer in asked else self._text(ranked.candidate, answer, told)
            if text and all(one.text != text for one in before):
                return self._placed(ranked.candidate, answer, text)
        return None

    def _text(self, candidate: Candidate, answer: AnswerType, before: Sequence[str]) -> str:
        """Return the wording; of an action, which things are meant is asked of its object.

        How one sees that it is done is asked of what the title says.
        """
        things = self._things(candidate) if answer in _OF_THINGS else ()
        if candidate.part is AnswerType.DONE:
            things = self._titles()
        told = (
            worded(one, answer, self.wordings, self.doc, before) for one in (*things, candidate)
        )
        return next(filter(None, told), "")

    def _left_out(self, candidate: Candidate) -> frozenset[AnswerType]:
        """Return what is not asked for.

        The opposite of a fault that the title names needs no question, and a ticket that may be
        no bug is not asked for the parts of one.
        """
        if self._is_faulty():
            is_opposite = candidate.part is AnswerType.EXPECTED
            return frozenset({AnswerType.EXPECTED}) if is_opposite else frozenset()
        return _NOT_ASKED[self.doc.reading.certainty_of({self.doc.kind})]

    def _is_faulty(self) -> bool:
        titles = (
            parsed
            for passage, parsed in zip(self.doc.passages, self.doc.docs, strict=True)
            if passage.section is SectionName.TITLE
        )
        return any(map(tells_fault, titles))

    def _titles(self) -> Iterator[Candidate]:
        """Yield what the title wants done, those first that are asked first."""
        for other in (one.candidate for one in self.ranked):
            phrase = other.phrase
            if other.shape is Shape.ACTION and phrase is not None and is_title(phrase):
                yield other

    def _things(self, candidate: Candidate) -> Iterator[Candidate]:
        """Yield the nouns inside of an action or a clause, those first that are asked first."""
        if candidate.shape not in _OF_VERBS or candidate.phrase is None:
            return
        for other in (one.candidate for one in self.ranked):
            noun = other.shape in _OF_NOUNS and other.phrase is not None
            if noun and other.phrase and is_inside(other.phrase, candidate.phrase):
                yield other

    def _placed(self, candidate: Candidate, answer: AnswerType, text: str) -> Question:
        phrase = candidate.phrase
        field, start, end = "description", 0, 0
        if phrase is not None:
            field = phrase.passage.field
            start, end = phrase.passage.source_span(phrase.start, phrase.end)
        about = self.doc.bodies[field].text[start:end] if end > start else ""
        told = (one for one in self.findings if _tells(one, answer, field, start, end))
        rule = next((one.rule for one in told), "")
        return Question(text, answer, about, field, start, end, rule)


def _answers(ranked: Ranked) -> Iterator[AnswerType]:
    """Yield the likeliest answers of the likeliest group, that for certain things first.

    The wordings for a value suit few phrases, by their main word, and these well.
    """
    group = next(group for group in GROUPS if ranked.answers[0] in group)
    if AnswerType.VALUE in group and ranked.candidate.shape in _CERTAIN:
        yield AnswerType.VALUE
    yield from (answer for answer in ranked.answers if answer in group)


def _tells(finding: Finding, answer: AnswerType, field: str, start: int, end: int) -> bool:
    """Tell whether a finding is about the same words, or says that the same part is lacking."""
    place = finding.location
    if start == end:
        return place.start == place.end and finding.answer is answer
    return place.field == field and place.start < end and start < place.end


def question_of(finding: Finding) -> Question:
    """Return how the rule of a finding asks."""
    place = finding.location
    text = " ".join(finding.question.split())
    return Question(
        text, finding.answer, place.text, place.field, place.start, place.end, finding.rule
    )
