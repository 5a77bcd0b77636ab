"""Tell whether words that were read as the name of a thing rather hold a verb."""

from itertools import takewhile

from spacy.tokens import Token

from ticketlint.annotation.pipeline.lexicon import verbs
from ticketlint.asking.candidates import Phrase
from ticketlint.matching.signals.compounds import common_nouns

# Verbs that are often read as a part of the name behind them.
TAKEN_FOR_NOUNS = frozenset({"conduct", "cleanup", "debug", "chunk", "procure", "setup", "tidy"})
# So verbs end, and a few words that are none.
_VERB_ENDS = ("ate", "ize", "ise", "ify")
_NO_VERBS = frozenset(
    {"accurate", "adequate", "affiliate", "aggregate", "alternate", "appropriate", "associate"}
    | {"candidate", "certificate", "chocolate", "climate", "concise", "coordinate", "corporate"}
    | {"crate", "delegate", "duplicate", "estimate", "gate", "immediate", "intermediate", "late"}
    | {"likewise", "mandate", "merchandise", "otherwise", "paradise", "postgraduate", "precise"}
    | {"premise", "private", "resize", "separate", "size", "slate", "surprise", "surrogate"}
    | {"template", "ultimate", "wise"}
)
# Behind these and "to" stands a verb; behind those, with a subject, one that ends their clause.
_NEEDING = frozenset({"have", "need", "want", "able", "try", "wish", "ought"})
_WHEN = frozenset({"before", "after", "when", "whenever", "until", "once", "while", "if"})
_THINGS = frozenset({"NOUN", "PROPN"})
# A verb with such an end has more letters than these: "date", "rise" and "unify" are left alone.
_LONGER = 5


def reads_as_order(word: Token) -> bool:
    """Tell whether a word that opens a sentence ends as verbs do: "Animate", "Paginate"."""
    small = word.lower_
    ends = small.endswith(_VERB_ENDS) and len(small) > _LONGER
    return ends and small not in _NO_VERBS and small not in common_nouns()


def hides_a_verb(phrase: Phrase) -> bool:
    """Tell whether the first or the main word of a thing is rather a verb."""
    words = {phrase.span[0], phrase.head}
    return any(map(_is_a_verb, words)) or _is_needed(phrase.span[0]) or _is_a_clause(phrase)


def _is_a_clause(phrase: Phrase) -> bool:
    """Tell whether a phrase is a subject with its verb: "before the timer fires"."""
    head = phrase.head
    ends = head.tag_ == "NNS" and head.i + 1 == phrase.span.end
    is_pair = head.i > phrase.span.start and head.nbor(-1).pos_ in _THINGS
    return ends and is_pair and _begins_clause(phrase) and not _has_verb_behind(phrase)


def _begins_clause(phrase: Phrase) -> bool:
    """Tell whether a word such as "before" stands in front, with or without an article."""
    first, sentence = phrase.span.start, phrase.sentence.span
    near = first - 1
    if near > sentence.start and phrase.span.doc[near].pos_ == "DET":
        near -= 1
    return near >= sentence.start and phrase.span.doc[near].lower_ in _WHEN


def _has_verb_behind(phrase: Phrase) -> bool:
    """Tell whether a verb follows before the next mark."""
    behind = phrase.span.doc[phrase.span.end : phrase.sentence.span.end]
    clause = takewhile(lambda token: not token.is_punct, behind)
    return any(token.pos_ in {"VERB", "AUX"} for token in clause)


def _is_a_verb(word: Token) -> bool:
    """Tell whether what was read as a noun or a word before it is rather an instruction."""
    small, lemma = word.lower_, word.lemma_.lower()
    is_verb = small in verbs() or (lemma in verbs() and small.endswith("s"))
    if small in TAKEN_FOR_NOUNS or (word.pos_ == "VERB" and word.tag_ == "VBG"):
        return True
    if word.i == word.sent.start and word.tag_ in {"VBD", "VBN"}:
        return word.head.tag_ not in {"NNS", "NNPS"}
    if word.i == word.sent.start:
        told = (is_verb and word.pos_ != "ADJ") or reads_as_order(word)
        return told and word.dep_ != "ROOT"
    if word.nbor(-1).pos_ in {"DET", "ADJ", "PRON"} or _is_a_thing(word):
        return False
    return is_verb and word.pos_ != "ADJ" and common_nouns().isdisjoint({small, lemma})


def _is_needed(word: Token) -> bool:
    """Tell whether "to" behind a need stands right before a word: "have to phone support"."""
    if word.i < word.sent.start + 2 or word.nbor(-1).lower_ != "to":
        return False
    return word.nbor(-2).lemma_.lower() in _NEEDING


def _is_a_thing(word: Token) -> bool:
    """Tell whether a noun is the object of a verb and has an article, which no verb has."""
    named = any(
        child.dep_ == "det" or (child.dep_ == "nmod" and child.i > word.i)
        for child in word.children
    )
    return word.dep_ == "obj" and named
