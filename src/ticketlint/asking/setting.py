"""What all candidates of a ticket have in common, and what tells that nothing is to be asked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.sentences import Sentence
from ticketlint.model import Part, SectionName

# Words that leave open whether, and words that leave open what.
HEDGES = frozenset(
    {"maybe", "perhaps", "possibly", "optionally", "optional", "probably", "ideally"}
    | {"eventually", "might", "could", "may", "tbd"}
)
_OPEN = frozenset(
    {"all", "any", "some", "various", "several", "many", "etc", "etc.", "other"}
    | {"different", "certain", "proper", "properly", "appropriate", "better", "improve"}
    | {"support", "handle", "correctly", "relevant", "necessary", "needed", "similar"}
)
COMPARED = frozenset({"JJR", "JJS", "RBR"})
_PLURAL = frozenset({"NNS", "NNPS"})
# What hangs on a noun that says which ones are meant.
_NAILED = frozenset({"nummod", "det", "nmod", "amod", "nmod:poss", "compound"})
_TITLE_WORDS = frozenset({"VERB", "NOUN", "ADJ"})
# The rest of a longer ticket tells no more.
_SENTENCES = 200

TABLES = (HEDGES, _OPEN, COMPARED, _PLURAL, _NAILED, _TITLE_WORDS)


@dataclass(frozen=True, slots=True)
class Setting:
    """The ticket around a candidate.

    `words` counts lemmas, `order` is the place of each sentence by its id, `length` the number
    of tokens; `lacking`, `partial`, `clear` and `unclear` are chances, 0 to 1. `signs` counts
    what makes a ticket plain or leaves it open.
    """

    kind: str
    words: Counter[str]
    title: frozenset[str]
    length: int
    lacking: Mapping[Part, float]
    partial: Mapping[Part, float]
    clear: float
    unclear: float
    order: Mapping[int, int]
    roles: Counter[str]
    sections: frozenset[str]
    signs: Counter[str]

    @property
    def size(self) -> int:
        """Return how long the ticket is, in steps that double."""
        return min(self.length.bit_length(), 9)


def setting_of(doc: TicketDoc) -> Setting:
    """Return what the ticket tells of each of its candidates."""
    written = [one for one in doc.sentences if not one.passage.is_unwritten]
    return Setting(
        kind=doc.kind.value,
        words=Counter(t.lemma_.lower() for one in written[:_SENTENCES] for t in one.span),
        title=frozenset(_title_words(written)),
        length=sum(len(one.span) for one in written),
        lacking=doc.presence.absent,
        partial=doc.presence.partial,
        clear=doc.presence.clear,
        unclear=doc.presence.unclear,
        order={id(one): place for place, one in enumerate(written)},
        roles=Counter(one.role.value for one in written),
        sections=frozenset(p.section.value for p in doc.passages if not p.is_unwritten),
        signs=Counter((*_signs(written[:_SENTENCES]), *_names(doc))),
    )


def _title_words(written: Sequence[Sentence]) -> Iterator[str]:
    for sentence in written:
        if sentence.passage.section is SectionName.TITLE:
            yield from (t.lemma_.lower() for t in sentence.span if t.pos_ in _TITLE_WORDS)


def _signs(written: Sequence[Sentence]) -> Iterator[str]:
    for sentence in written:
        for token in sentence.span:
            sign = _sign(token)
            if sign:
                yield sign


def _sign(token: Token) -> str:
    """Return what a word tells of its ticket, empty where nothing."""
    small = token.lower_
    if small in HEDGES:
        return "hedge"
    if small in _OPEN:
        return "open"
    if token.like_num or small == "?":
        return "number" if token.like_num else "asked"
    if token.tag_ in _PLURAL and not any(t.dep_ in _NAILED for t in token.children):
        return "plural"
    return "compared" if token.tag_ in COMPARED else ""


def _names(doc: TicketDoc) -> Iterator[str]:
    """Yield the kinds of names and marks in the author's text, once for each place."""
    for passage, parsed in zip(doc.passages, doc.docs, strict=True):
        if not passage.is_unwritten:
            yield from (f"mark-{mark.kind}" for mark in passage.block.marks)
            yield from (f"entity-{span.label_}" for span in parsed.spans.get(ENTITIES, ()))


def signs_of_nothing(setting: Setting) -> Iterator[tuple[str, float]]:
    """Yield what tells that a reader asks nothing, as named features."""
    kind, size = setting.kind, setting.size
    yield "nothing", 1.0
    yield f"nothing:{kind}", 1.0
    yield f"nothing:{kind}&length:{size}", 1.0
    yield f"nothing:length:{size}", 1.0
    yield "nothing:unclear", 2 * setting.unclear
    yield f"nothing:unclear&{kind}", setting.unclear
    yield "nothing:clear", 3 * setting.clear
    yield f"nothing:clear:{int(8 * setting.clear)}", 1.0
    yield f"nothing:unclear:{int(6 * setting.unclear)}", 1.0
    for part, chance in setting.partial.items():
        yield f"nothing:partial:{part}", chance
    for part, chance in setting.lacking.items():
        yield f"nothing:lacking:{part}", chance
        yield f"nothing:lacking:{part}&{kind}", chance
    for role, count in setting.roles.items():
        yield f"nothing:role:{role}", min(count, 5) / 5
        yield f"nothing:role:{role}&{kind}", min(count, 3) / 3
    yield from ((f"nothing:section:{section}&{kind}", 0.5) for section in setting.sections)
    for name, count in setting.signs.items():
        yield f"nothing:{name}", min(count, 4) / 4
        yield f"nothing:{name}&{kind}", min(count, 2) / 2
        yield f"nothing:{name}:share", 10 * count / max(setting.length, 20)
    yield from ((f"nothing:title:{lemma}", 1.0) for lemma in setting.title)
