"""Strict YAML: words stay words, and every fault is told with its place."""

import pytest
from pydantic import BaseModel, ConfigDict

from ticketlint.config.yamlfile import MAX_DEPTH, YamlProblems, parse_model


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    words: list[str]
    size: int = 0


@pytest.mark.parametrize(
    "word",
    ["no", "No", "off", "on", "yes", "y", "12:30", "2026-11-01", "0x1F", "1e3", "1_000", "True"],
)
def test_a_word_that_yaml_1_1_would_change_stays_a_word(word: str) -> None:
    assert parse_model(Words, f"words: [{word}]", "w.yaml").words == [word]


def test_numbers_and_true_and_false_are_still_read() -> None:
    assert parse_model(Words, "words: []\nsize: 12", "w.yaml").size == 12


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "words: []\nwords: []", "w.yaml:2:1: key `words` stands twice", id="duplicate"
        ),
        pytest.param(
            "wrods: []", "w.yaml:1:1: unknown key `wrods` (did you mean `words`?)", id="key"
        ),
        pytest.param(
            "words: []\nsize: big", "w.yaml:2:7: `size`: should be a valid integer", id="type"
        ),
        pytest.param("words: [", "w.yaml:2:1: not YAML", id="syntax"),
        pytest.param("", "w.yaml:1:1: the file is empty", id="empty"),
        pytest.param("a: &x 1\nb: *x", "w.yaml:2:4: aliases", id="alias"),
        pytest.param("- " * (MAX_DEPTH + 2), "nested deeper than", id="deep"),
        pytest.param("[" * 100_000, "nested deeper than", id="brackets"),
        pytest.param("words: ['" + "x" * 1_100_000 + "']", "longer than", id="long"),
        pytest.param("words: [\x00]", "w.yaml:1:1: not YAML", id="nul"),
        pytest.param("- a", "w.yaml:1:1: ", id="list instead of mapping"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(YamlProblems) as raised:
        parse_model(Words, text, "w.yaml")

    assert told in str(raised.value)


def test_the_excerpt_has_a_caret_under_the_fault() -> None:
    with pytest.raises(YamlProblems) as raised:
        parse_model(Words, "words: []\nsize: big", "w.yaml")

    assert str(raised.value).splitlines()[1:] == ["   2 | size: big", "             ^"]


def test_all_faults_of_a_text_are_told_at_once() -> None:
    with pytest.raises(YamlProblems) as raised:
        parse_model(Words, "wrods: []\nsize: big", "w.yaml")

    assert len(raised.value.problems) == 3
