"""Cut ticket text into tokens: keys, versions, paths and identifiers stay in one piece."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from ticketlint.annotation.pipeline.shapes import shape_of

TOKENIZER = "ticketlint_tokenizer.v1"

# Longer words are no language, and the time to cut them grows with the square of the length.
LONGEST_WORD = 300
# Rows of one mark, as the treebank has them: "!!!", "?!", "====".
_RUN = re.compile(
    r"(?:[!?]{2,}|={2,}|\*{2,}|-{2,}|_{2,}|~{2,}|#{2,}|\+{2,}|<{2,}|>{2,}|\${2,}|\.{2,}[?!]*)"
)
# Telephone numbers and dates are one word, other numbers with hyphens are ranges.
_NUMBER = re.compile(r"(?:1-)?\d{3}-(?:\d{3}-)?\d{4}|\d{4}-\d\d-\d\d")
_EXCEPTIONS = ("e-mail", "E-mail", "e-mails", "E-mails", "E-Mail")
_NO_EXCEPTIONS = frozenset({"and/or", "):", "(:", "(;"})
_WORD_OPENERS = frozenset("#{$<@~-/[.?\\")
_CLOSERS = frozenset(".,;:!?)]'\"")


class TicketTokenizer(Tokenizer):  # type: ignore[misc]  # compiled, without stubs
    """spaCy's English tokenizer that asks `shape_of` first; all code, so nothing is stored."""

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Write nothing: the rules are in this module."""

    def from_disk(self, *_: Any, **__: Any) -> "TicketTokenizer":
        """Read nothing: the rules are in this module."""
        return self

    def to_bytes(self, **_: Any) -> bytes:
        """Return no bytes: the rules are in this module."""
        return b""

    def from_bytes(self, *_: Any, **__: Any) -> "TicketTokenizer":
        """Read nothing: the rules are in this module."""
        return self


def keep_whole(word: str) -> Any:
    """Return a truth value: whether a word must stay in one piece."""
    return (
        len(word) > LONGEST_WORD
        or bool(shape_of(word))
        or _RUN.fullmatch(word)
        or _NUMBER.fullmatch(word)
    )


def prefix_finder() -> Callable[[str], Any]:
    """Return the search for punctuation before a word; it spares "#12" and "{{name}}"."""
    search = compile_prefix_regex([_RUN.pattern, *(English.Defaults.prefixes or ())]).search
    # A closure could not be sent to another process.
    return partial(_find_prefix, search)


def _find_prefix(search: Callable[[str], Any], text: str) -> Any:
    found = search(text)
    if found and text[0] in _WORD_OPENERS and any(shape_of(core) for core in cores(text)):
        return None
    return found


def cores(text: str) -> Iterator[str]:
    """Yield the text with one, two and more closing marks taken off."""
    while text and text[-1] in _CLOSERS:
        text = text[:-1]
        yield text


def build_tokenizer(nlp: Language) -> TicketTokenizer:
    """Build the tokenizer of the pipeline."""
    rules = English.Defaults
    exceptions = {
        text: parts
        for text, parts in rules.tokenizer_exceptions.items()
        if text not in _NO_EXCEPTIONS
    }
    return TicketTokenizer(
        nlp.vocab,
        rules=exceptions | {text: [{"ORTH": text}] for text in _EXCEPTIONS},
        prefix_search=prefix_finder(),
        suffix_search=compile_suffix_regex([_RUN.pattern, *(rules.suffixes or ())]).search,
        infix_finditer=compile_infix_regex(rules.infixes or ()).finditer,
        token_match=keep_whole,
        url_match=rules.url_match,
    )


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]  # catalogue has no types
def create_tokenizer() -> Callable[[Language], TicketTokenizer]:
    """Return the builder that `config.cfg` names."""
    return build_tokenizer
