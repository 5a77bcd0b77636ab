"""What changed between two reports, and how it is told."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.reporters.reports import FINDING, found, report_of, written
from tests.trend.test_history import VERSIONS, run_of
from ticketlint.cli.commands import app
from ticketlint.errors import ConfigError
from ticketlint.model import Address, Report
from ticketlint.reporters.changes import write
from ticketlint.trend.difference import difference


def told(old: object, new: object, form: str = "text") -> str:
    stream = io.StringIO()
    write(difference(old, new), form, stream)
    return stream.getvalue()


def test_what_moved_is_told_apart_from_what_came_and_went() -> None:
    text = told(run_of(A=40, B=60, C=10), run_of(A=52, B=50, D=100))
    assert text.startswith("2 tickets in both reports, 1 came, 1 went\n")
    assert "1 score better, 1 worse, 0 as before; the change in the middle is +1 points" in text
    assert "Worse:\n  -10  B (60, then 50)\nBetter:\n  +12  A (40, then 52)\n" in text


def test_findings_are_matched_by_what_they_are_about() -> None:
    other = replace(FINDING, rule="open-list", identity="11ff")
    moved = replace(FINDING, location=replace(FINDING.location, start=80, end=84, line=9))
    address = Address("A", identity="A")
    change = difference(
        report_of(found(address, FINDING, other)),
        report_of(found(address, moved, replace(other, identity="22ff"))),
    )
    assert (change.fixed, change.new) == ({"open-list": 1}, {"open-list": 1})


def test_reports_of_different_rules_are_compared_only_when_asked_to() -> None:
    old, new = run_of(A=40), run_of(A=50)
    new = replace(new, versions=replace(new.versions, ruleset="other"))
    with pytest.raises(ConfigError, match="differ in their ruleset"):
        difference(old, new)
    assert difference(old, new, across_rules=True).paired.better == 1


def made_by(report: Report, ruleset: str, *rules: str, **others: str) -> Report:
    parts = {**{f"rule {name}": "aa" for name in rules}, **others}
    return replace(report, versions=replace(VERSIONS, ruleset=ruleset, parts=parts))


@pytest.mark.parametrize(
    ("now", "fixed", "left_out"),
    [
        pytest.param({"rule open-list": "aa", "rule terms": "aa"}, 2, [], id="the-same-rules"),
        pytest.param({"rule terms": "aa"}, 1, ["open-list"], id="a-rule-that-is-off-now"),
        pytest.param(
            {"rule terms": "aa", "rule open-list": "bb", "rule new-one": "aa"},
            1,
            ["new-one", "open-list"],
            id="a-rule-that-is-another-and-one-that-is-new",
        ),
        pytest.param({}, 2, [], id="a-report-that-does-not-tell-its-rules"),
    ],
)
def test_only_findings_of_rules_that_both_reports_have_are_fixed_or_new(
    now: dict[str, str], fixed: int, left_out: list[str]
) -> None:
    address = Address("A", identity="A")
    gone = (replace(FINDING, rule="open-list"), replace(FINDING, rule="terms", identity="11ff"))
    old = made_by(report_of(found(address, *gone)), "old", "open-list", "terms")
    new = made_by(report_of(found(address)), "new", **now)
    change = difference(old, new, across_rules=True)
    assert (sum(change.fixed.values()), list(change.left_out)) == (fixed, left_out)


def test_a_comparison_across_rules_says_that_the_rules_differ() -> None:
    old = made_by(run_of(A=40), "old", "open-list", "terms")
    new = made_by(run_of(A=50), "new", "terms")
    change = difference(old, new, across_rules=True)
    stream = io.StringIO()
    write(change, "text", stream)
    assert stream.getvalue().startswith(
        "The reports differ in their ruleset (old, new): scores and levels may have changed "
        "without the tickets\n"
        "Findings left out, of rules that are not the same in both: open-list\n"
    )
    stream = io.StringIO()
    write(change, "json", stream)
    document = json.loads(stream.getvalue())
    assert document["unlike"] == ["ruleset (old, new)"]
    assert document["rules_left_out"] == ["open-list"]


def test_a_ticket_that_moved_has_its_key_and_its_title_apart() -> None:
    old, new = run_of(A=40), run_of(A=90)
    titled = tuple(
        replace(result, address=Address("PAY-1", "Pay", identity="A")) for result in new.results
    )
    stream = io.StringIO()
    write(difference(old, replace(new, results=titled)), "json", stream)
    [moved] = json.loads(stream.getvalue())["moved"]
    assert moved == {"key": "PAY-1", "title": "Pay", "before": 40, "after": 90}


def test_tickets_that_moved_alike_stand_in_the_order_of_their_identities() -> None:
    names = [f"p{number}" for number in range(12)]

    def alike(score: int) -> Report:
        report = run_of(**dict.fromkeys(names, score))
        apart = (Address("t-1", one.key, identity=one.key) for one in report.results)
        pairs = zip(report.results, apart, strict=True)
        return replace(report, results=tuple(replace(one, address=at) for one, at in pairs))

    moved = difference(alike(40), alike(90)).moved
    assert [one.title for one in moved] == sorted(names)


def test_a_title_cannot_break_out_of_the_text_or_the_markdown() -> None:
    title = "\x1b[31m| `x` <b>\n::error::"
    old, new = (report_of(found(Address("A", title, identity="A"))) for _ in range(2))
    [result] = new.results
    score = replace(result.judgement.score, value=90.0)
    new = replace(new, results=(replace(result, judgement=replace(result.judgement, score=score)),))
    for form in ("text", "markdown", "json"):
        text = told(old, new, form)
        assert "\x1b" not in text
        assert not [line for line in text.splitlines() if line.strip().startswith("::")]
    assert r"\| \`x\` \<b\>" in told(old, new, "markdown")


def test_the_command_compares_two_files(tmp_path: Path) -> None:
    for name, report in (("old", run_of(A=40)), ("new", run_of(A=70))):
        (tmp_path / f"{name}.json").write_text(written("json", report), encoding="utf-8")
    old, new = str(tmp_path / "old.json"), str(tmp_path / "new.json")
    result = CliRunner().invoke(app, ["diff", old, new, "-o", "json"])
    assert result.exit_code == 0
    assert json.loads(result.output)["paired"]["better"] == 1
