"""The text of a ticket for a page: blocks and runs that know their place and their sentence."""

import pytest

from tests.conftest import ticket
from ticketlint.annotation.document import annotate
from ticketlint.cleaning.outline import outline
from ticketlint.judging.linter import Linter
from ticketlint.judging.text import MOST_CODE_LINES, text_of
from ticketlint.model import Markup, Role, TextBlock

MARKDOWN = """The *basket* shows `total` &amp; tax. So buyers **trust** it.

- Open [the shop](https://shop.example)
- [ ] pay

| a | b |
|---|---|
| c | d |

> quoted

```
one
two
```
"""
WIKI = (
    "h2. Steps\n# Open *the* basket\n{quote}quoted{quote}\n{code}\nx = 1\n{code}\n||a||b||\n|c|d|\n"
)


@pytest.fixture
def blocks(linter: Linter):
    def _blocks(text: str, markup: Markup = Markup.MARKDOWN) -> tuple[str, tuple[TextBlock, ...]]:
        read = outline(ticket(text, markup=markup), {})
        [doc] = annotate([read], linter._nlp)
        return doc.bodies["description"].text, text_of(doc)

    return _blocks


@pytest.mark.parametrize(
    ("text", "markup"), [(MARKDOWN, Markup.MARKDOWN), (WIKI, Markup.JIRA)], ids=["markdown", "wiki"]
)
def test_every_run_stands_where_it_says(blocks, text: str, markup: Markup) -> None:
    stored, found = blocks(text, markup)
    runs = [run for block in found for run in block.runs]
    assert runs
    for run in runs:
        if run.end - run.start == len(run.text):
            assert stored[run.start : run.end] == run.text


def test_a_text_keeps_its_words_styles_and_shapes(blocks) -> None:
    _, found = blocks(MARKDOWN)
    shapes = [(block.kind, block.marker, block.row, block.is_quoted) for block in found]
    assert ("item", "☐", 0, False) in shapes
    assert ("cell", "", 2, False) in shapes
    assert ("paragraph", "", 0, True) in shapes
    first = found[0].runs
    assert "".join(run.text for run in first) == "The basket shows total & tax. So buyers trust it."
    assert {style for run in first for style in run.styles} == {"emphasis", "code", "strong"}
    [link] = [run for block in found for run in block.runs if run.target]
    assert (link.text, link.target) == ("the shop", "https://shop.example")


def test_a_numbered_item_keeps_its_box(blocks) -> None:
    _, found = blocks("1. [x] Show the total.\n2. [ ] Show the tax.\n3. Send it.")
    assert [block.marker for block in found] == ["1. ☑", "2. ☐", "3."]


def test_every_word_of_a_sentence_has_its_role(blocks) -> None:
    _, found = blocks("Buyers *leave*, because the total is `hidden`. Show the total.")
    roles = [run.role for run in found[0].runs if run.text.strip()]
    assert {*map(type, roles)} == {Role}


def test_of_long_code_the_first_lines_are_kept(blocks) -> None:
    lines = "\n".join(f"line {number}" for number in range(50))
    _, found = blocks(f"Before.\n\n```\n{lines}\n```\n")
    code = next(block for block in found if block.kind == "code")
    assert code.runs[0].text.count("\n") == MOST_CODE_LINES - 1
    assert found[-1].runs[0].text == f"{50 - MOST_CODE_LINES} more lines"


def test_of_a_long_text_the_rest_is_told(blocks) -> None:
    _, found = blocks("\n\n".join(["The basket shows the total of the order."] * 300))
    assert found[-1].kind == "cut"
    assert sum(len(run.text) for block in found for run in block.runs) < 4_100
