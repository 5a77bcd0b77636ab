"""What happened to a ticket, and the text that it was created with."""

from typing import Any

import pytest

from tests.backtest.corpora import QUESTION, changelog, comment, issue
from ticketlint.backtest.outcomes import Outcome, TextAge, outcomes_of, restored
from ticketlint.backtest.past import hosted_past, jira_past


def outcomes(*comments: dict[str, Any], **more: Any) -> dict[Outcome, bool]:
    return dict(outcomes_of(jira_past(issue(1, "text", *comments, **more))))


BOTS = {
    "an app of Jira Cloud": {"author": {"accountId": "1", "accountType": "app"}},
    "a login of GitHub": {"author": {"login": "renovate[bot]"}},
    "a user of the type Bot": {"user": {"login": "helper", "type": "Bot"}, "author": None},
    "a marked login of gh": {"author": {"login": "app/x", "is_bot": True}},
    "a project bot of GitLab": {"author": {"username": "project_1_bot_2ab"}},
}


def test_a_question_of_another_person_counts() -> None:
    assert outcomes(comment("Merged."), comment(QUESTION))[Outcome.ASKED]
    assert outcomes(comment("Merged."))[Outcome.ASKED] is False


def test_a_question_of_the_reporter_does_not_count() -> None:
    assert Outcome.ASKED not in outcomes(comment(QUESTION, "ann"))
    assert outcomes(comment(QUESTION, "ann"), comment("Merged."))[Outcome.ASKED] is False


def test_a_question_of_whoever_created_it_for_the_reporter_does_not_count() -> None:
    fields = {"creator": {"name": "bob"}}
    assert Outcome.ASKED not in outcomes(comment(QUESTION), fields=fields)


@pytest.mark.parametrize("by", BOTS.values(), ids=BOTS.keys())
def test_a_question_of_a_program_does_not_count(by: dict[str, Any]) -> None:
    assert Outcome.ASKED not in outcomes({**comment(QUESTION), **by})


def test_a_question_after_the_end_does_not_count() -> None:
    late = comment(QUESTION, created="2026-03-01")
    assert outcomes(comment("Merged."), late)[Outcome.ASKED] is False


TIMES = {
    "later on the day": ("2026-02-01T12:00:00Z", "2026-02-01T11:00:00Z", False),
    "earlier on the day": ("2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", True),
    "milliseconds for the end": ("2026-02-01T12:00:00Z", "1770000000000", True),
    "days after such an end": ("2026-02-09T12:00:00Z", "1770000000000", False),
    "no time": ("", "2026-02-01", True),
}


@pytest.mark.parametrize(("at", "end", "counts"), TIMES.values(), ids=TIMES.keys())
def test_times_are_compared_however_they_are_written(at: str, end: str, counts: bool) -> None:
    fields = {"resolutiondate": end}
    told = outcomes(comment("Merged.", created=end), comment(QUESTION, created=at), fields=fields)
    assert told[Outcome.ASKED] is counts


def test_who_asked_is_not_told_where_nobody_is_named_as_the_author() -> None:
    assert Outcome.ASKED not in outcomes(comment(QUESTION), fields={"reporter": None})


REOPENED = {
    "a change of the status": {"changelog": changelog(("1", "status", "Closed", "Reopened"))},
    "a resolution taken back": {"changelog": changelog(("1", "resolution", "Fixed", None))},
    "the present status": {"fields": {"status": {"name": "Reopened"}}},
}


@pytest.mark.parametrize("more", REOPENED.values(), ids=REOPENED.keys())
def test_reopening_is_read_from_the_history_or_the_status(more: dict[str, Any]) -> None:
    assert outcomes(**more)[Outcome.REOPENED]


def test_what_was_never_closed_cannot_be_reopened() -> None:
    fields = {"resolutiondate": None, "status": {"name": "Open"}}
    assert Outcome.REOPENED not in outcomes(fields=fields)
    assert outcomes()[Outcome.REOPENED] is False


NEEDS_INFO = {
    "status": {"fields": {"status": {"name": "Waiting for reporter"}}},
    "resolution": {"fields": {"resolution": {"name": "Needs more info"}}},
    "label": {"fields": {"labels": ["needs-info"]}},
    "an earlier status": {"changelog": changelog(("1", "status", "Open", "Need More Information"))},
}


@pytest.mark.parametrize("more", NEEDS_INFO.values(), ids=NEEDS_INFO.keys())
def test_a_ticket_marked_as_needing_more_info_is_known(more: dict[str, Any]) -> None:
    assert outcomes(**more)[Outcome.NEEDS_INFO]


@pytest.mark.parametrize("label", ["information-architecture", "needs-tests", "feedback", "info"])
def test_other_labels_are_not_taken_for_it(label: str) -> None:
    assert outcomes(fields={"labels": [label]})[Outcome.NEEDS_INFO] is False


HOSTED = {
    "gh": {
        "author": {"login": "ann"},
        "comments": [{"author": {"login": "bob"}, "body": QUESTION, "createdAt": "1"}],
        "stateReason": "REOPENED",
        "labels": [{"name": "needs info"}],
    },
    "GitHub and Perceval": {
        "user": {"login": "ann"},
        "comments": 1,
        "comments_data": [{"user": {"login": "bob"}, "body": QUESTION, "created_at": "1"}],
        "events": [
            {"event": "reopened"},
            {"event": "labeled", "label": {"name": "waiting for author"}},
        ],
    },
    "GitLab": {
        "author": {"username": "ann", "name": "Ann"},
        "notes": [
            {"author": {"username": "bob"}, "body": QUESTION, "created_at": "1"},
            {"author": {"username": "bob"}, "body": "reopened", "system": True},
        ],
        "labels": ["workflow::needs more info"],
    },
}


@pytest.mark.parametrize("record", HOSTED.values(), ids=HOSTED.keys())
def test_github_and_gitlab_tell_the_same_things(record: dict[str, Any]) -> None:
    assert set(outcomes_of(hosted_past(record)).items()) == {(one, True) for one in Outcome}


def test_the_first_change_tells_the_text_at_creation() -> None:
    log = changelog(
        ("2026-01-04", "description", "second", "third"),
        ("2026-01-03", "description", "first", "second"),
        ("2026-01-03", "summary", "Old title", "New title"),
        ("2026-01-05", "environment", None, "Firefox"),
        ("2026-01-05", "issuetype", "Bug", "Story"),
    )
    record = issue(1, "third", changelog=log)
    old = restored(record, jira_past(record))
    fields = old.record["fields"]
    assert old.age is TextAge.RESTORED
    assert (fields["description"], fields["summary"]) == ("first", "Old title")
    assert (fields["environment"], fields["issuetype"]) == ("", {"name": "Bug"})
    assert record["fields"]["description"] == "third"


def test_a_whole_changelog_without_the_text_says_that_it_never_changed() -> None:
    record = issue(1, "text", changelog=changelog(("1", "status", "Open", "Closed")))
    assert restored(record, jira_past(record)).age is TextAge.UNCHANGED


def test_a_changelog_that_is_cut_off_restores_nothing() -> None:
    log = changelog(("1", "description", "second", "third"), total=200)
    record = issue(1, "third", changelog=log)
    old = restored(record, jira_past(record))
    assert (old.age, old.record["fields"]["description"]) == (TextAge.PRESENT, "third")


def note(at: str, body: str) -> dict[str, Any]:
    return {"system": True, "created_at": at, "body": body}


RETITLED = "changed title from **Fix {-the-} cart** to **Fix {+a+} cart**"
RENAMED = {"event": "renamed", "created_at": "2", "rename": {"from": "Old", "to": "New"}}
ON_HOSTS = {
    "a title that GitLab noted": ({"notes": [note("2", RETITLED)]}, "Fix the cart", "restored"),
    "the earliest of two": (
        {"notes": [note("3", "changed title from **B** to **C**"), note("2", RETITLED)]},
        "Fix the cart",
        "restored",
    ),
    "no edit among the notes": ({"notes": [note("2", "closed")]}, "Now", "unchanged"),
    "an edit without the former text": (
        {"notes": [note("2", "changed the description"), note("3", RETITLED)]},
        "Fix the cart",
        "present",
    ),
    "notes of which some are missing": (
        {"notes": [note("2", "closed")], "user_notes_count": 3},
        "Now",
        "present",
    ),
    "notes of people alone": ({"notes": [{"body": "x", "system": False}]}, "Now", "present"),
    "a title in the events of GitHub": ({"events": [RENAMED]}, "Old", "present"),
}


@pytest.mark.parametrize(("more", "title", "age"), ON_HOSTS.values(), ids=ON_HOSTS.keys())
def test_github_and_gitlab_tell_former_titles_and_no_former_description(
    more: dict[str, Any], title: str, age: str
) -> None:
    record = {"iid": 1, "title": "Now", "description": "text", **more}
    old = restored(record, hosted_past(record))
    assert (old.record["title"], old.record["description"]) == (title, "text")
    assert old.age == age


def test_words_of_a_title_are_no_state() -> None:
    record = {"notes": [note("1", "changed title from **needs more info** to **Reopened**")]}
    assert not any(outcomes_of(hosted_past(record)).values())


ODD: list[dict[str, Any]] = [
    {},
    {"fields": None, "changelog": []},
    {"fields": {"comment": [1, None, {"body": None}], "reporter": 3, "labels": {"x": 1}}},
    {"changelog": {"histories": [None, {"items": [None, {"field": None}]}], "total": "many"}},
    {"comments": ["x", {}], "events": [1, {"event": None, "label": 2}], "user": [], "state": 1},
]


@pytest.mark.parametrize("record", ODD)
def test_records_of_odd_shapes_tell_nothing_and_break_nothing(record: dict[str, Any]) -> None:
    for past_of in (jira_past, hosted_past):
        past = past_of(record)
        assert not any(outcomes_of(past).values())
        assert restored(record, past).record is not None


def test_no_value_shows_who_wrote_something() -> None:
    past = jira_past(issue(1, "text", comment(QUESTION, "zoe")))
    assert "ann" not in repr(past)
    assert "zoe" not in repr(past)
