"""Which rules run: by name, pattern, category, tag, style, and where they are in their life."""

from pathlib import Path
from typing import Any

import pytest

from ticketlint.config.reading import read_config
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError, RuleError
from ticketlint.rules.choice import is_on
from ticketlint.rules.pack import RulePack, find_rule
from ticketlint.run.configcheck import odd_names
from ticketlint.run.selection import all_rules, load_pack, settled_config

RULE = """\
severity: warning
summary: Finds tea.
match: {phrase: [tea]}
message: Tea.
question: Which tea?
answer: which
why: w
source: s
examples: {bad: ["<<Tea>>."], good: ["Coffee."]}
"""
LIVES = {
    "tea-old": "aliases: [tea-earlier]\n",
    "tea-new": "status: preview\ntags: [hot]\n",
    "tea-gone": "status: deprecated\ninstead: tea-old\n",
    "tea-ears": "style: ears\ntags: [hot]\n",
    "milk": "profile: pedantic\n",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules") / "ambiguity"
    folder.mkdir()
    for name, more in LIVES.items():
        (folder / f"{name}.yaml").write_text(f"id: {name}\n{more}{RULE}")
    return folder


def on(own: Path, settings: dict[str, Any]) -> set[str]:
    config = settled_config(Config.model_validate({"rule_paths": [str(own)], **settings}))
    return {rule.id for rule in load_pack(config).rules.values() if is_on(rule, config)} & set(
        LIVES
    )


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        pytest.param({}, {"tea-old"}, id="by default"),
        pytest.param({"profile": "pedantic"}, {"tea-old", "milk"}, id="profile"),
        pytest.param({"preview": True}, {"tea-old", "tea-new"}, id="preview"),
        pytest.param({"style": "ears"}, {"tea-old", "tea-ears"}, id="style"),
        pytest.param({"style": "gherkin"}, {"tea-old"}, id="another style"),
        pytest.param({"select": ["milk"]}, {"milk"}, id="name"),
        pytest.param({"select": ["milk, tea-ears"]}, {"milk", "tea-ears"}, id="list"),
        pytest.param({"select": ["tea-*"]}, {"tea-old", "tea-gone", "tea-ears"}, id="pattern"),
        pytest.param({"select": ["tea-"]}, {"tea-old", "tea-gone", "tea-ears"}, id="beginning"),
        pytest.param({"select": ["tea-"], "preview": True}, set(LIVES) - {"milk"}, id="with it"),
        pytest.param({"select": ["hot"]}, {"tea-ears"}, id="tag"),
        pytest.param(
            {"select": ["ambiguity"], "ignore": "tea-*"}, {"milk"}, id="category but for some"
        ),
        pytest.param({"select": ["ALL"], "preview": True}, set(LIVES), id="all"),
        pytest.param({"select": ["tea-earlier"]}, {"tea-old"}, id="earlier name"),
        pytest.param({"rules": {"tea-earlier": "off"}}, set(), id="earlier name of a setting"),
        pytest.param({"rules": {"tea-gone": "note"}}, {"tea-old", "tea-gone"}, id="deprecated"),
        pytest.param({"rules": {"tea-new": "note"}}, {"tea-old"}, id="too early"),
        pytest.param({"extend_select": ["milk"]}, {"tea-old", "milk"}, id="more"),
        pytest.param({"ignore": ["ALL"], "rules": {"milk": "error"}}, set(), id="ignored"),
        pytest.param({"select": ["milk"], "rules": {"milk": "off"}}, {"milk"}, id="by its name"),
        pytest.param(
            {"select": ["ALL"], "rules": {"milk": "off"}},
            {"tea-old", "tea-gone", "tea-ears"},
            id="all but those that are off",
        ),
    ],
)
def test_rules_are_chosen_by_what_names_them(
    own: Path, settings: dict[str, Any], names: set[str]
) -> None:
    assert on(own, settings) == names


def test_a_style_is_for_the_tickets_of_an_override(own: Path) -> None:
    override = {"match": {"project": "PAY"}, "style": "ears"}
    config = Config.model_validate({"rule_paths": [str(own)], "overrides": [override]})
    pack = load_pack(config)

    assert {rule for rule in pack.rules if rule in LIVES} == {"tea-old", "tea-ears"}
    assert not is_on(pack.rules["tea-ears"], config)
    assert is_on(pack.rules["tea-ears"], config.for_overrides((0,)))


@pytest.mark.parametrize(
    ("line", "place", "told"),
    [
        ("select: [tea-old, 'milk, mlik']", "1:19", "no rule `mlik` (did you mean `milk`?)"),
        ("ignore: ambigutiy", "1:9", "no rule `ambigutiy` (did you mean `ambiguity`?)"),
        ("extend_select: ['te*a']", "1:17", "no rule `te*a`"),
    ],
)
def test_a_name_that_means_no_rule_is_told_with_its_place(
    own: Path, tmp_path: Path, line: str, place: str, told: str
) -> None:
    path = tmp_path / "ticketlint.yaml"
    path.write_text(f"{line}\nrule_paths: '{own}'\n")

    with pytest.raises(ConfigError) as raised:
        load_pack(read_config(path))

    assert f"ticketlint.yaml:{place}: {told}" in str(raised.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rules: {tea-earlier: off}", "`tea-earlier` is called `tea-old` now"),
        ("select: tea-new", "`tea-new` is in preview and does not run (set `preview: true`"),
        ("ignore: [tea-gone]", "`tea-gone` is deprecated (use `tea-old`)"),
    ],
)
def test_a_name_of_another_time_is_told_and_no_fault(
    own: Path, tmp_path: Path, line: str, told: str
) -> None:
    path = tmp_path / "ticketlint.yaml"
    path.write_text(f"{line}\nrule_paths: '{own}'\n")
    config = read_config(path)

    [notice] = odd_names(config, all_rules(config))

    assert told in notice.message
    assert "ticketlint.yaml:1:" in notice.source


def test_an_earlier_name_finds_its_rule_and_belongs_to_one(own: Path, tmp_path: Path) -> None:
    pack: RulePack = all_rules(Config(rule_paths=(str(own),)))
    (tmp_path / "ambiguity").mkdir()
    (tmp_path / "ambiguity" / "milk.yaml").write_text(f"id: milk\naliases: [open-list]\n{RULE}")

    assert find_rule(pack, "tea-earlier").id == "tea-old"
    with pytest.raises(RuleError, match="`open-list` is the name of another rule"):
        all_rules(Config(rule_paths=(str(tmp_path),)))
