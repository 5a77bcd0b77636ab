"""Rules on a backlog at their bounds: who is compared, what is found, and how it is laid over."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.conftest import ticket
from ticketlint.backlog import near_duplicates, parents, spellings, unknown_names
from ticketlint.backlog.findings import judge_backlog
from ticketlint.backlog.options import NearDuplicates, Spellings, UnknownNames
from ticketlint.backlog.store import Store, store_of
from ticketlint.config.settings import Config
from ticketlint.judging.signatures import signature_of
from ticketlint.model import (
    Address,
    BacklogFacts,
    Judgement,
    Kind,
    Location,
    Score,
    Spelling,
    TermUse,
    TicketResult,
)
from ticketlint.rules.options import NoOptions
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session

LONG = "Accountants need one file with one row for each invoice of the chosen month and year."
PLACE = Location("description", "other", 4, 7, 1, 5, "KQV")


def store(*tickets: tuple[str, BacklogFacts], kind: Kind = Kind.STORY) -> Store:
    """Return the store of tickets that are named by their keys."""
    return store_of(
        TicketResult(Address(key, identity=key), Judgement(kind, "", Score(None, ""), facts=facts))
        for key, facts in tickets
    )


def child(parent: str) -> BacklogFacts:
    return BacklogFacts(parent=parent)


@pytest.mark.parametrize(("kind", "found"), [(Kind.STORY, 1), (Kind.BUG, 0)], ids=["story", "bug"])
def test_a_rule_on_a_backlog_judges_tickets_of_its_kinds_only(kind: Kind, found: int) -> None:
    facts = BacklogFacts(terms=(TermUse("KQV", PLACE),))

    findings = judge_backlog(
        store(("PAY-1", facts), kind=kind), resolve(Config(select=("undefined-acronym",)))
    )

    assert len(findings) == found


@pytest.mark.parametrize(
    ("keys", "found"),
    [(["PAY-1", "PAY-2"], [1]), (["PAY-1", "PAY-1"], [])],
    ids=["another ticket", "read twice"],
)
def test_a_ticket_that_says_exactly_the_same_is_a_duplicate_of_another_only(
    keys: Sequence[str], found: Sequence[int]
) -> None:
    facts = BacklogFacts(signature=signature_of(LONG))
    tickets = store(*((key, facts) for key in keys))

    matches = near_duplicates.check(tickets, NearDuplicates(least=1))

    assert [match.index for match in matches] == found


@pytest.mark.parametrize(
    ("known", "found"), [("PAY-1", [2]), ("PAY-7", [])], ids=["whole", "a part"]
)
def test_a_part_of_a_backlog_tells_nothing_of_parents(known: str, found: Sequence[int]) -> None:
    tickets = store((known, BacklogFacts()), ("PAY-2", child("PAY-1")), ("PAY-3", child("PAY-99")))

    assert [match.index for match in parents.check(tickets, NoOptions())] == found


def test_another_parent_that_is_not_found_is_another_finding() -> None:
    ruleset = resolve(Config(select=("parent-not-found",)))

    def identity(parent: str) -> str:
        family = (("PAY-1", BacklogFacts()), ("PAY-2", child("PAY-1")), ("PAY-3", child(parent)))
        [[finding]] = judge_backlog(store(*family), ruleset).values()
        return finding.identity

    assert identity("PAY-98") == identity("PAY-98") != identity("PAY-99")


@pytest.mark.parametrize(
    ("users", "found"), [(2, [0, 1]), (3, [])], ids=["as many as allowed", "one more"]
)
def test_a_name_that_more_tickets_use_than_allowed_is_the_own_of_the_team(
    users: int, found: Sequence[int]
) -> None:
    facts = BacklogFacts(names=(TermUse("zorbel queue", PLACE),))
    tickets = store(*((f"PAY-{n}", facts) for n in range(users)))

    matches = unknown_names.check(tickets, UnknownNames(most=2))

    assert [match.index for match in matches] == found


def joined(most: int) -> TicketResult:
    rules = {
        "undefined-acronym": {"severity": "error"},
        "thin-description": {"severity": "warning", "options": {"fewest": 90}},
    }
    config = {"select": list(rules), "rules": rules, "max_questions": most}
    one = replace(ticket("The QRX of a month is shown."), status="In progress")
    [result] = Session(resolve(Config.model_validate(config))).check([one])
    return result


def test_findings_of_a_backlog_join_the_order_of_a_ticket() -> None:
    assert [finding.rule for finding in joined(1).findings] == [
        "undefined-acronym",
        "thin-description",
    ]


@pytest.mark.parametrize(
    ("share", "found"), [(0.25, []), (0.26, [0])], ids=["just the share", "below it"]
)
def test_a_form_that_just_the_share_of_tickets_use_is_no_slip(
    share: float, found: Sequence[int]
) -> None:
    forms = ["data set", *["dataset"] * 3]
    tickets = store(
        *(
            (f"PAY-{n}", BacklogFacts(spellings=(Spelling("dataset", form, PLACE),)))
            for n, form in enumerate(forms)
        )
    )

    matches = spellings.check(tickets, Spellings(least=3, share=share))

    assert [match.index for match in matches] == found
