"""What a candidate shows of how likely a reader asks about it, and what for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from spacy.tokens import Span, Token

from ticketlint.annotation.lexicon.persons import is_person
from ticketlint.annotation.networks.words import load_words
from ticketlint.asking import setting as settings
from ticketlint.asking.candidates import Candidate, Phrase
from ticketlint.asking.setting import COMPARED, HEDGES, Setting, signs_of_nothing
from ticketlint.model import AnswerType, Part, SectionName
from ticketlint.rules.questions import Shape

# The part whose absence a candidate asks for, in the words of the presence of a ticket.
LACKING: Mapping[AnswerType, Part] = {
    AnswerType.ENVIRONMENT: Part.ENVIRONMENT,
    AnswerType.STEPS: Part.STEPS,
    AnswerType.EXPECTED: Part.EXPECTED,
    AnswerType.WHY: Part.WHY,
    AnswerType.WHO: Part.WHO,
    AnswerType.DONE: Part.ACCEPTANCE,
}
_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ing", "er", "or", "ance", "ence", "al", "ed")
_EXAMPLES = frozenset({"e.g.", "eg", "i.e.", "like", "including", "such"})
_LIMITS = frozenset(
    {"limit", "maximum", "minimum", "max", "min", "least", "most", "up", "within"}
    | {"timeout", "number", "size", "length", "default", "threshold", "interval", "rate"}
    | {"duration"}
)
_MODALS = ("should", "must", "can", "will", "would", "could")
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "DET"})
# What the features of a candidate stand for, beside the code below.
TABLES = (_ENDINGS, _EXAMPLES, _LIMITS, _MODALS, _TELLING, settings.TABLES)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What all phrases of a sentence share; `small` are its words from token `start` on."""

    start: int
    root: int
    small: tuple[str, ...]
    names: tuple[str, ...]


def features_in(ticket: Setting, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """Return the named features of each candidate of a ticket."""
    phrases = [one.phrase for one in candidates if one.phrase is not None]
    sentences = {id(one.sentence): one.sentence for one in phrases}
    around = {key: _read(one.span) for key, one in sentences.items()}
    return [dict(_features(one, ticket, around)) for one in candidates]


def _features(
    one: Candidate, setting: Setting, around: Mapping[int, _Sentence]
) -> Iterator[tuple[str, float]]:
    if one.shape is Shape.NOTHING:
        yield from signs_of_nothing(setting)
        return
    if one.part is not None:
        yield from _of_part(one.part, setting)
        return
    if one.phrase is not None:
        sentence = around[id(one.phrase.sentence)]
        for name in _names(one, one.phrase, setting, sentence):
            yield name, 1.0


def _of_part(part: AnswerType, setting: Setting) -> Iterator[tuple[str, float]]:
    lacking = setting.lacking[LACKING[part]]
    yield f"part:{part}", 1.0
    yield f"part:{part}&{setting.kind}", 1.0
    yield f"part:{part}&length:{setting.size}", 1.0
    yield f"lacking:{part}", lacking
    yield f"partial:{part}", setting.partial[LACKING[part]]
    yield f"unclear&{part}", setting.unclear
    yield f"lacking:{part}:{int(lacking * 5)}", 1.0


def _read(span: Span) -> _Sentence:
    small = tuple(token.lower_ for token in span)
    return _Sentence(span.start, span.root.i, small, tuple(_of_sentence(span.root, set(small))))


def _of_sentence(root: Token, words: set[str]) -> Iterator[str]:
    if words & HEDGES:
        yield "hedged"
    if "?" in words:
        yield "asked"
    if "not" in words or "n't" in words:
        yield "negated"
    yield from (f"modal:{word}" for word in _MODALS if word in words)
    yield f"root:{root.lemma_.lower()}"


def _names(one: Candidate, phrase: Phrase, setting: Setting, around: _Sentence) -> Iterator[str]:
    head, sentence = phrase.head, phrase.sentence
    shape, role, kind = one.shape.value, sentence.role.value, setting.kind
    section = sentence.passage.section.value
    lemma, tag, dep = head.lemma_.lower(), head.tag_, head.dep_
    above = head.head
    yield f"shape:{shape}"
    yield f"role:{role}"
    yield f"role:{role}&{shape}"
    yield f"role:{role}&{kind}"
    yield f"section:{section}"
    yield f"section:{section}&{shape}"
    yield f"section:{section}&{kind}"
    yield f"kind:{kind}&{shape}"
    yield f"dep:{dep}"
    yield f"dep:{dep}&{shape}&{role}"
    yield f"dep:{dep}&{above.pos_}"
    yield f"tag:{tag}"
    yield f"dep:{dep}&{shape}&{kind}"
    yield f"role:{role}&{shape}&{kind}"
    yield f"tag:{tag}&{role}"
    yield f"lemma:{lemma}&{shape}"
    yield f"lemma:{lemma}&{kind}"
    yield f"lemma:{lemma}"
    yield f"above:{above.lemma_.lower()}"
    yield f"above:{above.lemma_.lower()}&{dep}"
    yield from (f"end:{end}" for end in _ENDINGS if lemma.endswith(end))
    yield from _inside(phrase, shape, around)
    yield from _around(phrase, around)
    yield from _place(one, phrase, setting)
    yield from _known(one, head, setting)


def _inside(phrase: Phrase, shape: str, around: _Sentence) -> Iterator[str]:
    """Yield what the words of the phrase tell."""
    span, head = phrase.span, phrase.head
    modifiers = [token for token in span if token.dep_ == "amod"]
    compounds = sum(token.dep_ == "compound" for token in span)
    yield f"size:{min(len(span), 6)}"
    yield f"size:{min(len(span), 6)}&{shape}"
    yield f"amods:{min(len(modifiers), 2)}"
    yield f"compounds:{min(compounds, 3)}"
    yield from (f"amod:{token.lemma_.lower()}" for token in modifiers)
    if any(token.tag_ in COMPARED for token in modifiers):
        yield "compared"
    for token in span:
        yield from _of_word(token, head)
    det = next((token.lower_ for token in head.children if token.dep_ == "det"), "none")
    yield f"det:{det}&{shape}"
    yield f"det:{det}&{'mod' if modifiers else 'bare'}&{shape}"
    yield from _below(head, shape, around)


def _of_word(token: Token, head: Token) -> Iterator[str]:
    """Yield what one word of a phrase tells."""
    text, small = token.text, token.lower_
    if token.pos_ in _TELLING and token.i != head.i:
        yield f"word:{token.lemma_.lower()}"
    if small in _LIMITS:
        yield "limit"
    if small in HEDGES:
        yield "hedge-inside"
    if token.like_num:
        yield "number"
    if text.isupper() and len(text) > 1:
        yield "capitals"
    elif token.i != token.sent.start and text[:1].isupper():
        yield "capital"
    if not text.isdigit() and any(char.isdigit() for char in text):
        yield "mixed"


def _below(head: Token, shape: str, around: _Sentence) -> Iterator[str]:
    """Yield what hangs on the main word."""
    for dep in sorted({token.dep_ for token in head.children}):
        yield f"child:{dep}"
        yield f"child:{dep}&{shape}"
    below = around.small[head.left_edge.i - around.start : head.right_edge.i + 1 - around.start]
    if "or" in below:
        yield "or"
    if not _EXAMPLES.isdisjoint(below):
        yield "example"


def _around(phrase: Phrase, around: _Sentence) -> Iterator[str]:
    """Yield what stands beside the phrase and in its sentence."""
    first = phrase.span.start - around.start
    last = phrase.span.end - around.start
    before = around.small[first - 1] if first > 0 else "^"
    after = around.small[last] if last < len(around.small) else "$"
    yield f"before:{before}"
    yield f"after:{after}"
    yield from around.names
    if around.root == phrase.head.i:
        yield "is-root"
    elif around.root == phrase.head.head.i:
        yield f"on-root&{phrase.head.dep_}"


def _place(one: Candidate, phrase: Phrase, setting: Setting) -> Iterator[str]:
    head, sentence = phrase.head, phrase.sentence
    order = setting.order.get(id(sentence), 0)
    section = sentence.passage.section
    in_title = section is SectionName.TITLE
    size = setting.size
    yield f"order:{min(order, 6)}"
    yield f"order:{min(order, 6)}&length:{size}"
    yield f"title:{in_title}&length:{size}"
    yield f"title:{in_title}&{one.shape}&{setting.kind}"
    yield f"third:{3 * (head.i - sentence.span.start) // max(len(sentence.span), 1)}&{in_title}"
    if not in_title:
        share = len(one.words & setting.title) / max(len(one.words), 1)
        yield f"in-title:{int(share * 2)}"
        yield f"in-title:{int(share * 2)}&{sentence.role}"
    yield f"title:{in_title}&{one.shape}&{head.dep_}"
    yield f"order:{min(order, 6)}&{setting.kind}"
    yield f"field:{sentence.passage.field}"
    yield f"block:{sentence.passage.block.kind}"


def _known(one: Candidate, head: Token, setting: Setting) -> Iterator[str]:
    if is_person(head.lower_):
        yield "person"
        yield f"person&{setting.kind}"
    uses = setting.words[head.lemma_.lower()]
    yield f"uses:{min(uses, 4)}"
    yield f"uses:{min(uses, 4)}&{one.shape}"
    yield f"common:{_common(head.lemma_.lower())}&{head.pos_}"


@lru_cache(maxsize=1 << 14)
def _common(word: str) -> int:
    """Return how rare a word is in tickets: 0 for the commonest to 6, 9 for unknown ones."""
    rows, _ = load_words()
    row = rows.get(crc32(word.encode("utf-8")))
    return 9 if row is None else min(row.bit_length() // 2, 8)
