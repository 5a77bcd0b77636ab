"""Tell whether a ticket answers already what could be asked about a phrase."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.sentences import Sentence
from ticketlint.asking.candidates import Phrase
from ticketlint.cleaning.markup.blocks import BlockKind, MarkKind
from ticketlint.matching.checks import needless, reproduction
from ticketlint.matching.signals.changes import orders_work
from ticketlint.matching.signals.shown import proposes, shows_command, shows_fault, shows_picture
from ticketlint.model import SectionName, SectionState
from ticketlint.rules.options import NoOptions

# Behind a phrase, what names its members, its sense or an example.
_NAMED_BEHIND = re.compile(
    r"\W{0,2}\s*+(?:[(:=\"“'`<\[{]|[—–-]\s|,?\s{0,9}"
    r"(?:e\.g|eg\b|i\.e|ie\b|such as|like|including|namely"
    r"|for example|for instance|using|which|that|whose|called|named"
    r"|as follows|defined|consisting|containing|with the"
    r"|from the list|below|above|listed|described|mentioned)\b)",
    re.IGNORECASE,
)
# A version number, or the name of a system, browser or device, anywhere in the stored text.
_ENVIRONMENT = re.compile(
    r"\b(?:v?\d+\.\d+|windows|win(?:32|64|10|11)|linux|ubuntu|debian|fedora|mac ?os|osx|android"
    r"|ios|iphone|ipad|chrome|chromium|firefox|safari|edge browser|opera|ie ?\d+"
    r"|internet explorer|docker|kubernetes|staging"
    r"|production|jdk|java ?\d+|php ?\d|python ?\d|node ?\d)\b",
    re.IGNORECASE,
)
# A number beside a name, as versions have: "4.2", "iOS 17", "build 1234".
_NUMBERED = re.compile(r"(?i)\d\.\d|[a-z] ?\d+\b")
# A number that says which version, and a place where a set is told.
_VERSION = re.compile(r"(?i)\bv?\d+(?:\.(?:\d+|x))+\b|\b(?:version|release) v?\d+\b")
_VERSIONED = frozenset({"version", "release", "build", "milestone"})
_PLACE = re.compile(
    r"(?i)\b(?:sections?|chapters?|appendix|tables?|figures?|pages?|steps?|rfc) \d"
    r"|\b(?:see|as in|according to|following) (?:the )?(?:\w+ ){0,2}"
    r"(?:list|table|section|link|page)\b"
)
# Behind a phrase, what takes it up again: "other files, search the folder for each of them".
_TAKEN_UP = re.compile(r"(?i)\b(?:each|all|both|any|none|some|one) of (?:them|these|those)\b")
# Verbs whose subject tells what their object is.
_DEFINING = frozenset(
    {"define", "list", "describe", "specify", "enumerate", "name", "document", "explain", "contain"}
)
# So many items or commas count something up; a text of more passages tells of other things too.
_ITEMS, _COMMAS, _SHORT = 3, 3, 12
_QUOTES_BEFORE = frozenset("\"“'`)]}>")
# What hangs on a noun and says which one is meant.
_NAILING = frozenset({"acl", "acl:relcl", "appos", "nummod", "nmod"})
_TELLING = frozenset({"acl:relcl", "appos"})
_POINTING = frozenset({"this", "that", "these", "those", "said", "following", "above", "below"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that", "its", "their"})


def is_answered(phrase: Phrase, doc: TicketDoc) -> bool:
    """Tell whether the words around a phrase, or a later sentence, say what it is.

    That is so where a list, an example or a definition follows, where code or a quotation stands
    beside it, where something hangs on it that its words do not hold, where it points back, and
    where the text tells of the same thing as a subject.
    """
    return (
        _is_named_behind(phrase)
        or _is_beside_a_mark(phrase)
        or _is_nailed_down(phrase)
        or _opens_a_list(phrase, doc)
        or _is_told_of(phrase, doc)
        or _is_listed(phrase, doc)
        or _is_placed(phrase, doc)
    )


def is_cut(phrase: Phrase) -> bool:
    """Tell whether something hangs on a phrase that its words do not hold."""
    return _is_beside_a_mark(phrase) or _is_nailed_down(phrase)


def _is_named_behind(phrase: Phrase) -> bool:
    return bool(_NAMED_BEHIND.match(phrase.passage.text, phrase.end))


def _is_beside_a_mark(phrase: Phrase) -> bool:
    """Tell whether a quotation or code stands right before or behind a phrase."""
    if phrase.passage.text[: phrase.start].rstrip()[-1:] in _QUOTES_BEFORE:
        return True
    shift = phrase.passage.start
    return any(
        -2 <= mark.start - shift - phrase.end <= 2 or -2 <= phrase.start + shift - mark.end <= 1
        for mark in phrase.passage.block.marks
        if mark.kind in {MarkKind.CODE, MarkKind.MENTION, MarkKind.KEY}
    )


def _is_nailed_down(phrase: Phrase) -> bool:
    """Tell whether a clause, an apposition or a pointing word says which one is meant."""
    if any(token.lower_ in _POINTING for token in (*phrase.span, *_determiners(phrase.head))):
        return True
    if _goes_on_joined(phrase):
        return True
    return any(
        child.i >= phrase.span.end and child.dep_ in _NAILING for child in phrase.head.children
    )


def _goes_on_joined(phrase: Phrase) -> bool:
    """Tell whether the last word of a phrase, not its main one, is joined to one behind it."""
    last = phrase.span[-1]
    joined = any(child.dep_ == "conj" and child.i > last.i for child in last.children)
    return joined and last.i != phrase.head.i


def _determiners(head: Token) -> Iterator[Token]:
    yield from (child for child in head.children if child.dep_ == "det")


def _opens_a_list(phrase: Phrase, doc: TicketDoc) -> bool:
    """Tell whether the passage of a phrase ends with a colon, or items follow it."""
    passages, passage = doc.passages, phrase.passage
    if passage.section is SectionName.TITLE:
        return False
    if passage.text.rstrip().endswith(":"):
        return True
    place = next(i for i, one in enumerate(passages) if one is passage)
    after = passages[place + 1] if place + 1 < len(passages) else None
    is_item = after is not None and after.block.kind is BlockKind.ITEM
    return is_item and passage.block.kind is not BlockKind.ITEM


def _is_listed(phrase: Phrase, doc: TicketDoc) -> bool:
    """Tell whether a short text below a title that names several things counts them up."""
    several = phrase.head.tag_ in {"NNS", "NNPS"}
    if phrase.passage.section is not SectionName.TITLE or not several:
        return False
    texts = [one for one in doc.passages if one.section is not SectionName.TITLE]
    written = [one for one in texts if not one.is_unwritten]
    items = sum(one.block.kind is BlockKind.ITEM for one in written)
    counted = any(one.text.count(",") >= _COMMAS for one in written)
    return (items >= _ITEMS or counted) and len(written) <= _SHORT


def _is_told_of(phrase: Phrase, doc: TicketDoc) -> bool:
    """Tell whether another sentence says something of the same thing.

    As of a known one, or with a clause or an example that says which one is meant.
    """
    lemma, own = phrase.head.lemma_.lower(), phrase.sentence
    return any(
        token.lemma_.lower() == lemma and _is_told(token, sentence)
        for sentence in doc.sentences
        if sentence is not own and not sentence.passage.is_unwritten
        for token in sentence.span
    )


def _is_told(token: Token, sentence: Sentence) -> bool:
    if token.dep_ in _SUBJECTS and _is_known(token):
        return True
    named = any(child.i > token.i and child.dep_ in _TELLING for child in token.children)
    return named or bool(_NAMED_BEHIND.match(sentence.passage.text, token.idx + len(token)))


def _is_placed(phrase: Phrase, doc: TicketDoc) -> bool:
    """Tell whether a number, a section or what defines it says where to find what is meant."""
    sentence = phrase.sentence
    if phrase.head.lemma_.lower() in _VERSIONED and _names_version(doc):
        return True
    behind = phrase.passage.text[phrase.end : sentence.end]
    return (
        _PLACE.search(sentence.text) is not None
        or _TAKEN_UP.search(behind) is not None
        or _is_defined(phrase.head)
    )


def _names_version(doc: TicketDoc) -> bool:
    return any(_VERSION.search(p.text) for p in doc.passages if not p.is_unwritten)


def _is_defined(head: Token) -> bool:
    """Tell whether something is said to define or to list a thing: no wish that it should."""
    verb = head.head
    if head.dep_ != "obj" or verb.lemma_.lower() not in _DEFINING:
        return False
    has_subject = any(token.dep_ == "nsubj" for token in verb.children)
    return has_subject and not any(token.dep_ == "aux" for token in verb.children)


def _is_known(token: Token) -> bool:
    return any(child.lower_ in _DEFINITE for child in token.children)


def words_beside_title(doc: TicketDoc) -> int:
    """Return how many words the author wrote below the title."""
    return sum(
        sum(token.is_alpha for token in sentence.span)
        for sentence in doc.sentences
        if sentence.passage.section is not SectionName.TITLE and not sentence.passage.is_unwritten
    )


def names_environment(doc: TicketDoc) -> bool:
    """Tell whether a version, a system or a device is named anywhere, in code and forms too.

    Where none makes a difference, as on a page that runs in one place, none is asked for either.
    """
    return _names(_ENVIRONMENT, doc) or needless.is_placeless(doc)


def lacks_version(doc: TicketDoc) -> bool:
    """Tell whether a fault of a system is told without a version, and nothing of it is shown."""
    told = _names(_NUMBERED, doc) or is_seen(doc) or shows_command(doc) or orders_work(doc)
    return not told and _names(_ENVIRONMENT, doc) and not needless.is_placeless(doc)


def _names(what: re.Pattern[str], doc: TicketDoc) -> bool:
    texts = (doc.ticket.title, *(field.text for field in doc.ticket.fields))
    return any(what.search(text) for text in texts)


def shows_steps(doc: TicketDoc) -> bool:
    """Tell whether somebody can see how a fault comes up: told, by a command, by code, a picture.

    Not so where the steps were asked for and left out, or where a proposal has none.
    """
    states = [one.state for one in doc.sections if one.name is SectionName.STEPS]
    if states and SectionState.PRESENT not in states:
        return False
    checks = (reproduction.shown, reproduction.told)
    shown = any(True for check in checks for _ in check(doc, NoOptions()))
    return shown or shows_command(doc) or shows_picture(doc) or proposes(doc)


def is_seen(doc: TicketDoc) -> bool:
    """Tell whether a fault is shown, so that it is done when that is no longer seen."""
    return shows_fault(doc) or shows_picture(doc)
