"""What a phrase shows of itself: the conditions that wordings of questions have."""

import re
from collections.abc import Iterable

from spacy.tokens import Token

from ticketlint.annotation.lexicon.persons import is_person
from ticketlint.annotation.pipeline.lexicon import Use, verbs
from ticketlint.asking.candidates import Phrase
from ticketlint.asking.standing import is_in_title, is_rare, is_whole_title
from ticketlint.matching.signals.orders import is_typo
from ticketlint.model import Role
from ticketlint.rules.questions import Form

_DOUBTS = frozenset({"maybe", "perhaps", "possibly", "optionally", "alternatively", "ideally"})
# Words for what goes wrong.
_FAULTS = frozenset(
    {"incorrect", "incorrectly", "wrong", "wrongly", "invalid", "broken", "bad", "inconsistent"}
    | {"fail", "failure", "crash", "exception", "leak", "hang", "freeze", "break"}
    | {"corrupt", "corrupted", "unexpected", "unable", "cannot", "not", "n't", "n’t", "never"}
    | {"missing", "miss", "stuck", "duplicate", "disappear", "lose", "bug", "regression"}
    | {"messed", "garbled", "distorted", "misaligned", "misplaced", "unreadable"}
    | {"glitch", "glitchy"}
    | {"mismatch", "flicker", "blank", "misleading", "unresponsive", "slow", "throw", "refuse"}
)
# What goes with a fault, so that its contrary is plain.
_CONTRARIES = frozenset({"longer", "anymore", "overflow", "overlap", "cause", "ignore", "stop"})
# Of these, words that make a thing wrong; an "error" may well be wanted, as one that is shown.
_FAULTY_THINGS = frozenset(
    {"incorrect", "wrong", "broken", "inconsistent", "misleading", "corrupt", "corrupted"}
)
# What deals with a fault or tells of one, right behind its name.
_DEALING = frozenset({"handling", "handler", "reporting", "logging", "tracking", "recovery"})
_MENDING = frozenset({"fix", "handle", "resolve", "solve", "prevent", "avoid", "catch", "correct"})
# What is wanted is named as a subject, as an object, or alone; verbs whose object shall go.
_WANTED = frozenset({"obj", "nsubj", "nsubj:pass", "ROOT"})
_PUTTING_AWAY = frozenset(
    {"remove", "delete", "drop", "disable", "deprecate", "hide", "eliminate", "uninstall", "move"}
    | {"rename", "migrate", "replace", "disallow", "ignore", "skip", "fix", "use", "close"}
)
_FORMS = {"VB": Form.BASE, "VBP": Form.BASE, "VBG": Form.GERUND}
_WISHES = frozenset({Role.WHAT, Role.CRITERION, Role.EXPECTED})
# Verbs that carry a wish for what another one says, and how that one hangs on them.
_CARRYING = frozenset(
    {"want", "need", "like", "should", "have", "be", "able", "wish", "suggest", "propose", "allow"}
    | {"let", "plan", "try", "help", "see", "consider"}
)
_ENABLING = frozenset({"ability", "possibility", "option", "able", "way", "allow", "let", "enable"})
# Up to so many words before a verb, "so" makes it a purpose.
_PURPOSE = 12
_CARRIED = frozenset({"xcomp", "ccomp", "acl", "csubj", "conj"})
_PLURALS = frozenset({"people", "children", "men", "women", "data", "criteria", "media"})

_FINITE = frozenset({"VBZ", "MD", "VBD"})
# How a title begins that asks, and one that tells of work that is done.
_QUESTIONS = frozenset(
    {"should", "shall", "can", "could", "do", "does", "is", "are", "why", "how", "what", "which"}
    | {"when", "where", "who", "would", "will"}
)
_DONE = re.compile(
    r"(?i)^\W*(?:added|merged|removed|implemented|refactored|renamed|replaced|upgraded|deleted"
    r"|created|converted|introduced|bumped|deployed|finished|migrated|reverted)(?! ?\w+ed\b)"
    r"(?: \S+){1,12}$|^\W*(?:done|merged|fixed|closed)\W"
)
# A title that asks others for help.
_HELP = re.compile(
    r"(?i)^\W*(?:how (?:to|do i|do you|can i|do we|can we)\b"
    r"|(?:question|help)(?: about| on| with|:)"
    r"|(?:why|where|can anyone|does anyone|is (?:it|there)|does)\b[^?]{1,200}\?)"
)
_STATE = re.compile(
    r"(?i)\b(?:is|are|was|were|should|must|does|do|can|cannot|will|has|have|not)\b|n't\b"
)
# An order has so many words; behind its verb stand none of these.
_ORDER, _AFTER_NOUNS = 5, frozenset({"ADP", "VERB", "AUX", "PUNCT", "CCONJ"})
_PREFIX_ENDS = frozenset(":]-–—/|")


def is_settled(title: str) -> bool:
    """Tell whether a title leaves nothing to ask: a misprint, work that is done, a how-to."""
    if _HELP.match(title):
        return True
    done = _DONE.match(title) is not None and _STATE.search(title) is None
    return done or is_typo(title)


def is_named(phrase: Phrase) -> bool:
    """Tell whether a phrase holds an acronym, or a capital that no beginning explains."""
    return any(
        (token.text.isupper() and len(token.text) > 1)
        or any(char.isupper() for char in token.text[1:])
        or (token.i != token.sent.start and token.text[:1].isupper())
        for token in phrase.span
    )


def is_hedged(phrase: Phrase) -> bool:
    """Tell whether an action is only proposed: "maybe", or "we could"."""
    if any(token.lower_ in _DOUBTS for token in phrase.sentence.span):
        return True
    children = {token.lower_ for token in phrase.head.children}
    return bool(children & {"could", "might"}) and bool(children & {"we", "one", "you"})


def is_faulty(phrase: Phrase) -> bool:
    """Tell whether a phrase says that something is wrong."""
    faults = _FAULTY_THINGS if phrase.head.pos_ in {"NOUN", "PROPN"} else _FAULTS
    if phrase.head.lemma_.lower() in _MENDING or is_modal(phrase):
        return False
    return any(not faults.isdisjoint({token.lower_, token.lemma_.lower()}) for token in phrase.span)


def tells_fault(text: Iterable[Token]) -> bool:
    """Tell whether a title names a fault: by a word, or by the name of an exception.

    What deals with faults is none: "error handling", "a crash report".
    """
    return any(_is_fault(token) and not _names_kind(token) for token in text)


def _is_fault(token: Token) -> bool:
    words = {token.lower_, token.lemma_.lower()}
    named = token.lower_.endswith(("error", "exception"))
    return named or not (words.isdisjoint(_CONTRARIES) and words.isdisjoint(_FAULTS))


def _names_kind(token: Token) -> bool:
    """Tell whether a noun only says of which kind another thing is."""
    behind = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if behind is not None and behind.lower_ in _DEALING:
        return True
    head = token.head
    named = token.dep_ == "compound" and token.i < head.i and head.pos_ in {"NOUN", "PROPN"}
    return named and not _is_fault(head)


def is_failing(phrase: Phrase) -> bool:
    """Tell whether a clause says that something does not work, and not what happens."""
    lemma, small = phrase.head.lemma_.lower(), {token.lower_ for token in phrase.span}
    denied = bool(small & {"not", "n't", "n’t", "never"})
    return (lemma in {"work", "function"} and denied) or lemma in {"fail", "break", "broken"}


def governor_of(phrase: Phrase) -> str:
    """Return the lemma of the verb of a wish, or of that whose object a thing is.

    That of what a thing is joined to is its own.
    """
    if phrase.verb:
        return phrase.verb
    head = phrase.head
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    return head.head.lemma_.lower() if head.dep_ in {"obj", "nsubj:pass"} else ""


def is_main(phrase: Phrase) -> bool:
    """Tell whether the verb above a thing is what its sentence asks for, in a title or a wish.

    That of a wish is; there nothing but marks may stand behind the thing.
    """
    if phrase.deed is not None:
        return _ends(phrase)
    head = phrase.head
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    verb = head.head
    if not is_in_title(phrase) and phrase.sentence.role not in _WISHES:
        return False
    return _carrier(verb).dep_ == "ROOT" and _ends(phrase) and not _tells_a_state(verb)


def _tells_a_state(verb: Token) -> bool:
    """Tell whether a verb says what a thing does, and not what it should or somebody wants."""
    subjects = [token for token in verb.children if token.dep_ == "nsubj"]
    wished = any(token.dep_ == "aux" for token in verb.children)
    return bool(subjects) and not wished and not any(map(_is_somebody, subjects))


def _carrier(verb: Token) -> Token:
    """Return the verb that a wish begins with, as "want" in "I want to be able to pay"."""
    while verb.dep_ in _CARRIED and verb.head.lemma_.lower() in _CARRYING:
        verb = verb.head
    return verb


def _ends(phrase: Phrase) -> bool:
    """Tell whether nothing but marks stands behind a phrase in its sentence."""
    rest = phrase.span.doc[phrase.span.end : phrase.sentence.span.end]
    return all(token.is_punct or token.is_space for token in rest) or rest[0].dep_ == "cc"


def is_enabled(phrase: Phrase) -> bool:
    """Tell whether an action, or what is done with a thing, is what people shall be able to do."""
    verb = phrase.head
    if verb.pos_ in {"NOUN", "PROPN"} and verb.dep_ in {"obj", "nsubj:pass"}:
        verb = verb.head
    if verb.dep_ in {"acl", "xcomp"} and verb.head.lemma_.lower() in _ENABLING:
        return True
    if any(token.lower_ == "so" for token in verb.doc[max(verb.i - _PURPOSE, 0) : verb.i]):
        return False
    subjects = [t for t in _carrier(verb).children if t.dep_ == "nsubj" and t.lower_ != "we"]
    modal = any(token.lemma_.lower() in {"can", "should", "may"} for token in verb.children)
    wanted = verb.dep_ in _CARRIED and verb.head.lemma_.lower() in {"want", "like", "able", "need"}
    return any(map(_is_somebody, subjects)) and (modal or wanted)


def _is_somebody(token: Token) -> bool:
    return (
        token.lower_ in {"i", "we", "you", "one"}
        or is_person(token.lower_)
        or is_person(token.lemma_.lower())
    )


def is_instruction(phrase: Phrase) -> bool:
    """Tell whether a title tells somebody to do what a phrase says: it has no finite verb."""
    after = phrase.passage.text[phrase.head.idx + len(phrase.head) :][:1]
    finite = any(t.tag_ in _FINITE and t.i > phrase.head.i for t in phrase.sentence.span)
    main = _carrier(phrase.head).dep_ == "ROOT" and not _is_told(phrase.head)
    return main and after not in {"/", "-"} and not finite and not _asks(phrase)


def _is_told(verb: Token) -> bool:
    """Tell whether a verb says what did not happen: "did not update"."""
    return any(token.lemma_.lower() == "do" and token.dep_ == "aux" for token in verb.children)


def _asks(phrase: Phrase) -> bool:
    return phrase.sentence.span[0].lower_ in _QUESTIONS


def is_modal(phrase: Phrase) -> bool:
    """Tell whether a clause says what must or should be."""
    return any(child.lower_ in {"must", "should", "shall"} for child in phrase.head.children)


def is_wanted(phrase: Phrase) -> bool:
    """Tell whether a thing is named as what shall be there, not as where, by what or what for."""
    head = phrase.head
    return head.dep_ in _WANTED and not is_put_away(head) and not _is_of_a_purpose(head)


def _is_of_a_purpose(head: Token) -> bool:
    """Tell whether a thing belongs to what a wish is for: "trim it to fit the new frame"."""
    verb = head.head
    if head.dep_ != "obj" or verb.dep_ != "advcl" or verb.head.lemma_.lower() in _CARRYING:
        return False
    return any(token.dep_ == "mark" and token.lower_ == "to" for token in verb.children)


def is_put_away(head: Token) -> bool:
    """Tell whether a thing is the object of a verb after which it is no longer there."""
    return head.dep_ in {"obj", "nsubj:pass"} and head.head.lemma_.lower() in _PUTTING_AWAY


def is_short(phrase: Phrase) -> bool:
    """Tell whether a phrase is an acronym that not every engineer knows."""
    return is_rare(phrase.text)


def is_compound(phrase: Phrase) -> bool:
    """Tell whether a phrase is a term in small letters, of nouns with or without adjectives."""
    tags = [token.pos_ for token in phrase.span]
    is_term = tags.count("NOUN") > 1 and not {"ADP", "PROPN", "SCONJ"} & {*tags}
    return is_term and phrase.text[1:].islower() and phrase.head.lemma_.lower() not in _FAULTS


def is_bare(phrase: Phrase) -> bool:
    """Tell whether a phrase holds no preposition: what stands behind one is easily cut."""
    return all(token.pos_ != "ADP" for token in phrase.span)


def is_title(phrase: Phrase) -> bool:
    """Tell whether a title is about a thing and says no verb."""
    joined = any(child.dep_ == "conj" for child in phrase.head.children)
    whole = is_whole_title(phrase)
    rooted = is_in_title(phrase) and phrase.head.dep_ == "ROOT" and _begins(phrase)
    return rooted and (whole or not joined) and not _is_told_to_do(phrase)


def _begins(phrase: Phrase) -> bool:
    """Tell whether nothing but a mark or a prefix with one stands before, and no "of" behind."""
    end, sentence = phrase.span.end, phrase.sentence.span
    if end < sentence.end and sentence.doc[end].pos_ == "ADP":
        return False
    before = phrase.sentence.span.doc[phrase.sentence.span.start : phrase.span.start]
    return not len(before) or before[-1].text[-1] in _PREFIX_ENDS or before[-1].pos_ == "DET"


def _is_told_to_do(phrase: Phrase) -> bool:
    """Tell whether a title that was read as a name begins with what is rather an instruction."""
    first = phrase.sentence.span[0]
    kind = verbs().get(first.lower_)
    if kind is not Use.NOUN_TOO:
        return kind is not None
    longer = len(phrase.sentence.span) >= _ORDER and first.i + 1 < phrase.sentence.span.end
    return longer and first.dep_ != "compound" and first.nbor(1).pos_ not in _AFTER_NOUNS


def form_of(phrase: Phrase) -> Form:
    """Return the form of the verb that a phrase begins with; what is no verb is finite."""
    return _FORMS.get(phrase.head.tag_, Form.FINITE)


def is_plural(phrase: Phrase) -> bool:
    """Tell whether a verb in the plural goes with a phrase: the tag and the word agree."""
    word = phrase.head.lower_
    ends = word.endswith("s") and not word.endswith(("ss", "us", "is", "ics"))
    return phrase.head.tag_ in {"NNS", "NNPS"} and (ends or word in _PLURALS)
