"""What a tracker tells beside the text: component, priority, sprint, when it was changed."""

import json
from pathlib import Path

import pytest

from ticketlint.model import Ticket
from ticketlint.sources import SourceOptions, read_tickets

_OLD_SPRINT = (
    "com.atlassian.greenhopper.service.sprint.Sprint@1f[id=3,state=ACTIVE,name=Swift 5,x=1]"
)
_JIRA = {
    "key": "PAY-1",
    "names": {"customfield_1": "Sprint"},
    "fields": {
        "summary": "A",
        "description": "b",
        "updated": "2026-05-02T10:00:00.000+0000",
        "priority": {"name": "High"},
        "components": [{"name": "Billing"}, {"name": "Ledger"}],
        "customfield_1": [{"name": "Swift 4"}, {"name": "Swift 5"}],
    },
}
_OF_JIRA = ("High", "Swift 5", ("Billing", "Ledger"), "2026-05-02T10:00:00.000+0000")
_CSV = "Issue key,Summary,Description,Priority,Component/s,Component/s,Sprint,Sprint,Updated\n"


def _old(record: dict[str, object]) -> str:
    changed = json.loads(json.dumps(record))
    changed["fields"]["customfield_1"] = [_OLD_SPRINT.replace("Swift 5", "Swift 4"), _OLD_SPRINT]
    return json.dumps(changed)


def _read(path: Path) -> Ticket:
    [ticket] = [
        item for item in read_tickets([str(path)], SourceOptions()) if isinstance(item, Ticket)
    ]
    return ticket


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param("a.json", json.dumps(_JIRA), _OF_JIRA, id="jira-cloud"),
        pytest.param("a.json", _old(_JIRA), _OF_JIRA, id="jira-data-center"),
        pytest.param(
            "a.csv",
            _CSV + "PAY-1,A,b,High,Billing,Ledger,Swift 4,Swift 5,02/May/26 10:00 AM\n",
            ("High", "Swift 5", ("Billing", "Ledger"), "02/May/26 10:00 AM"),
            id="jira-csv",
        ),
        pytest.param(
            "a.md",
            "---\nid: PAY-1\npriority: high\nsprint: Swift 5\ncomponents: [Billing]\n"
            "updated: 2026-05-02\n---\n# A\n\nb\n",
            ("high", "Swift 5", ("Billing",), "2026-05-02"),
            id="markdown",
        ),
        pytest.param(
            "a.jsonl",
            '{"key": "PAY-1", "title": "A", "description": "b", "priority": 1, "sprint": "Swift 5",'
            ' "components": ["Billing"], "updated": "2026-05-02"}\n',
            ("1", "Swift 5", ("Billing",), "2026-05-02"),
            id="plain-json",
        ),
    ],
)
def test_what_a_tracker_tells_beside_the_text_is_carried(
    tmp_path: Path, name: str, text: str, told: tuple[str, str, tuple[str, ...], str]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    ticket = _read(path)
    assert (ticket.priority, ticket.sprint, ticket.components, ticket.updated) == told


_PERSON = {"name": "ana1", "displayName": "Ana Bell", "emailAddress": "ana@example.com"}
_JIRA_PEOPLE = {"summary": "A", "description": "b", "reporter": _PERSON, "assignee": None}
_WORK_ITEM = {
    "System.Title": "A",
    "System.CreatedBy": "Ana Bell <ana@example.com>",
    "System.AssignedTo": {"displayName": "Bo", "uniqueName": "bo@example.com"},
}
_GITHUB = {"number": 1, "title": "A", "body": "b", "author": {"login": "ana"}}


@pytest.mark.parametrize(
    ("name", "text", "people"),
    [
        pytest.param(
            "a.json",
            json.dumps({"key": "PAY-1", "fields": _JIRA_PEOPLE}),
            ("Ana Bell", ""),
            id="jira",
        ),
        pytest.param(
            "a.csv",
            "Issue key,Summary,Description,Reporter,Assignee\nPAY-1,A,b,ana,bo\n",
            ("ana", "bo"),
            id="jira-csv",
        ),
        pytest.param(
            "a.xml",
            "<rss><channel><item><key>PAY-1</key><summary>A</summary><description>b</description>"
            '<reporter username="ana1">Ana Bell</reporter><assignee>Bo</assignee>'
            "</item></channel></rss>",
            ("Ana Bell", "Bo"),
            id="jira-xml",
        ),
        pytest.param(
            "a.json",
            json.dumps({**_GITHUB, "assignees": [{"login": "bo"}, {"login": "cy"}]}),
            ("ana", "bo, cy"),
            id="github",
        ),
        pytest.param(
            "a.json",
            json.dumps(
                {"iid": 1, "title": "A", "author": {"name": "Ana"}, "assignee": {"name": "Bo"}}
            ),
            ("Ana", "Bo"),
            id="gitlab",
        ),
        pytest.param(
            "a.csv",
            "Issue ID,URL,Title,Description,Author,Assignee\n1,https://x.test/1,A,b,Ana,Bo\n",
            ("Ana", "Bo"),
            id="gitlab-csv",
        ),
        pytest.param(
            "a.json", json.dumps({"id": 1, "fields": _WORK_ITEM}), ("Ana Bell", "Bo"), id="azure"
        ),
        pytest.param(
            "a.csv",
            "ID,Work Item Type,Title,Description,Created By,Assigned To\n"
            "1,Bug,A,b,Ana Bell <ana@example.com>,Bo\n",
            ("Ana Bell", "Bo"),
            id="azure-csv",
        ),
        pytest.param(
            "a.csv",
            "ID,Team,Title,Status,Description,Creator,Assignee\nT-1,T,A,Todo,b,Ana,Bo\n",
            ("Ana", "Bo"),
            id="linear-csv",
        ),
        pytest.param(
            "a.md",
            "---\nreporter: Ana\nassignee: Bo\n---\n# A\n\nb\n",
            ("Ana", "Bo"),
            id="markdown",
        ),
        pytest.param(
            "a.jsonl",
            '{"title": "A", "description": "b", "author": "Ana", "assignee": "Bo"}\n',
            ("Ana", "Bo"),
            id="plain-json",
        ),
        pytest.param(
            "a.csv",
            "title,description,author,assignee\nA,b,Ana,Bo\n",
            ("Ana", "Bo"),
            id="plain-csv",
        ),
    ],
)
def test_people_are_read_without_their_addresses(
    tmp_path: Path, name: str, text: str, people: tuple[str, str]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    ticket = _read(path)
    assert (ticket.reporter, ticket.assignee) == people
