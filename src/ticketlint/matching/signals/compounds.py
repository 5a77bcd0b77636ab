"""Find names of things in two or more words, as a backlog may spell or name them in two ways."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import dropwhile, pairwise
from string import ascii_lowercase
from typing import TYPE_CHECKING
from zlib import crc32

from ticketlint.annotation.lexicon.persons import is_person
from ticketlint.annotation.networks.words import load_words
from ticketlint.annotation.pipeline import DATA
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.pipeline.lexicon import verbs
from ticketlint.matching.matches import Match

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

# The common nouns of UD English EWT, CC BY-SA 4.0; `training.pipeline.nouns` writes them.
NOUNS = DATA / "nouns.txt"
# Words for the same part of a program: "export page" and "export screen" may be one thing.
_LIKE: Mapping[str, str] = {
    "page": "page",
    "screen": "page",
    "dialog": "dialog",
    "dialogue": "dialog",
    "popup": "dialog",
    "modal": "dialog",
    "folder": "folder",
    "directory": "folder",
}
_NOUN_TAGS = frozenset({"NOUN", "PROPN"})
# A shorter word is a mark or an abbreviation rather than a part of a name, a longer one no word.
_SHORTEST, _LONGEST_WORD = 3, 30
# Of longer names the last words are what is named.
_LONGEST = 4
# Words whose judgement is kept; a run meets any number of them.
_WORDS_KEPT = 1 << 14

Run = list["Token"]
NounRun = tuple["Passage", Run]


def spellings(runs: Iterable[NounRun]) -> Iterator[tuple[str, str, Match]]:
    """Yield key, form and first use of each way in which a ticket of these `runs` writes a name.

    All forms of a name share the key: "data set", "data-set" and "dataset" have one, "export
    page" and "export screen" another. Forms are in the singular and in small letters.
    """
    seen = set()
    for passage, run in runs:
        for key, form, first, last in _forms(run):
            if form not in seen:
                seen.add(form)
                yield key, form, _match(passage, first, last)


def rare_terms(
    ticket: "TicketDoc", runs: Iterable[NounRun], vocabulary: AbstractSet[str]
) -> Iterator[tuple[str, Match, bool]]:
    """Yield the first use of each name that holds a noun which few people and tickets use.

    With it comes whether the ticket says what the name means. The names are in small letters;
    those with a word of `vocabulary`, in small letters, are known.
    """
    seen = set()
    text = "\n".join(passage.text for passage in ticket.passages)
    for passage, run in runs:
        own = list(dropwhile(lambda token: token.lower_ in verbs(), run))[-_LONGEST:]
        term = " ".join(token.lower_ for token in own)
        if len(own) < 2 or term in seen or not any(map(_is_rare, own)):
            continue
        seen.add(term)
        if vocabulary.isdisjoint({term, *term.split()}):
            match = _match(passage, own[0], own[-1])
            yield term, match, _is_explained(match.text, text)


@cache
def common_nouns() -> frozenset[str]:
    """Return nouns that need no explanation."""
    return frozenset(NOUNS.read_text("utf-8").split())


def _is_explained(name: str, text: str) -> bool:
    """Tell whether a text says `name: meaning`, `name = ...`, `name (... ...)` or `name is a`."""
    says = r"\s*(?::\s*\S|=|\(\w+ \w|(?:is|are|means?|stands? for) (?:an?|the|all|any)\b)"
    return re.search(rf"(?i)\b{re.escape(name)}{says}", text) is not None


def _match(passage: "Passage", first: "Token", last: "Token") -> Match:
    return Match(passage, first.idx, last.idx + len(last))


def noun_runs(ticket: "TicketDoc") -> Iterator[NounRun]:
    """Yield the longest rows of nouns that follow one another; entities are none."""
    for passage, doc in zip(ticket.passages, ticket.docs, strict=True):
        if passage.is_unwritten:
            continue
        run: Run = []
        for token, is_noun in _nouns(doc):
            if is_noun:
                run.append(token)
            elif run:
                yield passage, run
                run = []
        if run:
            yield passage, run


def _nouns(doc: "Doc") -> Iterator[tuple["Token", bool]]:
    """Yield the tokens and whether each goes on with a name; a hyphen inside one is left out."""
    marked = {token.i for span in doc.spans.get(ENTITIES, ()) for token in span}
    for token in doc:
        if (
            token.text == "-"
            and not token.whitespace_
            and token.i
            and not doc[token.i - 1].whitespace_
        ):
            continue
        is_word = token.is_alpha and _SHORTEST <= len(token) <= _LONGEST_WORD
        yield token, is_word and token.pos_ in _NOUN_TAGS and token.i not in marked


def _forms(run: Run) -> Iterator[tuple[str, str, "Token", "Token"]]:
    for first, second in pairwise(run):
        key, between = _key(first, second), " " if first.whitespace_ else "-"
        if key:
            yield key, f"{first.lower_}{between}{second.lemma_.lower()}", first, second
    for token in run:
        word = token.lemma_.lower()
        if _is_joined(word):
            yield word, word, token, token


def _key(first: "Token", second: "Token") -> str:
    """Return what two words share with other forms of the name, empty if it has one form."""
    head = second.lemma_.lower()
    joined = f"{first.lower_}{head}"
    if _is_word(joined):
        return joined
    return f"{first.lower_} {_LIKE[head]}" if head in _LIKE else ""


@lru_cache(_WORDS_KEPT)
def _is_joined(word: str) -> bool:
    """Tell whether a word, as "dataset", is made of two that stand alone as well."""
    places = range(_SHORTEST, len(word) - _SHORTEST + 1)
    return _is_word(word) and any(_is_word(word[:i]) and _is_word(word[i:]) for i in places)


def _is_word(text: str) -> bool:
    """Tell whether tickets of many projects write this word."""
    return crc32(text.encode("utf-8")) in load_words()[0]


def _is_rare(token: "Token") -> bool:
    forms = {token.lower_, token.lemma_.lower()}
    return not any(map(_is_common, forms)) and not _is_misspelt(token.lower_)


def _is_common(word: str) -> bool:
    return _is_word(word) or word in verbs() or word in common_nouns() or is_person(word)


@lru_cache(_WORDS_KEPT)
def _is_misspelt(word: str) -> bool:
    """Tell whether a common word is one letter away: left out, doubled, changed or swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    left_out = (a + b[1:] for a, b in cuts if b)
    swapped = (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    other = (
        a + letter + b[gone:] for a, b in cuts for gone in (0, 1) for letter in ascii_lowercase
    )
    return any(_is_common(near) for edits in (left_out, swapped, other) for near in edits)
