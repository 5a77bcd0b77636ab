"""Inflect the verbs of the templates."""

from dataclasses import dataclass

_IRREGULAR = {
    base: [past, participle]
    for base, past, participle in (
        forms.split()
        for forms in (
            "become became become|begin began begun|bind bound bound|break broke broken|bring brought brought|"
            "build built built|choose chose chosen|cut cut cut|do did done|draw drew drawn|drive drove driven|"
            "find found found|forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got got|"
            "give gave given|go went gone|hang hung hung|hide hid hidden|hold held held|keep kept kept|let let let|"
            "know knew known|lead led led|leave left left|make made made|override overrode overridden|put put put|"
            "read read read|rebuild rebuilt rebuilt|redo redid redone|rerun reran rerun|resend resent resent|"
            "reset reset reset|rethink rethought rethought|rewrite rewrote rewritten|run ran run|send sent sent|"
            "set set set|show showed shown|shrink shrank shrunk|shut shut shut|speed sped sped|spin spun spun|"
            "split split split|stick stuck stuck|take took taken|teach taught taught|tear tore torn|tell told told|"
            "throw threw thrown|undo undid undone|write wrote written"
        ).split("|")
    )
}
_DOUBLED = frozenset(
    "stop drop plan map tag log pin plug skip strip swap trim wrap zip ship submit commit permit omit emit admit refer "
    "prefer defer unplug remap unzip unwrap debug grab scan scrub slim snap step tap transfer control embed scrap".split()
)


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
