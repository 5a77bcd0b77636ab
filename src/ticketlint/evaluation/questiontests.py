"""Run the examples of wordings: a phrase in a small ticket, and how it is asked about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ticketlint.annotation.document import TicketDoc
from ticketlint.asking.candidates import Candidate, candidates_of
from ticketlint.asking.wishes import wish_of
from ticketlint.asking.wording import Wording
from ticketlint.config.settings import Config
from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.rules.questions import QuestionExample, Questions, Shape
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.session import Session

_MARK = re.compile(r"<<(.{1,300}?)>>")


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One example and how it was asked about; empty where it was not."""

    questions: Questions
    example: QuestionExample
    asked: str

    @property
    def as_wanted(self) -> bool:
        """Tell whether the example holds."""
        return self.asked == self.example.asks


def run_question_examples(
    wordings: Iterable[Questions], pipeline: str | None = None
) -> Iterator[QuestionResult]:
    """Yield the result of every example of every file of wordings.

    Raises: ConfigError for a pipeline that cannot be used; without one it is the bundled one.
    """
    with Session(Ruleset({}, Config(pipeline=pipeline))) as session:
        for questions in wordings:
            for example in questions.examples:
                (doc,) = session.annotate([_ticket(example)])
                told = _asked(questions, example, doc) if isinstance(doc, TicketDoc) else ""
                yield QuestionResult(questions, example, told)


def _ticket(example: QuestionExample) -> Ticket:
    text = TicketField("description", _MARK.sub(r"\1", example.text), Markup.MARKDOWN)
    title = _MARK.sub(r"\1", example.title)
    return Ticket(key="EX-1", title=title, fields=(text,), type=example.kind.value)


def _asked(questions: Questions, example: QuestionExample, doc: TicketDoc) -> str:
    """Return how the first of the candidates with these words that can be asked about is."""
    wording = Wording(doc, {questions.answer: questions})
    told = (
        wording.best(found, questions.answer, example.before)
        for found in _candidates(questions, example, doc)
    )
    return next((one.text for one in told if one is not None), "")


def _candidates(
    questions: Questions, example: QuestionExample, doc: TicketDoc
) -> Iterator[Candidate]:
    """Yield what is asked about: the marked phrase, without one the part that is lacking."""
    marks = [found[1] for text in (example.title, example.text) for found in _MARK.finditer(text)]
    if not marks:
        yield Candidate(Shape.PART, part=questions.answer)
        return
    wishes = filter(None, map(wish_of, doc.sentences))
    for one in wishes if example.wish else candidates_of(doc):
        if one.phrase is not None and one.phrase.text == marks[0]:
            yield one
