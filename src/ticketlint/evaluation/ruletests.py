"""Run the examples of rules: they are the tests of the rule and its documentation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ticketlint.config.settings import Config
from ticketlint.harmless.credentials import conceal
from ticketlint.model import Markup, Ticket, TicketField
from ticketlint.rules.examples import Example
from ticketlint.rules.ruleset import Ruleset
from ticketlint.rules.schema import Rule
from ticketlint.run.selection import card_of
from ticketlint.run.session import Session

_MARK = re.compile(r"<<(.{1,300}?)>>(?!>)", re.DOTALL)


class Outcome(StrEnum):
    """What came of an example."""

    REPORTED = "reported"
    MISSING = "missing"
    NOISY = "noisy"
    VALIDATED = "validated"


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: what should be found and what was; `todo` marks a known gap."""

    rule: str
    example: Example
    expected: tuple[str, ...]
    found: tuple[str, ...]
    failure: str = ""
    todo: bool = False

    @property
    def outcome(self) -> Outcome:
        """Return reported or validated where it is right, missing or noisy where not."""
        if self.found == self.expected and not self.failure:
            return Outcome.REPORTED if self.expected else Outcome.VALIDATED
        lacks = any(text not in self.found for text in self.expected) or bool(self.failure)
        return Outcome.MISSING if lacks else Outcome.NOISY

    @property
    def as_wanted(self) -> bool:
        """Tell whether the example holds; a known gap holds while it is still a gap."""
        right = self.outcome in {Outcome.REPORTED, Outcome.VALIDATED}
        return right is not self.todo


def run_examples(rules: Iterable[Rule], pipeline: str | None = None) -> Iterator[ExampleResult]:
    """Yield the result of every example of every rule; the pipeline is the bundled one by default.

    Raises: ConfigError for a pipeline that cannot be used.
    """
    for rule in rules:
        settings = Config(select=(rule.id,), pipeline=pipeline)
        with Session(Ruleset({rule.id: rule}, settings, card_of(settings))) as session:
            for example in rule.examples.bad:
                yield _run(rule, example, session, bad=True)
            for example in rule.examples.good:
                yield _run(rule, example, session, bad=False)
            for example in rule.examples.todo.bad:
                yield _run(rule, example, session, bad=True, todo=True)
            for example in rule.examples.todo.good:
                yield _run(rule, example, session, bad=False, todo=True)


def ticket_of(example: Example, number: int = 1) -> Ticket:
    """Return the ticket that an example describes, without its marks; its key is EX-number."""
    texts = {
        "description": example.text,
        "acceptance_criteria": example.acceptance_criteria,
        "environment": example.environment,
    }
    fields = tuple(
        TicketField(name, _unmarked(text), Markup.MARKDOWN)
        for name, text in texts.items()
        if text is not None
    )
    return Ticket(
        key=f"EX-{number}",
        title=_unmarked(example.title),
        fields=fields,
        type=example.kind.value,
        links=example.links,
        attachments=example.attachments,
        estimate=example.estimate,
        parent=example.parent,
    )


def _run(
    rule: Rule, example: Example, session: Session, *, bad: bool, todo: bool = False
) -> ExampleResult:
    backlog = [ticket_of(one, n) for n, one in enumerate((*example.backlog, example), 1)]
    *_, result = session.check(backlog)
    order = {"title": 0, "description": 1, "acceptance_criteria": 2, "environment": 3}
    findings = sorted(result.findings, key=lambda f: (order[f.location.field], f.location.start))
    found = tuple(finding.location.text for finding in findings)
    failure = "; ".join(failure.message for failure in result.failures)
    return ExampleResult(rule.id, example, _expected(example, bad), found, failure, todo)


def _expected(example: Example, bad: bool) -> tuple[str, ...]:
    """Return the marked words; a bad example without marks lacks one thing."""
    texts = (
        example.title,
        example.text,
        example.acceptance_criteria or "",
        example.environment or "",
    )
    marked = tuple(words for text in texts for words in _marked(text))
    return marked or (("",) if bad else ())


def _marked(text: str) -> Iterator[str]:
    """Yield the marked words as a finding shows them: credentials are blacked out."""
    shown = conceal(_unmarked(text))
    for number, mark in enumerate(_MARK.finditer(text)):
        start = mark.start() - number * len("<<>>")
        yield shown[start : start + len(mark[1])]


def _unmarked(text: str) -> str:
    return _MARK.sub(r"\1", text)
