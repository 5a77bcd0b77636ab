"""`ticketlint rules list|test`: see the rules, run their examples."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.completion import words
from ticketlint.cli.flags.reading import ConfigFile, Isolated
from ticketlint.cli.options import load_config
from ticketlint.cli.streams import say

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.rules.schema import Rule

rules_app = typer.Typer(
    help="List the rules, or run the examples in rule files.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


ListFormat = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT",
        autocompletion=words("text", "json"),
        help="text or json.",
    ),
]


@rules_app.command("list")
def list_rules(
    output: ListFormat = "text", config: ConfigFile = None, isolated: Isolated = False
) -> None:
    """List every rule with its severity and what it finds."""
    from ticketlint.errors import ConfigError
    from ticketlint.harmless.terminal import printable
    from ticketlint.rules.choice import is_on
    from ticketlint.run.selection import all_rules, settled_config

    if output not in {"text", "json"}:
        raise ConfigError("--output", f"no format `{output}`", "one of text, json")
    settings = settled_config(load_config(config, isolated))
    rules = list(all_rules(settings).rules.values())
    if output == "json":
        _write_json([_as_data(rule, is_on=is_on(rule, settings)) for rule in rules])
        return
    for rule in rules:
        level = settings.level_of(rule.id) or rule.severity
        state = level if is_on(rule, settings) else "off"
        say(printable(f"{rule.id:<34} {rule.category:<13} {state:<8} {rule.summary}"))


def _write_json(rules: list[dict[str, object]]) -> None:
    """Write one rule a line, in ASCII: whatever the encoding, programs read the same."""
    import json

    from ticketlint.harmless.terminal import without_commands

    lines = ",\n".join(f" {without_commands(json.dumps(rule))}" for rule in rules)
    say(f"[\n{lines}\n]")


def _as_data(rule: "Rule", *, is_on: bool) -> dict[str, object]:
    """Return what a program may want to know of a rule; keys are only ever added."""
    return {
        "id": rule.id,
        "category": rule.category,
        "severity": rule.severity,
        "on": is_on,
        "profile": rule.profile,
        "status": rule.status,
        "style": rule.style,
        "tags": list(rule.tags),
        "confidence": rule.confidence,
        "kinds": sorted(rule.applies_to.kinds),
        "answer": rule.answer,
        "summary": rule.summary,
        "why": rule.why,
        "message": rule.message,
        "question": list(rule.question),
        "suggestion": rule.suggestion,
    }


@rules_app.command("test")
def run_rule_examples(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH...]", help="Rule files or folders [default: all rules]."),
    ] = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Run the examples of rules; exit 1 where one does not hold."""
    from ticketlint.backlog import BACKLOG_CHECKS
    from ticketlint.evaluation.ruletests import run_examples
    from ticketlint.reporters.layout import counted
    from ticketlint.rules.pack import load_rules
    from ticketlint.run.selection import all_rules, checks_of

    settings = load_config(config, isolated)
    pack = load_rules(paths, checks_of(settings), BACKLOG_CHECKS) if paths else all_rules(settings)
    results = list(run_examples(pack.rules.values(), settings.pipeline))
    failed = [result for result in results if not result.as_wanted]
    for result in failed:
        gap = "known gap that holds now (move it)" if result.todo else result.outcome.value
        say(f"{result.rule}: {gap}: {result.example.title!r} {result.example.text!r}")
        told = result.failure or f"expected {list(result.expected)}, found {list(result.found)}"
        say(f"    {told}")
    if pack.rules:
        tried = f"{counted('rule', len(pack.rules))}, {counted('example', len(results))}"
        say(f"{tried}, {len(failed)} failed")
    wrong = _wrong_questions(paths, settings)
    raise typer.Exit(1 if failed or wrong else 0)


def _wrong_questions(paths: list[Path] | None, settings: "Config") -> int:
    """Run the examples of wordings, tell those that do not hold, and return their number."""
    from ticketlint.evaluation.questiontests import run_question_examples
    from ticketlint.reporters.layout import counted
    from ticketlint.rules.questions import load_questions
    from ticketlint.run.selection import all_wordings

    wordings = load_questions(paths) if paths else all_wordings(settings)
    results = list(run_question_examples(wordings.values(), settings.pipeline))
    failed = [result for result in results if not result.as_wanted]
    for result in failed:
        example = result.example
        say(f"questions/{result.questions.answer}: {example.title!r} {example.text!r}")
        say(f"    expected {example.asks!r}, found {result.asked!r}")
    if wordings:
        kinds = f"{len(wordings)} kind{'s' if len(wordings) > 1 else ''} of questions"
        say(f"{kinds}, {counted('example', len(results))}, {len(failed)} failed")
    return len(failed)
