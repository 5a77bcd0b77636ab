"""Which tickets a setting is for."""

import pytest

from ticketlint.config.ticketmatch import TicketMatch
from ticketlint.model import Kind, Ticket

TICKET = Ticket(
    key="PAY-1",
    title="A",
    source="backlog/pay/one.md",
    project="PAY",
    type="User Story",
    status="In Refinement",
    priority="High",
    labels=("billing", "q3"),
    components=("Ledger",),
    parent="PAY-9",
)


@pytest.mark.parametrize(
    ("match", "holds"),
    [
        pytest.param({}, True, id="nothing-asked"),
        pytest.param({"project": ["PAY"]}, True, id="project"),
        pytest.param({"project": ["PA"]}, False, id="the-whole-value-is-meant"),
        pytest.param({"type": ["*story"]}, True, id="a-glob-whatever-the-case"),
        pytest.param({"label": ["x", "q?"]}, True, id="one-of-the-labels"),
        pytest.param({"component": ["Billing"]}, False, id="another-component"),
        pytest.param({"epic": ["PAY-9"]}, True, id="epic-is-the-parent"),
        pytest.param({"path": ["backlog/*"]}, True, id="path"),
        pytest.param({"priority": ["high"], "status": ["done"]}, False, id="every-key-must-hold"),
        pytest.param({"kind": ["story", "bug"]}, True, id="kind"),
        pytest.param({"kind": ["bug"]}, False, id="another-kind"),
    ],
)
def test_a_setting_is_for_the_tickets_that_it_names(match: dict[str, object], holds: bool) -> None:
    assert TicketMatch.model_validate(match).holds(TICKET, Kind.STORY) is holds


def test_a_ticket_without_a_parent_matches_no_epic() -> None:
    match = TicketMatch.model_validate({"epic": ["PAY-*"]})
    assert not match.holds(Ticket("PAY-1", "A"), Kind.TASK)
