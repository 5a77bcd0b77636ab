"""Find passwords, keys and tokens in a text, and black them out so that no output repeats them.

A blacked-out text is as long as the one before, so every offset still holds.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from html import unescape
from itertools import chain

from ticketlint.harmless.secret_values import Evidence, Span, value_at, values_in_cell
from ticketlint.model import Ticket

# A character that authors do not write; runs of it are what the rule `secret-in-ticket` finds.
BLACK = "\N{HEAVY ASTERISK}"

# Names that are followed by nothing else than the secret itself.
_STRONG = (
    r"passw(?:or[dt]|d)s?|passphrase|passcode|kennwort|contrase(?:ñ|n)a|wachtwoord|mot de passe"
    r"|парол[ья]|密码|密碼|パスワード"
    r"|(?<![A-Za-z])(?:pwd|senha)"
    r"|(?:(?<![A-Za-z])|(?<=[a-z])(?=(?-i:[A-Z])))"
    r"(?:(?:client|app|shared)?[_ -]?secret(?:[_ -]?(?:access[_ -]?)?key)?"
    r"|(?:api|access|private|account)[_ -]?key"
    r"|(?:access|auth|api|refresh|bearer|private|session|personal)[_ -]?token)"
)
# Names that mean other things too; what follows must look like nothing but a secret.
_WEAK = r"(?<![A-Za-z])(?:token|pass|pw|creds?|credentials?|log[ -]?in)(?![A-Za-z])"
# Words in lower case without which no name is found; to look for them first is fast.
_NAME_HINTS = (
    *("pass", "pw", "secret", "token", "kennwort", "contrase", "wachtwoord"),
    *("парол", "密", "パスワード", "senha", "cred", "login", "log in", "log-in"),
)
_KEY_HINTS = tuple(
    f"{what}{gap}key"
    for what in ("api", "access", "private", "account")
    for gap in ("", " ", "-", "_")
)
# A name begins at most so many characters before its hint: "personal_token".
_BEFORE_HINT = 12
# What closes or opens an emphasis, a quotation, a link, a tag.
_NOISE = r"[\"'`*_~)}\]\u2018-\u201e\u00ab\u00bb]"
# What may stand between: (test), or: for the test account.
_WORDS = r"(?:[ \t]{1,3}[^\s:=]{1,30}+)"
_MORE = rf"(?:[ \t]{{1,3}}\([^()\n]{{1,40}}\))?+(?:[ \t](?:for|of|on|in|to|at){_WORDS}{{1,4}}?)?"
_SIGN = r"(?::=|=>|->|[:=\uff1a\uff1d]{1,2})"
_VERB = r"(?:(?:\b(?:is|was|are)(?:[ \t]now)?|\b(?:changed|set|reset)[ \t]to|(?<=['\u2019])s)\b)"
# An attribute after the one that holds the name; the next line of a list in YAML.
_VALUE_KEY = rf"[,\s]{{0,40}}+[\"']?value[\"']?[ \t]*+{_SIGN}"
_BLANKS = r"[ \t]*+"
_LABEL = re.compile(
    rf"(?i)(?P<name>{_STRONG}|(?P<weak>{_WEAK})){_NOISE}{{0,4}}+"
    rf"(?:{_MORE}(?:{_BLANKS}(?:\r?\n{_BLANKS})?+(?P<sign>{_SIGN})|{_BLANKS}(?P<verb>{_VERB}))"
    rf"|(?P<key>{_VALUE_KEY})|(?P<tag>>)"
    rf"|(?P<dash>{_BLANKS}(?:\|\||[|\u2013\u2014\u2026-]|\.{{3}}){_BLANKS})"
    rf"|(?P<line>{_BLANKS}(?=\r?\n))"
    rf"|(?P<far>{_WORDS}{{1,4}}?(?:[ \t]{{0,3}}{_SIGN}|[ \t]{_VERB})[\s\"'`*])"
    rf"|(?P<bare>[ \t]{{1,3}}+))"
)
# A block of YAML, a line below, a mark of a list.
_GAP = re.compile(
    rf"{_NOISE}{{0,4}}+[ \t]*+(?:[|>][-+]?[ \t]*+(?=\r?\n))?"
    r"(?:\r?\n[ \t>]*+(?:[-*•][ \t]+)?){0,3}"
)
_ALONE = re.compile(r"[^\s]{1,300}+[ \t]*+(?:[\r\n]|$)")
# A label fills the first words or the last words of its cell.
_CELL_LABEL = re.compile(
    rf"(?i)(?:[^\n]{{0,30}}?)(?:{_STRONG}|{_WEAK})\W{{0,3}}(?:\([^()\n]*\))?\W*"
)
# The forms of keys that their issuers give a prefix.
_ISSUED = (
    r"(?<![\w-])(?P<value>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{50,255}"
    r"|gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w.-]{20,99}|xox[abeprs]-[\w-]{10,255}"
    r"|A(?:KIA|SIA)[0-9A-Z]{16}|AIza[\w-]{35}|[srp]k_(?:live|test)_\w{20,255}"
    r"|sk-[A-Za-z0-9_-]{32,255}|npm_[A-Za-z0-9]{36}|ATATT[\w=-]{20,255}"
    r"|SG\.[\w-]{16,99}\.[\w-]{16,99}|hf_[A-Za-z]{34}|dop_v1_[a-f0-9]{64}|pypi-AgE[\w-]{50,255}"
    r"|ya29\.[\w-]{20,4000}|eyJ[\w-]{10,8000}\.eyJ[\w-]{10,8000}\.[\w-]{10,8000})(?![\w-])"
)
_PREFIXES = (
    "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gloas- gldt- glrt- glcbt- glptt- glft- glimt-"
    " glagent- glsoat- xox akia asia aiza k_live_ k_test_ sk- npm_ atatt sg. hf_ dop_v1_ pypi-age"
    " ya29. eyj"
)
_PRIVATE_KEY = (
    r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    r"(?=[^-]{0,400}?(?=[A-Za-z+/]{0,40}\d)[A-Za-z0-9+/]{12})"
    r"(?P<value>(?:(?!-----)[A-Za-z0-9+/=\s\\:,.()>|-]){20,}+)"
)
_HEADER = (
    r"(?i)\bauthorization\W{1,5}(?:basic|token|apikey|digest|bearer)[ \t]{1,3}[\"']?"
    r"(?P<value>[\w.~+/-]{8,8000}=*)"
)
_ADDRESS = (
    r"(?i)(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,15}://[^\s:/@\"'<>]{0,60}:"
    r"(?P<value>[^\s/\"'<>{}$]{3,200})@(?=[^\s/@])"
)
_REQUEST = (
    r"(?i)(?<![\w-])(?:curl|wget|https?|xh)\b[^\n]{0,300}?[ \t](?:-u|--(?:proxy-)?user|-a|--auth)"
    r"[ \t=]{0,2}[\"']?[^\s:\"'/]{1,60}:(?P<value>[^\s\"'$]{3,200})"
)
_CLIENT = (
    r"(?i)(?<![\w-])(?:mysql\w{0,9}|mariadb|sshpass|mongo\w{0,9}|redis-cli|ldap\w{0,9})\b"
    r"[^\n]{0,200}?[ \t]-[paw][ \t]?[\"']?(?P<value>[^\s\"'$]{6,200})"
)
_OPTION = (
    r"(?i)(?<![\w-])--?pass(?:word|wd|phrase)?[ \t=][ \t]{0,2}[\"']?"
    r"(?![a-z][a-z0-9+.-]{1,15}://)(?P<value>[^\s\"'$]{6,200})"
)
# Words in lower case, one of which stands in any text with the credential; how many characters
# before that word the form begins at most; the form.
_FORMS = tuple(
    (hints.split(), before, re.compile(pattern))
    for hints, before, pattern in (
        ("-----begin", 0, _PRIVATE_KEY),
        (_PREFIXES, 1, _ISSUED),
        ("hooks.slack", 0, r"hooks\.slack\.com/services/(?P<value>T\w{6,20}/B\w{6,20}/\w{16,40})"),
        (
            "bearer",
            0,
            r"(?i)\bbearer[ \t]{1,3}(?P<value>(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{20,8000}=*)",
        ),
        ("authorization", 0, _HEADER),
        ("://", 16, _ADDRESS),
        ("curl wget http xh", 0, _REQUEST),
        ("mysql mariadb sshpass mongo redis-cli ldap", 0, _CLIENT),
        ("-pass", 1, _OPTION),
    )
)
# The end of a value in which the next name is looked for as well.
_TAIL = 80
# So many characters before and behind a bar its expression is looked for.
_LONGEST_EXPRESSION = 200
# Characters that nobody sees, which may stand within a word.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]+"
)
_MARKUP = re.compile(
    rf"(?i){_UNSEEN.pattern}|(?P<entity>&(?:#\w{{1,8}}|[a-z]\w{{1,30}});)"
    r"|<!--[^<>]{0,200}-->|(?P<sign>[*_`~]+)|\{color[^{}\n]{0,40}\}"
    r"|</?(?:b|i|u|s|em|strong|code|kbd|tt|span|font|mark|small|del|ins|su[bp]|a|var)"
    r"(?:[ \t][^<>]{0,300})?>|(?P<wall></?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,300})?/?>)"
)
# Characters, one of which opens all that `_MARKUP` finds and an ASCII text may hold.
_SIGN_OF_MARKUP = re.compile(r"[&<*_`~{]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\x0b\x0c\x85]")
_SEEN = re.compile(r"\S")
# What a ticket is found by stays as its source gives it.
_FACTS = tuple(
    field.name for field in fields(Ticket) if field.name not in {"fields", "source", "line"}
)
# Words of samples, and the word itself where the value should be.
_SAMPLE = re.compile(
    r"(?i)example|sample|placeholder|your|change_?me|dummy|x{4}|\.{3}"
    r"|^(?:pass(?:word|wd)?|pwd|secret|token)$|^\W+$|^\[|\]$"
)


def conceal(text: str) -> str:
    """Return `text` with every credential blacked out, of the same length."""
    return black_out(text, find_secrets(text))


def conceal_facts(ticket: Ticket, values: Iterable[str] = ()) -> Ticket:
    """Return the ticket with the credentials in its title and facts blacked out, not its fields.

    `values` are secrets that are known from elsewhere in the ticket.
    """
    values = tuple(values)

    def hidden(fact: object) -> object:
        if isinstance(fact, str):
            return black_out(fact, [*_found_in(fact), *places_of(fact, values)])
        return tuple(map(hidden, fact)) if isinstance(fact, tuple) else fact

    facts = {name: hidden(getattr(ticket, name)) for name in _FACTS}
    return replace(ticket, **facts)  # type: ignore[arg-type]


# Tickets share most of their facts: types, labels, states, names of people.
@lru_cache(1 << 11)
def _found_in(fact: str) -> tuple[Span, ...]:
    return tuple(find_secrets(fact))


def black_out(text: str, spans: Iterable[Span]) -> str:
    """Return the text with each character in these ranges blacked out; white space stays."""
    parts = []
    at = 0
    for start, end in sorted(spans):
        first = max(start, at)
        parts += [text[at:first], _SEEN.sub(BLACK, text[first:end])]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def find_secrets(text: str, *, markup: bool = True) -> list[Span]:
    """Return the ranges of all credentials in a text, ascending; some may overlap.

    With `markup` the text is also read without the signs and tags that may stand in it.
    Takes time linear in the text.
    """
    if text.isascii():
        plain = bare = text.replace("\x0b", " ").replace("\x0c", " ")
    else:
        plain = _SPACE.sub(" ", text)
        bare = _UNSEEN.sub("", plain)
    found = {*_seen(plain, bare, _UNSEEN)}
    may_differ = markup and (bare != plain or _SIGN_OF_MARKUP.search(plain))
    if may_differ and (view := _MARKUP.sub(_shown, plain)) != bare:
        found |= {*_seen(plain, view, _MARKUP)}
    return sorted(found)


def find_in_cells(label: str, cell: str) -> list[Span]:
    """Return the ranges of the secrets in a field of a table that `label` belongs to."""
    if len(label) > 80 or not _CELL_LABEL.fullmatch(label):
        return []
    return values_in_cell(cell)


def places_of(text: str, values: Iterable[str]) -> Iterator[Span]:
    """Yield where a known secret stands, as a word of its own."""
    for value in values:
        at = text.find(value)
        while at >= 0:
            end = at + len(value)
            if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
                yield at, end
            at = text.find(value, end)


def _seen(text: str, view: str, hidden: re.Pattern[str]) -> Iterator[Span]:
    """Yield the credentials in what a reader sees of the text, by their places in the text."""
    lower = _lower(view)
    found = [*_labelled(view, lower), *_formed(view, lower)]
    places = _places(text, hidden) if found and view != text else range(len(text))
    yield from ((places[start], places[end - 1] + 1) for start, end in found)


def _lower(text: str) -> str:
    """Return a text in lower case and as long as it was.

    The one letter that is two in lower case is taken for an i, as expressions take it.
    """
    return text.replace("\u0130", "i").lower()


def _places(text: str, hidden: re.Pattern[str]) -> Sequence[int]:
    """Return where each character of the view stands in the text."""
    # A list of numbers would take ten times as much: as many as a text has characters.
    places = array("I")
    at = 0
    for hit in hidden.finditer(text):
        places.extend(range(at, hit.start()))
        shown = len(_shown(hit))
        places.extend([hit.start()] * (shown - 1))
        places.extend([hit.end() - 1] * min(shown, 1))
        at = hit.end()
    places.extend(range(at, len(text)))
    return places


def _shown(hit: re.Match[str]) -> str:
    """Return what a reader sees of an entity or a tag: a tag that is no emphasis ends a line."""
    kind = hit.lastgroup
    if kind == "entity":
        return _SPACE.sub(" ", _UNSEEN.sub("", unescape(hit[0])))
    return "\n" if kind == "wall" else ""


def _formed(text: str, lower: str) -> Iterator[Span]:
    for hints, before, pattern in _FORMS:
        end = 0
        for start in _starts(lower, hints, before):
            hit = pattern.match(text, start) if start >= end else None
            if hit is None:
                continue
            end = hit.end()
            if not _SAMPLE.search(hit["value"][:200]):
                yield hit.span("value")


def _labelled(text: str, lower: str) -> Iterator[Span]:
    """Yield the value behind each name; behind a name without one the next is sought."""
    at = 0
    hints = _NAME_HINTS + _KEY_HINTS if "key" in lower else _NAME_HINTS
    for start in _starts(lower, hints, _BEFORE_HINT):
        label = _LABEL.match(text, start) if start >= at else None
        if label is None:
            continue
        found = _value(text, label)
        if found and _SAMPLE.search(text, found[0], min(found[1], found[0] + 200)):
            found = None
        # A name may end the value before it: `pwd=a1\\npassword` in a text with written-out breaks.
        at = max(found[0], found[1] - _TAIL) if found else label.end("name")
        if found:
            yield found


def _starts(lower: str, hints: Sequence[str], before: int) -> Iterable[int]:
    """Return where a form may begin, ascending: at most so much `before` one of its hints.

    `lower` is the text in lower case. A pattern is tried at these places alone, which is far
    faster than a search and finds the same.
    """
    ends = [at for hint in hints if hint in lower for at in _places_in(lower, hint)]
    if not ends:
        return ()
    ends.sort()
    stops = [end + 1 for end in ends]
    firsts = map(max, [0, *stops], [end - before for end in ends])
    return chain.from_iterable(map(range, firsts, stops))


def _places_in(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _value(text: str, label: re.Match[str]) -> Span | None:
    if label["dash"] and "|" in label["dash"] and _is_piped(text, label):
        return None
    gap = _GAP.match(text, label.end())
    at = gap.end() if gap else label.end()
    alone = bool(_ALONE.match(text, at))
    below = "\n" in text[label.end() : at]
    evidence = _evidence(label, below=below, alone=alone)
    return value_at(text, at, evidence) if evidence else None


def _is_piped(text: str, label: re.Match[str]) -> bool:
    """Tell whether a bar stands in an expression of a template: it pipes into a function there.

    Both ends of the expression are on the line of the bar.
    """
    first = max(0, label.start() - _LONGEST_EXPRESSION)
    before = text[first : label.end()].rpartition("\n")[2]
    behind = text[label.end() : label.end() + _LONGEST_EXPRESSION].partition("\n")[0]
    is_open = before.rfind("{{") > before.rfind("}}")
    return is_open and "}}" in behind and "{{" not in behind.partition("}}")[0]


def _evidence(label: re.Match[str], *, below: bool, alone: bool) -> Evidence | None:
    """Return how surely a value follows; `alone` says that a word fills its line."""
    if label.lastgroup in {"bare", "line", "far", "dash"}:
        is_value = alone if below else label["weak"] is None
        return Evidence.WEAK if is_value else None
    if label["weak"] is not None or (below and not alone):
        return Evidence.WEAK
    return Evidence.VERB if label["verb"] or below else Evidence.SIGN
