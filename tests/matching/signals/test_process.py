"""What has to be done for any ticket is told from what this one wants."""

import pytest

from ticketlint.matching.signals.process import is_process

OF_ANY = (
    "All unit tests pass",
    "[ ] The pipeline is green.",
    "Code reviewed by a second developer",
    "Documentation is updated",
    "Write unit tests",
    "Merged into main",
    "Changes have been deployed",
    "No regressions",
    "Implement the solution",
    "Fix the bug",
    "Testing",
    "It works as expected",
    "- Everything is fine.",
    "Released to production",
    "Users are happy",
)
OF_THIS = (
    "The pipeline shows the time of its last run",
    "Review page lists the oldest order first",
    "Tests of a lab result can be printed",
    "Merge requests without a reviewer are marked red in the list",
    "Documentation says how a key is renewed and who may do it",
    "A rejected order is shown with the reason that the bank sent",
    "Fix the total of a cancelled order",
    "Documentation page",
    "An issue is created in the tracker for each refund",
    "A bug is added to the board when a refund fails",
    "It works without a network",
    "Users are happy to see the total in bold",
    "Released to the tills of Lyon",
    "",
)


@pytest.mark.parametrize("line", OF_ANY)
def test_a_step_of_any_work_is_known(line: str) -> None:
    assert is_process(line)


@pytest.mark.parametrize("line", OF_THIS)
def test_what_this_ticket_wants_is_no_step(line: str) -> None:
    assert not is_process(line)
