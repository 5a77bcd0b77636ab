"""A backtest as text, Markdown or JSON: what it says in words, then its figures."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from ticketlint.backtest.measuring import LEAST, MEASURES, Measured
from ticketlint.backtest.outcomes import Outcome, TextAge
from ticketlint.backtest.pairing import Paired
from ticketlint.backtest.statistics import Area, Gain, Lift
from ticketlint.harmless.markdown import as_markdown
from ticketlint.harmless.terminal import printable, without_commands
from ticketlint.rules.measurements import Interval

FORMATS = ("text", "markdown", "json")

_SPOKEN: Mapping[Outcome, str] = {
    Outcome.ASKED: "somebody had to ask",
    Outcome.REOPENED: "it was reopened",
    Outcome.NEEDS_INFO: "it was marked as needing more info",
}
_AGES: Mapping[TextAge, str] = {
    TextAge.RESTORED: "by the text restored from their changelog",
    TextAge.UNCHANGED: "by a text that was never changed",
    TextAge.PRESENT: "by their present description, for no history tells an older one",
}
# The picture of an AUC: so many places from FIRST to LAST, a coin in the middle.
_PLACES, _FIRST, _LAST = 25, 0.2, 0.8


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below a head; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write(paired: Paired, found: Sequence[Measured], form: str, stream: TextIO) -> None:
    """Write a backtest as text, markdown or json. Markdown has the rows of all rules."""
    if form == "json":
        told = json.dumps(as_json(paired, found), indent=1)
        stream.write(f"{without_commands(told)}\n")
    elif form == "markdown":
        stream.writelines(f"{line}\n" for line in _markdown(paired, found))
    else:
        stream.writelines(f"{printable(line)}\n" for line in _text(paired, found))


def as_json(paired: Paired, found: Sequence[Measured]) -> dict[str, Any]:
    """Return the backtest as plain values."""
    return {
        "tickets": len(paired.cases),
        "left_out": paired.left_out,
        "texts": {age.value: paired.ages.get(age, 0) for age in TextAge},
        "summary": [sentence_of(one) for one in found],
        "outcomes": {one.outcome.value: _outcome_as_json(one) for one in found},
    }


def sentence_of(one: Measured) -> str:
    """Return in plain words what the figures of one outcome say; a null result is called one.

    Only tickets of one kind and project are compared.
    """
    happened = _SPOKEN[one.outcome]
    score = one.within.get("score")
    if score is None:
        return (
            f"Whether {happened}: too few tickets to say anything ({one.hits} of {one.n}; "
            f"it takes {LEAST} of either sort with a score)."
        )
    figures = f"AUC {_share(score.value)}, 95 % interval {_span(score.interval)}"
    if not score.tells:
        return (
            f"Whether {happened} cannot be told from the score, among tickets alike in kind and "
            f"project: {figures} contains .5, which is what a coin gives. {_others(one)}"
        )
    if score.value < 0.5:
        return (
            "The score goes the wrong way: of two tickets alike in kind and project the one where "
            f"{happened} has the higher score more often than not ({figures}){_against(one)}."
        )
    times = round(score.value * 100)
    return (
        f"Of two tickets alike in kind and project the one where {happened} has the lower score "
        f"{times} times in 100, and a coin would be right 50 times ({figures}){_against(one)}."
    )


def _others(one: Measured) -> str:
    """Return which of the other measures tell what the score does not."""
    rest = {name: told for name, told in one.within.items() if name != "score"}
    telling = [
        f"{name} (AUC {_share(told.value)}, {_span(told.interval)})"
        for name, told in rest.items()
        if told.tells
    ]
    if telling:
        return f"Not the score but this goes with it: {', '.join(telling)}."
    return f"Nor does any of these go with it: {', '.join(rest)}."


def _against(one: Measured) -> str:
    """Return how the score compares with the length of the text alone, to be put after words."""
    if one.gain is None:
        return ""
    if not one.gain.tells:
        return "; the length of the text alone tells no less and no more"
    word = "less" if one.gain.value > 0 else "more"
    return f"; the length of the text alone tells {word}"


def _outcome_as_json(one: Measured) -> dict[str, Any]:
    return {
        "hits": one.hits,
        "tickets": one.n,
        "auc": {name: _area_as_json(told) for name, told in one.measures.items()},
        "auc_within": {name: _area_as_json(told) for name, told in one.within.items()},
        "score_over_length_within": _told_as_json(one.gain) if one.gain else None,
        "score_by_kind": {name: _area_as_json(told) for name, told in one.by_kind.items()},
        "score_by_project": {name: _area_as_json(told) for name, told in one.by_project.items()},
        "rules_within": {
            rule: {**_told_as_json(told), "found": told.found} for rule, told in one.rules.items()
        },
        "rare_rules": one.rare,
    }


def _told_as_json(told: Area | Gain | Lift) -> dict[str, Any]:
    interval = [round(end, 4) for end in told.interval]
    return {"value": round(told.value, 4), "interval": interval, "tells": told.tells}


def _area_as_json(told: Area) -> dict[str, Any]:
    return {**_told_as_json(told), "hits": told.hits, "tickets": told.n}


def _text(paired: Paired, found: Sequence[Measured]) -> Iterator[str]:
    yield from _opening(paired)
    for one in found:
        yield ""
        yield sentence_of(one)
    for one in filter(_has_figures, found):
        yield ""
        yield _title(one)
        yield from _as_columns(_areas(one))
        telling = {rule: told for rule, told in one.rules.items() if told.tells}
        yield from _as_columns(_lifts(telling))
        yield from map("  {}".format, _about_rules(one))


def _markdown(paired: Paired, found: Sequence[Measured]) -> Iterator[str]:
    yield "# Backtest"
    for line in (*_opening(paired), *map(sentence_of, found)):
        yield f"\n{_escaped(line)}"
    for one in filter(_has_figures, found):
        yield f"\n## {_escaped(_title(one))}"
        yield from _as_markdown(_areas(one))
        yield from _as_markdown(_lifts(one.rules))
        for line in _about_rules(one):
            yield f"\n{_escaped(line)}"


def _opening(paired: Paired) -> Iterator[str]:
    told = [f"{paired.ages[age]:,} {_AGES[age]}" for age in TextAge if paired.ages.get(age)]
    count = len(paired.cases)
    yield f"{count:,} ticket{'s' * (count != 1)} judged: {'; '.join(told)}."
    if paired.ages.get(TextAge.PRESENT):
        yield "Without a changelog only a ticket that stands reopened now is known to be reopened."
    if paired.left_out:
        yield (
            f"{paired.left_out:,} more were left out: nothing is known of what happened to them, "
            "or they could not be judged."
        )


def _has_figures(one: Measured) -> bool:
    return bool(one.measures)


def _title(one: Measured) -> str:
    happened = _SPOKEN[one.outcome]
    return f"{happened[0].upper()}{happened[1:]}: {one.hits:,} of {one.n:,} tickets"


def _areas(one: Measured) -> Table:
    rows = [_area_row(name, one.within[name]) for name in MEASURES if name in one.within]
    if one.gain:
        change = f"{one.gain.value:+.2f}", " to ".join(f"{end:+.2f}" for end in one.gain.interval)
        rows.append(("score less text length", *change, "", ""))
    rows += [_area_row(f"{name}, all tickets", told) for name, told in one.measures.items()]
    rows += [_area_row(f"score, kind {name}", told) for name, told in one.by_kind.items()]
    rows += [_area_row(f"score, project {name}", told) for name, told in one.by_project.items()]
    head = (
        "alike in kind and project",
        "AUC",
        "95 %",
        "of tickets",
        f"{_share(_FIRST)} to {_share(_LAST)}",
    )
    return Table(head, tuple(rows))


def _area_row(name: str, told: Area) -> tuple[str, ...]:
    return (
        name,
        _share(told.value),
        _span(told.interval),
        f"{told.hits:,} of {told.n:,}",
        _picture(told),
    )


def _lifts(rules: Mapping[str, Lift]) -> Table:
    head = ("rule", "lift", "95 %", "found", "")
    rows = (
        (
            rule,
            f"{told.value:.2f}",
            f"{told.interval[0]:.2f} to {told.interval[1]:.2f}",
            f"{told.found:,}",
            "" if told.tells else "contains 1",
        )
        for rule, told in rules.items()
    )
    return Table(head, tuple(rows))


def _about_rules(one: Measured) -> Iterator[str]:
    """Yield how many of the rules tell something, beside how many would by chance."""
    if not one.rules:
        return
    telling = sum(told.tells for told in one.rules.values())
    chance = len(one.rules) * 0.05
    yield (
        f"Of {len(one.rules)} rules {telling} have an interval without 1; about {chance:.1f} would "
        f"by chance alone. {one.rare} more are too rare to tell."
    )


def _picture(told: Area) -> str:
    """Return the interval of an AUC as a line with the value in it and a bar at .5."""
    signs = ["."] * _PLACES
    low, high = (_place(end) for end in told.interval)
    signs[low : high + 1] = "-" * (high + 1 - low)
    signs[_place(0.5)] = "|"
    signs[_place(told.value)] = "o"
    return "".join(signs)


def _place(value: float) -> int:
    share = (value - _FIRST) / (_LAST - _FIRST)
    return min(max(round(share * (_PLACES - 1)), 0), _PLACES - 1)


def _share(value: float) -> str:
    return f"{value:.2f}"


def _span(interval: Interval) -> str:
    return f"{interval[0]:.2f} to {interval[1]:.2f}"


def _as_columns(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    lines = [table.head, *table.rows]
    widths = [max(len(printable(row[at])) for row in lines) for at in range(len(table.head))]
    for row in lines:
        cells = (printable(cell).ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _as_markdown(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield ""
    for number, row in enumerate((table.head, *table.rows)):
        yield f"| {' | '.join(map(_escaped, row))} |"
        if not number:
            yield f"|{'---|' * len(row)}"


def _escaped(line: str) -> str:
    return as_markdown(line.strip())
