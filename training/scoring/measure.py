"""Measure how the score moves: `python -m training.scoring.measure`.

Repairs that lower it, the largest step when one word changes, tickets with exactly 100 by corpus,
and whether severity, grade and level contradict each other.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ticketlint.config.settings import Config
from ticketlint.model import Finding, Kind, Maturity, Severity, Ticket, TicketResult
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session
from ticketlint.sources import SourceOptions, read_tickets

CORPORA = ("many-projects", "titanium-jira", "gitlab-issues")
# What stands in for words that a rule found vague, by the rule; others become a plain name.
CLEAR: Mapping[str, str] = {
    "vague-quality": "done within 120 ms",
    "vague-time": "within 5 minutes",
    "vague-quantifier": "three",
    "vague-approximation": "12",
    "open-list": "and nothing else",
    "escape-clause": "always",
    "vague-verb": "show the total of",
    "and-or": "and",
    "weak-modal": "must",
}
PARTS: Mapping[Kind, Sequence[str]] = {
    Kind.BUG: (
        "Steps to reproduce\n\n1. Open the list of invoices.\n2. Press Export.\n3. Open the file.",
        "Expected behaviour\n\nThe file holds one row for each invoice of the month.",
        "Environment\n\nFirefox 128 on Windows 11, version 2.4.1",
    ),
    Kind.STORY: (
        "Acceptance criteria\n\n- The file holds one row for each invoice.\n- 10,000 take 10 s.",
        "Why\n\nAccountants copy 400 rows a month by hand and make two mistakes.",
    ),
}
WORDS = ("thing", "fast", "invoice", "the", "not", "several")


def main() -> None:
    """Print all figures, each with what it is measured on."""
    parser = argparse.ArgumentParser(prog="python -m training.scoring.measure", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--tickets", type=int, default=500, help="of each corpus")
    arguments = parser.parse_args()
    with Session(resolve(Config())) as session:
        for name in CORPORA:
            tickets = sampled(arguments.shared / "corpora" / f"{name}.jsonl.gz", arguments.tickets)
            results = list(session.check(tickets))
            print(f"{name}: {told(results)}")
            if name == CORPORA[0]:
                print_repairs(session, tickets, results)
                print_steps(session, tickets, results)


def sampled(path: Path, count: int) -> list[Ticket]:
    """Return tickets with a description, drawn from a file, the same at every run."""
    read = read_tickets([str(path)], SourceOptions())
    tickets = [one for one in read if isinstance(one, Ticket) and one.field("description")]
    return random.Random(7).sample(tickets, min(count, len(tickets)))


def told(results: Sequence[TicketResult]) -> str:
    """Return the share of tickets with exactly 100, the grades, the levels and contradictions."""
    scored = [one for one in results if one.score.value is not None]
    full = sum(one.score.value == 100 for one in scored) / max(len(scored), 1)
    grades = Counter(one.score.grade for one in scored)
    levels = Counter(one.standing.level.value for one in scored if one.standing)
    odd = Counter(name for one in scored for name in contradictions(one))
    counts = " ".join(str(dict(sorted(one.items()))) for one in (grades, levels, odd))
    return f"n {len(scored)}, exactly 100: {full:.1%}, {counts}"


def contradictions(result: TicketResult) -> Iterator[str]:
    """Yield what does not fit together in one result."""
    severities = {finding.severity for finding in result.findings}
    level = result.standing.level if result.standing else None
    if level is Maturity.READY and Severity.ERROR in severities:
        yield "ready with an error"
    if result.score.grade == "F" and not severities & {Severity.ERROR, Severity.WARNING}:
        yield "F without a warning"
    if result.score.grade in {"D", "F"} and level is Maturity.READY:
        yield "ready with D or F"
    if result.score.grade == "A" and Severity.ERROR in severities:
        yield "A with an error"
    if result.score.grade == "A" and level is Maturity.DRAFT:
        yield "A and a draft"


def print_repairs(
    session: Session, tickets: Sequence[Ticket], results: Sequence[TicketResult]
) -> None:
    """Print how many of 200 repairs lower the score, and by how much."""
    repairs = list(islice(_repairs(tickets, results), 200))
    after = session.check(ticket for _, ticket, _ in repairs)
    moved = [
        (value(new) - value(old), what) for (old, _, what), new in zip(repairs, after, strict=True)
    ]
    lower = sorted(one for one in moved if one[0] < 0)
    print(f"repairs that lower the score: {len(lower)} of {len(moved)} {lower[:12]}")


def _repairs(
    tickets: Sequence[Ticket], results: Sequence[TicketResult]
) -> Iterator[tuple[TicketResult, Ticket, str]]:
    for number, (ticket, result) in enumerate(zip(tickets, results, strict=True)):
        if result.score.value is None:
            continue
        found = [f for f in result.findings if f.category == "ambiguity" and f.location.text]
        if found and found[0].location.field == "description" and number % 3:
            yield result, _replaced(ticket, found[0]), f"{result.key}: {found[0].rule}"
        elif not number % 3:
            parts = PARTS.get(result.kind, PARTS[Kind.STORY])
            part = parts[number // 3 % len(parts)]
            yield result, _with_part(ticket, part), f"{result.key}: {part.split(chr(10))[0]}"


def _replaced(ticket: Ticket, finding: Finding) -> Ticket:
    place = finding.location
    text = ticket.field(place.field)
    assert text is not None
    clear = CLEAR.get(finding.rule, "the table Invoice")
    return _with_text(ticket, text.text[: place.start] + clear + text.text[place.end :])


def _with_part(ticket: Ticket, part: str) -> Ticket:
    text = ticket.field("description")
    assert text is not None
    sign = "h2. " if text.markup.value == "jira" else "## "
    return _with_text(ticket, f"{text.text}\n\n{sign}{part}\n")


def _with_text(ticket: Ticket, text: str) -> Ticket:
    fields = tuple(
        replace(field, text=text) if field.name == "description" else field
        for field in ticket.fields
    )
    return replace(ticket, fields=fields)


def print_steps(
    session: Session, tickets: Sequence[Ticket], results: Sequence[TicketResult]
) -> None:
    """Print the largest steps when one word of a ticket changes, three words of each."""
    draw = random.Random(11)
    changed = [
        (result, one)
        for ticket, result in zip(tickets, results, strict=True)
        if result.score.value is not None
        for one in _changed(ticket, draw)
    ]
    after = session.check(one for _, one in changed)
    steps = sorted(
        (abs(value(new) - value(old)), old.key, old.kind.value, new.kind.value)
        for (old, _), new in zip(changed, after, strict=True)
        if new.score.value is not None
    )
    above = sum(step[0] > 15 for step in steps)
    print(f"one word changed: n {len(steps)}, above 15: {above}, largest {steps[-12:]}")


def _changed(ticket: Ticket, draw: random.Random) -> Iterator[Ticket]:
    yield replace(ticket, title=_with_word(ticket.title, draw))
    text = ticket.field("description")
    for _ in range(2 if text and text.text.strip() else 0):
        yield _with_text(ticket, _with_word(text.text, draw) if text else "")


def _with_word(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    words[draw.randrange(len(words))] = draw.choice(WORDS)
    return " ".join(words)


def value(result: TicketResult) -> float:
    """Return the score of a ticket that has one."""
    return result.score.value or 0.0


if __name__ == "__main__":
    main()
