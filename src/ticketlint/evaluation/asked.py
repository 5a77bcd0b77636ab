"""Hold the questions of a report against those of readers: the same words, the same answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ticketlint.asking.ranking import GROUPS
from ticketlint.asking.words import about_the_same, content_words
from ticketlint.evaluation.labels import Asked, Label
from ticketlint.model import Question

_CLEAR = 5


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """Shares, 0 to 1, of the tickets about which a reader asks, and of the clear ones.

    `first` and `three` say that the first question, or one of the first three, is about what a
    reader asks about; `first_answer` and `three_answer` that it wants the same answer too. A
    ticket that gets no question although a reader asks is a miss. `silenced` is the share of
    these, `clear_asked` the share of the clear tickets (all passes 5) that get a question.
    """

    asking: int
    clear: int
    first: float
    first_answer: float
    three: float
    three_answer: float
    silenced: float
    clear_asked: float


def asked_figures(
    tickets: Iterable[tuple[Sequence[Label], Sequence[Question]]],
) -> AskedFigures:
    """Return the figures over labelled tickets, each with the questions that it was asked.

    Of several passes a question of any counts.
    """
    met: list[tuple[bool, bool, bool, bool]] = []
    silenced: list[bool] = []
    clear: list[bool] = []
    for labels, questions in tickets:
        wanted = [asked for label in labels for asked in label.asked or ()]
        if wanted:
            silenced.append(not questions)
            met.append(_met(questions[:3], wanted))
        if labels and all(label.clarity == _CLEAR for label in labels):
            clear.append(bool(questions))
    return AskedFigures(
        asking=len(met),
        clear=len(clear),
        first=_share([one[0] for one in met]),
        first_answer=_share([one[1] for one in met]),
        three=_share([one[2] for one in met]),
        three_answer=_share([one[3] for one in met]),
        silenced=_share(silenced),
        clear_asked=_share(clear),
    )


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0


def _met(questions: Sequence[Question], wanted: Sequence[Asked]) -> tuple[bool, bool, bool, bool]:
    words = [any(same_words(one, asked) for asked in wanted) for one in questions]
    answers = [any(same_answer(one, asked) for asked in wanted) for one in questions]
    return any(words[:1]), any(answers[:1]), any(words), any(answers)


def same_words(question: Question, asked: Asked) -> bool:
    """Tell whether a question is about what a reader asks about.

    It is where both share at least half of the content words of the shorter phrase. A question
    that is about no words asks for a part that the ticket lacks: it is about the same where the
    reader asks for the same part, with words or without. Where only the reader names no words,
    the group of the answer decides.
    """
    if not question.about:
        return question.type is asked.type or (not asked.about and same_group(question, asked))
    if not asked.about:
        return same_group(question, asked)
    return about_the_same(content_words(question.about), content_words(asked.about))


def same_answer(question: Question, asked: Asked) -> bool:
    """Tell whether a question is about the same words and wants an answer of the same group."""
    return same_group(question, asked) and same_words(question, asked)


def same_group(question: Question, asked: Asked) -> bool:
    """Tell whether the answers belong to one group of `GROUPS`."""
    return any(question.type in group and asked.type in group for group in GROUPS)
