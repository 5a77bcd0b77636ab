"""Tickets of today must be clean, old ones must not get worse, and no date is guessed at."""

from datetime import date
from pathlib import Path

import pytest

from tests.filters.made import finding, result
from ticketlint.cli.gate import first_day
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError
from ticketlint.filters.baseline import Baseline, merged
from ticketlint.filters.comparing import Comparison
from ticketlint.filters.dates import read_date, today
from ticketlint.filters.filtering import Filtered, Filters, filtered
from ticketlint.filters.suppressions import Suppressions
from ticketlint.model import Changes, TicketResult

FAST, QUICK = finding(words="fast"), finding(words="quick")
SINCE = date(2026, 11, 15)
OLD, NEW = "2026-11-14T23:59:59.000+0000", "2026-11-15T00:00:00.000+0000"


def compared(comparison: Comparison, *results: TicketResult) -> Filtered:
    return filtered(list(results), Config(), Filters(Suppressions(), comparison))


def states(told: Filtered) -> list[str]:
    return [one.state.value for each in told.results for one in each.findings]


@pytest.mark.parametrize(
    ("created", "updated", "state"),
    [
        pytest.param(OLD, "", "known", id="created before"),
        pytest.param(NEW, "", "new", id="created since"),
        pytest.param(OLD, NEW, "new", id="changed since"),
        pytest.param(OLD, OLD, "known", id="changed before"),
        pytest.param("", "", "new", id="no date"),
        pytest.param(OLD, "03/04/2026", "new", id="a date that may be another"),
    ],
)
def test_all_findings_of_a_ticket_since_are_new(created: str, updated: str, state: str) -> None:
    one = result(FAST, created=created, updated=updated)
    baseline = Baseline("b.json", merged({}, [one], frozenset()))

    assert states(compared(Comparison(baseline, SINCE), one)) == [state]
    assert states(compared(Comparison(None, SINCE), one)) == [state]


def test_an_old_ticket_fails_for_what_the_baseline_does_not_know_and_for_a_lower_score() -> None:
    before = result(FAST, created=OLD, score=70.0)
    baseline = Baseline("b.json", merged({}, [before], frozenset()))
    comparison = Comparison(baseline, SINCE, is_ratchet=True)

    told = compared(comparison, result(FAST, QUICK, created=OLD, score=60.0))

    assert told.gate.reasons == (
        "1 new error (fail_on: error)",
        "1 ticket got worse (not_worse: a level, or more than 2 points): PAY-1 (70 → 60)",
    )
    assert told.changes == Changes("b.json, 2026-11-15", new=1, fixed=0, known=1)
    assert compared(comparison, before).gate.passed


def test_a_ticket_that_was_edited_must_be_clean_and_must_not_get_worse_either() -> None:
    before = result(created=OLD, score=95.0, level="ready")
    baseline = Baseline("b.json", merged({}, [before], frozenset()))
    comparison = Comparison(baseline, SINCE, is_ratchet=True)

    told = compared(comparison, result(created=OLD, updated=NEW, score=66.0, level="draft"))

    [reason] = told.gate.reasons
    assert reason.endswith(": PAY-1 (95 → 66, ready → draft)")
    assert told.changes
    assert told.changes.worse == ("PAY-1",)
    assert [each.misses for each in told.results] == [
        (
            "scores 66, lower than before (it was 95)",
            "is draft, lower than before (it was ready)",
        )
    ]


def test_tickets_without_a_date_and_a_missing_baseline_are_told() -> None:
    told = compared(Comparison(None, SINCE), result(key="A-1"), result(key="A-2", created="x"))

    assert [notice.message for notice in told.notices] == [
        "without a baseline all findings in tickets older than 2026-11-15 count as known",
        "2 tickets without a date that can be read, counted as new (A-1 is the first)",
    ]


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-15",
        "2026-11-15 12:14",
        "2026-11-15 10:00:00 UTC",
        "2026-11-15T06:11:47Z",
        "2026-11-15T13:40:01.000+0000",
        "2026-11-14T20:00:00.000-0700",
        "Sun, 15 Nov 2026 03:55:53 -0700",
        "15/Nov/26 3:31 PM",
        "15/Nov/26 15:31",
        "Sun Nov 15 2026 03:31:00 GMT+0000 (Coordinated Universal Time)",
        "1794711600000",
    ],
)
def test_the_dates_of_all_trackers_are_read(told: str) -> None:
    assert read_date(told) == SINCE


@pytest.mark.parametrize(
    "told",
    ["", "03/04/2026", "4/13/2026", "yesterday", "15.11.2026", "9" * 400, "\0", "١٢٣٤٥٦٧٨٩٠١٢٣"],
)
def test_what_is_no_date_for_sure_is_none(told: str) -> None:
    assert read_date(told) is None


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("14d", date(2026, 11, 15)),
        ("2w", date(2026, 11, 15)),
        ("0d", date(2026, 11, 29)),
        ("2026-11-15", date(2026, 11, 15)),
    ],
)
def test_a_span_is_counted_from_today(told: str, day: date) -> None:
    assert first_day(told, date(2026, 11, 29)) == day


@pytest.mark.parametrize(
    "told", ["", "14", "d", "-3d", "14 days", "2026-13-01", "99999999w", "2026-11-30"]
)
def test_what_is_no_day_is_refused(told: str) -> None:
    with pytest.raises(ConfigError, match="--since"):
        first_day(told, date(2026, 11, 29))


def test_the_day_of_a_run_can_be_given() -> None:
    assert today({"SOURCE_DATE_EPOCH": "1795953600"}) == date(2026, 11, 29)
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        today({"SOURCE_DATE_EPOCH": "now"})


def test_a_report_stands_for_a_baseline(tmp_path: Path) -> None:
    from ticketlint.filters.baseline import read_report
    from ticketlint.model import Gate, Report, Versions
    from ticketlint.reporters.json import write

    before = [result(FAST, score=70.0), result(QUICK, key="A-2")]
    path = tmp_path / "r.json"
    with path.open("w") as stream:
        write(Report(Versions("1", "r", 1, "p", "1"), Gate(True), before), stream)

    baseline = read_report(path)

    assert baseline.tickets == merged({}, before, frozenset())
    told = compared(Comparison(baseline, is_ratchet=True), result(FAST, QUICK, score=67.0))
    assert states(told) == ["known", "new"]
    assert len(told.gate.reasons) == 2
