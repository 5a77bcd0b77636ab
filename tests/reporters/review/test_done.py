"""Which tickets are done by their own words."""

from dataclasses import replace

import pytest

from tests.reporters.review.tickets import ticket
from ticketlint.model import Kind, Role, Run, TextBlock
from ticketlint.reporters.review.done import done_of

Line = tuple[str, str]


def item(
    marker: str,
    words: str,
    struck: str = "",
    *,
    is_template: bool = False,
    role: Role | None = None,
) -> TextBlock:
    """Return an item of a list, `struck` out in part, with other words behind that."""
    runs = tuple(
        Run(text, 0, len(text), role, styles)
        for text, styles in ((struck, ("strike",)), (words, ()))
        if text
    )
    return TextBlock("description", "item", runs, 1, marker, is_template=is_template)


CRITERIA = TextBlock("description", "paragraph", (Run("Acceptance criteria:", 0, 20),))
TICKED, OPEN = item("☑", "Show the total."), item("☐", "Show the tax.")


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        pytest.param([TICKED] * 5, "all 5 items are ticked", id="all-are-ticked"),
        pytest.param([TICKED] * 2, "both items are ticked", id="both-are-ticked"),
        pytest.param(
            [TICKED, TICKED, item("☐", "", "Show it.")],
            "all 3 items are ticked",
            id="one-is-struck-out",
        ),
        pytest.param([TICKED, TICKED, OPEN], "", id="one-is-open"),
        pytest.param(
            [TICKED, TICKED, item("1. ☐", "Show the tax.")], "", id="a-numbered-one-is-open"
        ),
        pytest.param(
            [item("1. ☑", "Show it."), item("2. ☑", "Hide it.")],
            "both items are ticked",
            id="numbered",
        ),
        pytest.param([TICKED], "", id="a-single-box"),
        pytest.param([CRITERIA, TICKED], "its only criterion is ticked", id="a-single-criterion"),
        pytest.param([CRITERIA, TICKED, OPEN], "", id="one-of-two-criteria"),
        pytest.param(
            [TICKED, item("☑", "I searched for it.", is_template=True)], "", id="of-a-template"
        ),
        pytest.param([TICKED, item("☑", "I have searched for it.")], "", id="of-whoever-reports"),
        pytest.param([TICKED] * 2 + [TextBlock("description", "cut", ())], "", id="not-whole"),
        pytest.param(
            [TICKED, TextBlock("description", "cut", ()), TICKED],
            "both items are ticked",
            id="code-is-cut-between-them",
        ),
        pytest.param(
            [item("•", "Fixed in revision: 62477")],
            "it names the revision in which it is fixed",
            id="a-revision",
        ),
        pytest.param([item("•", "Fixed in revision 62477, but back again")], "", id="came-back"),
        pytest.param(
            [item("•", " done", "Show it."), item("•", "", "Hide it.")],
            "all of its text is struck out",
            id="struck-out",
        ),
        pytest.param([item("•", " and then the tax", "Show it.")], "", id="struck-out-in-part"),
        pytest.param([item("•", "Show it.")], "", id="a-list"),
        pytest.param([], "", id="no-text"),
    ],
)
def test_a_ticket_is_done_when_all_of_its_items_are(blocks: list[TextBlock], told: str) -> None:
    one = ticket("A")
    assert done_of(replace(one, judgement=replace(one.judgement, text=tuple(blocks)))) == told


MET = item("☑", "The total is right.", role=Role.CRITERION)
UNMET = item("☐", "The tax is right.", role=Role.CRITERION)


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        pytest.param((TICKED, TICKED), "", id="of-its-form"),
        pytest.param((MET, MET), "both items are ticked", id="its-criteria"),
        pytest.param((OPEN, MET, MET), "both items are ticked", id="its-criteria-below-its-form"),
        pytest.param((TICKED, MET, UNMET), "", id="one-criterion-is-open"),
    ],
)
def test_of_the_ticked_boxes_of_a_bug_only_its_criteria_count(
    blocks: tuple[TextBlock, ...], told: str
) -> None:
    one = ticket("A")
    judged = replace(one.judgement, kind=Kind.BUG, text=blocks)

    assert done_of(replace(one, judgement=judged)) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("~~Show the total~~", "its title is struck out"),
        ("[DONE] Show the total", "its title says so"),
        ("Show the total (done)", "its title says so"),
        ("[Done] column shows nothing", ""),
        ("Fixed: the header hides the list", ""),
        ("Definition of done: show the total", ""),
        ("Fixed width of the total", ""),
        ("Show ~~the tax~~ the total", ""),
    ],
)
def test_a_title_may_say_that_it_is_done(title: str, told: str) -> None:
    assert done_of(ticket("A", title=title)) == told
