"""Turn a ticket's title, sections and prose into named features for the kind classifier."""

import re
from collections.abc import Iterator, Sequence

from ticketlint.headings import normalise_heading
from ticketlint.learned.kind_cues import cue_features
from ticketlint.learned.words import mean_vector, named
from ticketlint.model import SectionState
from ticketlint.sections import Section

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d+|[?!]")
_PREFIX = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\)|[\w./ -]{2,30}:(?=\s))\s*")
_WORDS_READ = 250
_LONGEST_WORD = 24
_SUFFIXES = ("ing", "ed", "s", "tion", "ment", "able", "n't")


def kind_features(title: str, sections: Sequence[Section], text: str) -> dict[str, float]:
    """Return the features of one ticket; `text` is its prose without the title."""
    row: dict[str, float] = {}
    bare, prefixes = _split_title(title)
    words = _words(bare)
    row.update((f"prefix:{word}", 0.7) for word in _words(prefixes))
    row.update(_title(words))
    row.update(_body(text))
    row.update((name, 0.7) for name in _sections(sections))
    row.update((f"cue:{name}", value) for name, value in cue_features(title, words, text))
    row.update(named("title-vector:", mean_vector(words), 1.5))
    row.update(named("first-vector:", mean_vector(words[:1]), 1.0))
    row.update(named("prose-vector:", mean_vector(_words(text[:800])[:60]), 0.8))
    return row


def _split_title(title: str) -> tuple[str, str]:
    """Return a title without its prefixes, such as `[iOS]` and `Android:`, and those."""
    place = 0
    while (prefix := _PREFIX.match(title, place)) and prefix.end() > place:
        place = prefix.end()
    return title[place:], title[:place]


def _words(text: str) -> list[str]:
    found = (word.casefold().replace("’", "'") for word in _WORD.findall(text))
    return ["0" if word.isdigit() else word for word in found if len(word) <= _LONGEST_WORD]


def _title(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    weight = 3.0 / max(len(words), 4) ** 0.5
    before = "^"
    for word in words:
        yield f"t:{word}", weight
        yield f"tb:{before} {word}", weight
        before = word
    yield f"tb:{before} $", weight
    if words:
        yield f"first:{words[0]}", 1.0
        yield from ((f"first-ends:{end}", 0.5) for end in _SUFFIXES if words[0].endswith(end))
    yield f"title-length:{min(len(words) // 3, 5)}", 0.5


def _body(text: str) -> Iterator[tuple[str, float]]:
    words = _words(text[:6000])[:_WORDS_READ]
    counts: dict[str, int] = {}
    before = "^"
    for word in words:
        for name in (f"d:{word}", f"db:{before} {word}"):
            counts[name] = counts.get(name, 0) + 1
        before = word
    size = max(sum(count**0.5 for count in counts.values()), 10.0) ** 0.5
    for name, count in counts.items():
        yield name, 1.5 * count**0.25 / size
    yield f"length:{min(len(words) // 25, 6)}", 0.5
    yield f"opens:{' '.join(words[:2])}", 0.7


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    for part in sections:
        yield f"section:{part.name.value}:{part.state.value}"
        if part.state is SectionState.PRESENT and part.heading:
            heading = normalise_heading(part.heading)
            yield f"heading:{heading}"
            yield from (f"headword:{word}" for word in heading.split()[:6])
