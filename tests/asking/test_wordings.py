"""The wordings of questions are data: their examples hold, and their faults are told."""

from pathlib import Path

import pytest

from ticketlint.errors import RuleError
from ticketlint.evaluation.questiontests import QuestionResult, run_question_examples
from ticketlint.model import AnswerType
from ticketlint.rules.pack import bundled_pack, rule_files
from ticketlint.rules.questions import load_questions

WORDINGS = load_questions([bundled_pack()])
GOOD = """\
answer: why
wordings:
  - text: 'Who needs it?'
examples:
  - {title: 'Upgrade the library', asks: 'Who needs it?'}
"""


@pytest.fixture(scope="module")
def results() -> list[QuestionResult]:
    return list(run_question_examples(WORDINGS.values()))


def test_every_kind_of_answer_has_wordings() -> None:
    assert {*WORDINGS} == {*AnswerType} - {AnswerType.OTHER}


def test_every_example_is_asked_about_as_it_says(results: list[QuestionResult]) -> None:
    wrong = [(one.example.asks, one.asked) for one in results if not one.as_wanted]
    assert not wrong


def test_every_wording_has_an_example(results: list[QuestionResult]) -> None:
    asked = {one.example.asks for one in results}
    for questions in WORDINGS.values():
        for wording in questions.wordings:
            start, _, end = wording.text.partition("{phrase}")
            assert any(one.startswith(start) and one.endswith(end) for one in asked), wording.text


def test_a_team_words_a_question_in_its_own_folder(tmp_path: Path) -> None:
    write(tmp_path, "why", GOOD)
    told = load_questions([bundled_pack(), tmp_path])
    assert told[AnswerType.WHY].wordings[0].text == "Who needs it?"
    assert told[AnswerType.WHO] == WORDINGS[AnswerType.WHO]
    assert rule_files(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "answer: why",
            "answer: who",
            "why.yaml:1:9: `answer`: `who` is not the file's name `why`",
        ),
        (
            "Who needs it?'\n",
            "Who needs it'\n",
            "why.yaml:3:11: `wordings.text`: a question ends with",
        ),
        (
            "Who needs it?'\n",
            "Who needs {it}?'\n",
            "why.yaml:3:11: `wordings.text`: cannot be filled in",
        ),
        ("wordings", "wording", "why.yaml:2:1: unknown key `wording`"),
        ("title: 'Up", "shape: [nuon], title: 'Up", "why.yaml:5:6: unknown key `shape`"),
    ],
    ids=["another answer", "no question", "no such name", "unknown key", "unknown key inside"],
)
def test_a_fault_in_a_wording_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    write(tmp_path, "why", GOOD.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        load_questions([tmp_path])
    assert told in str(caught.value)


def write(folder: Path, answer: str, text: str) -> None:
    inside = folder / "questions"
    inside.mkdir()
    (inside / f"{answer}.yaml").write_text(text, encoding="utf-8")
