"""The searches of the fake Jira: Cloud by page tokens, Data Center by positions."""

import base64
import binascii
from typing import TYPE_CHECKING, Any

from tests.jira.fake_call import Call, RefusedError, Reply, render, visible
from tests.jira.fake_data import BadJqlError, FakeIssue, find

if TYPE_CHECKING:
    from tests.jira.fake_jira import FakeJira

REMOVED = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full"
    " migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)
_SEARCH_MEMBERS = frozenset(
    [
        "jql",
        "nextPageToken",
        "maxResults",
        "fields",
        "expand",
        "properties",
        "fieldsByKeys",
        "failFast",
        "reconcileIssues",
    ]
)


def _found(fake: "FakeJira", call: Call, jql: str) -> list[FakeIssue]:
    try:
        return find(visible(fake, call), jql, fake.now())
    except BadJqlError as error:
        if "does not exist" in str(error) and call.user is None:
            return []
        raise RefusedError(400, str(error)) from None


def search_jql(fake: "FakeJira", call: Call) -> Reply:
    body = call.body or {}
    unknown = set(body) - _SEARCH_MEMBERS
    size = body.get("maxResults", 50)
    if unknown or not isinstance(body.get("fields", []), list):
        raise RefusedError(
            400, "Invalid request payload. Refer to the REST API documentation and try again."
        )
    if not isinstance(size, int) or not 1 <= size <= 5000:
        raise RefusedError(400, "The max results parameter has to be between 1 and 5,000.")
    begin = _begin(fake, body)
    found = _found(fake, call, body["jql"])
    fields = body.get("fields", ["id"])
    size = min(size, 5000 if set(fields) == {"id"} else fake.page_cap)
    page = [render(fake, call, issue, fields) for issue in found[begin : begin + size]]
    if begin + size >= len(found):
        return Reply(body={"issues": page, "isLast": True})
    token = base64.b64encode(f"{fake.token_epoch}:{begin + size}:{body['jql']}".encode()).decode()
    return Reply(body={"issues": page, "isLast": False, "nextPageToken": token})


def _begin(fake: "FakeJira", body: dict[str, Any]) -> int:
    token = body.get("nextPageToken")
    if not token:
        return 0
    try:
        epoch, begin, jql = base64.b64decode(token).decode().split(":", 2)
    except (ValueError, binascii.Error):
        raise RefusedError(400, "The nextPageToken is invalid.") from None
    if int(epoch) != fake.token_epoch or jql != body["jql"]:
        raise RefusedError(400, "The nextPageToken is expired or does not fit the query.")
    return int(begin)


def removed(fake: "FakeJira", call: Call) -> Reply:
    return Reply(410, {"errorMessages": [REMOVED], "errors": {}})


def search(fake: "FakeJira", call: Call) -> Reply:
    body = call.body or {key: values[0] for key, values in call.query.items()}
    begin, size = int(body.get("startAt", 0)), min(int(body.get("maxResults", 50)), fake.page_cap)
    found = _found(fake, call, body["jql"])
    fields = body.get("fields", ["*all"])
    page = [render(fake, call, issue, fields) for issue in found[begin : begin + size]]
    return Reply(
        body={
            "expand": "names",
            "startAt": begin,
            "maxResults": size,
            "total": len(found),
            "issues": page,
        }
    )


def count(fake: "FakeJira", call: Call) -> Reply:
    return Reply(body={"count": len(_found(fake, call, call.body["jql"]))})


def bulkfetch(fake: "FakeJira", call: Call) -> Reply:
    wanted = call.body["issueIdsOrKeys"]
    if len(wanted) > 100:
        raise RefusedError(400, "Too many issues.")
    names = {fake.moved.get(name, name) for name in wanted}
    found = [issue for issue in visible(fake, call) if names & {issue.key, str(issue.id)}]
    found.sort(key=lambda issue: issue.id)
    return Reply(
        body={
            "issues": [render(fake, call, issue, call.body["fields"]) for issue in found],
            "issueErrors": [],
        }
    )
