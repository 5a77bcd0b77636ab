"""`ticketlint doctor`: try each step on the way to Jira, and name the next one to mend."""

import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Literal
from urllib.parse import urlsplit

from ticketlint.errors import TicketlintError
from ticketlint.sources.jira.connection import Site, connect
from ticketlint.sources.jira.errors import JiraError, LoginError
from ticketlint.sources.jira.fields import find_fields
from ticketlint.sources.jira.search import PAGE, pages
from ticketlint.sources.jira.settings import TOKEN, Settings, Watch

_MOST_SKEW = 60.0
_RIGHTS = {
    "BROWSE_PROJECTS": "read tickets",
    "ADD_COMMENTS": "comment",
    "EDIT_ISSUES": "edit labels",
}
_ANY = "project is not EMPTY ORDER BY key ASC"

_AGAIN = "ticketlint doctor"
# The command that mends a step or shows more of its fault; the names in braces are the site's.
_NEXT = {
    "connection": "curl -sSI {url}",
    "TLS": "openssl s_client -connect {there} -showcerts </dev/null",
    "login": f"export {TOKEN}=... && {_AGAIN}",
    "fields": _AGAIN,
    "permission": "ticketlint check KEY  # of a ticket that you can open in a browser",
    "search": "ticketlint check KEY  # of a ticket that you can open in a browser",
}

Verdict = Literal["ok", "note", "FAIL"]


@dataclass(frozen=True, slots=True)
class Step:
    """What came of one step; `todo` is what to do next where it is not ok."""

    name: str
    verdict: Verdict
    told: str
    todo: str = ""


def examine(settings: Settings, watch: Watch) -> Iterator[Step]:
    """Yield the result of each step; nothing follows where the site cannot be reached."""
    try:
        yield _dns(settings)
        site = connect(settings, watch)
    except TicketlintError as error:
        yield Step(_stage(error), "FAIL", error.what, error.todo)
        return
    try:
        yield _tls(settings)
        yield Step("connection", "ok", _spoken(site))
        yield _login(site)
        yield from (_rights(site), _fields(site), _page_size(site), _clock(site))
    except JiraError as error:
        yield Step("reading", "FAIL", error.what, error.todo)
    finally:
        site.close()


def failed(steps: Sequence[Step]) -> bool:
    """Say whether a step failed."""
    return any(step.verdict == "FAIL" for step in steps)


def next_command(steps: Sequence[Step], settings: Settings) -> str:
    """Return the command to run after these steps: one that helps with the failure, if any."""
    failures = [step.name for step in steps if step.verdict == "FAIL"]
    if not failures:
        return 'ticketlint check --jql "project = KEY"'
    parts = urlsplit(settings.url)
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    command = _NEXT.get(failures[0], _AGAIN)
    # The address can come from a file that somebody else wrote, and a shell is to run this.
    there = quote(f"{host}:{parts.port or 443}")
    return command.format(url=quote(settings.url), there=there)


def _dns(settings: Settings) -> Step:
    host = urlsplit(settings.url).hostname or ""
    if settings.table.proxy:
        return Step("DNS", "note", "left to the proxy")
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        # A proxy named in the environment may still know the host; the connection will tell.
        return Step(
            "DNS", "note", f"this machine knows no host {host}", "check the name, VPN, proxy"
        )
    return Step("DNS", "ok", f"{host} is {found[0][4][0]}")


def _tls(settings: Settings) -> Step:
    if settings.url.startswith("https:"):
        return Step("TLS", "ok", "its certificate is accepted")
    return Step("TLS", "note", "none: http, within this machine")


def _stage(error: TicketlintError) -> str:
    if isinstance(error, LoginError):
        return "login"
    return "TLS" if error.what.startswith("TLS") else "connection"


def _spoken(site: Site) -> str:
    kind = "Jira Cloud, REST v3 (ADF)" if site.cloud else "Jira Data Center, REST v2 (wiki)"
    way = " through the gateway (scoped token)" if site.at_gateway else ""
    return f"{kind} at {site.settings.host}{way}"


def _login(site: Site) -> Step:
    if not site.settings.token:
        return Step("login", "FAIL", "nobody is logged in", f"set {TOKEN}")
    return Step("login", "ok", f"as {site.me.get('displayName')}")


def _rights(site: Site) -> Step:
    answer = site.get(
        "mypermissions", {"permissions": ",".join(_RIGHTS)}, needs="permissions", kind=dict
    )
    held = answer["permissions"]
    lacking = [
        told for name, told in _RIGHTS.items() if not (held.get(name) or {}).get("havePermission")
    ]
    if "read tickets" in lacking:
        todo = "ask an admin for `Browse projects`; a scoped token needs read:jira-work"
        return Step("permission", "FAIL", "may not read tickets", todo)
    if lacking:
        return Step(
            "permission", "note", f"may not {' or '.join(lacking)}", "only `publish` needs that"
        )
    return Step("permission", "ok", "may read, comment and edit labels somewhere")


def _fields(site: Site) -> Step:
    fields = find_fields(site)
    if fields.unknown:
        told = f"no field {', '.join(f'`{name}`' for name in fields.unknown)}"
        return Step("fields", "FAIL", told, "correct acceptance_fields in the configuration")
    found = [f"{fields.names[name]} ({name})" for name in fields.acceptance]
    if not found:
        todo = "name it in acceptance_fields, if there is one under another name"
        return Step("fields", "note", "no field for acceptance criteria", todo)
    return Step("fields", "ok", f"acceptance criteria in {', '.join(found)}")


def _page_size(site: Site) -> Step:
    page = next(pages(site, _ANY, ["summary"]))
    if not page.issues:
        return Step(
            "search", "FAIL", "no ticket is visible", "ask for `Browse projects` in a project"
        )
    many = f", about {page.total:,} in all" if page.total is not None else ""
    size = len(page.issues)
    full = size < PAGE and page.next
    return Step("search", "ok", f"{size} tickets a page{' (its own limit)' if full else ''}{many}")


def _clock(site: Site) -> Step:
    skew = site.now - time.time()
    if abs(skew) <= _MOST_SKEW:
        return Step("clock", "ok", "agrees with Jira's")
    told = f"{abs(skew):,.0f} s {'behind' if skew > 0 else 'ahead of'} Jira's"
    return Step("clock", "note", told, "set the clock of this machine")
