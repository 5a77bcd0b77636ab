"""Find what a sentence wants done, and the thing that it wants it done to."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.pipeline.lexicon import Use, verbs
from ticketlint.annotation.sentences import Sentence
from ticketlint.asking.candidates import (
    Candidate,
    Phrase,
    closed_in,
    end_of,
    end_with_complements,
    start_of,
)
from ticketlint.asking.deeds import deed_of
from ticketlint.asking.signs import is_enabled
from ticketlint.asking.standing import names_a_thing
from ticketlint.asking.words import content_words
from ticketlint.model import SectionName
from ticketlint.rules.questions import Deed, Shape

_NOUNS = frozenset({"NOUN", "PROPN"})
_OBJECTS = ("obj", "iobj", "nsubj:pass")
# What is done with a thing behind a preposition: "search for X", "connect to X".
_BEHIND = frozenset({Deed.FIND, Deed.JOIN, Deed.UPGRADE, Deed.REPLACE, Deed.SEE, Deed.STUDY})
# Things that only carry what is wanted: "support for X", "ability to do X", "a way to do X".
_FOR = frozenset({"support", "compatibility", "handling"})
_TO = frozenset({"ability", "possibility", "option", "way", "capability", "able", "need", "chance"})
# "Need to create a ledger" is work, unless it is somebody who needs it.
_WORKING = frozenset({"need"})
_LOWER = ("xcomp", "ccomp", "acl", "csubj")
# Verbs that carry a wish, those that say who may, and those by which somebody wishes.
_CARRYING = frozenset(
    {"want", "need", "like", "should", "have", "be", "able", "wish", "suggest", "propose"}
    | {"would", "love", "prefer", "request", "plan", "try", "help", "consider", "allow", "let"}
    | {"enable", "permit"}
)
_ALLOWING = frozenset({"allow", "let", "enable", "permit"})
_WISHING = frozenset({"want", "like", "need", "love", "wish", "able"})
# First words of titles that are verbs far oftener than names.
_ORDERING = frozenset(
    {"update", "change", "upgrade", "document", "fix", "move", "set", "collect", "handle"}
)
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_FINITE = frozenset({"VBZ", "VBD", "VBP"})
# What these begin belongs to the verb rather than to the noun before them.
_TO_THE_VERB = frozenset({"to", "into", "from", "by", "when", "as", "onto", "via", "through"})
_DEEP = 4
_MOST_WORDS, _MOST_CHARS = 7, 55


def wish_of(sentence: Sentence) -> Candidate | None:
    """Return what a sentence wants: the thing, with what is to be done; None where it wants none.

    Its words are those of the verb, too. A title without a verb wants what it names.
    """
    for verb, thing, deed in _wants(sentence):
        span = _named(thing, sentence)
        if span is not None:
            words = content_words(f"{verb.text} {span.text}")
            said = verb.lemma_.lower()
            return Candidate(Shape.WISH, words, Phrase(span, thing, sentence, None, deed, said))
    return None


def _wants(sentence: Sentence) -> Iterator[tuple[Token, Token, Deed]]:
    """Yield verb, thing and deed, the likeliest first."""
    is_title = sentence.passage.section is SectionName.TITLE
    if is_title and (order := _order(sentence)) is not None:
        yield order
        return
    root = _wishing(sentence)
    verb = _carried(root)
    if verb.pos_ in _NOUNS:
        if verb.i != root.i and verb.dep_ == "obj":
            yield verb, verb, Deed.ADD
        elif is_title and verb.dep_ == "ROOT" and not _is_said(verb) and _begins(verb, sentence):
            yield verb, verb, Deed.THING
    elif not _tells(verb):
        deed = deed_of(verb.lemma_.lower(), used=_is_used(verb, sentence))
        if deed is not None and not _has_result(verb):
            for thing in _things(verb, deed):
                yield from _inner(verb, thing, deed)


def _order(sentence: Sentence) -> tuple[Token, Token, Deed] | None:
    """Return the order that a title begins with though its verb was read as a name."""
    words = [token for token in sentence.span if not token.is_space]
    first = next((place for place, token in enumerate(words) if token.is_alpha), None)
    if first is None or first + 1 >= len(words):
        return None
    if words[first].pos_ == "VERB" and words[first].dep_ == "ROOT":
        return None
    small, after = words[first].lower_, words[first + 1]
    deed = deed_of(small, used=False)
    if deed is None or not _names(after) or not (after.pos_ == "DET" or _is_ordering(small)):
        return None
    thing = words[first + 1]
    for token in words[first + 1 :]:
        if not _names(token):
            break
        thing = token
    named = thing.pos_ in _NOUNS and not _names_what_is_done(words[first], thing)
    return (words[first], thing, deed) if named else None


def _names_what_is_done(first: Token, thing: Token) -> bool:
    """Tell whether two words name what is done rather than order it: "Post scheduling"."""
    small = first.lower_
    plain = small in _ORDERING or verbs().get(small) is Use.VERB
    return not plain and thing.i == first.i + 1 and thing.lower_.endswith("ing")


def _names(token: Token) -> bool:
    """Tell whether a word may stand in a name, as "returned" does before "parcels"."""
    return token.pos_ in _NAMING or token.tag_ in {"VBN", "VBG"}


def _is_ordering(word: str) -> bool:
    """Tell whether a word at the beginning of a title is a verb, whatever the parse says."""
    return word in _ORDERING or verbs().get(word) not in {None, Use.NOUN_TOO}


def _wishing(sentence: Sentence) -> Token:
    """Return the verb by which somebody wishes, else the root of a sentence."""
    for token in sentence.span:
        somebody = any(t.dep_ == "nsubj" and t.lower_ in {"i", "we"} for t in token.children)
        if somebody and token.lemma_.lower() in _WISHING and token.dep_ != "advcl":
            return token
    return sentence.span.root


def _inner(verb: Token, thing: Token, deed: Deed) -> Iterator[tuple[Token, Token, Deed]]:
    """Yield what a thing carries in place of the thing itself."""
    lemma = thing.lemma_.lower()
    if deed in {Deed.ADD, Deed.IMPROVE} and lemma in _FOR:
        for token in (*thing.children, *verb.children):
            if token.dep_ in {"nmod", "obl"} and token.pos_ in _NOUNS and token.i > thing.i:
                yield token, token, Deed.SUPPORT
        return
    yield verb, thing, deed


def _has_result(verb: Token) -> bool:
    """Tell whether a verb only makes a thing be something, as in "make the pages consistent"."""
    return verb.lemma_.lower() in {"make", "keep", "set", "leave"} and any(
        t.dep_ in _LOWER or (t.pos_ == "ADJ" and t.i > verb.i) for t in verb.children
    )


def _things(verb: Token, deed: Deed) -> Iterator[Token]:
    has_object = any(t.dep_ in _OBJECTS for t in verb.children)
    if has_object or deed not in _BEHIND:
        every = (t for dep in _OBJECTS for t in verb.children if t.dep_ == dep)
    else:
        # Before the verb stands who does it: "as a clerk I can read".
        every = (t for t in verb.children if t.dep_ == "obl" and t.i > verb.i)
    yield from (t for t in every if t.pos_ in _NOUNS)


def _carried(root: Token) -> Token:
    """Return the verb, or the thing, below those that only say that something is wanted."""
    verb = root
    for _ in range(_DEEP):
        lower = _below(verb)
        if lower is None:
            break
        verb = lower
    return verb


def _below(verb: Token) -> Token | None:
    lemma = verb.lemma_.lower()
    carries = lemma in _CARRYING or lemma in _TO
    things = [t for t in verb.children if t.dep_ == "obj" and t.i > verb.i]
    if not carries:
        # "add the ability to pay", "provide a way to pay"
        return next((low for t in things if t.lemma_.lower() in _TO for low in _lower(t)), None)
    lower = next(iter(_lower(verb)), None)
    if lower is None and lemma in _ALLOWING:
        lower = next((t for t in verb.children if t.dep_ == "advcl" and t.tag_ == "VB"), None)
    if lower is not None:
        return lower
    if lemma in _ALLOWING:
        return None
    return next((t for t in things if t.pos_ in _NOUNS), None)


def _lower(word: Token) -> list[Token]:
    found = [t for t in word.children if t.dep_ in _LOWER and t.i > word.i]
    return [t for t in found if t.pos_ in {"VERB", "ADJ"} and t.tag_ in {"VB", "VBP", "VBN", "JJ"}]


def _is_used(verb: Token, sentence: Sentence) -> bool:
    return is_enabled(Phrase(verb.doc[verb.i : verb.i + 1], verb, sentence)) or any(
        one.lemma_.lower() in (_ALLOWING | _TO) - _WORKING for one in verb.ancestors
    )


def _tells(verb: Token) -> bool:
    """Tell whether a verb says what is or was, and not what shall be."""
    subject = any(t.dep_ in {"nsubj", "nsubj:pass"} for t in verb.children)
    modal = any(t.dep_ in {"aux", "aux:pass"} and t.tag_ == "MD" for t in verb.children)
    denied = any(t.lower_ in {"not", "n't", "n’t", "never"} for t in verb.children)
    wished = verb.dep_ != "ROOT" and verb.head.lemma_.lower() in _CARRYING
    finite = verb.tag_ in _FINITE and (subject or verb.tag_ != "VBP")
    return denied or (not wished and not modal and (finite or subject))


def _is_said(noun: Token) -> bool:
    """Tell whether something is said of a noun, so that it is no bare name."""
    return any(t.dep_ in {"cop", "nsubj", "acl:relcl", "nsubj:pass"} for t in noun.children)


def _begins(noun: Token, sentence: Sentence) -> bool:
    """Tell whether a title begins with a name, after nothing but an article."""
    first = start_of(noun)
    words = [t for t in sentence.span.doc[sentence.span.start : first] if not t.is_space]
    return all(token.pos_ in {"DET", "PUNCT"} and token.text != "/" for token in words)


def _joins(token: Token) -> bool:
    """Tell whether a mark joins a thing to what stands before it."""
    return token.text in {"/", "-", "&", "+"}


def _whole(doc: Doc, last: int, end: int) -> int:
    """Return where a name ends that the parse may have cut."""
    while last + 1 < end and doc[last + 1].pos_ in _NOUNS:
        last += 1
    return last


def _named(thing: Token, sentence: Sentence) -> Span | None:
    """Return the words that name a thing, as many as can be quoted."""
    closed, doc = closed_in(sentence), thing.doc
    first = _first_of(thing, sentence)
    if first > sentence.span.start and (first - 1 in closed or _joins(doc[first - 1])):
        return None
    for last in _ends_of(thing, sentence):
        span = doc[first : last + 1]
        own = sentence.span.start <= first and closed.isdisjoint(range(first, last + 1))
        if own and _fits(span) and names_a_thing(Phrase(span, thing, sentence)):
            return span
    return None


def _first_of(thing: Token, sentence: Sentence) -> int:
    """Return where a name begins, behind articles and a verb that opens the sentence."""
    first = start_of(thing)
    while first < thing.i and thing.doc[first].dep_ in {"det", "advmod"}:
        first += 1
    opens = first == sentence.span.start and first < thing.i
    is_verb = opens and deed_of(thing.doc[first].lemma_.lower(), used=False) is not None
    named = opens and _names_what_is_done(thing.doc[first], thing)
    joined = first < thing.i and _is_second_verb(thing.doc[first], sentence)
    return first + 1 if joined or (is_verb and not named) else first


def _is_second_verb(word: Token, sentence: Sentence) -> bool:
    """Tell whether a word is the second of two verbs: "create and edit invoice texts"."""
    if word.i < sentence.span.start + 2 or word.nbor(-1).pos_ != "CCONJ":
        return False
    return word.lower_ in verbs() and word.nbor(-2).pos_ == "VERB"


def _ends_of(thing: Token, sentence: Sentence) -> Iterator[int]:
    """Yield where a name may end, the longest first; a name is never cut before a noun."""
    end = sentence.span.end
    for last in (end_with_complements(thing), end_of(thing)):
        complement = thing.doc[thing.i + 1].lower_ if last > thing.i else ""
        whole = _whole(thing.doc, last, end)
        if complement not in _TO_THE_VERB and whole < end and not _is_cut(thing.doc, whole, end):
            yield whole


def _is_cut(doc: Doc, last: int, end: int) -> bool:
    """Tell whether a name goes on: with a particle ("burn down"), or a word that joins a noun."""
    if last + 1 < end and doc[last + 1].tag_ == "RP":
        return True
    joining = last + 2 < end and _joins_names(doc[last + 1])
    return joining and doc[last + 2].pos_ in _NOUNS


def _joins_names(word: Token) -> bool:
    """Tell whether a word between two nouns belongs to one name with them: "tabs blue line"."""
    return word.pos_ == "ADJ" or word.tag_ in {"VBN", "VBD", "VBG"}


def _fits(span: Span) -> bool:
    """Tell whether words are few enough, and none that "and" joins to the name behind."""
    joined = span.end < len(span.doc) and span.doc[span.end].pos_ == "CCONJ"
    few = len(span.text.split()) <= _MOST_WORDS and len(span.text) <= _MOST_CHARS
    return few and not (len(span) == 1 and joined)
