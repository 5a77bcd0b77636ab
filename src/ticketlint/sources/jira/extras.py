"""What a search does not give in full: comments, the changelog, remote links."""

from collections.abc import Mapping
from typing import Any

from ticketlint.sources.jira.connection import Site
from ticketlint.sources.jira.errors import NotFoundError

_PAGE = 100
# Inside search results Jira Cloud cuts the list of comments here, without saying so.
_CUT = 20


def with_extras(site: Site, issue: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    """Return an issue with the wanted extras where the REST API keeps them.

    Raises: JiraError.
    """
    try:
        if "comments" in wanted:
            values = {**issue["fields"], "comment": comments(site, issue)}
            issue = {**issue, "fields": values}
        if "changelog" in wanted:
            issue = {**issue, "changelog": changelog(site, str(issue["id"]))}
        if "remote-links" in wanted:
            issue = {**issue, "remotelinks": site.get(f"issue/{issue['id']}/remotelink", kind=list)}
    except NotFoundError:
        return issue  # it was deleted after the search found it
    return issue


def comments(site: Site, issue: Mapping[str, Any]) -> dict[str, Any]:
    """Return every comment of an issue; asks only where the search cut them off."""
    given = issue["fields"].get("comment")
    if isinstance(given, dict):
        listed = given.get("comments")
        if isinstance(listed, list) and given.get("total") == len(listed) < _CUT:
            return given
    found = paged(site, f"issue/{issue['id']}/comment", "comments")
    return {"comments": found, "total": len(found), "maxResults": len(found), "startAt": 0}


def changelog(site: Site, issue_id: str) -> dict[str, Any]:
    """Return every change of an issue."""
    if site.cloud:
        found = paged(site, f"issue/{issue_id}/changelog", "values")
    else:
        params = {"expand": "changelog", "fields": "summary"}
        answer = site.get(f"issue/{issue_id}", params, needs="changelog", kind=dict)
        found = answer["changelog"].get("histories") or []
    return {"histories": found, "total": len(found), "maxResults": len(found), "startAt": 0}


def paged(site: Site, path: str, name: str, expand: str = "") -> list[Any]:
    """Return all members of a list that is given by positions; ends at an empty page."""
    found: list[Any] = []
    while True:
        params = {"startAt": len(found), "maxResults": _PAGE} | (
            {"expand": expand} if expand else {}
        )
        answer = site.get(path, params, needs=name, kind=list)
        found += answer[name]
        total = answer.get("total")
        if not answer[name] or len(found) >= (total if isinstance(total, int) else 0):
            return found
