"""Settings for some tickets only, in any process, on one ticket and across tickets."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_cli import run
from ticketlint.config.reading import read_config
from ticketlint.config.settings import Config
from ticketlint.model import Ticket, TicketField, TicketResult
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, run_check
from ticketlint.sources import SourceOptions

TEXT = "Handle the export of the ZBM."
# What each of the tickets is, beside a story with the same text.
TICKETS: dict[str, dict[str, Any]] = {
    "PAY-1": {"project": "PAY"},
    "PAY-2": {"project": "PAY", "labels": ("raw",)},
    "OPS-1": {"status": "Waiting for Approval", "components": ("Ledger",), "priority": "High"},
    "OPS-2": {"parent": "OPS-9", "type": "Task"},
    "OPS-3": {"source": "backlog/ops/three.md"},
    "ELS-1": {},
    "ELS-2": {"labels": ("english",)},
}
# Of these the words read like no English, as names of products do.
NAMES = "Refonte page accueil"
OVERRIDES = """\
rules:
  thin-description: {severity: error, options: {fewest: 1}}
overrides:
  - match: {project: PAY}
    rules: {vague-verb: error, undefined-acronym: error}
  - match: {label: r*, kind: story}
    rules: {vague-verb: off}
  - match: {component: ledger, priority: high, status: waiting*}
    profile: pedantic
  - match: {epic: OPS-9}
    rules: {thin-description: {options: {fewest: 9}}}
  - match: {path: "backlog/ops/*"}
    levels: {story: {refined: [criterion], ready: [criterion]}}
  - match: {label: english}
    language: en
  - match: {project: NOWHERE}
    rules: {vague-verb: off}
"""


def tickets() -> list[Ticket]:
    return [
        Ticket(key, *text_of(key), **{"type": "Story", **facts}) for key, facts in TICKETS.items()
    ]


def text_of(key: str) -> tuple[str, tuple[TicketField, ...]]:
    is_odd = key.startswith("ELS")
    text = "" if is_odd else TEXT
    return NAMES if is_odd else "Load the prices", (TicketField("description", text),)


@pytest.fixture(scope="module", params=[1, 2], ids=["one process", "two processes"])
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("overrides") / "ticketlint.yaml"
    path.write_text(OVERRIDES)
    with Session(resolve(read_config(path)), request.param) as session:
        found = session.check(tickets())
        return {result.key: result for result in found}, found.overrides


def severities(results: Any, rule: str) -> dict[str, str]:
    by_key: dict[str, TicketResult] = results[0]
    return {
        key: finding.severity.value
        for key, result in by_key.items()
        for finding in result.findings
        if finding.rule == rule
    }


def test_a_later_override_wins_for_the_tickets_of_both(results: Any) -> None:
    found = severities(results, "vague-verb")

    assert found["PAY-1"] == "error"
    assert "PAY-2" not in found
    assert found["OPS-1"] == found["OPS-2"] == found["OPS-3"] != "error"


def test_a_profile_switches_its_rules_on_for_some_tickets(results: Any) -> None:
    by_key: dict[str, TicketResult] = results[0]
    more = {f.rule for f in by_key["OPS-1"].findings} - {f.rule for f in by_key["OPS-3"].findings}

    assert "undefined-acronym" in more


def test_a_rule_on_the_backlog_is_on_for_some_tickets(results: Any) -> None:
    assert severities(results, "undefined-acronym") == {
        "PAY-1": "error",
        "PAY-2": "error",
        "OPS-1": "note",
    }


def test_an_option_is_for_some_tickets(results: Any) -> None:
    assert severities(results, "thin-description") == {"OPS-2": "error"}


def test_a_level_is_for_some_tickets(results: Any) -> None:
    by_key: dict[str, TicketResult] = results[0]
    standing = by_key["OPS-3"].standing

    assert standing is not None
    assert any("condition" in need or "criteri" in need for need in standing.needs)


def test_a_language_is_for_some_tickets(results: Any) -> None:
    by_key: dict[str, TicketResult] = results[0]

    assert "reads like no English" in str(by_key["ELS-1"].score)
    assert by_key["ELS-1"].findings == ()
    assert by_key["ELS-2"].findings


def test_overrides_that_matched_are_known_by_their_numbers(results: Any) -> None:
    assert results[1] == {0, 1, 2, 3, 4, 5}


def test_what_did_nothing_in_a_run_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "ticketlint.yaml"
    path.write_text(
        "rules: {near-duplicate: {severity: off, options: {least: 0.9}}}\n"
        "overrides:\n- match: {project: A}\n- match: {project: NO}\n"
    )
    (tmp_path / "a.md").write_text("---\nkey: A-1\n---\n# Load prices\n\nLoad all prices.\n")

    report = run_check([str(tmp_path / "a.md")], read_config(path), SourceOptions(), 1, iter)

    told = {notice.source.rpartition("ticketlint.yaml")[2]: notice for notice in report.notices}
    assert list(told) == [":1:41", ":4:3"]
    assert "`rules.near-duplicate.options` change nothing" in told[":1:41"].message
    assert "matched no ticket" in told[":4:3"].message


def test_what_did_nothing_is_said_where_no_text_tells_it_and_fails_a_strict_run(
    tmp_path: Path,
) -> None:
    (tmp_path / "ticketlint.yaml").write_text("overrides: [{match: {project: NO}}]\n")
    (tmp_path / "a.md").write_text("---\nkey: A-1\n---\n# Load prices\n\nLoad all prices.\n")
    command = ("check", "a.md", "--fail-on", "never", "-o", "json")

    strict, lax = (run(*command, *flags, cwd=tmp_path) for flags in (("--strict-config",), ()))

    told = "ticketlint: ticketlint.yaml:1:13: this override matched no ticket of the run"
    assert (strict.returncode, lax.returncode) == (2, 0)
    assert strict.stderr.count(told) == lax.stderr.count(told) == 1
    assert json.loads(strict.stdout)["gate"]["passed"] is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"profile": "pedantic"}, {"profile": "recommended"}, id="profile"),
        pytest.param({"match": {"project": "A"}}, {"match": {"project": "B"}}, id="match"),
        pytest.param(
            {"levels": {"bug": {"ready": ["actor"]}}},
            {"levels": {"bug": {"refined": ["actor"]}}},
            id="levels",
        ),
        pytest.param(
            {"rules": {"thin-description": {"options": {"fewest": 4}}}},
            {"rules": {"thin-description": {"options": {"fewest": 5}}}},
            id="options",
        ),
    ],
)
def test_what_an_override_says_is_part_of_the_digest(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    digests = [
        resolve(Config.model_validate({"overrides": [{"match": {}, **says}]})).digest
        for says in (one, other)
    ]

    assert digests[0] != digests[1]


def test_without_overrides_every_ticket_has_the_ruleset_of_the_run() -> None:
    ruleset = resolve(Config())

    assert ruleset.for_overrides(()) is ruleset
    assert ruleset.settings.shown_for(tickets()[0], "story") is ruleset.settings  # type: ignore[arg-type]
