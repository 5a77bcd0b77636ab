"""What is known of a backlog: findings and scores of an earlier run, as a file in git or a report.

The file is JSON with one entry a line, in the order of tickets, so that two branches can be merged;
the same findings give the same bytes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ticketlint.config.budgets import REPORT_BYTES
from ticketlint.config.textfile import UnreadableError, read_text, shown
from ticketlint.errors import ConfigError
from ticketlint.filters.madeby import Made, made_of_report
from ticketlint.filters.names import former_names, name_today
from ticketlint.judging.findings import fingerprint
from ticketlint.model import Address, Finding, Maturity, Severity, State, TicketResult

VERSION = 1
FILE_NAME = "ticketlint-baseline.json"
_TODO = "take it from git again, or make it anew: ticketlint baseline create INPUT --force"
# How git begins, parts and ends the two sides of a line that it could not merge.
_CONFLICT = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
_TODO_REPORT = "make it again: ticketlint check ... --output json:FILE"


class TicketEntry(BaseModel):
    """A ticket, its score and its level, null where it had none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ticket: str
    score: float | None = Field(default=None, ge=0, le=100)
    level: Maturity | None = None


class FindingEntry(BaseModel):
    """A finding that is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ticket: str
    rule: str
    severity: Severity
    fingerprint: str = Field(pattern=r"^[0-9a-f]{16}$")


@dataclass(frozen=True, slots=True)
class Known:
    """What was found: by which rule, how severe."""

    rule: str
    severity: Severity


@dataclass(slots=True)
class KnownTicket:
    """What is known of a ticket; `findings` by their fingerprints."""

    score: float | None = None
    findings: dict[str, Known] = field(default_factory=dict)
    level: Maturity | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known, by the identity of the ticket; `name` is the file as a person calls it.

    `made` is None where nothing tells what it was made by.
    """

    name: str
    tickets: dict[str, KnownTicket] = field(default_factory=dict)
    made: Made | None = None


def prints(finding: Finding, address: Address) -> Iterator[str]:
    """Yield what a finding is known by: under the name of its rule, then under former names."""
    yield fingerprint(finding, address)
    for name in former_names(finding.rule):
        yield fingerprint(finding, address, name)


def known_by(result: TicketResult) -> KnownTicket:
    """Return what a baseline keeps of a result: all findings that are not suppressed."""
    return KnownTicket(
        result.score.value,
        {
            fingerprint(finding, result.address): Known(finding.rule, finding.severity)
            for finding in result.findings
            if finding.state is not State.SUPPRESSED
        },
        result.level,
    )


def merged(
    before: Mapping[str, KnownTicket], results: Iterable[TicketResult], run: frozenset[str]
) -> dict[str, KnownTicket]:
    """Return what is known with what results show in place of what was known of their tickets.

    What a rule found that did not `run` stays; so does all of a ticket that could not be judged.
    """
    after = dict(before)
    seen: set[str] = set()
    for result in results:
        name, now = result.address.identity, known_by(result)
        old = before.get(name)
        if old and not is_judged(result):
            continue
        if name in seen:  # two tickets of one key
            after[name].findings.update(now.findings)
            continue
        kept = (
            {one: what for one, what in old.findings.items() if not still_there(what.rule, run)}
            if old
            else {}
        )
        after[name] = KnownTicket(now.score, kept | now.findings, now.level)
        seen.add(name)
    return after


def pruned(
    before: Mapping[str, KnownTicket], results: Iterable[TicketResult], run: frozenset[str]
) -> dict[str, KnownTicket]:
    """Return what is known without what results do not show any more.

    Scores and levels only rise.
    """
    found: dict[str, set[str]] = {}
    after = dict(before)
    for result in results:
        name = result.address.identity
        if name not in before or not is_judged(result):
            continue
        shown = found.setdefault(name, set())
        shown.update(one for finding in result.findings for one in prints(finding, result.address))
        scores = [one for one in (after[name].score, result.score.value) if one is not None]
        levels = [one for one in (after[name].level, result.level) if one is not None]
        kept = {
            one: what
            for one, what in before[name].findings.items()
            if one in shown or not still_there(what.rule, run)
        }
        best = max(levels, key=tuple(Maturity).index, default=None)
        after[name] = KnownTicket(max(scores, default=None), kept, best)
    return after


def without_gone(
    before: Mapping[str, KnownTicket], results: Iterable[TicketResult]
) -> dict[str, KnownTicket]:
    """Return what is known of the tickets that results hold."""
    there = {result.address.identity for result in results}
    return {name: ticket for name, ticket in before.items() if name in there}


def is_judged(result: TicketResult) -> bool:
    """Tell whether a ticket was judged in full, so that what is not found is not there."""
    return result.tells is not None and not result.failures


def write_baseline(
    tickets: Mapping[str, KnownTicket], stream: TextIO, made: Made | None = None
) -> None:
    """Write a baseline with one entry a line, tickets and findings in the order of their names."""
    stream.write(f'{{\n"version": {VERSION},\n{made.as_lines() if made else ""}"tickets": [')
    order = sorted(tickets)
    _write_lines((_ticket_entry(name, tickets[name]) for name in order), stream)
    stream.write('],\n"findings": [')
    _write_lines((entry for name in order for entry in _entries(name, tickets[name])), stream)
    stream.write("]\n}\n")


def _ticket_entry(name: str, ticket: KnownTicket) -> dict[str, Any]:
    level = ticket.level.value if ticket.level else None
    return {"ticket": name, "score": ticket.score, "level": level}


def _entries(name: str, ticket: KnownTicket) -> Iterator[dict[str, Any]]:
    found = sorted((known.rule, print_, known) for print_, known in ticket.findings.items())
    for rule, print_, known in found:
        severity = known.severity.value
        yield {"ticket": name, "rule": rule, "severity": severity, "fingerprint": print_}


def _write_lines(entries: Iterable[dict[str, Any]], stream: TextIO) -> None:
    between = "\n"
    for entry in entries:
        stream.write(between + json.dumps(entry))
        between = ",\n"
    stream.write("\n" if between == ",\n" else "")


def read_baseline(path: Path) -> Baseline:
    """Return what a file of ours knows.

    Raises: ConfigError with the line, for a file of another version, one that is damaged, or one
    that holds both sides of a merge.
    """
    where = shown(path)
    text = _text(path, where, _TODO)
    _refuse_conflict(text, where)
    document = _object(text, where, _TODO)
    if document.get("version") != VERSION:
        told = json.dumps(document.get("version"))[:40]
        what = f"is a baseline of version {told}, this program reads version {VERSION}"
        raise ConfigError(f"{where}:{_line_of(text, 'version')}", what, _TODO)
    if set(document) - {"made"} != {"version", "tickets", "findings"}:
        raise ConfigError(f"{where}:1", "has not the keys version, tickets and findings", _TODO)
    return Baseline(where, _tickets(document, text, where), _made(document, text, where))


def _made(document: Mapping[str, Any], text: str, where: str) -> Made | None:
    if "made" not in document:
        return None
    try:
        return Made.model_validate(document["made"])
    except ValidationError:
        what = "`made` does not name a version and the parts of a ruleset"
        raise ConfigError(f"{where}:{_line_of(text, 'made')}", what, _TODO) from None


def _tickets(document: Mapping[str, Any], text: str, where: str) -> dict[str, KnownTicket]:
    tickets: dict[str, KnownTicket] = {}
    try:
        for told in _listed(document["tickets"]):
            ticket = TicketEntry.model_validate(told)
            tickets[ticket.ticket] = KnownTicket(ticket.score, level=ticket.level)
        for told in _listed(document["findings"]):
            found = FindingEntry.model_validate(told)
            known = Known(found.rule, found.severity)
            tickets.setdefault(found.ticket, KnownTicket()).findings[found.fingerprint] = known
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        place = f"{where}:{_line_of_entry(text, told)}"
        raise ConfigError(place, f"`{key}`: {first['msg']}", _TODO) from None
    return tickets


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _line_of(text: str, key: str) -> int:
    at = text.find(f'"{key}"')
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _line_of_entry(text: str, entry: object) -> int:
    """Return the line of an entry, the first where a program has laid the file out anew."""
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            if json.loads(line.strip().removesuffix(",")) == entry:
                return number
        except ValueError:
            continue
    return 1


def read_report(path: Path) -> Baseline:
    """Return what a JSON report of an earlier run knows.

    Raises: ConfigError for what is no such report.
    """
    where = shown(path)
    document = _object(_text(path, where, _TODO_REPORT), where, _TODO_REPORT)
    told = document.get("tickets")
    if "schema_version" not in document or not isinstance(told, list):
        raise ConfigError(where, "is no report of ticketlint", _TODO_REPORT)
    tickets: dict[str, KnownTicket] = {}
    try:
        for ticket in told:
            level = Maturity(ticket["level"]) if ticket["level"] else None
            first = KnownTicket(ticket["score"], level=level)
            known = tickets.setdefault(ticket["identity"], first)
            for found in ticket["findings"]:
                if found["state"] != State.SUPPRESSED:
                    severity = Severity(found["severity"])
                    known.findings[found["fingerprint"]] = Known(found["rule"], severity)
    except (KeyError, TypeError, ValueError):
        what = "is a report without what a comparison needs"
        raise ConfigError(where, what, _TODO_REPORT) from None
    return Baseline(where, tickets, made_of_report(document))


def _text(path: Path, where: str, todo: str) -> str:
    try:
        return read_text(path, REPORT_BYTES)
    except UnreadableError as error:
        raise ConfigError(where, str(error), todo) from None


def _refuse_conflict(text: str, where: str) -> None:
    """Refuse a file that holds both sides of a merge: a new one would know every new fault."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_CONFLICT):
            what = "holds the marks of a merge"
            todo = (
                "keep the lines of both sides, a comma between any two, and one of `made`;"
                " then: ticketlint baseline prune INPUT"
            )
            raise ConfigError(f"{where}:{number}", what, todo)


def _object(text: str, where: str, todo: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{where}:{error.lineno}:{error.colno}"
        raise ConfigError(place, f"is no JSON: {error.msg}", todo) from None
    except (RecursionError, ValueError):
        raise ConfigError(where, "is no JSON that can be read", todo) from None
    if not isinstance(document, dict):
        raise ConfigError(f"{where}:1", "is no JSON object", todo)
    return document


def still_there(rule: str, run: frozenset[str]) -> bool:
    """Tell whether a run judged by the rule that an entry names, whatever it is called now."""
    return name_today(rule) in run
