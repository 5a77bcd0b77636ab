"""Who is named, whatever markup or line end stands around it."""

from collections.abc import Sequence

import pytest

from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.run.selection import resolve

# No lexicon of persons knows the word.
NAMED = {
    "bold frame": ("**As a** zorgan **I want** to sort the list.", Markup.MARKDOWN),
    "bold frame on lines": ("**As a** zorgan\n**I want** to sort it", Markup.MARKDOWN),
    "paragraphs": ("**As a** zorgan\n\n**I want** to sort it", Markup.MARKDOWN),
    "items": ("- **As a** zorgan\n- **I want** to sort it", Markup.MARKDOWN),
    "colons": ("**As a:** zorgan\n**I want:** to sort it", Markup.MARKDOWN),
    "a bold line": ("**As a zorgan**\n**I want to** sort it", Markup.MARKDOWN),
    "a heading": ("## As a\nzorgan\n## I want\nto sort it", Markup.MARKDOWN),
    "wiki": ("*As a* zorgan\n*I want* to sort it", Markup.JIRA),
    "html": ("<p><b>As an</b> odd zorgan</p><p><b>I want</b> to sort it</p>", Markup.HTML),
    "emphasis within": ("***As a*** _zorgan_, I can sort it", Markup.MARKDOWN),
    "no I": ("As a zorgan, the list can be sorted", Markup.MARKDOWN),
}
NOBODY = {
    "a result": "As a result, the list is sorted.",
    "a workaround": "As a workaround, sort the list by hand.",
    "a slot": "As a [role], I want to sort the list.",
    "the word alone": "As a",
}


def found(text: str, markup: Markup, nlp) -> Sequence[str]:
    field = TicketField("description", text, markup)
    ticket = Ticket(key="PAY-1", title="Sort the list", type="Story", fields=(field,))
    [result] = Linter(resolve(Config()), nlp).lint([ticket])
    return [finding.rule for finding in result.findings]


@pytest.mark.parametrize(("text", "markup"), NAMED.values(), ids=NAMED.keys())
def test_emphasis_and_line_ends_hide_no_actor(text: str, markup: Markup, nlp) -> None:
    assert "missing-actor" not in found(text, markup, nlp)


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_words_that_name_nobody_are_no_actor(text: str, nlp) -> None:
    assert "missing-actor" in found(text, Markup.MARKDOWN, nlp)


@pytest.mark.parametrize(
    "criteria",
    [
        "- TBD",
        "TBD.",
        "- [ ] tbd",
        "to be defined",
        "N/A",
        "- ...",
        "see comments",
        "- Criterion 1",
    ],
)
def test_a_criterion_that_says_nothing_is_none(criteria: str, nlp) -> None:
    text = f"As an accountant I want to export invoices.\n\n## Acceptance criteria\n\n{criteria}\n"

    assert "empty-acceptance-criteria" in found(text, Markup.MARKDOWN, nlp)
