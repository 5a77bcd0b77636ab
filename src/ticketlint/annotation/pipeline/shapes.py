"""What a key, a version, a path and other words of software look like, as regular expressions.

`SHAPES` holds words without spaces, tried in order; `RUNS` holds marks that may hold spaces.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ticketlint.annotation.pipeline.lexicon import words

_STEP = r"[\w@.+%~{}:*-]+"
_PRODUCTS = frozenset(words("products"))


def _any_of(name: str) -> str:
    """Return the alternatives of a list as part of an expression."""
    return "|".join(words(name))


SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        ("PLACEHOLDER", r"\{\{[^{}\s]+\}\}|\?{3,}|<(?:your|insert|describe|enter|add)[-_\w]*>"),
        ("PLACEHOLDER", r"(?:TBD|TBC|TBA|TODO|FIXME|XXX+)"),
        (
            "URL",
            r"(?:https?|ftps?|sftp|file|git|ssh|s3|jdbc:\w+|wss?|ldaps?)://[^\s<>\"']*[\w/#&=+~-]",
        ),
        ("URL", r"www\.[^\s<>\"']*[\w/#&=+~-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        ("IDENTIFIER", r"@[\w.-]+/[\w./-]*\w"),
        ("MENTION", r"@[A-Za-z][\w.-]*\w|\[~[^\]\s]+\]"),
        (
            "ERROR_CODE",
            r"0x[0-9A-Fa-f]{2,16}|E-?\d{3,5}|[A-Z]{2,6}-0\d{4,}|[A-Z]{2,6}\d{4,5}|HTTP[-/]?[1-5]\d\d",
        ),
        (
            "ERROR_CODE",
            r"ERR_[A-Z_]+|E(?:NOENT|ACCES|PERM|CONNREFUSED|CONNRESET|PIPE|EXIST|ADDRINUSE|TIMEDOUT)",
        ),
        ("ERROR_CODE", r"SIG(?:SEGV|KILL|TERM|ABRT|INT|PIPE|BUS|HUP)"),
        ("KEY", rf"(?!(?:{_any_of('standards')})-)[A-Z][A-Z0-9_]{{1,9}}-\d{{1,7}}"),
        ("KEY", r"#\d{2,7}|(?:[\w.-]+/)+[\w.-]+[#!]\d+"),
        ("IDENTIFIER", r"\d{2,3}(?:\.\d{1,3}){3}(?::\d+)?|\d{1,3}(?:\.\d{1,3}){3}:\d+"),
        (
            "VERSION",
            r"(?!\d\d?\.\d\d?\.(?:19|20)\d\d$)v?\d+(?:\.\d+){2,4}(?:[-.+]?[A-Za-z](?:[\w.+-]*\w)?)?",
        ),
        ("VERSION", r"v\d+(?:\.\d+)*(?:[-.]?[A-Za-z]+\d*)?|v?\d+(?:\.\d+)*\.[xX]"),
        ("VERSION", rf"\d+\.\d+[-.]?(?:{_any_of('releases')})\d*"),
        ("PATH", r"[A-Za-z]:[\\/](?:[^\s\"'<>|]*[\w\\/])?|\\\\[\w.$-]+(?:\\[\w.$-]+)+"),
        ("PATH", rf"(?:~|\.{{1,2}})?/(?:{_STEP}/)*[\w@+%{{}}*~.-]*[\w}}/*]|~/"),
        ("PATH", rf"(?:{_STEP}/)*[\w@+-]*(?:\.[\w-]+)*\.(?:{_any_of('file_endings')})(?::\d+)*"),
        ("PATH", rf"(?:{_any_of('folders')})(?:/{_STEP})*/[\w@+%-]+/?|(?:{_STEP}/){{2,}}"),
        ("IDENTIFIER", r"--[a-z][\w-]*\w(?:=\S*\w)?|\$\{[^}\s]+\}|\$[A-Za-z_]\w+"),
        ("IDENTIFIER", r"[\w.:#]*\w\(\)|\w*(?:[a-z]\.?[A-Z]|_)\w*\([^\s()]*\)"),
        ("IDENTIFIER", r"[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*){2,}|\w+(?:::|->)\w+"),
        ("IDENTIFIER", r"(?=\S*(?:[a-z][A-Z]|[A-Z]{2}\.|_))[A-Za-z_]\w*[.#][A-Za-z_]\w*"),
        ("IDENTIFIER", r"_*[A-Za-z][A-Za-z0-9]*(?:_+[A-Za-z0-9]+)+_*|__\w+__"),
        (
            "IDENTIFIER",
            r"[a-z]+\d*[A-Z][A-Za-z0-9]*|[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]+|[A-Z]{3,}[a-z]{3,}[A-Za-z0-9]*",
        ),
        ("IDENTIFIER", r"(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}"),
    )
)

# A cheap look that lets ordinary words pass without trying every shape.
_PLAIN = re.compile(r"[A-Za-z]?[a-z]*|\d+|\W")


@lru_cache(maxsize=65536)
def shape_of(word: str) -> str:
    """Return the label of a word without spaces, or "" for an ordinary word."""
    if _PLAIN.fullmatch(word) or len(word) > 300 or word in _PRODUCTS:
        return ""
    return next((label for label, pattern in SHAPES if pattern.fullmatch(word)), "")


RUNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "PLACEHOLDER",
        re.compile(
            r"<(?:(?:please|your|insert|describe|enter|add|fill|write|put|replace|some|the|a|name|what|who|list)\b)"
            r"[^<>\n]{0,80}>"
            r"|\[(?:(?i:please|your|insert|describe|enter|fill|write|put|replace|tbd|tbc|todo)\b)[^\[\]\n]{0,80}\]"
            r"|\{\{[^{}\n]{1,60}\}\}|(?i:lorem ipsum)",
        ),
    ),
    ("TAG", re.compile(r"\[(?![ xX]?\])[^\[\]|\n]{1,40}\](?![(\[])")),
)


def runs_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start, end and label of each mark that may hold spaces, first come first served."""
    if not ("[" in text or "<" in text or "{" in text or "lorem" in text.lower()):
        return
    taken = bytearray(len(text))
    for label, pattern in RUNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield start, end, label
