"""A team reads its card, changes it, and is told what is wrong with it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_cli import run as command
from ticketlint.config.reading import read_config
from ticketlint.config.scoretable import Needs
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError, RuleError
from ticketlint.model import Kind
from ticketlint.rules.scorecard import shipped_scorecard
from ticketlint.run.selection import card_of, scored_rules
from ticketlint.scoring.facts import FACTS

SHIPPED = shipped_scorecard().read_text("utf-8")
STORY = {
    "key": "PAY-1",
    "type": "Story",
    "title": "Show why a card payment was declined",
    "description": "As a buyer I want to see why my card was declined, so that I can use another.",
}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return command(*arguments, cwd=folder)


def checked(folder: Path, *arguments: str, settings: str = "") -> dict[str, object]:
    (folder / "t.jsonl").write_text(json.dumps(STORY), "utf-8")
    (folder / "ticketlint.yaml").write_text(settings or "max_questions: 3\n", "utf-8")
    done = run(folder, "check", "t.jsonl", "-o", "json", "--fail-on", "never", *arguments)
    assert not done.stderr or done.returncode == 0, done.stderr
    [ticket] = json.loads(done.stdout)["tickets"]
    return ticket


def configured(folder: Path, text: str, *, named: bool = True) -> Config:
    path = folder / "ticketlint.yaml"
    path.write_text(text, "utf-8")
    return read_config(path, named=named)


def test_explain_score_prints_the_card(tmp_path: Path) -> None:
    told = run(tmp_path, "explain", "score", "--isolated").stdout

    assert all(name in told for name in FACTS)
    assert "it says why this is wanted" in told
    assert "refined" in told


def test_other_points_count_and_the_best_ticket_still_has_100(tmp_path: Path) -> None:
    config = configured(tmp_path, "scorecard: {points: {actor: {story: 60}, done: 0}}\n")

    card = card_of(config)

    assert card.facts["actor"].points[Kind.STORY] == 60
    assert (
        card.facts["actor"].points[Kind.TASK] == card_of(Config()).facts["actor"].points[Kind.TASK]
    )
    assert not any(card.facts["done"].points.values())


def test_other_levels_replace_those_of_a_kind(tmp_path: Path) -> None:
    text = "scorecard:\n  levels:\n    story: {refined: [actor], ready: [criterion]}\n"
    levels = card_of(configured(tmp_path, text)).levels

    assert (levels[Kind.STORY].refined, levels[Kind.STORY].ready) == (("actor",), ("criterion",))
    assert levels[Kind.BUG] == card_of(Config()).levels[Kind.BUG]


def test_a_level_that_is_not_named_keeps_its_needs(tmp_path: Path) -> None:
    text = "scorecard: {levels: {story: {ready: [reason]}, bug: {refined: []}}}\n"
    levels, shipped = card_of(configured(tmp_path, text)).levels, card_of(Config()).levels

    assert levels[Kind.STORY] == Needs(refined=shipped[Kind.STORY].refined, ready=("reason",))
    assert levels[Kind.BUG] == Needs(refined=(), ready=shipped[Kind.BUG].ready)


def test_a_card_of_its_own_replaces_the_one_that_ships(tmp_path: Path) -> None:
    own = "version: 1\nfacts:\n  reason: {gives: 50, wanted: it says why we pay for it}\n"
    (tmp_path / "card.yaml").write_text(own, "utf-8")

    lost = checked(tmp_path, settings="scorecard: card.yaml\n")["lost"]

    assert {one["if"] for one in lost} <= {"it says why we pay for it"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("scorecard: {points: {actr: 5}}\n", "no fact `actr` (did you mean `actor`?)"),
        ("scorecard: {levels: {story: {ready: [reson]}}}\n", "did you mean `reason`?"),
        ("scorecard: {levels: {story: {ready: [hedges]}}}\n", "takes points"),
        (
            "scorecard: {levels: {epic: {ready: [expected]}}}\n",
            "no fact of kind epic (only of: bug)",
        ),
        (
            "overrides: [{match: {project: X}, levels: {bug: {refined: [criterion]}}}]\n",
            "`criterion` is no fact of kind bug (only of: story, task, epic)",
        ),
    ],
)
def test_a_fact_that_does_not_exist_is_told_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(ConfigError, match=r"ticketlint\.yaml:1:") as error:
        card_of(configured(tmp_path, text))

    assert told in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("scorecard: {points: {actor: -3}}\n", id="negative"),
        pytest.param("scorecard: {points: {actor: {others: -3}}}\n", id="negative for the rest"),
        pytest.param("scorecard: {points: {actor: 1000}}\n", id="too many"),
        pytest.param("scorecard: {points: {actor: much}}\n", id="no number"),
        pytest.param("scorecard: {pionts: {actor: 3}}\n", id="misspelt"),
        pytest.param("scorecard: [1]\n", id="a list"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r": 1 fault in the configuration\n.*ticketlint\.yaml:1:"):
        configured(tmp_path, text)


FAULTS = {
    "an unknown fact": SHIPPED.replace("  actor:", "  actress:"),
    "the wrong direction": "version: 1\nfacts:\n  reason: {takes: 5, wanted: it says why}\n",
    "both directions": "version: 1\nfacts:\n  reason: {takes: 5, gives: 5, wanted: it says why}\n",
    "nothing to reach": "version: 1\nfacts:\n  reason: {gives: 0, wanted: it says why}\n",
    "no words": "version: 1\nfacts:\n  reason: {gives: 5, wanted: ' '}\n",
    "another version": "version: 2\nfacts:\n  reason: {gives: 5, wanted: it says why}\n",
    "a level that asks for nothing known": SHIPPED.replace(
        "described, done]", "described, dne]", 1
    ),
    "no YAML": "facts: [",
    "empty": "",
}


@pytest.mark.parametrize("text", FAULTS.values(), ids=FAULTS)
def test_a_card_with_a_fault_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "card.yaml").write_text(text, "utf-8")

    with pytest.raises(RuleError, match=r"card\.yaml:\d+:\d+"):
        card_of(configured(tmp_path, "scorecard: card.yaml\n"))


def test_a_found_configuration_reads_no_card_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "card.yaml").write_text(SHIPPED, "utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.yaml").symlink_to(tmp_path / "card.yaml")

    for name in ("../card.yaml", "link.yaml", str(tmp_path / "card.yaml")):
        with pytest.raises(ConfigError, match="outside the folder"):
            configured(inside, f"scorecard: {name}\n", named=False)
    assert card_of(configured(inside, "scorecard: ../card.yaml\n")) == card_of(Config())


@pytest.mark.parametrize("kind", ["a folder", "a pipe", "a large file"])
def test_what_is_no_small_file_is_no_card(tmp_path: Path, kind: str) -> None:

    path = tmp_path / "card.yaml"
    if kind == "a folder":
        path.mkdir()
    elif kind == "a pipe":
        os.mkfifo(path)
    else:
        path.write_text("# much\n" * 200_000, "utf-8")

    with pytest.raises(RuleError, match=r"card\.yaml"):
        card_of(configured(tmp_path, "scorecard: card.yaml\n"))


COUNTS = min(scored_rules())


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        pytest.param(("--select", "missing-why"), "", id="a selection"),
        pytest.param(("--ignore", COUNTS), "", id="one is ignored"),
        pytest.param((), f"ignore: [{COUNTS}]\n", id="ignored by the configuration"),
    ],
)
def test_a_part_of_the_rules_gives_no_score_and_says_why(
    tmp_path: Path, arguments: tuple[str, ...], settings: str
) -> None:
    ticket = checked(tmp_path, *arguments, settings=settings)

    assert (ticket["score"], ticket["grade"], ticket["level"]) == (None, "unscored", None)
    assert "rules that count" in str(ticket["unscored_reason"])
    assert ticket["lost"] == []


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        pytest.param((), "", id="all"),
        pytest.param((), "profile: pedantic\n", id="more rules"),
        pytest.param(("--ignore", "missing-why"), "", id="a rule that does not count"),
        pytest.param((), f"rules: {{{COUNTS}: error}}\n", id="another severity"),
        pytest.param(
            (), f"overrides: [{{kinds: [bug], rules: {{{COUNTS}: off}}}}]\n", id="another kind"
        ),
    ],
)
def test_the_score_is_the_same_whatever_else_is_on(
    tmp_path: Path, arguments: tuple[str, ...], settings: str
) -> None:
    plain = checked(tmp_path)

    assert checked(tmp_path, *arguments, settings=settings)["score"] == plain["score"] is not None
