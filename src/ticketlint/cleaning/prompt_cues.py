"""What a line shows that a template may have put there: words, slots and the signs of a prompt."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from zlib import crc32

# Nobody writes a prompt this long, and the first words tell.
MAX_CHARS, MAX_WORDS = 400, 40
# The rows of the table of weights.
ROWS = 1 << 13
# Counts up when a feature means something else.
FORMAT = 1

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
SLOT = re.compile(
    r"\[(?! ?\])[^\[\]\n]{1,80}\](?!\()|<(?!https?:|/)[^<>\n]{1,60}>|\{{1,3}[^{}\n]{1,60}\}{1,3}|"
    r"\(\([^()\n]{1,120}\)\)|_{2,}|(?<!\w)_(?!\w)|\.{3,}|…|\bX{2,}\b"
)
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("square", r"\[(?! ?\])[^\[\]\n]{1,80}\](?!\()"),
        ("angle", r"<(?!https?:|/)[^<>\n]{1,60}>"),
        ("brace", r"\{[^{}\n]{1,60}\}"),
        ("double round", r"\(\([^()\n]{1,120}\)\)"),
        ("all round", r"^\W{0,3}\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)\W{0,3}$"),
        ("underscores", r"_{2,}|(?<!\w)_(?!\w)"),
        (
            "ellipsis",
            (
                r"(?i)['\"‘“`(]\s?(?:\.{2,}|…)|^\W*(?:\.{3,}|…)|"
                r"\b(?:an?|the|that|when|if|given|then|on|to|want|need|by|for) ?(?:\.{3,}|…)"
            ),
        ),
        ("for example", r"(?i)\be\.? ?g\b|\bex(?:ample)?s?\b[.:]|\bfor example\b|\bsuch as\b"),
        ("undecided", r"(?i)\b(?:tbd|tbc|todo|lorem ipsum|n/a)\b|\?{2,}"),
        ("date", r"(?i)\b(?:yyyy|dd|mm)[-/.](?:yyyy|dd|mm)\b"),
        ("capitals", r"^As an? [A-Z]{3,}|\bI (?:want|need)(?: to)? [A-Z]{3,}"),
        ("shouted", r"\b[A-Z]{3,}(?: [A-Z]{3,})+\b"),
        ("here", r"(?i)\b(?:here|below|above|this (?:section|field|line))\W*$"),
        ("numbered", r"(?i)^\W*(?:[a-z]+ ){1,3}[#(]?(?:\d{1,2}|[a-cn]|one|two|three)\)?\W*$"),
        ("question", r"\?[\s)\]*_]*$"),
        ("colon", r":\W{0,5}$"),
        ("opens", r"^\W*[(\[<{_]"),
        ("options", r"\w ?[/|] ?\w+ ?[/|] ?\w"),
        ("frame", r"(?i)^\W*(?:as an?|i (?:want|need)|so that|in order to|given|when|then|and)\b"),
        ("optional", r"(?i)\boptional\w*\b|\bif (?:applicable|any|needed|possible|relevant)\b"),
        ("addressed", r"(?i)\b(?:you|your|yours|please)\b"),
        ("first person", r"\bI(?:['’]\w+)?\b|(?i:\b(?:we|our|my|us)\b)"),
        ("digit", r"\d"),
        ("name", r"[a-z,] [A-Z][a-z]+[A-Z]?"),
        ("code", r"\w\(\)|\w[./\\]\w|\w_\w|://|[a-z][A-Z]"),
        ("lower", r"^\W*[a-z]"),
    )
)
# Of a sign of an ASCII text one of these stands in it, in small letters: to look for them is fast.
_HELD: Mapping[str, tuple[str, ...]] = {
    "square": ("[",),
    "angle": ("<",),
    "brace": ("{",),
    "double round": ("((",),
    "all round": ("(",),
    "underscores": ("_",),
    "ellipsis": ("..",),
    "for example": ("eg", "e.g", "e g", "e. g", "ex", "such as"),
    "undecided": ("tbd", "tbc", "todo", "lorem ipsum", "n/a", "??"),
    "date": ("dd", "mm", "yyyy"),
    "capitals": ("as a", "i want", "i need"),
    "here": ("here", "below", "above", "this "),
    "question": ("?",),
    "colon": (":",),
    "opens": ("(", "[", "<", "{", "_"),
    "options": ("/", "|"),
    "optional": ("optional", "if "),
    "addressed": ("you", "please"),
    "first person": ("i", "we", "our", "my", "us"),
}
_GATED = tuple((name, _HELD.get(name, ("",)), pattern) for name, pattern in _SIGNS)
# What frames the slots of a template: "As a ..., I want ... so that ...", "Given ... when ...".
FRAME = frozenset(
    """
    a an and any as be by can for given have i if in is it need of on or so that the then this to
    um want when who will with would like als der die das ich damit möchte en tant que je
    """.split()
)

# By these a template asks, speaks to its reader, or leaves a place to be filled.
_ASKING = frozenset(
    (
        *("square", "angle", "brace", "double round", "all round", "underscores", "ellipsis"),
        *("for example", "undecided", "date", "capitals", "shouted", "here", "numbered"),
        *("question", "opens", "options", "optional", "addressed"),
    )
)
# So many make a paragraph.
_SENTENCES = 3
_SENTENCE = re.compile(r"[.!?]['\")\]]?\s+(?=[A-Z\"'(])")


def cues() -> str:
    """Return a digest of what the features of a line are made from."""
    told = [FORMAT, ROWS, MAX_CHARS, MAX_WORDS, _WORD.pattern, SLOT.pattern, sorted(FRAME)]
    signs = [(name, pattern.pattern) for name, pattern in _SIGNS]
    return hashlib.sha256(repr((told, signs)).encode()).hexdigest()[:16]


def is_prose(text: str) -> bool:
    """Tell whether a line has three sentences or more and no sign that a template asks for some.

    Weights of so many words may add up to anything: of 1,077 such lines of authors the weights
    take one for a template's, of 14 in public templates none.
    """
    if len(_SENTENCE.findall(text)) < _SENTENCES - 1:
        return False
    return _ASKING.isdisjoint(_signs(text))


def features(text: str, *, unchecked: bool = False, emphasised: bool = False) -> frozenset[str]:
    """Return the names of what a line shows: its words, the signs of a prompt, its length."""
    return frozenset(_features(text[:MAX_CHARS], unchecked, emphasised))


def _features(text: str, unchecked: bool, emphasised: bool) -> Iterator[str]:
    signs = _signs(text)
    words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())][:MAX_WORDS]
    outside = _WORD.findall(SLOT.sub(" ", text).casefold())
    own = sum(word not in FRAME for word in outside)
    left = "none" if not own else "few" if own < 3 else "some" if own < 6 else "many"
    length = "0" if not words else "1" if len(words) < 3 else "3" if len(words) < 7 else "7"
    yield f"length {length if len(words) < 15 else '15'}"
    if SLOT.search(text):
        yield f"slots, beside them {left}"
    if unchecked:
        yield "unchecked"
    if emphasised:
        yield "emphasised"
    yield from (f"sign {name}" for name in signs)
    yield from (f"{name}, {length}" for name in signs if name in {"question", "colon", "opens"})
    yield from (f"word {word}" for word in words)
    yield from (f"pair {one} {two}" for one, two in pairwise(words))
    yield f"first {' '.join(words[:1])}"
    yield f"first {' '.join(words[:2])}"
    yield f"last {' '.join(words[-1:])}"


def _signs(text: str) -> list[str]:
    """Return the names of the signs that a text shows, in their order."""
    if not text.isascii():
        return [name for name, pattern in _SIGNS if pattern.search(text)]
    lower = text.lower()
    found = []
    for name, needles, pattern in _GATED:
        for needle in needles:
            if needle in lower:
                break
        else:
            continue
        if pattern.search(text):
            found.append(name)
    return found


def row(feature: str) -> int:
    """Return the row of a feature in the table of weights, the same on every machine."""
    return crc32(feature.encode()) % ROWS
