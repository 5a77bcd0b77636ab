"""Propose what could be asked about a ticket: phrases of its author, and parts that it lacks."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.sentences import Sentence
from ticketlint.asking.openings import openings_of
from ticketlint.asking.quoting import unquotable
from ticketlint.asking.words import content_words
from ticketlint.cleaning.sections import Passage
from ticketlint.matching.signals.headed import is_prompt
from ticketlint.matching.signals.process import is_process
from ticketlint.model import AnswerType, Kind, SectionName
from ticketlint.rules.questions import Deed, Opening, Shape

_NOUNS = frozenset({"NOUN", "PROPN"})
# Words before a noun that belong to what it names.
_NAMING = frozenset(
    {"compound", "amod", "nummod", "flat", "advmod", "punct", "det", "nmod:poss", "case"}
)
# Of determiners, those that leave open which ones are meant.
_OPEN = frozenset(
    {"all", "any", "some", "each", "every", "other", "another", "different", "various", "certain"}
    | {"several", "many", "multiple", "both", "more", "most", "few", "no", "enough", "such"}
)
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# Verbs that carry no meaning of their own.
_LIGHT = frozenset({"be", "have", "do", "get", "want", "need", "like", "let", "go", "would", "see"})
_ASKING = frozenset({"when", "how", "where", "why"})
_REMOVING = frozenset({"remove", "delete", "drop", "eliminate", "uninstall", "deprecate"})
# Entities that are names, addresses or marks rather than words.
_NO_WORDS = frozenset(
    {"KEY", "VERSION", "PATH", "URL", "IDENTIFIER", "ERROR_CODE", "TAG", "PREFIX", "MENTION"}
    | {"PLACEHOLDER"}
)
_NOT_ASKED = frozenset({SectionName.OUT_OF_SCOPE})
_MOST_TOKENS = 9
# A reader asks about the beginning; the rest of a long ticket is not searched.
_MOST_SENTENCES, MOST_CANDIDATES = 60, 150

# The parts that a ticket may lack, by its kind: those that readers ask for.
_OF_ALL = (AnswerType.WHY, AnswerType.WHO, AnswerType.DONE)
_OF_BUG = (AnswerType.ENVIRONMENT, AnswerType.STEPS, AnswerType.EXPECTED)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the author; `head` is the main one of them.

    Of a wish `deed` is what is wanted, and `verb` the lemma that says so, in small letters.
    """

    span: Span
    head: Token
    sentence: Sentence
    opening: Opening | None = None
    deed: Deed | None = None
    verb: str = ""

    @property
    def text(self) -> str:
        """Return the words on one line."""
        return " ".join(self.span.text.split())

    @property
    def passage(self) -> Passage:
        """Return where the phrase stands."""
        return self.sentence.passage

    @property
    def start(self) -> int:
        """Return where it begins in the text of its passage."""
        return self.span.start_char

    @property
    def end(self) -> int:
        """Return where it ends in the text of its passage, exclusive."""
        return self.span.end_char


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to ask about: a phrase, or a part that is lacking.

    `words` are the content words of the phrase, none for a part.
    """

    shape: Shape
    words: frozenset[str] = frozenset()
    phrase: Phrase | None = None
    part: AnswerType | None = None


def is_inside(phrase: Phrase, other: Phrase) -> bool:
    """Tell whether a phrase is a part of another."""
    same = phrase.passage is other.passage
    return same and other.span.start <= phrase.span.start and phrase.span.end <= other.span.end


NOTHING = Candidate(Shape.NOTHING)


def candidates_of(doc: TicketDoc) -> list[Candidate]:
    """Return what could be asked, phrases in reading order, then the parts."""
    found: dict[tuple[int, int, int, bool], Candidate] = {}
    for sentence in _read(doc):
        for shape, phrase in _phrases(sentence):
            place = (id(phrase.passage), phrase.start, phrase.end, shape is Shape.OPEN)
            if place not in found and (words := content_words(phrase.text)):
                found[place] = Candidate(shape, words, phrase)
    return [*list(found.values())[:MOST_CANDIDATES], *_parts(doc), NOTHING]


def may_leave_open(doc: TicketDoc, openings: AbstractSet[Opening]) -> bool:
    """Tell whether a candidate may have one of some openings, which costs less than to find it."""
    return any(
        opening in openings for sentence in _read(doc) for opening, _ in openings_of(sentence)
    )


def _read(doc: TicketDoc) -> list[Sentence]:
    found = [one for one in doc.sentences if _is_read(one)][:_MOST_SENTENCES]
    return [one for one in found if not is_prompt(one, doc)]


def _is_read(sentence: Sentence) -> bool:
    passage = sentence.passage
    if passage.is_unwritten or passage.section in _NOT_ASKED:
        return False
    return passage.section is SectionName.TITLE or not is_process(sentence.text)


def _parts(doc: TicketDoc) -> Iterator[Candidate]:
    if doc.outline.cut_chars:  # they may stand in what was left out
        return
    parts = (*_OF_BUG, *_OF_ALL) if doc.kind is Kind.BUG else _OF_ALL
    for part in parts:
        yield Candidate(Shape.PART, part=part)


def _phrases(sentence: Sentence) -> Iterator[tuple[Shape, Phrase]]:
    span = sentence.span
    closed = closed_in(sentence)
    for token in span:
        if token.i in closed:
            continue
        for shape, first, last in _around(token):
            inside = span.start <= first and last < span.end and last - first < _MOST_TOKENS
            if inside and closed.isdisjoint(range(first, last + 1)):
                yield shape, Phrase(token.doc[first : last + 1], token, sentence)
    if sentence.passage.section is SectionName.TITLE and closed.isdisjoint(
        range(span.start, span.end)
    ):
        yield from _whole_title(sentence)
    for opening, words in openings_of(sentence):
        own = opening is Opening.ASKED and words.start not in closed
        own = own or opening is Opening.LATER
        if own or closed.isdisjoint(range(words.start, words.end)):
            yield Shape.OPEN, Phrase(words, words.root, sentence, opening)


def _whole_title(sentence: Sentence) -> Iterator[tuple[Shape, Phrase]]:
    """Yield all that a title says where a noun carries it and no mark parts it."""
    head, words = sentence.span.root, list(sentence.span)
    while words and words[-1].is_punct:
        words.pop()
    marked = any(token.is_punct and token.text not in "-/&" for token in words)
    if words and not marked and head.pos_ in _NOUNS and len(words) <= _MOST_TOKENS:
        whole = head.doc[words[0].i : words[-1].i + 1]
        yield _shape_of(head), Phrase(whole, head, sentence)


def _shape_of(head: Token) -> Shape:
    return Shape.NOUNS if "Plur" in head.morph.get("Number", []) else Shape.NOUN


def closed_in(sentence: Sentence) -> frozenset[int]:
    """Return the tokens that are no words of the author: quotations, code, names, addresses."""
    doc = sentence.span.doc
    closed = {
        token
        for span in doc.spans.get(ENTITIES, ())
        if span.label_ in _NO_WORDS
        for token in range(span.start, span.end)
    }
    passage = sentence.passage
    ranges = unquotable(passage.block, passage.start)
    closed.update(
        token.i
        for token in sentence.span
        for start, end in ranges
        if token.idx < end and token.idx + len(token) > start
    )
    return frozenset(closed)


def _around(token: Token) -> Iterator[tuple[Shape, int, int]]:
    """Yield the phrases whose main word is `token`: shape, first and last token."""
    if token.pos_ in {"VERB", "ADJ"} or token.dep_ == "ROOT":
        yield from _clauses(token)
    if token.pos_ in _NOUNS:
        yield from _noun_phrases(token)
    elif token.pos_ == "VERB":
        yield from _verb_phrases(token)
    elif token.pos_ == "ADJ" and _is_predicate(token):
        yield Shape.ADJECTIVE, start_of(token), token.i


def _noun_phrases(head: Token) -> Iterator[tuple[Shape, int, int]]:
    if head.dep_ in {"compound", "flat", "fixed"} or _is_removed(head):
        return
    shape = _shape_of(head)
    first, last = start_of(head), end_of(head)
    yield shape, first, last
    more = end_with_complements(head)
    if more > last:
        yield shape, first, more


def end_with_complements(head: Token) -> int:
    """Return where a noun ends with all that prepositions hang on it, one after the other."""
    last = end_of(head)
    for token in head.rights:
        if token.dep_ == "nmod" and token.pos_ in _NOUNS and _first_below(token) == last + 1:
            last = end_with_complements(token)
        elif token.dep_ == "acl" and token.left_edge.i == last + 1 and token.tag_ == "VB":
            last = token.right_edge.i
    return last


def _first_below(noun: Token) -> int:
    """Return where what stands before a noun begins, with preposition and determiner."""
    left = [token.i for token in noun.lefts if token.dep_ in _NAMING]
    return min([noun.i, start_of(noun), *left])


def _clauses(root: Token) -> Iterator[tuple[Shape, int, int]]:
    """Yield a short clause: its subject, its verb and what follows that at once."""
    subject = next((t for t in root.lefts if t.dep_ in _SUBJECTS and t.pos_ in _NOUNS), None)
    if subject is None:
        return
    things = [t for t in root.rights if t.dep_ in {"obj", "obl", "advmod"} and t.pos_ != "PUNCT"]
    last = end_of(things[0]) if things else root.i
    yield Shape.CLAUSE, start_of(subject), last


def end_of(head: Token) -> int:
    """Return where a noun ends, with the rest of its name behind it."""
    last = head.i
    for token in head.rights:
        if token.dep_ == "flat" and token.i == last + 1:
            last = token.i
    return last


def _is_removed(head: Token) -> bool:
    """Tell whether a name stands for what shall go."""
    governed = head.dep_ in {"obj", "nsubj:pass"} and head.head.lemma_.lower() in _REMOVING
    return governed and (head.pos_ == "PROPN" or head.text[:1].isupper())


def _verb_phrases(verb: Token) -> Iterator[tuple[Shape, int, int]]:
    if verb.lemma_.lower() in _LIGHT:
        return
    things = [t for t in verb.rights if t.dep_ in {"obj", "obl"} and t.pos_ in _NOUNS]
    if any(map(_is_removed, things)):
        return
    if things:
        yield Shape.ACTION, verb.i, end_of(things[0])
        if (end := end_with_complements(things[0])) > end_of(things[0]):
            yield Shape.ACTION, verb.i, end
        if len(things) > 1 and things[1].dep_ == "obl":
            yield Shape.ACTION, verb.i, end_with_complements(things[1])
        if (end := _end_of_sentence(verb)) > things[0].i:
            yield Shape.ACTION, verb.i, end
    elif verb.dep_ not in {"amod", "aux", "aux:pass", "case", "mark"}:
        yield Shape.VERB, verb.i, _end_of_verb(verb)


def _end_of_sentence(verb: Token) -> int:
    """Return the last word of a sentence that begins with a verb and holds no mark, else 0."""
    words = [token for token in verb.sent if token.i >= verb.i]
    while words and words[-1].is_punct:
        words.pop()
    is_one = verb.dep_ == "ROOT" and not any(token.is_punct for token in words)
    return words[-1].i if words and is_one else 0


def _end_of_verb(verb: Token) -> int:
    last = verb.i
    for token in verb.rights:
        if token.i == last + 1 and token.dep_ in {"compound:prt", "advmod"}:
            last = token.i
    return last


def _is_predicate(token: Token) -> bool:
    return any(child.dep_ == "cop" for child in token.children) or token.dep_ in {
        "xcomp",
        "ROOT",
        "conj",
    }


def start_of(head: Token) -> int:
    """Return the first of the words right before `head` that belong to it."""
    first, begin = head.i, head.sent.start
    doc: Doc = head.doc
    while first > begin:
        near = doc[first - 1]
        if not _belongs(near, head):
            break
        first -= 1
    while first < head.i and doc[first].is_punct:
        first += 1
    return first


def _belongs(near: Token, head: Token) -> bool:
    """Tell whether the word right before a phrase is a part of its name."""
    if near.dep_ not in _NAMING or not _is_below(near, head):
        return False
    match near.dep_:
        case "advmod":
            return near.head.i != head.i and near.lower_ not in _ASKING
        case "case":
            return near.lower_ in {"'s", "’s"} and near.head.dep_ == "nmod:poss"
        case "punct":
            return near.text in {"-", "/"} and not near.whitespace_
        case "det":
            return near.lower_ in _OPEN
        case _:
            return near.dep_ != "nmod:poss" or near.pos_ in _NOUNS


def _is_below(token: Token, head: Token) -> bool:
    return any(one.i == head.i for one in token.ancestors)
