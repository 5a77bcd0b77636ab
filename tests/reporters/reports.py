"""Reports made by hand: one with a value in each field, hostile ones, large and empty ones."""

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from ticketlint.model import (
    Address,
    AnswerType,
    Changes,
    Confidence,
    Earlier,
    Extent,
    Failure,
    FilePosition,
    Finding,
    Gate,
    Judgement,
    Kind,
    Location,
    Loss,
    Maturity,
    Notice,
    Paired,
    Question,
    Report,
    Role,
    RuleNote,
    Run,
    Score,
    Severity,
    Standing,
    State,
    Suppression,
    Telling,
    Tells,
    TextBlock,
    TicketResult,
    TrendPoint,
    Versions,
    Words,
)
from ticketlint.reporters import REPORTERS

VERSIONS = Versions(
    "0.1.0", "abcd", 21, "en_ticketlint", "0.1.0", "t3", {"rule vague-quality": "0af3"}
)
RULE = RuleNote("vague-quality", "ambiguity", "A quality without a measure.", "Nobody can test it.")
FINDING = Finding(
    rule="vague-quality",
    category="ambiguity",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    message='"fast" has no measure.',
    question="How fast, in seconds?",
    suggestion="Give a number.",
    location=Location(
        field="description",
        section="acceptance_criteria",
        start=30,
        end=34,
        line=3,
        column=7,
        text="fast",
        excerpt="It is fast.",
        excerpt_start=6,
        excerpt_end=10,
        file=FilePosition(9, 7, 8, "backlog/PAY-12.md"),
    ),
    identity="00ff",
    answer=AnswerType.VALUE,
    state=State.NEW,
    fails=True,
)
ADDRESS = Address(
    key="PAY-12",
    title="Improve the export",
    source="backlog/PAY-12.md",
    line=1,
    url="https://jira.example.com/browse/PAY-12",
    project="PAY",
    type="Story",
    status="Open",
    identity="PAY-12",
    parent="PAY-1",
    priority="High",
    sprint="Sprint 4",
    created="2026-11-01",
    updated="2026-11-02",
    due="2026-11-20",
    labels=("export",),
    components=("billing",),
    reporter="Ana Bell",
    assignee="Bo Cole",
)
SUPPRESSION = Suppression("agreed.yaml:3", "a term of the contract", "2027-03-01", "ana")
RESULT = TicketResult(
    ADDRESS,
    Judgement(
        kind=Kind.STORY,
        kind_reason="type is Story",
        score=Score(61.5, "C", (Loss("vague", 38.5, "it names a measure"),), "a part was left out"),
        standing=Standing(Maturity.REFINED, ("it has criteria",)),
        findings=(replace(FINDING, suppression=SUPPRESSION),),
        questions=(
            Question(
                "How fast, in seconds?",
                AnswerType.VALUE,
                *("fast", "description", 30, 34, "vague-quality"),
            ),
        ),
        failures=(Failure("broke", rule="open-list"),),
        template_lines=2,
        left_out=3,
        asks=(Words("description", 12, 30, "Is it for buyers?"),),
        tells=Tells(
            *(
                Telling(Extent.YES, 0.75, 1, (Words("description", 0, 11, "It is fast."),))
                for _ in range(3)
            )
        ),
        text=(
            TextBlock(
                field="description",
                kind="item",
                runs=(Run("It is fast.", 22, 33, Role.WHAT, ("strong",), "https://shop.example"),),
                level=2,
                marker="1.",
                is_quoted=True,
                is_template=True,
                row=1,
                column=1,
            ),
        ),
    ),
    suppression=SUPPRESSION,
    earlier=Earlier(is_fresh=True, score=62.0, level=Maturity.READY),
    misses=("scores 61.5, below 80",),
)
FULL = Report(
    versions=VERSIONS,
    gate=Gate(passed=False, reasons=("1 warning finding",)),
    results=(RESULT,),
    failures=(Failure("not JSON (mend it)", "backlog/a.jsonl", 7),),
    notices=(Notice("exactly 1,000 rows", "b.csv", 4, explains=True),),
    closed=5,
    trend=(
        TrendPoint(
            at="2026-11-02T10:00:00+00:00",
            tickets=3,
            median_score=61.5,
            levels={"ready": 1},
            findings={"error": 2},
            is_comparable=True,
            paired=Paired(2, 1, 4, 3, 5, -2.5),
        ),
    ),
    rules=(RULE,),
    changes=Changes("known.json", new=1, fixed=2, known=3, fixed_in=("PAY-4",), worse=("PAY-1",)),
    hidden=(State.SUPPRESSED, State.KNOWN),
)
CLEAR = TicketResult(
    Address("PAY-13", "Show the total", "backlog/PAY-13.md", 1, identity="PAY-13"),
    Judgement(Kind.TASK, "", Score(100.0, "A"), Standing(Maturity.READY)),
)
PASSED = Report(VERSIONS, Gate(passed=True), (CLEAR,), rules=(RULE,))
EMPTY = Report(VERSIONS, Gate(passed=True), ())


def written(name: str, report: Report) -> str:
    """Return what a reporter writes."""
    stream = StringIO()
    REPORTERS[name](report, stream)
    return stream.getvalue()


def found(address: Address, *findings: Finding) -> TicketResult:
    """Return a ticket with these findings, and nothing else in it."""
    return TicketResult(address, Judgement(Kind.STORY, "", Score(50.0, "D"), findings=findings))


def report_of(*results: TicketResult, **values: object) -> Report:
    return replace(Report(VERSIONS, Gate(passed=True), results, rules=(RULE,)), **values)


def many(count: int, severity: Severity = Severity.WARNING) -> Iterator[Finding]:
    """Yield findings that differ in their identity."""
    for number in range(count):
        yield replace(FINDING, severity=severity, identity=f"{severity.value}-{number}")


def with_state(finding: Finding, state: State) -> Finding:
    return replace(finding, state=state)


# Each tries to break out of something: a terminal, a page, a table, a cell, a log, a path.
HOSTILE = (
    "\x1b[31mred\x1b]8;;http://evil.test\x07link\x9b2J",
    "a [bold red]b[/bold red] [/b] :bug:",
    "<script>alert(1)</script></details></td><img src=x onerror=alert(1)>&amp;",
    "| a | b |\n|---|---|\n@everyone #1 **b** `c` [x](javascript:alert(1)) http://evil.test",
    "]]></failure></testsuite>\"'><!--",
    '=HYPERLINK("http://evil.test","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "  =1+1",
    "# head",
    "1. one",
    "- item",
    "\r=1+1",
    "::error file=a.md::owned",
    "x\n::error::owned\r\n  ::warning::owned",
    "##vso[task.complete result=Succeeded]done",
    "##[error]owned ##[group]x ##teamcity[buildStop]",
    "a,file=b.md::owned%0A::error::x;code=1]",
    "../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\windows",
    "PAY-1\n../x",
    "\ud800 half \udfff",
    "\ufffe\uffff\x00\x0b",
    "\u202egnp.exe \u2028 \u2066x",
    "😀 e\u0301 日本 \U000e0041",
    "{{ 7*7 }} {% raw %} ${7*7} %s {0}",
    "",
    " ",
)


def hostile_report(text: str) -> Report:
    """Return a report in which every text is this one."""
    place = replace(
        FINDING.location,
        text=text,
        excerpt=f"before {text} after",
        excerpt_start=7,
        excerpt_end=7 + len(text),
        file=None,
    )
    finding = replace(FINDING, message=text, question=text, suggestion=text, location=place)
    address = Address(
        **dict.fromkeys(
            (
                *("key", "title", "source", "url", "project", "type", "status", "identity"),
                *("parent", "priority", "sprint", "created", "updated", "due"),
            ),
            text,
        ),
        labels=(text,),
        components=(text,),
    )
    in_file = replace(address, line=3)
    question = replace(RESULT.questions[0], text=text, about=text)
    judgement = replace(
        RESULT.judgement,
        kind_reason=text,
        score=replace(RESULT.score, lost=(Loss("vague", 38.5, text),), reason=text),
        standing=Standing(Maturity.REFINED, (text,)),
        findings=(finding, replace(finding, severity=Severity.ERROR, identity="2")),
        questions=(question,),
        failures=(Failure(text, rule="open-list"),),
    )
    clear = replace(CLEAR.judgement, findings=(finding,))
    return Report(
        VERSIONS,
        Gate(passed=False, reasons=(text,)),
        (
            TicketResult(address, judgement),
            TicketResult(in_file, judgement, misses=(text,)),
            TicketResult(in_file, clear),
        ),
        failures=(Failure(text, text, 3), Failure(text, text)),
        notices=(Notice(text, text),),
        rules=(RuleNote("vague-quality", "ambiguity", text, text),),
    )
