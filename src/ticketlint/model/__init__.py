"""The frozen values that stages hand to each other: Ticket, Finding, TicketResult, Report.

A module of them is imported when one of its names is asked for: most commands need the terms alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ticketlint.model.terms import (
    LEVELS,
    AnswerType,
    Confidence,
    Extent,
    Grade,
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

if TYPE_CHECKING:
    from ticketlint.model.failure import Failure, Notice
    from ticketlint.model.finding import (
        Exemption,
        Finding,
        Location,
        Question,
        Suppression,
        question_of,
    )
    from ticketlint.model.report import (
        Changes,
        Gate,
        Report,
        RuleNote,
        TicketResults,
        Unjudged,
        Versions,
    )
    from ticketlint.model.result import (
        Address,
        BacklogFacts,
        Earlier,
        Judgement,
        Spelling,
        TermUse,
        TicketResult,
    )
    from ticketlint.model.score import Loss, Maturity, Score, Standing, Telling, Tells, Words
    from ticketlint.model.text import Run, TextBlock
    from ticketlint.model.ticket import Anchor, FilePosition, Ticket, TicketField, utf16_length
    from ticketlint.model.trend import Paired, TrendPoint

# Where the names stand, beside the terms.
_HOMES = {
    "failure": "Failure Notice",
    "finding": "Exemption Finding Location Question Suppression question_of",
    "report": "Changes Gate Report RuleNote TicketResults Unjudged Versions",
    "result": "Address BacklogFacts Earlier Judgement Spelling TermUse TicketResult",
    "score": "Loss Maturity Score Standing Telling Tells Words",
    "text": "Run TextBlock",
    "ticket": "Anchor FilePosition Ticket TicketField utf16_length",
    "trend": "Paired TrendPoint",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "LEVELS",
    "Address",
    "Anchor",
    "AnswerType",
    "BacklogFacts",
    "Changes",
    "Confidence",
    "Earlier",
    "Exemption",
    "Extent",
    "Failure",
    "FilePosition",
    "Finding",
    "Gate",
    "Grade",
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
    "Suppression",
    "Telling",
    "Tells",
    "TermUse",
    "TextBlock",
    "Ticket",
    "TicketField",
    "TicketResult",
    "TicketResults",
    "TrendPoint",
    "Unjudged",
    "Versions",
    "Words",
    "question_of",
    "utf16_length",
]


def __getattr__(name: str) -> object:
    """Return a name of a module, which is kept: it is asked for here once."""
    if name not in _HOME_OF:
        raise AttributeError(name)
    value: object = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value
