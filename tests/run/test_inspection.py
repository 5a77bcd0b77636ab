"""What `inspect` shows is what the judgement is made of."""

from tests.conftest import ticket
from ticketlint.cleaning.templates import Templates
from ticketlint.config.settings import Config
from ticketlint.model import SectionName, SectionState
from ticketlint.reporters.inspecting import SeenTicket
from ticketlint.run.inspection import see
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session

TEXT = """The clerk sees the total.

## Acceptance criteria

## Out of scope

Please fill in all parts of this form.
"""


def test_the_state_of_each_section_is_seen() -> None:
    lines = frozenset({"please fill in all parts of this form"})
    session = Session(resolve(Config()), learnt=Templates(projects=(("", lines),)))

    [seen] = session.view([ticket(TEXT)], see)

    assert isinstance(seen, SeenTicket)
    assert {part.name: part.state for part in seen.sections} == {
        SectionName.TITLE: SectionState.PRESENT,
        SectionName.OTHER: SectionState.PRESENT,
        SectionName.ACCEPTANCE_CRITERIA: SectionState.EMPTY,
        SectionName.OUT_OF_SCOPE: SectionState.TEMPLATE,
    }
