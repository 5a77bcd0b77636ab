"""Read a CoNLL-U treebank into sentences of words."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# Features that no rule asks for only make the label set larger and the tagger slower.
KEPT_FEATURES = frozenset(
    {
        "Mood",
        "VerbForm",
        "Tense",
        "Voice",
        "Number",
        "Person",
        "Degree",
        "PronType",
        "Polarity",
        "Case",
        "Poss",
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word; `head` is the index of its head in the sentence, and of itself at the root."""

    text: str
    lemma: str
    upos: str
    xpos: str
    features: str
    head: int
    relation: str
    space: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, and whether it opens a paragraph or a document."""

    words: tuple[Word, ...]
    opens_paragraph: bool = False
    opens_document: bool = False


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a gzipped CoNLL-U file that spell out as their words."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
                continue
            yield read_sentence(block)
            block = []


def read_sentence(block: list[str]) -> Sentence:
    """Read one sentence from its comment and word lines."""
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    words = [read_word(row) for row in rows if row[0].isdigit()]
    joined, spaced = joined_words(rows)
    return Sentence(
        tuple(
            replace(word, space=spaced.get(i, word.space) and i not in joined)
            for i, word in enumerate(words)
        ),
        any(line.startswith("# newpar") for line in block),
        any(line.startswith("# newdoc") for line in block),
    )


def read_word(row: list[str]) -> Word:
    """Read one word from its ten columns."""
    _, text, lemma, upos, xpos, features, head, relation, _, misc = row
    at = int(row[0]) - 1
    kept = [pair for pair in features.split("|") if pair.split("=")[0] in KEPT_FEATURES]
    target = at if head == "0" else int(head) - 1
    relation = "ROOT" if head == "0" else relation
    return Word(
        text, lemma, upos, xpos, "|".join(kept), target, relation, "SpaceAfter=No" not in misc
    )


def joined_words(rows: list[list[str]]) -> tuple[set[int], dict[int, bool]]:
    """Return the words written together with the next, and whether a space follows each group."""
    joined: set[int] = set()
    spaced: dict[int, bool] = {}
    for row in rows:
        if "-" not in row[0]:
            continue
        first, last = (int(number) - 1 for number in row[0].split("-"))
        joined.update(range(first, last))
        spaced[last] = "SpaceAfter=No" not in row[9]
    return joined, spaced


def paragraphs(sentences: Iterable[Sentence], longest: int = 8) -> Iterator[list[Sentence]]:
    """Group sentences by paragraph, cut after `longest` sentences."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens_paragraph or sentence.opens_document or len(group) == longest):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def text_of(sentences: list[Sentence]) -> str:
    """Return the text as it was written, one space between sentences."""
    words = [word for sentence in sentences for word in sentence.words]
    return "".join(word.text + " " * word.space for word in words).rstrip()
