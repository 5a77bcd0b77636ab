"""Find what an author puts before others: "WDYT of ...", "(configurable?)", "two options"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from ticketlint.rules.questions import Opening

# What asks others for their opinion of what stands behind it, and of the sentence before.
_PROPOSING = frozenset(
    {("wdyt", "of"), ("wdyt", "about"), ("what", "about"), ("how", "about"), ("thoughts", "on")}
    | {("thoughts", "about"), ("opinions", "on")}
)
_BEGIN_PROPOSING = frozenset(first for first, _ in _PROPOSING)
_OPINION = frozenset({"wdyt", "thoughts", "opinions", "opinion"})
# In brackets, what is only polite.
_POLITE = frozenset({"right", "ok", "okay", "please", "you", "why", "i"})
# Ways that are possible, none of them chosen.
_WAYS = frozenset({"directions", "options", "ways", "approaches", "alternatives", "possibilities"})
_SEVERAL = frozenset({"two", "three", "several", "multiple", "different"})
_POSSIBLE = frozenset({"could", "might", "possible", "either"})
# In words: the shortest and the longest that is quoted, and a sentence that only asks.
_FEWEST, _QUOTED, _SHORT = 2, 8, 6


def proposals_of(span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield what a sentence puts before others, each with the words that tell it."""
    yield from _proposed(span)
    yield from _in_brackets(span)
    yield from _undecided_ways(span)
    if len(span) <= _SHORT and any(token.lower_ in _OPINION for token in span):
        yield from _before(span)


def _proposed(span: Span) -> Iterator[tuple[Opening, Span]]:
    for token in span:
        if token.lower_ not in _BEGIN_PROPOSING:
            continue
        after = token.i + 1
        if after >= span.end or (token.lower_, span.doc[after].lower_) not in _PROPOSING:
            continue
        yield from _quotable(span.doc, after + 1, span.end)


def _before(span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield the sentence before one that asks what others think, where it is short."""
    if span.start > 0:
        before = span.doc[span.start - 1].sent
        yield from _quotable(span.doc, before.start, before.end)


def _quotable(doc: Doc, first: int, end: int) -> Iterator[tuple[Opening, Span]]:
    while end > first and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if _FEWEST <= end - first <= _QUOTED:
        yield Opening.UNSURE, doc[first:end]


def _in_brackets(span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield what stands in brackets with a question mark."""
    for token in span:
        end = _closing(token, span) if token.text == "(" else None
        if end is None or span.doc[end].text != "?":
            continue
        words = span.doc[token.i + 1 : end]
        words = words[1:] if len(words) and words[0].pos_ == "CCONJ" else words
        polite = any(one.lower_ in _POLITE for one in words)
        if 0 < len(words) <= _QUOTED and words[0].is_alpha and not polite:
            yield Opening.UNSURE, words


def _closing(bracket: Token, span: Span) -> int | None:
    """Return where a bracket or its question ends, None where that is far away."""
    inside = span.doc[bracket.i + 1 : min(bracket.i + _QUOTED + 3, span.end)]
    return next((one.i for one in inside if one.text in {")", "?"}), None)


def _undecided_ways(span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield "two options", "several ways" where nothing is chosen yet."""
    if all(token.lower_ not in _POSSIBLE for token in span):
        return
    for token in span:
        near = token.doc[max(token.i - 2, span.start) : token.i]
        first = next((one.i for one in near if one.lower_ in _SEVERAL), None)
        if token.lower_ in _WAYS and first is not None:
            yield Opening.LATER, token.doc[first : token.i + 1]
