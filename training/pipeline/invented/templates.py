"""Invent annotated ticket lines: titles and sentences that mails and weblogs do not have."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from training.pipeline.augment import capitalised, lower_case, title_case
from training.pipeline.conllu import Sentence, Word
from training.pipeline.invented.clauses import (
    FINITE,
    INFINITIVE,
    PASSIVE,
    active,
    condition,
    instruction,
    lexical,
    passive,
    predicate,
    progressive,
    purpose,
    reduced_passive,
    with_objects,
)
from training.pipeline.invented.nodes import Node, words_of
from training.pipeline.invented.phrases import (
    NOUNS,
    PEOPLE,
    common_noun,
    lexicon,
    noun_phrase,
    prepositional,
    verb,
)
from training.pipeline.invented.words import words as word_list

Clause = Callable[[random.Random], Node]


def comma() -> Node:
    """Return a comma."""
    return Node(",", "PUNCT", ",", "", ",")


def glue_last(top: Node) -> Node:
    """Let the last word be followed by punctuation without a space."""
    last = top
    while last.right:
        last = last.right[-1]
    last.space = False
    return top


def extended_instruction(rng: random.Random) -> Node:
    """Draw an instruction with a purpose, a condition or neither."""
    head = instruction(rng)
    chance = rng.random()
    if chance < 0.15:
        return head.after("advcl", purpose(rng))
    if chance < 0.27:
        return head.after("advcl", condition(rng))
    return with_source(rng, head) if chance < 0.33 else head


def with_source(rng: random.Random, head: Node) -> Node:
    """Hang "as documented" right of a verb, sometimes in brackets."""
    form = lexical(verb(rng), "VBN", PASSIVE)
    form.opening("mark", Node("as", "SCONJ", "IN", "", "as"))
    if rng.random() < 0.4:
        form.opening("punct", Node("(", "PUNCT", "-LRB-", "", "(", space=False))
        form.space = False
        form.after("punct", Node(")", "PUNCT", "-RRB-", "", ")"))
    return head.after("advcl", form)


def conditional(rng: random.Random) -> Node:
    """Draw "When ..., do this" or "When ..., that is done"."""
    head = rng.choice((instruction, instruction, passive, active))(rng)
    return opened(head, condition(rng))


def opened(head: Node, clause: Node) -> Node:
    """Hang a clause and a comma left of all."""
    head.opening("punct", comma())
    return head.opening("advcl", glue_last(clause))


def noun_first(rng: random.Random) -> Node:
    """Draw a statement that opens with a word that could also be a verb."""
    return rng.choice((active, passive, passive, progressive, reduced_passive, predicate))(
        rng, open_word(rng)
    )


def open_word(rng: random.Random) -> str:
    """Draw a noun that is also a verb."""
    return rng.choice(lexicon()[1]).base


def single_subject(rng: random.Random) -> Node:
    """Draw "Export fails", with one ambiguous noun as subject."""
    head = rng.choice((active, passive, predicate))(rng)
    noun = head.left[0]
    while noun.left:
        noun.left.pop()
    word = rng.choice(lexicon()[1]).base
    if noun.xpos == "NN":
        noun.text = noun.lemma = word
    return head


def noun_title(rng: random.Random) -> Node:
    """Draw a bare noun phrase."""
    top = noun_phrase(rng, article=0.05, first=open_word(rng) if rng.random() < 0.1 else "")
    if rng.random() < 0.25:
        word = rng.choice(word_list("title_heads"))
        many = word.endswith("s")
        head = Node(
            word,
            "NOUN",
            "NNS" if many else "NN",
            f"Number={'Plur' if many else 'Sing'}",
            word.rstrip("s"),
        )
        return head.after(
            "nmod", top.opening("case", Node(rng.choice(["to", "with", "for", "in"]), "ADP", "IN"))
        )
    return top.after("nmod", prepositional(rng)) if rng.random() < 0.6 else top


def gerund_title(rng: random.Random) -> Node:
    """Draw "Uploading a file ...", alone, as a subject or after "Issue"."""
    head = with_objects(rng, lexical(verb(rng, 0.2), "VBG", "VerbForm=Ger"), odds=0.2)
    chance = rng.random()
    if chance < 0.35:
        word = rng.choice(["Issue", "Error", "Problem", "Crash", "Failure", "Trouble"])
        return Node(word, "NOUN", "NN", "Number=Sing", word.lower()).after("acl", head)
    if chance < 0.65:
        top = lexical(verb(rng), "VBZ", FINITE[False])
        return with_objects(rng, top.before("csubj", head), odds=0.2)
    return head


def unable(rng: random.Random) -> Node:
    """Draw "Unable to ..." or "Ability to ..."."""
    text = rng.choice(["Unable", "Unable", "Able", "Impossible"])
    if rng.random() < 0.4:
        head = Node("Ability", "NOUN", "NN", "Number=Sing", "ability")
        return head.after("acl", purpose(rng))
    return Node(text, "ADJ", "JJ", "Degree=Pos", text.lower()).after("xcomp", purpose(rng))


def cannot(rng: random.Random) -> Node:
    """Draw "Cannot ..." without a subject."""
    head = lexical(verb(rng), "VB", INFINITIVE)
    head.before(
        "aux", Node(rng.choice(["Can", "Could"]), "AUX", "MD", "VerbForm=Fin", "can", space=False)
    )
    head.left[0].space = head.left[0].text == "Could"
    head.before("advmod", Node("not", "PART", "RB", "Polarity=Neg", "not"))
    return with_objects(rng, head, odds=0.3)


def statement_with_condition(rng: random.Random) -> Node:
    """Draw a statement followed by "when ..."."""
    return rng.choice((active, passive, progressive, predicate))(rng).after("advcl", condition(rng))


def story(rng: random.Random) -> Node:
    """Draw "As a user, I want to ..."."""
    head = Node(
        "want", "VERB", "VBP", "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin", "want"
    )
    head.before(
        "nsubj", Node("I", "PRON", "PRP", "Case=Nom|Number=Sing|Person=1|PronType=Prs", "I")
    )
    head.opening("punct", comma())
    person = common_noun(rng, pool=PEOPLE).before(
        "det", Node("a", "DET", "DT", "PronType=Art", "a")
    )
    person.opening("case", Node("As", "ADP", "IN", "", "as"))
    return head.opening("obl", glue_last(person)).after("xcomp", purpose(rng))


KINDS: tuple[tuple[Clause, int], ...] = (
    (extended_instruction, 38),
    (noun_first, 14),
    (single_subject, 4),
    (active, 8),
    (passive, 9),
    (reduced_passive, 5),
    (progressive, 4),
    (predicate, 3),
    (noun_title, 7),
    (gerund_title, 3),
    (unable, 2),
    (cannot, 1),
    (conditional, 5),
    (statement_with_condition, 3),
    (story, 1),
)


def invented_lines(count: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield lines, each with its prefixes as sentences of their own."""
    kinds, shares = zip(*KINDS, strict=True)
    for _ in range(count):
        words = capitalised(words_of(rng.choices(kinds, shares)[0](rng)))
        chance = rng.random()
        if chance < 0.10:
            words = lower_case(words, rng)
        elif chance < 0.32:
            words = title_case(words, rng)
        if rng.random() < 0.3:
            words = with_stop(words)
        yield [*prefixes(rng), Sentence(words)]


def with_stop(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Add a full stop."""
    root = next(i for i, word in enumerate(words) if word.head == i)
    stop = replace(
        words[-1],
        text=".",
        lemma=".",
        upos="PUNCT",
        xpos=".",
        features="",
        head=root,
        relation="punct",
    )
    return (*words[:-1], replace(words[-1], space=False), stop)


def prefixes(rng: random.Random) -> Iterator[Sentence]:
    """Yield "[Tag]", "Component:", "(feat)" or "Page >" for a quarter of the lines."""
    chance = rng.random()
    if chance > 0.25:
        return
    word = rng.choice(
        [
            rng.choice(NOUNS).title(),
            rng.choice(NOUNS).upper(),
            "iOS",
            "Android",
            "BUG",
            "feat",
            "fix",
        ]
    )
    top = Node(word, "PROPN", "NNP", "Number=Sing", word, space=False)
    if chance < 0.10:
        opening, closing = ("[", "]") if chance < 0.07 else ("(", ")")
        top.before("punct", Node(opening, "PUNCT", "-LRB-", "", opening, space=False))
        top.after("punct", Node(closing, "PUNCT", "-RRB-", "", closing))
    elif chance < 0.13:
        top.space = True
        top.after("punct", Node(">", "PUNCT", ":", "", ">"))
    else:
        top.after("punct", Node(":", "PUNCT", ":", "", ":"))
    yield Sentence(words_of(top))
