"""A line that names what is changed, and into what, is an order that leaves nothing to ask."""

import pytest

from ticketlint.matching.signals.orders import exactness, is_self_evident, names_code
from ticketlint.matching.signals.requests import asks_for_help, is_request


@pytest.mark.parametrize(
    "line",
    [
        "Correct the label (s/Recieve/Receive/)",
        "Rename `till_open` to `till_is_open`",
        "Upgrade Jackson to 2.17.1",
        "Remove the unused flag --legacy-tills",
        "The value of `tax_mode` MUST be `net_only`",
        "[chore] Move TillReader to billing/readers/till.py",
    ],
)
def test_an_order_that_names_what_and_into_what_is_exact(line: str) -> None:
    assert exactness(line) == 1


@pytest.mark.parametrize(
    "line",
    ["Improve the tills", "Update things", "The export is empty", "Remove it", "Clean up"],
)
def test_a_line_that_names_nothing_is_hardly_an_order(line: str) -> None:
    assert exactness(line) < 0.3


def test_each_word_of_an_order_is_a_part_of_it() -> None:
    whole, without_value, without_thing = (
        exactness("Update Jackson to 2.17.1"),
        exactness("Update JacksonReader soon"),
        exactness("Update Jackson soon"),
    )

    assert whole > without_value > without_thing > 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Danish translation of the receipts", True),
        ("Typo on the page of an invoice", True),
        ("Translate the receipts into Finnish", True),
        ("Missing translations of receipts", False),
        ("Tills lose their drawer", False),
    ],
)
def test_a_typo_and_a_language_need_no_reason(line: str, expected: bool) -> None:
    assert is_self_evident(line) is expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("How can I print two invoices?", "", True),
        ("Research queues for the tills", "", True),
        ("Print two invoices on a page", "I am stuck with the settings.", True),
        ("Print two invoices on a page", "Accountants save paper.", False),
    ],
)
def test_a_question_to_a_forum_orders_no_work(title: str, text: str, expected: bool) -> None:
    assert asks_for_help(title, text) is expected


def test_a_polite_question_is_a_request() -> None:
    assert is_request("Could you add the address to the file?")
    assert not is_request("Does the file hold drafts?")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Extract MOST_TILLS into the ledger", True),
        ("Add tests for useDrawer", True),
        ("Refactor the harness to call ledger::close_day", True),
        ("Port count.ts to Python", True),
        ("Align makeTill defaults (tillCount: 3)", True),
        ("Debounce writes of tillSum with a timer", True),
        ("Fix ESLint warnings in the till", True),
        ("Fix the sum in the till", False),
        ("Implement the use_drawer hook", False),
        ("Add a drawer to the page", False),
        ("use_drawer returns the day of yesterday", False),
        ("Improve use_drawer", False),
    ],
)
def test_an_order_on_code_names_it_and_where_or_to_what(line: str, expected: bool) -> None:
    assert names_code(line) is expected
