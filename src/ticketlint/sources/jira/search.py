"""Walk through what a search finds, page by page, and fetch issues by key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ticketlint.model import Failure
from ticketlint.sources.jira.connection import Site
from ticketlint.sources.jira.errors import JiraError, NotFoundError, RejectedError, WalkError
from ticketlint.sources.jira.jql import split_order

Issue = dict[str, Any]

PAGE = 100  # Cloud gives no more with fields, and takes no more keys
IDS_PAGE = {True: 5000, False: 1000}  # by `cloud`
_EMPTY_PAGES = 50
_AGAIN = "run the command again"


@dataclass(frozen=True, slots=True)
class Page:
    """Some issues; `next` says where the following page begins, empty after the last one.

    `total` is about how many there are in all, None where Jira does not say.
    """

    issues: tuple[Issue, ...]
    next: str = ""
    total: int | None = None


def pages(
    site: Site, jql: str, fields: Sequence[str], start: str = "", size: int = PAGE
) -> Iterator[Page]:
    """Yield the pages of a search from `start`, the `next` of an earlier page.

    Raises: JiraError; WalkError where the pages cannot be followed.
    """
    walk = _cloud_pages if site.cloud else _server_pages
    yield from walk(site, {"jql": jql, "fields": list(fields)}, start, size)


def _cloud_pages(site: Site, query: Issue, start: str, size: int) -> Iterator[Page]:
    token, total = start, about(site, query["jql"])
    seen, empty = {start}, 0
    while True:
        body = {**query, "maxResults": size} | ({"nextPageToken": token} if token else {})
        answer = _page(site, body, token)
        issues = _issues(answer)
        token = str(answer.get("nextPageToken") or "")
        if not token:
            yield Page(issues, "", total)
            return
        if token in seen:
            yield Page(issues, token, total)
            raise WalkError(site.settings.host, "Jira gave the same page token twice", _AGAIN)
        empty = 0 if issues else empty + 1
        if empty > _EMPTY_PAGES:
            raise WalkError(site.settings.host, f"{empty} empty pages in a row", _AGAIN)
        seen.add(token)
        yield Page(issues, token, total)


def _page(site: Site, body: Issue, token: str) -> Issue:
    try:
        answer: Issue = site.search("search/jql", body, needs="issues", kind=list)
    except RejectedError as error:
        # The query was accepted for the first page, so it is the token that is refused.
        if token and error.what.startswith("400"):
            what = "Jira no longer accepts the page token (it has expired)"
            raise WalkError(site.settings.host, what, _AGAIN) from None
        raise
    return answer


def about(site: Site, jql: str) -> int | None:
    """Return about how many issues a search finds on Cloud; None where it does not say."""
    try:
        body = {"jql": split_order(jql)[0]}
        answer = site.search("search/approximate-count", body, needs="count", kind=int)
    except JiraError:
        return None  # only the progress display needs it
    return int(answer["count"])


def _server_pages(site: Site, query: Issue, start: str, size: int) -> Iterator[Page]:
    begin = int(start or 0)
    while True:
        body = {**query, "startAt": begin, "maxResults": size}
        answer = site.search("search", body, needs="issues", kind=list)
        issues, total = _issues(answer), answer.get("total")
        if not isinstance(total, int):  # without it nothing tells the last page
            raise JiraError(site.settings.host, "a page of a search without its total", _AGAIN)
        # The site may give less than we ask for: its own word counts, also for a short page.
        step = answer.get("maxResults")
        begin += (step if isinstance(step, int) else 0) or len(issues) or size
        if begin >= total:
            yield Page(issues, "", total)
            return
        yield Page(issues, str(begin), total)


def _issues(answer: Issue) -> tuple[Issue, ...]:
    listed = answer.get("issues") or ()
    return tuple(_whole(one) for one in listed if isinstance(one, dict) and "id" in one)


def _whole(issue: Issue) -> Issue:
    """Return an issue whose fields are an object, also where the site gives none."""
    fields = issue.get("fields")
    return {**issue, "id": str(issue["id"]), "fields": fields if isinstance(fields, dict) else {}}


def fetch_keys(site: Site, keys: Sequence[str], fields: Sequence[str]) -> Iterator[Issue | Failure]:
    """Yield the issue of each key in the order given, a Failure where there is none to see.

    Raises: JiraError.
    """
    for at in range(0, len(keys), PAGE):
        batch = list(dict.fromkeys(keys[at : at + PAGE]))
        found = _bulk(site, batch, fields) if site.cloud else {}
        for key in batch:
            yield found[key] if key in found else _one(site, key, fields)


def _bulk(site: Site, keys: Sequence[str], fields: Sequence[str]) -> dict[str, Issue]:
    body = {"issueIdsOrKeys": list(keys), "fields": list(fields)}
    answer = site.search("issue/bulkfetch", body, needs="issues", kind=list)
    return {str(issue.get("key")): issue for issue in _issues(answer)}


def _one(site: Site, key: str, fields: Sequence[str]) -> Issue | Failure:
    """Return an issue by its own address, which also finds a key that was moved."""
    try:
        issue: Issue = site.get(f"issue/{key}", {"fields": ",".join(fields)}, needs="id")
    except NotFoundError:
        message = f"{key}: no such issue, or your account may not see it (check the key)"
        return Failure(message, site.settings.host)
    return _whole(issue)
