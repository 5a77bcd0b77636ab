"""A JSON report read back is the report that was written, for every output."""

import json
from dataclasses import MISSING, fields, is_dataclass, replace

import pytest

from tests.reporters.reports import EMPTY, FULL, HOSTILE, PASSED, hostile_report, written
from ticketlint.errors import SourceError
from ticketlint.model import BacklogFacts
from ticketlint.reporters import REPORTERS
from ticketlint.reporters.stored import read_report, report_from

# What no output uses: it stays in the run.
NOT_KEPT = {"Judgement.facts", "Judgement.templates", "Failure.rule", "Failure.source"}
NOT_KEPT |= {"Failure.line", "Finding.state", "Judgement.exemptions", "Notice.left_out"}
NOT_KEPT |= {"Report.counted", "Report.figures"}


def read_back(report):
    return report_from(json.loads(written("json", report)))


def defaults_in(value):
    """Yield the fields of a value, and of the values in it, that stand at their default."""
    for each in fields(value):
        inner = getattr(value, each.name)
        name = f"{type(value).__name__}.{each.name}"
        if each.default is not MISSING and inner == each.default and name not in NOT_KEPT:
            yield name
        members = inner if isinstance(inner, tuple) else (inner,)
        for member in members:
            if is_dataclass(member) and not isinstance(member, BacklogFacts):
                yield from defaults_in(member)


def test_the_example_has_a_value_of_its_own_in_every_field():
    assert list(defaults_in(FULL)) == []


@pytest.mark.parametrize("report", [FULL, PASSED, EMPTY], ids=["full", "passed", "empty"])
def test_a_report_read_back_is_the_same_report(report):
    assert read_back(report) == report


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize(
    "report",
    [FULL, PASSED, EMPTY, *map(hostile_report, HOSTILE)],
    ids=["full", "passed", "empty", *map(ascii, HOSTILE)],
)
def test_every_output_has_the_same_bytes_from_the_json_report(name, report):
    assert written(name, read_back(report)) == written(name, report)


def changed(path, value):
    """Return the full report with one value replaced, or without the key."""
    told = json.loads(written("json", FULL))
    *parents, last = path
    inner = told
    for key in parents:
        inner = inner[key]
    if value is MISSING:
        del inner[last]
    else:
        inner[last] = value
    return told


TICKET, FINDING = ("tickets", 0), ("tickets", 0, "findings", 0)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("gate",), MISSING, "gate is missing"),
        (("gate", "passed"), "yes", "gate.passed is neither true nor false"),
        (("gate", "passed"), 1, "gate.passed is neither true nor false"),
        (("gate", "reasons"), [1], "gate.reasons holds something that is not a text"),
        (("summary", "closed_left_out"), -1, "summary.closed_left_out is not a whole number"),
        (("tickets", 0), 7, "tickets[0] is not an object"),
        ((*TICKET, "key"), None, "tickets[0].key is not a text"),
        ((*TICKET, "line"), 0, "tickets[0].line is not a whole number from 1 on"),
        ((*TICKET, "line"), True, "tickets[0].line is not a whole number from 1 on"),
        ((*TICKET, "score"), 101, "tickets[0].score is not a number from 0 to 100"),
        ((*TICKET, "score"), float("nan"), "tickets[0].score is not a number"),
        ((*TICKET, "score"), None, "tickets[0].grade is not the grade of a score"),
        ((*TICKET, "grade"), "E", "tickets[0].grade is not the grade of a score"),
        ((*TICKET, "kind"), "saga", "tickets[0].kind is not one of bug, story"),
        ((*TICKET, "level"), "done", "tickets[0].level is not one of draft"),
        ((*TICKET, "tells"), {}, "tickets[0].tells.why is missing"),
        ((*TICKET, "labels"), "export", "tickets[0].labels is not a list"),
        ((*TICKET, "findings"), {}, "tickets[0].findings is not a list"),
        ((*FINDING, "severity"), "fatal", "tickets[0].findings[0].severity is not one of error"),
        ((*FINDING, "message"), MISSING, "tickets[0].findings[0].message is missing"),
        ((*FINDING, "start"), 1e3, "tickets[0].findings[0].start is not a whole number"),
        ((*FINDING, "start"), 10**30, "tickets[0].findings[0].start is not a whole number"),
        (
            (*FINDING, "excerpt_end"),
            99,
            "tickets[0].findings[0].excerpt_end does not stand in the excerpt",
        ),
        ((*FINDING, "rule"), "a\x1b[2J", "tickets[0].findings[0].rule is not a name"),
        ((*FINDING, "section"), "##[error]", "tickets[0].findings[0].section is not a name"),
        ((*FINDING, "file"), 9, "tickets[0].findings[0].file is not an object"),
        ((*FINDING, "file"), {"line": 9}, "tickets[0].findings[0].file.column is missing"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_a_damaged_report_is_told_with_the_place_in_it(tmp_path, monkeypatch, path, value, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.json").write_text(json.dumps(changed(path, value)))

    with pytest.raises(SourceError) as raised:
        read_report("r.json")

    assert str(raised.value).startswith(f"r.json: a damaged report: {told}")
    assert "(make it again with `ticketlint check" in str(raised.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "r.json:1:1: no JSON report can be read here: Expecting value"),
        (b'{"schema_version": 2,\n "tickets": [', "r.json:2:14: no JSON report can be read here"),
        (b"\xff\xfe", "r.json: no JSON report can be read here: it is not UTF-8"),
        (b"[" * 100_000, "r.json: no JSON report can be read here: nested too deeply"),
        (b"1" * 5_000, "r.json: no JSON report can be read here: a number of thousands of digits"),
        (b"[]", "r.json: not a JSON report of ticketlint"),
        (b'{"schema_version": true, "tickets": []}', "r.json: not a JSON report of ticketlint"),
        (b'{"schema_version": 2, "tickets": {}}', "r.json: not a JSON report of ticketlint"),
        (b'{"schema_version": 1, "tickets": []}', "r.json: a report of version 1, but version 2"),
        (b'{"schema_version": 3, "tickets": []}', "r.json: a report of version 3, but version 2"),
    ],
)
def test_what_is_no_report_is_told(tmp_path, monkeypatch, content, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.json").write_bytes(content)

    with pytest.raises(SourceError) as raised:
        read_report("r.json")

    assert str(raised.value).startswith(told)


def test_a_report_that_is_missing_is_told(tmp_path):
    with pytest.raises(SourceError, match="no JSON report can be read here: No such file"):
        read_report(str(tmp_path / "none.json"))


def test_keys_that_are_unknown_or_younger_than_the_report_do_no_harm():
    told = json.loads(written("json", FULL))
    del told["rules"], told["tickets"][0]["identity"], told["tickets"][0]["findings"][0]["answer"]
    told["tickets"][0]["news"] = told["news"] = {"from": "later"}

    assert replace(report_from(told), results=()) == replace(FULL, rules=(), results=())
