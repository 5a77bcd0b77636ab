"""Write the pages that are made from the code: rules, schemas, blocks inside written pages.

With `--check` nothing is written; the exit code is 1 where a page is stale.
"""

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from ticketlint.cli.starters import HOSTS, gitlab_template, pipeline, tickets_of
from ticketlint.config.explaining import schema_text
from ticketlint.config.given import PRECEDENCE
from ticketlint.config.settings import Config
from ticketlint.config.telling import told
from ticketlint.evaluation.policy import default_level
from ticketlint.model import Grade, TicketResult
from ticketlint.reporters import REPORTERS
from ticketlint.rules.measurements import (
    DECIDING_SAMPLES,
    MEASUREMENTS,
    SAMPLES,
    read_measurements,
)
from ticketlint.rules.page import (
    measured_cells,
    precision_cells,
    rule_page,
    severity_cell,
    wording_table,
)
from ticketlint.rules.questions import Questions
from ticketlint.rules.schema import CATEGORIES, Rule
from ticketlint.run.selection import all_rules, card_of
from ticketlint.scoring.facts import CATEGORIES as CATEGORIES_THAT_COUNT
from ticketlint.scoring.facts import FACTS
from ticketlint.scoring.page import KIND_NAMES, level_head, level_rows, point_rows
from ticketlint.servers import desk
from ticketlint.servers.agents import answers, roots, tools

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
    *("check", "inspect", "explain", "rules", "demo", "init", "evaluate"),
    *(
        "doctor",
        "pull",
        "publish",
        "report",
        "review",
        "serve",
        "mcp",
        "lsp",
        "diff",
        "backtest",
        "templates",
        "templates learn",
    ),
    *("config", "config show", "config explain", "config check", "config schema"),
    *("baseline", "baseline create", "baseline update", "baseline prune", "baseline show"),
)
WRITTEN = (
    "README.md",
    *(f"docs/adopt/{name}.md" for name in (*HOSTS, "pre-commit")),
    "docs/agents.md",
    "docs/api.md",
    "docs/configuration.md",
    "docs/labelling.md",
    "docs/outputs.md",
    "docs/score.md",
)
EXAMPLE = "examples/PAY-12.md"
# What the first screen of the README shows of the example, in lines.
FIRST_SCREEN = 15

# What is told of each sample of the measurements, and where it stands there.
FIGURES = (
    ("roles of sentences: accuracy", ("classes", "roles", "accuracy", "value")),
    ("roles of sentences: macro F1", ("classes", "roles", "macro_f1")),
    ("kind, type hidden: accuracy", ("classes", "kind-without-type", "accuracy", "value")),
    ("score against clarity: Spearman", ("clarity", "score", "spearman")),
    ("first question: about the same as a reader's", ("questions", "first")),
    ("first question: and the same answer", ("questions", "first_answer")),
    ("one of three: about the same", ("questions", "three")),
    ("one of three: and the same answer", ("questions", "three_answer")),
    ("tickets about which a reader asks that are not asked", ("questions", "silenced")),
    ("clear tickets that are asked", ("questions", "clear_asked")),
)

_BLOCK = re.compile(
    r"(?P<open><!-- generated: (?P<name>[\w ]+) -->\n).*?(?P<close><!-- end -->)", re.DOTALL
)
_FINDING = re.compile(r"  (?:error|warning|note)\[")


def main() -> int:
    """Write or check every generated page; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = [path for path, text in pages() if _differs(path, text, write=not check)]
    for path in stale if check else ():
        sys.stderr.write(f"{path.relative_to(ROOT)}: is stale (run `make docs`)\n")
    return 1 if check and stale else 0


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each generated page with the text that it should have."""
    rules = list(all_rules(Config()).rules.values())
    yield from rule_pages(rules)
    yield ROOT / "docs" / "cli.md", cli_page()
    schema = json.dumps(Rule.model_json_schema(), indent=2) + "\n"
    yield ROOT / "rules" / "rule.schema.json", schema
    schema = json.dumps(Questions.model_json_schema(), indent=2) + "\n"
    yield ROOT / "rules" / "questions" / "questions.schema.json", schema
    yield ROOT / "docs" / "config.schema.json", schema_text()
    yield ROOT / "ci" / "gitlab.yml", gitlab_template(version("ticketlint"))
    blocks = {
        "demo output": demo_output(),
        "outputs": output_table(),
        "loud rules": loud_rules(rules),
        "concise output": _shown("concise", lines=3),
        "questions output": _shown("questions", lines=4),
        "json output": json_output(),
        "scorecard": card_table(),
        "facts": fact_table(),
        "levels": level_table(),
        "grades": grade_table(),
        "judgement figures": judgement_figures(),
        "settings": setting_table(),
        "precedence": precedence_table(),
        "action": action_tables(),
        "hooks": hook_table(),
        "agent limits": agent_limits(),
        "result": result_table(),
        **{f"{host} pipeline": _pipeline(host) for host in HOSTS},
    }
    for name in WRITTEN:
        yield ROOT / name, _fill((ROOT / name).read_text("utf-8"), blocks)


def rule_pages(rules: Iterable[Rule]) -> Iterator[tuple[Path, str]]:
    """Yield the list of all rules, and a page for each category."""
    told = "Made from the files in `rules/`; change those, then run `make docs`."
    figures = (
        f"Precision and recall are measured on {labelled_tickets()}, with n in brackets; "
        ' "in its group" counts what the rules of one label find together '
        "([how](labelling.md#what-is-counted)). `ticketlint explain RULE` has the intervals."
    )
    parts = [f"# Rules\n\n{told}\n{figures}\n"]
    inside = {name: [rule for rule in rules if rule.category == name] for name in CATEGORIES}
    for category, own in inside.items():
        if own:
            parts.append(f"## {category}\n\n{_counts(category)}\n\n{rule_table(own)}")
            page = [f"# Rules: {category}\n\n{told}\n", *(rule_page(r, "##") + "\n" for r in own)]
            yield ROOT / "docs" / "rules" / f"{category}.md", "\n".join(page)
    parts.append(
        "## Names in wordings\n\nA message, a question and a suggestion may name these in braces, "
        f"and nothing else:\n\n{wording_table()}\n"
    )
    yield ROOT / "docs" / "rules.md", "\n".join(parts)


def cli_page() -> str:
    """Return the `--help` of every command."""
    parts = ["# Command line\n\nMade from `--help`; run `make docs` after a change.\n"]
    for command in COMMANDS:
        told = _run("ticketlint", *command.split(), "--help")
        parts.append(f"## ticketlint {command}\n\n```text\n{told.strip()}\n```\n")
    return "\n".join(parts)


def labelled_tickets() -> str:
    """Return what the figures of rules were measured on."""
    tickets = read_measurements().tickets
    count = sum(tickets.get(name, 0) for name in DECIDING_SAMPLES)
    return f"{count:,} labelled tickets, each of a project that nothing which judged it had seen"


def rule_table(rules: Iterable[Rule]) -> str:
    """Return the table of the rules of a category."""
    head = ("rule", "severity", "finds", "precision", "recall")
    return _table(
        head,
        (
            (f"[{r.id}](rules/{r.category}.md#{r.id})", _level(r), r.summary, *measured_cells(r))
            for r in rules
        ),
    )


def loud_rules(rules: list[Rule]) -> str:
    """Return the table of the rules that are loud by default, and how many others there are."""
    levels = {rule.id: default_level(rule) for rule in rules}
    by_level = sorted(rules, key=lambda rule: (levels[rule.id] != "error", rule.id))
    rows = (
        (
            f"[{r.id}](docs/rules/{r.category}.md#{r.id})",
            *(severity_cell(r, levels[r.id]), r.summary, *precision_cells(r)),
        )
        for r in by_level
        if levels[r.id] in {"error", "warning"}
    )
    counted = list(levels.values())
    tickets = read_measurements().tickets
    told = ", and ".join(f"{tickets[name]:,} of {SAMPLES[name]}" for name in DECIDING_SAMPLES)
    return (
        f"Precision on labelled tickets: {told}; n in brackets.\n\n"
        f"{_table(('rule', 'severity', 'finds', *DECIDING_SAMPLES), rows)}\n"
        f"{counted.count('note')} more are on as notes; "
        f"{counted.count('off')} are off unless the profile is `pedantic`.\n"
    )


def output_table() -> str:
    """Return what each reporter is for, in the words of its module."""
    return _table(
        ("`-o`", "what"),
        ((f"`{name}`", _first_line(row.path)) for name, row in REPORTERS.items()),
    )


def card_table() -> str:
    """Return the scorecard that ships: the points of each fact by kind."""
    return _table(("fact", *KIND_NAMES, "what brings them back"), point_rows(card_of(Config())))


def fact_table() -> str:
    """Return how each fact is read."""
    return _table(("fact", "read from"), ((f"`{f.name}`", f.about) for f in FACTS.values()))


def level_table() -> str:
    """Return what a ticket of each kind must show for each level."""
    return _table(level_head(), level_rows(card_of(Config()).levels))


def setting_table() -> str:
    """Return what each setting does, with an example of its value."""
    rows = (
        (f"`{name}`", field.description or "", f"`{told((field.examples or [''])[0])}`")
        for name, field in Config.model_fields.items()
    )
    return _table(("setting", "what", "such as"), rows)


def precedence_table() -> str:
    """Return which place wins over which."""
    return _table(
        ("", "where", "told by `config show --origin` as"),
        ((str(at), row.about, f"`{row.told_as}…`") for at, row in enumerate(PRECEDENCE, start=1)),
    )


def action_tables() -> str:
    """Return the inputs and the outputs of the action."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    inputs = [
        (f"`{name}`", one["description"], f"`{one['default']}`" if one["default"] else "")
        for name, one in action["inputs"].items()
    ]
    outputs = [(f"`{name}`", one["description"]) for name, one in action["outputs"].items()]
    told = _table(("input", "what", "default"), inputs)
    return f"{told}\n{_table(('output', 'what'), outputs)}"


def hook_table() -> str:
    """Return the hooks that pre-commit knows."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    rows = [
        (f"`{one['id']}`", one["description"], f"`{one['files']}`".replace("|", "\\|"))
        for one in hooks
    ]
    return _table(("hook", "what", "files"), rows)


def agent_limits() -> str:
    """Return the most that the tools for agents take and give."""
    rows = [
        ("a title, a text", f"{desk.MOST_TITLE:,} and {desk.MOST_CHARS:,} characters"),
        ("tickets of a call", f"{tools.MOST_TICKETS:,}; of a path the first ones"),
        ("a file", f"{roots.MOST_BYTES // 1024 // 1024} MB"),
        ("findings of a ticket", f"{answers.MOST_FINDINGS}, the worst"),
        ("a text in an answer", f"{answers.MOST_CHARS} characters"),
        ("an answer", f"about {answers.MOST_ANSWER:,} characters; further tickets are counted"),
    ]
    return _table(("what", "at most"), rows)


def result_table() -> str:
    """Return what a program may ask of a result, in the words of its code."""
    told = {
        name: (inspect.getdoc(member) or "").split("\n\n")[0].replace("\n", " ")
        for name, member in vars(TicketResult).items()
        if isinstance(member, property)
    }
    return _table(
        ("`result.…`", "what"),
        ((f"`{name}`", _what(text)) for name, text in told.items()),
    )


def _what(told: str) -> str:
    """Return the first sentence of a docstring as what a property is."""
    what = told.removeprefix("Return ").rstrip(".")
    return f"whether {what.removeprefix('Tell whether ')}" if what.startswith("Tell") else what


def _pipeline(host: str) -> str:
    """Return the file of a CI host as `ticketlint init` writes it for a folder of tickets."""
    text = pipeline(host, tickets_of("backlog/"), version("ticketlint"))
    return _fence("groovy" if host == "jenkins" else "yaml", text.rstrip("\n"))


def judgement_figures() -> str:
    """Return how right kinds, roles, questions and the score are, on each deciding sample."""
    samples = json.loads(MEASUREMENTS.read_text("utf-8"))["samples"]
    own = [samples[name] for name in DECIDING_SAMPLES]
    head = ("what", *(f"{SAMPLES[n]}: {samples[n]['tickets']:,} tickets" for n in DECIDING_SAMPLES))
    return _table(head, ((told, *(_figure(one, *path) for one in own)) for told, path in FIGURES))


def _figure(sample: dict[str, Any], *path: str) -> str:
    value: Any = sample
    for name in path:
        value = value[name]
    return f"{value:.2f}"


def grade_table() -> str:
    """Return the least score of each grade."""
    return _table(("grade", "from"), ((name.value, str(name.least)) for name in Grade))


def demo_output() -> str:
    """Return the summary and as many whole findings of an example as fit on a first screen."""
    lines = _check("text").splitlines()
    blank = len(lines) - 1 - lines[::-1].index("")
    starts = [number for number, line in enumerate(lines) if _FINDING.match(line)]
    # The dots, a blank line and the summary stand below.
    room = FIRST_SCREEN - 1 - len(lines[blank:])
    end = max((start for start in starts if start <= room), default=room)
    return _block("text", "\n".join([*lines[:end], "  …", *lines[blank:]]))


def json_output() -> str:
    """Return a ticket of the JSON report, with one member of each of its lists."""
    [ticket] = json.loads(_check("json"))["tickets"]
    first = {key: value[:1] if isinstance(value, list) else value for key, value in ticket.items()}
    return _fence("json", json.dumps(first, indent=1, ensure_ascii=False))


def _shown(output: str, lines: int) -> str:
    told = _check(output).splitlines()
    more = ["…"] if len(told) > lines else []
    return _block(output, "\n".join([*told[:lines], *more]))


def _check(output: str) -> str:
    command = ("ticketlint", "check", EXAMPLE, "--fail-on", "never", "--isolated", "-o", output)
    return _run(*command, columns=110).rstrip()


def _block(output: str, told: str) -> str:
    """Return what a reporter printed below the command that a reader may type."""
    flag = "" if output == "text" else f" -o {output}"
    return _fence("text", f"$ ticketlint check {EXAMPLE}{flag}\n{told}")


def _fence(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    cells = chain([names, ["---"] * len(names)], rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _counts(category: str) -> str:
    takes = category in CATEGORIES_THAT_COUNT
    told = "takes points" if takes else "takes no points by itself"
    return f"What they find {told} ([score.md](score.md))."


def _level(rule: Rule) -> str:
    if rule.style:
        return f"{rule.severity}, style {rule.style}"
    level = severity_cell(rule, rule.severity)
    return f"{level}, pedantic" if rule.profile == "pedantic" else level


def _first_line(module: str) -> str:
    return (import_module(module).__doc__ or "").splitlines()[0]


def _run(*command: str, columns: int = 100) -> str:
    binary = Path(sys.executable).with_name(command[0])
    environment = {"NO_COLOR": "1", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [str(binary), *command[1:]],
        cwd=ROOT,
        env={**environment, "COLUMNS": str(columns)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _fill(text: str, blocks: Mapping[str, str]) -> str:
    return _BLOCK.sub(lambda m: f"{m['open']}{blocks[m['name']]}{m['close']}", text)


def _differs(path: Path, text: str, *, write: bool) -> bool:
    if path.exists() and path.read_text("utf-8") == text:
        return False
    if write:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
