"""The figures of an evaluation as text for a person and as JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from ticketlint.config.yamlfile import did_you_mean
from ticketlint.errors import ConfigError
from ticketlint.evaluation.asked import AskedFigures
from ticketlint.evaluation.classes import Classes
from ticketlint.evaluation.evaluating import Evaluation
from ticketlint.evaluation.judging import Disagreement
from ticketlint.harmless.terminal import printable, without_commands
from ticketlint.rules.measurements import Counts, Interval, Measured, Share

SCHEMA_VERSION = 1
DIGITS = 4

_HEAD = f"{'':<28} reported missing noisy validated  "
_COLUMNS = f"{'precision':<23}{'recall':<23}F1"


def choose(evaluation: Evaluation, names: Sequence[str]) -> tuple[Disagreement, ...]:
    """Return the disagreements of these names, in their order.

    `all` names every one, a group its rules too.

    Raises: ConfigError for a name that is not measured.
    """
    known = [*evaluation.rules, *evaluation.groups, *(part.name for part in evaluation.classes)]
    for name in names:
        if name not in {*known, "all"}:
            hint = did_you_mean(name, known)
            raise ConfigError("--disagreements", f"`{name}` is not measured{hint}")
    groups = [evaluation.groups[name].rules for name in names if name in evaluation.groups]
    chosen = known if "all" in names else {*names, *(rule for rules in groups for rule in rules)}
    return tuple(one for one in evaluation.disagreements if one.name in chosen)


def write_text(evaluation: Evaluation, chosen: Iterable[Disagreement], stream: TextIO) -> None:
    """Write the chosen disagreements, then the tables: shares with 95 % interval and n."""
    lines = (*_disagreements(chosen), *_lines(evaluation))
    stream.writelines(f"{line.rstrip()}\n" for line in lines)


def write_json(evaluation: Evaluation, chosen: Sequence[Disagreement], stream: TextIO) -> None:
    """Write one JSON object; text of tickets is in it only where disagreements are chosen."""
    told = {"disagreements": [_disagreement(one) for one in chosen]} if chosen else {}
    text = json.dumps({**as_json(evaluation), **told}, ensure_ascii=True, indent=1)
    stream.write(f"{without_commands(text)}\n")


def _disagreement(one: Disagreement) -> dict[str, str]:
    return {**asdict(one), "outcome": one.outcome.value}


def _disagreements(chosen: Iterable[Disagreement]) -> Iterator[str]:
    for one in chosen:
        yield printable(f"{one.name}: {one.outcome.value}: {one.key}")
        yield printable(f"    label: {one.labelled}")
        yield printable(f"    said:  {one.said}")
        yield printable(f"    │ {one.text}")
        yield ""


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures as plain values: no text of a ticket, no date, no path."""
    return {
        "schema_version": SCHEMA_VERSION,
        "files": list(evaluation.files),
        "tickets": evaluation.tickets,
        "ruleset": evaluation.ruleset,
        "pipeline": evaluation.pipeline,
        "rules": {name: _row(row) for name, row in evaluation.rules.items()},
        "groups": {name: _row(row) for name, row in evaluation.groups.items()},
        "unmeasured": list(evaluation.unmeasured),
        "classes": {part.name: _classes(part) for part in evaluation.classes},
        "clarity": {
            name: {"spearman": _rounded(rank.spearman), "n": rank.n}
            for name, rank in evaluation.ranks.items()
        },
        "questions": asdict(evaluation.asked) if evaluation.asked else None,
    }


def figures(evaluation: Evaluation) -> dict[str, float | None]:
    """Return every figure that a threshold may name: `missing-why.recall`, `roles.accuracy`."""
    found: dict[str, float | None] = {}
    for name, row in (*evaluation.rules.items(), *evaluation.groups.items()):
        found |= _named(name, row.counts)
    for part in evaluation.classes:
        found[f"{part.name}.accuracy"] = part.accuracy.value
        found[f"{part.name}.macro_f1"] = part.macro_f1
        for name, counts in part.classes.items():
            found |= _named(f"{part.name}.{name}", counts)
    for name, rank in evaluation.ranks.items():
        found[f"{name}.spearman"] = rank.spearman
    asked = asdict(evaluation.asked) if evaluation.asked else {}
    found |= {f"questions.{name}": value for name, value in asked.items()}
    return found


def _named(name: str, counts: Counts) -> dict[str, float | None]:
    return {
        f"{name}.precision": counts.precision.value,
        f"{name}.recall": counts.recall.value,
        f"{name}.f1": counts.f1,
    }


def _row(row: Measured) -> dict[str, Any]:
    marks = {"group": row.group, "fingerprint": row.rule_digest} if row.rule_digest else {}
    return {"over": row.over, "rules": list(row.rules), **marks, **_counts(row.counts)}


def _classes(part: Classes) -> dict[str, Any]:
    return {
        "accuracy": _share(part.accuracy),
        "macro_f1": _rounded(part.macro_f1),
        "classes": {name: _counts(counts) for name, counts in part.classes.items()},
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        **asdict(counts),
        "precision": _share(counts.precision),
        "recall": _share(counts.recall),
        "f1": {"value": _rounded(counts.f1), "interval": _ends(counts.f1_interval)},
    }


def _share(share: Share) -> dict[str, Any]:
    return {"value": _rounded(share.value), "n": share.n, "interval": _ends(share.interval)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [round(end, DIGITS) for end in interval]


def _lines(evaluation: Evaluation) -> Iterator[str]:
    plural = "" if evaluation.tickets == 1 else "s"
    yield f"{evaluation.tickets} labelled ticket{plural}: {printable(', '.join(evaluation.files))}"
    yield f"rules {evaluation.ruleset}, pipeline {printable(evaluation.pipeline)}"
    yield from _table("rules", {name: row.counts for name, row in evaluation.rules.items()})
    groups = {name: row.counts for name, row in evaluation.groups.items()}
    yield from _table("rules of one label together", groups)
    if evaluation.unmeasured:
        yield f"not measured: {', '.join(evaluation.unmeasured)}"
    for part in evaluation.classes:
        yield from _table(part.name, part.classes)
        macro = "not measured" if part.macro_f1 is None else f"{part.macro_f1:.2f}"
        yield f"accuracy {_told(part.accuracy)}, macro F1 {macro}"
    yield from _clarity(evaluation)
    if evaluation.asked:
        yield from _questions(evaluation.asked)


def _table(title: str, rows: Mapping[str, Counts]) -> Iterator[str]:
    yield ""
    yield _HEAD.replace(" " * len(title), title, 1) + _COLUMNS
    for name, counts in rows.items():
        yield (
            f"{name:<28} {counts.reported:>8} {counts.missing:>7} {counts.noisy:>5} "
            f"{counts.validated:>9}  {_told(counts.precision):<23}{_told(counts.recall):<23}"
            f"{_told_f1(counts)}"
        )


def _told(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "-"
    low, high = share.interval
    return f"{share.value:.2f} [{low:.2f} {high:.2f}] {share.n}"


def _told_f1(counts: Counts) -> str:
    if counts.f1 is None:
        return "-"
    if counts.f1_interval is None:
        return f"{counts.f1:.2f}"
    low, high = counts.f1_interval
    return f"{counts.f1:.2f} [{low:.2f} {high:.2f}]"


def _questions(asked: AskedFigures) -> Iterator[str]:
    yield ""
    yield f"Questions, beside those of readers of {asked.asking} tickets"
    rows = {
        "first: about the same": asked.first,
        "first: and the same answer": asked.first_answer,
        "one of three: same": asked.three,
        "one of three: and answer": asked.three_answer,
        "not asked at all": asked.silenced,
        f"asked of {asked.clear} clear ones": asked.clear_asked,
    }
    yield from (f"{name:<28} {share:.2f}" for name, share in rows.items())


def _clarity(evaluation: Evaluation) -> Iterator[str]:
    yield ""
    yield "Spearman with the labelled clarity"
    for name, rank in evaluation.ranks.items():
        value = "-" if rank.spearman is None else f"{rank.spearman:+.2f}"
        yield f"{name:<28} {value} (n = {rank.n})"
