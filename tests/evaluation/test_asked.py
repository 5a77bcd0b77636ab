"""Questions are held against those of readers as docs/labelling.md says."""

import pytest

from ticketlint.evaluation.asked import asked_figures, same_answer, same_words
from ticketlint.evaluation.labels import Asked, Label
from ticketlint.model import AnswerType, Question


def ours(answer: str, about: str) -> Question:
    return Question("?", AnswerType(answer), about, "title", 0, len(about), "")


def theirs(answer: str, about: str) -> Asked:
    return Asked(type=AnswerType(answer), about=about, q="?")


@pytest.mark.parametrize(
    ("question", "asked", "words", "answer"),
    [
        (("which", "optional columns"), ("which", "the optional column"), True, True),
        (("which", "optional columns"), ("value", "columns"), True, True),
        (("which", "optional columns"), ("edge", "columns"), True, False),
        (("which", "optional columns"), ("which", "old page order"), False, False),
        (("which", "one two three"), ("which", "three four five six"), False, False),
        (("environment", ""), ("environment", ""), True, True),
        (("environment", ""), ("environment", "my phone"), True, True),
        (("environment", ""), ("steps", ""), False, False),
        (("done", ""), ("edge", ""), True, True),
        (("done", ""), ("edge", "the export"), False, False),
        (("environment", "my phone"), ("environment", ""), True, True),
        (("which", "my phone"), ("environment", ""), False, False),
    ],
)
def test_a_question_meets_that_of_a_reader(
    question: tuple[str, str], asked: tuple[str, str], words: bool, answer: bool
) -> None:
    one, other = ours(*question), theirs(*asked)
    assert (same_words(one, other), same_answer(one, other)) == (words, answer)


def test_silence_is_a_miss_where_a_reader_asks_and_right_where_all_call_it_clear() -> None:
    asks = Label(clarity=3, asked=(theirs("which", "fields"), theirs("edge", "export")))
    clear, nearly = Label(clarity=5, asked=()), Label(clarity=4, asked=())
    figures = asked_figures(
        [
            ([asks], [ours("which", "fields")]),
            ([asks], [ours("which", "title"), ours("edge", "the export")]),
            ([asks, clear], []),
            ([clear, clear], [ours("which", "title")]),
            ([clear, nearly], [ours("which", "title")]),
            ([clear], []),
        ]
    )

    assert (figures.asking, figures.clear) == (3, 2)
    assert (figures.first, figures.first_answer) == (0.333, 0.333)
    assert (figures.three, figures.three_answer) == (0.667, 0.667)
    assert (figures.silenced, figures.clear_asked) == (0.333, 0.5)


def test_without_tickets_every_share_is_none() -> None:
    figures = asked_figures([])

    assert (figures.asking, figures.first, figures.clear_asked) == (0, 0.0, 0.0)
