"""Tell which things a pronoun may stand for, and find those that leave a reader to choose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.lexicon.persons import is_person

_FORMS = {
    **dict.fromkeys(("it", "its"), "thing"),
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "person"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "many"),
    **dict.fromkeys(("this", "these"), "pointing"),
}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# An object is told by its verb, "open the file and print it", unless the sentence binds.
_LED = _SUBJECTS | {"nmod:poss"}
_OBJECTS = frozenset({"obj", "obl", "nmod"})
# Places of a clause that a later pronoun takes up; a place, a time or a means is passed over.
_CORE = _SUBJECTS | {"obj", "iobj", "obl:agent"}
_JOINED = frozenset({"conj", "appos"})
_PARTS = frozenset({"compound", "flat"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_DESCRIBED = _NOUNS | {"ADJ", "NUM", "VERB"}
# A verb in one of these places has the subject of the verb above where it has none.
_BORROWS = frozenset({"conj", "xcomp", "advcl", "acl"})
_CLAIMS = frozenset({"csubj", "csubj:pass", "ccomp"})
_AFTERTHOUGHTS = frozenset({"xcomp", "advcl", "acl"})
# A sentence with one of these is a promise, and a reader may hold the author to any reading.
_BINDING = frozenset({"shall", "must"})
# Nouns that name no thing a pronoun could stand for.
_EMPTY = frozenset(
    {
        *("ability", "addition", "case", "chance", "day", "example", "fact", "future", "general"),
        *("kind", "lot", "moment", "need", "number", "option", "part", "place", "point"),
        *("possibility", "problem", "reason", "sense", "sort", "time", "type", "way"),
    }
)
_STOPS = frozenset(";:-\N{EN DASH}\N{EM DASH}(")
_AGENT = re.compile(r"(?i)\w{3,}(er|or|ist|ant|ee)$")
_WORD = re.compile(r"\w+(?!.*[/:])")


@dataclass(frozen=True, slots=True)
class Unclear:
    """A pronoun and the things it may stand for: two or more, in reading order, as words."""

    pronoun: Token
    candidates: tuple[str, ...]


def unclear_pronouns(doc: Doc) -> Iterator[Unclear]:
    """Yield each pronoun of a passage that leaves a reader to choose, in reading order.

    A sentence with "shall" or "must" is read strictly; elsewhere the sense tells most, and
    only things that stand side by side make a pronoun unclear.
    """
    before: Span | None = None
    for sentence in doc.sents:
        yield from _of_sentence(sentence, before)
        before = sentence


def _of_sentence(sentence: Span, before: Span | None) -> Iterator[Unclear]:
    binds = any(token.lower_ in _BINDING for token in sentence)
    seen: set[str] = set()
    for token in sentence:
        if binds and _is_indefinite(token):
            yield from _another(token, sentence)
            continue
        form = _form(token, binds)
        # The second "it" of a sentence stands for what the first one does.
        if not form or form in seen:
            continue
        seen.add(form)
        things = _things(token, form, sentence, before)
        if len(things) > 1 and not _is_owned(token) and (binds or _are_side_by_side(token, things)):
            yield Unclear(token, tuple(_name(thing) for thing in things))


def _another(token: Token, sentence: Span) -> Iterator[Unclear]:
    """Yield "another" after "from one area to": any other, or a certain one."""
    things = [word for word in _nouns_before(token, sentence) if word.lemma_ not in _EMPTY]
    if things:
        name = _name(things[-1]).removeprefix("one ")
        yield Unclear(token, (f"any other {name}", f"one certain {name}"))


def _is_indefinite(token: Token) -> bool:
    """Tell whether "another" stands without a noun; "one another" is no such thing."""
    if token.lower_ != "another" or (token.i > 0 and token.nbor(-1).lower_ in {"one", "after"}):
        return False
    return token.i + 1 == len(token.doc) or token.nbor().pos_ not in _DESCRIBED


def _form(token: Token, binds: bool) -> str:
    """Return what a pronoun agrees with, an empty text for any other word."""
    form = _FORMS.get(token.lower_, "")
    if not form or token.pos_ != "PRON" or "Rel" in token.morph.get("PronType", []):
        return ""
    if token.dep_ not in _LED and not (binds and token.dep_ in _OBJECTS):
        return ""
    idle = (form == "thing" and _is_idle(token)) or (form == "pointing" and _sums_up(token))
    return "" if idle else form


def _sums_up(token: Token) -> bool:
    """Tell whether "this" opens a statement: it takes up all that was said before."""
    return bool(token.is_sent_start) or token.nbor(-1).text in _STOPS


def _is_idle(token: Token) -> bool:
    """Tell whether "it" stands for nothing: "it is possible to", "it is clear that"."""
    verb = token.head
    return token.dep_ in _SUBJECTS and any(
        child.dep_ in _CLAIMS
        or (child.dep_ in _AFTERTHOUGHTS and verb.pos_ in {"ADJ", "NOUN"} and child.i > verb.i)
        for child in verb.children
    )


def _is_owned(token: Token) -> bool:
    """Tell whether the owner is told: "the train keeps its speed", "the file and its size"."""
    if token.dep_ != "nmod:poss":
        return False
    if token.head.dep_ == "conj" or token.nbor().lower_ == "own":
        return True
    clause = next((word for word in token.ancestors if word.pos_ in {"VERB", "AUX"}), None)
    return clause is not None and _subject(clause) is not None


def _subject(verb: Token) -> Token | None:
    """Return the subject of a verb, its own or that of the verb above."""
    while True:
        own = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if own is not None or verb.dep_ not in _BORROWS:
            return own
        verb = verb.head


def _things(token: Token, form: str, sentence: Span, before: Span | None) -> list[Token]:
    """Return what the pronoun may stand for; at most one thing where the grammar decides."""
    things = _candidates(token, form, sentence)
    if not things and before is not None and not list(_nouns_before(token, sentence)):
        things = _candidates(token, form, before)
        if _subject(before.root) in things:
            return []
    if form == "thing" and _carries_on(token, things):
        return []
    return [] if form == "many" and _are_one_group(things) else things


def _are_side_by_side(pronoun: Token, things: Sequence[Token]) -> bool:
    """Tell whether two things are joined, or subject and object of the clause that leads up."""
    *_, first, second = things
    if second.dep_ in _JOINED:
        return first in {second.head, *second.head.children}
    leads = {child for child in pronoun.head.children if child.dep_ == "advcl"}
    return first.head == second.head and first.head in leads


def _carries_on(pronoun: Token, things: Sequence[Token]) -> bool:
    """Tell whether the clause before has one subject and no object: "if it fails, it ..."."""
    if pronoun.dep_ not in _SUBJECTS:
        return False
    verb = pronoun.head
    clauses = [child for child in verb.children if child.dep_ == "advcl" and child.i < pronoun.i]
    if verb.dep_ == "parataxis":
        clauses.append(verb.head)
    return any(
        _subject(clause) in things and not any(child.dep_ == "obj" for child in clause.children)
        for clause in clauses
    )


def _are_one_group(things: Sequence[Token]) -> bool:
    """Tell whether "they" are the people among things, or all that "and" joins."""
    people = sum(is_person(thing.lower_) for thing in things)
    return people == 1 or all(thing.dep_ in _JOINED for thing in things[1:])


def _candidates(pronoun: Token, form: str, sentence: Span) -> list[Token]:
    """Return the things of a sentence that agree with the pronoun, each word once."""
    binds = any(token.lower_ in _BINDING for token in sentence)
    doer = None if pronoun.dep_ in _LED else _doer(pronoun)
    found: dict[str, Token] = {}
    for token in _nouns_before(pronoun, sentence):
        if token is not doer and _agrees(token, form) and (binds or _is_core(token)):
            found.setdefault(token.lemma_.lower(), token)
    return list(found.values())


def _doer(pronoun: Token) -> Token | None:
    """Return the subject of a clause, which its own object cannot stand for."""
    verb = next((word for word in pronoun.ancestors if word.pos_ == "VERB"), None)
    return _subject(verb) if verb is not None else None


def _nouns_before(pronoun: Token, sentence: Span) -> Iterator[Token]:
    for token in sentence:
        if token.i >= pronoun.i:
            return
        if token.pos_ in _NOUNS and token.dep_ not in _PARTS and _WORD.match(token.text):
            yield token


def _agrees(noun: Token, form: str) -> bool:
    if noun.lemma_.lower() in _EMPTY:
        return False
    plural = "Plur" in noun.morph.get("Number", [])
    person = is_person(noun.lower_)
    if form == "many":
        return plural or person
    if form == "person":
        # An acronym may be an office or a machine; only its author knows.
        return not plural and (person or noun.text.isupper() or bool(_AGENT.match(noun.text)))
    return not person and (form == "pointing" or not plural)


def _is_core(noun: Token) -> bool:
    while noun.dep_ in _JOINED:
        noun = noun.head
    return noun.dep_ in _CORE


def _name(noun: Token) -> str:
    """Return a noun with the nouns and adjectives before it: "the old queue" is "old queue"."""
    first = noun.i
    while (
        first > noun.sent.start and noun.doc[first - 1].head == noun and _tells(noun.doc[first - 1])
    ):
        first -= 1
    return noun.doc[first : noun.i + 1].text


def _tells(word: Token) -> bool:
    return word.dep_ in {"compound", "amod", "nummod"} and word.is_alpha
