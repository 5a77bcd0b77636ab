"""Turn a ticket's title, sections and prose into named features for the kind classifier."""

from collections.abc import Iterator, Sequence

from ticketlint.annotation.networks.features import Features
from ticketlint.annotation.networks.shape_features import READ_CHARS, READ_WORDS
from ticketlint.annotation.networks.ticket_words import split_title, words_of
from ticketlint.cleaning.headings import normalise_heading
from ticketlint.cleaning.sections import Section
from ticketlint.model import SectionState


def kind_features(
    shape: Features, title: str, sections: Sequence[Section], text: str
) -> dict[str, float]:
    """Return the features of one ticket: its shape and its words.

    `shape` are its `shape_features`; `text` is its prose without the title.
    """
    row = dict(shape)
    row.update(_title(words_of(split_title(title)[0])))
    row.update(_body(words_of(text[:READ_CHARS])[:READ_WORDS]))
    row.update((name, 0.7) for name in _headings(sections))
    return row


def _title(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    weight = 3.0 / max(len(words), 4) ** 0.5
    before = "^"
    for word in words:
        yield f"t:{word}", weight
        yield f"tb:{before} {word}", weight
        before = word
    yield f"tb:{before} $", weight


def _body(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    counts: dict[str, int] = {}
    before = "^"
    for word in words:
        for name in (f"d:{word}", f"db:{before} {word}"):
            counts[name] = counts.get(name, 0) + 1
        before = word
    size = max(sum(count**0.5 for count in counts.values()), 10.0) ** 0.5
    for name, count in counts.items():
        yield name, 1.5 * count**0.25 / size
    yield f"opens:{' '.join(words[:2])}", 0.7


def _headings(sections: Sequence[Section]) -> Iterator[str]:
    for part in sections:
        if part.state is SectionState.PRESENT and part.heading:
            heading = normalise_heading(part.heading)
            yield f"heading:{heading}"
            yield from (f"headword:{word}" for word in heading.split()[:6])
