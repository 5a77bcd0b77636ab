"""The frozen values that stages hand to each other: Ticket, Finding, TicketResult, Report."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol


class Severity(StrEnum):
    """How much a finding weighs; the words of SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


# The level that a rule has for a ticket: a severity or off, the worst first.
Level = Literal["error", "warning", "note", "off"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note", "off")

# The category of rules that judge a ticket as a whole.
WHOLE = "readiness"


class Confidence(StrEnum):
    """How often a finding of the rule is expected to be right."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Kind(StrEnum):
    """What a ticket is, whatever its tracker calls it."""

    BUG = "bug"
    STORY = "story"
    TASK = "task"
    EPIC = "epic"
    SPIKE = "spike"


class Markup(StrEnum):
    """The markup a text is written in."""

    JIRA = "jira"
    MARKDOWN = "markdown"
    ADF = "adf"
    HTML = "html"
    PLAIN = "plain"


class SectionName(StrEnum):
    """What a part of a ticket is for."""

    TITLE = "title"
    NEED = "need"
    BEHAVIOUR = "behaviour"
    ACCEPTANCE_CRITERIA = "acceptance_criteria"
    STEPS = "steps"
    EXPECTED = "expected"
    ACTUAL = "actual"
    ENVIRONMENT = "environment"
    NOTES = "notes"
    OUT_OF_SCOPE = "out_of_scope"
    OPEN_QUESTIONS = "open_questions"
    OTHER = "other"


class SectionState(StrEnum):
    """Whether the author wrote anything under a heading."""

    PRESENT = "present"
    EMPTY = "empty"
    TEMPLATE = "template"


class Part(StrEnum):
    """What a reader looks for in a ticket; the last three in a bug."""

    WHAT = "what"
    WHY = "why"
    WHO = "who"
    ACCEPTANCE = "acceptance"
    STEPS = "steps"
    EXPECTED = "expected"
    ENVIRONMENT = "environment"


class Role(StrEnum):
    """What a sentence does in a ticket."""

    WHY = "why"
    WHAT = "what"
    HOW = "how"
    CRITERION = "criterion"
    OBSERVED = "observed"
    EXPECTED = "expected"
    STEP = "step"
    ENVIRONMENT = "environment"
    QUESTION = "question"
    OTHER = "other"


class AnswerType(StrEnum):
    """What kind of answer a question wants."""

    WHICH = "which"
    MEANING = "meaning"
    SCOPE = "scope"
    VALUE = "value"
    CHOICE = "choice"
    CONFLICT = "conflict"
    BEHAVIOUR = "behaviour"
    EDGE = "edge"
    EXPECTED = "expected"
    DONE = "done"
    METHOD = "method"
    STEPS = "steps"
    ENVIRONMENT = "environment"
    WHY = "why"
    WHO = "who"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TicketField:
    """One text of a ticket exactly as its source stores it.

    `name` is `title`, `description`, `acceptance_criteria` or `environment`.
    `text` of an ADF field is the document as JSON; every other markup is verbatim.
    `line` and `column` are the 1-based place in the source file at which the text begins,
    where it stands verbatim in a text file (Markdown); None and 1 elsewhere.
    """

    name: str
    text: str
    markup: Markup = Markup.PLAIN
    line: int | None = None
    column: int = 1


@dataclass(frozen=True, slots=True)
class Ticket:
    """One unit of work as a source gives it; the value that crosses process borders.

    A field that the source has but the author left empty is a `TicketField` with an
    empty text; a field that the source does not carry is not in `fields`.
    For facts, `None` means "the source does not say", an empty value means "there is none".
    `title_line` and `title_column` are the place of the title, as in `TicketField`.
    """

    key: str
    title: str
    fields: tuple[TicketField, ...] = ()
    source: str = ""
    line: int | None = None
    project: str = ""
    type: str = ""
    status: str = ""
    url: str = ""
    created: str = ""
    labels: tuple[str, ...] = ()
    parent: str | None = None
    links: tuple[str, ...] | None = None
    attachments: tuple[str, ...] | None = None
    versions: tuple[str, ...] | None = None
    due: str | None = None
    estimate: str | None = None
    title_line: int | None = None
    title_column: int = 1

    def field(self, name: str) -> TicketField | None:
        """Return the field of that name, or None where the source does not carry it."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """The tool could not do its work on something; makes the exit code 2.

    In a report, `source` and `line` say where; in a ticket's result `rule` says which
    rule failed on it ("" = all of the ticket).
    """

    message: str
    source: str = ""
    line: int | None = None
    rule: str = ""

    def __str__(self) -> str:
        """Return `where: what (what to do)`."""
        where = f"{self.source}:{self.line}" if self.line else self.source
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the report should know; changes no exit code."""

    message: str
    source: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding stands in the ticket as stored.

    `start` and `end` are code points into the text of `field`, end exclusive (into the
    rendered text for ADF); `line` and `column` are 1-based, those of the source file where
    the text stands verbatim in it (`is_verbatim`) and those of the text elsewhere. A finding
    on something that is not there has an empty range.
    """

    field: str
    section: str
    start: int
    end: int
    line: int
    column: int
    text: str
    excerpt: str = ""
    excerpt_start: int = 0
    excerpt_end: int = 0
    is_verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a location, and what to ask the author about it."""

    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    message: str
    question: str
    suggestion: str
    location: Location
    fingerprint: str
    state: str = "new"


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that one rule takes from a score; tenths, 0.1 to 100."""

    rule: str
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """How clear a ticket is: 0 (unclear) to 100 (clear), in tenths.

    `value` is 100 less the points in `lost`. `value` is None and `grade` is `unscored`
    where the tool could not judge the ticket; `reason` then says why.
    """

    value: float | None
    grade: str
    dimensions: tuple[tuple[str, float], ...] = ()
    lost: tuple[Loss, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TermUse:
    """The first place where a ticket uses a term that it does not explain."""

    term: str
    location: Location


@dataclass(frozen=True, slots=True)
class Spelling:
    """The first place where a ticket writes a name in one form; all forms share the key."""

    key: str
    form: str
    location: Location


@dataclass(frozen=True, slots=True)
class BacklogFacts:
    """What the rules on a whole backlog need of one ticket.

    `signature` is what `signatures.signature_of` makes of its words; `terms` are the acronyms
    that it uses and neither it nor the field explains, `names` the same for names that few
    people know, `explained` the acronyms and names that it explains.
    """

    parent: str = ""
    signature: bytes = b""
    terms: tuple[TermUse, ...] = ()
    names: tuple[TermUse, ...] = ()
    explained: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketResult:
    """What is reported of one ticket; the value that comes back over a process border."""

    key: str
    title: str
    source: str
    line: int | None
    url: str
    type: str
    kind: Kind
    kind_reason: str
    status: str
    score: Score
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    template_lines: int = 0
    questions: tuple[str, ...] = ()
    facts: BacklogFacts = BacklogFacts()


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a report: with the same values the same input gives the same results.

    `ruleset` is the digest of all that the run judged by, `rules` the number of its rules.
    """

    tool: str
    ruleset: str
    rules: int
    pipeline_name: str
    pipeline_version: str
    templates: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the run passes, and each reason why not."""

    passed: bool
    reasons: tuple[str, ...] = ()


class TicketResults(Protocol):
    """The results of a run in input order, read anew each time: no reader holds them all."""

    def __iter__(self) -> Iterator[TicketResult]:
        """Yield one result after the other."""

    def __len__(self) -> int:
        """Return how many there are."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run: every ticket in input order, and what could not be read.

    `closed` is the number of closed tickets that the configuration left out.
    """

    versions: Versions
    gate: Gate
    results: TicketResults
    failures: tuple[Failure, ...] = ()
    notices: tuple[Notice, ...] = ()
    closed: int = 0
