"""One frozen configuration from flags, environment and file, with located faults."""

from pathlib import Path

import pytest

from ticketlint.config.settings import Config, find_config, read_config
from ticketlint.errors import ConfigError
from ticketlint.model import Kind
from ticketlint.run.selection import load_pack


def write(folder: Path, text: str, name: str = "ticketlint.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_file_sets_rules_overrides_and_paths(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "fail_on: warning\n"
        "rules:\n  open-list: off\n  missing-why: {severity: error, options: {a: 1}}\n"
        "overrides:\n  - kinds: [bug]\n    rules: {missing-why: note}\n"
        "rule_paths: ours\n",
    )

    config = read_config(path)

    assert config.fail_on == "warning"
    assert config.level("open-list", Kind.STORY) == "off"
    assert config.level("missing-why", Kind.STORY) == "error"
    assert config.level("missing-why", Kind.BUG) == "note"
    assert config.options("missing-why") == {"a": 1}
    assert config.rule_paths == (str(tmp_path / "ours"),)


def test_pyproject_toml_counts_where_it_has_our_table(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, '[tool.ticketlint]\nfail_on = "note"\n', "pyproject.toml")
    write(tmp_path / "sub", "[project]\n", "pyproject.toml")

    found = find_config(tmp_path / "sub")

    assert found == tmp_path / "pyproject.toml"
    assert read_config(found).fail_on == "note"


def test_the_search_stops_at_a_git_root(tmp_path: Path) -> None:
    write(tmp_path, "fail_on: note")
    (tmp_path / "repo" / ".git").mkdir(parents=True)

    assert find_config(tmp_path / "repo") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fail_onn: note", "ticketlint.yaml:1:1: unknown key `fail_onn` (did you mean `fail_on`?)"),
        ("fail_on: never ever", "`never ever` is not one of error, warning, note, never"),
        (
            "overrides:\n - kinds: [bugs]\n   rules: {}",
            "2:12: `overrides.kinds`: `bugs` is not one of bug",
        ),
        ("rules: {a: 1}", "1:12: `rules.a`"),
        ("sections: {criteria: [x]}", "`sections.criteria"),
        ("fail_on: note\nfail_on: error", "2:1: key `fail_on` stands twice"),
        ("a: [", "not YAML"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_config(write(tmp_path, text))

    assert told in str(raised.value)


def test_a_fault_in_pyproject_toml_names_the_setting(tmp_path: Path) -> None:
    path = write(tmp_path, '[tool.ticketlint]\nfail_on = "high"\n', "pyproject.toml")

    with pytest.raises(ConfigError, match=r"tool\.ticketlint\.fail_on"):
        read_config(path)


@pytest.mark.parametrize(
    "config",
    [Config(select=("vague-verbs",)), Config.model_validate({"rules": {"vague-verbs": "off"}})],
    ids=["select", "rules"],
)
def test_a_rule_that_does_not_exist_is_refused(config: Config) -> None:
    with pytest.raises(ConfigError, match="did you mean `vague-verb`"):
        load_pack(config)


def test_a_rule_switched_off_leaves_the_pack() -> None:
    pack = load_pack(Config.model_validate({"rules": {"open-list": "off"}}))

    assert "open-list" not in pack.rules
    assert "vague-verb" in pack.rules


def test_selecting_rules_runs_these_only() -> None:
    assert list(load_pack(Config(select=("open-list",))).rules) == ["open-list"]
