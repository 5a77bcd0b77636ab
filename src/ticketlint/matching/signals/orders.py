"""Tell how exactly a line orders a change: "rename `a` to `b`" leaves nothing to ask.

A chore of one line may say all there is to say. What makes it so is that it names what is
changed, and into what, so that two readers do the same.
"""

import re

# So many characters of a line are read; no order is longer.
_READ = 250
# What is named by its shape: quoted, in code, an identifier, a file, a flag, a version.
_EXACT = (
    r"(?:`[^`\n]{1,80}`|[\"“'‘][^\"“”'‘’\n]{2,60}[\"”'’]|--\w[\w-]*|\b\w+\(\)|\$\w[\w>$.-]*"
    r"|\b\w+_\w+\b|\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]{4,}\b"
    r"|\b\w[\w-]*(?:/[\w-]+)*/[\w-]+\.\w{1,5}\b|\b\w[\w-]*(?:/[\w-]+){2,}"
    r"|\b[\w-]+\.[a-z]{2,5}\b|(?<![\w.])\.[a-z][\w-]{2,30}\b|\bv?\d+(?:\.\d+)+\b|\b[a-z]+\d+\b)"
)
# Of these, what only code is called; a number or a word in capitals may be anything.
_CODE = re.compile(
    r"`[^`\n]{2,80}`|\b\w+\(\)|\b\w+_\w+\b|\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\w::\w"
    r"|\b[\w-]+\.(?:[jt]sx?|py|rs|go|java|kt|swift|rb|php|cs|cpp)\b"
)
_VERSION = re.compile(r"(?i)\bv?\d+(?:\.(?:\d+|x))+\b|\b(?:version|release|v) ?\d+|\bto v?\d+\b")
_THING = re.compile(_EXACT)
# Whatever the words are, this says what becomes what.
_SWAP = re.compile(r"\bs/[^/\s]{1,60}/[^/\s]{1,60}/?|\S\s?(?:→|->|=>|⇒)\s?\S")
_OPENING = (
    r"(?i)^\W*(?:\[[^\]\n]{1,30}\]\W*|\([^)\n]{1,30}\)\W*|[\w ./-]{2,25}: )?"
    r"(?:please |we (?:should|need to|must) )?"
)
# What is taken away or put as it was needs no second thing; the others say into what.
_AWAY = re.compile(
    rf"{_OPENING}(?:remove|delete|drop|uninstall|hide|disable|deprecate|revert|unpin|re-?enable)\b"
)
_INTO = re.compile(
    rf"{_OPENING}(?:rename|replace|change|convert|swap|switch|move|migrate|set|upgrade|update|bump"
    r"|downgrade|pin)\b"
)
_TARGET = re.compile(r"(?i)\b(?:to|with|by|into|in favou?r of)\s\W?\w")
_MUST_BE = re.compile(
    rf"{_EXACT}[^.\n]{{0,60}}\b(?:should|must|needs? to|has to|MUST|SHOULD) (?:now )?be "
    rf"(?:\w+ ){{0,2}}{_EXACT}"
)
_BRING = re.compile(rf"{_OPENING}(?:add|create|copy|include|document|expose)\b")
_FILE = re.compile(
    r"(?i)\b[\w-]+\.(?:txt|md|ya?ml|toml|json|xml|ini|cfg|lock|sh)\b"
    r"|\b(?:readme|licen[cs]e|changelog|gitignore|favicon|sitemap)\b"
)
_TYPO = re.compile(r"(?i)\b(?:typos?|misspell\w*|misspelt|spelling|orthograph\w*|punctuation)\b")
_TRANSLATION = re.compile(
    r"(?i:\b[a-z]{2,}(?:ish|ian|ese|ean|man|tch|nch|eek|ndi|bic|lan|rew|que|nto)"
    r"(?: (?:and|,) [a-z]{4,})?(?: language)? (?:translations?|locali[sz]ation|locale)\b)"
    r"|(?i:\btranslat\w+ (?:\w+ ){0,4}(?:in|to|into|for)) [A-Z][a-z]{3,}"
)
# Code by its name, and what is done to it, with or for it: "Extract MOST_TILLS into tills.py".
_CODING = re.compile(
    rf"{_OPENING}(?:extract|lift|move|inline|refactor|rename|convert|port|migrate|replace|use|wire"
    r"|call|remove|add|write|expose|align|split|merge|pass|guard|export|import|defer|debounce"
    r"|throttle|memoi[sz]e)\b"
)
_WHERE = re.compile(r"(?i)\b(?:to|in|into|from|with|using|of|for|by|at)\s\W?\w|\(\w+ ?[:=] ?\w")
# What a tool finds and mends needs no words.
_TIDYING = re.compile(
    rf"{_OPENING}(?:fix|run|apply|mend)\b[^.\n]{{0,40}}\b(?:prettier|eslint|lint(?:er|ing)?|ruff"
    r"|black|gofmt|rustfmt|clippy|mypy|formatt(?:er|ing)|type errors)\b"
)
# How much of an order each of its parts makes; of what is brought, the words are not told.
_ACT, _NAMED, _WHOLE = 0.2, 0.45, 0.35
_BROUGHT = 0.45
# The place is told, the words are not: "typos in the French texts", "Dutch translation".
_KNOWN_JOB = 0.5


def exactness(line: str) -> float:
    """Return how exactly a line orders a change, 0 (no order) to 1 (nothing is left to ask)."""
    line = line[:_READ]
    if _SWAP.search(line) or _MUST_BE.search(line):
        return 1.0
    told = max(_away(line), _into(line), _bring(line))
    return max(told, _KNOWN_JOB) if is_self_evident(line) else told


def is_self_evident(line: str) -> bool:
    """Tell whether a line orders what needs no reason: a typo mended, a language added."""
    line = line[:_READ]
    return _TYPO.search(line) is not None or _TRANSLATION.search(line) is not None


def names_code(line: str) -> bool:
    """Tell whether a line orders a change of code that it names, and says where or to what.

    So does one that orders what a tool says.
    """
    line = line[:_READ]
    is_named = all(one.search(line) for one in (_CODING, _CODE, _WHERE))
    return is_named or _TIDYING.match(line) is not None


def is_typo(line: str) -> bool:
    """Tell whether a line orders that a misprint is mended, and says what becomes what."""
    line = line[:_READ]
    return _TYPO.search(line) is not None and _SWAP.search(line) is not None


def _away(line: str) -> float:
    if not _AWAY.match(line):
        return 0.0
    return _ACT + (_NAMED + _WHOLE) * bool(_THING.search(line))


def _into(line: str) -> float:
    if not _INTO.match(line):
        return 0.0
    is_named = _VERSION.search(line) or _THING.search(line)
    has_target = _VERSION.search(line) or _TARGET.search(line)
    return _ACT + _NAMED * bool(is_named) + _WHOLE * bool(is_named and has_target)


def _bring(line: str) -> float:
    if not _BRING.match(line):
        return 0.0
    return _BROUGHT * bool(_FILE.search(line) or _THING.search(line))
