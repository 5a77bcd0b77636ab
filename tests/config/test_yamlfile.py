"""Strict YAML: words stay words, and every fault is told with its place."""

import pytest
from pydantic import BaseModel, ConfigDict

from ticketlint.config.yamlfile import MAX_DEPTH, MOST_FAULTS, YamlProblems, parse_model


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
        pytest.param(
            "words: []\nsize: big",
            "should be a valid integer\n   2 | size: big",
            id="what a parser could not do is left out",
        ),
        pytest.param("words: [", "w.yaml:2:1: not YAML", id="syntax"),
        pytest.param("", "w.yaml:1:1: the file is empty", id="empty"),
        pytest.param("a: &x 1\nb: *x", "w.yaml:2:4: aliases", id="alias"),
        pytest.param("- " * (MAX_DEPTH + 2), "nested deeper than", id="deep"),
        pytest.param("[" * 100_000, "nested deeper than", id="brackets"),
        pytest.param("words: ['" + "x" * 1_100_000 + "']", "longer than", id="long"),
        pytest.param("words: [\x00]", "w.yaml:1:1: not YAML", id="nul"),
        pytest.param("- a", "w.yaml:1:1: should be a mapping", id="list instead of mapping"),
        pytest.param("words: []\n<<: {size: 1}", "w.yaml:2:1: merge keys", id="merge key"),
        pytest.param("words: []\n? [a]\n: b", "w.yaml:2:3: a key must be a word", id="list as key"),
        pytest.param("? words: []", "w.yaml:1:3: a key must be a word", id="mapping as key"),
        pytest.param("size: !!int abc", "w.yaml:1:7: tags", id="tag of a number"),
        pytest.param("!!python/object:os.system {a: 1}", "w.yaml:1:1: tags", id="tag of Python"),
        pytest.param("words: !x [a]", "w.yaml:1:8: tags", id="tag of a list"),
        pytest.param(
            "".join(f"%TAG !{n}! tag:x\n" for n in range(9)) + "---\na: b",
            ":1:1: directives",
            id="directives",
        ),
        pytest.param('words: ["\\ud800"]', "w.yaml:1:", id="half a character"),
        pytest.param("words: 3", "`words`: should be a list", id="number instead of list"),
        pytest.param("words: [{a: b}]", "`words`: should be text", id="mapping instead of text"),
        pytest.param("words: []\n--- {}", "w.yaml:2:1: not YAML", id="two documents"),
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


def test_a_text_of_aliases_is_refused_at_the_first() -> None:
    bomb = ["a0: &a0 [x, x]"]
    bomb += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30)]

    with pytest.raises(YamlProblems) as raised:
        parse_model(Words, "\n".join(bomb), "w.yaml")

    assert [str(problem).partition("\n")[0] for problem in raised.value.problems] == [
        "w.yaml:2:10: aliases (*name) are not read; write the value out"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{" + ", ".join(f"k{n}: 1" for n in range(20_000)) + "}", id="keys"),
        pytest.param("words: [" + "[], " * 20_000 + "]", id="items"),
        pytest.param("".join("words: []\n" for _ in range(20_000)), id="duplicates"),
        pytest.param("size: " + "x" * 900_000, id="long value"),
        pytest.param("x" * 900_000 + ": 1", id="long key"),
    ],
)
def test_a_flood_of_faults_is_told_in_short(text: str) -> None:
    with pytest.raises(YamlProblems) as raised:
        parse_model(Words, text, "w.yaml")

    assert len(raised.value.problems) <= MOST_FAULTS + 1
    assert all(len(line) < 600 for line in str(raised.value).splitlines())
