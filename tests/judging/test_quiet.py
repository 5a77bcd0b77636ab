"""What is missing is shown where it is worth a word, and a note where a reader would shrug."""

from collections.abc import Callable

import pytest

from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, Severity, Ticket, TicketResult

Lint = Callable[..., TicketResult]
WARNING, ERROR, NOTE = Severity.WARNING, Severity.ERROR, Severity.NOTE


def severities(result: TicketResult) -> dict[str, list[Severity]]:
    found: dict[str, list[Severity]] = {}
    for finding in result.findings:
        found.setdefault(finding.rule, []).append(finding.severity)
    return found


@pytest.mark.parametrize(
    ("rule", "title", "text"),
    [
        (
            "missing-environment",
            "The page of opening hours is gone",
            "https://tills.example.org/hours shows nothing but an error since Monday.",
        ),
        (
            "missing-environment",
            "Wrong total of an invoice",
            "The total is 0, for billing.py line 88 divides by the discount.",
        ),
        (
            "missing-steps-to-reproduce",
            "Wrong total of an invoice",
            "The total is 0. The reason is the discount, which is read twice.",
        ),
        (
            "missing-environment",
            "Wrong total of an invoice",
            "The total is 0, because the job reads the discount twice.",
        ),
        (
            "missing-steps-to-reproduce",
            "The till stalls now and then",
            "The stall was traced to a lost wake of the pool, repro via repeated tests of it.",
        ),
        (
            "missing-steps-to-reproduce",
            "Names of the refusals",
            "We should probably add `too_late` or so as a reason. The list has no name for it yet.",
        ),
        (
            "missing-environment",
            "Names of the refusals",
            "The specification has no reason for a claim that comes too late.",
        ),
        (
            "missing-environment",
            "The drawer counts one coin too many",
            "The count has an off-by-one error, so the last coin is counted twice.",
        ),
        (
            "missing-environment",
            "Prices of the wrong shop",
            "A till in Lyon shows prices of Nice: it reads the list of the bank instead of its own.",
        ),
        (
            "missing-environment",
            "The till keeps old prices",
            "Prices of last week are shown.\n\nFix: the till reads the list anew each morning.",
        ),
        (
            "missing-steps-to-reproduce",
            "The greeting is unreadable",
            "The greeting shown during `till init` is black on black.",
        ),
    ],
    ids=[
        *("a hosted page", "a line of source", "its cause", "its cause, no version"),
        *("a hint", "a proposal", "a text", "an error of one", "what it reads", "its fix"),
        "a command",
    ],
)
def test_a_bug_that_is_plain_to_see_is_asked_quietly(
    rule: str, title: str, text: str, lint: Lint
) -> None:
    assert set(severities(lint(text, title=title, type="Bug")).get(rule, [NOTE])) == {NOTE}


TRACE = '```\nTraceback (most recent call last):\n  File "a.py", line 1\nValueError\n```'


@pytest.mark.parametrize(
    ("title", "text"),
    [("Crash", TRACE), ("ledger " * 30, "")],
    ids=["a trace alone", "a word many times as the title"],
)
def test_a_ticket_graded_f_has_a_warning(title: str, text: str, lint: Lint) -> None:
    result = lint(text, title=title, type="Bug")

    assert result.score.grade == "F"
    assert any(one.severity is not NOTE for one in result.findings)


def test_an_empty_ticket_is_told_once(lint: Lint) -> None:
    result = lint("", title="Export of invoices", type="Story")
    loud = [one.rule for one in result.findings if one.severity is not NOTE]

    assert loud == ["empty-description"]
    assert {"missing-acceptance-criteria", "missing-why"} <= {one.rule for one in result.findings}


def test_a_typo_is_not_asked_for_a_reason(lint: Lint) -> None:
    result = lint("The page of an invoice says so.", title="Fix the typo Recieve", type="Task")
    found = severities(result)

    assert set(found.get("missing-why", [NOTE])) == {NOTE}
    assert set(found.get("missing-acceptance-criteria", [NOTE])) == {NOTE}


def test_work_that_ends_with_an_answer_is_not_asked_for_criteria(lint: Lint) -> None:
    for title, known in (("Compare both ledgers", {NOTE}), ("A better ledger", {"warning"})):
        found = severities(lint("The ledgers are kept by two teams.", title=title, type="Task"))
        assert set(found["missing-acceptance-criteria"]) == known


def test_what_a_change_is_to_bring_is_a_reason(lint: Lint) -> None:
    text = "We move the ledger to Postgres 17 to take advantage of its faster joins."
    found = severities(lint(text, title="Move the ledger to Postgres 17", type="Task"))

    assert set(found.get("missing-why", [NOTE])) == {NOTE}


@pytest.mark.parametrize(
    ("title", "text", "facts"),
    [
        ("Remove the unused exporter", "Delete the class and its settings.", {}),
        ("Prefix the tools", "Put the name of the server first, for clear identification.", {}),
        ("One exporter", "Write all files through one exporter, to simplify the night job.", {}),
        ("One exporter", "Write a file a day, to confirm that no row is lost.", {}),
        ("One exporter", "Write rows to a second disk for nightly regression tests.", {}),
        ("Pin the clock for reliable sums", "Set the clock of the job once.", {}),
        ("Show the names of the bank", "Read them anew each night (names differ by country).", {}),
        ("Add tests for the drawer", "Create DrawerTests.swift with a fake drawer.", {}),
        ("Add a dial", "The PRD specifies a dial. The till shows a bare number.", {}),
        ("Wire the dial", "The buttons of the dial are stubs. Call the till from them.", {}),
        ("Build job for tills", "Add a job for it. Ann saw this gap in May.", {}),
        ("Smoke test: the drawer", "Open the drawer page, look whether it opens.", {}),
        ("Add docs of the drawer", "Say what each key does.", {}),
        ("Set up the repository", "Create the folders and the linter.", {}),
        ("Write the columns", "Use the class of the reader.", {"key": "5.2", "parent": "5"}),
        ("Write the columns", "Use the class of the reader.", {"type": "Sub-task"}),
    ],
    ids=[
        *("what is unused", "what for", "an end", "to confirm", "for tests", "an aim in the title"),
        *("what differs", "tests", "a specification", "stubs", "a gap", "a test", "pages"),
        *("a beginning", "a part by its number", "a sub-task"),
    ],
)
def test_a_reason_that_is_plain_or_stands_in_the_whole_is_asked_quietly(
    title: str, text: str, facts: dict[str, str], lint: Lint
) -> None:
    found = severities(lint(text, title=title, **{"type": "Task", **facts}))

    assert set(found["missing-why"]) == {NOTE}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Part the style", "Add two base files so later growth and colours are easier."),
        (
            "Save the slips",
            "The key to save a slip does not do anything. Now that we have it, add it.",
        ),
    ],
    ids=["what gets easier", "what does nothing"],
)
def test_what_gets_easier_or_does_nothing_is_a_reason(title: str, text: str, lint: Lint) -> None:
    assert "missing-why" not in severities(lint(text, title=title, type="Task"))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Move to a new drawer", "Clerks need a second drawer to keep coins apart."),
        ("Move to a new drawer", "The old one will be switched off in June."),
        ("Print the tax on slips", "Demanded by the tax office from March."),
        ("Split the ledger class", "Nobody trusts it."),
        ("Label the lamp", "Clerks often ask what the red lamp means."),
        ("Keep prices on the till", "It saves 900 calls of the bank in a week."),
    ],
    ids=["what for", "an end", "a law", "what nobody does", "what people do", "what it saves"],
)
def test_a_fact_that_speaks_for_the_wish_is_a_reason(title: str, text: str, lint: Lint) -> None:
    found = severities(lint(text, title=title, type="Task"))

    assert WARNING not in found.get("missing-why", [])


def test_a_wish_to_store_something_is_no_reason_for_it(lint: Lint) -> None:
    text = "Add a table to store the slips of a day."
    found = severities(lint(text, title="Store the slips", type="Story"))

    assert found["missing-why"] == [WARNING]


@pytest.mark.parametrize(
    "text",
    ["Test cases:\n1. Empty drawer\n2. Two clerks", "Testing approach: count ten drawers twice."],
)
def test_what_is_tested_tells_when_it_is_done(text: str, lint: Lint) -> None:
    found = severities(lint(text, title="Count the drawer", type="Task"))

    assert set(found.get("missing-acceptance-criteria", [NOTE])) == {NOTE}


def test_what_somebody_does_one_after_the_other_are_steps(lint: Lint) -> None:
    text = "I sort the coins by size and go to page 2: they lie by year again. Till 4.1, Debian 12."
    found = severities(lint(text, title="The list of coins loses its order", type="Bug"))

    assert "missing-steps-to-reproduce" not in found


@pytest.mark.parametrize(
    "lines",
    [
        "- TBD\n- see Miro\n- tbc with the team",
        "```\nGiven [some context]\nWhen [some action]\nThen [some outcome]\n```",
    ],
    ids=["markers", "slots in a block of code"],
)
def test_criteria_that_nobody_wrote_are_an_empty_section(lines: str, lint: Lint) -> None:
    found = severities(lint(f"Clerks wait for it.\n\n## Acceptance criteria\n{lines}"))

    assert found["empty-acceptance-criteria"] == [ERROR]


def test_an_order_of_something_new_is_not_asked_where_it_was_seen(lint: Lint) -> None:
    text = "Add a key that mutes the drawer."
    found = severities(lint(text, title="Drawer bell stop", type="Bug"))

    assert set(found.get("missing-environment", [NOTE])) == {NOTE}


@pytest.mark.parametrize(
    "title",
    [
        "Rename till.ts to drawer.ts",
        "Delete .tillrc from the image",
        "Mend the indent of drawer.yaml, line 12",
        "Drop the rule that a lead has to tell the clerks to count the drawer before they may close it",
    ],
    ids=["an exact order", "a hidden file", "a line", "many words"],
)
def test_a_title_that_says_all_needs_no_description(title: str, lint: Lint) -> None:
    assert severities(lint("", title=title, type="Task"))["empty-description"] == [NOTE]


def test_a_long_page_does_not_say_too_little(lint: Lint) -> None:
    lines = "- do something with the things\n" * 120
    found = severities(lint(lines, title="Things", type="Task"))

    assert set(found.get("told-too-little", [NOTE])) == {NOTE}


def test_a_question_to_the_makers_is_not_asked_for_criteria(lint: Lint) -> None:
    text = "I'm trying to understand why the ledger is locked in May. Nothing is said of it."
    found = severities(lint(text, title="Lock of the ledger", type="Story"))

    assert set(found.get("missing-acceptance-criteria", [NOTE])) == {NOTE}


def test_a_text_without_line_breaks_behind_the_sign_of_a_heading_is_read(lint: Lint) -> None:
    text = (
        "h3. Steps to reproduce Open the ledger of May. The caption shows %ledger.name, and so do "
        "all entries below the menu Reports.  h3. Expected result The name of the month."
    )
    result = lint(text, title="Captions show names of variables", type="Bug", markup=Markup.JIRA)

    assert "empty-description" not in severities(result)


def test_one_line_of_a_template_stands_for_all(lint: Lint) -> None:
    prompts = (
        "A clear and concise description of what the bug is.\n\nThe export is empty.\n\n"
        "If applicable, add screenshots to help explain your problem.\n\n"
        "Add any other context about the problem here.\n"
    )
    found = severities(lint(prompts, title="The export of May is empty", type="Bug"))

    assert found["unfilled-template"] == [WARNING, NOTE, NOTE]


def test_a_brief_text_on_a_page_is_a_criterion_among_others_and_a_prompt_alone(
    lint: Lint,
) -> None:
    brief = "- A brief description of the drawer"
    others = "- The page opens at noon\n- Coins stand first\n- The sum is bold\n"
    listed = lint(f"## Acceptance criteria\n{others}{brief}", type="Story")
    alone = lint(f"## Acceptance criteria\n{brief}", type="Story")

    assert "unfilled-template" not in severities(listed)
    assert severities(alone)["unfilled-template"] == [WARNING]


@pytest.mark.parametrize("text", ["![shot](shot.png)", "https://example.org/sketch"])
def test_a_picture_or_a_link_is_a_description(text: str, lint: Lint) -> None:
    found = severities(lint(text, title="A long name runs over the edge of its card", type="Bug"))

    assert "empty-description" not in found


def test_a_picture_does_not_stand_in_for_the_warning_of_the_worst_grade(lint: Lint) -> None:
    titles = ("It", "Thing", "The thing over it", "The thing over it overlaps", "Overlap")
    found = [lint("![shot](shot.png)", title=title, type="Bug") for title in titles]

    worst = [severities(one) for one in found if one.score.grade == "F"]
    assert worst
    assert all(one["told-too-little"] == [WARNING] for one in worst)


def test_a_ticket_without_a_score_is_not_told_what_its_grade_would_say(
    lint: Lint, linter: Linter
) -> None:
    bare = Ticket(key="A-1", title="Fix it", type="Task")
    [unscored] = linter.lint([bare])

    assert unscored.score.value is None
    assert "told-too-little" not in severities(unscored)
    assert "told-too-little" in severities(lint("Does not work.", title="Fix it", type="Task"))
