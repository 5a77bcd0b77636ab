"""Tell whether words that were read as the name of a thing rather hold a verb."""

from spacy.tokens import Token

from ticketlint.annotation.pipeline.lexicon import verbs
from ticketlint.asking.candidates import Phrase
from ticketlint.matching.signals.compounds import common_nouns

# Verbs that are often read as a part of the name behind them.
TAKEN_FOR_NOUNS = frozenset({"conduct", "cleanup", "debug", "chunk", "procure", "setup", "tidy"})
# Behind these and "to" stands a verb; behind those, with a subject, one that ends their clause.
_NEEDING = frozenset({"have", "need", "want", "like", "able", "try", "wish", "ought", "go"})
_WHEN = frozenset({"before", "after", "when", "whenever", "until", "once", "while", "if"})
_THINGS = frozenset({"NOUN", "PROPN"})


def hides_a_verb(phrase: Phrase) -> bool:
    """Tell whether the first or the main word of a thing is rather a verb."""
    words = {phrase.span[0], phrase.head}
    return any(map(_is_a_verb, words)) or _is_a_clause(phrase)


def _is_a_clause(phrase: Phrase) -> bool:
    """Tell whether a phrase is a subject with its verb: "before the timer fires"."""
    head, first = phrase.head, phrase.span.start
    ends = head.tag_ == "NNS" and head.i + 1 == phrase.span.end and len(phrase.span) > 1
    if not ends or head.lemma_.lower() not in verbs() or head.nbor(-1).pos_ not in _THINGS:
        return False
    sentence = phrase.sentence.span
    near = head.doc[max(first - 2, sentence.start) : first]
    asks = any(one.lower_ in _WHEN for one in near[:1] if near[-1].pos_ == "DET")
    if not asks and not (len(near) and near[-1].lower_ in _WHEN):
        return False
    for token in head.doc[head.i + 1 : sentence.end]:
        if token.is_punct:
            break
        if token.pos_ in {"VERB", "AUX"}:
            return False
    return True


def _is_a_verb(word: Token) -> bool:
    """Tell whether what was read as a noun or a word before it is rather an instruction."""
    small, lemma = word.lower_, word.lemma_.lower()
    is_verb = small in verbs() or (lemma in verbs() and small.endswith("s"))
    if small in TAKEN_FOR_NOUNS or (word.pos_ == "VERB" and word.tag_ == "VBG"):
        return True
    if is_verb and _is_needed(word):
        return True
    if word.i == word.sent.start and word.tag_ in {"VBD", "VBN"}:
        return word.head.tag_ not in {"NNS", "NNPS"}
    if word.i == word.sent.start:
        return is_verb and word.pos_ != "ADJ" and word.dep_ != "ROOT"
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
