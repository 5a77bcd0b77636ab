"""`history.jsonl`: one line for each run that asked for it, added at the end, never changed."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ticketlint.config import budgets
from ticketlint.config.textfile import UnreadableError, read_text
from ticketlint.errors import ConfigError
from ticketlint.model import Maturity, Report, Severity, TrendPoint
from ticketlint.trend.pairing import paired

VERSION = 1
_TODO = "mend the line, or begin a new file"


class Past(BaseModel):
    """A run of the past; `scores` are those of its tickets by identity, 0 to 100 or None."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1]
    at: datetime
    tool: str
    ruleset: str
    levels: dict[str, int]
    findings: dict[str, int]
    scores: dict[str, float | None] = Field(repr=False)

    @property
    def median_score(self) -> float | None:
        """Return the score in the middle, None where no ticket has one."""
        known = [score for score in self.scores.values() if score is not None]
        return round(median(known), 1) if known else None


def read_history(path: Path) -> list[Past]:
    """Return the runs of a file in their order; a file that is not there has none.

    Raises: ConfigError with the line that cannot be read.
    """
    if not path.exists():
        return []
    try:
        text = read_text(path, budgets.REPORT_BYTES)
    except UnreadableError as error:
        raise ConfigError(str(path), str(error)) from None
    lines = enumerate(text.split("\n"), start=1)
    return [past_of(line, f"{path}:{number}") for number, line in lines if line.strip()]


def past_of(line: str, where: str = "history") -> Past:
    """Return the run that a line holds. Raises: ConfigError that says where it is damaged."""
    try:
        return Past.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        at = ".".join(map(str, first["loc"]))
        what = f"no run of a history: {at and f'{at}: '}{first['msg']}"
        raise ConfigError(where, what, _TODO) from None


def line_of(report: Report, at: datetime) -> str:
    """Return the line that a run adds to a history, with its line break."""
    levels, findings, scores = Counter[str](), Counter[str](), dict[str, float | None]()
    for result in report.results:
        levels.update([result.standing.level.value] if result.standing else [])
        findings.update(finding.severity.value for finding in result.findings)
        scores[result.address.identity or result.key] = result.score.value
    told: Mapping[str, Any] = {
        "version": VERSION,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "tool": report.versions.tool,
        "ruleset": report.versions.ruleset,
        "levels": {level.value: levels[level.value] for level in Maturity},
        "findings": {severity.value: findings[severity.value] for severity in Severity},
        "scores": scores,
    }
    return f"{json.dumps(told, sort_keys=True)}\n"


def now() -> datetime:
    """Return the time of this run: that of SOURCE_DATE_EPOCH, where it is set."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(told), UTC) if told.isdecimal() else datetime.now(UTC)


def trend_of(runs: Sequence[Past]) -> tuple[TrendPoint, ...]:
    """Return the points of a history; runs by different rules are not compared."""
    return tuple(_points(runs))


def _points(runs: Sequence[Past]) -> Iterator[TrendPoint]:
    before: Past | None = None
    for run in runs:
        alike = before is not None and (before.tool, before.ruleset) == (run.tool, run.ruleset)
        yield TrendPoint(
            at=run.at.astimezone(UTC).isoformat(timespec="seconds"),
            tickets=len(run.scores),
            median_score=run.median_score,
            levels=run.levels,
            findings=run.findings,
            is_comparable=alike,
            paired=paired(before.scores, run.scores) if before and alike else None,
        )
        before = run
