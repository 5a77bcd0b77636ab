"""Find the imperative verb of each sentence: `doc.spans["ticketlint_imperatives"]`."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.pipeline.lexicon import Use, verbs, words
from ticketlint.annotation.pipeline.spans import IMPERATIVES

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "expl"})
_FINITE_TAGS = frozenset({"VBZ", "VBD", "VBP", "MD"})
_JOINS = frozenset({"conj", "parataxis"})
# Words that may stand before the verb of an instruction.
_OPENERS = frozenset(words("openers"))
# Before these words an opening "fix", "support" or "build" is a verb, before those a noun.
_AFTER_VERB = frozenset(words("after_verb"))
_AFTER_NOUN = frozenset(words("after_noun"))
_NOUN_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ture",
    "ance",
    "ence",
    "ism",
    "ship",
    "ing",
    "ed",
)


@Language.component(
    IMPERATIVES, requires=["token.dep", "token.morph", "token.tag"], assigns=["doc.spans"]
)
def mark_imperatives(doc: Doc) -> Doc:
    """Write one span for each sentence that is an instruction."""
    found = imperative_verbs(doc)
    doc.spans[IMPERATIVES] = [Span(doc, verb.i, verb.i + 1, label="IMPERATIVE") for verb in found]
    return doc


def imperative_verbs(doc: Doc) -> Iterator[Token]:
    """Yield the root verb of each sentence that is an instruction."""
    marks = [span for span in doc.spans.get(ENTITIES, ()) if span.label_ in {"TAG", "PREFIX"}]
    marked = {i for span in marks for i in range(span.start, span.end)}
    for sentence in doc.sents:
        words = [token for token in sentence if token.i not in marked and _is_word(token)]
        verb = imperative_verb(sentence.root, words) if words else None
        if verb is not None:
            yield verb


def _is_word(token: Token) -> bool:
    """Tell whether a token is more than punctuation, a bullet or a blank."""
    return any(character.isalnum() for character in token.text)


def imperative_verb(root: Token, words: list[Token]) -> Token | None:
    """Return the verb that gives the instruction, if the sentence gives one.

    The lexicon grants the word that opens the sentence, the model any root;
    a subject denies, its own or that of a clause whose subject it opens.
    """
    opening = next((word for word in words if word.lower_ not in _OPENERS), None)
    if opening is not None and _opens_instruction(opening) and not _is_denied(opening, root):
        return opening
    joined = [word for word in words if word.dep_ in _JOINS]
    # A long list hangs all its words on one; its subject is looked for once.
    claimed = {head.i for head in {word.head for word in joined} if _has_subject(head)}
    candidates = (root, *(word for word in joined if word.head.i not in claimed))
    granted = [word for word in candidates if _model_grants(word)]
    clause = _subject_start(root) if granted else None
    return next((word for word in granted if not _is_denied_in(word, root, clause)), None)


def _opens_instruction(opening: Token) -> bool:
    """Tell whether the first word is a verb by the lexicon, its neighbour or the model."""
    kind = verbs().get(opening.lower_)
    following = opening.nbor(1).lower_ if opening.i + 1 < len(opening.doc) else ""
    if kind is None or following in _AFTER_NOUN:
        return _model_grants(opening)
    if kind is Use.NOUN_TOO:
        return following in _AFTER_VERB or opening.tag_ == "VB" or _has_object(opening)
    return True


def _has_object(verb: Token) -> bool:
    """Tell whether the model gives a word an object, whatever tag it gives the word itself."""
    return verb.dep_ == "ROOT" and any(child.dep_ == "obj" for child in verb.rights)


def _model_grants(word: Token) -> bool:
    """Tell whether the model takes a word for an imperative and it does not look like a noun."""
    if "Mood=Imp" not in str(word.morph):
        return False
    return word.lower_ in verbs() or not word.lower_.endswith(_NOUN_ENDINGS)


def _is_denied(verb: Token, root: Token) -> bool:
    return _is_denied_in(verb, root, _subject_start(root))


def _is_denied_in(verb: Token, root: Token, subject: int | None) -> bool:
    """Tell whether a subject, a helper or the clause around it rules an imperative out.

    `subject` is what `_subject_start` says of the root.
    """
    left = list(verb.lefts)
    if any(child.dep_ in _SUBJECTS or child.dep_ == "mark" or child.tag_ == "MD" for child in left):
        return True
    # A word that opens the subject of the root is a noun: "Build results are shown".
    return (subject is not None and subject <= verb.i < root.i) or _opens_clause(verb)


def _subject_start(root: Token) -> int | None:
    """Return the first token of the subject of a clause, None where there is none."""
    subjects = [child for child in root.lefts if child.dep_ in _SUBJECTS]
    if not subjects or not _is_clause(root):
        return None
    return min(subject.left_edge.i for subject in subjects)


def _opens_clause(word: Token) -> bool:
    """Tell whether a noun was torn off its clause: "Message type must be reset"."""
    if verbs().get(word.lower_, Use.NOUN_TOO) is not Use.NOUN_TOO:
        return False
    clauses = [child for child in word.rights if child.dep_ == "ccomp"]
    edges = [clause.left_edge for clause in clauses if _has_subject(clause)]
    return any(
        edge.i == word.i + 1 and edge.dep_ != "mark" and edge.lower_ not in _AFTER_VERB
        for edge in edges
    )


def _is_clause(verb: Token) -> bool:
    """Tell whether a word is a finite verb, a participle, or has a finite helper."""
    helpers = [child.tag_ for child in verb.lefts if child.dep_ in {"aux", "aux:pass", "cop"}]
    return (
        verb.tag_ in _FINITE_TAGS
        or (verb.tag_ in {"VBN", "VBG"} and verb.is_alpha)
        or any(tag in _FINITE_TAGS for tag in helpers)
    )


def _has_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject."""
    return any(child.dep_ in _SUBJECTS for child in verb.children)
