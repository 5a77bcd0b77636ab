"""`ticketlint backtest` over made corpora of which is known what they must give."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.backtest.corpora import CLEAR, QUESTION, VAGUE, changelog, comment, issue, written
from ticketlint.backtest.measuring import Measured, measure
from ticketlint.backtest.outcomes import Outcome, TextAge
from ticketlint.backtest.pairing import Case, Paired
from ticketlint.backtest.report import sentence_of, write
from ticketlint.backtest.statistics import Area, Lift
from ticketlint.cli.commands import app
from ticketlint.errors import ConfigError, SourceError

# So many tickets of either sort: fewer say nothing.
EACH = 12


def record(number: int, *, is_vague: bool) -> dict[str, Any]:
    """Return an issue whose text is as clear as another's now, and was not at creation.

    The vague were asked about, the clear marked as needing info, and half of each reopened.
    """
    text = f"{CLEAR}\n\nSeen in invoice {number}."
    said = comment(QUESTION if is_vague else "Merged.")
    status = ("2026-01-05", "status", "Closed", "Reopened" if number % 2 else "Verified")
    rewritten = ("2026-01-03", "description", f"{VAGUE} {number}", text)
    labels = [] if is_vague else ["needs-info"]
    log = changelog(rewritten, status) if is_vague else changelog(status)
    return issue(number, text, said, changelog=log, fields={"labels": labels})


def backtest(*args: object) -> Result:
    return CliRunner().invoke(app, ["backtest", "--isolated", *map(str, args)])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    records = [record(number, is_vague=number % 4 < 2) for number in range(2 * EACH)]
    path = written(tmp_path_factory.mktemp("made") / "made.jsonl", records)
    result = backtest(path, "-o", "json", "-c", "learn_templates=false")
    assert result.exit_code == 0, result.output
    assert "bob" not in result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


EXPECTED = {Outcome.ASKED: 1.0, Outcome.REOPENED: 0.5, Outcome.NEEDS_INFO: 0.0}


@pytest.mark.parametrize(("outcome", "expected"), EXPECTED.items())
def test_the_score_at_creation_goes_with_what_happened_as_it_was_made_to(
    told: dict[str, Any], outcome: Outcome, expected: float
) -> None:
    found = told["outcomes"][outcome.value]
    assert (found["hits"], found["tickets"]) == (EACH, 2 * EACH)
    assert found["auc_within"]["score"]["value"] == pytest.approx(expected, abs=0.1)
    low, high = found["auc"]["score"]["interval"]
    assert found["auc"]["score"]["value"] == pytest.approx(expected, abs=0.1)
    assert low <= expected <= high
    assert found["auc"]["score"]["tells"] is (outcome is not Outcome.REOPENED)
    assert found["auc"]["text length"]["value"] == pytest.approx(expected, abs=0.2)


def test_the_texts_that_were_restored_are_counted(told: dict[str, Any]) -> None:
    assert told["texts"] == {"restored": EACH, "unchanged": EACH, "present": 0}
    assert (told["tickets"], told["left_out"]) == (2 * EACH, 0)


def test_a_rule_that_finds_what_was_asked_about_has_a_lift(told: dict[str, Any]) -> None:
    rules = told["outcomes"]["asked"]["rules_within"]
    assert rules["missing-acceptance-criteria"]["value"] > 1
    assert rules["missing-acceptance-criteria"]["found"] == EACH


def test_the_summary_says_in_words_what_was_found(told: dict[str, Any]) -> None:
    asked, reopened, marked = told["summary"]
    assert asked.startswith("Of two tickets alike in kind and project the one where somebody")
    assert "reopened cannot be told from the score" in reopened
    assert "contains .5, which is what a coin gives. Nor does any of these" in reopened
    assert marked.startswith("The score goes the wrong way")


def test_a_file_that_is_not_there_is_one_line_and_the_code_2() -> None:
    result = backtest("nowhere.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "nowhere.jsonl: no such file or folder (check the path)\n"


def test_an_unknown_format_is_refused_before_anything_is_read() -> None:
    with pytest.raises(ConfigError, match="`xml` \\(one of text, markdown, json\\)"):
        CliRunner().invoke(app, ["backtest", "x.jsonl", "-o", "xml"], catch_exceptions=False)


def test_inputs_that_tell_nothing_of_the_past_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Export the invoices\n\nAll of them.\n", "utf-8")
    result = backtest(path)
    assert isinstance(result.exception, SourceError)
    assert "no ticket here tells what happened to it" in str(result.exception)


def test_what_could_be_read_is_told_beside_what_could_not(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [issue(1, "text", comment("Merged."))])
    path.write_text(path.read_text("utf-8") + "{broken\n", "utf-8")
    result = backtest(path)
    assert result.exit_code == 2
    assert result.stdout.startswith("1 ticket judged: 1 by their present description")
    assert "only a ticket that stands reopened now" in result.stdout
    assert f"{path}:2: not JSON" in result.stderr


def case(score: float | None, *, did: bool, project: str = "PAY") -> Case:
    return Case("story", project, score, None, frozenset(), 100, 0, {Outcome.ASKED: did})


def test_too_few_tickets_say_nothing() -> None:
    found = measure([case(float(n), did=n < 9) for n in range(100)], Outcome.ASKED)
    assert found == Measured(Outcome.ASKED, 9, 100)
    assert "too few tickets to say anything (9 of 100" in sentence_of(found)


def test_tickets_without_a_score_are_left_out_of_its_figures_alone() -> None:
    cases = [case(None if n % 2 else float(n), did=n < 40) for n in range(100)]
    found = measure(cases, Outcome.ASKED)
    assert (found.measures["score"].n, found.measures["text length"].n) == (50, 100)
    assert found.measures["score"].value == 1
    assert "level" not in found.measures


def test_only_parts_with_enough_tickets_have_figures_of_their_own() -> None:
    cases = [case(float(n), did=n % 2 == 0, project="BIG") for n in range(60)]
    cases += [case(float(n), did=n % 2 == 0, project="SMALL") for n in range(40)]
    assert list(measure(cases, Outcome.ASKED).by_project) == ["BIG"]


def test_a_null_result_of_the_score_names_a_measure_that_does_tell() -> None:
    auc = {"score": Area(0.52, (0.49, 0.55), 50, 200), "level": Area(0.6, (0.55, 0.65), 50, 200)}
    said = sentence_of(Measured(Outcome.ASKED, 50, 200, within=auc))
    assert "cannot be told from the score" in said
    assert said.endswith("Not the score but this goes with it: level (AUC 0.60, 0.55 to 0.65).")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_no_name_of_a_project_gives_a_terminal_or_a_page_orders(form: str) -> None:
    hostile = "\x1b[31m|<b>\n::error::"
    auc = Area(0.6, (0.55, 0.65), 50, 200)
    rules = {"missing-why": Lift(2, (0.9, 3), 50, 100)}
    found = Measured(
        Outcome.ASKED, 50, 200, {"score": auc}, {"score": auc}, None, {}, {hostile: auc}, rules
    )
    stream = io.StringIO()
    write(Paired((), {TextAge.PRESENT: 200}), [found], form, stream)
    text = stream.getvalue()
    assert "\x1b" not in text
    assert "\n::error" not in text
    assert "<b>" not in text or form != "markdown"
    assert "missing-why" in text or form == "text"


def test_the_picture_shows_the_interval_and_a_coin() -> None:
    auc = Area(0.6, (0.55, 0.65), 50, 200)
    stream = io.StringIO()
    write(Paired((), {}), [Measured(Outcome.ASKED, 50, 200, {"score": auc})], "text", stream)
    assert "............|.--o--......" in stream.getvalue()
