"""What is found in a ticket and asked of its author, each with its place."""

from dataclasses import dataclass

from ticketlint.model.terms import AnswerType, Confidence, Severity, State
from ticketlint.model.ticket import FilePosition


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

    @property
    def shown_line(self) -> str:
        """Return the line in the file, else in the field; with the file that is another's."""
        if self.file and self.file.path:
            return f"{self.file.path}:{self.file.line}"
        return f"line {(self.file or self).line}"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count, and where that is written.

    `origin` is the line of a file, of a field of the ticket, or the label; `until` is the last
    day on which it holds, as in ISO 8601, "" for ever; `by` is whoever decided it.
    """

    origin: str
    reason: str
    until: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """What somebody asked to be left out of one ticket, whether or not it can be heeded.

    `rule` is the name as written, "" for all rules; `match` are the words of one finding, "" for
    all findings of the rule.
    """

    rule: str
    match: str
    suppression: Suppression


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a location, and what to ask the author about it.

    `identity` tells it from the other findings of its rule in its ticket, across edits: field,
    words and occurrence. It holds nothing of the ticket's key, place in its file, or section.
    `suppression` is there where the state is suppressed; `fails` tells that the gate fails on it.
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
    suppression: Suppression | None = None
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What the author is asked.

    `type` says which kind of answer is wanted, `about` which words it is about: `start` to `end`
    in the text of `field`, in code points as in `Location`. Where something is missing, `about` is
    empty and so is the range. `rule` is that of the finding that it asks about, "" for none.
    """

    text: str
    type: AnswerType
    about: str
    field: str
    start: int
    end: int
    rule: str = ""

    def asks_about(self, finding: Finding) -> bool:
        """Tell whether a finding has some of the same words, or misses the same part."""
        place = finding.location
        if self.start == self.end:
            return place.start == place.end and finding.answer is self.type
        return place.field == self.field and place.start < self.end and self.start < place.end


def question_of(finding: Finding) -> Question:
    """Return how the rule of a finding asks."""
    place = finding.location
    text = " ".join(finding.question.split())
    return Question(
        text, finding.answer, place.text, place.field, place.start, place.end, finding.rule
    )
