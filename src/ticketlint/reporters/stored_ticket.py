"""A ticket of a JSON report read back: one function reads one value, as one in `json` writes it.

A key that was added within the version has a default here.
"""

from ticketlint.model import (
    Address,
    AnswerType,
    Confidence,
    Earlier,
    Extent,
    Failure,
    FilePosition,
    Finding,
    Grade,
    Judgement,
    Kind,
    Location,
    Loss,
    Maturity,
    Question,
    Role,
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
    Words,
)
from ticketlint.reporters.node import Node

_GRADES = (*Grade, "unscored")


def result_from(told: Node) -> TicketResult:
    """Return one ticket of a report with all that was found. Raises: DamagedError."""
    return TicketResult(
        _address(told),
        _judgement(told),
        _suppression(told.node_or_none("suppression")),
        _earlier(told.node_or_none("earlier")),
        told.texts("misses", []),
    )


def _suppression(told: Node | None) -> Suppression | None:
    if told is None:
        return None
    return Suppression(
        told.text("origin"), told.text("reason"), told.text("until"), told.text("by")
    )


def _earlier(told: Node | None) -> Earlier | None:
    if told is None:
        return None
    score = None if told.is_null("score") else told.amount("score", 100)
    level = told.word("level", Maturity) if told.is_given("level") else None
    return Earlier(told.flag("fresh"), score, level)


def _address(told: Node) -> Address:
    return Address(
        key=told.text("key"),
        title=told.text("title"),
        source=told.text("source"),
        line=told.line(),
        url=told.text("url"),
        project=told.text("project"),
        type=told.text("type"),
        status=told.text("status"),
        identity=told.text("identity", ""),
        parent=told.text("parent"),
        priority=told.text("priority"),
        sprint=told.text("sprint"),
        created=told.text("created"),
        updated=told.text("updated"),
        due=told.text("due", ""),
        labels=told.texts("labels"),
        components=told.texts("components"),
        reporter=told.text("reporter", ""),
        assignee=told.text("assignee", ""),
    )


def _judgement(told: Node) -> Judgement:
    return Judgement(
        kind=told.word("kind", Kind),
        kind_reason=told.text("kind_reason"),
        score=_score(told),
        standing=_standing(told),
        findings=tuple(map(_finding, told.nodes("findings"))),
        questions=tuple(map(_question, told.nodes("questions"))),
        failures=tuple(
            Failure(each.text("message"), rule=each.name("rule")) for each in told.nodes("failures")
        ),
        template_lines=told.count("template_lines"),
        left_out=told.count("left_out"),
        tells=None if told.is_null("tells") else _tells(told.node("tells")),
        text=tuple(map(_block, told.nodes("text", []))),
        asks=tuple(map(_words, told.nodes("asks", []))),
    )


def _block(told: Node) -> TextBlock:
    return TextBlock(
        field=told.name("field"),
        kind=told.name("kind"),
        runs=tuple(map(_run, told.nodes("runs"))),
        level=told.count("level"),
        marker=told.text("marker"),
        is_quoted=told.flag("is_quoted"),
        is_template=told.flag("is_template"),
        row=told.count("row"),
        column=told.count("column"),
    )


def _run(told: Node) -> Run:
    return Run(
        text=told.text("text"),
        start=told.count("start"),
        end=told.count("end"),
        role=None if told.is_null("role") else told.word("role", Role),
        styles=told.texts("styles"),
        target=told.text("target"),
    )


def _score(told: Node) -> Score:
    value = None if told.is_null("score") else told.amount("score", 100)
    grade = told.text("grade")
    if grade not in _GRADES or (grade == "unscored") != (value is None):
        raise told.fault("grade", "is not the grade of a score")
    lost = tuple(
        Loss(each.name("fact"), each.amount("points", 100), each.text("if"))
        for each in told.nodes("lost")
    )
    return Score(value, grade, lost, told.text("unscored_reason"))


def _standing(told: Node) -> Standing | None:
    if told.is_null("level"):
        return None
    return Standing(told.word("level", Maturity), told.texts("next_level_needs"))


def _tells(told: Node) -> Tells:
    return Tells(*(_telling(told.node(part)) for part in ("why", "what", "how")))


def _telling(told: Node) -> Telling:
    return Telling(
        state=told.word("state", Extent),
        chance=told.amount("chance", 1),
        count=told.count("count"),
        sentences=tuple(map(_words, told.nodes("sentences"))),
    )


def _words(told: Node) -> Words:
    return Words(told.name("field"), told.count("start"), told.count("end"), told.text("text"))


def _question(told: Node) -> Question:
    return Question(
        text=told.text("text"),
        type=told.word("type", AnswerType),
        about=told.text("about"),
        field=told.name("field"),
        start=told.count("start"),
        end=told.count("end"),
        rule=told.name("rule"),
    )


def _finding(told: Node) -> Finding:
    state = told.word("state", State)
    return Finding(
        rule=told.name("rule"),
        category=told.name("category"),
        severity=told.word("severity", Severity),
        confidence=told.word("confidence", Confidence),
        message=told.text("message"),
        question=told.text("question"),
        suggestion=told.text("suggestion"),
        location=_location(told),
        identity=told.text("identity", ""),
        answer=told.word("answer", AnswerType, AnswerType.OTHER),
        state=state,
        suppression=_suppression(told.node_or_none("suppression")),
        # Reports of the time before the key fail for all that is new.
        fails=told.flag("fails", default=state is State.NEW),
    )


def _location(told: Node) -> Location:
    excerpt = told.text("excerpt")
    first = told.count("excerpt_start", default=0)
    last = told.count("excerpt_end", default=0)
    if not first <= last <= len(excerpt):
        raise told.fault("excerpt_end", "does not stand in the excerpt")
    return Location(
        field=told.name("field"),
        section=told.name("section"),
        start=told.count("start"),
        end=told.count("end"),
        line=told.count("line", 1),
        column=told.count("column", 1),
        text=told.text("text"),
        excerpt=excerpt,
        excerpt_start=first,
        excerpt_end=last,
        file=None if told.is_null("file") else _position(told.node("file")),
    )


def _position(told: Node) -> FilePosition:
    return FilePosition(
        told.count("line", 1),
        told.count("column", 1),
        told.count("utf16_column", 1),
        told.text("path", ""),
    )
