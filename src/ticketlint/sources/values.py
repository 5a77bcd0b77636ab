"""Values of trackers as text: names of fields, lists, ADF documents, keys, addresses."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from ticketlint.config import budgets
from ticketlint.model import Markup, TicketField

Record = Mapping[str, Any]

# In order of trust: the first name that has a text wins.
_ACCEPTANCE_NAMES = (
    *("acceptance criteria", "acceptance criterion", "acceptance", "ac", "acceptanceCriteria"),
    *("критерии приёмки", "критерии приемки", "критерии принятия", "критерії приймання"),
    *("akzeptanzkriterien", "abnahmekriterien", "critères d'acceptation", "critères d'acceptance"),
    *("criterios de aceptación", "critérios de aceitação", "critérios de aceite"),
    *("criteri di accettazione", "acceptatiecriteria", "acceptanskriterier", "acceptkriterier"),
    *("akseptansekriterier", "hyväksymiskriteerit", "kryteria akceptacji", "akceptační kritéria"),
    *("kabul kriterleri", "קריטריוני קבלה", "תנאי קבלה", "受け入れ基準", "受入基準", "受入条件"),
    *("验收标准", "驗收標準", "인수 조건", "인수 기준"),
    *("success criteria", "conditions of satisfaction"),
    *("definition of done", "dod", "test plan", "test scenario", "test scenarios"),
)
_NAME_KEYS = ("name", "value", "title", "key", "displayName", "label", "login", "text")
_SPOKEN = {None: "", True: "true", False: "false"}
_BETWEEN = re.compile(r"[^,;]++")
_HTML = re.compile(
    r"</?(?:p|div|br|ul|ol|li|span|b|i|u|em|strong|h[1-6]|table|t[dr]|pre|code|a|img)\b[^<>]*+>"
    r"|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});",
    re.IGNORECASE,
)
_REPOSITORY = re.compile(
    r"https?://[^/?#]+/(?:api/v\d+/)?(?:repos/)?([^?#]*?[^/?#-])(?:/-)?"
    r"(?:/(?:issues|pull|work_items)/|/?$)"
)
ISSUE_KEY = re.compile(r"[A-Z][A-Z0-9_]+-\d+")


def normal(name: str) -> str:
    """Return a field name without case, accents, punctuation and outer words."""
    return _normal(name[: budgets.NAME_CHARS])


@lru_cache(maxsize=4096)
def _normal(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(words.split())


_RANKS = {normal(name): rank for rank, name in reversed(list(enumerate(_ACCEPTANCE_NAMES)))}


def acceptance_rank(names: Iterable[str], extra: Iterable[str]) -> int | None:
    """Return how surely a field of these names holds acceptance criteria (0 = surest).

    None = it does not. `extra` are the names that the user gave; they come first.
    """
    wanted = [normal(name) for name in extra]
    ranks = [-1 if name in wanted else _RANKS.get(name) for name in map(normal, names) if name]
    return min((rank for rank in ranks if rank is not None), default=None)


def as_text(value: object) -> str:
    """Return a value as the text a reader would expect; None is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dict):
        named = (value[key] for key in _NAME_KEYS if value.get(key) is not None)
        return as_text(next(named, ""))
    if isinstance(value, list):
        return ", ".join(as_texts(value))
    return _SPOKEN[value] if value is None or isinstance(value, bool) else str(value)


def as_person(value: object) -> str:
    """Return the name of a person, or of several, as people know it; without an address of mail."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_person, value)))
    shown = value.get("displayName") if isinstance(value, dict) else None
    text = as_text(shown or value).strip()
    name, _, mail = text.rpartition("<")
    return name.strip() if "@" in mail and mail.endswith(">") else text


def as_texts(value: object) -> tuple[str, ...]:
    """Return the members of a list, or of a text with commas or semicolons between them.

    Of a longer list than is read one member more than that, so that it can be told.
    """
    members: Iterable[object]
    if isinstance(value, str):
        members = (part[0] for part in _BETWEEN.finditer(value))
    else:
        members = value if isinstance(value, list | tuple) else [] if value is None else [value]
    texts = (text for text in (as_text(member).strip() for member in members) if text)
    return tuple(islice(texts, budgets.LIST_MEMBERS + 1))


def optional_text(record: Record, *names: str) -> str | None:
    """Return the first non-empty value of these names; None where the record has none of them."""
    values = [as_text(record[name]) for name in names if name in record]
    return next((value for value in values if value), values[0] if values else None)


def optional_texts(record: Record, *names: str) -> tuple[str, ...] | None:
    """Return the members of the first of these names; None where the record has none of them."""
    return next((as_texts(record[name]) for name in names if name in record), None)


def text_field(name: str, value: object, markup: Markup) -> TicketField:
    """Return a text of a ticket: a string, an ADF document, or a list of points."""
    if isinstance(value, dict) and isinstance(value.get("content"), list):
        if not value["content"]:
            return TicketField(name, "", markup)
        return TicketField(name, json.dumps(value, ensure_ascii=False), Markup.ADF)
    if isinstance(value, list):
        return TicketField(name, "\n".join(_points(value, markup)), markup)
    return TicketField(name, as_text(value), markup)


def acceptance_text(record: Record, extra: Iterable[str], markup: Markup) -> Iterator[TicketField]:
    """Yield the acceptance criteria of a plain record, if one of its names tells any."""
    found = []
    for name, value in record.items():
        rank = acceptance_rank((name,), extra)
        if rank is not None and (value is None or isinstance(value, str | list | dict)):
            found.append((rank, text_field("acceptance_criteria", value, markup)))
    best = best_text(found)
    if best:
        yield best


def best_text(found: Iterable[tuple[int, TicketField]]) -> TicketField | None:
    """Return the surest text that is not empty; an empty one where all are empty."""
    ranked = sorted(found, key=lambda pair: (not pair[1].text.strip(), pair[0]))
    return ranked[0][1] if ranked else None


def _points(members: list[Any], markup: Markup) -> Iterable[str]:
    bullet = "* " if markup is Markup.JIRA else "- "
    for member in members:
        text = as_text(member).strip()
        heading = isinstance(member, dict) and member.get("isHeader") is True
        if text:
            yield text if heading else bullet + text


def html_or_markdown(text: str) -> Markup:
    """Return which of the two a text is written in; Azure DevOps stores both."""
    return Markup.HTML if _HTML.search(text) else Markup.MARKDOWN


def repository_key(url: str, number: str) -> str:
    """Return `owner/repo#12` where the address of an issue tells it, else `#12`."""
    match = _REPOSITORY.match(url)
    return f"{match[1]}#{number}" if match else f"#{number}"
