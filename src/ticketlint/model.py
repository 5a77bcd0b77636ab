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


class Confidence(StrEnum):
    """How often a finding of the rule is expected to be right."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class State(StrEnum):
    """Whether a finding counts; the filters set it."""

    NEW = "new"
    KNOWN = "known"
    SUPPRESSED = "suppressed"


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


class Extent(StrEnum):
    """How much of something a ticket tells."""

    YES = "yes"
    IN_PART = "in part"
    NO = "no"


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
class FilePosition:
    """A place in a text file, 1-based: the column in code points, and in UTF-16 code units."""

    line: int
    column: int
    utf16_column: int


def utf16_length(text: str) -> int:
    """Return how many UTF-16 code units a text has: editors count columns in them."""
    return len(text) + sum(char > "\uffff" for char in text)


@dataclass(frozen=True, slots=True)
class Anchor:
    """From `start` on, in code points, a text stands verbatim in its file at `position`.

    It does so up to the next anchor; line ends of the text are line ends of the file.
    """

    start: int
    position: FilePosition


@dataclass(frozen=True, slots=True)
class TicketField:
    """One text of a ticket exactly as its source stores it.

    `name` is `title`, `description`, `acceptance_criteria` or `environment`.
    `text` of an ADF field is the document as JSON; every other markup is verbatim.
    `anchors` tell, in ascending order, where its parts stand in the source file, if that is
    text which holds them verbatim (Markdown); else there are none.
    """

    name: str
    text: str
    markup: Markup = Markup.PLAIN
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """One unit of work as a source gives it; the value that crosses process borders.

    A field that the source has but the author left empty is a `TicketField` with an
    empty text; a field that the source does not carry is not in `fields`.
    For facts, `None` means "the source does not say", an empty value means "there is none".
    `is_key_made_up` tells that the author gave no key, so that `key` only says where the ticket
    stands; `occurrence` then counts, from 1, the tickets of the run with the same content.
    `title_anchors` are those of the title, as in `TicketField`.
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
    title_anchors: tuple[Anchor, ...] = ()
    is_key_made_up: bool = False
    occurrence: int = 1

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
    rendered text for ADF); `line` and `column` are those of `start` in that text, 1-based.
    `file` is its place in the source file, None where that does not hold the text verbatim.
    A finding on something that is not there has an empty range.
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
    file: FilePosition | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a location, and what to ask the author about it.

    `identity` tells it from the other findings of its ticket, across edits: rule, field, words
    and occurrence. It holds nothing of the ticket's key, place in its file, or section.
    """

    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    message: str
    question: str
    suggestion: str
    location: Location
    identity: str
    answer: AnswerType = AnswerType.OTHER
    state: State = State.NEW


@dataclass(frozen=True, slots=True)
class Question:
    """What the author is asked.

    `type` says which kind of answer is wanted, `about` which words it is about: `start` to `end`
    in the text of `field`, in code points as in `Location`. Where something is missing, `about` is
    empty and so is the range.
    """

    text: str
    type: AnswerType
    about: str
    field: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that one fact of the scorecard takes from a score; tenths, 0.1 to 100.

    `wanted` says what brings them back, after "if": "it names the version".
    """

    fact: str
    points: float
    wanted: str


@dataclass(frozen=True, slots=True)
class Score:
    """How clear a ticket is: 0 (unclear) to 100 (clear), in tenths.

    `value` is 100 less the points in `lost`. `value` is None and `grade` is `unscored`
    where the tool could not judge the ticket; `reason` then says why.
    """

    value: float | None
    grade: str
    lost: tuple[Loss, ...] = ()
    reason: str = ""


class Maturity(StrEnum):
    """How far a ticket is, by the parts that it shows."""

    DRAFT = "draft"
    REFINED = "refined"
    READY = "ready"

    @property
    def following(self) -> "Maturity | None":
        """Return the next level, None for the last."""
        order = tuple(Maturity)
        return order[order.index(self) + 1] if self is not order[-1] else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The level of a ticket; `needs` says what the next one asks for, after "if"."""

    level: Maturity
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a ticket: `start` to `end` in the text of `field`, as in `Location`."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How much a ticket tells of one thing, and where.

    `count` is the number of sentences that tell it, `sentences` are the first of them, in reading
    order; where `state` is no, there are none. `chance`, 0 to 1, is the learnt one that a reader
    finds it told in full.
    """

    state: Extent
    chance: float
    count: int
    sentences: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Tells:
    """What a ticket tells: why it is wanted, what shall come about, how it is to be built."""

    why: Telling
    what: Telling
    how: Telling


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
class Address:
    """Which ticket a judgement is about, and where it stands.

    `identity` stays the same from run to run: the key, or for a ticket whose key was made up
    a digest of its content, whatever its file is called and whatever stands above it.
    """

    key: str
    title: str = ""
    source: str = ""
    line: int | None = None
    url: str = ""
    project: str = ""
    type: str = ""
    status: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found out about a ticket; holds nothing of its address.

    `left_out` counts the findings that are less severe than asked for.
    `standing` is None where there is no score.
    `template_lines` counts the lines that repeat a template. `templates` is a digest of which
    lines of templates they are, "" for none: what else a run has learnt has no part in it.
    `tells` is None where the ticket was not judged.
    """

    kind: Kind
    kind_reason: str
    score: Score
    standing: Standing | None = None
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    failures: tuple[Failure, ...] = ()
    template_lines: int = 0
    left_out: int = 0
    templates: str = ""
    facts: BacklogFacts = BacklogFacts()
    tells: Tells | None = None


@dataclass(frozen=True, slots=True)
class TicketResult:
    """What is reported of one ticket; the value that comes back over a process border."""

    address: Address
    judgement: Judgement

    @property
    def key(self) -> str:
        """Return the key that a reader knows the ticket by."""
        return self.address.key

    @property
    def title(self) -> str:
        """Return the title."""
        return self.address.title

    @property
    def kind(self) -> Kind:
        """Return what the ticket is."""
        return self.judgement.kind

    @property
    def score(self) -> Score:
        """Return how clear it is."""
        return self.judgement.score

    @property
    def standing(self) -> Standing | None:
        """Return its level, None where there is no score."""
        return self.judgement.standing

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, the worst first."""
        return self.judgement.findings

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return what the author is asked, the best first."""
        return self.judgement.questions

    @property
    def tells(self) -> Tells | None:
        """Return what it tells, None where it was not judged."""
        return self.judgement.tells

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Return what could not be judged."""
        return self.judgement.failures


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
