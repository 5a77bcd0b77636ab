"""Leave out what a team has decided about: by a file in git, a line of the ticket, a label."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel, field_validator

from ticketlint.config.textfile import UnreadableError, read_text, shown
from ticketlint.config.yamlfile import (
    Document,
    Fault,
    YamlProblems,
    did_you_mean,
    problem_of,
    read_yaml,
    validate,
)
from ticketlint.errors import ConfigError
from ticketlint.filters.dates import today
from ticketlint.filters.names import name_today
from ticketlint.judging.findings import asks_without, quoted
from ticketlint.model import (
    Exemption,
    Finding,
    Notice,
    Question,
    State,
    Suppression,
    TicketResult,
    TicketResults,
)
from ticketlint.rules.removed import what_became_of

LABEL = "ticketlint-ignore"
# So many tickets of entries that leave nothing out are named.
_NAMED = 5
_MARKS = str.maketrans("", "", "*_`~{}")


class Entry(BaseModel):
    """One entry of the file: a rule, or one match of it, in one ticket.

    `until` is the last day on which it holds, as 2027-03-01. Without a reason it does not hold.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    ticket: str
    rule: str
    reason: str = ""
    match: str = ""
    until: str = ""
    by: str = ""

    @field_validator("until")
    @classmethod
    def _is_a_day(cls, value: str) -> str:
        if value and _day(value) is None:
            raise ValueError(f"`{value[:40]}` is no day (write it as 2027-03-01)")
        return value


class Entries(RootModel[tuple[Entry, ...]]):
    """A file of suppressions: a list of entries."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Placed:
    """What a file asks to leave out, and the line where it stands."""

    exemption: Exemption
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Suppressions:
    """What is left out of a run: by ticket what a file says, and whether tickets may say it too.

    `run` are the rules that this run judged by, `names` gives all that there are, both by the
    names of today.
    """

    entries: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict)
    inline: bool = True
    day: date = field(default_factory=today)
    run: frozenset[str] = frozenset()
    names: Callable[[], frozenset[str]] = frozenset

    def of(self, result: TicketResult) -> Iterator[tuple[Exemption, Notice]]:
        """Yield all that is asked for a ticket, each with the beginning of what to tell of it."""
        keys = dict.fromkeys((result.key, result.address.identity))
        for placed in (one for key in keys for one in self.entries.get(key, ())):
            yield placed.exemption, Notice("", placed.source, placed.line)
        for exemption in (*result.judgement.exemptions, *_labelled(result)):
            yield exemption, Notice("", result.key)

    def why_void(self, exemption: Exemption, result: TicketResult) -> str:
        """Return why something is not left out, "" where it is."""
        own, rule = exemption.suppression, exemption.rule
        if not self.inline and exemption in (*result.judgement.exemptions, *_labelled(result)):
            return "tickets may not say so (`inline_suppressions: false`)"
        if rule and name_today(rule) not in self.run and name_today(rule) not in self.names():
            hint = what_became_of(rule) or did_you_mean(rule, sorted(self.names()))
            return f"there is no rule `{rule[:60]}`{hint}"
        if not own.reason:
            return 'it gives no reason (add reason="...")'
        last = _day(own.until) if own.until else self.day
        if last is None:
            return f"`{own.until[:40]}` is no day (write it as 2027-03-01)"
        return f"it held until {own.until}" if last < self.day else ""

    def heeded(self, result: TicketResult) -> list[Exemption]:
        """Return what is left out of a ticket, what counts most first."""
        asked = (exemption for exemption, _ in self.of(result))
        return [exemption for exemption in asked if not self.why_void(exemption, result)]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Results in which what is left out is marked as such; scores stay."""

    results: TicketResults
    suppressions: Suppressions

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[TicketResult]:
        return (self._marked(result) for result in self.results)

    def _marked(self, result: TicketResult) -> TicketResult:
        heeded = self.suppressions.heeded(result)
        if not heeded:
            return result
        findings = tuple(_marked(finding, heeded) for finding in result.findings)
        whole = next((one.suppression for one in heeded if not one.rule), None)
        judgement = replace(result.judgement, findings=findings)
        asked = () if whole else _still_asked(replace(result, judgement=judgement))
        left_out = (one for one in findings if one.state is State.SUPPRESSED)
        asks = () if whole else asks_without(judgement.asks, left_out)
        judgement = replace(judgement, questions=asked, asks=asks)
        return replace(result, judgement=judgement, suppression=whole)


def notices_of(result: TicketResult, suppressions: Suppressions) -> Iterator[Notice]:
    """Yield what does not hold, and what is asked for without need, of a result that is marked.

    Of a rule that did not run, or a ticket that could not be judged, nobody knows the need.
    """
    used = {
        (finding.rule, finding.suppression)
        for finding in result.findings
        if finding.suppression is not None
    }
    heeding = {(name, why) for name, why in used} | {("", why) for _, why in used}
    for exemption, notice in suppressions.of(result):
        origin = "" if notice.line else f"{exemption.suppression.origin}: "
        told = f"{origin}{_asked(exemption, result)}"
        why = suppressions.why_void(exemption, result)
        rule = name_today(exemption.rule) if exemption.rule else ""
        if why:
            yield replace(notice, message=f"{told} does not hold: {why}", explains=True)
        elif _is_known(result, rule, suppressions) and (rule, exemption.suppression) not in heeding:
            todo = _todo(exemption, result)
            yield replace(notice, message=f"{told} leaves nothing out ({todo})")


def _todo(exemption: Exemption, result: TicketResult) -> str:
    """Return how to mend what leaves nothing out: perhaps the rule found other words there."""
    rule = name_today(exemption.rule) if exemption.match else ""
    words = dict.fromkeys(one.location.text for one in result.findings if one.rule == rule)
    named = ", ".join(f"`{text[:60]}`" for text in list(words)[:_NAMED] if text)
    return f"the words that were found are {named}" if named else "take it away"


def unused_of(suppressions: Suppressions, seen: Container[str]) -> Iterator[Notice]:
    """Yield what a file asks for tickets that are none of those `seen`, as one line.

    A run over a part of the backlog sees few of them, so they are not told one by one.
    """
    unused = [one for key, ones in suppressions.entries.items() if key not in seen for one in ones]
    if not unused:
        return
    keys = dict.fromkeys(key for key in suppressions.entries if key not in seen)
    named = ", ".join(quoted(key) for key in list(keys)[:_NAMED])
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    told = (
        "no such ticket among the inputs" if len(keys) == 1 else "no such tickets among the inputs"
    )
    entries = "1 entry leaves" if len(unused) == 1 else f"{len(unused)} entries leave"
    what = f"{entries} nothing out: {told}: {named}{more} (take it away where the ticket is gone)"
    yield Notice(what, unused[0].source, min(one.line for one in unused))


def _is_known(result: TicketResult, rule: str, suppressions: Suppressions) -> bool:
    """Tell whether the run can know that a rule finds nothing in the ticket."""
    has_run = not rule or rule in suppressions.run
    return has_run and not result.failures and result.tells is not None


def _asked(exemption: Exemption, result: TicketResult) -> str:
    what = f"`{exemption.rule[:60]}`" if exemption.rule else "everything"
    words = f" on `{exemption.match[:60]}`" if exemption.match else ""
    return f"leaving out {what}{words} in {result.key}"


def read_suppressions(path: Path) -> Mapping[str, tuple[Placed, ...]]:
    """Return the entries of a file by ticket, in their order.

    Raises: ConfigError that tells every fault of the file with its place.
    """
    where = shown(path)
    try:
        text = read_text(path)
        if all(line.lstrip().startswith("#") for line in text.split("\n") if line.strip()):
            return {}  # the last entry was taken away
        document = read_yaml(text, where)
        entries = validate(Entries, document).root
    except UnreadableError as error:
        todo = "`suppressions` of the configuration names it"
        raise ConfigError(where, str(error), todo) from None
    except YamlProblems as error:
        raise ConfigError(where, f"faults in the suppressions\n{error}") from None
    found: defaultdict[str, tuple[Placed, ...]] = defaultdict(tuple)
    for number, entry in enumerate(entries):
        found[entry.ticket.strip()] += (_placed(entry, number, document),)
    return dict(found)


def _placed(entry: Entry, number: int, document: Document) -> Placed:
    line = problem_of(Fault((number,), ""), document).line
    origin = f"{document.where}:{line}"
    why = Suppression(origin, entry.reason.strip(), entry.until, entry.by.strip())
    exemption = Exemption(entry.rule.strip() or "[]", entry.match.strip(), why)
    return Placed(exemption, document.where, line)


def _labelled(result: TicketResult) -> Iterator[Exemption]:
    """Yield what labels ask for; a label is its own reason, for it has no room for another."""
    for label in result.address.labels:
        name = label.strip().casefold()
        if name == LABEL or name.startswith(f"{LABEL}-"):
            why = Suppression(f"label {label.strip()}", "labelled so")
            yield Exemption(name[len(LABEL) + 1 :], "", why)


def _marked(finding: Finding, heeded: list[Exemption]) -> Finding:
    for exemption in heeded:
        if _holds(exemption, finding):
            return replace(finding, state=State.SUPPRESSED, suppression=exemption.suppression)
    return finding


def _holds(exemption: Exemption, finding: Finding) -> bool:
    if exemption.rule and name_today(exemption.rule) != finding.rule:
        return False
    return not exemption.match or _words(exemption.match) == _words(finding.location.text)


def _words(text: str) -> str:
    """Return words without case and the signs of markup around and in them."""
    return " ".join(text.translate(_MARKS).casefold().split())


def _still_asked(result: TicketResult) -> tuple[Question, ...]:
    """Return the questions without those that only findings ask which are left out."""
    left_out = {_place(one) for one in result.findings if one.state is State.SUPPRESSED}
    asking = {_place(one) for one in result.findings if one.state is not State.SUPPRESSED}
    silent = left_out - asking
    return tuple(
        one for one in result.questions if (one.rule, one.field, one.start, one.end) not in silent
    )


def _place(finding: Finding) -> tuple[str, str, int, int]:
    place = finding.location
    return finding.rule, place.field, place.start, place.end


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told.strip())
    except ValueError:
        return None
