"""A matcher that is spared finds what it finds when it is always run."""

from collections.abc import Sequence
from typing import Any

import pytest
from spacy.matcher import DependencyMatcher, Matcher

from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.matching.sparing import Sparing, held

TEXTS = (
    "We need a way to export the reports.",
    "Improve the export.",
    "Add other fast filters.",
    "The export is slow and it fails.",
)
NEEDS_BOTH = [{"LOWER": {"IN": ["other", "more"]}}, {"POS": "ADJ", "OP": "?"}, {"POS": "NOUN"}]
OF_TREES = [
    {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": {"IN": ["need", "improve"]}}},
    {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "object", "RIGHT_ATTRS": {"DEP": "obj"}},
]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(NEEDS_BOTH, id="one of some words"),
        pytest.param([{"LEMMA": "improve"}, {}], id="a lemma"),
        pytest.param([{"POS": "ADJ"}], id="no word"),
        pytest.param([{"LOWER": "slow", "OP": "?"}, {"POS": "NOUN"}], id="a word that may lack"),
        pytest.param([{"LOWER": "slow", "OP": "!"}, {"POS": "NOUN"}], id="a word that must lack"),
        pytest.param([{"LOWER": "the", "OP": "*"}, {"LEMMA": "export"}], id="one of two needed"),
        pytest.param([{"LOWER": {"NOT_IN": ["the"]}, "POS": "NOUN"}], id="words that may not be"),
        pytest.param([{"LOWER": {"REGEX": "^ex"}}], id="an expression"),
    ],
)
def test_a_pattern_of_words_finds_the_same(pattern: list[dict[str, Any]]) -> None:
    nlp = load_pipeline()
    always = Matcher(nlp.vocab)
    always.add("it", [pattern])
    spared = Sparing(lambda: Matcher(nlp.vocab), nlp.vocab.strings)
    spared.add("it", pattern)

    docs = [*nlp.pipe(TEXTS)]

    assert [[*spared.find(doc, held(doc))] for doc in docs] == [[*always(doc)] for doc in docs]


def test_a_pattern_of_a_tree_finds_the_same() -> None:
    nlp = load_pipeline()
    spared = Sparing(lambda: DependencyMatcher(nlp.vocab), nlp.vocab.strings)
    spared.add("it", OF_TREES)

    found = [[nodes for _, nodes in spared.find(doc, held(doc))] for doc in nlp.pipe(TEXTS)]

    assert found == [[[1, 3]], [[0, 2]], [], []]


class Heard:
    """A matcher that remembers how often it is run."""

    def __init__(self) -> None:
        self.runs = 0

    def add(self, key: str, patterns: Sequence[object]) -> None:
        """Take any pattern."""

    def __call__(self, _doc: object) -> list[object]:
        self.runs += 1
        return []


def test_a_matcher_is_run_only_where_its_words_stand() -> None:
    nlp, heard = load_pipeline(), Heard()
    spared = Sparing(lambda: heard, nlp.vocab.strings)
    spared.add("it", NEEDS_BOTH)

    for doc in nlp.pipe(TEXTS):
        assert not [*spared.find(doc, held(doc))]

    assert heard.runs == 1
