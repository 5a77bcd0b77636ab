"""Say what a ticket is: bug, story, task, epic or spike, and why it was taken for that."""

import re
from collections.abc import Mapping, Sequence

from ticketlint.model import Kind, SectionName, SectionState, Ticket
from ticketlint.sections import Passage, Section

# The words of trackers, English and the commonest localised ones (casefolded).
_TYPES: Mapping[Kind, tuple[str, ...]] = {
    Kind.BUG: (
        *("bug", "defect", "fault", "incident", "error", "regression", "problem", "bug report"),
        *("fehler", "anomalie", "bogue", "erreur", "fallo", "erro", "defeito", "ошибка", "баг"),
    ),
    Kind.STORY: (
        *("story", "user story", "feature", "new feature", "feature request", "change request"),
        *("product backlog item", "requirement", "enhancement", "histoire", "récit"),
        *("historia", "história", "anforderung", "neue funktion", "fonctionnalité", "история"),
    ),
    Kind.TASK: (
        *("task", "technical task", "chore", "tech debt", "technical debt", "maintenance", "test"),
        *("documentation", "docs", "dependency upgrade", "refactoring", "refactor", "test task"),
        *("aufgabe", "tâche", "tarea", "tarefa", "задача"),
    ),
    Kind.EPIC: ("epic", "initiative", "theme", "épopée", "épico", "épica", "эпик"),
    Kind.SPIKE: ("spike", "research", "investigation", "analysis", "poc", "proof of concept"),
}
_BY_TYPE = {word: kind for kind, words in _TYPES.items() for word in words}
_LABEL_WORDS = re.compile(r"[^\w\s]+|_")

_SPIKE_TITLE = re.compile(
    r"^\W*(\[?spike\b|investigate\b|research\b|explore\b|evaluate\b|find out\b|figure out\b"
    r"|look into\b|analy[sz]e\b|assess\b|poc\b|proof of concept\b|prototype\b|determine\b)",
    re.IGNORECASE,
)
_EPIC_TITLE = re.compile(r"^\W*epic\b", re.IGNORECASE)
_STORY_TEXT = re.compile(
    r"\bas an? [^.,;\n]{2,60}?,?\s+(i|we)\s+(want|need|would like|can|should|must|could|am able)\b",
    re.IGNORECASE,
)
_BUG_TITLE = re.compile(
    r"\b(bugs?|crash(es|ed|ing)?|fails?|failed|failing|failure|broken|error|errors|exception|"
    r"not working|does ?n[o']t|do ?n[o']t|cannot|can ?n[o']t|won'?t|unable to|wrong|incorrect(ly)?|"
    r"missing|hangs?|freezes?|leaks?|regression|stops? working|stuck|invalid|disappears?|"
    r"not (being )?\w+(ed|ing|able)|no longer|instead of|is ?n[o']t|are ?n[o']t|npe|segfault)\b",
    re.IGNORECASE,
)
_BUG_TEXT = re.compile(
    r"\b(steps to reproduce|to reproduce|stack ?trace|actual (result|behaviou?r)|"
    r"expected (result|behaviou?r)|this is a regression|(i|we) (get|got|see|saw) (an? |the )?(\w+ )?"
    r"(error|exception|crash))\b",
    re.IGNORECASE,
)
_TASK_TITLE = re.compile(
    r"^\W*((\w+\W\s+)?(refactor|upgrade|bump|migrate|clean ?up|rename|remove|port|document|rewrite|"
    r"replace|move|update|deprecate|merge|configure|set ?up|deploy|publish|release|write|extract|"
    r"convert|switch|test|investigate|prepare|build|review|install|automate|consolidate|delete|"
    r"split|reduce|run|integrate|standardi[sz]e|audit)\b|.*\b(refactoring|unit tests?|tests? for|"
    r"test cases?|ci|pipeline|documentation|docs|changelog|code review|clean-?up|tech(nical)? debt)\b)",
    re.IGNORECASE,
)


def kind_of(ticket: Ticket, sections: Sequence[Section], text: str) -> tuple[Kind, str]:
    """Return the kind of a ticket and the reason, in that order of trust: type, labels, text.

    `text` is the prose of the ticket without its title.
    """
    typed = _BY_TYPE.get(ticket.type.strip().casefold())
    if typed is not None:
        return typed, f"type is {ticket.type}"
    for label in ticket.labels:
        labelled = _kind_of_label(label)
        if labelled is not None:
            return labelled, f"label is {label}"
    return _kind_of_text(ticket.title, sections, text)


def _kind_of_label(label: str) -> Kind | None:
    words = _LABEL_WORDS.sub(" ", label.casefold()).split()
    if words[:1] in (["type"], ["kind"]):
        words = words[1:]
    return _BY_TYPE.get(" ".join(words))


def _kind_of_text(title: str, sections: Sequence[Section], text: str) -> tuple[Kind, str]:
    if _EPIC_TITLE.search(title):
        return Kind.EPIC, "title says epic"
    if _SPIKE_TITLE.search(title):
        return Kind.SPIKE, "title asks to find something out"
    if _STORY_TEXT.search(title) or _STORY_TEXT.search(text):
        return Kind.STORY, "has a user story sentence"
    written = {part.name for part in sections if part.state is SectionState.PRESENT}
    for name in (SectionName.ACTUAL, SectionName.EXPECTED, SectionName.STEPS):
        if name in written:
            return Kind.BUG, f"has a section {name.value}"
    if _BUG_TITLE.search(title):
        return Kind.BUG, "title tells a fault"
    if _BUG_TEXT.search(text):
        return Kind.BUG, "text tells a fault"
    if _TASK_TITLE.search(title):
        return Kind.TASK, "title names internal work"
    return Kind.STORY, "nothing says otherwise"


def kind_chances(
    ticket: Ticket, sections: Sequence[Section], passages: Sequence[Passage], kind: Kind
) -> Mapping[Kind, float]:
    """Return how likely each kind is, 1 in sum; `kind` is the one that was chosen."""
    return {one: 0.85 if one is kind else 0.0375 for one in Kind}
