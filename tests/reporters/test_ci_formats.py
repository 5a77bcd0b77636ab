"""The outputs for CI hosts have the shape that each host reads, within its limits."""

import json
from collections import Counter
from dataclasses import replace

import jsonschema
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from tests.reporters.hosts import github_commands
from tests.reporters.reports import (
    ADDRESS,
    EMPTY,
    FINDING,
    FULL,
    HOSTILE,
    PASSED,
    RESULT,
    found,
    hostile_report,
    many,
    report_of,
    with_state,
    written,
)
from ticketlint.model import Address, Severity, State

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {
                        "type": "string",
                        "pattern": "^[^/]",
                        "not": {"pattern": r"^\./"},
                    },
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
GATE = "Its score or level is below what the configuration asks for, or lower than it was."
LIVE = Address("PAY-12", "Export", "jira.example.com", url="https://jira.example.com/browse/PAY-12")
IN_RECORD = replace(ADDRESS, source="backlog/export.csv", line=41)
RECORD_FINDING = replace(FINDING, location=replace(FINDING.location, file=None))
MOVED_FINDING = replace(
    FINDING, location=replace(FINDING.location, file=replace(FINDING.location.file, path=""))
)
EVERYWHERE = report_of(
    found(ADDRESS, FINDING, with_state(replace(FINDING, identity="k"), State.KNOWN)),
    found(IN_RECORD, RECORD_FINDING),
    found(LIVE, RECORD_FINDING),
    found(replace(LIVE, key="../x"), RECORD_FINDING),
    found(replace(ADDRESS, source="/src/b.md"), MOVED_FINDING),
    found(replace(ADDRESS, source="../b.md"), MOVED_FINDING),
    found(replace(ADDRESS, source="stdin"), MOVED_FINDING),
)
PLACES = [
    ("backlog/PAY-12.md", 9, 7),
    ("backlog/PAY-12.md", 9, 7),
    ("backlog/export.csv", 41, None),
    ("tickets/PAY/PAY-12.md", 1, None),
    ("tickets/x-d42ff05c.md", 1, None),
    ("/src/b.md", 9, 7),
    ("tickets/PAY/PAY-12.md", 1, None),
    ("tickets/PAY/PAY-12.md", 1, None),
]


def sarif(report):
    [run] = json.loads(written("sarif", report))["runs"]
    return run


def gitlab(report):
    return json.loads(written("gitlab", report))


def junit(report):
    return JUnitXml.fromstring(written("junit", report).encode())


@pytest.fixture(scope="module")
def sarif_schema(shared):
    path = shared / "schemas" / "sarif-2.1.0.json"
    if not path.exists():
        pytest.skip("needs the schema of SARIF")
    return jsonschema.Draft7Validator(json.loads(path.read_text("utf-8")))


def test_sarif_is_valid(sarif_schema):
    reports = [FULL, PASSED, EMPTY, EVERYWHERE, *map(hostile_report, HOSTILE)]

    for report in reports:
        assert [*sarif_schema.iter_errors(json.loads(written("sarif", report)))] == []


def test_sarif_tells_rule_place_words_and_fingerprint():
    run = sarif(FULL)

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"] == [
        {
            "id": "vague-quality",
            "shortDescription": {"text": "A quality without a measure."},
            "fullDescription": {"text": "Nobody can test it."},
            "help": {"text": "Nobody can test it."},
            "properties": {"tags": ["ambiguity"]},
        },
        {
            "id": "gate",
            "shortDescription": {"text": "A ticket misses a limit of the gate."},
            **{key: {"text": GATE} for key in ("fullDescription", "help")},
            "properties": {},
        },
    ]
    [missed, result] = run["results"]
    assert (missed["ruleId"], missed["ruleIndex"], missed["level"]) == ("gate", 1, "error")
    assert missed["message"]["text"].startswith("PAY-12: scores 61.5, below 80; +38.5 if ")
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == (
        "vague-quality",
        0,
        "warning",
    )
    assert result["message"]["text"] == 'PAY-12: "fast" has no measure. Ask: How fast, in seconds?'
    [place] = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "backlog/PAY-12.md"},
        "region": {"startLine": 9, "startColumn": 7, "endColumn": 11},
    }
    assert place["logicalLocations"][0]["fullyQualifiedName"] == (
        "PAY-12/description/acceptance_criteria"
    )
    assert result["workItemUris"] == ["https://jira.example.com/browse/PAY-12"]
    [ticket] = json.loads(written("json", FULL))["tickets"]
    assert result["partialFingerprints"] == dict.fromkeys(
        ("primaryLocationLineHash", "ticketlint/v1"), ticket["findings"][0]["fingerprint"]
    )
    assert "baselineState" not in result


def test_sarif_says_what_could_not_be_done():
    [invocation] = sarif(FULL)["invocations"]

    assert invocation["executionSuccessful"] is False
    assert [
        (each["level"], each["message"]["text"])
        for each in invocation["toolExecutionNotifications"]
    ] == [
        ("error", "backlog/a.jsonl:7: not JSON (mend it)"),
        ("error", "PAY-12: failed: open-list: broke"),
        ("note", "b.csv: exactly 1,000 rows"),
    ]
    assert sarif(PASSED)["invocations"][0]["executionSuccessful"] is True


def test_sarif_holds_the_5000_worst_and_says_how_many_are_left_out():
    report = report_of(
        found(ADDRESS, *many(3000, Severity.NOTE), *many(1999), *many(2, Severity.ERROR))
    )
    run = sarif(report)

    levels = Counter(result["level"] for result in run["results"])
    assert levels == {"error": 2, "warning": 1999, "note": 2999}
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "1 finding is left out; the 5,000 worst are here"


def test_known_findings_are_unchanged_in_sarif_and_suppressed_ones_left_out():
    known, silenced = with_state(FINDING, State.KNOWN), with_state(FINDING, State.SUPPRESSED)
    results = sarif(report_of(found(ADDRESS, FINDING, known, silenced)))["results"]

    assert [result["baselineState"] for result in results] == ["new", "unchanged"]


def test_a_finding_is_shown_where_a_host_can_show_it():
    in_sarif = [
        (at["artifactLocation"]["uri"], at["region"]["startLine"], at["region"].get("startColumn"))
        for result in sarif(EVERYWHERE)["results"]
        for at in [result["locations"][0]["physicalLocation"]]
    ]
    in_github = [
        (at["file"], int(at["line"]), int(at["col"]) if "col" in at else None)
        for _, at, _ in github_commands(written("github", EVERYWHERE))
    ]
    in_gitlab = [
        (at["path"], at["lines"]["begin"]) for at in (p["location"] for p in gitlab(EVERYWHERE))
    ]

    assert in_sarif == [(path.replace("/src", "file:///src"), *rest) for path, *rest in PLACES]
    # The second is known: no annotation for it.
    assert in_github == [PLACES[0], *PLACES[2:]]
    assert in_gitlab == [
        ("tickets/PAY/PAY-12.md" if path.startswith("/") else path, line)
        for path, line, _ in PLACES
    ]


def test_github_gets_ten_annotations_of_a_kind_the_worst_first_and_a_count_of_the_rest():
    report = report_of(
        found(ADDRESS, *many(12, Severity.NOTE), *many(11), *many(3, Severity.ERROR)),
        gate=replace(FULL.gate, reasons=("3 error findings",)),
    )
    commands = github_commands(written("github", report))

    assert [kind for kind, _, _ in commands] == [
        *["error"] * 3,
        *["warning"] * 10,
        *["notice"] * 10,
    ]
    assert commands[-1][2].startswith("1 warning, 3 notes more: GitHub shows 10 of each kind")


@pytest.mark.parametrize("count", [10, 5_001])
def test_github_counts_nothing_where_all_is_shown(count):
    commands = github_commands(written("github", report_of(found(ADDRESS, *many(count)))))

    assert len(commands) == (10 if count == 10 else 11)
    assert (commands[-1][0] == "notice") == (count > 10)


def test_github_is_told_what_could_not_be_read_before_any_finding():
    assert written("github", FULL).splitlines() == [
        "::error file=backlog/a.jsonl,line=7,title=not read::backlog/a.jsonl:7: not JSON (mend it)",
        "::error file=backlog/PAY-12.md,line=1,title=PAY-12%3A not judged::failed: open-list: broke",
        "::error file=backlog/PAY-12.md,line=1,title=PAY-12%3A gate::scores 61.5, below 80; +38.5 if it names a measure",
        '::warning file=backlog/PAY-12.md,line=9,col=7,title=PAY-12%3A vague-quality::"fast" has no measure. Ask: How fast, in seconds?',
    ]


def test_gitlab_reports_are_valid_and_no_fingerprint_is_there_twice():
    twice = report_of(found(ADDRESS, FINDING, FINDING), found(ADDRESS, FINDING, *many(5_001)))

    for report in (FULL, PASSED, EMPTY, EVERYWHERE, twice, *map(hostile_report, HOSTILE)):
        problems = gitlab(report)
        jsonschema.validate(problems, CODE_QUALITY)
        assert len({each["fingerprint"] for each in problems}) == len(problems)
    assert len(gitlab(twice)) == 5_004


def test_gitlab_keeps_known_findings_and_leaves_suppressed_ones_out():
    states = (State.NEW, State.KNOWN, State.SUPPRESSED)
    findings = [replace(FINDING, identity=state.value, state=state) for state in states]

    assert len(gitlab(report_of(found(ADDRESS, *findings)))) == 2


def test_junit_has_a_suite_for_each_ticket_and_a_case_for_each_rule_that_found():
    other = replace(FINDING, rule="open-list", state=State.KNOWN, fails=False)
    gone = replace(FINDING, rule="gone", state=State.SUPPRESSED)
    result = found(ADDRESS, FINDING, replace(FINDING, identity="2"), other, gone)
    suites = junit(replace(FULL, results=(result, *PASSED.results)))

    assert [suite.name for suite in suites] == [
        "inputs",
        "PAY-12 Improve the export",
        "PAY-13 Show the total",
    ]
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (4, 1, 1, 1)
    [[unread], [first, second], [clear]] = [list(suite) for suite in suites]
    assert isinstance(unread.result[0], Error)
    assert isinstance(first.result[0], Failure)
    assert isinstance(second.result[0], Skipped)
    assert (clear.name, clear.result) == ("PAY-13: clear", [])
    assert first.name == "PAY-12: vague-quality"
    line = 'warning: description, backlog/PAY-12.md:9: "fast" has no measure.\nAsk: How fast, in seconds?'
    assert first.result[0].text == f"{line}\n{line}"


def test_junit_fails_for_what_the_gate_fails_on_and_tells_the_rest_as_output():
    warned = replace(FINDING, rule="open-list", fails=False)
    result = found(ADDRESS, replace(FINDING, severity=Severity.ERROR), warned)
    low = replace(
        found(replace(ADDRESS, key="PAY-13"), warned),
        judgement=replace(RESULT.judgement, findings=(warned,), failures=()),
        misses=("scores 61.5, below 80 (it was 90.3)",),
    )
    suites = junit(report_of(result, low))

    assert (suites.tests, suites.failures, suites.errors) == (4, 2, 0)
    [[first, second], [missed, third]] = [list(suite) for suite in suites]
    assert first.result[0].message.startswith("error: ")
    assert (second.name, second.result) == ("PAY-12: open-list", [])
    assert second.system_out.startswith("warning: description, backlog/PAY-12.md:9: ")
    assert missed.name == "PAY-13: gate"
    assert missed.result[0].message == "scores 61.5, below 80 (it was 90.3)"
    assert missed.result[0].text.splitlines()[1] == "+38.5 if it names a measure"
    assert third.result == []


def test_a_ticket_below_its_limit_is_one_problem_whatever_its_figures():
    low = [replace(RESULT, misses=(f"scores {score}, below 80",)) for score in (61, 59)]
    first, second = (gitlab(report_of(one)) for one in low)

    [problem] = [one for one in first if one["check_name"] == "gate"]
    assert problem["severity"] == "major"
    assert problem["description"].startswith("PAY-12: scores 61, below 80; +38.5 if ")
    assert [one["fingerprint"] for one in first] == [one["fingerprint"] for one in second]
    known = found(ADDRESS, with_state(FINDING, State.KNOWN))
    known = replace(known, misses=("scores 61, below 80",))
    states = [one["baselineState"] for one in sarif(report_of(known))["results"]]
    assert states == ["new", "unchanged"]


def test_missed_limits_are_among_the_5000_results_of_sarif():
    low = replace(found(ADDRESS, *many(5_000)), misses=("scores 61, below 80",))

    shown = sarif(report_of(low))["results"]

    assert (len(shown), shown[0]["ruleId"]) == (5_000, "gate")


def test_reports_of_nothing_are_whole():
    assert sarif(EMPTY)["results"] == []
    assert gitlab(EMPTY) == []
    assert junit(EMPTY).tests == 0
    assert written("github", EMPTY) == ""
    [line] = written("jsonl", EMPTY).splitlines()
    assert json.loads(line)["run"]["summary"]["tickets"] == 0


def test_json_lines_hold_what_the_json_report_holds():
    told = [json.loads(line) for line in written("jsonl", FULL).splitlines()]
    whole = json.loads(written("json", FULL))

    assert [list(each) for each in told] == [["run"], ["ticket"], ["failure"], ["notice"]]
    assert told[1]["ticket"] == whole["tickets"][0]
    assert told[2]["failure"] == whole["failures"][0]
    assert told[3]["notice"] == whole["notices"][0]
    assert told[0]["run"] == {name: whole[name] for name in told[0]["run"]}
    assert whole["gate"] == told[0]["run"]["gate"]
