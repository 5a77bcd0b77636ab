"""Tickets straight from Jira: a source like those of `ticketlint.sources`, but over the network."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any, NoReturn

from ticketlint.errors import SourceError
from ticketlint.model import Failure, Notice, Ticket
from ticketlint.sources import jira_json
from ticketlint.sources.jira.connection import Site, connect
from ticketlint.sources.jira.errors import JiraError
from ticketlint.sources.jira.extras import with_extras
from ticketlint.sources.jira.fields import Fields, find_fields
from ticketlint.sources.jira.jql import ordered
from ticketlint.sources.jira.reasons import progress, why_empty
from ticketlint.sources.jira.search import fetch_keys, pages
from ticketlint.sources.jira.settings import Settings, Watch
from ticketlint.sources.jira.shapes import in_one_shape
from ticketlint.sources.origin import Origin, SourceOptions
from ticketlint.sources.records import Place

Item = Ticket | Failure | Notice
Found = dict[str, Any] | Failure


def read_jira(
    keys: Sequence[str],
    jql: str | None,
    settings: Settings,
    limit: int | None,
    watch: Watch,
) -> Iterator[Item]:
    """Yield the tickets of these keys and of a search, each once, at most `limit`.

    A fault ends the walk with a Failure that tells how far it came; what was read before
    it is yielded all the same. `watch` is told the progress and every wait.
    """
    count = 0
    try:
        with closing(connect(settings, watch)) as site:
            fields = find_fields(site)
            for name in fields.unknown:
                yield Notice(_unknown(name), settings.host)
            for found in _once(islice(_found(site, keys, jql, fields, watch), limit)):
                if isinstance(found, Failure):
                    yield found
                    continue
                count += 1
                yield to_ticket(site, found, fields)
            if not count and jql is not None:
                yield Failure("{} ({})".format(*why_empty(site)), settings.host)
    except JiraError as error:
        told = f"{error.what}; {count:,} tickets were read before" if count else error.what
        yield Failure(f"{told} ({error.todo})" if error.todo else told, error.where)


def _found(
    site: Site, keys: Sequence[str], jql: str | None, fields: Fields, watch: Watch
) -> Iterator[Found]:
    yield from fetch_keys(site, keys, fields.ids)
    if jql is None:
        return
    count = 0
    for page in pages(site, ordered(jql), fields.ids):
        count += len(page.issues)
        watch(f"read {progress(count, page.total)}")
        yield from page.issues


def _once(found: Iterable[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for issue in found:
        if isinstance(issue, Failure):
            yield issue
        elif issue["id"] not in seen:
            seen.add(issue["id"])
            yield issue


def to_ticket(site: Site, issue: dict[str, Any], fields: Fields) -> Ticket:
    """Return the ticket of an issue as a search gives it.

    Raises: JiraError where remote links are wanted and cannot be read.
    """
    wanted = ("remote-links",) if site.settings.table.remote_links else ()
    record = in_one_shape(with_extras(site, issue, wanted), fields)
    options = SourceOptions(acceptance_fields=site.settings.acceptance_fields)
    origin = Origin(site.settings.host, "jira", "", _no_file)
    place = Place(origin, options, names=record["names"], schema=record["schema"])
    ticket = jira_json.read(record, place)
    key = ticket.key
    url = f"{site.settings.url}/browse/{key}" if not site.settings.at_gateway else ""
    return replace(ticket, url=url)


def _unknown(name: str) -> str:
    return f"acceptance_fields: no field `{name}` here (`ticketlint doctor` names those found)"


def _no_file() -> NoReturn:
    raise SourceError("Jira", "a ticket of a site has no file to open")
