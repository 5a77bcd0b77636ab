"""The page about the JSON report names every key of a real report, and no other."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.conftest import ROOT
from tests.reporters.reports import FULL
from ticketlint.config.settings import Config
from ticketlint.filters.comparing import Comparison
from ticketlint.filters.filtering import Filters
from ticketlint.model import AnswerType
from ticketlint.reporters.json import SCHEMA_VERSION, as_json
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

PAGE = (ROOT / "docs" / "report.md").read_text("utf-8")
# Objects whose keys are names of rules, grades and the like.
OPEN = {
    *("trend[].levels", "trend[].findings"),
    *("summary.findings", "summary.grades", "summary.levels", "summary.kinds", "summary.rules"),
    *("summary.new", "ruleset.parts"),
}
# It tells why, what and how.
WHOLE = (
    "Clerks wait 3 s for each page because each price is read from the database.\n\n"
    "Clerks can see **all prices** at once, fast.\n\nRefactor the class PriceService to use Redis."
)
_SECTION = re.compile(r"^## [^\n`]*(?:`(?P<prefix>[^`]+)`)?$", re.MULTILINE)
_ROW = re.compile(r"^\| (?P<keys>`[^|]+`) \|", re.MULTILINE)


def keys_on_the_page() -> set[str]:
    heads = list(_SECTION.finditer(PAGE))
    ends = [*(head.start() for head in heads[1:]), len(PAGE)]
    return {
        f"{head['prefix']}.{key}" if head["prefix"] else key
        for head, end in zip(heads, ends, strict=True)
        for row in _ROW.finditer(PAGE, head.end(), end)
        for key in re.findall(r"`([^`]+)`", row["keys"])
    }


IGNORED = '\n\nticketlint: ignore[solution-as-goal] reason="agreed" until=2999-01-01 by=ana\n'
LISTS = {"labels": ["shop"], "components": ["cart"]}


def keys_in(value: object, path: str = "") -> Iterator[str]:
    if path in OPEN:
        yield f"{path}{{}}"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from keys_in(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        assert value, f"an example of {path} is needed"
        for inner in value:
            yield from keys_in(inner, f"{path}[]")
    else:
        yield path


def has_all(told: dict[str, object]) -> bool:
    """Tell whether no list of a ticket is empty."""
    parts = told["tells"].values() if told["tells"] else [{"sentences": []}]
    return bool(told["questions"] and told["lost"] and all(one["sentences"] for one in parts))


def a_full_report(folder: Path) -> dict[str, object]:
    """Return a report with a member in each list."""
    (folder / "faulty.json").write_text(
        json.dumps([{"title": "A", "description": WHOLE + IGNORED, **LISTS}, 7])
    )
    (folder / "whole.md").write_text(
        f"---\nlabels: [shop]\ncomponents: [cart]\nreporter: Ana\nassignee: Bo\n---\n# Show prices\n\n{WHOLE}\n"
    )
    (folder / "more.md").write_text("It stands above.\n\n# PAY-1: One\n\nA\n\n# PAY-2: Two\n\nB\n")
    config = Config(level="note", ticket_text=True, show_people=True)
    filters = Filters(comparison=Comparison(since=date(2026, 11, 1)))
    report = run_check([str(folder)], config, SourceOptions(), 1, iter, filters=filters)
    told = as_json(replace(report, trend=FULL.trend, changes=FULL.changes))
    for ticket in told["tickets"]:
        # Only a fault of ours fills it, and a list without a member shows no keys.
        ticket["failures"] = ticket["failures"] or [{"rule": "", "message": ""}]
        # One that is ready needs nothing.
        ticket["next_level_needs"] = ticket["next_level_needs"] or ["a number"]
        # Its author asks nothing.
        words = told["tickets"][0]["tells"]["why"]["sentences"][:1]
        ticket["asks"] = ticket["asks"] or words
        # Nothing of a run without limits misses one.
        ticket["misses"] = ticket["misses"] or ["scores 50, below 80"]
        # A label that leaves out a ticket leaves no question to ask.
        found = [one["suppression"] for one in ticket["findings"] if one["suppression"]]
        ticket["suppression"] = found[0] if found else {}
    told["tickets"] = [one for one in told["tickets"] if has_all(one)]
    for ticket in told["tickets"]:
        runs = [run for block in ticket["text"] for run in block["runs"] if run["styles"]]
        ticket["text"] = [{**ticket["text"][0], "runs": runs}]
    assert told["tickets"]
    return json.loads(json.dumps(told))


def test_the_page_names_each_key_of_a_report_and_no_other(tmp_path: Path) -> None:
    assert keys_on_the_page() == set(keys_in(a_full_report(tmp_path)))


def test_the_page_names_the_version_and_every_type_of_answer() -> None:
    assert f"| `schema_version` | {SCHEMA_VERSION} |" in PAGE
    assert ", ".join(AnswerType) in PAGE
