"""Noun, verb and prepositional phrases of tickets, drawn at random from own word lists."""

import random
from functools import cache

from ticketlint.annotation.pipeline.lexicon import Use, verbs
from training.pipeline.augment import identifier
from training.pipeline.invented.inflection import Verb, inflect, plural
from training.pipeline.invented.nodes import Node, in_order
from training.pipeline.invented.words import words

NOUNS = words("nouns")
ADJECTIVES = words("adjectives")
PEOPLE = words("people")
PLATFORMS = words("platforms")
INTRANSITIVE = words("intransitive")
PARTICLES = {
    "set": "up",
    "clean": "up",
    "back": "up",
    "log": "out",
    "roll": "back",
    "turn": "off",
    "shut": "down",
}
_DETERMINERS = {
    "the": "Art",
    "a": "Art",
    "an": "Art",
    "this": "Dem",
    "these": "Dem",
    "all": "Tot",
    "each": "Tot",
    "some": "Ind",
    "no": "Neg",
}


@cache
def lexicon() -> tuple[tuple[Verb, ...], tuple[Verb, ...]]:
    """Return the verbs that are rarely nouns, and those that often are."""
    known = verbs()
    return (
        tuple(inflect(word) for word, kind in known.items() if kind is Use.VERB),
        tuple(inflect(word) for word, kind in known.items() if kind is not Use.VERB),
    )


def verb(rng: random.Random, ambiguous: float = 0.4) -> Verb:
    """Draw a verb."""
    return rng.choice(lexicon()[rng.random() < ambiguous])


def common_noun(rng: random.Random, *, many: bool = False, pool: list[str] = NOUNS) -> Node:
    """Draw a noun."""
    noun = rng.choice(pool)
    if many:
        return Node(plural(noun), "NOUN", "NNS", "Number=Plur", noun)
    return Node(noun, "NOUN", "NN", "Number=Sing", noun)


def name(rng: random.Random) -> Node:
    """Draw a name: an identifier, a platform, a key, a path."""
    drawn = rng.random()
    text = (
        identifier(rng) if drawn < 0.5 else rng.choice(PLATFORMS) if drawn < 0.8 else odd_name(rng)
    )
    return Node(text, "PROPN", "NNP", "Number=Sing", text)


def odd_name(rng: random.Random) -> str:
    """Invent a key, a path, a file or a flag."""
    part, other = rng.sample(NOUNS, 2)
    number = rng.randrange(2, 2000)
    forms = (
        f"{part[:4].upper()}-{number}",
        f"/{part}/{other}",
        f"{part}.{other}.js",
        f"--{part}-{other}",
    )
    return rng.choice((*forms, f"src/{part}/{other}.py", f"{part}.yaml", f"{part}_{number}"))


def version(rng: random.Random) -> Node:
    """Invent a version."""
    text = rng.choice(["", "v"]) + ".".join(
        str(rng.randrange(30)) for _ in range(rng.choice([2, 3, 3]))
    )
    return Node(text, "NUM", "CD", "", text)


def noun_phrase(
    rng: random.Random,
    *,
    first: str = "",
    article: float = 0.5,
    many: float = 0.3,
    deep: bool = True,
) -> Node:
    """Draw a noun phrase; `first` is an ambiguous word that must open it as a compound."""
    if not first and rng.random() < 0.12:
        return name(rng)
    top = common_noun(rng, many=rng.random() < many, pool=PEOPLE if rng.random() < 0.08 else NOUNS)
    if rng.random() < 0.4:
        top.before("compound", name(rng) if rng.random() < 0.25 else common_noun(rng))
    if first:
        return top.opening("compound", Node(first, "NOUN", "NN", "Number=Sing", first))
    if rng.random() < 0.3:
        word = rng.choice(ADJECTIVES)
        top.opening("amod", Node(word, "ADJ", "JJ", "Degree=Pos", word))
    if rng.random() < article:
        top.opening("det", determiner(rng, top))
    elif top.xpos == "NNS" and rng.random() < 0.12:
        number = str(rng.choice([2, 3, 5, 10, 50, 100, 200, 404, 1000]))
        top.opening("nummod", Node(number, "NUM", "CD", "", number))
    if deep:
        deepen(rng, top)
    return top


def deepen(rng: random.Random, top: Node) -> None:
    """Hang a prepositional phrase or a second noun right of a noun, or neither."""
    chance = rng.random()
    if chance < 0.15:
        top.after("nmod", prepositional(rng, ["of", "for", "in", "from", "with"]))
    elif chance < 0.22:
        word = rng.choice(["and", "and", "or", "/"])
        tag = ("CCONJ", "CC") if word != "/" else ("SYM", "SYM")
        other = noun_phrase(rng, article=0.2, deep=False)
        top.after("conj", other.opening("cc", Node(word, *tag, "", word)))


def determiner(rng: random.Random, noun: Node) -> Node:
    """Draw an article or another determiner that agrees with the noun."""
    if noun.xpos == "NNS":
        text = rng.choice(["the", "the", "all", "these", "some", "no"])
    else:
        text = rng.choice(["the", "the", "the", "a", "a", "a", "this", "each", "no"])
    first = in_order(noun)[0].text
    text = "an" if text == "a" and first[0].lower() in "aeiou" else text
    number = {"this": "Number=Sing|", "these": "Number=Plur|"}.get(text, "")
    features = f"{number}PronType={_DETERMINERS[text]}"
    return Node(text, "DET", "DT", features, {"an": "a", "these": "this"}.get(text, text))


def prepositional(rng: random.Random, cases: list[str] | None = None) -> Node:
    """Draw a prepositional phrase, headed by its noun."""
    word = rng.choice(cases or words("prepositions"))
    top = noun_phrase(rng, deep=False) if rng.random() < 0.85 else version(rng)
    return top.opening("case", Node(word, "ADP", "IN", "", word))
