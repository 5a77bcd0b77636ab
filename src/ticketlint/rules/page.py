"""The page of a rule, from its file: for `explain` and for the rule documentation."""

from collections.abc import Iterator, Sequence

from ticketlint.rules.examples import Example
from ticketlint.rules.measurements import (
    DECIDING_SAMPLES,
    SAMPLES,
    Counts,
    Measurements,
    read_measurements,
    rule_digest,
    told,
    told_short,
)
from ticketlint.rules.schema import Rule
from ticketlint.rules.wordings import (
    BACKLOG_NAMES,
    CHECK_NAMES,
    GRADE_NAMES,
    LIMIT_NAMES,
    NAMES,
    TICKET_NAMES,
)


def rule_page(rule: Rule, heading: str = "#") -> str:
    """Return the page of a rule as Markdown that reads well as plain text."""
    return "\n".join(_lines(rule, heading))


def wording_table() -> str:
    """Return the names that a message, a question and a suggestion may hold, as Markdown."""
    rows = ["| name | stands for | in rules |", "|---|---|---|"]
    parts = [(NAMES, "all"), (TICKET_NAMES, "not on a backlog"), (LIMIT_NAMES, "with `limit`")]
    parts.append((GRADE_NAMES, "with `grade`"))
    parts += [(names, f"with the check `{name}`") for name, names in CHECK_NAMES.items()]
    parts += [(names, f"on a backlog, `{name}`") for name, names in BACKLOG_NAMES.items()]
    for names, where in parts:
        rows += [f"| `{{{name}}}` | {told} | {where} |" for name, told in names.items()]
    return "\n".join(rows)


def _lines(rule: Rule, heading: str) -> Iterator[str]:
    yield f"{heading} {rule.id}"
    yield ""
    yield rule.summary
    yield ""
    yield f"Category {rule.category}; {_severity(rule)}; confidence {rule.confidence.value}."
    yield from _when(rule)
    yield from _else_note(rule)
    yield ""
    yield f"{heading}# Why"
    yield ""
    yield rule.why.strip()
    yield ""
    yield f"{heading}# What it asks"
    yield ""
    yield "\n>\n".join(f"> {wording.strip()}" for wording in rule.question)
    yield ""
    yield f"The answer it wants: {rule.answer.value}."
    yield ""
    yield from _figures(f"{heading}# Measured", rule, read_measurements())
    yield from _examples(f"{heading}# Bad", rule.examples.bad)
    yield from _examples(f"{heading}# Good", rule.examples.good)
    gaps = (*rule.examples.todo.bad, *rule.examples.todo.good)
    yield from _examples(f"{heading}# Known gaps", gaps)
    yield f"{heading}# Switch it off"
    yield ""
    yield f"`ticketlint check --ignore {rule.id}`, or in `ticketlint.yaml`:"
    yield ""
    yield f"    rules: {{{rule.id}: off}}"
    yield ""
    yield f"Source: {rule.source}"


def measured_cells(rule: Rule) -> tuple[str, str]:
    """Return the measured precision and recall for a table; recall is that of the group."""
    measurements = read_measurements()
    measured, group = measurements.of(rule.id), measurements.group_of(rule.id)
    if measured is None:
        return "not measured", "not measured"
    precision = told_short(measured.counts.precision)
    if group is None:
        return precision, told_short(measured.counts.recall)
    return precision, f"{told_short(group.counts.recall)} in its group"


def severity_cell(rule: Rule, level: str) -> str:
    """Return the severity for a table, with what it hangs on: a rule in doubt gives a note."""
    if level in {"note", "off"} or not (rule.doubtful or rule.applies_to.certain):
        return level
    least = ", ".join(f"{chance:g}".lstrip("0") for chance in rule.doubtful.values())
    return f"{level} when sure{f' (confidence ≥ {least})' if least else ''}, else note"


def precision_cells(rule: Rule) -> list[str]:
    """Return for a table the precision on each sample of projects that nothing had seen."""
    measured = read_measurements().of(rule.id)
    samples = measured.samples if measured else {}
    return [
        told_short(samples[name].precision) if name in samples else "not measured"
        for name in DECIDING_SAMPLES
    ]


def _figures(heading: str, rule: Rule, measurements: Measurements) -> Iterator[str]:
    yield heading
    yield ""
    measured, group = measurements.of(rule.id), measurements.group_of(rule.id)
    if measured is None:
        yield f"Not measured{f': {rule.unmeasured}' if rule.unmeasured else ''}."
    else:
        for sample, counts in measured.samples.items():
            if sample in DECIDING_SAMPLES:
                tickets = measurements.tickets[sample]
                yield f"- {tickets:,} tickets of {SAMPLES[sample]}: {_told(counts)}"
        yield ""
        if group is not None:
            others = ", ".join(name for name in group.rules if name != rule.id)
            yield f"Together with {others}: {_told(group.counts)}."
        if measured.rule_digest != rule_digest(rule):
            yield "The rule has changed since."
    yield ""


def _when(rule: Rule) -> Iterator[str]:
    """Yield when a rule is on, where that is not always."""
    if rule.style:
        yield f"Off unless the configuration says `style: {rule.style}` or names the rule."
    elif rule.profile == "pedantic":
        yield "Off unless the profile is `pedantic` or the configuration names the rule."
    if rule.status == "preview":
        yield "In preview: it runs only with `preview: true` or --preview."
    if rule.status == "deprecated":
        use = f"; use `{rule.instead}`" if rule.instead else ""
        yield f"Deprecated: it runs only where the configuration names it{use}."
    if rule.aliases:
        yield f"It was called {', '.join(f'`{name}`' for name in rule.aliases)}."


def _else_note(rule: Rule) -> Iterator[str]:
    """Yield where a finding is a note, whatever the severity of the rule, and how it is not."""
    doubts = [
        f"where the chance that the ticket says nothing of the {part.value} is below {least:g}"
        for part, least in rule.doubtful.items()
    ]
    if rule.applies_to.certain:
        kinds = " or ".join(kind.value for kind in rule.applies_to.kinds)
        doubts.append(f"where the ticket is only likely a {kinds}")
    if rule.quiet is not None:
        doubts.append("where a reader would hardly miss it (`quiet` in its file)")
    if doubts:
        fixed = f"`rules: {{{rule.id}: {rule.severity}}}` makes it {_a(rule.severity)} everywhere"
        yield f"It is a note {', '.join(doubts)}; {fixed}."


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _told(counts: Counts) -> str:
    return f"precision {told(counts.precision)}, recall {told(counts.recall)}"


def _severity(rule: Rule) -> str:
    parts: list[str] = [rule.severity]
    parts += [f"{level} for {kind.value}" for kind, level in rule.severity_by_kind.items()]
    parts += [
        f"{level} in {section.value.replace('_', ' ')}"
        for section, level in rule.severity_by_section.items()
    ]
    kinds = ", ".join(kind.value for kind in rule.applies_to.kinds) or "all kinds"
    return f"{', '.join(parts)} ({kinds})"


def _examples(heading: str, examples: Sequence[Example]) -> Iterator[str]:
    if not examples:
        return
    yield heading
    yield ""
    for example in examples:
        for number, other in enumerate(example.backlog, 1):
            yield from (
                f"    {line}" for line in (f"[before it: EX-{number}]", *_told_ticket(other))
            )
        lines = _told_ticket(example)
        if example.backlog:
            lines = [f"[EX-{len(example.backlog) + 1}]", *lines]
        yield from (f"    {line}" for line in lines)
        yield ""


def _told_ticket(example: Example) -> list[str]:
    lines = [f"{example.kind.value}: {example.title}", *example.text.strip().splitlines()]
    if example.parent is not None:
        lines.append(f"[parent] {example.parent}")
    if example.acceptance_criteria is not None:
        lines += ["[acceptance criteria]", *example.acceptance_criteria.splitlines()]
    return lines
