"""The frozen values that stages hand to each other: Ticket, Finding, TicketResult, Report."""

from ticketlint.model.failure import Failure, Notice
from ticketlint.model.finding import Finding, Location, Question
from ticketlint.model.report import Gate, Report, RuleNote, TicketResults, Versions
from ticketlint.model.result import (
    Address,
    BacklogFacts,
    Judgement,
    Spelling,
    TermUse,
    TicketResult,
)
from ticketlint.model.score import Loss, Maturity, Score, Standing, Telling, Tells, Words
from ticketlint.model.terms import (
    LEVELS,
    AnswerType,
    Confidence,
    Extent,
    Kind,
    Level,
    Markup,
    Part,
    Role,
    SectionName,
    SectionState,
    Severity,
    State,
)
from ticketlint.model.text import Run, TextBlock
from ticketlint.model.ticket import Anchor, FilePosition, Ticket, TicketField, utf16_length
from ticketlint.model.trend import Paired, TrendPoint

__all__ = [
    "LEVELS",
    "Address",
    "Anchor",
    "AnswerType",
    "BacklogFacts",
    "Confidence",
    "Extent",
    "Failure",
    "FilePosition",
    "Finding",
    "Gate",
    "Judgement",
    "Kind",
    "Level",
    "Location",
    "Loss",
    "Markup",
    "Maturity",
    "Notice",
    "Paired",
    "Part",
    "Question",
    "Report",
    "Role",
    "RuleNote",
    "Run",
    "Score",
    "SectionName",
    "SectionState",
    "Severity",
    "Spelling",
    "Standing",
    "State",
    "Telling",
    "Tells",
    "TermUse",
    "TextBlock",
    "Ticket",
    "TicketField",
    "TicketResult",
    "TicketResults",
    "TrendPoint",
    "Versions",
    "Words",
    "utf16_length",
]
