"""A whole description in one block of code is read as the prose that it is."""

import json

import pytest

from ticketlint.cleaning.language import ENGLISH, UNKNOWN, language_of
from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.cleaning.outline import outline
from ticketlint.model import Markup, SectionName, Ticket, TicketField

PROSE = "When the clerk chooses a month and prints the list, the page is blank."
ADF = json.dumps(
    {
        "type": "doc",
        "version": 1,
        "content": [{"type": "codeBlock", "content": [{"type": "text", "text": PROSE}]}],
    }
)
FENCED = {
    "backticks": (f"```\n{PROSE}\n```\n", Markup.MARKDOWN),
    "tildes and a language": (f"~~~text\n{PROSE}\n~~~", Markup.MARKDOWN),
    "an open end": (f"\n```\n{PROSE}\n", Markup.MARKDOWN),
    "indented": (f"    {PROSE}\n    {PROSE}\n", Markup.MARKDOWN),
    "code of Jira": (f"{{code}}\n{PROSE}\n{{code}}", Markup.JIRA),
    "no format": (f"{{noformat}}{PROSE}{{noformat}}", Markup.JIRA),
    "pre of HTML": (f"<pre><code>{PROSE}</code></pre>", Markup.HTML),
    "entities": (f"<pre>{PROSE} &amp; more of the same</pre>", Markup.HTML),
    "a document": (ADF, Markup.ADF),
}


def read(text: str, markup: Markup):
    field = TicketField("description", text, markup)
    return outline(Ticket(key="PAY-1", title="Blank page", fields=(field,)), {})


@pytest.mark.parametrize(("text", "markup"), FENCED.values(), ids=FENCED.keys())
def test_prose_in_one_block_of_code_is_read_and_stays_in_its_place(
    text: str, markup: Markup
) -> None:
    part = read(text, markup)
    [_, passage, *_] = part.passages
    start, end = passage.source_span(0, len(PROSE))

    assert passage.text.startswith(PROSE)
    assert part.bodies["description"].text[start:end] == PROSE
    assert part.unfenced == {"description"}


def test_headings_and_lists_in_the_block_are_headings_and_lists() -> None:
    text = f"```\n{PROSE}\n\n## Steps to reproduce\n1. Choose a month.\n2. Print the list.\n```"

    part = read(text, Markup.MARKDOWN)

    steps = [p.text for p in part.passages if p.section is SectionName.STEPS]
    assert steps == ["Choose a month.", "Print the list."]


@pytest.mark.parametrize(
    "text",
    [
        "```\nfor row in rows:\n    print(row.total)\n```",
        '```\nTraceback (most recent call last):\n  File "a.py", line 3, in run\n```',
        "```\n2024-05-01 12:00:01 ERROR c.a.Export - it failed in Export.java:12 for the job=7\n```",
        f"Look:\n\n```\n{PROSE}\n```",
        f"```\n{PROSE}\n```\n\n```\n{PROSE}\n```",
        "```\nexport of May\n```",
    ],
    ids=["code", "a traceback", "a log", "a sentence before", "two blocks", "few words"],
)
def test_code_and_what_stands_beside_prose_stays_code(text: str) -> None:
    part = read(text, Markup.MARKDOWN)

    assert not part.unfenced
    assert BlockKind.CODE in {b.kind for b in part.bodies["description"].blocks} or (
        BlockKind.LOG in {b.kind for b in part.bodies["description"].blocks}
    )


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Knopf zum Speichern fehlt", UNKNOWN),
        ("Ajouter un bouton", UNKNOWN),
        ("Lägg till knapp", UNKNOWN),
        ("Export invoices", ENGLISH),
        ("Crash on start", ENGLISH),
        ("API v2", ENGLISH),
        ("", ENGLISH),
        ("404", ENGLISH),
    ],
)
def test_a_few_words_of_another_language_are_left_alone(title: str, language: str) -> None:
    assert language_of(title) == language
