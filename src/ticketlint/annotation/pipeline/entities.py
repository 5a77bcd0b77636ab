"""Mark keys, versions, paths, tags and the like as spans: `doc.spans["ticketlint_entities"]`."""

from collections.abc import Iterable
from functools import lru_cache

from spacy.attrs import ORTH  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokens import Doc, Span

from ticketlint.annotation.pipeline.lexicon import words
from ticketlint.annotation.pipeline.prefixes import leading_marks
from ticketlint.annotation.pipeline.shapes import runs_in, shape_of

ENTITIES = "ticketlint_entities"
LABELS = (
    "KEY",
    "VERSION",
    "PATH",
    "URL",
    "IDENTIFIER",
    "ERROR_CODE",
    "TAG",
    "PREFIX",
    "MENTION",
    "PLACEHOLDER",
)
# After these words a number such as 2.3 is a version.
_VERSIONED = frozenset(words("before_version"))


@Language.component(ENTITIES, assigns=["doc.spans", "token.is_sent_start"])
def mark_entities(doc: Doc) -> Doc:
    """Write the spans, and let a sentence begin after the marks that open a title."""
    text = doc.text
    leads = [_span(doc, *lead) for lead in leading_marks(text[:200])]
    runs = [_span(doc, *run) for run in runs_in(text)]
    found = {
        (span.start, span.end, span.label_): span
        for span in (*leads, *runs, *_single_tokens(doc))
        if span
    }
    doc.spans[ENTITIES] = [found[place] for place in sorted(found)]
    start_sentence_after(doc, [span.end for span in leads if span])
    return doc


def _span(doc: Doc, start: int, end: int, label: str) -> Span | None:
    """Return the tokens that cover the characters."""
    span: Span | None = doc.char_span(start, end, label=label, alignment_mode="expand")
    return span


def _single_tokens(doc: Doc) -> Iterable[Span]:
    """Yield the tokens that are entities by their shape, or versions by the word before."""
    strings = doc.vocab.strings
    is_versioned = False
    for place, word in enumerate(doc.to_array(ORTH).tolist()):
        label, is_number, versions = _told(strings[word])
        if not label and is_versioned and is_number:
            label = "VERSION"
        if label:
            yield Span(doc, place, place + 1, label=label)
        is_versioned = versions


@lru_cache(1 << 14)
def _told(word: str) -> tuple[str, bool, bool]:
    """Return the label of a word, whether a digit opens it, and whether it announces a version."""
    return shape_of(word), word[:1].isdigit(), word.lower() in _VERSIONED


def start_sentence_after(doc: Doc, ends: list[int]) -> None:
    """Tell the parser, which keeps to what is set, where the sentence of a title begins."""
    if ends and max(ends) < len(doc):
        doc[max(ends)].is_sent_start = True
