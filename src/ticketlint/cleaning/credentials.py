"""Black out passwords, keys and tokens in the text of a ticket, so that no output repeats them.

The blacked-out text is as long as the stored one, so every offset still holds.
"""

import re
from dataclasses import replace

from ticketlint.model import Ticket

# A character that authors do not write; runs of it are what the rule `secret-in-ticket` finds.
BLACK = "\N{HEAVY ASTERISK}"

_NAMES = (
    r"pass(?:word|wd|phrase)|pwd|(?:client|app|shared)?[_ -]?secret(?:[_ -]?(?:access[_ -]?)?key)?"
    r"|(?:api|access|private|account)[_ -]?key|(?:access|auth|api|refresh|bearer)[_ -]?token"
)
# A value needs a letter and a digit: "password: required" is a rule of a form.
_VALUE = (
    r"(?=[^\s\"'`,;&<>(){}\\]*\d)(?=[^\s\"'`,;&<>(){}\\]*[^\W\d_])[^\s\"'`,;&<>(){}\\$%*]{6,200}"
)
# The forms of keys that their issuers give a prefix.
_ISSUED = (
    r"(?<![\w-])(?P<value>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{50,255}|glpat-[\w-]{20,99}"
    r"|xox[abprs]-[\w-]{10,255}|A(?:KIA|SIA)[0-9A-Z]{16}|AIza[\w-]{35}|[sr]k_live_\w{20,255}"
    r"|sk-[A-Za-z0-9_-]{32,255}|npm_[A-Za-z0-9]{36}|ATATT[\w=-]{20,255}"
    r"|eyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}\.[\w-]{10,4000})(?![\w-])"
)
_ASSIGNED = (
    rf"(?i)(?<![A-Za-z])(?:{_NAMES})[\"'`*]{{0,3}}[ \t]{{0,3}}(?:[:=]|\bis\b)[ \t]{{0,3}}"
    rf"[\"'`*]{{0,3}}(?P<value>{_VALUE})(?<![.!?])(?![(\[])"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----(?P<value>[A-Za-z0-9+/=\s\\:,-]{20,8000})",
        _ISSUED,
        _ASSIGNED,
        r"(?i)\bbearer[ \t]{1,3}(?P<value>(?=[\w.~+/-]*\d)[\w.~+/-]{20,4000}=*)",
        r"(?i)\b[a-z][a-z0-9+.-]{1,15}://[^\s:/@\"'<>]{1,60}:(?P<value>[^\s:/@\"'<>{}$]{3,100})@",
    )
)
# Words of samples, and code that only names where the secret is kept.
_NO_SECRET = re.compile(
    r"(?i)example|sample|placeholder|your|change_?me|dummy|x{4}|\.{3}|^(?:pass(?:word|wd)?|pwd|secret|token)$"
    r"|^(?:https?:/|process|os|env|config|settings|self|this|req|request|params)\b[./\[]"
    r"|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|^/|^\W+$|^\[|\]$"
)
# An escape of JSON stays whole, or an ADF text could not be read.
_CHARACTER = re.compile(r"(\\.)|[^\s\\]")


def conceal(text: str) -> str:
    """Return `text` with every credential blacked out, of the same length."""
    for pattern in _PATTERNS:
        text = pattern.sub(_blacked_out, text)
    return text


def conceal_ticket(ticket: Ticket) -> Ticket:
    """Return the ticket with the credentials in its title and fields blacked out."""
    fields = tuple(replace(field, text=conceal(field.text)) for field in ticket.fields)
    return replace(ticket, title=conceal(ticket.title), fields=fields)


def _blacked_out(hit: re.Match[str]) -> str:
    value = hit["value"]
    if _NO_SECRET.search(value):
        return hit[0]
    start = hit.start("value") - hit.start()
    black = _CHARACTER.sub(lambda one: one[1] or BLACK, value)
    return hit[0][:start] + black + hit[0][start + len(value) :]
