"""`ticketlint config`: what is in effect, where it stands, and every fault at once."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.cli.test_cli import run as command
from tests.conftest import ROOT
from ticketlint.config.explaining import explain
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError

FILE = """\
extends: [ticketlint:pedantic, base.yaml]
fail_on: note
overrides:
  - match: {project: PAY, kind: story}
    rules: {open-list: error}
    levels: {story: {ready: [actor]}}
  - match: {status: Nowhere}
    profile: recommended
"""
NETWORK = (
    "uses the network at https://jira.example.com (jira.url, -c jira.url), "
    "where keys of Jira or --jql are given"
)
TICKET = "---\nkey: PAY-1\ntype: Story\n---\n# Export the prices\n\nAs a clerk I want a file.\n"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return command("config", *arguments, cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ticketlint.yaml").write_text(FILE)
    (tmp_path / "base.yaml").write_text("rules: {missing-why: warning}\nvocab: words.txt\n")
    (tmp_path / "words.txt").write_text("ZBM\n")
    (tmp_path / "a.md").write_text(TICKET)
    return tmp_path


def test_each_value_is_shown_with_the_place_that_decides_it(folder: Path) -> None:
    flags = ["--min-score", "0", "--all-findings", "--ignore", "open-list"]

    done = run(folder, "show", "--origin", "-c", "max_questions=5", *flags)

    lines = {line.split(": ")[0]: line for line in done.stdout.splitlines()}
    assert (done.returncode, done.stderr) == (0, "")
    assert lines["profile"].endswith("# ticketlint:pedantic:2:1")
    assert lines["fail_on"] == "fail_on: note  # ticketlint.yaml:2:1"
    assert lines["  missing-why"].endswith("# base.yaml:1:9")
    assert lines["max_questions"] == "max_questions: 5  # -c max_questions"
    assert lines["open_only"] == "open_only: false  # default"
    assert lines["  min_score"] == "  min_score: 0.0  # --min-score"
    assert lines["  new_only"] == "  new_only: false  # --new-only"
    assert lines["ignore"] == 'ignore: ["open-list"]  # --ignore'


def test_a_ticket_is_shown_with_what_applies_to_it_and_why(folder: Path) -> None:
    done = run(folder, "show", "--origin", "--ticket", "pay-1", "a.md")

    assert done.stdout.splitlines()[:3] == [
        "# PAY-1: story, a.md:1",
        "# override 1 holds: ticketlint.yaml:4:5",
        "# override 2 does not hold: ticketlint.yaml:7:5",
    ]
    assert "  open-list: error  # ticketlint.yaml:5:13" in done.stdout
    assert '      ready: ["actor"]  # ticketlint.yaml:6:22' in done.stdout
    assert yaml.safe_load(done.stdout)["overrides"] == []


def test_a_ticket_that_no_input_holds_is_told(folder: Path) -> None:
    done = run(folder, "show", "--ticket", "PAY-2", "a.md")

    assert done.returncode == 2
    assert "--ticket PAY-2: no input holds this ticket (name the file" in done.stderr


def test_a_check_tells_what_is_read(folder: Path) -> None:
    done = run(
        folder, "check", "-c", "jira.url=https://jira.example.com", "-c", "baseline=known.json"
    )

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "reads ticketlint:pedantic",
        "reads base.yaml",
        "reads ticketlint.yaml",
        "reads words.txt (vocab, base.yaml:2:1)",
        "reads known.json (baseline, -c baseline)",
        NETWORK,
        "no faults",
    ]


def test_a_check_tells_the_faults_of_all_places_at_once(tmp_path: Path) -> None:
    (tmp_path / "ticketlint.yaml").write_text(
        "extends: base.yaml\nfail_onn: note\nlevel: nite\nrules: {open-lists: off}\n"
        "vocab: [no.txt, neither.txt]\ntemplates: no.md\nrule_paths: nowhere\n"
        "scorecard: {points: {acter: 3}}\n"
    )
    (tmp_path / "base.yaml").write_text("max_questions: 0\n")

    done = run(tmp_path, "check", "-c", "open_only=maybe")

    for told in (
        "base.yaml:1:16: `max_questions`: should be greater",
        "ticketlint.yaml:2:1: unknown key `fail_onn` (did you mean `fail_on`?)",
        "ticketlint.yaml:3:8: `level`: `nite` is not one of",
        "ticketlint.yaml:4:9: no rule `open-lists` (did you mean `open-list`?)",
        "ticketlint.yaml:8:22: no fact `acter` (did you mean `actor`?)",
        "no.txt: cannot be read",
        "neither.txt: cannot be read",
        "no.md",
        "nowhere: no rule files",
        "-c open_only: should be a valid boolean",
    ):
        assert told in done.stderr
    assert done.returncode == 2


def test_a_check_tells_unknown_facts_beside_values_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "ticketlint.yaml").write_text(
        "scorecard:\n  points: {acter: 3, title: -5}\n"
        "  levels: {epik: {ready: [done]}, bug: {ready: [stapes]}, task: {raedy: [done]}}\n"
    )

    told = run(tmp_path, "check").stderr.replace(f"{tmp_path}/", "")

    assert [line for line in told.splitlines() if line.startswith("ticketlint.yaml:")] == [
        "ticketlint.yaml: 3 faults in the configuration",
        "ticketlint.yaml:2:29: `scorecard.points.title`: should be greater than or equal to 0",
        (
            "ticketlint.yaml:3:12: `scorecard.levels.epik`: `epik` is not one of bug, story, task, "
            "epic, spike (did you mean `epic`?)"
        ),
        "ticketlint.yaml:3:66: unknown key `raedy` (did you mean `ready`?)",
        "ticketlint.yaml: 2 faults in the configuration",
        "ticketlint.yaml:2:12: no fact `acter` (did you mean `actor`?)",
        "ticketlint.yaml:3:49: no fact `stapes` (did you mean `steps`?)",
    ]


def test_a_check_tells_which_facts_make_a_score_jump(tmp_path: Path) -> None:
    (tmp_path / "ticketlint.yaml").write_text("scorecard: {points: {reason: 40, actor: 8}}\n")

    told = [line for line in run(tmp_path, "check").stdout.splitlines() if "alone" in line]

    assert len(told) == 1
    assert told[0].startswith("`reason` alone can move a score by 29 points")


def test_the_schema_is_that_of_the_documentation_and_takes_what_we_take() -> None:
    done = run(ROOT, "schema")
    schema = json.loads(done.stdout)
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    examples = [part.partition("```")[0] for part in page.split("```yaml\n")[1:]]

    assert done.stdout == (ROOT / "docs" / "config.schema.json").read_text(encoding="utf-8")
    for text in (*examples, FILE):
        jsonschema.validate(yaml.safe_load(text.replace(": off", ": 'off'")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"rules": {"open-list": "of"}}, schema)


@pytest.mark.parametrize("name", Config.model_fields)
def test_every_setting_is_explained_and_its_example_holds(name: str) -> None:
    field = Config.model_fields[name]

    told = "\n".join(explain(name))

    assert field.description
    assert field.description in told
    assert field.examples
    for example in field.examples:
        Config.model_validate({name: example})


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("fail_on", "fail_on: error | warning | note | never\n  default: error"),
        ("fail_on", "  environment: TICKETLINT_FAIL_ON"),
        ("overrides.match.project", "overrides.match.project: text | list of text"),
        ("jira.timeout", "jira.timeout: number above 0 to 86400"),
        ("sections.need", "sections.need: text | list of text"),
        ("rules.open-list", "error | warning | note | off | mapping"),
        ("scorecard", "  keys: file, points, levels"),
    ],
)
def test_a_setting_is_explained_by_its_dotted_key(key: str, told: str) -> None:
    assert told in "\n".join(explain(key))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("fail_onn", "no setting `fail_onn` (did you mean `fail_on`?)"),
        ("overrides.macth", "`overrides` has no key `macth` (did you mean `match`?)"),
        ("fail_on.x", "`fail_on` has no key `x` (known: none)"),
        ("", "no setting ``"),
    ],
)
def test_a_setting_that_does_not_exist_is_told(key: str, told: str) -> None:
    with pytest.raises(ConfigError) as raised:
        list(explain(key))

    assert told in str(raised.value)


def test_what_a_file_holds_reaches_no_terminal_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "ticketlint.yaml").write_text(
        'glossary: ["\\e]0;x\\a", "##vso[task.x]"]\n'
        "jira: {proxy: 'http://user:ghp_0123456789abcdefghijABCDEFGHIJ012345@proxy'}\n"
    )

    done = run(tmp_path, "show", "-c", "ticketlint.yaml")

    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "##vso" not in done.stdout
    assert "ghp_0123456789" not in done.stdout
