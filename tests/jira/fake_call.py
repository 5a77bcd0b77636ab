"""A request to the fake Jira as its routes see it, what they may see, and an issue as they give it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.jira.fake_data import FakeIssue, as_adf, stamp

if TYPE_CHECKING:
    from tests.jira.fake_jira import FakeJira

HIDDEN = "Issue does not exist or you do not have permission to see it."


@dataclass(slots=True)
class Call:
    """A request as the routes see it; `user` is None for nobody."""

    method: str
    path: str
    version: str
    query: dict[str, list[str]]
    body: Any
    user: str | None

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]


@dataclass(slots=True)
class Reply:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


class RefusedError(Exception):
    """An answer with a status of 4xx."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.reply = Reply(status, {"errorMessages": [message], "errors": {}})


def visible(fake: "FakeJira", call: Call) -> list[FakeIssue]:
    if call.user is None and not fake.public:
        return []
    return [issue for issue in fake.issues.values() if not issue.hidden]


def get_issue(fake: "FakeJira", call: Call, key: str) -> FakeIssue:
    key = fake.moved.get(key, key)
    for issue in visible(fake, call):
        if key in {issue.key, str(issue.id)}:
            return issue
    raise RefusedError(404, HIDDEN)


def render(fake: "FakeJira", call: Call, issue: FakeIssue, fields: list[str]) -> dict[str, Any]:
    """Return an issue with the fields that were asked for."""
    text = as_adf if call.version == "3" else (lambda value: value)
    category = {"To Do": "new", "In Progress": "indeterminate", "Done": "done"}[issue.status]
    project = {"id": "1", "key": issue.project, "name": issue.project,
               "projectTypeKey": "service_desk" if issue.service else "software"}  # fmt: skip
    everything: dict[str, Any] = {
        "summary": issue.summary,
        "description": text(issue.description),
        "environment": None,
        "issuetype": {"id": "1", "name": issue.type, "subtask": False, "hierarchyLevel": 0},
        "status": {"id": "1", "name": issue.status, "statusCategory": {"id": 2, "key": category}},
        "project": project,
        "labels": list(issue.labels),
        "created": stamp(issue.updated),
        "updated": stamp(issue.updated),
        "issuelinks": [],
        "attachment": [],
        "versions": [],
        "duedate": None,
        "timeoriginalestimate": None,
        "comment": page_of(issue.comments[-20:], 0, 5000, len(issue.comments)),
        **{name: text(value) for name, value in issue.texts.items()},
        **issue.values,
    }
    known = {entry["id"] for entry in fake.fields}
    asked = [name for part in fields for name in part.split(",")]
    wanted = everything if "*all" in asked else asked
    values = {
        name: everything[name]
        for name in wanted
        if name in everything and (name in known or not name.startswith("customfield_"))
    }
    own = f"{fake.self_base}/rest/api/{call.version}/issue/{issue.id}"
    whole: dict[str, Any] = {"expand": "names", "id": str(issue.id), "self": own}
    if set(asked) != {"id"}:
        whole |= {"key": issue.key, "fields": values}
    return whole


def page_of(found: list[Any], begin: int, size: int, total: int | None = None) -> dict[str, Any]:
    total = len(found) if total is None else total
    return {
        "startAt": begin,
        "maxResults": size,
        "total": total,
        "comments": found[begin : begin + size],
    }
