"""Hold findings against labels: reported, missing, noisy or validated."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ticketlint.annotation.document import TicketDoc
from ticketlint.evaluation.labels import Label, Labelled
from ticketlint.evaluation.ruletests import Outcome
from ticketlint.evaluation.truths import Quotes, Truth, Units, Verdict
from ticketlint.model import Finding, Kind, Question, Role, Score, SectionState, Severity
from ticketlint.rules.measurements import Counts

# Characters shown of the text around a disagreement.
MAX_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a field; `start` and `end` are code points, end exclusive."""

    field: str
    start: int
    end: int

    def shared(self, other: "Stretch") -> int:
        """Return how many characters both have in common."""
        if self.field != other.field:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


# A quote stands at each place where its words do.
Quote = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled ticket beside what the tool made of it."""

    labelled: Labelled
    doc: TicketDoc
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    score: Score
    kind_without_type: Kind

    @property
    def key(self) -> str:
        """Return the key of the ticket."""
        return self.labelled.ticket.key

    def text(self, place: Stretch) -> str:
        """Return the words at a place."""
        body = self.doc.bodies.get(place.field)
        return body.text[place.start : place.end] if body else ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A label and what the tool said instead; `text` is of the ticket and unsafe to print.

    `name` is a rule or a group of rules, `roles`, `kind` or `kind-without-type`.
    """

    name: str
    outcome: Outcome
    key: str
    labelled: str
    said: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The counts over all tickets and each case that is missing or noisy."""

    counts: Counts = field(default_factory=Counts)
    disagreements: tuple[Disagreement, ...] = ()

    def __add__(self, other: "Judged") -> "Judged":
        """Return both together."""
        return Judged(self.counts + other.counts, self.disagreements + other.disagreements)


def judge(name: str, truth: Truth, rules: Iterable[str], cases: Iterable[Case]) -> Judged:
    """Judge the findings of `rules` together; `name` is what a disagreement is listed under."""
    wanted = frozenset(rules)
    total = Judged()
    for case in cases:
        findings = [finding for finding in case.findings if finding.rule in wanted]
        if isinstance(truth, Verdict):
            total += _by_ticket(name, truth, findings, case)
        else:
            total += _by_place(name, truth, findings, case)
    return total


def _by_ticket(name: str, truth: Verdict, findings: Sequence[Finding], case: Case) -> Judged:
    values = {label.value(truth.label) for label in case.labelled.labels}
    if not (values <= truth.bad or values <= truth.good):
        return Judged()
    if truth.kinds and case.labelled.kind not in truth.kinds:
        return _of_another_kind(name, findings, case)
    bad = values <= truth.bad
    if bad == bool(findings):
        return Judged(Counts(reported=1, found=1) if bad else Counts(validated=1))
    outcome = Outcome.MISSING if bad else Outcome.NOISY
    said = findings[0].message if findings else f"nothing ({case.doc.kind.value})"
    labelled = f"{truth.label}: {' and '.join(sorted(str(one).lower() for one in values))}"
    text = (findings[0].location.excerpt if findings else "") or _beginning(case)
    counts = Counts(missing=1) if bad else Counts(noisy=1)
    return Judged(counts, (Disagreement(name, outcome, case.key, labelled, said, text),))


def _of_another_kind(name: str, findings: Sequence[Finding], case: Case) -> Judged:
    """Judge what asks a ticket for the parts of another kind: wrong, but for a mere note."""
    heard = [finding for finding in findings if finding.severity is not Severity.NOTE]
    if not heard or case.labelled.kind is None:
        return Judged()
    told = f"kind: {case.labelled.kind.value}"
    wrong = Disagreement(name, Outcome.NOISY, case.key, told, heard[0].message, _beginning(case))
    return Judged(Counts(noisy=1), (wrong,))


def _by_place(name: str, truth: Quotes | Units, findings: Sequence[Finding], case: Case) -> Judged:
    passes = [_quotes(truth, label, case) for label in case.labelled.labels]
    told = [quotes for quotes in passes if quotes is not None]
    if len(told) < len(passes):
        return Judged()
    either = [place for quotes in told for quote in quotes for place in quote]
    hits = [(finding, place) for finding in findings if (place := _place(finding, case))]
    places = [place for _, place in hits]
    noisy = [finding for finding, place in hits if not _meets(place, either)]
    wanted = list(_in_all_passes(told))
    missing = [quote for quote in wanted if not any(_meets(place, quote) for place in places)]
    counts = Counts(
        reported=len(hits) - len(noisy),
        noisy=len(noisy),
        found=len(wanted) - len(missing),
        missing=len(missing),
        validated=int(not either and not hits),
    )
    told_label = truth.label if isinstance(truth, Quotes) else f"role {truth.role.value}"
    return Judged(counts, (*_noisy(name, noisy, case), *_missing(name, told_label, missing, case)))


def _noisy(name: str, findings: Iterable[Finding], case: Case) -> Iterator[Disagreement]:
    for finding in findings:
        said = finding.location.text or finding.message
        yield Disagreement(name, Outcome.NOISY, case.key, "nothing", said, _around(finding))


def _missing(name: str, label: str, quotes: Iterable[Quote], case: Case) -> Iterator[Disagreement]:
    for first, *_ in quotes:
        labelled = f"{label}: {case.text(first)}"
        text = case.text(_line_of(first, case))
        yield Disagreement(name, Outcome.MISSING, case.key, labelled, "nothing", text)


def _beginning(case: Case) -> str:
    body = case.doc.bodies.get("description")
    words = " ".join(body.text.split()) if body else ""
    return f"{case.labelled.ticket.title.strip()} | {words[: 2 * MAX_SHOWN]}"


def _around(finding: Finding) -> str:
    return finding.location.excerpt or finding.question or finding.message


def _line_of(place: Stretch, case: Case) -> Stretch:
    body = case.doc.bodies[place.field].text
    start = body.rfind("\n", 0, place.start) + 1
    end = body.find("\n", place.end)
    start = max(start, place.end - MAX_SHOWN)
    return Stretch(place.field, start, min(len(body) if end < 0 else end, start + MAX_SHOWN))


def _place(finding: Finding, case: Case) -> Stretch | None:
    """Return where a finding stands; None for a section in which nothing can be quoted."""
    found = finding.location
    if found.end > found.start:
        return Stretch(found.field, found.start, found.end)
    for part in case.doc.sections:
        if (part.field, part.start) == (found.field, found.start):
            empty = part.state is SectionState.EMPTY
            return None if empty else Stretch(part.field, part.start, part.end)
    return Stretch(found.field, found.start, found.end)


def _quotes(truth: Quotes | Units, label: Label, case: Case) -> list[Quote] | None:
    """Return where the quotes of one pass stand; None where the pass does not say."""
    if isinstance(truth, Units):
        return list(_units(truth.role, label, case)) if label.roles else None
    words = label.value(truth.label)
    if not isinstance(words, tuple):
        return None
    return [quote for text in words if (quote := locate_quote(text, case.doc))]


def _units(role: Role, label: Label, case: Case) -> Iterator[Quote]:
    for unit in case.labelled.units:
        if label.roles.get(unit.number) is role:
            yield (Stretch(unit.field, unit.start, unit.end),)


def locate_quote(words: str, doc: TicketDoc) -> Quote:
    """Return each place of `words` in the ticket: as whole words, else inside others."""
    if not words:
        return ()
    escaped = re.escape(words)
    for pattern in (rf"(?<!\w){escaped}(?!\w)", escaped):
        places = tuple(
            Stretch(name, *found.span())
            for name, body in doc.bodies.items()
            for found in re.finditer(pattern, body.text)
        )
        if places:
            return places
    return ()


def _in_all_passes(passes: Sequence[Sequence[Quote]]) -> Iterator[Quote]:
    """Yield the quotes of the first pass that every other pass has too, with their places."""
    first, *rest = passes
    for quote in first:
        partners = [[other for other in other_pass if _touch(quote, other)] for other_pass in rest]
        if all(partners):
            yield (*quote, *(place for found in partners for other in found for place in other))


def _touch(one: Quote, other: Quote) -> bool:
    return any(_meets(place, other) for place in one)


def _meets(place: Stretch, others: Iterable[Stretch]) -> bool:
    return any(place.shared(other) for other in others)
