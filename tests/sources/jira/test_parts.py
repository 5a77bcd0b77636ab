"""The parts that need no site: fields, shapes, JQL, Retry-After, waits, keys."""

import random

import pytest

from tests.jira.fake_data import AC, AC_OTHER, CHECKLIST, EPIC, SPRINT, default_fields, field_of
from ticketlint.reporters.publishing.comment import same_text
from ticketlint.sources.jira.errors import JiraError, UnsureError
from ticketlint.sources.jira.fields import choose_fields
from ticketlint.sources.jira.jql import changed_since, ordered
from ticketlint.sources.jira.keys import split_keys
from ticketlint.sources.jira.retry import FailedError, Retries, Trouble, retry_after
from ticketlint.sources.jira.shapes import checklist, sprints

NOW = 1_800_000_000.0


def test_every_field_for_acceptance_criteria_is_asked_for_by_its_id():
    fields = choose_fields(default_fields(), ())

    assert fields.acceptance == (AC, AC_OTHER)
    assert {SPRINT, CHECKLIST, EPIC} <= set(fields.ids)
    assert "customfield_10099" not in fields.ids


@pytest.mark.parametrize(
    "label", ["Akzeptanzkriterien", "Критерии приёмки", "AC", "Definition of Done"]
)
def test_acceptance_criteria_are_known_in_other_words(label):
    assert choose_fields([field_of("customfield_1", label)], ()).acceptance == ("customfield_1",)


@pytest.mark.parametrize("pin", ["customfield_10099", "team MOOD"], ids=["by id", "by name"])
def test_a_field_can_be_pinned(pin):
    fields = choose_fields(default_fields(), (pin,))

    assert "customfield_10099" in fields.acceptance
    assert fields.unknown == ()


def test_a_pin_that_fits_no_field_is_told():
    assert choose_fields(default_fields(), ("customfield_77",)).unknown == ("customfield_77",)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Smart Checklist", "com.atlassian.jira.plugin.system.customfieldtypes:textarea"),
        (
            "Points",
            "com.atlassian.plugins.atlassian-connect-plugin:com.railsware.SmartChecklist__checklist",
        ),
        ("Points", "com.okapya.jira.checklist:checklist"),
        ("Points", "com.railsware.CheckList"),
    ],
    ids=["by its name", "Smart Checklist", "Okapya", "in capitals"],
)
def test_a_checklist_is_known_and_says_so_in_its_type(label, kind):
    fields = choose_fields([field_of("customfield_1", label, kind)], ())

    assert fields.of_type("checklist") == ["customfield_1"]
    assert "checklist" in fields.schema["customfield_1"]["custom"]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("* Written\n* [x] Read", [("Written", False), ("Read", True)]),
        (
            "- open\n+ done\nx skipped\n~ begun",
            [("open", False), ("done", True), ("skipped", True), ("begun", False)],
        ),
        ("# Head\n- one\n> more of it", [("Head", None), ("one more of it", False)]),
        ("plain words", [("plain words", False)]),
        ("", []),
    ],
    ids=["Okapya on Cloud", "Smart Checklist", "heading and details", "no marks", "empty"],
)
def test_a_checklist_kept_as_text_is_read_as_points(text, points):
    assert [(point["name"], point.get("checked")) for point in checklist(text)] == points


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ([{"id": 1, "name": "Sprint 1", "state": "active"}], ["Sprint 1"]),
        (["x.Sprint@1[name=191B | w26, 27,state=CLOSED,goal=,id=191]"], ["191B | w26, 27"]),
        (["x.Sprint@1[id=1,name=jul'15 [a]]"], ["jul'15 [a]"]),
        ("Sprint 3", ["Sprint 3"]),
        ([None], []),
    ],
    ids=["Cloud", "Data Center", "bracket in the name", "a name only", "none"],
)
def test_sprints_are_read_in_both_shapes(value, names):
    assert [sprint["name"] for sprint in sprints(value)] == names


@pytest.mark.parametrize(
    ("jql", "whole", "changed"),
    [
        ("a = 1", "a = 1 ORDER BY key ASC", "(a = 1) AND updated >= -2m ORDER BY key ASC"),
        ("a = 1 or b = 2 order  by rank", "a = 1 or b = 2 order  by rank", "(a = 1 or b = 2) AND updated >= -2m order  by rank"),
        ('a ~ "order by x"', 'a ~ "order by x" ORDER BY key ASC', '(a ~ "order by x") AND updated >= -2m ORDER BY key ASC'),
        ("a ~ 'it\\' order by'", "a ~ 'it\\' order by' ORDER BY key ASC", "(a ~ 'it\\' order by') AND updated >= -2m ORDER BY key ASC"),
    ],
    ids=["no order", "an order", "an order in quotes", "an escaped quote"],
)  # fmt: skip
def test_jql_is_added_to_without_hurting_it(jql, whole, changed):
    assert ordered(jql) == whole
    assert changed_since(jql, 61) == changed


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("Fri, 15 Jan 2027 08:01:00 GMT", 60),
        ("Fri, 15 Jan 2027 07:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        (None, None),
    ],
    ids=["seconds", "none", "a date", "a date gone by", "nonsense", "empty", "no header"],
)
def test_retry_after_is_read_in_both_forms(value, seconds):
    assert retry_after(value, NOW) == seconds


def failing(trouble: Trouble, times: int):
    left = [trouble] * times

    def ask() -> str:
        if left:
            raise FailedError(left.pop())
        return "answer"

    return ask


def test_waits_grow_with_jitter_within_one_budget():
    waits: list[float] = []
    retries = Retries(100, lambda _: None, waits.append, random.Random(1).random)

    assert retries.run(failing(Trouble("x", "500", passing=True), 5), repeatable=True) == "answer"

    assert len(waits) == 5
    assert all(0.5 * 2**n <= wait <= 2**n for n, wait in enumerate(waits))
    assert retries.left == pytest.approx(100 - sum(waits), abs=5)


def test_what_jira_asks_to_wait_is_waited_in_full():
    waits: list[float] = []
    retries = Retries(100, lambda _: None, waits.append)

    retries.run(failing(Trouble("x", "429", passing=True, after=40), 1), repeatable=True)

    assert 40 <= waits[0] <= 44


@pytest.mark.parametrize(
    ("trouble", "repeatable", "kind"),
    [
        (Trouble("x", "401"), True, JiraError),
        (Trouble("x", "500", passing=True), False, UnsureError),
        (Trouble("x", "no host", passing=True, acted=False, unreached=True), True, JiraError),
    ],
    ids=["it will not pass", "a write that may have happened", "never reached"],
)
def test_some_troubles_are_not_waited_for(trouble, repeatable, kind):
    retries = Retries(100, lambda _: None, lambda _: pytest.fail("it waited"))

    with pytest.raises(kind):
        retries.run(failing(trouble, 1), repeatable=repeatable)


def test_a_site_that_answered_before_is_waited_for():
    waits: list[float] = []
    retries = Retries(100, lambda _: None, waits.append)
    retries.run(lambda: "answer", repeatable=True)
    gone = Trouble("x", "nobody answers there", passing=True, acted=False, unreached=True)

    assert retries.run(failing(gone, 2), repeatable=True) == "answer"
    assert len(waits) == 2


def test_keys_are_told_from_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "PAY-2").write_text("a file")

    assert split_keys(["PAY-1", "PAY-2", "tickets.csv", "-"]) == (
        ["PAY-1"],
        ["PAY-2", "tickets.csv", "-"],
    )


def test_a_comment_is_the_same_after_the_site_has_added_to_it():
    ours = {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "How fast?"}]}],
    }
    theirs = {"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "attrs": {"localId": "1"}, "content": [{"type": "text", "text": "How fast?"}]}
    ]}  # fmt: skip

    assert same_text(ours, theirs)
    assert same_text("a\nb", "a\r\nb")
    assert not same_text(ours, "other")
