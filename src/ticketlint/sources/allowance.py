"""What is told of tickets and failures beyond the budgets."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ticketlint.config import budgets
from ticketlint.model import Failure, Notice, Ticket
from ticketlint.sources.origin import Item, Read

_LISTS = ("labels", "components", "links", "attachments", "versions")
_FACTS = (
    *("key", "project", "type", "status", "url", "created", "updated", "priority", "sprint"),
    *("parent", "due", "estimate", "reporter", "assignee"),
)
_NO_TICKETS = "it holds no tickets (is the search or filter of the export right?)"
One = TypeVar("One", bound=Read)


def within_budgets(items: Iterable[One], name: str) -> Iterator[One | Item]:
    """Yield the items of one input, tickets that are too large as failures.

    After `FAILURES_TOLD` failures the further ones are counted only; after `FAILURES_READ`
    no more is read of the input. An input without any item gets a notice.
    """
    failures, count = 0, 0
    for count, item in enumerate(items, start=1):  # noqa: B007
        told = _fitting(item) if isinstance(item, Ticket) else item
        failures += isinstance(told, Failure)
        if not isinstance(told, Failure) or failures <= budgets.FAILURES_TOLD:
            yield told
        if failures == budgets.FAILURES_READ:
            break
    if not count:
        yield Notice(_NO_TICKETS, name)
    yield from _counted(failures, name)


def _counted(failures: int, name: str) -> Iterator[Failure]:
    if failures == budgets.FAILURES_READ:
        what = f"{failures:,} faults, only the first {budgets.FAILURES_TOLD} are told"
        yield Failure(f"{what} (the rest of the file was not read; mend it)", name)
    elif failures > budgets.FAILURES_TOLD:
        more = failures - budgets.FAILURES_TOLD
        yield Failure(f"{more:,} more faults like these (mend the first ones and run again)", name)


def _fitting(ticket: Ticket) -> Ticket | Failure:
    """Return the ticket, or the failure that says what of it is too large."""
    what = next(_excesses(ticket), "")
    if not what:
        return ticket
    key = f"{ticket.key}: " if len(ticket.key) <= budgets.NAME_CHARS else ""
    return Failure(
        f"{key}{what} (the ticket was not judged; shorten it)", ticket.source, ticket.line
    )


def _excesses(ticket: Ticket) -> Iterator[str]:
    texts = [("title", ticket.title, budgets.TITLE_CHARS)]
    texts += [(text.name, text.text, budgets.FIELD_CHARS) for text in ticket.fields]
    texts += [(name, getattr(ticket, name) or "", budgets.FACT_CHARS) for name in _FACTS]
    for name, text, most in texts:
        if len(text) > most:
            yield _longer(name, len(text), most)
    for name in _LISTS:
        members = getattr(ticket, name) or ()
        if len(members) > budgets.LIST_MEMBERS:
            yield f"more than {budgets.LIST_MEMBERS:,} {name}"
        elif sum(map(len, members)) > budgets.FIELD_CHARS:
            yield f"more than {budgets.FIELD_CHARS:,} characters of {name}"


def _longer(name: str, size: int, most: int) -> str:
    spoken = name.replace("_", " ")
    return f"{spoken} of {size:,} characters, at most {most:,} are read"
