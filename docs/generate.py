"""Write the pages that are made from the code: rules, schema, README blocks.

With `--check` nothing is written; the exit code is 1 where a page is stale.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ticketlint.config.settings import Config
from ticketlint.rules.page import measured_cells, rule_page, wording_table
from ticketlint.rules.schema import CATEGORIES, Rule
from ticketlint.run.selection import all_rules

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
    *("check", "inspect", "explain", "rules", "demo", "evaluate"),
    *("doctor", "pull", "publish", "templates", "templates learn"),
)
_BLOCK = re.compile(
    r"(?P<open><!-- generated: (?P<name>[\w ]+) -->\n).*?(?P<close><!-- end -->)", re.DOTALL
)


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
    yield ROOT / "docs" / "rules.md", rules_page(rules)
    yield ROOT / "docs" / "cli.md", cli_page()
    schema = json.dumps(Rule.model_json_schema(), indent=2) + "\n"
    yield ROOT / "rules" / "rule.schema.json", schema
    schema = json.dumps(Config.model_json_schema(), indent=2) + "\n"
    yield ROOT / "docs" / "config.schema.json", schema
    blocks = {"rule table": rule_table(rules), "demo output": demo_output()}
    readme = ROOT / "README.md"
    yield readme, _fill(readme.read_text("utf-8"), blocks)


def rules_page(rules: list[Rule]) -> str:
    """Return the page of all rules, by category."""
    parts = ["# Rules\n\nMade from the files in `rules/`; change those, then run `make docs`.\n"]
    parts.append(
        "## Names in wordings\n\nA message, a question and a suggestion may name these in braces, "
        f"and nothing else:\n\n{wording_table()}\n"
    )
    for category in CATEGORIES:
        inside = [rule for rule in rules if rule.category == category]
        if inside:
            parts.append(f"## {category}\n")
            parts += [rule_page(rule, "###") + "\n" for rule in inside]
    return "\n".join(parts)


def cli_page() -> str:
    """Return the `--help` of every command."""
    parts = ["# Command line\n\nMade from `--help`; run `make docs` after a change.\n"]
    for command in COMMANDS:
        told = _run("ticketlint", *command.split(), "--help")
        parts.append(f"## ticketlint {command}\n\n```text\n{told.strip()}\n```\n")
    return "\n".join(parts)


def rule_table(rules: list[Rule]) -> str:
    """Return the table of rules for the README."""
    head = [
        "| rule | category | severity | finds | precision | recall |",
        "|---|---|---|---|---|---|",
    ]
    rows = [
        f"| [{r.id}](docs/rules.md#{r.id}) | {r.category} | {r.severity} | {r.summary} "
        f"| {' | '.join(measured_cells(r))} |"
        for r in rules
    ]
    return "\n".join([*head, *rows, ""])


# Enough of the example to see a score, the questions and five findings.
DEMO_LINES = 18


def demo_output() -> str:
    """Return the beginning and the end of what `ticketlint check` prints for an example."""
    told = _run("ticketlint", "check", "examples/PAY-12.md", "--fail-on", "never", "--isolated")
    lines = told.rstrip().splitlines()
    shown = "\n".join([*lines[:DEMO_LINES], "  …", "", lines[-1]])
    command = "$ ticketlint check examples/PAY-12.md --fail-on never"
    return f"```text\n{command}\n{shown}\n```\n"


def _run(*command: str) -> str:
    binary = Path(sys.executable).with_name(command[0])
    environment = {"COLUMNS": "100", "NO_COLOR": "1", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [str(binary), *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _fill(text: str, blocks: dict[str, str]) -> str:
    return _BLOCK.sub(lambda m: f"{m['open']}{blocks[m['name']]}{m['close']}", text)


def _differs(path: Path, text: str, *, write: bool) -> bool:
    if path.exists() and path.read_text("utf-8") == text:
        return False
    if write:
        path.write_text(text, "utf-8")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
