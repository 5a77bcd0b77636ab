"""Checks of other packages: loaded where a trusted configuration names them, and never else."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_cli import STORY, run, write

# What an installed package looks like to Python: modules, and a folder that tells of them.
MODULE = """
from pathlib import Path
from ticketlint.plugins import NoOptions, Options, Spot

Path(__file__).with_name("loaded").touch()

class Words(Options):
    words: tuple[str, ...] = ("acme",)

class Names:
    options = Words
    def find(self, ticket, options):
        assert ticket.passages[0].section == "title"
        for passage in ticket.passages:
            for word in options.words:
                at = passage.text.casefold().find(word)
                if at >= 0:
                    yield Spot(passage, at, at + len(word))

class Raises:
    options = NoOptions
    def find(self, ticket, options):
        if ticket.key == "A-2":
            raise ValueError("oops \\x1b[31m")
        return []

class Ends:
    options = NoOptions
    def find(self, ticket, options):
        raise SystemExit(0)

class Outside:
    options = NoOptions
    def find(self, ticket, options):
        return [Spot(ticket.passages[0], 3, 9999)]

names, raises, ends, outside, nothing = Names(), Raises(), Ends(), Outside(), object()
"""
ENTRIES = {
    **{f"acme-{name}": f"acme_checks:{name}" for name in ("names", "raises", "ends", "outside")},
    "acme-nothing": "acme_checks:nothing",
    "acme-broken": "acme_broken:check",
    "acme-exits": "acme_exits:check",
    "purpose": "acme_checks:names",
}
RULE = """id: own-name
summary: Names our own product.
severity: error
match: {{check: {{name: {check}}}}}
message: '"{{match}}" is our own name.'
question: 'Which product is "{{match}}"?'
answer: which
why: Readers outside know no inner names.
source: the team
unmeasured: no label judges it
examples: {{bad: [], good: []}}
"""
TICKETS = [
    {**STORY, "key": f"A-{n}", "description": f"{STORY['description']} For Acme."} for n in (1, 2)
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is on the path of Python, with a package that brings checks."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "acme_checks.py").write_text(MODULE)
    (folder / "acme_broken.py").write_text("raise ImportError('no such thing')")
    (folder / "acme_exits.py").write_text("raise SystemExit(0)")
    told = folder / "acme_tickets-1.2.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-tickets\nVersion: 1.2\n")
    entries = "".join(f"{name} = {target}\n" for name, target in ENTRIES.items())
    (told / "entry_points.txt").write_text(f"[ticketlint.checks]\n{entries}")
    return folder


class Team:
    """A folder with a rule on a check, tickets and a configuration."""

    def __init__(self, folder: Path, site: Path, check: str, settings: str = "") -> None:
        self.folder, self.site = folder, site
        (folder / "ours" / "scope").mkdir(parents=True)
        (folder / "ours" / "scope" / "own-name.yaml").write_text(RULE.format(check=check))
        text = (
            f"rule_paths: [ours]\nselect: [own-name, missing-why]\nplugins: [{check}]\n{settings}"
        )
        (folder / "ticketlint.yaml").write_text(text)
        write(folder, "a.jsonl", *TICKETS)

    def check(self, *flags: str, command: str = "check") -> subprocess.CompletedProcess[str]:
        (self.site / "loaded").unlink(missing_ok=True)
        words = (
            ["check", "a.jsonl", "-o", "json", *flags] if command == "check" else [command, *flags]
        )
        return run(*words, cwd=self.folder, PYTHONPATH=str(self.site))

    @property
    def was_loaded(self) -> bool:
        return (self.site / "loaded").exists()


def findings(shown: str) -> dict[str, list[str]]:
    return {
        ticket["key"]: [one["text"] for one in ticket["findings"] if one["rule"] == "own-name"]
        for ticket in json.loads(shown)["tickets"]
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_check_of_another_package_finds_words(tmp_path: Path, installed: Path, jobs: str) -> None:
    team = Team(tmp_path, installed, "acme-names")

    done = team.check("-c", "ticketlint.yaml", "-j", jobs)

    assert done.returncode == 1
    assert "\nticketlint: Gate failed: 2 errors" in done.stderr
    assert findings(done.stdout) == {"A-1": ["Acme"], "A-2": ["Acme"]}


def test_its_options_are_those_of_the_configuration(tmp_path: Path, installed: Path) -> None:
    settings = "rules: {own-name: {options: {words: [rows]}}}\n"
    team = Team(tmp_path, installed, "acme-names", settings)

    done = team.check("--trust-config")

    assert findings(done.stdout) == {"A-1": ["rows"], "A-2": ["rows"]}
    wrong = team.check("--trust-config", "-c", "rules.own-name.options.wrds=[a]")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "did you mean `words`?" in wrong.stderr


@pytest.mark.parametrize(
    ("command", "flags"),
    [("check", []), ("rules", ["list"]), ("explain", ["own-name"]), ("config", ["check"])],
)
def test_nothing_is_loaded_for_a_configuration_that_was_only_found(
    tmp_path: Path, installed: Path, command: str, flags: list[str]
) -> None:
    team = Team(tmp_path, installed, "acme-names")

    done = team.check(*flags, command=command)

    assert done.returncode == 2
    assert f"{tmp_path}/ticketlint.yaml:3:11: `acme-names`: a plugin runs code; " in done.stderr
    assert "--trust-config" in done.stderr
    assert not team.was_loaded


def test_without_plugins_the_rules_on_them_are_left_out(tmp_path: Path, installed: Path) -> None:
    team = Team(tmp_path, installed, "acme-names", "rules: {own-name: {options: {words: [a]}}}\n")

    done = team.check("--no-plugins")

    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert "plugins left out, and the rules on them: `acme-names`" in done.stderr
    assert findings(done.stdout) == {"A-1": [], "A-2": []}
    assert "plugins left out, and the rules on them: `acme-names`" in [
        notice["message"] for notice in report["notices"]
    ]
    assert not team.was_loaded


def test_a_rule_that_only_a_plugin_makes_quiet_is_left_out_too(
    tmp_path: Path, installed: Path
) -> None:
    team = Team(tmp_path, installed, "acme-names")
    rule = RULE.format(check="acme-names").replace("match: {check:", "quiet: {check:")
    path = tmp_path / "ours" / "scope" / "own-name.yaml"
    path.write_text(f"{rule}match: {{phrase: [for acme]}}\n")

    with_it, without = team.check("--trust-config"), team.check("--no-plugins")

    assert findings(with_it.stdout) == {"A-1": ["For Acme"], "A-2": ["For Acme"]}
    assert findings(without.stdout) == {"A-1": [], "A-2": []}


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("acme-raises", "ValueError: oops"),
        ("acme-ends", "PluginError: the plugin tried to end the run"),
        ("acme-outside", "PluginError: passage 0 has no words from 3 to 9999"),
    ],
)
def test_a_check_that_fails_fails_its_rule_and_ticket_alone(
    tmp_path: Path, installed: Path, check: str, told: str
) -> None:
    done = Team(tmp_path, installed, check).check("--trust-config")

    assert done.returncode == 2
    tickets = {ticket["key"]: ticket for ticket in json.loads(done.stdout)["tickets"]}
    [failure] = tickets["A-2"]["failures"]
    assert failure["rule"] == "own-name"
    assert failure["message"].startswith(told)
    assert tickets["A-1"]["failures"] == ([] if check == "acme-raises" else [failure])
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("acme-gone", "no installed package has this check"),
        ("acme-broken", "cannot be loaded: ImportError: no such thing"),
        ("acme-exits", "cannot be loaded: SystemExit: 0"),
        ("acme-nothing", "`acme_checks:nothing` is no CheckPlugin"),
        ("purpose", "has the name of a check of ticketlint"),
    ],
)
def test_what_cannot_be_loaded_is_told_with_its_place(
    tmp_path: Path, installed: Path, check: str, told: str
) -> None:
    done = Team(tmp_path, installed, check).check("--trust-config")

    assert (done.returncode, done.stdout) == (2, "")
    assert f"{tmp_path}/ticketlint.yaml:3:11: `{check}`: {told}" in done.stderr


def test_the_doctor_lists_what_is_installed_and_loads_none_of_it(
    tmp_path: Path, installed: Path
) -> None:
    team = Team(tmp_path, installed, "acme-names")

    done = team.check(command="doctor")

    lines = [line for line in done.stdout.split("\n") if "plugin" in line]
    named = (
        "ok    plugin      acme-names of acme-tickets 1.2 (acme_checks:names): named under plugins"
    )
    assert [line for line in lines if line.endswith(": named under plugins")] == [named]
    assert len(lines) == len(ENTRIES)
    assert not team.was_loaded


def test_a_version_of_a_plugin_is_part_of_what_a_report_was_judged_by(
    tmp_path: Path, installed: Path
) -> None:
    team = Team(tmp_path, installed, "acme-names")
    told = installed / "acme_tickets-1.2.dist-info" / "METADATA"
    before = json.loads(team.check("--trust-config").stdout)["ruleset"]

    text = told.read_text()
    told.write_text(text.replace("1.2", "1.3"))
    after = json.loads(team.check("--trust-config").stdout)["ruleset"]
    told.write_text(text)

    assert before != after
    assert os.fspath(installed) not in json.dumps(before)
