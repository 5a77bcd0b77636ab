"""Find what says where a bug happens: a version, a system, a device, a browser, an account."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.matching.signals.shown import pasted
from ticketlint.model import Role, SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

# From this confidence on (0 to 1) a sentence counts as having a role.
_CONFIDENCE = 0.5
_SYSTEMS = (
    r"windows|win ?(?:7|8|10|11|xp|vista)|mac ?os|os ?x|linux|ubuntu|debian|fedora|centos|"
    r"red ?hat|rhel|suse|kitkat|lollipop|marshmallow|nougat|oreo|lineageos|cyanogenmod|miui|emui|"
    r"android(?! studio)|ios|ipados|iphone|ipad|ipod|macbook|galaxy|nexus|pixel \d|kindle|tizen|"
    r"htc|oneplus|huawei|samsung|xiaomi|redmi|motorola|moto [a-z]|nokia|xperia|blackberry|"
    r"chrome|chromium|firefox|safari|edge|opera|internet explorer|ie ?\d+|webkit|"
    r"emulator|simulator|jdk ?\d*|java \d|python \d|"
    r"node(?:\.js)? v?\d|php \d|ruby \d|go ?1\.\d+|"
    r"docker|tomcat|jboss|weblogic|websphere|"
    r"staging|production|prod|sandbox|canary|localhost|self-hosted|on-prem\w*"
)
_NAMED = re.compile(rf"(?i)(?<![\w./-])({_SYSTEMS})(?![\w/-])")
_VERSION = re.compile(
    r"(?i)(?<![\w.])v?(?!\d\d\.\d\d\.\d\d)\d+\.\d+(?:\.\w+)*(?:[-+.]\w+)*"
    r"|\b(?:version|build(?: id)?|release|rev(?:ision)?)\W{0,3}[a-z]?\d+"
)
# In code a number alone may be anything.
_VERSION_IN_CODE = re.compile(
    r"(?i)\b(?:versions?|firmware|api[ _]level|sdk)\b[\"']?\s{0,3}[:=]?\s{0,3}[\"']?v?\d+(?:\.\w+)*"
    r"|(?<![\w.])v\d+\.\d+"
    r"|^[^\S\n]{0,8}[a-z][\w.-]{1,30}(?:[ :=@]|==){1,3}v?\d+\.\d+\.\d+[^\S\n]{0,8}$",
    re.MULTILINE,
)
# Words that name nothing: "on different phones", "some devices of ours".
_INDEFINITE = re.compile(
    r"(?i)\b(?:various|different|some|several|many|multiple|all|any|every|most|other|certain|few|"
    r"random|my|our|their|its|the|an?|one|two|both|and|or|of|on|in|at|with|for|from|to|is|are|it|this|"
    r"that|these|those|only|also|both|happens?|happened|occurs?|seen|seems?|tested|reproduced|"
    r"reproducible|latest|newest|current|recent|old|older|newer|unknown|not|sure|relevant|irrelevant|"
    r"known|provided|see|phones?|devices?|browsers?|"
    r"(?:operating )?systems?|platforms?|computers?|machines?|laptops?|desktops?|mobiles?|tablets?|"
    r"versions?|environments?|os(?:es)?|models?|brands?|users?|customers?|kinds?|sorts?|types?)\b"
)
_WORD = re.compile(r"[^\W_]+")


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each mention; the affected version of the tracker counts as one.

    Under a heading for it, and in a sentence that is about it, any name will do.
    """
    if ticket.ticket.versions or any(map(_VERSION_IN_CODE.search, pasted(ticket))):
        yield Match()
    for passage in ticket.passages:
        if not passage.is_unwritten:
            yield from _named(passage)
    for sentence in ticket.sentences:
        is_about = sentence.role is Role.ENVIRONMENT and sentence.confidence >= _CONFIDENCE
        if is_about and names_something(sentence.text):
            yield Match(sentence.passage, sentence.start, sentence.end)


def _named(passage: "Passage") -> Iterator[Match]:
    for pattern in (_NAMED, _VERSION):
        for hit in pattern.finditer(passage.text):
            yield Match(passage, hit.start(), hit.end())
    if passage.section is SectionName.ENVIRONMENT and names_something(passage.text):
        yield Match(passage, 0, len(passage.text))


def names_something(text: str) -> bool:
    """Tell whether there is a word beside those that name nothing: "some device", "all phones"."""
    return _WORD.search(_INDEFINITE.sub(" ", text)) is not None
