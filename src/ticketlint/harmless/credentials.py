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

from ticketlint.harmless.credential_forms import (
    ALONE,
    BEFORE_HINT,
    CELL_LABEL,
    FORMS,
    GAP,
    KEY_HINTS,
    LABEL,
    NAME_HINTS,
)
from ticketlint.harmless.secret_values import Evidence, Span, value_at, values_in_cell
from ticketlint.model import Ticket

# A character that authors do not write; runs of it are what the rule `secret-in-ticket` finds.
BLACK = "\N{HEAVY ASTERISK}"

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
    if len(label) > 80 or not CELL_LABEL.fullmatch(label):
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
    for hints, before, pattern in FORMS:
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
    hints = NAME_HINTS + KEY_HINTS if "key" in lower else NAME_HINTS
    for start in _starts(lower, hints, BEFORE_HINT):
        label = LABEL.match(text, start) if start >= at else None
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
    gap = GAP.match(text, label.end())
    at = gap.end() if gap else label.end()
    alone = bool(ALONE.match(text, at))
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
