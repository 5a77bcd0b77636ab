"""What an editor shows of a mark: a diagnostic in plain text, a hover in Markdown."""

from collections.abc import Iterator, Mapping

from lsprotocol.types import Diagnostic, DiagnosticSeverity

from ticketlint.harmless.markdown import as_markdown
from ticketlint.harmless.terminal import printable
from ticketlint.model import Finding, Notice, Question, Severity, TicketResult
from ticketlint.rules.schema import Rule
from ticketlint.servers.editors.sheets import Mark

SOURCE = "ticketlint"
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.NOTE: DiagnosticSeverity.Information,
}


def diagnostic_of(mark: Mark) -> Diagnostic:
    """Return the diagnostic of a mark: what is wrong, and what to answer."""
    match mark.told:
        case Finding() as finding:
            told, code = f"{finding.message} {finding.question}".strip(), finding.rule
            severity = _SEVERITIES[finding.severity]
        case Question() as question:
            told, code = question.text, question.rule
            severity = DiagnosticSeverity.Information
        case Notice() as notice:
            told, code, severity = notice.message, "", DiagnosticSeverity.Information
        case failure:
            told, code, severity = failure.message, failure.rule, DiagnosticSeverity.Error
    return Diagnostic(
        mark.range, printable(told), severity=severity, code=code or None, source=SOURCE
    )


def hover_of(mark: Mark, rules: Mapping[str, Rule]) -> str:
    """Return what a hover shows of a mark, as Markdown: what, what to answer, why it matters."""
    told = mark.told
    if isinstance(told, Finding):
        parts = [f"**{as_markdown(told.message)}**", _asked(told.question)]
        parts.append(as_markdown(told.suggestion))
        parts += _why(told.rule, rules)
    elif isinstance(told, Question):
        parts = [_asked(told.text), *_why(told.rule, rules)]
    else:
        parts = [as_markdown(told.message)]
    return "\n\n".join(part for part in parts if part)


def summary_of(result: TicketResult) -> str:
    """Return what a hover shows of a title, as Markdown: level, score, and all that is asked."""
    return "\n\n".join(_summary(result))


def _summary(result: TicketResult) -> Iterator[str]:
    if result.standing is None:
        yield as_markdown(f"Not scored: {result.score.reason}")
        return
    following = result.standing.level.following
    yield f"**{result.standing.level.value}**, {result.score.value} of 100, {result.kind.value}"
    if following and result.standing.needs:
        yield as_markdown(f"{following.value} if {' and '.join(result.standing.needs)}")
    if result.questions:
        yield "\n".join(f"- {as_markdown(question.text)}" for question in result.questions)


def _asked(question: str) -> str:
    return f"> {as_markdown(question)}" if question else ""


def _why(name: str, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield why a rule exists; a question of no rule has none."""
    if name in rules:
        yield f"*{as_markdown(name)}*: {as_markdown(rules[name].why.strip())}"
