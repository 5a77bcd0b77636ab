"""What the command line tells of itself: help, completion, the rules as data."""

import json
import os

import pytest

from tests.cli.test_cli import run

SHELLS = {
    "bash": {"COMP_WORDS": "{line}", "COMP_CWORD": "{at}"},
    "zsh": {"_TYPER_COMPLETE_ARGS": "{line}"},
    "fish": {"_TYPER_COMPLETE_ARGS": "{line}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
}


def offered(line: str, shell: str = "bash") -> str:
    """Return what a shell is told where its user pressed the tabulator."""
    at = str(len(line.split(" ")) - 1)
    asked = {name: text.format(line=line, at=at) for name, text in SHELLS[shell].items()}
    done = run(**asked, _TICKETLINT_COMPLETE=f"complete_{shell}")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("command", [[], ["check"], ["rules", "list"]], ids=" ".join)
def test_h_is_help(command: list[str]) -> None:
    short, long = run(*command, "-h"), run(*command, "--help")

    assert (short.returncode, short.stdout) == (0, long.stdout)
    assert "-h, --help" in short.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_offers_the_words_of_an_option(shell: str) -> None:
    told = offered("ticketlint check --sort ", shell)

    assert [word for word in ("score", "findings", "key", "new") if word in told] == [
        *("score", "findings", "key", "new")
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ticketlint expl", ["explain"]),
        ("ticketlint check --group", ["--group-by"]),
        ("ticketlint check --select vague-v", ["vague-verb"]),
        ("ticketlint explain vague-v", ["vague-verb"]),
        ("ticketlint check -o conc", ["concise"]),
    ],
)
def test_a_shell_completes_commands_options_rules_and_formats(line: str, words: list[str]) -> None:
    assert offered(line).split() == words


def test_the_script_for_a_shell_is_shown() -> None:
    # Which shell is asked for is otherwise told by the processes above, of which none may be one.
    told = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = run("--show-completion", "bash" if os.name != "nt" else "powershell", **told)

    assert (done.returncode, done.stderr) == (0, "")
    assert "_TICKETLINT_COMPLETE" in done.stdout


def test_rules_are_listed_as_data_in_any_encoding() -> None:
    done = run(
        "rules", "list", "-o", "json", "--isolated", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )

    rules = {rule["id"]: rule for rule in json.loads(done.stdout)}
    assert rules["vague-verb"]["category"] == "ambiguity"
    assert {rule["on"] for rule in rules.values()} == {True, False}
    assert all(rule["why"] and rule["question"] and rule["summary"] for rule in rules.values())
    plain = run("rules", "list", "--isolated").stdout
    assert [line.split()[0] for line in plain.splitlines()] == list(rules)


def test_a_format_of_rules_that_is_none_is_told() -> None:
    done = run("rules", "list", "-o", "yaml")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ticketlint: --output: no format `yaml` (one of text, json)\n"


@pytest.mark.parametrize(
    "group", [[], ["rules"], ["templates"], ["config"], ["baseline"], ["cache"]], ids=" ".join
)
def test_each_command_is_told_in_a_line_that_is_not_cut(group: list[str]) -> None:
    _, commands = run(*group, "--help", COLUMNS="80").stdout.split("Commands:\n")

    assert [line for line in commands.splitlines() if "..." in line] == []
