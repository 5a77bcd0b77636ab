"""A rule is only as loud as the kind and the lack are sure."""

from collections.abc import Mapping

import pytest

from ticketlint.annotation.kinds import Certainty, KindReading
from ticketlint.config.settings import Config
from ticketlint.judging.findings import FindingFactory, Hit, Subject
from ticketlint.judging.linter import Linter
from ticketlint.model import Kind, Location, Markup, Part, Severity, Ticket, TicketField
from ticketlint.run.selection import resolve

BUG_RULES = {"missing-steps-to-reproduce", "missing-environment", "missing-expected-behaviour"}


def reading(bug: float, *, is_told: bool) -> KindReading:
    chances = dict.fromkeys(Kind, (1 - bug) / 4) | {Kind.BUG: bug}
    return KindReading(Kind.BUG, "", chances, {}, is_told)


@pytest.mark.parametrize(
    ("bug", "is_told", "certainty"),
    [
        (0.95, False, Certainty.SURE),
        (0.7, False, Certainty.LIKELY),
        (0.4, False, Certainty.GUESS),
        (0.85, True, Certainty.SURE),
        (0.65, True, Certainty.LIKELY),
        (0.601, True, Certainty.GUESS),
    ],
    ids=["sure", "likely", "a guess", "a type", "a type in doubt", "a type that the text denies"],
)
def test_a_kind_is_as_sure_as_its_chance_or_its_type(
    bug: float, is_told: bool, certainty: Certainty
) -> None:
    assert reading(bug, is_told=is_told).certainty_of({Kind.BUG}) is certainty


def levels(title: str, text: str, kind: str, nlp) -> Mapping[str, Severity]:
    field = TicketField("description", text, Markup.MARKDOWN)
    ticket = Ticket(key="PAY-1", title=title, type=kind, fields=(field,))
    [result] = Linter(resolve(Config()), nlp).lint([ticket])
    return {finding.rule: finding.severity for finding in result.findings}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Not-found pages should point to the help desk",
            "It would help visitors if the page offered a way to ask somebody.",
        ),
        ("Let clerks sort the list by date", "It would be nice if the newest stood first."),
        (
            "Support paste from a spreadsheet",
            "Pasting cells is not possible yet. I wish I could paste them into the table.",
        ),
    ],
)
def test_a_wish_is_not_asked_for_the_parts_of_a_bug(title: str, text: str, nlp) -> None:
    assert BUG_RULES.isdisjoint(levels(title, text, "", nlp))


def test_a_bug_that_is_surely_one_is_asked(nlp) -> None:
    found = levels("Crash in the export", "The program crashed. Nothing else is known.", "", nlp)

    assert found["missing-steps-to-reproduce"] is Severity.WARNING


@pytest.mark.parametrize(
    ("is_sure", "absent", "severity"),
    [
        (True, {Part.STEPS: 0.9}, Severity.WARNING),
        (False, {Part.STEPS: 0.9}, Severity.NOTE),
        (True, {Part.STEPS: 0.2}, Severity.NOTE),
        (False, {Part.STEPS: 0.2}, Severity.NOTE),
        (True, {}, Severity.WARNING),
    ],
    ids=["sure", "a likely kind", "hardly lacking", "neither", "nothing known"],
)
def test_doubt_lowers_the_severity(
    is_sure: bool, absent: Mapping[Part, float], severity: Severity
) -> None:
    [rule] = [r for r in resolve(Config()).rules.values() if r.id == "missing-steps-to-reproduce"]
    rule = rule.model_copy(update={"doubtful": {Part.STEPS: 0.5}})
    subject = Subject("Crash", Kind.BUG, "", is_sure, absent=absent)
    place = Location("description", "steps", 0, 0, 1, 1, "")

    finding = FindingFactory(rule, subject, Config()).make(Hit(place))

    assert finding is not None
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("title", "text", "severity"),
    [
        (
            "Rename the button Send to Submit",
            "On the page of an invoice the button says Send. Change its text to Submit.",
            Severity.NOTE,
        ),
        (
            "Double click on a row opens the invoice",
            "Same as the button Open of the toolbar.",
            Severity.NOTE,
        ),
        (
            "Improve the first steps",
            "As a manager I want better first steps so that people like them.",
            Severity.ERROR,
        ),
    ],
    ids=["a text", "the same as another", "nothing to check"],
)
def test_a_request_that_is_its_own_check_gets_a_note_at_most(
    title: str, text: str, severity: Severity, nlp
) -> None:
    assert levels(title, text, "Story", nlp)["missing-acceptance-criteria"] is severity


@pytest.mark.parametrize(
    "where",
    [
        "Happens on different phones.",
        "## Environment\nvarious devices and browsers",
        "## Environment\nsome older phone, latest version",
        "## Environment\nsee attachment",
        "## Environment\n[e.g. iOS 17]",
        "Environment: all platforms",
        "The details are in the comments.",
    ],
)
def test_what_names_nothing_is_no_environment(where: str, nlp) -> None:
    text = f"The total shows 0 and should show the sum.\n\n{where}\n"

    assert "missing-environment" in levels("Wrong total", text, "Bug", nlp)


@pytest.mark.parametrize(
    "where",
    [
        "Happens on a Pixel 8.",
        "## Environment\nthe till in Lyon",
        "Environment: Kubuntu",
        "```\nledger version: 4.2\n```",
        "```\nsdk=33\n```",
        '```json\n{"version": "7"}\n```',
        "```\npandas==2.1.0\n```",
        "Seen in build 4711.",
    ],
)
def test_what_names_something_is_an_environment(where: str, nlp) -> None:
    text = f"The total shows 0 and should show the sum.\n\n{where}\n"

    assert "missing-environment" not in levels("Wrong total", text, "Bug", nlp)


@pytest.mark.parametrize(
    "how",
    [
        "The program stops when **Print** is pressed.",
        "If the name of the file is empty, the folder is deleted.",
        "Pasting a row into the ledger crashes the program.",
        "We tried opening the ledger of May and got an empty page.",
    ],
)
def test_an_event_that_tells_how_is_a_step(how: str, nlp) -> None:
    assert "missing-steps-to-reproduce" not in levels("Fault in the ledger", how, "Bug", nlp)


def test_the_trace_of_a_fault_is_no_reproduction(nlp) -> None:
    trace = "java.lang.NullPointerException\n  at org.ledger.Row.sum(Row.java:12)\n"

    found = levels("NullPointerException in the ledger", f"```\n{trace}```\n", "Bug", nlp)

    assert "missing-steps-to-reproduce" in found
