"""Find what the author leaves open: questions, alternatives, doubts, lists without end."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.sentences import Sentence
from ticketlint.asking.halftold import half_told
from ticketlint.asking.proposals import proposals_of
from ticketlint.cleaning.markup.blocks import MarkKind
from ticketlint.matching.signals.requests import is_request
from ticketlint.model import Role, SectionName
from ticketlint.rules.questions import Opening

# What these say is told of a state or an incident rather than left open.
_TELLING = frozenset({Role.OBSERVED, Role.STEP, Role.ENVIRONMENT, Role.WHY})
_ASKING = frozenset(
    {"should", "shall", "can", "could", "do", "does", "is", "are", "will", "would", "which"}
    | {"what", "how", "who", "when", "where", "may", "must"}
)
# Who asks so wants to know what the team wants; without one of them a question is often polite.
_OF_CHOICE = frozenset({"should", "shall", "which", "or", "must", "may", "whether", "who"})
_POLITE = frozenset(
    {
        "you",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "thoughts",
        "idea",
        "ideas",
        "why",
        "please",
    }
    | {"i", "right", "opinion", "opinions", "help", "ok", "okay"}
)
_DOUBTS = frozenset({"maybe", "perhaps", "possibly", "optionally", "ideally", "preferably"})
_WEIGHING = frozenset({"consider", "idea", "proposal", "suggestion"})
_MODALS = frozenset({"should", "could", "might", "may"})
# What is put off, and what nobody knows yet: a word behind a denial, and what may follow it.
_TO_BE = frozenset(
    {"decided", "determined", "discussed", "confirmed", "clarified", "announced", "agreed"}
)
_NEEDING = frozenset({"need", "have", "ought", "want", "go", "like", "suppose", "able"})
_TO_COME, _KNOWN = frozenset({"come", "follow"}), frozenset({"clear", "sure", "decided", "certain"})
_UNKNOWN, _DENIALS = frozenset({"unclear", "undecided"}), frozenset({"not", "n't", "n’t"})
_WHETHER = frozenset(
    {"if", "whether", "how", "what", "which", "who", "where", "when", "about", "yet"}
)
# What is not clear at times is a trouble, and no decision that is left.
_AT_TIMES = frozenset({"sometimes", "often", "always", "usually", "immediately", "currently"})
# Whoever reports doubts so whether the report is of use, and not what is wanted.
_MODEST = frozenset(
    {"bug", "related", "relevant", "expected", "right", "correct", "helps", "same", "duplicate"}
    | {"already", "reported", "why", "considered"}
)
_ENDLESS = frozenset({"etc", "etc."})
_LATER = frozenset({"tbd", "tbc", "tbd.", "t.b.d."})
# What was said elsewhere, by the first two words.
_SAID = frozenset({"discussed", "agreed", "mentioned", "talked", "decided", "planned"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_SAME = {"PROPN": "NOUN"}
# Behind "or", what makes no alternative.
_NO_ALTERNATIVE = frozenset({"not", "so", "more", "less", "other", "another", "any", "similar"})
_NAMING = frozenset({"amod", "compound", "nummod", "flat", "nmod:poss"})
# How an answer begins that stands right behind its question.
_ANSWER = re.compile(
    r"[:*_•-]{0,3}\s{0,3}(?:A:|->|=>|→|\(|yes\b|no\b|yep\b|nope\b|answer\b)", re.IGNORECASE
)
# So is one behind the further questions of the same breath: "How many? Is there a limit? A: no".
_ANSWER_BELOW = re.compile(r"(?:[^?\n]{1,120}\?\s{0,3}){1,2}A(?:nswer)?:")
# Words that need another one behind them, and marks that join two words.
_LOOSE = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PART", "AUX"})
_POINTING = frozenset({"this", "that", "these", "those", "look", "you", "i", "because"})
_JOINING = frozenset({"-", "/", "_"})
# Whoever asks so looks for help with what there is, and leaves nothing of a wish open.
_FOR_HELP = re.compile(
    r"\b(?:is|are) there (?:a|any|some|another) (?:\w+ ){0,2}?"
    r"(?:way|solution|workaround|chance|plan)s?\b"
    r"|\b(?:would|is|will) it (?:be )?(?:at all )?possible\b",
    re.IGNORECASE,
)
# How many words at the beginning of a question tell whom it asks.
_BEGINNING = 6
# What makes a question one for help, or about what nobody sees in a quotation.
_HELPLESS = frozenset({"this", "something", "help"})
# Sentences in which something is offered, and words behind which it only depends on another.
_OFFERING = frozenset({Role.WHAT, Role.HOW, Role.QUESTION})
_CONDITIONS = frozenset({"if", "so", "that", "which", "because", "wish", "when"})
_MOST_TOKENS, _QUOTED = 11, 8
_THINGS = frozenset({"NOUN", "PROPN"})
_FEWEST = 3


def openings_of(sentence: Sentence) -> Iterator[tuple[Opening, Span]]:
    """Yield what a sentence leaves open, each with the words that tell it."""
    yield from _put_off(sentence.span)
    yield from half_told(sentence)
    if sentence.role in _TELLING and not _is_title(sentence):
        return
    words = {token.lower_ for token in sentence.span}
    is_asked = _ends_asking(sentence) and not _is_answered(sentence)
    is_asked = is_asked and not (_FOR_HELP.search(sentence.text) or is_request(sentence.text))
    if is_asked and (words & _OF_CHOICE or _asks_the_team(sentence)) and not words & _POLITE:
        yield from _question(sentence.span)
    yield from proposals_of(sentence.span)
    is_open = is_asked or bool(words & _DOUBTS)
    if is_open or "either" in words or _is_title(sentence):
        yield from _alternatives(sentence.span, of_things=is_open)
    for token in sentence.span:
        yield from _at(token, sentence)


def _put_off(span: Span) -> Iterator[tuple[Opening, Span]]:
    for token in span:
        small = token.lower_
        if small in _LATER:
            yield Opening.LATER, token.doc[token.i : token.i + 1]
        elif small == "to" and (words := _to_come(token, span)):
            yield Opening.LATER, words
        elif small in _UNKNOWN or _is_not_known(token, span):
            yield from _unknown(token, span)


def _to_come(token: Token, span: Span) -> Span | None:
    """Return "to be decided", or a name with "to come" behind it at an end."""
    doc, first = token.doc, token.i
    behind = [one.lower_ for one in doc[first + 1 : min(first + 3, span.end)]]
    needed = first > span.start and doc[first - 1].lemma_.lower() in _NEEDING
    if behind[:1] == ["be"] and behind[1:] and behind[1] in _TO_BE and not needed:
        return doc[first : first + 3]
    ends = first + 2 >= span.end or doc[first + 2].is_punct or doc[first + 2].is_space
    if behind and behind[0] in _TO_COME and ends and first > span.start:
        noun = doc[first - 1]
        return doc[noun.i : first + 2] if noun.pos_ in _THINGS else None
    return None


def _is_not_known(token: Token, span: Span) -> bool:
    if token.lower_ not in _KNOWN:
        return False
    near = token.doc[max(token.i - 3, span.start) : token.i]
    if any(one.lower_ in _AT_TIMES for one in near):
        return False
    return any(one.lower_ in _DENIALS for one in near[-2:])


def _unknown(token: Token, span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield what is said not to be known: "isn't clear if we keep them", up to the next mark."""
    doc, first = token.doc, _denied_from(token, span)
    last = token.i + 1
    while last < span.end and not doc[last].is_punct and last - first < _QUOTED:
        last += 1
    while last > token.i + 1 and (doc[last - 1].pos_ in _LOOSE or doc[last - 1].is_space):
        last -= 1
    words = {one.lower_ for one in doc[token.i + 1 : last]}
    asks = token.i + 1 < last and doc[token.i + 1].lower_ in _WHETHER
    if asks and not words & _MODEST:
        yield Opening.LATER, doc[first:last]


def _denied_from(token: Token, span: Span) -> int:
    """Return where what is not known begins: at the verb or the "not" that denies it."""
    if token.lower_ not in _KNOWN:
        return token.i
    doc = token.doc
    near = doc[max(token.i - 2, span.start) : token.i]
    first = next((one.i for one in near if one.lower_ in _DENIALS), token.i)
    if first > span.start and doc[first - 1].pos_ == "AUX":
        first -= 1
    # A verb may be a part of a word itself: "I'm not sure".
    while first > span.start and doc[first - 1].is_alpha and not doc[first - 1].whitespace_:
        first -= 1
    return first


def _at(token: Token, sentence: Sentence) -> Iterator[tuple[Opening, Span]]:
    """Yield what one word leaves open."""
    span = sentence.span
    if token.lower_ in _DOUBTS or _weighs(token, sentence) or _is_offered(token, sentence):
        yield from _doubt(token, span)
    elif token.lower_ in _ENDLESS and sentence.role is not Role.OTHER:
        yield from _list(token, span)
    elif token.lower_ == "as" and token.i + 1 < span.end and token.nbor(1).lower_ in _SAID:
        yield Opening.ELSEWHERE, token.doc[token.i : token.i + 2]


def _is_answered(sentence: Sentence) -> bool:
    """Tell whether an answer follows a question at once, or below it as in a form."""
    behind = sentence.passage.text[sentence.end :].lstrip()
    follows = _ANSWER.match(behind) or _ANSWER_BELOW.match(behind)
    return bool(follows) or "Q:" in sentence.text or _is_prompt(sentence)


def _is_prompt(sentence: Sentence) -> bool:
    """Tell whether a sentence stands in bold letters from its first to its last word."""
    shift = sentence.passage.start
    return any(
        mark.kind is MarkKind.STRONG
        and mark.start <= sentence.start + shift
        and sentence.end + shift - 1 <= mark.end
        for mark in sentence.passage.block.marks
    )


def _ends_asking(sentence: Sentence) -> bool:
    """Tell whether a sentence is a question; in a title the mark is often left out."""
    first = sentence.span[0].lower_
    asks = (_is_title(sentence) and first in {"should", "shall"}) or _is_called_open(sentence)
    return asks or sentence.text.rstrip().endswith("?")


def _asks_the_team(sentence: Sentence) -> bool:
    """Tell whether a question is about what the team does, or its author calls it an open one."""
    small = [token.lower_ for token in sentence.span if not token.is_punct][:_BEGINNING]
    helpless = any(token.lower_ in _HELPLESS for token in sentence.span)
    about_us = bool(small) and small[0] in _ASKING and "we" in small and not helpless
    return about_us or _is_called_open(sentence)


def _is_called_open(sentence: Sentence) -> bool:
    """Tell whether a question stands below or behind "open questions", with a mark or without."""
    asks = sentence.span[0].lower_ in _ASKING
    return asks and sentence.passage.section is SectionName.OPEN_QUESTIONS


def _is_title(sentence: Sentence) -> bool:
    return sentence.passage.section is SectionName.TITLE


def _weighs(token: Token, sentence: Sentence) -> bool:
    """Tell whether a title begins as an idea, or a sentence says what one should consider."""
    first = sentence.span.start
    if token.i == first:
        return token.lower_ in _WEIGHING and _is_title(sentence)
    return token.lower_ == "consider" and token.doc[token.i - 1].lower_ in _MODALS


def _is_offered(token: Token, sentence: Sentence) -> bool:
    """Tell whether a way is offered rather than wanted: "we could keep them"."""
    if token.lower_ not in {"could", "might"} or sentence.role not in _OFFERING:
        return False
    before = token.doc[max(token.i - 1, sentence.span.start) : token.i].text.lower()
    after = token.doc[token.i + 1].lower_ if token.i + 1 < sentence.span.end else ""
    small = {one.lower_ for one in sentence.span}
    return before == "we" and after not in _DENIALS and not small & _CONDITIONS


def _question(span: Span) -> Iterator[tuple[Opening, Span]]:
    first = next((token.i for token in span if token.lower_ in _ASKING), None)
    if first is None:
        return
    last = _without_marks(span.doc, first, span.end)
    told = first > span.start and span.doc[first - 1].lower_ == "there"
    begins = (first - span.start <= 1 and not told) or span.doc[first - 1].is_punct
    if span.doc[first].lower_ == "which" and span.doc[first + 1 : first + 2].text == "we":
        begins = False
    if begins and last - first >= _FEWEST:
        yield Opening.ASKED, span.doc[first:last]


def _alternatives(span: Span, *, of_things: bool) -> Iterator[tuple[Opening, Span]]:
    for token in span:
        found = _pair(token) if token.lower_ == "or" and token.dep_ == "cc" else None
        if found is not None and (of_things or _is_verb(found[0])):
            one, other = found
            first, last = _first_of(one, span.start), _last_of(other)
            ends = last + 1 >= span.end or span.doc[last + 1].is_punct or not _is_verb(one)
            if last - first < _MOST_TOKENS and ends and not _is_denied(span.doc, first):
                yield Opening.EITHER, span.doc[first : last + 1]


def _is_verb(word: Token) -> bool:
    return word.pos_ == "VERB"


def _is_denied(doc: Doc, first: int) -> bool:
    """Tell whether a pair is ruled out, so that none of the two is wanted."""
    return any(
        token.lower_ in {"not", "n't", "no", "without"} for token in doc[max(first - 2, 0) : first]
    )


def _pair(conjunction: Token) -> tuple[Token, Token] | None:
    """Return what stands before and behind an "or", where both are of one kind."""
    other = conjunction.head
    one = other.head
    after = conjunction.nbor(1).lower_ if conjunction.i + 1 < len(conjunction.doc) else ""
    if other.dep_ != "conj" or after in _NO_ALTERNATIVE or one.i >= conjunction.i:
        return None
    kinds = [_SAME.get(word.pos_, word.pos_) for word in (one, other)]
    many = sum(token.dep_ == "conj" for token in one.children)
    begins = _first_of(other, conjunction.i + 1)
    begins -= begins > conjunction.i + 1 and other.doc[begins - 1].dep_ == "det"
    bare = not _is_verb(one) or one.tag_ == other.tag_ == "VB" or one.tag_ == other.tag_ == "VBP"
    alike = kinds[0] == kinds[1] and kinds[0] in _CONTENT and bare
    return (one, other) if alike and many == 1 and begins == conjunction.i + 1 else None


def _first_of(word: Token, start: int) -> int:
    first = word.i
    while first > start and word.doc[first - 1].dep_ in _NAMING:
        first -= 1
    return first


def _last_of(word: Token) -> int:
    return word.right_edge.i if word.right_edge.i - word.i < _MOST_TOKENS else word.i


def _doubt(token: Token, span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield what stands behind a word of doubt, up to the next mark."""
    doc, first = token.doc, token.i + 1
    while first < span.end and (doc[first].is_punct or doc[first].lower_ in {"we", "could"}):
        first += 1
    last = first
    while last < span.end and not doc[last].is_punct:
        last += 1
    if last - first > _QUOTED:
        last = next((i for i in range(first + 2, first + _QUOTED) if doc[i].pos_ == "CCONJ"), last)
    cut = doc[last - 1].pos_ in _LOOSE or (last < span.end and doc[last].text in _JOINING)
    points = any(token.lower_ in _POINTING | {"related"} for token in doc[first:last])
    told = any(token.tag_ == "VBD" or token.lower_ == "there" for token in doc[first:last])
    if last - first >= _FEWEST - 1 and not (cut or points or told):
        yield Opening.UNSURE, doc[first:last]


def _list(token: Token, span: Span) -> Iterator[tuple[Opening, Span]]:
    """Yield the list that a word such as "etc." ends."""
    doc, last = token.doc, token.i
    while last > span.start and (doc[last - 1].is_punct or doc[last - 1].lower_ == "and"):
        last -= 1
    head = doc[last - 1] if last > span.start else None
    if head is None or head.pos_ not in _CONTENT:
        return
    first = _first_of(head.head if head.dep_ == "conj" else head, span.start)
    if doc[first].lower_ in {"example", "instance"} and first > span.start:
        first += doc[first - 1].lower_ == "for"
    if 0 < last - first < _MOST_TOKENS:
        yield Opening.MORE, doc[first:last]


def _without_marks(doc: Doc, first: int, end: int) -> int:
    while end > first and doc[end - 1].is_punct:
        end -= 1
    return end
