"""What is left out is marked and listed; what does not hold, or leaves nothing out, is told."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.filters.made import finding, result
from tests.reporters.made import report, text_of
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError
from ticketlint.filters.filtering import Filtered, Filters, filtered
from ticketlint.filters.suppressions import Suppressions, read_suppressions
from ticketlint.model import (
    AnswerType,
    Changes,
    Exemption,
    Question,
    Report,
    State,
    Suppression,
    TicketResult,
)
from ticketlint.reporters.markdown import write as write_markdown
from ticketlint.reporters.view import Detail, View

RULES = frozenset({"vague-quality", "open-list", "missing-why"})
FAST, QUICK = finding(words="fast"), finding(words="quick")
LIST = finding("warning", "open-list", "etc.")
DAY = date(2026, 11, 29)
FILE = """\
# What is agreed.
- {ticket: PAY-1, rule: vague-quality, match: fast, reason: a term, until: 2027-03-01, by: ana}
"""


def passed_through(
    *results: TicketResult, file: str = "", folder: Path | None = None, **settings: object
) -> Filtered:
    entries = {}
    if file:
        path = folder / "s.yaml"
        path.write_text(file)
        entries = read_suppressions(path)
    config = Config.model_validate(settings)
    suppressions = Suppressions(entries, config.inline_suppressions, DAY, RULES, lambda: RULES)
    return filtered(list(results), config, Filters(suppressions))


def suppressed(told: Filtered) -> list[str]:
    found = (one for each in told.results for one in each.findings)
    return [one.location.text for one in found if one.state is State.SUPPRESSED]


def asking(
    *findings: object, exemptions: tuple[Exemption, ...] = (), **facts: object
) -> TicketResult:
    one = result(*findings, **facts)
    return replace(one, judgement=replace(one.judgement, exemptions=exemptions))


def line(rule: str, match: str = "", reason: str = "agreed", until: str = "") -> Exemption:
    return Exemption(rule, match, Suppression("description, line 3", reason, until))


def test_an_entry_leaves_out_one_match_of_one_rule_in_one_ticket(tmp_path: Path) -> None:
    told = passed_through(
        result(FAST, QUICK, LIST), result(FAST, key="PAY-2"), file=FILE, folder=tmp_path
    )

    assert suppressed(told) == ["fast"]
    [first, _] = told.results
    assert first.findings[0].suppression == Suppression(
        f"{tmp_path / 's.yaml'}:2", "a term", "2027-03-01", "ana"
    )
    assert told.gate.reasons == ("2 errors (fail_on: error)",)
    assert told.notices == ()
    assert told.hidden == (State.SUPPRESSED,)


@pytest.mark.parametrize(
    ("exemptions", "labels", "left_out"),
    [
        pytest.param((line("vague-quality"),), (), ["fast", "quick"], id="a rule"),
        pytest.param((line("vague-quality", "**Fast** "),), (), ["fast"], id="words in markup"),
        pytest.param((line("superlative"),), (), ["fast", "quick"], id="a former name"),
        pytest.param((line("vague-quality", "slow"),), (), [], id="other words"),
        pytest.param((), ("ticketlint-ignore",), ["fast", "quick", "etc."], id="all of it"),
        pytest.param((), ("Ticketlint-Ignore-open-list",), ["etc."], id="a rule, by its label"),
        pytest.param((), ("ticketlint-ignored", "x-ticketlint-ignore"), [], id="other labels"),
        pytest.param(
            (line("vague-quality", until="2026-11-29"),), (), ["fast", "quick"], id="last day"
        ),
    ],
)
def test_a_line_or_a_label_leaves_out(
    exemptions: tuple[Exemption, ...], labels: tuple[str, ...], left_out: list[str]
) -> None:
    one = asking(FAST, QUICK, LIST, exemptions=exemptions, labels=labels)

    assert suppressed(passed_through(one)) == left_out
    assert suppressed(passed_through(one, inline_suppressions=False)) == []


@pytest.mark.parametrize(
    ("exemption", "why"),
    [
        pytest.param(line("vague-quality", reason=""), "it gives no reason", id="no reason"),
        pytest.param(
            line("vague-qualty"),
            "there is no rule `vague-qualty` (did you mean `vague-quality`?)",
            id="no rule",
        ),
        pytest.param(
            line("weak-modal"), "(it was removed; leave it out)", id="a rule that is gone"
        ),
        pytest.param(line("[]"), "there is no rule `[]`", id="no name"),
        pytest.param(line("open-list", until="2026-11-28"), "it held until 2026-11-28", id="over"),
        pytest.param(line("open-list", until="soon"), "`soon` is no day", id="no day"),
    ],
)
def test_what_does_not_hold_is_told_and_leaves_nothing_out(exemption: Exemption, why: str) -> None:
    told = passed_through(asking(FAST, LIST, exemptions=(exemption,)))

    assert suppressed(told) == []
    [notice] = told.notices
    assert notice.source == "PAY-1"
    assert notice.message.startswith("description, line 3: leaving out `")
    assert " does not hold: " in notice.message
    assert why in notice.message


def test_what_leaves_nothing_out_is_told_where_the_run_can_know(tmp_path: Path) -> None:
    file = (
        "- {ticket: PAY-1, rule: open-list, reason: a}\n"
        "- {ticket: PAY-1, rule: vague-quality, match: slow, reason: a}\n"
        "- {ticket: PAY-1, rule: rule-that-is-off, reason: a}\n"
        "- {ticket: PAY-9, rule: open-list, reason: a}\n"
        "- {ticket: PAY-2, rule: open-list, reason: a}\n"
    )
    unjudged = replace(result(key="PAY-2"), judgement=replace(result().judgement, tells=None))

    told = passed_through(result(FAST), unjudged, file=file, folder=tmp_path)

    assert [(notice.line, notice.message) for notice in told.notices] == [
        (1, "leaving out `open-list` in PAY-1 leaves nothing out (take it away)"),
        (
            2,
            "leaving out `vague-quality` on `slow` in PAY-1 leaves nothing out (the words that were found are `fast`)",
        ),
        (
            3,
            "leaving out `rule-that-is-off` in PAY-1 does not hold: there is no rule `rule-that-is-off`",
        ),
        (
            4,
            (
                "1 entry leaves nothing out: no such ticket among the inputs: PAY-9"
                " (take it away where the ticket is gone)"
            ),
        ),
    ]


def test_lines_that_are_switched_off_are_told() -> None:
    [notice] = passed_through(
        asking(FAST, exemptions=(line("vague-quality"),)), inline_suppressions=False
    ).notices

    assert "tickets may not say so (`inline_suppressions: false`)" in notice.message


def test_ten_thousand_such_lines_do_not_fill_the_report() -> None:
    one = asking(FAST, exemptions=(line("no-such-rule"),) * 10)

    notices = passed_through(*[one] * 30).notices

    assert len(notices) == 101
    assert notices[-1].message.startswith("and 200 more suppressions")


def test_what_is_left_out_is_listed_whatever_the_level_and_changes_no_score() -> None:
    note = finding("note", words="fast")
    one = asking(note, QUICK, exemptions=(line("vague-quality"),), score=50.0)

    [after] = passed_through(one, level="error", fail_on="never").results

    assert [found.state for found in after.findings] == [State.SUPPRESSED] * 2
    assert after.judgement.left_out == 0
    assert (after.score, after.standing) == (one.score, one.standing)


def test_nobody_is_asked_about_what_is_left_out() -> None:
    asked = tuple(
        Question("What?", AnswerType.VALUE, "fast", "description", *span, rule)
        for span, rule in (((0, 4), "vague-quality"), ((0, 4), "open-list"), ((0, 0), ""))
    )
    one = asking(FAST, exemptions=(line("vague-quality"),))
    one = replace(one, judgement=replace(one.judgement, questions=asked))

    [after] = passed_through(one).results
    whole = replace(one, address=replace(one.address, labels=("ticketlint-ignore",)))
    [silent] = passed_through(whole).results

    assert after.questions == asked[1:]
    assert silent.questions == ()
    assert silent.suppression == Suppression("label ticketlint-ignore", "labelled so")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("- ticket: A-1", ":1:3: `rule`: is required", id="no rule"),
        pytest.param(
            "- {ticket: A-1, rule: r, reasn: x}",
            ":1:26: unknown key `reasn` (did you mean `reason`?)",
            id="a key",
        ),
        pytest.param("- {ticket: A-1, rule: r, until: soon}", ":1:33: ", id="no day"),
        pytest.param("ticket: A-1", ":1:1: ", id="no list"),
        pytest.param("- [", ":1:", id="no YAML"),
        pytest.param("- {ticket: A-1, ticket: A-2, rule: r}", "stands twice", id="twice"),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text)

    with pytest.raises(ConfigError) as told:
        read_suppressions(path)

    assert what in str(told.value)
    assert str(path) in str(told.value)


def test_a_file_whose_last_entry_is_gone_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    for text in ("", "# none\n\n", "[]\n"):
        path.write_text(text)
        assert read_suppressions(path) == {}
    with pytest.raises(ConfigError, match=r"cannot be read: .+ \(`suppressions` of the config"):
        read_suppressions(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        pytest.param([], [], id="none"),
        pytest.param(
            [7],
            [
                (
                    "s.yaml:2: 1 entry leaves nothing out: no such ticket among the inputs: GONE-7"
                    " (take it away where the ticket is gone)"
                )
            ],
            id="one",
        ),
        pytest.param(
            range(7),
            [
                (
                    "s.yaml:2: 7 entries leave nothing out: no such tickets among the inputs: GONE-0,"
                    " GONE-1, GONE-2, GONE-3, GONE-4 and 2 more (take it away where the ticket is gone)"
                )
            ],
            id="many, on one line",
        ),
    ],
)
def test_entries_for_tickets_that_are_not_there_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: list[int], told: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    entry = "- {{ticket: {}, rule: vague-quality, reason: agreed}}\n"
    file = "".join(entry.format(key) for key in ["PAY-1", *(f"GONE-{n}" for n in gone)])

    found = passed_through(result(FAST), file=file, folder=Path())

    assert list(map(str, found.notices)) == told


def test_what_is_suppressed_is_counted_quietly_and_in_the_summary() -> None:
    whole = replace(FAST, state=State.SUPPRESSED)
    for changes in (None, Changes("b.json", new=1, fixed=0, known=0)):
        made = replace(report([result(whole, LIST)]), changes=changes)
        assert text_of(made, View(Detail.QUIET)).splitlines()[-1].endswith("; 1 suppressed")
        assert " · 1 suppressed" in markdown_of(made)


def markdown_of(made: Report) -> str:
    stream = io.StringIO()
    write_markdown(made, stream)
    return stream.getvalue()
