"""The lines on one ticket: the questions, the score, the findings with their words."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import TextIO

from rich.cells import cell_len
from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.judging.findings import quoted
from ticketlint.model import (
    Address,
    Finding,
    Location,
    Loss,
    Maturity,
    Score,
    Severity,
    Standing,
    Suppression,
    Telling,
    Tells,
    TicketResult,
)
from ticketlint.reporters.layout import (
    GRADE_STYLES,
    SEVERITY_STYLES,
    USUAL,
    as_shown,
    columns_of,
    window,
)
from ticketlint.reporters.view import Detail
from ticketlint.sources.inputs import STDIN
from ticketlint.sources.markdown import SUFFIXES as MARKDOWN

BAR_WIDTH = 10
_EDGE = "    │ "
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LEVEL_STYLES = {Maturity.DRAFT: "red", Maturity.REFINED: "yellow", Maturity.READY: "green"}
# So many ways to more points are shown; the JSON report has them all, and so has --verbose.
_MOST_LOSSES = 3


def ticket_lines(result: TicketResult, detail: Detail, stream: TextIO) -> Iterator[Text]:
    """Yield the lines on a ticket and an empty one; none where all of them are left out."""
    if detail is Detail.SILENT:
        return
    if detail is Detail.QUIET and not (result.findings or result.failures or result.misses):
        return
    yield head_line(result)
    for missed in result.misses:
        yield Text(printable(f"  gate: {missed}"), style="red")
    if result.is_worse and not result.misses:
        yield Text(printable(f"  worse: {result.decline}"), style="yellow")
    if detail > Detail.QUIET:
        yield from _judgement_lines(result, detail)
    elif result.misses:
        yield from _ways_up(result, _MOST_LOSSES)
    yield from _findings(result, detail, stream)
    yield from failure_lines(result)
    yield Text("")


def _findings(result: TicketResult, detail: Detail, stream: TextIO) -> Iterator[Text]:
    """Yield what was found; usually with what it asks where no question of the ticket does."""
    asked = {question.rule for question in result.questions}
    for finding in result.findings:
        yield from finding_lines(finding, detail, stream)
        if detail is Detail.USUAL and finding.rule not in asked:
            yield from _own_question(finding)


def head_line(result: TicketResult) -> Text:
    """Return the line that names a ticket; in a file of many it says where it stands."""
    place = _record(result.address)
    return Text.assemble(
        (printable(result.key), "bold"),
        (f"  {printable(place)}" if place else "", "dim"),
        "  ",
        printable(quoted(result.title)),
    )


def _record(address: Address) -> str:
    """Return the file and line of a record, "" for a ticket that is a file or has none."""
    is_record = address.line is not None and address.source != STDIN
    path = PurePath(address.source)
    if not is_record or (path.suffix in MARKDOWN and address.line == 1):
        return ""
    return f"{path.name}:{address.line}"


def failure_lines(result: TicketResult) -> Iterator[Text]:
    """Yield what could not be judged of a ticket."""
    for failure in result.failures:
        rule = f" [{failure.rule}]" if failure.rule else ""
        yield Text(printable(f"  failed{rule} {failure.message}"), style="red")


def _judgement_lines(result: TicketResult, detail: Detail) -> Iterator[Text]:
    """Yield what is asked, and how clear the ticket is."""
    for question in result.questions:
        yield Text.assemble(("  ? ", "bold cyan"), printable(question.text))
    reason = f" ({result.judgement.kind_reason})" if detail is Detail.VERBOSE else ""
    yield Text.assemble(
        "  ",
        *_score(result.score),
        *_level(result.standing),
        (printable(f"  {result.kind.value}{reason}"), "dim"),
    )
    if detail is Detail.VERBOSE:
        yield from _origin(result)
    if result.tells is not None:
        yield Text(f"  {_told(result.tells)}", style="dim")
        if detail is Detail.VERBOSE:
            yield from _sentences(result.tells)
    yield from _ways_up(result, None if detail is Detail.VERBOSE else _MOST_LOSSES)


def _origin(result: TicketResult) -> Iterator[Text]:
    """Yield where the ticket stands, and what of it was set aside."""
    address = result.address
    place = f"{address.source}:{address.line}" if address.line else address.source
    told = [part for part in (place, address.url) if part]
    if result.judgement.template_lines:
        told.append(f"{result.judgement.template_lines} template lines set aside")
    if told:
        yield Text(f"  {printable(' · '.join(told))}", style="dim")


def _told(tells: Tells) -> str:
    """Return one line on what a ticket tells: of how also in how many sentences."""
    how: str = tells.how.state
    if tells.how.count:
        count = tells.how.count
        number = _NUMBERS[count - 1] if count <= len(_NUMBERS) else f"{count:,}"
        how = f"{number} sentence{'s' if count != 1 else ''}"
    return f"why: {tells.why.state} · what: {tells.what.state} · how: {how}"


def _sentences(tells: Tells) -> Iterator[Text]:
    """Yield the sentences that tell why, what and how."""
    told: tuple[tuple[str, Telling], ...] = (
        *(("why", tells.why), ("what", tells.what)),
        *(("how", tells.how),),
    )
    for name, telling in told:
        for words in telling.sentences:
            yield Text(f"    {name:<4} “{printable(words.text)}”", style="dim")


def _score(score: Score) -> list[tuple[str, str]]:
    if score.value is None:
        return [("unscored", "yellow"), (f": {printable(score.reason)}", "")]
    filled = round(score.value / 100 * BAR_WIDTH)
    style = GRADE_STYLES[score.grade]
    bar = "█" * filled + "░" * (BAR_WIDTH - filled)
    return [(bar, style), (f" {score.value:g}/100 {score.grade}", f"bold {style}")]


def _level(standing: Standing | None) -> list[tuple[str, str]]:
    return [(f"  {standing.level.value}", _LEVEL_STYLES[standing.level])] if standing else []


def _ways_up(result: TicketResult, most: int | None) -> Iterator[Text]:
    """Yield what the next level needs, and what brings the most points back."""
    standing = result.standing
    if standing is None:
        return
    following = standing.level.following
    if following and standing.needs:
        yield Text.assemble(
            (f"  {following.value} if ", "bold"), printable(", and ".join(standing.needs))
        )
    yield from (_loss_line(loss) for loss in result.score.lost[:most])


def _loss_line(loss: Loss) -> Text:
    return Text.assemble((f"  +{loss.points:g} if ", "dim"), (printable(loss.wanted), "dim"))


def finding_lines(finding: Finding, detail: Detail, stream: TextIO) -> Iterator[Text]:
    """Yield what was found, and the words that it is about."""
    head = Text.assemble(
        "  ",
        (finding.severity.value, SEVERITY_STYLES[finding.severity]),
        (f"[{printable(finding.rule)}] ", "dim"),
        printable(finding.message),
    )
    yield head
    if finding.suppression:
        yield Text(printable(f"      {_suppressed(finding.suppression)}"), style="dim")
    place = finding.location
    if place.excerpt:
        yield Text(f"      {_where(place)}, {printable(place.shown_line)}", style="dim")
        yield from _excerpt_lines(place, stream)
    if detail is Detail.VERBOSE:
        yield from _advice(finding)


def _suppressed(by: Suppression) -> str:
    """Return why a finding does not count, and who said so where."""
    decided = f", by {by.by}" if by.by else ""
    until = f", until {by.until}" if by.until else ""
    return f"suppressed: {by.reason} ({by.origin}{decided}{until})"


def _advice(finding: Finding) -> Iterator[Text]:
    """Yield what a finding asks, and what would answer it."""
    for name, told in (("ask", finding.question), ("do", finding.suggestion)):
        if told:
            yield _labelled(name, told)


def _own_question(finding: Finding) -> Iterator[Text]:
    """Yield what is asked about words; the questions of the ticket ask about something else."""
    place = finding.location
    if finding.question and place.start < place.end and finding.severity is not Severity.NOTE:
        yield _labelled("ask", finding.question)


def _labelled(name: str, told: str) -> Text:
    return Text.assemble((f"      {name}: ", "bold"), printable(told))


def _excerpt_lines(place: Location, stream: TextIO) -> Iterator[Text]:
    """Yield the words of a finding and the carets below them."""
    shown = as_shown(printable(place.excerpt), stream)
    room = (columns_of(stream) or USUAL) - len(_EDGE)
    excerpt, start, end = window(shown, place.excerpt_start, place.excerpt_end, room)
    before = cell_len(excerpt[:start])
    width = cell_len(excerpt[start:end])
    yield Text.assemble((_EDGE, "dim"), excerpt)
    yield Text.assemble((_EDGE, "dim"), " " * before, ("^" * max(width, 1), "bold"))


def _where(place: Location) -> str:
    """Return the section as a reader knows it; a part without a telling heading is its field."""
    name = place.field if place.section == "other" else place.section
    return printable(name.replace("_", " "))
