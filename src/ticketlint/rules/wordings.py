"""The names that the wording of a rule may hold in braces, and the check of such a wording."""

from collections.abc import Iterable, Mapping
from string import Formatter

from ticketlint.config.yamlfile import did_you_mean

# What `linter` and `backlog` fill in for every finding.
NAMES: Mapping[str, str] = {
    "match": "the words that were found",
    "title": "the title of the ticket",
    "section": "the kind of section, such as acceptance criteria",
    "heading": "the heading above, as written",
    "kind": "bug, story, task, epic or spike",
}
# What only a rule on one ticket knows, not one on a backlog.
TICKET_NAMES: Mapping[str, str] = {
    "object": "what the title is about",
    "things": "a plural in the title that leaves open which",
}
LIMIT_NAMES: Mapping[str, str] = {
    "value": "what was counted",
    "limit": "the bound of the rule",
}
GRADE_NAMES: Mapping[str, str] = {"lacking": "what would bring the most points back"}
# Empty where the words would not stand well in a question.
_ACTS: Mapping[str, str] = {
    "act": "what is to be done, of a ticket that is no bug and leaves its outcome open",
    "way": "the words that were found, without marks before them",
    "fault": "what goes wrong, of a bug",
    "bug": "the word bug, of a bug",
    "people": "who takes part, as in `accountants`",
}
# What a check tells beside its match, by the name of the check.
CHECK_NAMES: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(("how-without-what", "prescribed", "unclear-outcome"), _ACTS),
}
BACKLOG_NAMES: Mapping[str, Mapping[str, str]] = {
    "near-duplicates": {"other": "the key of the earlier ticket", "share": "how alike, in %"},
    "parents": {"parent": "the key of the parent"},
    "spellings": {"usual": "the usual form", "count": "in how many tickets it stands"},
}
# A wording is a sentence or two.
MAX_CHARS = 2_000


def check_wording(wording: str, known: Iterable[str]) -> None:
    """Refuse a wording with a name that no finding of the rule fills in, or with more than a name.

    Raises: ValueError.
    """
    if len(wording) > MAX_CHARS:
        raise ValueError(f"longer than {MAX_CHARS:,} characters")
    names = list(known)
    try:
        parts = list(Formatter().parse(wording))
    except ValueError as error:
        raise ValueError(f"cannot be filled in: {error} (write a brace twice: {{{{)") from None
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if form or conversion:
            raise ValueError(f"`{{{name[:40]}…}}`: a name stands alone in its braces")
        if name not in names:
            hint = did_you_mean(name, names) or f" (known here: {', '.join(names)})"
            raise ValueError(f"cannot be filled in: no name `{name[:40]}`{hint}")


def names_in(wording: str) -> list[str]:
    """Return the names in a wording that `check_wording` accepts."""
    return [name for _, name, _, _ in Formatter().parse(wording) if name]
