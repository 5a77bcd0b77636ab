"""Make ticket-like variants of treebank sentences: other letter case, cut words, instructions."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from training.pipeline.conllu import Sentence, Word
from training.pipeline.invented.words import words as word_list

LONGEST = 30
IDENTIFIER_PARTS = word_list("identifier_parts")
IMPERATIVE = "Mood=Imp|VerbForm=Fin"
_DROPPED = {"nsubj", "aux", "mark", "cc", "expl", "vocative", "discourse"}


def keep_words(words: tuple[Word, ...], kept: list[int], root: int) -> tuple[Word, ...]:
    """Return the kept words as a sentence with `root` as its root."""
    place = {old: new for new, old in enumerate(kept)}
    return tuple(
        replace(words[i], head=place[i], relation="ROOT")
        if i == root
        else replace(words[i], head=place.get(words[i].head, place[root]))
        for i in kept
    )


def subtree(words: tuple[Word, ...], top: int) -> list[int]:
    """Return the indexes of a word and all words below it, in order."""
    found = {top}
    while True:
        more = {i for i, word in enumerate(words) if word.head in found} - found
        if not more:
            return sorted(found)
        found |= more


def capitalised(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words with an upper-case first letter."""
    first = words[0]
    return (replace(first, text=first.text[0].upper() + first.text[1:]), *words[1:])


def lower_case(words: tuple[Word, ...], _: random.Random) -> tuple[Word, ...]:
    """Write all in lower case."""
    return tuple(replace(word, text=word.text.lower()) for word in words)


def title_case(words: tuple[Word, ...], rng: random.Random) -> tuple[Word, ...]:
    """Write as a title; half of the time small words stay small."""
    small = {"ADP", "DET", "CCONJ", "PART", "SCONJ"} if rng.random() < 0.5 else set()
    return capitalised(
        tuple(word if word.upos in small else capitalised((word,))[0] for word in words)
    )


def without_stop(words: tuple[Word, ...], _: random.Random) -> tuple[Word, ...]:
    """Drop the punctuation at the end."""
    kept = list(range(len(words)))
    while len(kept) > 1 and words[kept[-1]].upos == "PUNCT":
        kept.pop()
    return keep_words(words, kept, root_of(words)) if root_of(words) in kept else words


def without_determiners(words: tuple[Word, ...], rng: random.Random) -> tuple[Word, ...]:
    """Drop the articles, and sometimes the final stop, as in a telegram."""
    shorter = without_stop(words, rng) if rng.random() < 0.7 else words
    kept = [
        i
        for i, word in enumerate(shorter)
        if word.lemma not in {"the", "a", "an"} or word.upos != "DET"
    ]
    return capitalised(keep_words(shorter, kept, root_of(shorter)))


def with_identifiers(words: tuple[Word, ...], rng: random.Random) -> tuple[Word, ...]:
    """Write names as identifiers."""
    return tuple(
        replace(word, text=(name := identifier(rng)), lemma=name)
        if word.upos == "PROPN" and word.text.isalpha() and rng.random() < 0.6
        else word
        for word in words
    )


def identifier(rng: random.Random) -> str:
    """Invent an identifier."""
    parts = rng.sample(IDENTIFIER_PARTS, rng.choice([2, 2, 3]))
    camel = "".join(part.title() for part in parts)
    form = rng.randrange(4)
    return (
        camel,
        "_".join(parts),
        parts[0] + camel[len(parts[0]) :],
        parts[0] + camel[len(parts[0]) :] + "()",
    )[form]


def root_of(words: tuple[Word, ...]) -> int:
    """Return the index of the root."""
    return next(i for i, word in enumerate(words) if word.head == i)


def instructions(words: tuple[Word, ...], rng: random.Random) -> Iterator[tuple[Word, ...]]:
    """Yield instructions made of "to VERB ..." and "must VERB ..." clauses."""
    for at, word in enumerate(words):
        if word.upos != "VERB" or word.xpos != "VB" or not is_instructable(words, at):
            continue
        below = {i for i, other in enumerate(words) if other.head == at and i < at and i != at}
        gone = {i for top in below if words[top].relation in _DROPPED for i in subtree(words, top)}
        kept = [i for i in subtree(words, at) if i not in gone]
        while kept and words[kept[0]].upos in {"PUNCT", "CCONJ", "INTJ"}:
            kept.pop(0)
        while kept and words[kept[-1]].upos == "PUNCT":
            kept.pop()
        if at in kept and 2 <= len(kept) <= 16:
            changed = tuple(
                replace(w, features=IMPERATIVE) if i == at else w for i, w in enumerate(words)
            )
            made = keep_words(changed, kept, at)
            yield capitalised(made) if rng.random() < 0.8 else made


def is_instructable(words: tuple[Word, ...], at: int) -> bool:
    """Tell whether the verb stands after "to" or a modal and in the active voice."""
    children = [word for i, word in enumerate(words) if word.head == at and i != at]
    relations = {child.relation for child in children}
    modal = any(child.xpos == "MD" for child in children)
    to = any(child.relation == "mark" and child.lemma == "to" for child in children)
    return (modal or to) and not relations & {"aux:pass", "nsubj:pass", "cop"}


def noun_titles(words: tuple[Word, ...], rng: random.Random) -> Iterator[tuple[Word, ...]]:
    """Yield noun phrases cut out as titles."""
    for at, word in enumerate(words):
        if (
            word.upos == "NOUN"
            and word.relation in {"obj", "nsubj", "obl", "ROOT"}
            and rng.random() < 0.1
        ):
            kept = [
                i
                for i in subtree(words, at)
                if words[i].relation not in {"case", "cc"} or words[i].head != at
            ]
            while kept and words[kept[0]].upos in {"PUNCT", "DET"}:
                kept.pop(0)
            while kept and words[kept[-1]].upos == "PUNCT":
                kept.pop()
            if at in kept and 3 <= len(kept) <= 10:
                yield capitalised(keep_words(words, kept, at))


Change = Callable[[tuple[Word, ...], random.Random], tuple[Word, ...]]
CHANGES: tuple[tuple[Change, float], ...] = (
    (lower_case, 0.08),
    (title_case, 0.08),
    (without_stop, 0.12),
    (without_determiners, 0.08),
    (with_identifiers, 0.10),
)


def variants(sentence: Sentence, rng: random.Random) -> Iterator[Sentence]:
    """Yield the variants of a sentence."""
    words = sentence.words
    if not 2 <= len(words) <= LONGEST:
        return
    for change, share in CHANGES:
        if rng.random() < share:
            yield Sentence(change(words, rng))
    for made in (*instructions(words, rng), *noun_titles(words, rng)):
        yield Sentence(recased(made, rng))


def recased(words: tuple[Word, ...], rng: random.Random) -> tuple[Word, ...]:
    """Write a few in lower case or as a title."""
    chance = rng.random()
    if chance < 0.1:
        return lower_case(words, rng)
    return title_case(words, rng) if chance < 0.25 else words
