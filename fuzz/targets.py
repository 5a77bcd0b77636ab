"""The readers that are fuzzed, each as a function of bytes that raises where something breaks."""

import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fuzz.inputs import as_text
from fuzz.oracle import (
    check_fields,
    check_item,
    check_no_secret,
    check_result,
    check_sections,
    hold,
    planted,
)
from ticketlint.backlog import BACKLOG_CHECKS
from ticketlint.cleaning.outline import outline
from ticketlint.config.reading import read_config
from ticketlint.errors import TicketlintError
from ticketlint.matching.checks import CHECKS
from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.rules.pack import RulePack, bundled_rules, load_rules
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.selection import check_settings
from ticketlint.sources import SourceOptions, read_tickets
from ticketlint.sources.frontmatter import front_matter_at

if TYPE_CHECKING:
    from spacy.language import Language

    from ticketlint.judging.linter import Linter

_SUFFIXES = (".md", ".json", ".jsonl", ".csv", ".tsv", ".xml", "")
_TABLES = (None, "azure-csv", "linear-csv", "gitlab-csv", "jira-csv", "csv")
_RECORDS = (None, "jira-json", "azure-json", "gitlab-json", "github-json", "json")
_PLACES = (
    *(".beads/issues.jsonl", "tasks/tasks.json", "backlog/tasks/a.md", "specs/1-a/spec.md"),
    *(".kiro/specs/a/requirements.md", ".kiro/specs/a/bugfix.md", "prd.json", "trello.json"),
    *("openspec/changes/a/proposal.md", "openspec/specs/a/spec.md", "docs/stories/1.2.a.md"),
)
_TICKET = Ticket("A-1", "Export invoices", (TicketField("description", "It should be fast."),))
_Choice = TypeVar("_Choice")


@dataclass(frozen=True, slots=True)
class Target:
    """One reader; `seeds` are the endings of those exports and samples that it reads.

    Inputs are at most `longest` bytes; each byte may take so many seconds of the processor,
    20 to 50 times what genuine inputs take, so that only what is not linear lies beyond.
    """

    run: Callable[[bytes], None]
    seeds: tuple[str, ...] = ()
    longest: int = 50_000
    seconds_per_byte: float = 20e-6


def _chosen(data: bytes, choices: Sequence[_Choice]) -> _Choice:
    return choices[sum(data[:64]) % len(choices)]


def _file(data: bytes) -> None:
    """Read a file whose format is told by its content and its suffix."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{_chosen(data, _SUFFIXES)}"
        path.write_bytes(planted(data))
        for item in read_tickets([str(path)], SourceOptions()):
            check_item(item)


def _beside_code(data: bytes) -> None:
    """Read a file at the place of a format that lives beside code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _chosen(data, _PLACES)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(planted(data))
        for item in read_tickets([folder], SourceOptions(include_closed=True)):
            check_item(item)


def _named(formats: Sequence[str | None], data: bytes, *, escape: bool = False) -> None:
    """Read the input in one of these formats; None finds it."""
    options = SourceOptions(input_format=_chosen(data, formats))
    for item in read_tickets(["-"], options, io.BytesIO(planted(data, escape=escape))):
        check_item(item)


def _markup(markup: Markup, data: bytes) -> None:
    """Read a description and a title."""
    text = as_text(planted(data, escape=markup is Markup.ADF))
    field = TicketField("description", text, markup)
    check_fields(Ticket("A-1", as_text(data)[:200], (field,)))


def _front_matter(data: bytes) -> None:
    text = as_text(data)
    front_matter_at(text, 0)
    _named(("markdown",), data)


def _setting(name: str, data: bytes) -> None:
    """Read a configuration and look for the rules that it names."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            check_settings(read_config(path), _pack(), name)
        except TicketlintError as error:
            _check_error(error)


def _rule(data: bytes) -> None:
    """Read a rule, compile it, and let it judge a ticket."""
    from ticketlint.judging.linter import Linter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vague" / "fuzzed.yaml"
        path.parent.mkdir()
        path.write_bytes(data)
        try:
            pack = load_rules([path], CHECKS, BACKLOG_CHECKS)
            linter = Linter(Ruleset(pack.rules), _language())
        except TicketlintError as error:
            _check_error(error)
            return
        for result in linter.lint([_TICKET]):
            told = " ".join(failure.message for failure in result.failures)
            hold("report it" not in told, f"an internal error: {told[:60]}")


def _whole(data: bytes) -> None:
    """Judge a ticket with all rules."""
    text = as_text(planted(data))
    markup = _chosen(data, tuple(Markup))
    ticket = Ticket("A-1", as_text(data)[:200], (TicketField("description", text, markup),))
    read = outline(ticket, {})
    for name, body in read.bodies.items():
        check_sections(read.sections, name, body)
    for result in _linter().lint([ticket]):
        check_result(result, {name: body.text for name, body in read.bodies.items()})


def _check_error(error: TicketlintError) -> None:
    told = str(error)
    check_no_secret(told, "an error")
    hold(told.strip(), "an error without a word")


@cache
def _language() -> "Language":
    from ticketlint.annotation.pipeline import load_pipeline

    return load_pipeline()


@cache
def _linter() -> "Linter":
    from ticketlint.judging.linter import Linter

    return Linter(Ruleset(_pack().rules), _language())


@cache
def _pack() -> RulePack:
    return load_rules(bundled_rules(), CHECKS, BACKLOG_CHECKS)


TARGETS: Mapping[str, Target] = {
    "file": Target(_file, ("",)),
    "csv": Target(partial(_named, _TABLES), (".csv",)),
    "repository": Target(_beside_code, (".md", ".json", ".jsonl")),
    "json": Target(partial(_named, _RECORDS, escape=True), (".json", ".jsonl", "_1")),
    "xml": Target(partial(_named, ("jira-xml",)), (".xml",)),
    "adf": Target(partial(_markup, Markup.ADF)),
    "wiki": Target(partial(_markup, Markup.JIRA)),
    "markdown": Target(partial(_markup, Markup.MARKDOWN), (".md",)),
    "html": Target(partial(_markup, Markup.HTML), (".html", ".xml")),
    "plain": Target(partial(_markup, Markup.PLAIN), (".md",)),
    "front-matter": Target(_front_matter, (".md",)),
    "yaml": Target(partial(_setting, "ticketlint.yaml"), longest=4000),
    "toml": Target(partial(_setting, "pyproject.toml"), longest=4000),
    "rule": Target(_rule, longest=4000),
    "whole": Target(_whole, (".md",), longest=6000, seconds_per_byte=500e-6),
}
