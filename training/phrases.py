"""Noun, verb and prepositional phrases of tickets, drawn at random from own word lists."""

import random
from functools import cache
from pathlib import Path

from training.augment import identifier
from training.inflection import Verb, inflect, plural
from training.nodes import Node, in_order

LEXICON = Path(__file__).parents[1] / "src/ticketlint/pipeline/verbs.txt"

NOUNS = """account action address alert algorithm amount animation answer app application archive area argument array
article attachment attribute avatar background badge balance banner batch block board body border box branch browser
buffer bug button cache calendar callback card cart category cell certificate channel character chart check checkbox
class cleanup client clock cluster code collection color column command comment commit component config configuration
connection consumer container content context controller cookie copy counter coupon crash credential cursor customer
dashboard data database date deadline default dependency deployment description design device dialog directory document
documentation domain download driver dropdown edge editor element email endpoint entity entry environment error event
example exception export extension failure feature feed feedback field file filter flag folder font footer form format
frame framework function gateway graph grid group guide handler header heading hook host icon image import index
indicator input installer instance integration interface interval invoice issue item job key keyboard label language
layer layout leak library license limit line link list listener loader locale location log login logo map mask master
measure member memory menu message metadata method metric migration mode model module monitor name namespace navigation
network node note notification number object offer operation option order output overlay owner package padding page
panel parameter parser password patch path pattern payload payment performance permission picker picture pipeline
placeholder platform player plugin policy popup port preview price process product profile progress project prompt
property protocol provider proxy query queue rate record redirect reference region release reminder repository report
request resource response result retry review role rollback route row rule runner sample schedule schema scope screen
script search section selection sensor sequence server service session setting setup shape sheet shortcut sidebar
signature site size slot snapshot source space spinner splash stack stage state status step storage store stream string
style subscription summary support switch symbol sync system tab table tag target task team template tenant term test
text theme thread thumbnail ticket timeline timeout timer title token tool toolbar tooltip topic trace tracker traffic
transaction transfer transition translation tree trigger tutorial type unit update upgrade upload user validation value
variable vendor version video view viewer volume warning watch webhook widget window wizard worker workflow workspace
wrapper zone""".split()
ADJECTIVES = """active additional admin automatic available bad basic big broken clean clear common complete correct
current custom dark default different direct disabled dynamic empty existing external extra failed final first full
generic global graceful hidden high incorrect initial internal invalid large last latest legacy light local long main
manual missing mobile multiple native new nightly old online optional original parallel partial previous primary
private proper public random recent redundant related relevant remote same secondary secure separate short simple
single slow small stable static temporary unique unused valid visible wrong""".split()
PEOPLE = """admin administrator author client customer designer developer editor manager member moderator operator
owner player reader reviewer tester user visitor""".split()
PLATFORMS = "Android iOS Windows Linux Safari Chrome Jenkins Docker Kafka Redis GitHub Postgres Jira Studio Spring".split()
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
INTRANSITIVE = """fail crash hang freeze work break appear disappear load start stop expire change happen flicker
scroll open close exist return respond finish""".split()


@cache
def lexicon() -> tuple[tuple[Verb, ...], tuple[Verb, ...]]:
    """Return the verbs that are rarely nouns, and those that often are."""
    lines = [
        line.split() for line in LEXICON.read_text("utf-8").splitlines() if line and line[0] != "#"
    ]
    return tuple(inflect(f[0]) for f in lines if len(f) == 1), tuple(
        inflect(f[0]) for f in lines if len(f) == 2
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
        top.after("nmod", prepositional(rng, "of for in from with".split()))
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


def prepositional(rng: random.Random, words: list[str] | None = None) -> Node:
    """Draw a prepositional phrase, headed by its noun."""
    word = rng.choice(
        words or "in on for to from with after during by via of under into without".split()
    )
    top = noun_phrase(rng, deep=False) if rng.random() < 0.85 else version(rng)
    return top.opening("case", Node(word, "ADP", "IN", "", word))
