"""The examples in a rule file: its tests, and its documentation."""

from typing import Annotated

from pydantic import BeforeValidator

from ticketlint.model import Kind
from ticketlint.rules.patterns import Strict


class Example(Strict):
    """A ticket that shows the rule; `<<` and `>>` mark exactly what is found.

    The tickets of `backlog` stand before it in the run; their keys are EX-1, EX-2, ...

    A plain string in a rule file is the description of a story with the title given in
    `title`.
    """

    text: str = ""
    title: str = "Export the invoices of a month"
    kind: Kind = Kind.STORY
    acceptance_criteria: str | None = None
    environment: str | None = None
    links: tuple[str, ...] | None = None
    attachments: tuple[str, ...] | None = None
    estimate: str | None = None
    parent: str | None = None
    backlog: tuple["Example", ...] = ()


def _as_example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Examples = tuple[Annotated[Example, BeforeValidator(_as_example)], ...]


class Todo(Strict):
    """Known gaps: examples that the rule gets wrong today."""

    bad: Examples = ()
    good: Examples = ()


class ExampleSet(Strict):
    """The tests of a rule, and its documentation."""

    bad: Examples
    good: Examples
    todo: Todo = Todo()
