"""Turn a ticket into named features that tell its shape, not what it is about."""

from collections.abc import Iterator, Sequence

from ticketlint.annotation.networks.kind_cues import cue_features
from ticketlint.annotation.networks.ticket_words import split_title, words_of
from ticketlint.annotation.networks.words import mean_vector, named
from ticketlint.cleaning.sections import Section

# Characters and words of the prose that are read.
READ_CHARS, READ_WORDS = 6000, 250
_SUFFIXES = ("ing", "ed", "s", "tion", "ment", "able", "n't")


def shape_features(title: str, sections: Sequence[Section], text: str) -> dict[str, float]:
    """Return the features of one ticket; `text` is its prose without the title."""
    row: dict[str, float] = {}
    bare, prefixes = split_title(title)
    words = words_of(bare)
    row.update((f"prefix:{word}", 0.7) for word in words_of(prefixes))
    row.update(_title(words))
    row[f"length:{min(len(words_of(text[:READ_CHARS])[:READ_WORDS]) // 25, 6)}"] = 0.5
    row.update((f"section:{part.name.value}:{part.state.value}", 0.7) for part in sections)
    row.update((f"cue:{name}", value) for name, value in cue_features(title, words, text))
    row.update(named("title-vector:", mean_vector(words), 1.5))
    row.update(named("first-vector:", mean_vector(words[:1]), 1.0))
    row.update(named("prose-vector:", mean_vector(words_of(text[:800])[:60]), 0.8))
    return row


def _title(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    if words:
        yield f"first:{words[0]}", 1.0
        yield from ((f"first-ends:{end}", 0.5) for end in _SUFFIXES if words[0].endswith(end))
    yield f"title-length:{min(len(words) // 3, 5)}", 0.5
