"""Tell whether a phrase of a ticket stands well in a question."""

import re

from spacy.tokens import Token

from ticketlint.annotation.pipeline.lexicon import verbs
from ticketlint.asking.candidates import Phrase
from ticketlint.asking.hidden import TAKEN_FOR_NOUNS, hides_a_verb, reads_as_order
from ticketlint.matching.signals.acronyms import common_acronyms
from ticketlint.model import SectionName
from ticketlint.rules.questions import Opening, Shape

_MOST_WORDS, _MOST_CHARS = 8, 60
# So many words of a longer question are quoted, and what stands for the rest.
_BEGINNING, _GOES_ON_MARK = 7, " …"
# Words, with the marks that stand inside of one ("log-in", "user's", "v2.1", "and/or").
_WORD = r"[^\W_]+(?:[-'’/&+.][^\W_]+)*%?"
_PHRASE = re.compile(rf"{_WORD}(?: (?:{_WORD}|&))*")
_LAST_NUMBER, _ITEM_BEHIND = re.compile(r"\b\d{1,3}$"), re.compile(r"\. +[^\W\d]")
_OPEN_WORDS = re.compile(rf"{_WORD}(?:,? (?:{_WORD}|&))*")
_BEFORE, _AFTER = "(,;:!?*—–", ",;!?)—–*"
_OF_NOUNS = frozenset({Shape.NOUN, Shape.NOUNS})
_LOOSE = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX", "PRON", "PUNCT", "SYM"})
_LOOSE_AHEAD = frozenset({"PUNCT", "CCONJ", "SYM", "PART", "ADP", "ADV"})
# Nouns that name nothing by themselves, only together with what says which.
_EMPTY = frozenset(
    {"thing", "way", "lot", "bit", "kind", "sort", "example", "case", "issue", "ticket", "point"}
    | {"follow-up", "discussion", "moment", "time", "day", "fact", "reason", "problem", "question"}
    | {"part", "side", "end", "one", "something", "anything", "everything", "nothing", "everyone"}
    | {"someone", "anyone", "order", "instance", "addition", "regard", "sense", "story", "bug"}
    | {"second", "minute", "hour", "week", "month", "year", "half", "rest", "course", "thank"}
    | {"task", "epic", "title", "description", "summary", "note", "person", "guy", "thanks", "hi"}
    | {"other", "mind"}
)
# Of these, those that name a thing together with what stands before them: "page title".
_WITH_OTHERS = frozenset(
    {"title", "description", "summary", "note", "order", "case", "ticket", "story", "task", "epic"}
    | {"question", "time", "day", "discussion", "example"}
)
# Nouns that say nothing alone, and adjectives that cannot be asked about.
_PALE = frozenset(
    {"user", "support", "hour", "component", "page", "app", "application", "feature", "error"}
    | {"code", "file", "test", "system", "project", "version", "change", "work", "idea", "use"}
    | {"name", "number", "place", "line", "list", "item", "value", "result", "option", "setting"}
)
# Verbs that tell how somebody goes about it rather than what is wanted.
_WEAK = frozenset(
    {"take", "use", "consider", "look", "think", "guess", "try", "know", "hope", "notice", "find"}
    | {"mean", "say", "tell", "ask", "believe", "understand", "help", "give", "keep", "base", "go"}
    | {"come", "happen", "follow", "click", "open", "press", "run", "work", "start", "get", "feel"}
    | {"contain", "relate", "cause", "depend", "belong", "exist", "remember", "note", "refer"}
)
_OF_MANY = frozenset({"all", "both", "many", "several", "various", "multiple", "few", "most"})
_AMOUNTS = frozenset(
    {"number", "amount", "thousand", "hundred", "dozen", "million", "set", "range", "series"}
    | {"variety", "majority", "lots", "type", "couple", "pair", "group", "event"}
)
# What these begin is there already: nothing about it has to be decided.
_KNOWN = frozenset({"same"})
_COUNTS = frozenset({"many", "much", "few", "more"})
_OPENERS = frozenset(
    {"no", "able", "when", "how", "where", "why", "what", "that", "if", "as", "there", "sure"}
)
# What belongs to the same name where it stands beside one; what cuts a verb off or ends a clause.
_NAMES = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
_AFTER_CUTS = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_AFTER_CLAUSES = frozenset({"PUNCT", "CCONJ", "SCONJ"})
_GOES_ON = frozenset({"ADP", "PART", "SCONJ", "ADV", "NUM", "PRON", "DET"})
_NEW_CLAUSES = frozenset({"when", "if", "because", "since", "while", "as", "after", "before"})
_NEEDED = frozenset({"xcomp", "ccomp"})
_ASKING = frozenset({"WDT", "WP", "WRB", "WP$"})
_DENYING = frozenset({"not", "n't", "n’t", "no", "never", "without", "cannot"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SAYING = frozenset({"VBZ", "MD", "VBD"})
_BINDING = frozenset({"aux", "aux:pass", "cop"})


def stands(phrase: Phrase, shape: Shape) -> bool:
    """Tell whether a phrase is whole: words, their number, what stands around them."""
    text = phrase.text
    if shape is Shape.OPEN:
        return _stands_open(phrase)
    if not _PHRASE.fullmatch(text) or len(text) > _MOST_CHARS or text.count(" ") >= _MOST_WORDS:
        return False
    whole = _is_cut_out(phrase.passage.text, phrase.start, phrase.end)
    if shape in _OF_NOUNS and is_whole_title(phrase):
        first = phrase.sentence.span[0]
        told = first.lower_ in {*verbs(), *TAKEN_FOR_NOUNS} or reads_as_order(first)
        says = any(t.tag_ in _SAYING or t.tag_ == "VBP" for t in phrase.span)
        doing = phrase.span[0].tag_ == "VBG" and phrase.span[0].dep_ != "compound"
        return text.count(" ") > 0 and whole and not (told or says or doing)
    return whole and _has_words(phrase, shape) and not _is_loose(phrase, shape)


def names_a_thing(phrase: Phrase) -> bool:
    """Tell whether the words of a thing can be quoted: whole, and more than an empty noun."""
    text, lemma = phrase.text, phrase.head.lemma_.lower()
    if not _PHRASE.fullmatch(text) or not _is_cut_out(
        phrase.passage.text, phrase.start, phrase.end
    ):
        return False
    alone = text.count(" ") == 0
    if lemma in (_EMPTY | _PALE | _AMOUNTS if alone else _EMPTY - _WITH_OTHERS):
        return False
    if phrase.span[-1].pos_ in _LOOSE or any(_points_away(token) for token in phrase.span):
        return False
    if phrase.span[0].lower_ in _KNOWN:
        return False
    return not _is_of(phrase) or phrase.span[-1].i > phrase.head.i


def _stands_open(phrase: Phrase) -> bool:
    """Tell whether what an author leaves open can be quoted: short, without marks of its own.

    Of a question its beginning is enough.
    """
    text = quoted(phrase).removesuffix(_GOES_ON_MARK)
    words = text.split()
    return (
        len(words) <= _MOST_WORDS
        and len(text) <= _MOST_CHARS
        and _OPEN_WORDS.fullmatch(text) is not None
    )


def quoted(phrase: Phrase) -> str:
    """Return the words of a phrase as they are quoted: of a long question the beginning."""
    words = phrase.text.split()
    if phrase.opening is not Opening.ASKED or len(words) <= _MOST_WORDS:
        return phrase.text
    return " ".join(words[:_BEGINNING]).rstrip(",;:") + _GOES_ON_MARK


def _is_cut_out(text: str, start: int, end: int) -> bool:
    """Tell whether blanks or the marks of a sentence stand around a phrase."""
    before, after = text[:start][-1:], text[end : end + 2]
    if _ends_before_item(text, start, end):
        return False
    if "\n" in text[start:end] or not (before.isspace() or before in _BEFORE):
        return False
    first, second = after[:1], after[1:]
    if first.isspace() or first in _AFTER:
        return True
    return first in ".:" and (not second or second.isspace())


def _ends_before_item(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase ends with the number of the next item of a list in one line."""
    number = _LAST_NUMBER.search(text, start, end)
    if number is None or not _ITEM_BEHIND.match(text, end):
        return False
    return re.search(rf"\b{int(number[0]) - 1}\. ", text[:start]) is not None


def _has_words(phrase: Phrase, shape: Shape) -> bool:
    words = phrase.text.split()
    letters = [word for word in words if sum(map(str.isalpha, word)) > 1]
    if not letters or (phrase.text.isupper() and len(letters) > 1):
        return False
    if shape not in _OF_NOUNS:
        return len(words) > 1 or shape is Shape.ADJECTIVE
    lemma = phrase.head.lemma_.lower()
    if len(words) > 1:
        return lemma not in _EMPTY
    says = shape is Shape.NOUNS or is_rare(phrase.text)
    return lemma not in _EMPTY | _PALE and says


def is_rare(word: str) -> bool:
    """Tell whether a word is an acronym that not every engineer knows."""
    return word.isalpha() and word.isupper() and word not in common_acronyms()


def _is_loose(phrase: Phrase, shape: Shape) -> bool:
    first, last = phrase.span[0], phrase.span[-1]
    if (
        last.lemma_.lower() in _EMPTY
        or last.pos_ in _LOOSE
        or first.pos_ in _LOOSE_AHEAD
        or first.lower_ in _OPENERS
    ):
        return True
    if any(_points_away(token) for token in phrase.span) or _is_counted(phrase, shape):
        return True
    if shape in _OF_NOUNS:
        return _goes_on(phrase, _NAMES) or hides_a_verb(phrase)
    if not _has_verb(phrase.head, shape):
        return True
    return _is_denied(phrase) or _is_a_name(phrase, shape) or _is_cut_off(phrase, shape)


def _points_away(token: Token) -> bool:
    """Tell whether a word stands for another, or asks itself."""
    stands_in = token.pos_ == "PRON" and (token.dep_ != "nmod:poss" or token.head.dep_ == "nmod")
    return stands_in or token.tag_ in _ASKING or token.lower_ == "following"


def _has_verb(head: Token, shape: Shape) -> bool:
    """Tell whether a clause has a finite verb, and an action one that says what is wanted."""
    if shape is Shape.CLAUSE:
        return _is_finite(head)
    lemma = head.lemma_.lower()
    return shape is not Shape.ACTION or (lemma not in _WEAK and lemma in verbs())


def _is_counted(phrase: Phrase, shape: Shape) -> bool:
    """Tell whether a phrase begins with a number, is one, or the count of "how many"."""
    if shape is Shape.NOUN and phrase.span[0].lower_ in _OF_MANY:
        return True
    if phrase.head.lemma_.lower() in _AMOUNTS and _is_of(phrase):
        return True
    first = phrase.span[0]
    before = first.nbor(-1).lower_ if first.i else ""
    return first.like_num or (first.lower_ in _COUNTS and before in {"how", "so", "as", "too"})


def _is_of(phrase: Phrase) -> bool:
    """Tell whether "of" stands behind the main word of a phrase."""
    after = phrase.head.i + 1
    return after < phrase.sentence.span.end and phrase.span.doc[after].lower_ == "of"


def _goes_on(phrase: Phrase, before: frozenset[str]) -> bool:
    """Tell whether the words beside a phrase belong to the same name."""
    doc, sentence = phrase.span.doc, phrase.sentence.span
    first, end = phrase.span.start, phrase.span.end
    left = first > sentence.start and doc[first - 1].pos_ in before
    after = doc[end] if end < sentence.end else None
    return left or (after is not None and (after.pos_ in _NAMES or _leans_on(after)))


def _leans_on(word: Token) -> bool:
    """Tell whether a participle belongs to a noun behind it, as in "loading button"."""
    return word.pos_ == "VERB" and word.head.i > word.i and word.dep_ in {"amod", "compound"}


def _is_a_name(phrase: Phrase, shape: Shape) -> bool:
    """Tell whether what was read as a verb goes on with a name, as in "bounding box"."""
    first = phrase.span.start
    named = first > phrase.sentence.span.start and phrase.span.doc[first - 1].pos_ in _NAMES
    has_subject = any(token.dep_.startswith("nsubj") for token in phrase.head.children)
    return shape is not Shape.CLAUSE and named and not has_subject


def _is_denied(phrase: Phrase) -> bool:
    """Tell whether the word that makes the contrary of a phrase stands outside of it."""
    near = phrase.span.doc[max(phrase.span.start - 2, 0) : phrase.span.start]
    return any(token.lower_ in _DENYING for token in near)


def _is_cut_off(phrase: Phrase, shape: Shape) -> bool:
    """Tell whether what a verb needs stands behind its phrase."""
    end, sentence = phrase.span.end, phrase.sentence.span
    if end >= sentence.end:
        return False
    after = phrase.span.doc[end]
    if after.text == "(":
        return True
    needs = any(t.dep_ in _NEEDED and t.i >= end for t in phrase.head.children)
    if shape is Shape.ACTION and after.pos_ in _GOES_ON and after.lower_ not in _NEW_CLAUSES:
        return True
    if shape is Shape.CLAUSE:
        return needs or after.pos_ not in _AFTER_CLAUSES
    return needs or after.pos_ in _AFTER_CUTS or after.lower_ == "of"


def _is_finite(root: Token) -> bool:
    """Tell whether a clause has a verb that goes with its subject."""
    bound = (root, *(token for token in root.children if token.dep_ in _BINDING))
    return any(token.tag_ in _FINITE for token in bound)


def is_in_title(phrase: Phrase) -> bool:
    """Tell whether a phrase stands in the title."""
    return phrase.passage.section is SectionName.TITLE


def is_whole_title(phrase: Phrase) -> bool:
    """Tell whether a phrase is all that a title says."""
    if not is_in_title(phrase):
        return False
    words = [token for token in phrase.sentence.span if not token.is_punct]
    return phrase.span.start <= words[0].i and words[-1].i < phrase.span.end
