"""Inflect the verbs of the templates."""

from dataclasses import dataclass

from training.pipeline.invented.words import rows, words

_IRREGULAR = {base: forms for base, *forms in rows("irregular")}
_DOUBLED = frozenset(words("doubled"))


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb: build, builds, building, built, built."""

    base: str
    third: str
    gerund: str
    past: str
    participle: str


def inflect(base: str) -> Verb:
    """Return all forms of a verb."""
    stem = base + base[-1] if base in _DOUBLED else base
    silent = base.endswith("e") and not base.endswith(("ee", "oe", "ye"))
    gerund = (base[:-1] if silent else stem) + "ing"
    regular = (
        base[:-1] + "ied"
        if consonant_y(base)
        else base + "d"
        if base.endswith("e")
        else stem + "ed"
    )
    past, participle = _IRREGULAR.get(base, [regular, regular])
    return Verb(base, plural(base), gerund, past, participle)


def plural(noun: str) -> str:
    """Return a regular plural, which is also the third person of a verb."""
    if consonant_y(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh", "do", "go")) else "s")


def consonant_y(word: str) -> bool:
    """Tell whether a word ends in "y" after a consonant."""
    return word.endswith("y") and word[-2] not in "aeiou"
