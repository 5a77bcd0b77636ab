"""A baseline knows findings again; what it does not know is new, what is gone is fixed."""

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.filters.made import finding, result
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError
from ticketlint.filters.baseline import (
    Baseline,
    merged,
    pruned,
    read_baseline,
    read_report,
    write_baseline,
)
from ticketlint.filters.comparing import Comparison
from ticketlint.filters.filtering import Filtered, Filters, check_new_only, filtered
from ticketlint.filters.suppressions import Suppressions
from ticketlint.model import Changes, Failure, State, TicketResult

RUN = frozenset({"vague-quality", "missing-why", "open-list"})
FAST, WHY = finding("error", words="fast"), finding("warning", "missing-why", "")
NOTE = finding("note", "open-list", "etc.")


def known(*results: TicketResult) -> Baseline:
    return Baseline("b.json", merged({}, results, frozenset()))


def compared(baseline: Baseline, *results: TicketResult, **settings: object) -> Filtered:
    filters = Filters(Suppressions(run=RUN), Comparison(baseline))
    return filtered(list(results), Config.model_validate(settings), filters)


def states(told: Filtered) -> list[tuple[str, str]]:
    return [(one.rule, one.state.value) for each in told.results for one in each.findings]


def text_of(baseline: Baseline) -> str:
    stream = io.StringIO()
    write_baseline(baseline.tickets, stream)
    return stream.getvalue()


def test_what_the_baseline_knows_fails_nothing_and_the_rest_is_new() -> None:
    told = compared(known(result(FAST)), result(FAST, WHY, earlier=None), fail_on="warning")

    assert states(told) == [("vague-quality", "known"), ("missing-why", "new")]
    assert told.gate.reasons == ("1 new warning (fail_on: warning)",)
    assert told.changes == Changes("b.json", new=1, fixed=0, known=1)
    assert str(told.changes) == "1 new, 0 fixed, 1 known"
    assert told.hidden == (State.SUPPRESSED, State.KNOWN)


def test_what_is_gone_is_fixed_only_where_the_run_looked_for_it() -> None:
    before = known(
        result(FAST, WHY, key="A-1"),
        result(FAST, key="A-2"),
        result(FAST, key="A-3"),
        result(finding(rule="rule-that-is-off"), key="A-4"),
    )
    broken = result(key="A-3", failures=(Failure("broken"),))

    told = compared(before, result(FAST, key="A-1"), broken, result(key="A-4"))

    assert told.changes == Changes("b.json", new=0, fixed=1, known=1, fixed_in=("A-1",))


def test_only_what_the_level_shows_is_counted_and_all_of_it_is_judged() -> None:
    told = compared(known(result(NOTE)), result(NOTE, finding("note", words="quick")))

    assert told.changes == Changes("b.json", new=0, fixed=0, known=0)
    told = compared(known(result(NOTE)), result(NOTE, finding("note")), fail_on="note")
    assert told.changes == Changes("b.json", new=1, fixed=0, known=1)
    assert told.gate.reasons == ("1 new note (fail_on: note)",)


@pytest.mark.parametrize("former", ["superlative", "comparative-unanchored", "vague-time"])
def test_a_rule_that_was_renamed_is_known_under_its_former_name(former: str) -> None:
    told = compared(known(result(replace(FAST, rule=former))), result(FAST))

    assert states(told) == [("vague-quality", "known")]
    assert told.changes == Changes("b.json", new=0, fixed=0, known=1)


def test_a_ticket_that_is_not_in_the_baseline_is_new_as_a_whole() -> None:
    told = compared(known(result(FAST, key="A-1")), result(FAST, key="A-2"))

    [one] = told.results
    assert one.earlier is not None
    assert one.earlier.is_fresh
    assert told.gate.reasons == ("1 new error (fail_on: error)",)


def test_a_gate_on_what_got_worse_needs_to_know_what_was() -> None:
    config = Config.model_validate({"gate": {"not_worse": True}})

    check_new_only(config, Comparison(known()))
    for nothing in (None, Comparison(None, date(2026, 11, 1))):
        with pytest.raises(ConfigError, match=r"gate\.not_worse: nothing tells how tickets were"):
            check_new_only(config, nothing)


def test_a_lower_score_or_level_is_forgotten_by_an_update_and_not_by_pruning() -> None:
    before = known(result(FAST, score=95.0, level="ready")).tickets
    now = [result(FAST, score=66.0, level="draft")]

    [kept], [taken] = pruned(before, now, RUN).values(), merged(before, now, RUN).values()

    assert (kept.score, kept.level) == (95.0, "ready")
    assert (taken.score, taken.level) == (66.0, "draft")


def test_two_tickets_of_one_key_are_known_together() -> None:
    both = (result(FAST), result(WHY))

    told = compared(known(*both), *both)

    assert told.changes == Changes("b.json", new=0, fixed=0, known=2)


def test_the_file_is_sorted_has_an_entry_a_line_and_reads_back(tmp_path: Path) -> None:
    tickets = [result(WHY, FAST, key=key, score=50.5) for key in ("B-1", "A-1", "A-10")]
    text = text_of(known(*tickets))

    assert text == text_of(known(*reversed(tickets)))
    # Seven lines of JSON around an entry for each ticket and each finding.
    assert len(text.splitlines()) == 7 + 3 + 2 * 3
    assert [one["ticket"] for one in json.loads(text)["tickets"]] == ["A-1", "A-10", "B-1"]
    path = tmp_path / "b.json"
    path.write_text(text)
    assert text_of(read_baseline(path)) == text
    empty = text_of(known())
    path.write_text(empty)
    assert read_baseline(path).tickets == {}


def test_no_wording_offset_or_severity_is_part_of_what_a_finding_is_known_by() -> None:
    place = replace(FAST.location, start=90, end=94, line=7, section="notes", text="Fast")
    told_anew = replace(
        FAST, message="other", question="other", severity=WHY.severity, location=place
    )

    assert states(compared(known(result(FAST)), result(told_anew)))[0][1] == "known"


GOOD = text_of(known(result(FAST, WHY, score=50.0)))


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        pytest.param(GOOD[:90], "", "is no JSON", id="cut off"),
        pytest.param("", ":1:1", "is no JSON", id="empty"),
        pytest.param("[]", ":1", "is no JSON object", id="a list"),
        pytest.param(
            GOOD.replace('"version": 1', '"version": 2'),
            ":2",
            "is a baseline of version 2, this program reads version 1",
            id="another version",
        ),
        pytest.param("{}", ":1", "is a baseline of version null", id="no version"),
        pytest.param('{"version": 1, "tickets": []}', ":1", "has not the keys", id="a part gone"),
        pytest.param(
            GOOD.replace('"severity": "error"', '"severity": "fatal"'),
            ":8",
            "`severity`",
            id="a word",
        ),
        pytest.param(
            GOOD.replace('"fingerprint": "', '"fingerprint": "x'),
            ":7",
            "`fingerprint`",
            id="a print",
        ),
        pytest.param(GOOD.replace("50.0", "5000"), ":4", "`score`", id="a score"),
        pytest.param(
            GOOD.replace(
                '{"ticket": "PAY-1", "rule"', '<<<<<<< HEAD\n{"ticket": "PAY-1", "rule"', 1
            ),
            ":7",
            "holds the marks of a merge",
            id="a merge that was not finished",
        ),
        pytest.param('{"version": 1, "tickets": 7, "findings": []}', ":1", "", id="no list"),
        pytest.param("[" * 100_000, "", "is no JSON", id="a bomb"),
    ],
)
def test_a_damaged_baseline_is_told_with_its_place(
    tmp_path: Path, text: str, where: str, what: str
) -> None:
    path = tmp_path / "b.json"
    path.write_text(text)

    with pytest.raises(ConfigError) as told:
        read_baseline(path)

    assert str(told.value).startswith(f"{path}{where}")
    assert what in str(told.value)
    assert "ticketlint baseline " in str(told.value)


def test_update_takes_what_is_found_now_and_leaves_the_rest() -> None:
    other = finding(rule="rule-that-is-off")
    before = known(result(FAST, other, key="A-1", score=50.0), result(FAST, key="A-2"))

    after = merged(before.tickets, [result(WHY, key="A-1", score=40.0)], RUN)

    rules = {
        name: sorted(one.rule for one in each.findings.values()) for name, each in after.items()
    }
    assert rules == {"A-1": ["missing-why", "rule-that-is-off"], "A-2": ["vague-quality"]}
    assert after["A-1"].score == 40.0


def test_prune_only_forgets_and_keeps_the_better_score() -> None:
    before = known(result(FAST, WHY, key="A-1", score=50.0), result(FAST, key="A-2"))
    now = [result(FAST, NOTE, key="A-1", score=40.0), result(FAST, key="A-3")]

    after = pruned(before.tickets, now, RUN)

    rules = {
        name: sorted(one.rule for one in each.findings.values()) for name, each in after.items()
    }
    assert rules == {"A-1": ["vague-quality"], "A-2": ["vague-quality"]}
    assert after["A-1"].score == 50.0


@pytest.mark.parametrize("change", [merged, pruned])
def test_a_ticket_that_could_not_be_judged_stays_as_it_was(change: object) -> None:
    before = known(result(FAST))

    assert change(before.tickets, [result(failures=(Failure("x"),))], RUN) == before.tickets


def test_a_gate_on_what_is_new_needs_something_to_compare_with() -> None:
    config = Config.model_validate({"gate": {"new_only": True}})

    check_new_only(config, Comparison(since=date(2026, 1, 1)))
    with pytest.raises(ConfigError, match="nothing tells what is new"):
        check_new_only(config, None)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{}", "is no report of ticketlint"),
        ('{"schema_version": 2, "tickets": [{}]}', "without what a comparison needs"),
        ('{"schema_version": 2, "tickets": [7]}', "without what a comparison needs"),
        ("x", "is no JSON"),
    ],
)
def test_a_report_that_is_none_is_refused(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)

    with pytest.raises(ConfigError, match=what):
        read_report(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_report(tmp_path / "none.json")
