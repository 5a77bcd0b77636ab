"""A backlog at a glance: one page on how it stands, and which tickets to talk about first."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.model import Changes, Maturity, Report, Score, Severity, TicketResult
from ticketlint.model.figures import Figures
from ticketlint.reporters.layout import GRADE_STYLES, SEVERITY_STYLES, cut, fitted
from ticketlint.reporters.priority import priority_rank
from ticketlint.reporters.tally import RuleCount, Tally, counting, severities_of, totals

# With more tickets a report begins with the page.
MANY = 20
# The page fits the smallest usual terminal.
LINES, COLUMNS = 24, 80
_FIRST = 10
_MOST_RULES = 6
_FEWEST_RULES = 3
_MOST_KEY = 20
_TALK = "Talk about first"
_NUMBER = 10
# A ticket without a level stands between those that say little and those that say much.
_LEVELS = (Maturity.DRAFT, None, Maturity.REFINED, Maturity.READY)


@dataclass(frozen=True, slots=True)
class ToTalkAbout:
    """A ticket, and the question to begin with."""

    key: str
    score: Score
    errors: int
    question: str


@dataclass(frozen=True, slots=True)
class Glance:
    """What the page tells beside the summary: rules with most findings first, and tickets.

    `changes` tells what is new since a baseline, None without one; `only_new`: it counts no others.
    """

    changes: Changes | None
    only_new: bool
    rules: tuple[RuleCount, ...]
    first: tuple[ToTalkAbout, ...]


def glance_at(report: Report, is_closed: Callable[[str], bool]) -> Glance:
    """Return what the page tells of a report.

    The tickets are those with most errors, then the lowest level, then the highest priority
    where one is known, then the lowest score. What is closed, and what asks nothing, is none.
    """
    tally = Tally()
    candidates = (
        (_rank(result), number, _to_talk_about(result))
        for number, result in enumerate(tally.counted(report.results))
        if _question(result) and not is_closed(result.address.status)
    )
    first = heapq.nsmallest(_FIRST, candidates, key=lambda one: one[:2])
    return Glance(
        report.changes, report.only_new, tuple(tally.rules()), tuple(one for _, _, one in first)
    )


def _rank(result: TicketResult) -> tuple[int, int, float, float]:
    level = result.standing.level if result.standing else None
    priority = priority_rank(result.address.priority)
    return -_errors(result), _LEVELS.index(level), priority, result.score.value or 0.0


def _errors(result: TicketResult) -> int:
    return sum(finding.severity is Severity.ERROR for finding in counting(result))


def _question(result: TicketResult) -> str:
    """Return the first question, or what the worst finding asks where nobody is asked."""
    asked = [question.text for question in result.questions[:1]]
    asked += [finding.question or finding.message for finding in counting(result)[:1]]
    return asked[0] if asked else ""


def _to_talk_about(result: TicketResult) -> ToTalkAbout:
    return ToTalkAbout(result.key, result.score, _errors(result), _question(result))


def page(glance: Glance, summary: Figures, columns: int) -> Iterator[Text]:
    """Yield the lines of the page, each of `columns` cells at most."""
    head = [*_standing(summary, columns, only_new=glance.only_new), *_changed(glance.changes)]
    yield from (cut(line, columns) for line in head)
    rules = list(_rules(glance, columns, LINES - len(head) - len(glance.first) - 4))
    tickets = list(_first(glance, columns))
    for part in filter(None, (rules, tickets)):
        yield Text("")
        yield from part


def _standing(summary: Figures, columns: int, *, only_new: bool) -> Iterator[Text]:
    """Yield how many tickets there are, at which level and grade."""
    counts = ", ".join(summary.told_findings(only_new=only_new))
    yield Text(f"{summary.tickets:,} tickets: {counts}", style="bold")
    yield from (Text(f"{'':<9}{line}", style="dim") for line in _apart(summary, columns - 9))
    levels = [(f"{name} {count:,}", "") for name, count in summary.levels.items()]
    yield _row("Levels", levels)
    grades = [
        (f"{grade} {count:,}", GRADE_STYLES.get(grade, ""))
        for grade, count in summary.grades.items()
        if grade in GRADE_STYLES
    ]
    score = [] if summary.median_score is None else [(f"median {summary.median_score:g}", "")]
    yield _row("Grades", [*grades, *score])


def _apart(summary: Figures, cells: int) -> list[str]:
    """Return what the counts leave out, the worst first, in lines that lose nothing."""
    apart = {
        "could not be read or judged": summary.failures,
        "unscored": summary.unscored,
        "closed left out": summary.closed_left_out,
        "less severe not shown (--level note)": summary.left_out,
    }
    lines: list[str] = []
    for told in (f"{count:,} {name}" for name, count in apart.items() if count):
        if lines and len(lines[-1]) + len(told) + 2 <= cells:
            lines[-1] += f"; {told}"
        else:
            lines.append(told)
    return lines


def _changed(changes: Changes | None) -> Iterator[Text]:
    if changes is not None:
        yield Text.assemble(("Changes  ", "bold"), printable(changes.told))


def _row(name: str, cells: list[tuple[str, str]]) -> Text:
    line = Text.assemble((f"{name:<9}", "bold"))
    for number, cell in enumerate(cells):
        line.append(" · " if number else "", style="dim")
        line.append(*cell)
    return line


def _rules(glance: Glance, columns: int, room: int) -> Iterator[Text]:
    if not glance.rules:
        return
    severities = severities_of(glance.rules)
    width = min(columns, COLUMNS) - (len(severities) + 1) * _NUMBER
    names = "".join(f"{each.value + 's':>{_NUMBER}}" for each in severities)
    yield Text(f"{fitted('Rules that cost most', width)}{names}{'tickets':>{_NUMBER}}", "bold")
    most = max(_FEWEST_RULES, min(room, _MOST_RULES))
    shown = glance.rules if len(glance.rules) <= most else glance.rules[: most - 1]
    for one in shown:
        yield _figures(one.rule, (one,), severities, f"{one.tickets:,}", width)
    left = glance.rules[len(shown) :]
    if left:
        yield _figures(f"{len(left)} more (--statistics)", left, severities, "", width)


def _figures(
    name: str,
    rules: Sequence[RuleCount],
    severities: Sequence[Severity],
    tickets: str,
    width: int,
) -> Text:
    """Return a row, so that each column adds up to what the first line of the page says."""
    counts = zip(severities, totals(rules, severities), strict=True)
    return Text.assemble(
        f"  {fitted(printable(name), width - 2)}",
        *((_cell(count), SEVERITY_STYLES[each] if count else "dim") for each, count in counts),
        f"{tickets:>{_NUMBER}}",
    )


def _cell(count: int) -> str:
    return f"{count:>{_NUMBER},}" if count else f"{'-':>{_NUMBER}}"


def _first(glance: Glance, columns: int) -> Iterator[Text]:
    if not glance.first:
        return
    keys = [printable(one.key) for one in glance.first]
    width = max(min(max(map(cell_len, keys)), _MOST_KEY), len(_TALK) - 2)
    yield cut(Text(f"{fitted(_TALK, width + 2)}   score  errors  first question", "bold"), columns)
    for key, one in zip(keys, glance.first, strict=True):
        grade = one.score.grade if one.score.grade in GRADE_STYLES else "-"
        line = Text.assemble(
            "  ",
            (fitted(key, width), "bold"),
            (f" {_value(one.score):>5} {grade}", GRADE_STYLES.get(grade, "")),
            (f"{one.errors or '-':>8}  ", SEVERITY_STYLES[Severity.ERROR] if one.errors else ""),
            printable(one.question),
        )
        yield cut(line, columns)


def _value(score: Score) -> str:
    return "-" if score.value is None else f"{score.value:g}"
