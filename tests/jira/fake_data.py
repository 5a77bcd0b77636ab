"""What the fake Jira holds: issues, fields, and the part of JQL that the tests speak."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

AC = "customfield_10010"
AC_OTHER = "customfield_10011"
SPRINT = "customfield_10020"
CHECKLIST = "customfield_10030"
EPIC = "customfield_10014"
TEXTAREA = "com.atlassian.jira.plugin.system.customfieldtypes:textarea"


class BadJqlError(Exception):
    """The fake does not accept this JQL; the text is what Jira would say."""


@dataclass(slots=True)
class FakeIssue:
    """An issue; `texts` are wiki markup, given as ADF by version 3."""

    id: int
    key: str
    summary: str = "Export the invoices of a month"
    description: str | None = "As a clerk I want to export invoices.\nIt should be fast."
    type: str = "Story"
    status: str = "To Do"
    labels: list[str] = field(default_factory=list)
    updated: float = field(default_factory=lambda: time.time() - 86400)
    texts: dict[str, str | None] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    remote_links: list[dict[str, Any]] = field(default_factory=list)
    hidden: bool = False
    service: bool = False

    @property
    def project(self) -> str:
        return self.key.rpartition("-")[0]

    @property
    def number(self) -> int:
        return int(self.key.rpartition("-")[2])


def field_of(name: str, label: str, kind: str = TEXTAREA, **more: Any) -> dict[str, Any]:
    """Return an entry of the list of fields."""
    number = int(name.rpartition("_")[2])
    clauses = [f"cf[{number}]", label]
    schema = {"type": "string", "custom": kind, "customId": number}
    flags = {"custom": True, "orderable": True, "navigable": True, "searchable": True}
    return {
        "id": name,
        "key": name,
        "name": label,
        **flags,
        "clauseNames": clauses,
        "schema": schema,
        **more,
    }


def default_fields() -> list[dict[str, Any]]:
    return [
        {"id": "summary", "key": "summary", "name": "Summary", "custom": False, "orderable": True,
         "navigable": True, "searchable": True, "clauseNames": ["summary"],
         "schema": {"type": "string", "system": "summary"}},
        field_of(AC, "Acceptance Criteria"),
        field_of(AC_OTHER, "Acceptance Criteria"),
        field_of(SPRINT, "Sprint", "com.pyxis.greenhopper.jira:gh-sprint"),
        field_of(CHECKLIST, "DoD points", "com.okapya.jira.checklist:checklist"),
        field_of(EPIC, "Epic Link", "com.pyxis.greenhopper.jira:gh-epic-link"),
        field_of("customfield_10099", "Team mood"),
    ]  # fmt: skip


def make_issues(count: int, project: str = "PAY", words: int = 0) -> list[FakeIssue]:
    """Return many issues; `words` makes their descriptions longer."""
    filler = "\nThe clerk sees the list of invoices and the total of the month." * (words // 12)
    return [
        FakeIssue(
            id=10000 + number,
            key=f"{project}-{number}",
            summary=f"Export the invoices of month {number}",
            description=f"As a clerk I want export {number}.{filler}",
            texts={AC: None, AC_OTHER: f"* Export {number} holds 12 rows."},
        )
        for number in range(1, count + 1)
    ]


def as_adf(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    lines = [{"type": "text", "text": line} for line in text.splitlines() if line]
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [one]} for one in lines],
    }


def stamp(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime(seconds))


_CLAUSES = (
    (re.compile(r"project\s*=\s*\"?(\w+)\"?", re.IGNORECASE), "project"),
    (re.compile(r"project\s+is\s+not\s+empty", re.IGNORECASE), "any"),
    (re.compile(r"(?:key|issuekey)\s+in\s*\(([^)]*)\)", re.IGNORECASE), "keys"),
    (re.compile(r"id\s+in\s*\(([^)]*)\)", re.IGNORECASE), "ids"),
    (re.compile(r"updated\s*>=\s*-(\d+)m", re.IGNORECASE), "updated"),
    (re.compile(r"labels\s*=\s*(\w+)", re.IGNORECASE), "label"),
    (re.compile(r"summary\s*~\s*\"([^\"]*)\"", re.IGNORECASE), "summary"),
)


def find(issues: list[FakeIssue], jql: str, now: float) -> list[FakeIssue]:
    """Return the issues that a search finds, in its order.

    Raises: BadJqlError.
    """
    where, _, order = re.split(
        r"(\border\s+by\b)(?=[^\"]*$)", jql + " order by key", maxsplit=1, flags=re.IGNORECASE
    )
    where = where.strip()
    if not where:
        raise BadJqlError(
            "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
        )
    found = list(issues)
    for clause in re.split(
        r"\band\b", where.replace("((", "(").replace("))", ")"), flags=re.IGNORECASE
    ):
        found = _narrow(found, clause.strip(), now)
    first = re.match(r"\s*(\w+)(?:\s+(desc))?", order, re.IGNORECASE)
    if first and first[1].lower() == "updated":
        found.sort(key=lambda issue: issue.updated)
    else:
        found.sort(key=lambda issue: (issue.project, issue.number))
    return found[::-1] if first and first[2] else found


def _narrow(issues: list[FakeIssue], clause: str, now: float) -> list[FakeIssue]:
    if not re.search(r"\bin\s*\(", clause, re.IGNORECASE):
        clause = clause.strip("() ")
    for pattern, name in _CLAUSES:
        match = pattern.fullmatch(clause)
        if match:
            word = match[1] if match.groups() else ""
            if name == "project" and all(issue.project != word for issue in issues):
                raise BadJqlError(f"The value '{word}' does not exist for the field 'project'.")
            return [issue for issue in issues if _fits(issue, name, word, now)]
    raise BadJqlError(f"Error in the JQL Query: the fake does not know '{clause}'.")


def _fits(issue: FakeIssue, name: str, word: str, now: float) -> bool:
    listed = {part.strip().strip('"') for part in word.split(",")}
    return {
        "any": lambda: True,
        "project": lambda: issue.project == word,
        "keys": lambda: issue.key in listed,
        "ids": lambda: str(issue.id) in listed,
        "updated": lambda: issue.updated >= now - int(word) * 60,
        "label": lambda: word in issue.labels,
        "summary": lambda: word in issue.summary,
    }[name]()
