"""Lines of common templates are known in a single ticket, and authors' lines are not taken for them."""

import json
from pathlib import Path

import pytest

from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.prompts import DATA, read_prompts
from ticketlint.cleaning.sections import state_of
from ticketlint.cleaning.skeletons import PARTS, Part
from ticketlint.errors import ConfigError
from ticketlint.model import Markup, SectionName, SectionState, Ticket, TicketField

OF_TEMPLATES = {
    "square slots": "As a [buyer type] I want [capability] so that [gain]",
    "angle slots": "As a <type of reader>, I want <some goal> so that <some gain>",
    "a scenario with slots": "When [trigger] then [visible effect]",
    "braces": "As a {{persona}}, I want {{action}}",
    "double brackets": "As a ((who)), I want ((what)) so that ((why))",
    "lines to fill in": "As a ____, I want ____ so that ____",
    "capitals": "As a ROLE, I want FEATURE so that PURPOSE",
    "a bold slot": "As a **role**, I want ...",
    "filler with numbers": "Criterion 2",
    "numbered filler with a word before": "Excluded item 1",
    "sample words": "Given: sample criterion",
    "scenario filler": "When some action happens",
    "add it here": "Add more details here",
    "a date's form": "Due: YYYY-MM-DD",
    "options": "P0 / P1 / P2",
    "github's bug": "A clear and concise description of what the bug is.",
    "gitlab's bug": "(Summarize the bug encountered concisely)",
    "summary of": "A brief overview of the work and its purpose.",
    "a whole line to fill in": "[Feature name]",
    "label and slot": "Reviewer: [name of the reviewer]",
    "unanswered form": "_No response_",
    "a paragraph that speaks to its reader": (
        "Describe the problem. Explain why it matters to your users. "
        "Provide any relevant background or links."
    ),
}
OF_AUTHORS = {
    "a story": "As an accountant I want to export invoices so that I can file taxes",
    "a half filled story": "As a [role] I want to export invoices so that I can file taxes",
    "capitals": "As an ADMIN, I want to delete users",
    "a tag": "[Android] Crash on start",
    "a button": "When the user clicks [Save], the form closes",
    "a key": "<enter> sends the form of the main page.",
    "work on templates": "Remove the dependency on external template loading for tokens",
    "a step in capitals": "- **AND** ignore the old location of the databases",
    "a scenario": "Given a month with two invoices",
    "an imperative": "Describe the export in the handbook of the accountants.",
    "include": "Include the VAT number of the customer.",
    "list": "List all invoices of a month on one page",
    "here": "Add a link to the invoice here",
    "a question": "Which months does the export cover?",
    "another question": "What happens when the token expires?",
    "done": "Code is reviewed",
    "generics": "The method returns `List<Invoice line>`.",
    "optional": "The second address is optional.",
    "an offered step filled in": "Open the orders",
    "an offered line half filled in": "Version 8.2, system …, device or browser …",
    "a step that an author leaves open": "Open the orders …",
    "example": "The page shows the state, for example paid or open.",
    "what a screen reads": "The slip reads [name] paid for [item], [title] or [description]",
    "a name of a program": "(Replace <SlipNumber> below with your details.)",
    "an advertisement": "Please describe what happened below or call +1 (888) 555-0142",
    "a table of letters": "Column B holds the sum of row 3.",
    "a paragraph whose words a template has too": (
        "Printing slips at the root loses useful background information. Consider clerks A and B "
        "who both count a drawer before the break. After the count, one ends up at root level "
        "rather than remaining under P. This can happen."
    ),
}


def ticket(text: str) -> Ticket:
    field = TicketField("description", text, Markup.MARKDOWN)
    return Ticket(key="PAY-1", title="Export", fields=(field,))


@pytest.mark.parametrize("line", OF_TEMPLATES.values(), ids=OF_TEMPLATES.keys())
def test_a_line_of_a_template_is_nobodys_words(line: str) -> None:
    last = outline(ticket(line), {}).passages[-1]

    assert last.is_unwritten


@pytest.mark.parametrize("line", OF_AUTHORS.values(), ids=OF_AUTHORS.keys())
def test_a_line_of_an_author_stays(line: str) -> None:
    [_, passage] = outline(ticket(line), {}).passages

    assert not passage.is_unwritten


@pytest.mark.parametrize("line", OF_TEMPLATES.values(), ids=OF_TEMPLATES.keys())
def test_a_section_that_holds_only_prompts_is_a_template(line: str) -> None:
    text = f"Accountants copy rows by hand.\n\n## Acceptance criteria\n\n{line}\n"

    sections = outline(ticket(text), {}).sections

    assert state_of(sections, SectionName.ACCEPTANCE_CRITERIA) is SectionState.TEMPLATE


@pytest.mark.parametrize("dots", ["…", "..."])
@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_a_part_that_was_offered_and_not_filled_in_is_a_template(part: Part, dots: str) -> None:
    lines = "".join(f"- {line.replace('…', dots)}\n" for line in part.lines)

    [_, *passages] = outline(ticket(f"## {part.heading}\n\n{lines}"), {}).passages

    assert len(passages) == len(part.lines)
    assert all(passage.is_unwritten for passage in passages)


def test_among_prompts_a_line_that_is_like_one_is_one_too() -> None:
    likely = "Provide any relevant background"
    alone = outline(ticket(likely), {}).passages[-1]
    among = outline(ticket(f"- Task 1\n- Task 2\n\n{likely}\n"), {}).passages[-1]

    assert [alone.is_template, among.is_template] == [False, True]


def test_a_title_is_the_authors() -> None:
    [title] = outline(Ticket(key="PAY-1", title="[Feature name]"), {}).passages

    assert not title.is_template


def test_a_checklist_that_stays_as_it_is_is_content() -> None:
    text = "## Definition of done\n\n- [ ] Unit tests pass\n- [ ] The change is in the handbook\n"

    sections = outline(ticket(text), {}).sections

    assert state_of(sections, SectionName.ACCEPTANCE_CRITERIA) is SectionState.PRESENT


def changed(**values: object) -> bytes:
    return json.dumps({**json.loads(DATA.read_bytes()), **values}).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is damaged"),
        (b"[]", "is damaged"),
        (DATA.read_bytes()[:5000], "is damaged"),
        (changed(weights="00"), "is damaged"),
        (changed(cues="0" * 16), "was learnt from features that have changed since"),
    ],
    ids=["empty", "a list", "cut", "too few weights", "other features"],
)
def test_a_file_that_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "prompts.json"
    path.write_bytes(content)

    with pytest.raises(ConfigError, match=told):
        read_prompts(path)


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_prompts(tmp_path / "prompts.json")


def test_what_ships_holds_no_line_of_text_and_is_small() -> None:
    stored = read_prompts(DATA)

    assert set(stored.lines + stored.weights) <= set("0123456789abcdef")
    assert DATA.stat().st_size < 150_000
