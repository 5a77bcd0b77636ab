"""Which place decides a setting: flags, `-c`, the environment, files and what they extend."""

import json
import sys
from collections.abc import Iterator
from functools import reduce
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from ticketlint.cli.commands import app
from ticketlint.cli.options import load_config
from ticketlint.config.gatetable import GateLimits
from ticketlint.config.given import ENVIRONMENT, PRECEDENCE, of_flags
from ticketlint.config.reading import MOST_FILES, read_config
from ticketlint.config.settings import Config
from ticketlint.config.telling import tell
from ticketlint.errors import ConfigError
from ticketlint.run.configcheck import faults_of

# Of each setting that a variable gives, the value of an upper and of a lower place.
VALUES = {
    "fail_on": ("note", "never"),
    "gate.min_score": (80.0, 20.0),
    "gate.min_level": ("ready", "refined"),
    "gate.max_warnings": (0, 9),
    "level": ("note", "error"),
    "profile": ("pedantic", "recommended"),
    "max_questions": (5, 9),
    "open_only": (True, False),
    "baseline": ("new.json", "old.json"),
}
PLACES = [row.name for row in PRECEDENCE]


def write(folder: Path, text: str, name: str = "ticketlint.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def in_file(key: str, value: str) -> str:
    return reduce("{{{1}: {0}}}".format, reversed(key.split(".")), value)


def value_of(config: Config, key: str) -> object:
    return reduce(getattr, key.split("."), config)


@pytest.mark.parametrize(("upper", "lower"), [*pairwise(PLACES)], ids=PLACES[:-1])
@pytest.mark.parametrize(("variable", "key"), [*ENVIRONMENT.items()], ids=[*ENVIRONMENT])
def test_a_place_wins_over_the_one_that_stands_below_it_in_the_table(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    key: str,
    upper: str,
    lower: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = {
        name: json.dumps(value) for name, value in zip((upper, lower), VALUES[key], strict=True)
    }
    texts = {place: in_file(key, value) for place, value in told.items()}
    write(tmp_path, texts.get("extended", "{}"), "base.yaml")
    own = f", {texts['file'][1:-1]}" if "file" in told else ""
    write(tmp_path, f"{{extends: base.yaml{own}}}")
    if "environment" in told:
        monkeypatch.setenv(variable, told["environment"].strip('"'))
    flag = {key.rpartition(".")[2]: VALUES[key][0]} if "flag" in told else {}

    config = load_config(
        [f"{key}={told['pair']}"] if "pair" in told else [], False, flags=tuple(of_flags(**flag))
    )

    decides = PRECEDENCE[PLACES.index(upper)]
    assert str(value_of(config, key)).endswith(str(VALUES[key][0]))
    assert config.layers.origin_of(tuple(key.split("."))).startswith(decides.told_as)


def commands(command: Any) -> Iterator[Any]:
    """Yield a command and those below it."""
    yield command
    for below in command.commands.values() if isinstance(command, TyperGroup) else ():
        yield from commands(below)


def test_no_variable_of_a_setting_is_read_past_the_table() -> None:
    """A variable that typer reads would stand as high as a flag."""
    options = [one for command in commands(get_command(app)) for one in command.params]
    read_by_typer = {one.name for one in options if one.envvar}
    told = "\n".join(getattr(one, "help", None) or "" for one in options)

    assert not read_by_typer & {*Config.model_fields, *GateLimits.model_fields}
    assert all(f"[env var: {variable}]" in told for variable in ENVIRONMENT)


def test_what_extends_wins_and_mappings_are_merged_and_lists_replaced(tmp_path: Path) -> None:
    write(
        tmp_path,
        "glossary: [A]\nfail_on: note\nsections: {need: [Anlass], steps: [Weg]}\n"
        "rules: {open-list: off, near-duplicate: {severity: note, options: {least: 0.7}}}\n",
        "one.yaml",
    )
    write(tmp_path, "glossary: [B]\nmax_questions: 9\n", "sub/two.yaml")
    path = write(
        tmp_path,
        "extends: [ticketlint:pedantic, one.yaml, sub/two.yaml]\nsections: {need: [Why]}\n"
        "rules: {near-duplicate: error}\n",
    )

    config = read_config(path, named=False)

    assert (config.profile, config.fail_on, config.max_questions) == ("pedantic", "note", 9)
    assert config.glossary == ("B",)
    assert config.sections == {"need": ("Why",), "steps": ("Weg",)}
    assert (config.level_of("open-list"), config.level_of("near-duplicate")) == ("off", "error")
    assert config.options("near-duplicate") == {"least": 0.7}
    assert config.layers.origin_of(("profile",)) == "ticketlint:pedantic:2:1"


def test_paths_count_from_the_file_that_says_them(tmp_path: Path) -> None:
    write(tmp_path, "vocab: [../words.txt, own.txt]\n", "team/base.yaml")
    path = write(tmp_path, "extends: team/base.yaml\n")

    for named in (True, False):
        paths = [Path(one).resolve() for one in read_config(path, named=named).vocab]
        assert paths == [tmp_path / "words.txt", tmp_path / "team" / "own.txt"]


def test_a_package_is_extended_and_none_of_its_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "lib" / "acme_rules_of_ours"
    write(package, "raise SystemExit('it ran')\n", "__init__.py")
    write(package, "fail_on: never\nvocab: words.txt\n", "base.yaml")
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    path = write(tmp_path, "extends: pkg:acme_rules_of_ours/base.yaml\n", "tree/ticketlint.yaml")

    config = read_config(path, named=False)

    assert config.fail_on == "never"
    assert config.vocab == (str(package / "words.txt"),)
    assert "acme_rules_of_ours" not in sys.modules


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("extends: no.yaml", "1:10: `no.yaml`: no such file", id="missing"),
        pytest.param(
            "extends:\n- ticketlint:pedantik",
            "2:3: `ticketlint:pedantik`: no such profile (did you mean `pedantic`?)",
            id="profile",
        ),
        pytest.param("extends: https://example.com/a.yaml", "an address is not read", id="address"),
        pytest.param("extends: pkg:no_such_thing/a.yaml", "no package `no_such", id="package"),
        pytest.param("extends: pkg:json/no.yaml", "no such file", id="file of a package"),
        pytest.param("extends: pkg:../x/a.yaml", "write `pkg:NAME/FILE.yaml`", id="no name"),
        pytest.param("extends: ticketlint.yaml", "itself in a circle", id="itself"),
        pytest.param("extends: [circle.yaml]", "circle.yaml:1:10: `ticketlint", id="circle"),
        pytest.param("extends: words.txt", "not a .yaml, .yml, .toml file", id="suffix"),
        pytest.param("extends: plain.toml", "has no table [tool.ticketlint]", id="table"),
        pytest.param("extends: bad.yaml", "bad.yaml:1:1: unknown key `fail_onn`", id="fault"),
        pytest.param("extends: twice0.yaml", f"more than {MOST_FILES} files", id="bomb"),
        pytest.param("extends: 'a\\0.yaml'", "`a", id="odd"),
        pytest.param("extends: 7", "1:10: `extends`: should be a list", id="number"),
    ],
)
def test_what_cannot_be_extended_is_told_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    write(tmp_path, "extends: ticketlint.yaml", "circle.yaml")
    write(tmp_path, "fail_onn: note", "bad.yaml")
    write(tmp_path, "a: 1", "words.txt")
    write(tmp_path, "[project]\nname = 'x'\n", "plain.toml")
    for n in range(30):
        write(tmp_path, f"extends: [twice{n + 1}.yaml, twice{n + 1}.yaml]", f"twice{n}.yaml")

    with pytest.raises(ConfigError) as raised:
        read_config(write(tmp_path, text))

    assert told in str(raised.value)


@pytest.mark.parametrize(
    "name", ["../outside/x.yaml", "{outside}", "link.yaml", "pkg:json/../../x.yaml"]
)
def test_a_configuration_that_was_found_extends_nothing_outside_its_folder(
    tmp_path: Path, name: str
) -> None:
    outside = write(tmp_path, "fail_on: never\n# geheim\n", "outside/x.yaml")
    path = write(tmp_path, f"extends: '{name.format(outside=outside)}'\n", "tree/ticketlint.yaml")
    (tmp_path / "tree" / "link.yaml").symlink_to(outside)

    with pytest.raises(ConfigError) as raised:
        read_config(path, named=False)

    assert f"{path}:1:10: " in str(raised.value)
    assert "outside the folder of the configuration" in str(raised.value)
    assert "geheim" not in str(raised.value)
    if not name.startswith("pkg:"):
        assert read_config(path).fail_on == "never"


def test_what_a_stranger_extends_may_do_no_more_than_the_stranger(tmp_path: Path) -> None:
    write(tmp_path, "jira: {url: https://evil.example, timeout: 3}\n", "tree/a.yaml")
    write(tmp_path, "pipeline: evil\n", "tree/b.yaml")
    write(tmp_path, "vocab: ../../words.txt\n", "tree/sub/c.yaml")
    told: list[str] = []

    config = read_config(
        write(tmp_path, "extends: a.yaml\n", "tree/ticketlint.yaml"), named=False, tell=told.append
    )

    assert config.jira == {"timeout": 3}
    assert "`jira.url` ignored" in told[0]
    for name, fault in (("b.yaml", "a pipeline can run code"), ("sub/c.yaml", "outside")):
        with pytest.raises(ConfigError, match=fault):
            read_config(write(tmp_path, f"extends: {name}\n", "tree/x.yaml"), named=False)


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("fail_on=nite", "-c fail_on: `nite` is not one of"),
        ("fail_onn=note", "-c fail_onn: unknown key `fail_onn` (did you mean `fail_on`?)"),
        ("rules.open-list=of", "-c rules.open-list: `rules.open-list.severity`: `of` is not"),
        ("glossary=[a", "-c glossary: not YAML"),
        ("overrides=[{rules: {}}]", "-c overrides: for which tickets?"),
        (f"overrides=[{'{match: {}},' * 501}]", "-c overrides: should have at most 500 items"),
        ("jira.token=x", "-c jira.token: `jira`: a token does not belong"),
    ],
    ids=["word", "key", "rule", "yaml", "override", "overrides", "token"],
)
def test_a_wrong_setting_of_the_command_line_is_told_by_its_key(pair: str, told: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_config([pair], True)

    assert str(raised.value).startswith(told)
    assert "\n" not in str(raised.value)


def test_a_rule_that_a_pair_misspells_is_told_by_its_key() -> None:
    config = load_config(["rules.open-lists=off"], True)

    [fault] = faults_of(config)
    assert fault.startswith("-c rules.open-lists: no rule `open-lists` (did you mean `open-list`?)")


def test_values_of_the_command_line_are_yaml_and_lie_over_a_file(tmp_path: Path) -> None:
    file = write(tmp_path, "glossary: [A]\nrules: {open-list: off}\n", "a=b.yaml")
    given = [str(file), "glossary=[B, C]", "rules.missing-why=error", "learn_templates=false"]

    config = load_config(given, False)

    assert config.glossary == ("B", "C")
    assert (config.level_of("open-list"), config.level_of("missing-why")) == ("off", "error")
    assert config.learn_templates is False


@pytest.mark.parametrize("way", ["flag", "environment", "name", "none"])
def test_a_configuration_that_is_trusted_may_do_what_one_that_was_found_may_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    write(tmp_path, "A\n", "words.txt")
    path = write(tmp_path, "pipeline: other\nvocab: ../words.txt\n", "tree/ticketlint.yaml")
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("TICKETLINT_TRUST_CONFIG", "1" if way == "environment" else "")
    named = [str(path)] if way == "name" else []

    if way == "none":
        with pytest.raises(ConfigError, match="2 faults in the configuration"):
            load_config(named, False)
        return
    config = load_config(named, False, trust=way == "flag")

    assert config.pipeline == "other"
    assert Path(config.vocab[0]).resolve() == tmp_path / "words.txt"


def test_two_files_on_the_command_line_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"-c: two configuration files .let one name the other"):
        load_config(["a.yaml", "b.yaml"], False)


def test_isolated_reads_no_file_though_the_environment_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TICKETLINT_CONFIG", str(write(tmp_path, "fail_on: never\n")))

    assert load_config(None, True) == Config()
    assert load_config(None, False).fail_on == "never"


def test_what_is_shown_can_be_read_again(tmp_path: Path) -> None:
    write(tmp_path, "Ä: b\n", "words.txt")
    path = write(
        tmp_path,
        "extends: ticketlint:pedantic\nsections: {need: ['# Warum?', 'a: b', 'true', off]}\n"
        "rules: {open-list: off, near-duplicate: {options: {least: 0.7}}}\nvocab: words.txt\n"
        "overrides: [{match: {project: PAY, label: ['[a]*']}, rules: {missing-why: note}}]\n"
        "scorecard: {points: {actor: 7}, levels: {bug: {ready: [actor]}}}\njira: {timeout: 3}\n",
    )

    config = read_config(path)
    again = read_config(write(tmp_path, "\n".join(tell(config)), "again.yaml"))

    assert again.model_copy(update={"extends": config.extends}) == config
