"""The words that a report and a configuration use: kinds, parts, severities."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """How much a finding weighs, the worst first; the words of SARIF."""

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


class Grade(StrEnum):
    """The grade of a score, the best first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    F = "F"

    @property
    def least(self) -> int:
        """Return the least score that has it, 0 to 100."""
        return _LEAST[self]


# A ticket of grade F is never without a warning.
_LEAST: Mapping[Grade, int] = {Grade.A: 90, Grade.B: 75, Grade.C: 60, Grade.D: 40, Grade.F: 0}
