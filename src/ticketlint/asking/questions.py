"""Choose the few questions that the author of a ticket is asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ticketlint.annotation.document import TicketDoc
from ticketlint.asking.candidates import Candidate, candidates_of
from ticketlint.asking.ranking import GROUPS, Ranked, rank
from ticketlint.asking.wording import worded
from ticketlint.asking.words import about_the_same
from ticketlint.model import AnswerType, Finding, Question
from ticketlint.rules.questions import Wordings

# Above this chance that a reader asks nothing, nobody is asked; see docs/decisions.md.
SILENT = 0.31
# Answers that are asked for once, whatever words they are about.
_ONCE = frozenset(
    {AnswerType.ENVIRONMENT, AnswerType.STEPS, AnswerType.WHY, AnswerType.WHO, AnswerType.DONE}
    | {AnswerType.EXPECTED}
)


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
    chosen: list[_Chosen] = []
    for ranked in ranking.ranked:
        if len(chosen) == most:
            break
        if any(about_the_same(ranked.candidate.words, one.candidate.words) for one in chosen):
            continue
        question = _question(ranked, doc, findings, wordings, [one.question for one in chosen])
        if question is not None:
            chosen.append(_Chosen(ranked.candidate, question))
    return tuple(one.question for one in chosen)


def _question(
    ranked: Ranked,
    doc: TicketDoc,
    findings: Iterable[Finding],
    wordings: Wordings,
    before: Sequence[Question],
) -> Question | None:
    """Return how the candidate is asked about, None where no wording suits or it was asked."""
    for answer in _answers(ranked):
        if answer in _ONCE and any(one.type is answer for one in before):
            return None
        text = worded(ranked.candidate, answer, wordings, doc)
        if text and all(one.text != text for one in before):
            return _placed(ranked.candidate, answer, text, doc, findings)
    return None


def _answers(ranked: Ranked) -> Iterator[AnswerType]:
    """Yield the likeliest answers of the likeliest group."""
    group = next(group for group in GROUPS if ranked.answers[0] in group)
    yield from (answer for answer in ranked.answers if answer in group)


def _placed(
    candidate: Candidate,
    answer: AnswerType,
    text: str,
    doc: TicketDoc,
    findings: Iterable[Finding],
) -> Question:
    phrase = candidate.phrase
    field, start, end = "description", 0, 0
    if phrase is not None:
        field = phrase.passage.field
        start, end = phrase.passage.source_span(phrase.start, phrase.end)
    about = doc.bodies[field].text[start:end] if end > start else ""
    rule = next((one.rule for one in findings if _tells(one, answer, field, start, end)), "")
    return Question(text, answer, about, field, start, end, rule)


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
