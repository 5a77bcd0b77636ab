"""A ruleset is made once: its digest names all of it, and no file is read again."""

import pickle
from pathlib import Path

import pytest

from tests.conftest import ticket
from ticketlint.annotation.account import take_account
from ticketlint.config.settings import Config
from ticketlint.model import TicketResult
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, run_check
from ticketlint.sources import SourceOptions

RULE = """
id: some-tea
summary: Tea.
severity: warning
match: {phrase: [tea]}
message: Tea.
question: Which tea?
answer: which
why: w
source: s
examples: {bad: ["<<Tea>>."], good: ["Coffee."]}
"""


def versions(**settings: object) -> object:
    config = Config.model_validate(settings)
    return run_check([], config, SourceOptions(), 1, iter).versions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({}, {"rules": {"open-list": "error"}}, id="a severity"),
        pytest.param({"max_questions": 2}, {"max_questions": 3}, id="the number of questions"),
        pytest.param(
            {}, {"overrides": [{"kinds": ["bug"], "rules": {"open-list": "off"}}]}, id="an override"
        ),
        pytest.param(
            {"rules": {"near-duplicate": {"options": {"least": 0.8}}}},
            {"rules": {"near-duplicate": {"options": {"least": 0.81}}}},
            id="an option",
        ),
        pytest.param({}, {"glossary": ["KQV"]}, id="a word of the team"),
        pytest.param({}, {"sections": {"need": ["Anlass"]}}, id="a heading of the team"),
        pytest.param({}, {"idea_statuses": ["raw"]}, id="what an idea is"),
        pytest.param({}, {"profile": "pedantic"}, id="more rules"),
    ],
)
def test_what_changes_results_changes_the_versions(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert versions(**one) == versions(**one)
    assert versions(**one) != versions(**other)


def test_the_gate_and_the_way_to_jira_change_no_version() -> None:
    jira = {"url": "https://jira.example.com"}

    assert versions() == versions(fail_on="never", jira=jira)


def test_the_words_in_a_file_are_part_of_the_versions_and_its_path_is_not(tmp_path: Path) -> None:
    for name, words in (("a", "KQV\n"), ("b", "KQV\n"), ("c", "ZBM\n")):
        (tmp_path / name).write_text(words)

    a, b, c = (versions(vocab=(str(tmp_path / name),)) for name in "abc")

    assert a == b
    assert a != c


def test_the_files_of_a_pipeline_are_part_of_its_account(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "own", "version": "1"}')
    (tmp_path / "weights").write_bytes(b"1")
    before = take_account(str(tmp_path))

    (tmp_path / "weights").write_bytes(b"2")
    after = take_account(str(tmp_path))

    assert (before.name, before.version) == (after.name, after.version) == ("en_own", "1")
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("says", "differing"),
    [
        ({"level": "note"}, set()),
        ({"max_questions": 1}, set()),
        ({"open_only": True}, set()),
        ({"fail_on": "never"}, set()),
        ({"rules": {"vague-quality": "off"}}, {"rule vague-quality"}),
        ({"ignore": ["vague-quality"]}, {"rule vague-quality"}),
        ({"rules": {"vague-quality": "error"}}, set()),
        ({"rules": {"near-duplicate": {"options": {"least": 0.9}}}}, {"rule near-duplicate"}),
        ({"rules": {"ac-subjective": "warning"}}, {"rule ac-subjective"}),
        ({"glossary": ["KQV"]}, {"glossary and vocab"}),
        ({"language": "en"}, {"language"}),
        ({"scorecard": {"points": {"actor": 2.5}}}, {"scorecard"}),
    ],
    ids=str,
)
def test_only_what_decides_a_finding_or_a_score_changes_a_part(
    says: dict[str, object], differing: set[str]
) -> None:
    plain, other = resolve(Config()).parts, resolve(Config.model_validate(says)).parts

    assert {one for one, _ in plain.items() ^ other.items()} == differing


def test_a_ruleset_crosses_to_another_process_whole(tmp_path: Path) -> None:
    config = Config(glossary=("KQV",), vocab=(), rule_paths=(str(rule_in(tmp_path)),))
    ruleset = resolve(config)

    copy = pickle.loads(pickle.dumps(ruleset))

    assert copy == ruleset
    assert copy.digest == ruleset.digest


def rule_in(folder: Path) -> Path:
    path = folder / "ambiguity" / "some-tea.yaml"
    path.parent.mkdir()
    path.write_text(RULE)
    return path.parent


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_that_change_after_the_start_change_nothing(tmp_path: Path, jobs: int) -> None:
    rules, words, lines = rule_in(tmp_path), tmp_path / "words.txt", tmp_path / "lines.yaml"
    words.write_text("KQV\n")
    lines.write_text('"":\n  - We drink a cup of the month here.\n')
    select = ("some-tea", "undefined-acronym")
    ruleset = resolve(
        Config(
            select=select, rule_paths=(str(rules),), vocab=(str(words),), templates=(str(lines),)
        )
    )
    tickets = [
        ticket(f"The tea of KQV {n}.\n\nWe drink a cup of the month here.", key=f"A-{n}")
        for n in range(120)
    ]

    with Session(ruleset, jobs) as session:
        words.write_text("ZBM\n")
        lines.unlink()
        for path in rules.iterdir():
            path.write_text("no rule at all")
        results = list(session.check(tickets))

    assert [found(result) for result in results] == [[("some-tea", "tea")]] * 120


def found(result: TicketResult) -> list[tuple[str, str]]:
    assert not result.failures
    assert result.judgement.template_lines == 1
    return [(finding.rule, finding.location.text) for finding in result.findings]
