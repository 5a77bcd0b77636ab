"""A line that asks for rules to be left out is cut from a ticket, whatever its markup."""

import json

import pytest

from ticketlint.cleaning.exemptions import MOST_MARKS, take_exemptions
from ticketlint.cleaning.outline import outline, prose_of
from ticketlint.model import Exemption, Markup, Suppression, Ticket, TicketField

ASK = 'ticketlint: ignore[vague-quality] reason="a term"'
TERM = Exemption("vague-quality", "", Suppression("description, line 3", "a term"))


def made(text: str, markup: Markup = Markup.MARKDOWN) -> Ticket:
    return Ticket("PAY-1", "Export", (TicketField("description", text, markup),))


def read(text: str, markup: Markup = Markup.MARKDOWN) -> tuple[str, str, tuple[Exemption, ...]]:
    """Return the text that is left, the prose that is read of it, and what is asked for."""
    ticket = made(text, markup)
    seen = outline(ticket, {})
    [field] = take_exemptions(ticket)[0].fields
    return field.text, prose_of(seen.passages), seen.exemptions


@pytest.mark.parametrize(
    ("line", "markup"),
    [
        pytest.param(ASK, Markup.MARKDOWN, id="a line of its own"),
        pytest.param(f"<!-- {ASK} -->", Markup.MARKDOWN, id="a comment of Markdown"),
        pytest.param(f"[//]: # ({ASK})", Markup.MARKDOWN, id="a reference as a comment"),
        pytest.param(f"- {ASK}", Markup.MARKDOWN, id="an item"),
        pytest.param(f"> {ASK}", Markup.MARKDOWN, id="a quotation"),
        pytest.param(f"`{ASK}`", Markup.MARKDOWN, id="code"),
        pytest.param(f"**{ASK}**", Markup.MARKDOWN, id="bold"),
        pytest.param(f"* {ASK}", Markup.JIRA, id="an item of a wiki"),
        pytest.param(f"{{{{{ASK}}}}}", Markup.JIRA, id="code of a wiki"),
        pytest.param(
            'ticketlint: ignore\\[vague-quality\\] reason="a term"',
            Markup.JIRA,
            id="escaped by Jira",
        ),
        pytest.param(
            "Ticketlint:  Ignore [vague-quality] reason=“a term”", Markup.PLAIN, id="typed"
        ),
    ],
)
def test_the_line_is_cut_in_every_markup_and_nothing_else_moves(line: str, markup: Markup) -> None:
    text = f"It must be fast.\n\n{line}\n\nIt must be safe."

    left, prose, asked = read(text, markup)

    assert asked == (TERM,)
    assert len(left) == len(text)
    assert left.replace(" ", "") == "Itmustbefast.\n\n\n\nItmustbesafe."
    assert prose == "It must be fast.\nIt must be safe."


def test_a_comment_over_several_lines_stays_a_comment() -> None:
    left, prose, asked = read(f"A must be.\n<!--\n{ASK}\nB must be.\n-->\n\nC must be.")

    assert asked == (TERM,)
    assert "<!--\n" in left
    assert "B" not in prose
    assert (
        read(f"A must be.\n\n<!-- {ASK}\nB must be.\n-->\n\nC must be.")[1]
        == "A must be.\nC must be."
    )


def test_html_is_read_behind_its_tags() -> None:
    text = (
        "<p>It must be fast.</p><p>ticketlint: ignore[vague-quality] reason=&quot;a term&quot;</p>"
        "<!-- ticketlint: ignore[open-list] reason='x' reason=\"y\" --><p>It must be safe.</p>"
    )

    left, prose, asked = read(text, Markup.HTML)

    assert [(one.rule, one.suppression.reason) for one in asked] == [
        ("vague-quality", "a term"),
        ("open-list", ""),
    ]
    assert len(left) == len(text)
    assert prose == "It must be fast.\nIt must be safe."


def paragraph(*nodes: dict[str, object]) -> dict[str, object]:
    return {"type": "paragraph", "content": list(nodes)}


def words(text: str, *marks: str) -> dict[str, object]:
    return {"type": "text", "text": text, "marks": [{"type": mark} for mark in marks]}


def test_adf_is_read_over_its_nodes() -> None:
    document = {
        "type": "doc",
        "version": 1,
        "content": [
            paragraph(words("It must be fast.")),
            paragraph(
                words("It must be safe."),
                {"type": "hardBreak"},
                words("ticketlint: ignore["),
                words("vague-quality", "code"),
                words('] reason="a term"'),
            ),
            {
                "type": "codeBlock",
                "content": [words('a\nticketlint: ignore[open-list] reason="b"')],
            },
        ],
    }

    _, prose, asked = read(json.dumps(document), Markup.ADF)

    assert [(one.rule, one.suppression) for one in asked] == [
        ("vague-quality", Suppression("description", "a term")),
        ("open-list", Suppression("description", "b")),
    ]
    assert "ticketlint" not in prose
    assert "vague" not in prose
    assert prose.startswith("It must be fast.\nIt must be safe.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Write {ASK} into it.", id="in the middle of a line"),
        pytest.param(f"{ASK} It must be fast.", id="words behind it"),
        pytest.param("ticketlint: ignore the first line", id="without brackets"),
        pytest.param("ticketlint: ignore[" + "a" * 500 + "]", id="a name without end"),
        pytest.param("ticketlint: ignore[a\nb]", id="over two lines"),
        pytest.param('[{"ticketlint": 1', id="no JSON"),
    ],
)
@pytest.mark.parametrize("markup", [Markup.MARKDOWN, Markup.ADF])
def test_what_is_no_such_line_is_text(text: str, markup: Markup) -> None:
    ticket = made(text, markup)

    assert take_exemptions(ticket) == (ticket, ())


def test_all_that_a_line_tells_is_read() -> None:
    [one, two] = take_exemptions(
        made('ticketlint: ignore[a-b, c] match="so fast" until=2027-03-01 by=ana reason="x  y"')
    )[1]

    why = Suppression("description, line 1", "x y", "2027-03-01", "ana")
    assert (one, two) == (Exemption("a-b", "so fast", why), Exemption("c", "so fast", why))


def test_empty_brackets_never_mean_all_rules() -> None:
    [one] = take_exemptions(made('ticketlint: ignore[] reason="x"'))[1]

    assert one.rule == "[]"


def test_a_password_in_a_reason_is_blacked_out() -> None:
    [one] = take_exemptions(made('ticketlint: ignore[a] reason="password: hunter2secret"'))[1]

    assert "hunter2" not in one.suppression.reason


def test_only_so_many_lines_are_heeded() -> None:
    left, asked = take_exemptions(made(f"{ASK}\n" * (MOST_MARKS + 5)))

    assert len(asked) == MOST_MARKS
    assert left.fields[0].text.count("ticketlint") == 5
