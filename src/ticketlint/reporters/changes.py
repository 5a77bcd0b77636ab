"""The difference of two reports: the tickets in both apart from those that came and went."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TextIO

from ticketlint.harmless.markdown import as_markdown
from ticketlint.harmless.terminal import printable, without_commands
from ticketlint.trend.difference import Difference, Moved

# So many tickets are named on either side; the JSON names them all.
_MOST_NAMED = 10


def write(found: Difference, form: str, stream: TextIO) -> None:
    """Write a difference as text, markdown or json."""
    if form == "json":
        stream.write(f"{without_commands(json.dumps(as_json(found), indent=1))}\n")
        return
    stream.writelines(
        f"{_as_markdown(line) if form == 'markdown' else printable(line)}\n"
        for line in _lines(found)
    )


def as_json(found: Difference) -> dict[str, object]:
    """Return the difference as plain values."""
    return {
        "unlike": list(found.unlike),
        "rules_left_out": list(found.left_out),
        "median_score": {"before": found.before, "after": found.after},
        "paired": asdict(found.paired),
        "levels": [
            {"from": old, "to": new, "tickets": count} for (old, new), count in found.levels.items()
        ],
        "findings": {"fixed": dict(found.fixed), "new": dict(found.new)},
        "moved": [asdict(one) for one in found.moved],
    }


def _lines(found: Difference) -> Iterator[str]:
    """Yield one line a fact; an item of a list begins with two spaces."""
    yield from _unlike(found)
    pair = found.paired
    yield f"{pair.tickets} tickets in both reports, {pair.added} came, {pair.gone} went"
    if pair.median_change is not None:
        same = pair.tickets - pair.better - pair.worse
        change = f"{pair.median_change:+g}" if pair.median_change else "0"
        yield (
            f"Of those in both: {pair.better} score better, {pair.worse} worse, {same} as before; "
            f"the change in the middle is {change} points"
        )
    yield f"Median score of each whole report: {_told(found.before)}, then {_told(found.after)}"
    yield from _counted("Levels", {f"{old} to {new}": n for (old, new), n in found.levels.items()})
    yield from _counted("Findings fixed", found.fixed)
    yield from _counted("Findings new", found.new)
    yield from _named("Worse", [one for one in found.moved if one.change < 0])
    yield from _named("Better", [one for one in reversed(found.moved) if one.change > 0])


def _unlike(found: Difference) -> Iterator[str]:
    """Yield what the reports were not both made by, so that nobody takes it for a change."""
    if found.unlike:
        yield (
            f"The reports differ in their {' and '.join(found.unlike)}: scores and levels may have "
            "changed without the tickets"
        )
    if found.left_out:
        told = ", ".join(found.left_out[:_MOST_NAMED])
        more = len(found.left_out) - _MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        yield f"Findings left out, of rules that are not the same in both: {told}{rest}"


def _told(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"


def _counted(name: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield f"{name}:"
    for what, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {count} {what}"


def _named(name: str, moved: list[Moved]) -> Iterator[str]:
    if moved:
        yield f"{name}:"
    for one in moved[:_MOST_NAMED]:
        name = f"{one.key} {one.title}".strip()
        yield f"  {one.change:+g}  {name} ({one.before:g}, then {one.after:g})"
    if moved[_MOST_NAMED:]:
        yield f"  and {len(moved) - _MOST_NAMED} more"


def _as_markdown(line: str) -> str:
    plain = as_markdown(line.strip())
    return f"- {plain}" if line.startswith("  ") else f"\n{plain}\n"
