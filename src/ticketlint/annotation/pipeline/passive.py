"""Find passive clauses: `doc.spans["ticketlint_passives"]`, labelled AGENT or NO_AGENT."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.pipeline.lexicon import words

PASSIVES = "ticketlint_passives"
_MARKS = frozenset({"nsubj:pass", "csubj:pass", "aux:pass"})
_HELPERS = frozenset({"aux", "aux:pass"})
_HAVE = frozenset({"has", "have", "had", "'ve", "having"})
# "as documented", "when clicked": a passive that has lost its subject and helper.
_SHORTENERS = frozenset({"as", "when", "if", "once", "unless", "until", "than"})
# Participles in set phrases, where asking "by whom?" leads nowhere.
_IDIOMS = frozenset(words("set_phrases"))


@Language.component(PASSIVES, requires=["token.dep", "token.tag"], assigns=["doc.spans"])
def mark_passives(doc: Doc) -> Doc:
    """Write one span for each passive verb with its helpers."""
    doc.spans[PASSIVES] = [_span(verb) for verb in passive_verbs(doc)]
    return doc


def passive_verbs(doc: Doc) -> Iterator[Token]:
    """Yield the participles of all passive clauses."""
    for token in doc:
        if token.tag_ in {"VBN", "VBD"} and _is_word(token) and is_passive(token):
            yield token


def _is_word(token: Token) -> bool:
    """Tell whether a token is a word; names of code such as flux.scaled are no verbs."""
    return token.text.replace("-", "").isalpha()


def is_passive(verb: Token) -> bool:
    """Tell whether a participle is passive, in full or shortened."""
    relations = {child.dep_ for child in verb.children}
    if relations & _MARKS:
        return verb.lower_ != "supposed" and not _is_perfect(verb)
    if verb.tag_ != "VBN" or "aux" in relations:
        return False
    return _is_shortened(verb) or _shares_helper(verb)


def _is_perfect(verb: Token) -> bool:
    """Tell whether all helpers are forms of "have", so that the verb is active."""
    helpers = [child.lower_ for child in verb.lefts if child.dep_ in _HELPERS]
    return bool(helpers) and all(helper in _HAVE for helper in helpers)


def _is_shortened(verb: Token) -> bool:
    """Tell whether a participle stands for a clause: "Plugins not ordered", "as documented"."""
    before = verb.nbor(-1) if verb.i > 0 else None
    if before is not None and before.lower_ in _SHORTENERS:
        return verb.lower_ not in _IDIOMS
    negated = any(child.lower_ in {"not", "never"} for child in verb.lefts)
    has_subject = any(child.dep_ == "nsubj" for child in verb.lefts)
    is_title = verb.head == verb or (verb.dep_ == "acl" and verb.head.dep_ == "ROOT")
    return is_title and (negated or (has_subject and verb.head == verb))


def _shares_helper(verb: Token) -> bool:
    """Tell whether a participle is joined to a passive: "be read or written"."""
    return (
        verb.dep_ == "conj"
        and verb.head.tag_ == "VBN"
        and any(child.dep_ in _MARKS for child in verb.head.children)
    )


def agent_of(verb: Token) -> Token | None:
    """Return the noun after "by", if it is named."""
    return next((child for child in verb.rights if child.dep_ == "obl:agent"), None)


def _span(verb: Token) -> Span:
    """Return the verb with the helpers directly before it."""
    helpers = [child.i for child in verb.lefts if child.dep_ in _HELPERS]
    start = min([*helpers, verb.i])
    between = {child.i for child in verb.lefts if child.dep_ in _HELPERS | {"advmod"}}
    if not set(range(start, verb.i)) <= between:
        start = verb.i
    return Span(verb.doc, start, verb.i + 1, label="AGENT" if agent_of(verb) else "NO_AGENT")
