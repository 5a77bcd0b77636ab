"""Runs that are kept in a history, and what they tell of the tickets that they share."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ticketlint.errors import ConfigError
from ticketlint.model import (
    Address,
    Gate,
    Judgement,
    Kind,
    Maturity,
    Report,
    Score,
    Standing,
    TicketResult,
    Versions,
)
from ticketlint.trend.history import line_of, now, read_history, trend_of
from ticketlint.trend.pairing import paired

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
VERSIONS = Versions("1.0", "abcd", 9, "en", "1")


def run_of(**scores: float | None) -> Report:
    results = tuple(
        TicketResult(
            Address(key, identity=key),
            Judgement(Kind.TASK, "", Score(score, "D"), standing=Standing(Maturity.DRAFT)),
        )
        for key, score in scores.items()
    )
    return Report(VERSIONS, Gate(passed=True), results)


def kept(path: Path, *reports: Report) -> Path:
    path.write_text("".join(line_of(report, AT) for report in reports), encoding="utf-8")
    return path


def test_a_history_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_history(tmp_path / "none.jsonl") == []


def test_a_run_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    [past] = read_history(kept(tmp_path / "h.jsonl", run_of(A=40, B=60, C=None)))
    assert past.scores == {"A": 40, "B": 60, "C": None}
    assert (past.at, past.median_score, past.levels["draft"]) == (AT, 50, 3)


def test_the_change_is_that_of_the_tickets_in_both_runs(tmp_path: Path) -> None:
    path = kept(tmp_path / "h.jsonl", run_of(A=40, B=60, C=10), run_of(A=50, B=61, D=100))
    first, second = trend_of(read_history(path))
    assert first.paired is None
    assert second.is_comparable
    assert second.paired == paired({"A": 40, "B": 60, "C": 10}, {"A": 50, "B": 61, "D": 100})
    assert second.paired
    assert (second.paired.added, second.paired.gone, second.paired.better) == (1, 1, 1)
    assert second.paired.median_change == 5.5


def test_a_backlog_that_only_got_easier_tickets_is_not_called_better() -> None:
    change = paired({"A": 40}, {"A": 40, "B": 95, "C": 97})
    assert (change.better, change.worse, change.median_change, change.added) == (0, 0, 0, 2)


def test_runs_of_different_rules_are_not_compared(tmp_path: Path) -> None:
    other = replace(run_of(A=90), versions=replace(VERSIONS, ruleset="ef01"))
    path = kept(tmp_path / "h.jsonl", run_of(A=40), other)
    _, second = trend_of(read_history(path))
    assert not second.is_comparable
    assert second.paired is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("not json", "no run of a history", id="no-json"),
        pytest.param("{}", "no run of a history: version", id="no-run"),
        pytest.param(
            json.dumps({**json.loads(line_of(run_of(A=1), AT)), "version": 2}),
            "version",
            id="another-version",
        ),
    ],
)
def test_a_damaged_line_is_told_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    path = kept(tmp_path / "h.jsonl", run_of(A=40))
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
    with pytest.raises(ConfigError) as caught:
        read_history(path)
    assert f"{path}:2: " in str(caught.value)
    assert told in str(caught.value)


def test_the_time_of_a_run_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert now() == datetime(1970, 1, 1, tzinfo=UTC)
