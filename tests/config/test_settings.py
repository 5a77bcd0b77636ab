"""One frozen configuration from flags, environment and file, with located faults."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from tests.cli.test_cli import run
from ticketlint.backlog.options import NearDuplicates
from ticketlint.cleaning.templates import read_templates
from ticketlint.config.reading import read_config
from ticketlint.config.search import FILE_NAMES, find_config
from ticketlint.config.settings import Config, RuleSetting
from ticketlint.config.vocabulary import read_vocabulary
from ticketlint.config.yamlfile import YamlProblems
from ticketlint.errors import ConfigError, RuleError
from ticketlint.judging.linter import Linter
from ticketlint.model import Ticket, TicketField
from ticketlint.rules.pack import find_rule, read_rule
from ticketlint.rules.removed import REMOVED
from ticketlint.run.selection import all_rules, load_pack, resolve
from ticketlint.run.session import Session

STORIES = {
    "kinds": ["story"],
    "rules": {"evidence-missing": "warning", "undefined-acronym": "warning"},
}


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
    assert config.level_of("open-list") == "off"
    assert config.level_of("missing-why") == "error"
    assert config.for_overrides((0,)).level_of("missing-why") == "note"
    assert config.for_overrides((0,)).options("missing-why") == {"a": 1}
    assert config.options("missing-why") == {"a": 1}
    assert config.rule_paths == (str(tmp_path / "ours"),)


def test_pyproject_toml_counts_where_it_has_our_table(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, '[tool.ticketlint]\nfail_on = "note"\n', "pyproject.toml")
    write(tmp_path / "sub", "[project]\n", "pyproject.toml")

    found = find_config(tmp_path / "sub")

    assert found == tmp_path / "pyproject.toml"
    assert read_config(found).fail_on == "note"


def test_the_search_outside_git_stops_at_a_folder_of_anybody(tmp_path: Path) -> None:
    write(tmp_path, "fail_on: note")
    inside = tmp_path / "anybody" / "own"
    inside.mkdir(parents=True)
    inside.parent.chmod(0o777)

    assert find_config(inside) is None
    assert find_config(tmp_path / "anybody") == tmp_path / "ticketlint.yaml"


def test_the_search_outside_git_stops_at_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "fail_on: note")
    inside = tmp_path / "tickets"
    inside.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))

    assert find_config(inside) is None
    assert find_config(tmp_path) == tmp_path / "ticketlint.yaml"


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


TABLE = "[project]\nname = 'x'\n\n[tool.ticketlint]\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("tool = 5", "1:8: `tool`: should be a table", id="tool"),
        pytest.param("[[tool]]\nx = 1", "1:1: `tool`: should be a table", id="list of tools"),
        pytest.param(
            "tool.ticketlint = 3", "1:19: `tool.ticketlint`: should be a table, under", id="table"
        ),
        pytest.param("[[tool.ticketlint]]", "1:1: `tool.ticketlint`: should be", id="tables"),
        pytest.param(
            TABLE + "fail_onn = 'note'",
            "5:1: unknown key `fail_onn` (did you mean `fail_on`?)\n   5 | fail_onn = 'note'\n       ^",
            id="key",
        ),
        pytest.param(
            TABLE + "fail_on = 'nite'",
            "5:11: `tool.ticketlint.fail_on`: `nite` is not one of error, warning, note, never "
            "(did you mean `note`?)",
            id="word",
        ),
        pytest.param(
            TABLE + "glossary = [\n  'a', # one\n  7,\n]",
            "7:3: `tool.ticketlint.glossary`: should be text",
            id="item on a line of its own",
        ),
        pytest.param(
            TABLE + "[tool.ticketlint.rules]\n'open-list' = {severity = 'of', options = {}}",
            "6:27: `tool.ticketlint.rules.open-list.severity`: `of` is not one of",
            id="inline table",
        ),
        pytest.param(
            TABLE + "[[tool.ticketlint.overrides]]\nkinds = ['bug']\nrules = {}\n"
            "[[tool.ticketlint.overrides]]\nkinds = ['bugs']\nrules.a = 'off'",
            "9:10: `tool.ticketlint.overrides.kinds`: `bugs` is not one of bug",
            id="second of a list of tables",
        ),
        pytest.param(
            "tool.ticketlint.jira.timeout = 'x'",
            "1:32: `tool.ticketlint.jira.timeout`: should be a valid number",
            id="dotted key",
        ),
        pytest.param(
            'x = """a\n[tool]\n""" # "\n[tool."ticketlint"]\n"max_questions" = 0',
            "5:19: `tool.ticketlint.max_questions`: should be greater than",
            id="behind a text of many lines",
        ),
        pytest.param(TABLE + f"max_questions = 1{'0' * 40}", "5:17: the number is", id="number"),
        pytest.param(TABLE + "fail_on = ", "5:11: not TOML: Invalid value", id="no TOML"),
        pytest.param("x = [" + "[" * 200, "nested deeper than 50", id="brackets"),
        pytest.param("x" + ".x" * 200_000 + " = 1", "nested deeper than 50", id="dots"),
        pytest.param("\ufeff" + TABLE + "open_only = 3", "5:13: `tool.tick", id="byte-order mark"),
        pytest.param(TABLE.replace("\n", "\r\n") + "open_only = 3", "5:13: `tool.", id="CRLF"),
    ],
)
def test_a_fault_in_pyproject_toml_is_told_with_its_place(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_bytes(text.encode())

    with pytest.raises(ConfigError) as raised:
        read_config(find_config(tmp_path))

    assert f"{path}:" in str(raised.value)
    assert told in str(raised.value)


def test_all_faults_of_pyproject_toml_are_told_at_once(tmp_path: Path) -> None:
    text = TABLE + "fail_onn = 1\nopen_only = 'x'\nvocab = 3\n"

    with pytest.raises(ConfigError, match="3 faults in the configuration"):
        read_config(write(tmp_path, text, "pyproject.toml"))


@pytest.mark.parametrize("name", ["rule_paths", "vocab", "templates"])
@pytest.mark.parametrize(
    "path",
    ["{outside}", "../outside/words.md", "link.md", "link", "inside", "/dev/zero", "inside/../.."],
    ids=["absolute", "above", "link", "link to a folder", "link in a folder", "device", "dots"],
)
def test_a_configuration_that_was_found_reads_nothing_outside_its_folder(
    tmp_path: Path, name: str, path: str
) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    (tree / "inside").mkdir(parents=True)
    outside.mkdir()
    (outside / "words.md").write_text("geheim: a\n")
    (tree / "link.md").symlink_to(outside / "words.md")
    (tree / "link").symlink_to(outside)
    (tree / "inside" / "own.md").symlink_to(outside / "words.md")
    text = f"fail_on: note\n{name}: [{path.format(outside=outside / 'words.md')}]\n"
    file = write(tree, text)

    with pytest.raises(ConfigError) as raised:
        read_config(file, named=False)

    assert f"{file}:2:{len(name) + 4}: `{name}`: lies or leads outside the folder" in str(
        raised.value
    )
    assert "geheim" not in str(raised.value)
    assert getattr(read_config(file), name)  # one that somebody names may do it


def test_a_configuration_that_was_found_reads_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a.txt").write_text("PSR: payment\n")
    (tmp_path / "link.txt").symlink_to("words/a.txt")
    file = write(tmp_path, "vocab: [words/a.txt, link.txt, ./words/../words/a.txt]\n")

    assert read_vocabulary(read_config(file, named=False).vocab) == ("PSR",) * 3


def test_files_of_certificates_count_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    file = write(tmp_path, "jira: {ca_bundle: ca.pem, client_key: /own/key.pem}\n")

    assert read_config(file).jira == {
        "ca_bundle": str(tmp_path / "ca.pem"),
        "client_key": "/own/key.pem",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jira: {timeout: .inf}", "1:17: `jira.timeout`: should be a valid number"),
        ("jira: {timeout: 100000}", "1:17: `jira.timeout`: should be less than"),
        ("jira: {ulr: x}", "1:8: unknown key `ulr` (did you mean `url`?)"),
        ("jira: {token: x}", "1:7: `jira`: a token does not belong in a file"),
        ("jira: [x]", "1:7: `jira`: should be a mapping"),
    ],
)
@pytest.mark.parametrize("named", [True, False], ids=["named", "found"])
def test_a_fault_in_the_table_of_jira_is_told_with_its_place(
    tmp_path: Path, text: str, told: str, named: bool
) -> None:
    with pytest.raises(ConfigError) as raised:
        read_config(write(tmp_path, text), named=named)

    assert told in str(raised.value)


def test_a_pipeline_is_loaded_from_a_named_configuration_only(tmp_path: Path) -> None:
    file = write(tmp_path, "fail_on: note\npipeline: en_core_web_sm\n")

    with pytest.raises(ConfigError, match=r":2:11: `pipeline`: a pipeline can run code"):
        read_config(file, named=False)
    assert read_config(file).pipeline == "en_core_web_sm"


@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_found_configuration_that_is_a_link_to_elsewhere_is_not_read(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "secret").write_text("root:x:0:0:root\n")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / name).symlink_to("../secret")

    with pytest.raises(ConfigError) as raised:
        read_config(find_config(tmp_path / "tree"), named=False)

    assert "is a link to a file outside its folder (name it with --config)" in str(raised.value)
    assert "root:x" not in str(raised.value)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_giant(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def make_latin(path: Path) -> None:
    path.write_bytes("a: b\nfail_on: n\xe9".encode("latin-1"))


ODD_FILES = {
    "pipe": (make_pipe, "is not a regular file"),
    "device": (make_device, "is not a regular file"),
    "a gigabyte": (make_giant, "larger than 1 MB"),
    "Latin-1": (make_latin, "is not UTF-8 text (line 2)"),
    "nothing": (Path.exists, "No such file or directory"),
}
READERS = {
    "x.yaml": read_config,
    "x.toml": read_config,
    "x.txt": lambda path: read_vocabulary((str(path),)),
    "x.md": lambda path: read_templates([str(path)]),
    "x.yml": lambda path: read_templates([str(path)]),
    "x-rule.yaml": lambda path: read_rule(path, {}),
}


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and devices")
@pytest.mark.parametrize(("make", "told"), ODD_FILES.values(), ids=ODD_FILES)
@pytest.mark.parametrize(("name", "read"), READERS.items(), ids=READERS)
def test_only_regular_files_of_a_bounded_size_are_read(
    tmp_path: Path,
    make: Callable[[Path], object],
    told: str,
    name: str,
    read: Callable[..., object],
) -> None:
    make(tmp_path / name)

    with pytest.raises((ConfigError, YamlProblems)) as raised:
        read(tmp_path / name)

    assert str(raised.value).startswith(str(tmp_path / name))
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
def test_a_pipe_among_the_rules_or_templates_is_passed_by(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe.yaml")

    assert read_templates([str(tmp_path)]).count == 0
    with pytest.raises(RuleError, match="no rule files"):
        all_rules(Config(rule_paths=(str(tmp_path),)))


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are any bytes")
def test_a_folder_whose_name_is_no_text_has_its_configuration(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    (folder / "words").mkdir(parents=True)
    (folder / "words" / "a.txt").write_text("ZBM: what\n")
    write(folder, "fail_on: never\nvocab: words/a.txt\ntemplates: []\n")
    (folder / "t.md").write_text("# Export the invoices\n\nThe ZBM exports.\n")
    command = [sys.executable, "-m", "ticketlint", "check", "t.md", "-o", "json"]

    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    write(folder, "fail_onn: never\n")
    bad = subprocess.run(command, cwd=folder, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)["tickets"]) == 1
    assert bad.returncode == 2
    assert "unknown key `fail_onn`" in bad.stderr.decode()
    assert b"internal error" not in bad.stderr


@pytest.mark.parametrize(
    "config",
    [Config(select=("vague-verbs",)), Config.model_validate({"rules": {"vague-verbs": "off"}})],
    ids=["select", "rules"],
)
def test_a_rule_that_does_not_exist_is_refused(config: Config) -> None:
    with pytest.raises(ConfigError, match="did you mean `vague-verb`"):
        load_pack(config)


@pytest.mark.parametrize(
    ("yaml", "toml", "places", "told"),
    [
        pytest.param(
            "rules:\n  near-duplicate: {options: {leats: 0.9}}\n",
            "rules.near-duplicate.options.leats = 0.9\n",
            ("2:30", "2:30"),
            "rules.near-duplicate.options.leats`: no such option (did you mean `least`?)",
            id="misspelt",
        ),
        pytest.param(
            "rules:\n  near-duplicate:\n    options: {least: most}\n",
            "[tool.ticketlint.rules.near-duplicate.options]\nleast = 'most'\n",
            ("3:22", "3:9"),
            "rules.near-duplicate.options.least`: should be a valid number",
            id="wrong type",
        ),
        pytest.param(
            "rules:\n  missing-why: {options: {least: 1}}\n",
            "rules = {missing-why = {options = {least = 1}}}\n",
            ("2:27", "2:36"),
            "rules.missing-why.options.least`: no such option (this takes none)",
            id="takes none",
        ),
        pytest.param(
            "rules:\n  vague-verb: {options: {least: 1}}\n",
            "rules = {vague-verb = {options = {least = 1}}}\n",
            ("2:26", "2:35"),
            "rules.vague-verb.options.least`: no such option (this takes none)",
            id="no check",
        ),
        pytest.param(
            "scorecard:\n  points: {actor: {stroy: 3}}\n",
            "[tool.ticketlint.scorecard.points.actor]\nstroy = 3\n",
            ("2:20", "3:1"),
            "`stroy` is not one of bug, story, task, epic, spike",
            id="deep",
        ),
        pytest.param(
            "rules: {near-duplicate: {options: 1}}\n",
            "rules.near-duplicate.options = 1\n",
            ("1:35", "2:32"),
            "rules.near-duplicate.options`: should be a mapping",
            id="no mapping",
        ),
        pytest.param(
            "rules:\n  vague-verbs: off\n",
            "rules.vague-verbs = 'off'\n",
            ("2:3", "2:7"),
            "no rule `vague-verbs` (did you mean `vague-verb`?)",
            id="rule",
        ),
        pytest.param(
            "select: [open-list, vague-verbs]\n",
            "select = ['open-list', 'vague-verbs']\n",
            ("1:21", "2:24"),
            "no rule `vague-verbs` (did you mean `vague-verb`?)",
            id="selected rule",
        ),
        pytest.param(
            "overrides:\n- kinds: [bug]\n  rules: {vague-verbs: note}\n",
            "[[tool.ticketlint.overrides]]\nkinds = ['bug']\nrules = {vague-verbs = 'note'}\n",
            ("3:11", "4:10"),
            "no rule `vague-verbs` (did you mean `vague-verb`?)",
            id="rule of an override",
        ),
        pytest.param(
            "overrides:\n- kinds: [bug]\n  rules: {near-duplicate: {options: {least: 1}}}\n",
            "[[tool.ticketlint.overrides]]\nkinds = ['bug']\n"
            "rules = {near-duplicate = {options = {least = 1}}}\n",
            ("3:28", "4:28"),
            "this rule compares all tickets",
            id="option of an override",
        ),
    ],
)
@pytest.mark.parametrize("name", ["ticketlint.yaml", "pyproject.toml"])
def test_a_wrong_rule_or_option_in_a_file_is_told_with_its_place(
    tmp_path: Path, name: str, yaml: str, toml: str, places: tuple[str, str], told: str
) -> None:
    text, place = yaml, places[0]
    if name == "pyproject.toml":
        text, place = f"[tool.ticketlint]\n{toml}", places[1]

    with pytest.raises(ConfigError) as raised:
        load_pack(read_config(write(tmp_path, text, name)))

    assert f"{name}:{place}: " in str(raised.value)
    assert told in str(raised.value)


def test_all_wrong_rules_and_options_are_told_at_once(tmp_path: Path) -> None:
    text = "rules:\n  no-such: off\n  near-duplicate: {options: {least: 2, lest: 1, most: 1}}\n"

    with pytest.raises(ConfigError) as raised:
        load_pack(read_config(write(tmp_path, text)))

    assert str(raised.value).count("ticketlint.yaml:") == 1 + 3


def test_what_a_flag_says_has_no_place_in_the_file(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, "select: [open-list]\n"))
    flagged = config.model_copy(update={"select": ("no-such",)})

    with pytest.raises(ConfigError, match=r"^--select: no rule `no-such`"):
        load_pack(flagged, "--select")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("superlative", "it was merged into `vague-quality`", id="merged"),
        pytest.param("agentless-passive", "it was removed; leave it out", id="removed"),
    ],
)
def test_a_rule_of_an_earlier_version_is_told_what_became_of_it(name: str, told: str) -> None:
    config = Config(rules={name: RuleSetting(severity="off")})

    with pytest.raises(ConfigError, match=f"no rule `{name}` .{told}"):
        load_pack(config)
    with pytest.raises(RuleError, match=told):
        find_rule(load_pack(Config()), name)


def test_no_rule_is_gone_and_there_or_merged_into_one_that_is_gone() -> None:
    known = set(load_pack(Config(profile="pedantic")).rules)

    assert not known & set(REMOVED)
    assert {name for name in REMOVED.values() if name} <= known


def test_options_of_a_configuration_are_those_of_the_rule() -> None:
    settings = {"rules": {"near-duplicate": {"options": {"least": 0.7}}}}

    pack = load_pack(Config.model_validate(settings))

    check = pack.rules["near-duplicate"].match.backlog
    assert check is not None
    assert check.options == NearDuplicates(least=0.7)
    assert pack.hash != load_pack(Config()).hash


@pytest.mark.parametrize(
    ("settings", "kinds"),
    [
        pytest.param({}, [], id="off by its profile"),
        pytest.param({"rules": {"evidence-missing": "off"}}, [], id="switched off"),
        pytest.param({"overrides": [STORIES]}, ["story"], id="on for stories"),
        pytest.param(
            {"rules": {"evidence-missing": "off"}, "overrides": [STORIES]},
            ["story"],
            id="off but for stories",
        ),
        pytest.param(
            {"rules": {"evidence-missing": "note"}, "overrides": [STORIES]},
            ["story", "task"],
            id="on for all",
        ),
        pytest.param({"select": ["open-list"], "overrides": [STORIES]}, [], id="not selected"),
        pytest.param({"select": ["evidence-missing"]}, ["story", "task"], id="selected"),
    ],
)
def test_an_override_switches_a_rule_on_for_some_kinds(
    nlp: Language, settings: dict[str, Any], kinds: list[str]
) -> None:
    config = Config.model_validate(settings)
    linter = Linter(resolve(config), nlp)
    field = TicketField("description", "Customers need the prices in a file.")
    tickets = [Ticket(kind, "Export the prices", (field,), type=kind) for kind in ("story", "task")]

    found = [
        result.key
        for result in linter.lint(tickets)
        if any(finding.rule == "evidence-missing" for finding in result.findings)
    ]

    assert found == kinds


def test_an_override_switches_a_rule_on_a_backlog_on_for_some_kinds() -> None:
    config = Config.model_validate({"overrides": [STORIES]})
    field = TicketField("description", "The export must call the ZBM first.")
    tickets = [Ticket(kind, "Export the prices", (field,), type=kind) for kind in ("story", "task")]

    with Session(resolve(config)) as session:
        results = list(session.check(tickets))

    found = {r.key for r in results for f in r.findings if f.rule == "undefined-acronym"}
    assert found == {"story"}


def test_a_flag_that_ignores_a_rule_wins_over_an_override(tmp_path: Path) -> None:
    write(tmp_path, "overrides: [{kinds: [story], rules: {vague-verb: error}}]\n")
    (tmp_path / "a.md").write_text("---\ntype: story\n---\n# Export\n\nHandle the export.\n")
    found, ignored = (
        run("check", "a.md", "-o", "concise", *flags, cwd=tmp_path)
        for flags in ((), ("--ignore", "vague-verb"))
    )

    assert "error[vague-verb]" in found.stdout
    assert "vague-verb" not in ignored.stdout


def test_a_rule_switched_off_leaves_the_pack() -> None:
    pack = load_pack(Config.model_validate({"rules": {"open-list": "off"}}))

    assert "open-list" not in pack.rules
    assert "vague-verb" in pack.rules


def test_selecting_rules_runs_these_only() -> None:
    assert list(load_pack(Config(select=("open-list",))).rules) == ["open-list"]
