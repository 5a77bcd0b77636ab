"""The JSON report has the published shape, whatever the tickets hold."""

import io
import json
from dataclasses import replace

import pytest

from ticketlint.harmless.terminal import without_commands
from ticketlint.model import (
    Address,
    AnswerType,
    Confidence,
    Extent,
    Failure,
    Finding,
    Gate,
    Judgement,
    Kind,
    Location,
    Loss,
    Maturity,
    Notice,
    Question,
    Report,
    Score,
    Severity,
    Standing,
    Telling,
    Tells,
    TicketResult,
    Versions,
)
from ticketlint.reporters import REPORTERS
from ticketlint.reporters.json import as_json

LOCATION = Location("description", "other", 3, 7, 1, 4, "fast", "is fast", 3, 7)
FINDING = Finding(
    rule="vague-quality",
    category="ambiguity",
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    message='"fast" has no measure.',
    question="How fast?",
    suggestion="Give a number.",
    location=LOCATION,
    identity="00ff",
    answer=AnswerType.VALUE,
)
QUESTION = Question("How fast?", AnswerType.VALUE, "fast", "description", 3, 7, "vague-quality")
RESULT = TicketResult(
    Address(
        key="A-1\ud800",
        title="Export\x00 <b>",
        source="a.jsonl",
        line=2,
        type="Story",
        status="Open",
        identity="A-1\ud800",
    ),
    Judgement(
        kind=Kind.STORY,
        kind_reason="type is Story",
        score=Score(96.5, "A", (Loss("reason", 3.5, "it says why"),)),
        standing=Standing(Maturity.REFINED, ("it has criteria",)),
        findings=(FINDING,),
        questions=(QUESTION,),
        failures=(Failure("broke", rule="open-list"),),
    ),
)
REPORT = Report(
    versions=Versions("0.1.0", "abcd", 21, "en_ticketlint", "0.1.0"),
    gate=Gate(passed=False, reasons=("1 error finding",)),
    results=(RESULT,),
    failures=(Failure("not JSON", "a.jsonl", 7),),
    notices=(Notice("exactly 1,000 rows", "b.csv"),),
)


def written(name: str) -> str:
    stream = io.StringIO()
    REPORTERS[name](REPORT, stream)
    return stream.getvalue()


def test_the_report_has_the_keys_that_other_programs_read() -> None:
    report = json.loads(written("json"))

    assert report["schema_version"] == 2
    assert report["tool"] == {"name": "ticketlint", "version": "0.1.0"}
    assert report["ruleset"] == {"hash": "abcd", "rules": 21, "parts": {}}
    assert report["pipeline"] == {"name": "en_ticketlint", "version": "0.1.0"}
    assert report["gate"] == {"passed": False, "reasons": ["1 error finding"]}
    assert report["failures"] == [{"source": "a.jsonl", "line": 7, "message": "not JSON"}]
    [ticket] = report["tickets"]
    assert {
        *("key", "source", "url", "title", "type", "kind", "status", "score", "grade"),
        *("lost", "level", "findings", "failures"),
    } <= set(ticket)
    assert ticket["lost"] == [{"fact": "reason", "points": 3.5, "if": "it says why"}]
    assert (ticket["level"], ticket["next_level"]) == ("refined", "ready")
    assert ticket["next_level_needs"] == ["it has criteria"]
    assert ticket["questions"] == [
        {
            "text": "How fast?",
            "type": "value",
            "about": "fast",
            "field": "description",
            "start": 3,
            "end": 7,
            "rule": "vague-quality",
        }
    ]
    [finding] = ticket["findings"]
    assert {
        *("rule", "category", "severity", "confidence", "message", "question", "field"),
        *("section", "start", "end", "line", "column", "file", "text", "fingerprint", "state"),
    } <= set(finding)
    assert (finding["start"], finding["end"], finding["text"]) == (3, 7, "fast")
    assert finding["file"] is None


def test_hostile_keys_come_back_unchanged_from_pure_ascii() -> None:
    text = written("json")

    assert text.isascii()
    assert json.loads(text)["tickets"][0]["key"] == "A-1\ud800"


def test_the_summary_counts() -> None:
    summary = json.loads(written("json"))["summary"]

    assert (summary["tickets"], summary["scored"], summary["median_score"]) == (1, 1, 96.5)
    assert summary["findings"] == {"error": 0, "warning": 1, "note": 0}
    assert summary["failures"] == 2


def test_the_concise_report_has_one_line_for_each_finding_and_failure() -> None:
    assert written("concise").splitlines() == [
        'a.jsonl:2:1: A-1\ufffd: description:1:4: warning[vague-quality] "fast" has no measure.',
        "a.jsonl:2:1: A-1\ufffd: failed[open-list] broke",
        "a.jsonl:7: not JSON",
    ]


def test_the_text_report_shows_score_words_question_and_what_failed() -> None:
    lines = written("text").splitlines()

    assert lines[0] == "A-1\ufffd  a.jsonl:2  Export\ufffd <b>"
    assert lines[1:5] == [
        "  ? How fast?",
        "  ██████████ 96.5/100 A  refined  story",
        "  ready if it has criteria",
        "  +3.5 if it says why",
    ]
    assert lines[5] == '  warning[vague-quality] "fast" has no measure.'
    assert lines[7:9] == ["    │ is fast", "    │    ^^^^"]
    assert "  failed [open-list] broke" in lines
    assert "a.jsonl:7: not JSON" in lines
    assert "b.csv: exactly 1,000 rows" in lines
    assert lines[-1] == "Gate failed: 1 error finding"


def told(state: Extent, count: int = 0) -> Telling:
    return Telling(state, 0.5, count)


@pytest.mark.parametrize(
    ("tells", "line"),
    [
        (
            Tells(told(Extent.YES, 2), told(Extent.IN_PART), told(Extent.YES, 4)),
            "  why: yes · what: in part · how: four sentences",
        ),
        (
            Tells(told(Extent.NO), told(Extent.YES, 1), told(Extent.YES, 1)),
            "  why: no · what: yes · how: one sentence",
        ),
        (
            Tells(told(Extent.NO), told(Extent.NO), told(Extent.YES, 31)),
            "  why: no · what: no · how: 31 sentences",
        ),
        (
            Tells(told(Extent.NO), told(Extent.NO), told(Extent.NO)),
            "  why: no · what: no · how: no",
        ),
    ],
)
def test_one_line_says_what_a_ticket_tells(tells: Tells, line: str) -> None:
    result = replace(RESULT, judgement=replace(RESULT.judgement, tells=tells))
    stream = io.StringIO()
    REPORTERS["text"](Report(REPORT.versions, REPORT.gate, (result,)), stream)

    assert stream.getvalue().splitlines()[3] == line


@pytest.mark.parametrize(
    "title",
    [
        "Zahlung für 日本 😀",
        'a "b" \\ / c',
        "".join(map(chr, range(0xA1))),
        "half \ud83d of one",
        "##[x]",
    ],
    ids=["letters", "signs", "controls", "half a character", "command"],
)
def test_a_text_stands_in_the_report_as_the_standard_library_writes_it(title: str) -> None:
    report = replace(REPORT, results=(replace(RESULT, address=Address("A-1", title)),))
    stream = io.StringIO()
    REPORTERS["json"](report, stream)

    plain = json.dumps(as_json(report), indent=1)
    assert stream.getvalue() == f"{without_commands(plain)}\n"


def test_the_caret_stands_under_wide_characters() -> None:
    place = Location("description", "other", 0, 2, 1, 1, "日本", "日本 fast", 3, 7)
    wide = Report(
        REPORT.versions,
        REPORT.gate,
        (
            TicketResult(
                Address("A", "T"),
                Judgement(
                    Kind.STORY,
                    "",
                    RESULT.score,
                    findings=(replace(FINDING, location=place),),
                ),
            ),
        ),
    )
    stream = io.StringIO()

    REPORTERS["text"](wide, stream)

    assert "    │ 日本 fast\n    │      ^^^^" in stream.getvalue()
