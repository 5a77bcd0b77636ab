"""Tell whether what stands behind the name of a secret is the secret, and where it ends.

"password: required" is a rule of a form, "password = config.password2" is code.
"""

import re
from enum import Enum

from ticketlint.harmless.expressions import LateExpression

Span = tuple[int, int]

# What ends a value in quotes of programs, lists and calls.
_STOP = r"\s\"'`\u2018-\u201e\u00ab\u00bb,;&<>(){}\[\]\\|"
_AMPERSAND = r"&(?![\w.-]{1,40}=|#?\w{1,10};)"
_LONGEST = 200
# A value does not begin with the sign of a variable or of a mask.
_CORE = re.compile(
    rf"(?:[^{_STOP}$%*]|{_AMPERSAND})(?:[^{_STOP}]|{_AMPERSAND}){{3,{_LONGEST - 1}}}+"
)
# Signs within a word belong to it; a comma before `name=` does not.
_REST = re.compile(
    rf"(?:[^{_STOP}]++|{_AMPERSAND}|[()\[\]{{}}\\](?=\w)|[,;](?=\w)(?!\w{{1,40}}[\"']?[:=]))*+"
)
_QUOTES = "\"'`"
_OPENING = re.compile("[\"'`*_\u2018-\u201e\u00ab]{0,4}+[(<\\[]?+")
_BRACKETS = {"(": ")", "<": ">", "[": "]"}
_USER = re.compile(r"[\w.@+-]{1,40}+[ \t]*+[/|][ \t]*+")
_USER_AHEAD = re.compile(r"[\w.@+-]{1,40}+[ \t]*+[/|,:]?[ \t]*+")
_TOKEN = re.compile(r"\S+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENDING = ".!?:,;*_~)]}>"
_SIGNS = frozenset("!@#$%^&*~?+")
_FIELD_WORDS = 6

# Code that names where the secret is kept, and what is told about a secret.
_NO_VALUE = LateExpression(
    r"(?i)https?://|(?:process|os|env|config|settings|self|this|req|request|params)\b[./\[]"
    r"|[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)++$|/|\W+$|\[|[\w-]+\($"
    r"|[^\W\d_]{2,10}-\d{1,7}$|v?\d+(?:\.\d+)+\w{0,6}$|\d{1,3}[.)][^\W\d_]"
    r"|\d+(?:st|nd|rd|th)\b|\d+[-_+]?(?:bits?|bytes?|chars?|characters?|digits?|letters?|times?"
    r"|secs?|seconds?|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|years?|px|[kmg]b)\b"
    r"|\d+-[a-z]+(?:-[a-z]+)*+$|(?:\d+[-/.:T]){2,}\d+"
    r"|(?:base-?(?:32|64)|sha-?\d+|md5|utf-?\d+|aes-?\d+|rsa-?\d+|hmac\w*|bcrypt|oauth-?\d"
    r"|1password|ldap\w?|http-?\d?|windows\d*|win\d+|ios\d*|android\d*|iphone\d*|ipad\d*|chrome\d*)(?:\W|$)"
)
_ROUND = re.compile(r"(?=[^\W_]*[a-z])(?=[^\W_]*[A-Z])\w*\d|\w*\d[^\W\d_]")


class Evidence(Enum):
    """What connects a name with what follows it, from the strongest to the weakest."""

    SIGN = "sign"
    VERB = "verb"
    WEAK = "weak"


def value_at(text: str, at: int, evidence: Evidence) -> Span | None:
    """Return the range of the secret that begins at `at`, with a user's name before it or not."""
    found = _plain_value(text, at, evidence)
    ahead = _USER_AHEAD if evidence is Evidence.WEAK else _USER
    user = None if found else ahead.match(text, at)
    return _plain_value(text, user.end(), evidence) if user else found


def values_in_cell(text: str) -> list[Span]:
    """Return the ranges of the words in a field of a table that are secrets."""
    spans = []
    for count, word in enumerate(_TOKEN.finditer(text)):
        found = _plain_value(text, word.start(), Evidence.SIGN) if count < _FIELD_WORDS else None
        if found:
            spans.append(found)
    return spans


def _plain_value(text: str, at: int, evidence: Evidence) -> Span | None:
    opening = _OPENING.match(text, at)
    at = opening.end() if opening else at
    core = _CORE.match(text, at)
    if not core or text[core.end() : core.end() + 1] in {"(", "["}:
        return None
    closing = _BRACKETS.get(text[at - 1 : at])
    if closing and text[core.end() : core.end() + 1] != closing:
        return None
    if not _is_secret(core[0].rstrip(_ENDING), evidence):
        return None
    return at, _end(text, at)


def _end(text: str, at: int) -> int:
    """Return where the value ends: at its closing quotation mark, or at the end of the word."""
    quote = text[at - 1 : at]
    if quote and quote in _QUOTES:
        closing = re.compile(rf"[^\s{quote}]++(?={quote})").match(text, at)
        if closing:
            return closing.end()
    rest = _REST.match(text, at)
    end = rest.end() if rest else at
    return at + len(text[at:end].rstrip(_ENDING))


def _is_secret(value: str, evidence: Evidence) -> bool:
    if _NO_VALUE.match(value) or _MAIL.fullmatch(value):
        return False
    if evidence is Evidence.SIGN and len(value) >= 4 and value.isdecimal():
        return True
    letters, digits = any(map(str.isalpha, value)), any(map(str.isdecimal, value))
    if not letters or len(value) < 6:
        return False
    if evidence is Evidence.WEAK:
        return digits and len(value) >= 8 and bool(_ROUND.match(value))
    return digits or (evidence is Evidence.SIGN and _is_strange(value))


def _is_strange(value: str) -> bool:
    """Tell whether letters of both cases stand with signs that no word has."""
    signs = _SIGNS.intersection(value[1:-1])
    return bool(signs) and value.lower() != value and value.upper() != value
