"""Find who acts: `doc.spans["ticketlint_actors"]`, labelled SUBJECT or AGENT."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.pipeline.passive import agent_of, is_passive

ACTORS = "ticketlint_actors"
_NAME_PARTS = frozenset({"compound", "flat", "amod"})


@Language.component(ACTORS, requires=["token.dep", "token.tag"], assigns=["doc.spans"])
def mark_actors(doc: Doc) -> Doc:
    """Write one span for each acting noun, with the words that belong to its name."""
    doc.spans[ACTORS] = [_span(noun, label) for noun, label in actors(doc)]
    return doc


def actors(doc: Doc) -> Iterator[tuple[Token, str]]:
    """Yield the subject of each active clause and the agent of each passive one."""
    for token in doc:
        if (
            token.dep_ == "nsubj"
            and token.head.pos_ == "VERB"
            and not _is_relative(token)
            and not is_passive(token.head)
        ):
            yield token, "SUBJECT"
        elif token.dep_ == "obl:agent" and agent_of(token.head) == token:
            yield token, "AGENT"


def _is_relative(token: Token) -> bool:
    """Tell whether a word only points back to a noun: "the button that opens"."""
    return token.tag_ in {"WDT", "WP"} or "PronType=Rel" in str(token.morph)


def _span(noun: Token, label: str) -> Span:
    """Return the noun with the name parts directly before it."""
    start = noun.i
    while (
        start > 0 and noun.doc[start - 1].head == noun and noun.doc[start - 1].dep_ in _NAME_PARTS
    ):
        start -= 1
    return Span(noun.doc, start, noun.i + 1, label=label)
