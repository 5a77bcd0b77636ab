"""Words that hint at what a ticket tells: instructions in its title, reasons in its prose."""

import re
from collections.abc import Iterator

from ticketlint.annotation.lexicon.caseless import Caseless
from ticketlint.annotation.lexicon.prescriptions import is_inward, prescribes
from ticketlint.annotation.lexicon.user_stories import STORY

# Cues are looked for in so many characters.
_READ = 6000
_TITLE = Caseless(
    {
        "technical": r"\b(api|class|method|function|modules?|librar(y|ies)|tables?|schema|database|"
        r"endpoints?|sdk|scripts?|queue|cache|dependenc(y|ies)|packages?|pipeline|repo(sitory)?|"
        r"config(uration)?|tests?|code|version|migration|component|service|server|backend)\b",
        "interface": r"\b(page|screen|button|menu|dialog|form|list|view|filter|search|table|tab|"
        r"icon|link|field|message|notification|email|report|chart|map|image|setting)s?\b",
        "people": r"\b(users?|customers?|clients?|admins?|visitors?|members?|people|"
        r"i|we|they|who)\b",
        "wish": r"\b(should|could|can|must|want|need|would|allow|able|please)\b",
        "means": r"\b(use|using|via|by|instead of|with|into|to)\b",
        "better": r"\b(improve|enhance|better|easier|faster|support|handle)\w*\b",
        "number": r"\d",
    }
)
_CODE = re.compile(r"\b[a-z]+[A-Z]\w+|\b\w+_\w+|\w\(\)|\b[A-Z][a-z]+[A-Z]\w+|::|`[^`\n]{1,80}`")
_PROSE = Caseless(
    {
        "so that": r"\bso that\b|\bso (we|i|you|they|users?|people|it)\b",
        "because": r"\b(because|since|due to|given that|as a result)\b",
        "in order to": r"\bin order (to|for|that)\b",
        "purpose": r"\bto (avoid|prevent|reduce|allow|enable|help|simplify|speed|save|make|ensure|"
        r"keep|increase|improve|be able|find|see|know|understand|get)\b",
        "need": r"\b(we|they|users?|customers?|i|people) (really )?"
        r"(need|want|have to|would like)\b",
        "benefit": r"\b(useful|helpful|great for|benefi\w+|valuable|convenient|easier|faster|"
        r"saves?|better|helps?|nice to have|important)\b",
        "trouble": r"\b(can ?n[o']t|cannot|unable|impossible|hard to|difficult|annoying|confusing|"
        r"slow|fail\w*|broken|unused|obsolete|outdated|lacks?|problem\w*|issue|risk\w*|complain\w*|"
        r"missing|no (way|longer|option)|unfortunately|waste\w*|wrong|too (much|many|\w+))\b",
        "now": r"\b(currently|at the moment|right now|as of now|today|already|recently)\b",
        "would": r"\b(would|will|helps?|allows?|makes?) (be|help|allow|enable|make|us|them|you)\b",
        "instead": r"\b(instead|rather than|should (be|have|show|not)|expect\w*|supposed to)\b",
        "pointer": r"\b(see|as (discussed|described|mentioned)|attached|attachment|screenshot|"
        r"comments?|link(ed)?|above|below|thread)\b",
        "open": r"\b(tbd|todo|maybe|perhaps|not sure|to be (decided|defined|determined)|discuss|"
        r"etc|or similar|somehow)\b|\?",
        "version": r"\b(v(ersion)? ?\d|\d+\.\d+(\.\d+)?)",
        "platform": r"\b(android|ios|iphone|ipad|windows|linux|ubuntu|debian|macos|mac os|osx|"
        r"chrome|firefox|safari|edge|opera|python ?\d|node ?\d|java ?\d|docker|kubernetes)\b",
        "measure": r"\d ?(%|ms|s|sec|seconds?|minutes?|hours?|days?|kb|mb|gb|px|pt)\b",
    }
)
# What the cues stand for, beside the code below.
TABLES = (_TITLE.told, _CODE, _PROSE.told, _READ)


def cues_of(title: str, prose: str) -> Iterator[str]:
    """Yield the names of the cues of a ticket; `prose` is what stands below its title."""
    head, body = title[:_READ], prose[:_READ]
    yield from (f"title {name}" for name in _TITLE.found_in(head))
    yield from (f"prose {name}" for name in _PROSE.found_in(body))
    if _CODE.search(head):
        yield "title code"
    if is_inward(title):
        yield "title inward"
    if prescribes(title):
        yield "title prescribes"
    if STORY.search(body) or STORY.search(head):
        yield "user story"
