"""Fifty ways to change a ticket without its words make nothing new; other words do."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.config.settings import Config
from ticketlint.filters.baseline import Baseline, merged
from ticketlint.filters.comparing import Compared, Comparison
from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, State, Ticket, TicketResult
from ticketlint.run.selection import resolve

# Markdown that the other markups are made from: headings, a list, emphasis, code, a link.
GOAL = """\
## Goal

As a clerk I want to export the invoices of a month **fast** and in a *user-friendly* way."""
CRITERIA = """\
## Acceptance criteria

- The file has one row for each invoice, date, amount etc.
- The page loads quickly and is **robust**.
- The button `Export` is *easy to use*.
- Some formats such as CSV and/or PDF are supported.
- Errors are handled properly.
- TBD"""
NOTES = """\
## Notes

The old page was slow. Can the KQV be reused? We should handle this as soon as possible."""
SECTIONS = (GOAL, CRITERIA, NOTES)
TEXT = "\n\n".join(SECTIONS)
MORE = (
    "Seen by the team on Monday.",
    "The team meets in room 4.",
    "See the page of the wiki for the history.",
)

Change = Callable[[Ticket], Ticket]


def of(text: str, markup: Markup = Markup.MARKDOWN) -> Ticket:
    return ticket(text, title="Export the invoices of a month", markup=markup)


def wiki(text: str) -> str:
    text = re.sub(r"^## (.*)$", r"h2. \1", text, flags=re.MULTILINE)
    text = re.sub(r"^- ", "* ", text, flags=re.MULTILINE)
    text = re.sub(r"(?<!\*)\*([^*\n]+)\*(?!\*)", r"_\1_", text)
    return re.sub(r"\*\*(.+?)\*\*", r"*\1*", text).replace("`Export`", "{{Export}}")


def html(text: str) -> str:
    text = re.sub(r"^## (.*)$", r"<h2>\1</h2>", text, flags=re.MULTILINE)
    text = re.sub(r"((?:^- .*\n?)+)", r"<ul>\n\1</ul>\n", text, flags=re.MULTILINE)
    text = re.sub(r"^- (.*)$", r"<li>\1</li>", text, flags=re.MULTILINE)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?<!\*)\*([^*\n]+)\*(?!\*)", r"<i>\1</i>", text)
    text = text.replace("`Export`", "<code>Export</code>")
    return re.sub(r"^(?!<)(\S.*)$", r"<p>\1</p>", text, flags=re.MULTILINE)


def plain(text: str) -> str:
    return (
        text.replace("**", "")
        .replace("*user-friendly*", "user-friendly")
        .replace("*easy to use*", "easy to use")
        .replace("`", "")
    )


def adf(text: str) -> str:
    """Return the text as a document of Atlassian: a heading, paragraphs, and a list."""
    nodes: list[dict[str, object]] = []
    for part in plain(text).split("\n\n"):
        if part.startswith("## "):
            told = [{"type": "text", "text": part[3:]}]
            nodes.append({"type": "heading", "attrs": {"level": 2}, "content": told})
        elif part.startswith("- "):
            items = [
                {"type": "listItem", "content": [_paragraph(line[2:])]} for line in part.split("\n")
            ]
            nodes.append({"type": "bulletList", "content": items})
        else:
            nodes.append(_paragraph(part))
    return json.dumps({"type": "doc", "version": 1, "content": nodes})


def _paragraph(text: str) -> dict[str, object]:
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}


def headed(heading: str) -> str:
    return f"{heading}\n\n{TEXT}"


MARKUPS: Mapping[str, Ticket] = {
    "wiki": of(wiki(TEXT), Markup.JIRA),
    "HTML": of(html(TEXT), Markup.HTML),
    "ADF": of(adf(TEXT), Markup.ADF),
    "plain": of(plain(TEXT), Markup.PLAIN),
}
ORDERS = [order for order in permutations(SECTIONS) if order != SECTIONS]
MUTATIONS: Mapping[str, Ticket] = {
    **{f"in {name}": one for name, one in MARKUPS.items()},
    **{f"order {n}": of("\n\n".join(order)) for n, order in enumerate(ORDERS)},
    **{
        f"order {n} in a wiki": of(wiki("\n\n".join(order)), Markup.JIRA)
        for n, order in enumerate(ORDERS)
    },
    **{f"line {n} above": of(f"{line}\n\n{TEXT}") for n, line in enumerate(MORE)},
    **{f"line {n} below": of(f"{TEXT}\n\n{line}") for n, line in enumerate(MORE)},
    **{
        f"line {n} between": of(f"{SECTIONS[0]}\n\n{line}\n\n{SECTIONS[1]}\n\n{SECTIONS[2]}")
        for n, line in enumerate(MORE)
    },
    **{
        f"{name} above": of(headed(name))
        for name in ("# Export", "## Context\n\nThe team meets.", "---", "<!-- a -->")
    },
    **{
        f"heading {old} is {new}": of(TEXT.replace(old, new))
        for old, new in (
            ("## Goal", "## Motivation"),
            ("## Goal", "# Goal"),
            ("## Goal", "**Goal**"),
            ("## Notes", "## Background"),
            ("## Notes", "### Notes"),
            ("## Acceptance criteria", "## Acceptance Criteria:"),
            ("## Acceptance criteria", "## AC"),
        )
    },
    "spaces": of(TEXT.replace(" want to ", "  want  to ").replace("easy to", "easy  to")),
    "lines broken": of(TEXT.replace(" want to ", "\nwant to ").replace("soon as", "soon\nas")),
    "lines of Windows": of(TEXT.replace("\n", "\r\n")),
    "blank lines": of(TEXT.replace("\n\n", "\n\n\n\n")),
    "blanks at the ends": of(f"\n\n{TEXT}\n\n"),
    "other bullets": of(TEXT.replace("\n- ", "\n* ")),
    "numbers": of(re.sub(r"^- ", "1. ", TEXT, flags=re.MULTILINE)),
    "boxes": of(TEXT.replace("\n- ", "\n- [ ] ")),
    "no emphasis": of(plain(TEXT)),
    "other emphasis": of(
        TEXT.replace("**robust**", "__robust__")
        .replace("*easy to use*", "_easy to use_")
        .replace("*user", "_user")
        .replace("ly*", "ly_")
    ),
    "capitals": of(TEXT.replace("quickly", "Quickly")),
    "a section moved to a field": of(TEXT),
    "another title": replace(of(TEXT), title="Export all invoices of one month"),
    "other facts": replace(of(TEXT), status="In Progress", labels=("shop",), priority="High"),
    "another file": replace(of(TEXT), source="b.md", line=900),
    "a suppression": of(f'{TEXT}\n\nticketlint: ignore[told-too-little] reason="agreed"'),
}


@pytest.fixture(scope="module")
def linter(nlp: Language) -> Linter:
    return Linter(resolve(Config(profile="pedantic")), nlp)


@pytest.fixture(scope="module")
def known(linter: Linter) -> Comparison:
    results = linter.lint([of(TEXT)])
    return Comparison(Baseline("b", merged({}, results, frozenset())))


@pytest.fixture(scope="module")
def mutants(linter: Linter) -> Mapping[str, TicketResult]:
    return dict(zip(MUTATIONS, linter.lint(list(MUTATIONS.values())), strict=True))


def new_in(comparison: Comparison, result: TicketResult) -> list[str]:
    [compared] = Compared([result], comparison)
    return [
        f"{one.rule}: {one.location.text}" for one in compared.findings if one.state is State.NEW
    ]


def test_there_are_fifty_mutations_and_much_to_know_again(known: Comparison) -> None:
    assert len(MUTATIONS) >= 50
    assert len(known.baseline.tickets["PAY-1"].findings) >= 8


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_ticket_whose_words_stay_has_nothing_new(
    name: str, known: Comparison, mutants: Mapping[str, TicketResult]
) -> None:
    assert new_in(known, mutants[name]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("**robust**", "**seamless**"),
        ("easy to use", "intuitive"),
        ("properly", "gracefully"),
        ("etc.", "and so on."),
        ("Some formats", "Several formats"),
        ("TBD", "TODO"),
        ("KQV", "old export"),
    ],
)
def test_other_words_are_new(linter: Linter, known: Comparison, old: str, new: str) -> None:
    assert old in TEXT
    [result] = linter.lint([of(TEXT.replace(old, new))])

    assert new_in(known, result)
