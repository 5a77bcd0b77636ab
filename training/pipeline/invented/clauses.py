"""Clauses of tickets: instructions, statements, passives, with their subjects and adverbs."""

import random

from training.pipeline.augment import IMPERATIVE
from training.pipeline.invented.inflection import Verb, inflect
from training.pipeline.invented.nodes import Node
from training.pipeline.invented.phrases import (
    INTRANSITIVE,
    PARTICLES,
    noun_phrase,
    prepositional,
    verb,
)
from training.pipeline.invented.words import words

FINITE = {
    True: "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin",
    False: "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
}
INFINITIVE = "VerbForm=Inf"
PASSIVE = "Tense=Past|VerbForm=Part|Voice=Pass"


def auxiliary(text: str, xpos: str, features: str, lemma: str) -> Node:
    """Return an auxiliary."""
    return Node(text, "AUX", xpos, features, lemma)


def negation() -> Node:
    """Return "not"."""
    return Node("not", "PART", "RB", "Polarity=Neg", "not")


def negate(rng: random.Random, head: Node, helper: Node) -> None:
    """Hang a helper and its negation left of a verb; half of the time as one word."""
    short = rng.random() < 0.5
    text = "n't" if short else "not"
    head.before("aux" if helper.relation == "ROOT" else helper.relation, helper)
    helper.space = not short
    head.before("advmod", Node(text, "PART", "RB", "Polarity=Neg", "not"))


def is_plural(noun: Node) -> bool:
    """Tell whether a noun takes a plural verb."""
    return noun.xpos == "NNS"


def lexical(forms: Verb, xpos: str, features: str) -> Node:
    """Return a verb in one of its forms."""
    text = {
        "VB": forms.base,
        "VBP": forms.base,
        "VBZ": forms.third,
        "VBG": forms.gerund,
        "VBN": forms.participle,
    }[xpos]
    return Node(text, "VERB", xpos, features, forms.base)


def with_objects(rng: random.Random, head: Node, *, odds: float = 0.45) -> Node:
    """Hang an object, a particle and prepositional phrases right of a verb."""
    if head.lemma in PARTICLES and rng.random() < 0.5:
        text = PARTICLES[head.lemma]
        head.after("compound:prt", Node(text, "ADP", "RP", "", text))
    head.after("obj", noun_phrase(rng))
    while rng.random() < odds:
        head.after("obl", prepositional(rng))
        odds /= 2
    return head


def instruction(rng: random.Random, ambiguous: float = 0.6) -> Node:
    """Draw an instruction."""
    chance = rng.random()
    if chance < 0.08:
        return claim(rng)
    if chance < 0.16:
        return movement(rng)
    head = with_objects(rng, lexical(verb(rng, ambiguous), "VB", IMPERATIVE))
    chance = rng.random()
    if chance < 0.05:
        head.before("aux", auxiliary("Do", "VB", IMPERATIVE, "do"))
        head.left[-1].space = False
        head.before("advmod", Node("n't", "PART", "RB", "Polarity=Neg", "not"))
    elif chance < 0.12:
        text = rng.choice(["only", "always", "never", "automatically", "properly", "also"])
        head.before("advmod", Node(text, "ADV", "RB", "", text))
    elif chance < 0.15:
        head.before("discourse", Node("please", "INTJ", "UH", "", "please"))
    if rng.random() < 0.12:
        head.after("conj", joined_instruction(rng))
    return head


def claim(rng: random.Random) -> Node:
    """Draw "Ensure that ..."."""
    head = lexical(
        inflect(rng.choice(["ensure", "verify", "check", "note", "assert", "validate"])),
        "VB",
        IMPERATIVE,
    )
    clause = rng.choice((active, passive))(rng)
    if rng.random() < 0.8:
        word = rng.choice(["that", "that", "that", "whether", "if"])
        clause.opening("mark", Node(word, "SCONJ", "IN", "", word))
    return head.after("ccomp", clause)


def movement(rng: random.Random) -> Node:
    """Draw "Go to the page" or "Click on Save"."""
    text = rng.choice(
        [
            "go",
            "navigate",
            "click",
            "log",
            "scroll",
            "switch",
            "connect",
            "look",
            "wait",
            "subscribe",
            "migrate",
        ]
    )
    head = lexical(inflect(text), "VB", IMPERATIVE)
    return head.after("obl", prepositional(rng, ["to", "to", "on", "into", "for", "from", "in"]))


def joined_instruction(rng: random.Random) -> Node:
    """Draw "and VERB ..."."""
    return with_objects(rng, lexical(verb(rng), "VB", IMPERATIVE)).opening(
        "cc", Node("and", "CCONJ", "CC", "", "and")
    )


def purpose(rng: random.Random) -> Node:
    """Draw "to VERB ..."."""
    head = with_objects(rng, lexical(verb(rng, 0.2), "VB", INFINITIVE), odds=0.2)
    return head.opening("mark", Node("to", "PART", "TO", "", "to"))


def subject(rng: random.Random, first: str = "") -> Node:
    """Draw a subject; `first` opens it as a compound."""
    return noun_phrase(rng, first=first, article=0.45)


def active(rng: random.Random, first: str = "") -> Node:
    """Draw an active statement, with or without a helper and negation."""
    noun = subject(rng, first)
    objectless = rng.random() < 0.4
    forms = inflect(rng.choice(INTRANSITIVE)) if objectless else verb(rng)
    chance = rng.random()
    if chance < 0.45:
        head = lexical(forms, "VBP" if is_plural(noun) else "VBZ", FINITE[is_plural(noun)])
    else:
        head = lexical(forms, "VB", INFINITIVE)
        helper = modal(rng) if chance < 0.65 else do_helper(noun)
        negate(rng, head, helper) if chance >= 0.65 or rng.random() < 0.2 else head.before(
            "aux", helper
        )
    head.opening("nsubj", noun)
    return adjuncts(rng, head) if objectless else with_objects(rng, head, odds=0.3)


def modal(rng: random.Random) -> Node:
    """Draw a modal verb."""
    text = rng.choice(["should", "should", "must", "can", "could", "may", "will", "would"])
    return auxiliary(text, "MD", "VerbForm=Fin", text)


def do_helper(noun: Node) -> Node:
    """Return "do" or "does"."""
    many = is_plural(noun)
    return auxiliary("do" if many else "does", "VBP" if many else "VBZ", FINITE[many], "do")


def adjuncts(rng: random.Random, head: Node) -> Node:
    """Hang at most one prepositional phrase right of a verb."""
    return head.after("obl", prepositional(rng)) if rng.random() < 0.5 else head


def be_helper(noun: Node) -> Node:
    """Return "is" or "are"."""
    many = is_plural(noun)
    return auxiliary("are" if many else "is", "VBP" if many else "VBZ", FINITE[many], "be")


def passive(rng: random.Random, first: str = "") -> Node:
    """Draw a passive statement, with or without an agent."""
    noun = subject(rng, first)
    head = lexical(verb(rng), "VBN", PASSIVE)
    if rng.random() < 0.4:
        head.before("aux", modal(rng))
        if rng.random() < 0.3:
            head.before("advmod", negation())
        head.before("aux:pass", auxiliary("be", "VB", INFINITIVE, "be"))
    else:
        helper = be_helper(noun)
        helper.relation = "aux:pass"
        negate(rng, head, helper) if rng.random() < 0.45 else head.before("aux:pass", helper)
    if rng.random() < 0.15:
        text = rng.choice(
            ["clearly", "correctly", "always", "properly", "still", "also", "only", "directly"]
        )
        head.before("advmod", Node(text, "ADV", "RB", "", text))
    head.opening("nsubj:pass", noun)
    return with_agent(rng, head)


def with_agent(rng: random.Random, head: Node) -> Node:
    """Hang an agent or a place right of a passive verb."""
    if rng.random() < 0.25:
        return head.after("obl:agent", prepositional(rng, ["by"]))
    return adjuncts(rng, head)


def reduced_passive(rng: random.Random, first: str = "") -> Node:
    """Draw a passive without its auxiliary: "Plugins not ordered"."""
    head = lexical(verb(rng), "VBN", PASSIVE)
    if rng.random() < 0.7:
        head.before("advmod", negation())
    head.opening("nsubj:pass", noun_phrase(rng, first=first, article=0.1, deep=False))
    return with_agent(rng, head)


def progressive(rng: random.Random, first: str = "") -> Node:
    """Draw a statement with a bare "-ing" form: "Page not loading"."""
    forms = inflect(rng.choice(INTRANSITIVE)) if rng.random() < 0.6 else verb(rng)
    head = lexical(forms, "VBG", "Tense=Pres|VerbForm=Part")
    if rng.random() < 0.7:
        head.before("advmod", negation())
    head.opening("nsubj", noun_phrase(rng, first=first, article=0.1, deep=False))
    return adjuncts(rng, head)


def predicate(rng: random.Random, first: str = "") -> Node:
    """Draw "NOUN is ADJECTIVE", sometimes without "is"."""
    text = rng.choice(words("states"))
    head = Node(text, "ADJ", "JJ", "Degree=Pos", text)
    noun = subject(rng, first)
    if rng.random() < 0.7:
        head.before("cop", be_helper(noun))
        if rng.random() < 0.3:
            head.before("advmod", negation())
    head.opening("nsubj", noun)
    return adjuncts(rng, head)


def condition(rng: random.Random) -> Node:
    """Draw "when ..." or "if ..."."""
    head = rng.choice((active, passive))(rng)
    text = rng.choice(["when", "when", "if", "after", "once", "while"])
    if text == "when":
        return head.opening("advmod", Node("when", "ADV", "WRB", "PronType=Int", "when"))
    return head.opening("mark", Node(text, "SCONJ", "IN", "", text))
