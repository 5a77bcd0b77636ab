"""Find scenarios in Given, When, Then that test more than one thing or in the wrong order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.model import SectionName
from ticketlint.rules.options import Count, Options

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.cleaning.sections import Passage

_LINE = re.compile(r"(?im)^\W{0,40}(?P<word>scenario(?: outline)?|given|when|then|and|but)\b[^\n]*")
_RESULT = re.compile(r"(?i),|\bthen\b")


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of a scenario; `word` is given, when or then, also for an "and" after it."""

    passage: "Passage"
    start: int
    end: int
    word: str
    repeats: bool


class Scenarios(Options):
    """The most steps that a scenario may have."""

    max_steps: Count


def check(ticket: "TicketDoc", options: Scenarios) -> Iterator[Match]:
    """Yield the step that is one too many, or comes too early, in each scenario."""
    for scenario in _scenarios(ticket):
        wrong = _wrong_step(scenario, options.max_steps)
        if wrong is not None:
            yield Match(wrong.passage, wrong.start, wrong.end)


def _scenarios(ticket: "TicketDoc") -> Iterator[list[_Step]]:
    steps: list[_Step] = []
    for passage in ticket.passages:
        if passage.section is not SectionName.ACCEPTANCE_CRITERIA:
            continue
        hits = list(_LINE.finditer(passage.text))
        if not hits:
            yield steps
            steps = []
        for hit in hits:
            word = hit["word"].casefold()
            begins = word.startswith("scenario") or (word == "given" and _acted(steps))
            if begins:
                yield steps
                steps = []
            if not word.startswith("scenario"):
                steps.append(_step(passage, hit, word, steps))
    yield steps


def _acted(steps: list[_Step]) -> bool:
    return any(step.word in {"when", "then"} for step in steps)


def _step(passage: "Passage", hit: re.Match[str], word: str, before: list[_Step]) -> _Step:
    repeats = word in {"and", "but"}
    known = before[-1].word if repeats and before else word
    start = hit.start("word")
    return _Step(
        passage, start, start + len(hit[0][start - hit.start() :].rstrip()), known, repeats
    )


def _wrong_step(steps: list[_Step], most: int) -> _Step | None:
    events = [step for step in steps if step.word == "when" and not step.repeats]
    results = [step for step in steps if step.word == "then" and not step.repeats]
    if not events or not results or any(_is_whole(step) for step in events):
        return None
    if len(events) > 1:
        return events[1]
    if steps.index(results[0]) < steps.index(events[0]):
        return results[0]
    return steps[most] if len(steps) > most else None


def _is_whole(step: _Step) -> bool:
    """Tell whether a line holds event and result, as a list of conditions does."""
    return _RESULT.search(step.passage.text[step.start : step.end]) is not None
