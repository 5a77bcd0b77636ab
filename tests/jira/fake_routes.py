"""The answers of the fake Jira, one function for each address."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.jira.fake_call import Call, RefusedError, Reply, get_issue, page_of, render
from tests.jira.fake_data import stamp
from tests.jira.fake_search import bulkfetch, count, removed, search, search_jql

if TYPE_CHECKING:
    from tests.jira.fake_jira import FakeJira


def server_info(fake: "FakeJira", call: Call) -> Reply:
    kind = {"deploymentType": "Cloud" if fake.cloud else "Server"}
    if fake.silent_about_kind:
        kind = {}
    about = {"baseUrl": fake.url, "version": "1001.0.0", "versionNumbers": [1001, 0, 0], **kind,
             "buildNumber": 100, "serverTime": stamp(fake.now()), "serverTitle": "Fake"}  # fmt: skip
    return Reply(body=about)


def myself(fake: "FakeJira", call: Call) -> Reply:
    if call.user is None:
        return Reply(
            401,
            {
                "message": "Client must be authenticated to access this resource.",
                "status-code": 401,
            },
        )
    return Reply(
        body={
            "accountId": "acc-1",
            "displayName": call.user,
            "active": True,
            "timeZone": "Asia/Tokyo",
        }
    )


def all_fields(fake: "FakeJira", call: Call) -> Reply:
    return Reply(body=fake.fields)


def permissions(fake: "FakeJira", call: Call) -> Reply:
    names = call.one("permissions").split(",")
    return Reply(body={"permissions": {
        name: {"id": "1", "key": name, "name": name, "type": "PROJECT", "description": "",
               "havePermission": name not in fake.denied}
        for name in names
    }})  # fmt: skip


def issue(fake: "FakeJira", call: Call, key: str) -> Reply:
    it = get_issue(fake, call, key)
    whole = render(fake, call, it, call.query.get("fields", ["*all"]))
    wanted = call.one("properties").split(",")
    if "properties" in call.query:
        whole["properties"] = {
            name: value for name, value in it.properties.items() if name in wanted
        }
    if "changelog" in call.one("expand"):
        whole["changelog"] = {
            "startAt": 0,
            "maxResults": 100,
            "total": len(it.changes),
            "histories": it.changes,
        }
    return Reply(body=whole)


def edit(fake: "FakeJira", call: Call, key: str) -> Reply:
    it = get_issue(fake, call, key)
    for step in call.body.get("update", {}).get("labels", []):
        if any(" " in label for label in step.values()):
            raise RefusedError(400, "The label contains spaces which is invalid.")
        if "remove" in step and step["remove"] in it.labels:
            it.labels.remove(step["remove"])
        if "add" in step and step["add"] not in it.labels:
            it.labels.append(step["add"])
    return Reply(204)


def comments(fake: "FakeJira", call: Call, key: str) -> Reply:
    page = page_of(
        get_issue(fake, call, key).comments,
        int(call.one("startAt", "0")),
        min(50, int(call.one("maxResults", "50"))),
    )
    if "properties" not in call.one("expand"):
        page["comments"] = [
            {k: v for k, v in one.items() if k != "properties"} for one in page["comments"]
        ]
    return Reply(body=page)


def comment(fake: "FakeJira", call: Call, key: str, number: str) -> Reply:
    for one in get_issue(fake, call, key).comments:
        if one["id"] == number:
            return Reply(body={k: v for k, v in one.items() if k != "properties"})
    raise RefusedError(404, f"Can not find a comment for the id: {number}.")


def _body(call: Call) -> Any:
    body = call.body.get("body")
    if call.version == "3" and not (isinstance(body, dict) and body.get("type") == "doc"):
        raise RefusedError(400, "Comment body is not valid!")
    if call.version == "2" and not isinstance(body, str):
        raise RefusedError(400, "Operation value must be a string")
    return body


def add_comment(fake: "FakeJira", call: Call, key: str) -> Reply:
    if "ADD_COMMENTS" in fake.denied:
        raise RefusedError(403, "You do not have the permission to comment on this issue.")
    it = get_issue(fake, call, key)
    number = str(20000 + sum(len(other.comments) for other in fake.issues.values()))
    made = {"self": f"{fake.self_base}/c/{number}", "id": number, "body": _body(call),
            "author": {"displayName": call.user}, "created": stamp(fake.now()), "updated": stamp(fake.now()),
            "properties": call.body.get("properties", [])}  # fmt: skip
    it.comments.append(made)
    return Reply(201, {k: v for k, v in made.items() if k != "properties"})


def edit_comment(fake: "FakeJira", call: Call, key: str, number: str) -> Reply:
    body = _body(call)
    for one in get_issue(fake, call, key).comments:
        if one["id"] == number:
            one["body"] = body
            return Reply(body={k: v for k, v in one.items() if k != "properties"})
    raise RefusedError(404, f"Can not find a comment for the id: {number}.")


def set_property(fake: "FakeJira", call: Call, key: str, name: str) -> Reply:
    if "EDIT_ISSUES" in fake.denied:
        raise RefusedError(403, "You do not have permission to edit issues in this project.")
    it = get_issue(fake, call, key)
    new = name not in it.properties
    it.properties[name] = call.body
    return Reply(201 if new else 200)


def changelog(fake: "FakeJira", call: Call, key: str) -> Reply:
    changes = get_issue(fake, call, key).changes
    begin, size = int(call.one("startAt", "0")), min(2, int(call.one("maxResults", "50")))
    return Reply(
        body={
            "startAt": begin,
            "maxResults": size,
            "total": len(changes),
            "values": changes[begin : begin + size],
        }
    )


def remote_links(fake: "FakeJira", call: Call, key: str) -> Reply:
    return Reply(body=get_issue(fake, call, key).remote_links)


Handler = Callable[..., Reply]
_KEY = r"issue/([^/]+)"
ROUTES: tuple[tuple[str, str, str, Handler], ...] = (
    ("GET", "serverInfo", "both", server_info),
    ("GET", "myself", "both", myself),
    ("GET", "field", "both", all_fields),
    ("GET", "mypermissions", "both", permissions),
    ("POST", "search/jql", "cloud", search_jql),
    ("POST", "search/approximate-count", "cloud", count),
    ("(?:GET|POST)", "search", "cloud", removed),
    ("(?:GET|POST)", "search", "datacenter", search),
    ("POST", "issue/bulkfetch", "cloud", bulkfetch),
    ("GET", _KEY, "both", issue),
    ("PUT", _KEY, "both", edit),
    ("GET", _KEY + "/comment", "both", comments),
    ("POST", _KEY + "/comment", "both", add_comment),
    ("GET", _KEY + r"/comment/(\d+)", "both", comment),
    ("PUT", _KEY + r"/comment/(\d+)", "both", edit_comment),
    ("PUT", _KEY + "/properties/([^/]+)", "both", set_property),
    ("GET", _KEY + "/changelog", "cloud", changelog),
    ("GET", _KEY + "/remotelink", "both", remote_links),
)


def answer(fake: "FakeJira", call: Call) -> Reply:
    """Return the answer to a request below `/rest/api/N/`."""
    kind = "cloud" if fake.cloud else "datacenter"
    if call.version == "3" and not fake.cloud:
        return Reply(404, raw=b"<html>no such page</html>", headers={"Content-Type": "text/html"})
    for method, path, where, handler in ROUTES:
        match = re.fullmatch(path, call.path)
        if match and re.fullmatch(method, call.method) and where in {"both", kind}:
            try:
                return handler(fake, call, *match.groups())
            except RefusedError as refused:
                return refused.reply
    return Reply(404, {"errorMessages": [f"no route {json.dumps(call.path)}"], "errors": {}})
