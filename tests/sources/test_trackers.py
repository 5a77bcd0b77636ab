"""GitHub, GitLab, Azure DevOps, Linear and plain CSV."""

import json

import pytest

from ticketlint.model import Markup

from .conftest import text_of

GH = [
    {
        "number": 12,
        "title": "T",
        "body": "B\r\n",
        "labels": [{"name": "bug"}],
        "state": "OPEN",
        "url": "https://github.com/owner/repo/issues/12",
        "createdAt": "2026-01-02T03:04:05Z",
        "issueType": {"name": "Bug"},
        "parent": {"number": 3, "url": "https://github.com/owner/repo/issues/3"},
    }
]
GITHUB_REST = {
    "url": "https://api.github.com/repos/owner/repo/issues/12",
    "html_url": "https://github.com/owner/repo/issues/12",
    "number": 12,
    "title": "T",
    "body": None,
    "labels": [{"id": 1, "name": "bug"}, "old"],
    "state": "open",
    "created_at": "2026-01-02",
    "type": None,
}


def test_issues_of_the_github_command_line_are_read(read):
    ticket = read(json.dumps(GH), "issues.json").ticket

    assert (ticket.key, ticket.title, ticket.project) == ("owner/repo#12", "T", "owner/repo")
    assert (text_of(ticket), ticket.fields[0].markup) == ("B\r\n", Markup.MARKDOWN)
    assert (ticket.labels, ticket.status, ticket.type) == (("bug",), "OPEN", "Bug")
    assert (ticket.parent, ticket.url) == ("owner/repo#3", GH[0]["url"])
    assert ticket.created.startswith("2026")


def test_issues_of_the_github_api_are_read_and_pull_requests_left_out(read):
    pull = {**GITHUB_REST, "number": 13, "pull_request": {"url": "x"}}
    result = read(json.dumps([GITHUB_REST, pull, pull]), "issues.json")

    assert [(t.key, t.labels, text_of(t)) for t in result.tickets] == [
        ("owner/repo#12", ("bug", "old"), "")
    ]
    assert [notice.message for notice in result.notices] == ["2 pull requests left out"]


@pytest.mark.parametrize(
    ("record", "told"),
    [
        pytest.param({**GITHUB_REST, "head": {}, "base": {}}, "1 pull request", id="its own API"),
        pytest.param(
            {"category": "pull_request", "data": GITHUB_REST}, "1 pull request", id="Perceval"
        ),
        pytest.param(
            {"category": "merge_request", "data": GITHUB_REST}, "1 merge request", id="GitLab's"
        ),
        pytest.param(
            {"category": "repository", "data": {"id": 1, "description": "A tool"}},
            "1 repository record",
            id="no request at all",
        ),
    ],
)
def test_what_stands_beside_issues_is_left_out_and_told(read, record, told):
    result = read(json.dumps([record, {"category": "issue", "data": GITHUB_REST}]), "issues.json")

    assert [ticket.key for ticket in result.tickets] == ["owner/repo#12"]
    assert [notice.message for notice in result.notices] == [f"{told} left out"]


@pytest.mark.parametrize(
    ("record", "key", "fields"),
    [
        ({"number": 12, "title": "T"}, "#12", 0),
        ({"number": 12, "title": "T", "body": ""}, "#12", 1),
        ({"number": 12, "title": "T", "url": "https://[bad"}, "#12", 0),
        ({"number": 12, "title": "T", "url": GITHUB_REST["url"]}, "owner/repo#12", 0),
    ],
)
def test_the_key_of_a_github_issue_names_its_repository_where_it_is_known(
    read, record, key, fields
):
    ticket = read(json.dumps([record]), "issues.json").ticket

    assert (ticket.key, len(ticket.fields)) == (key, fields)


GITLAB = {
    "id": 1,
    "iid": 12,
    "title": "T",
    "description": None,
    "state": "opened",
    "labels": ["a"],
    "web_url": "https://gitlab.com/group/sub/repo/-/issues/12",
    "created_at": "2026-01-02",
    "due_date": None,
    "weight": 3,
    "issue_type": "incident",
    "time_stats": {"human_time_estimate": None},
}


def test_gitlab_issues_are_read_and_merge_requests_left_out(read):
    merge = {**GITLAB, "source_branch": "x"}
    result = read(json.dumps([GITLAB, {"data": merge}]), "issues.json")
    [ticket] = result.tickets

    assert (ticket.key, ticket.project) == ("group/sub/repo#12", "group/sub/repo")
    assert (text_of(ticket), ticket.labels, ticket.type) == ("", ("a",), "incident")
    assert (ticket.due, ticket.estimate, ticket.parent) == ("", "3", None)
    assert result.notices[0].message == "1 merge request left out"


def test_a_full_reference_of_gitlab_is_the_key(read):
    record = {**GITLAB, "references": {"full": "group/repo#12"}, "type": "ISSUE"}

    assert read(json.dumps(record), "a.json").ticket.key == "group/repo#12"


@pytest.mark.parametrize(
    "header",
    [
        "Title,Description,Issue ID,URL,State,Labels,Due Date,Created At (UTC),Weight",
        "Issue ID,URL,Title,State,Description,Labels,Due Date,Created At (UTC),Weight",
    ],
    ids=["new", "old"],
)
def test_gitlab_csv_is_read_by_its_header(read, header):
    cells = {
        "Title": "T",
        "Description": "D",
        "Issue ID": "12",
        "URL": "https://gitlab.com/g/r/-/issues/12",
        "State": "Open",
        "Labels": '"a,b"',
        "Due Date": "",
        "Created At (UTC)": "2026-01-02",
        "Weight": "3",
    }
    row = ",".join(cells[name] for name in header.split(","))
    ticket = read(f"{header}\n{row}\n", "a.csv").ticket

    assert (ticket.key, ticket.title, text_of(ticket)) == ("g/r#12", "T", "D")
    assert (ticket.labels, ticket.status, ticket.created) == (("a", "b"), "Open", "2026-01-02")
    assert (ticket.due, ticket.estimate, ticket.fields[0].markup) == ("", "3", Markup.MARKDOWN)


def work_item(type="User Story", **fields):
    named = {name.replace("_", "."): value for name, value in fields.items()}
    return {
        "id": 7,
        "url": "https://dev.azure.com/org/_apis/wit/workItems/7",
        "fields": {
            "System.Title": "T",
            "System.WorkItemType": type,
            "System.TeamProject": "My Project",
            "System.State": "New",
            "System.Tags": "a; b",
            "System.Parent": 3,
            **named,
        },
    }


def test_azure_work_items_are_read(read):
    item = work_item(System_Description="<p>D</p>")
    item["fields"]["Microsoft.VSTS.Common.AcceptanceCriteria"] = "- works"
    item["fields"]["Microsoft.VSTS.Scheduling.StoryPoints"] = 5.0
    item["relations"] = [
        {"rel": "System.LinkTypes.Related", "url": "https://x.test/_apis/wit/workItems/9"},
        {"rel": "AttachedFile", "url": "https://x.test/1", "attributes": {"name": "a.png"}},
    ]
    ticket = read(json.dumps({"count": 1, "value": [item]}, indent=1), "a.json").ticket

    assert (ticket.key, ticket.title, ticket.type) == ("7", "T", "User Story")
    assert [(f.name, f.text, f.markup) for f in ticket.fields] == [
        ("description", "<p>D</p>", Markup.HTML),
        ("acceptance_criteria", "- works", Markup.MARKDOWN),
    ]
    assert (ticket.labels, ticket.parent, ticket.estimate) == (("a", "b"), "3", "5")
    assert (ticket.links, ticket.attachments) == (("9",), ("a.png",))
    assert ticket.url == "https://dev.azure.com/org/My%20Project/_workitems/edit/7"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        pytest.param(work_item("Bug", System_Description="D"), "D", id="description only"),
        pytest.param(work_item("Bug"), "", id="neither"),
        pytest.param(work_item(), "", id="no description"),
    ],
)
def test_the_description_of_an_azure_work_item(read, item, text):
    assert text_of(read(json.dumps(item), "a.json").ticket) == text


def test_the_steps_to_reproduce_are_the_description_of_an_azure_bug(read):
    item = work_item("Bug", System_Description="D")
    item["fields"]["Microsoft.VSTS.TCM.ReproSteps"] = "<ol><li>R</li></ol>"

    assert text_of(read(json.dumps(item), "a.json").ticket) == "<ol><li>R</li></ol>"


@pytest.mark.parametrize(
    ("text", "told", "markup"),
    [
        ("<div>x</div>", None, Markup.HTML),
        ("x&nbsp;y", None, Markup.HTML),
        ("# x\n- y < z", None, Markup.MARKDOWN),
        ("List<string> & more", None, Markup.MARKDOWN),
        ("<b>x</b>", "markdown", Markup.MARKDOWN),
        ("x", "html", Markup.HTML),
    ],
)
def test_azure_texts_are_html_or_markdown(read, text, told, markup):
    item = work_item(System_Description=text)
    if told:
        item["multilineFieldsFormat"] = {"System.Description": told}

    assert read(json.dumps(item), "a.json").ticket.fields[0].markup is markup


def test_azure_csv_takes_the_title_of_any_level_and_narrow_rows(read):
    text = (
        "ID,Work Item Type,Title 1,Title 2,State,Tags,Description,Repro Steps,Acceptance Criteria\n"
        '1,Epic,"One",,New,a; b,<p>D</p>,,\n2,Bug,,"Two",New,,D,<i>R</i>,\n3,Task,,Three\n'
    )
    result = read(text, "a.csv")

    assert [(t.key, t.title, text_of(t)) for t in result.tickets] == [
        ("1", "One", "<p>D</p>"),
        ("2", "Two", "<i>R</i>"),
        ("3", "Three", ""),
    ]
    assert result.tickets[0].labels == ("a", "b")
    assert result.failures == []


def test_azure_csv_without_texts_says_how_to_add_them(read):
    result = read("ID,Work Item Type,Title,State\n1,Bug,T,New\n", "a.csv")

    assert "add the columns" in result.failure.message
    assert result.tickets[0].fields == ()


def test_linear_csv_is_read_without_its_guards(read):
    text = (
        "ID,Team,Title,Description,Status,Estimate,Labels,Blocks,Blocked By\n"
        'ENG-1,ENG,\'=Sum of all,\'- one\nENG-2,ENG,\'tis fine,"\'@all\nx",Todo,3,"a, b","ENG-3, ENG-4",\n'
    )
    first, second = read(text, "a.csv").tickets

    assert (first.title, text_of(first), first.links) == ("=Sum of all", "- one", ())
    assert (second.title, text_of(second)) == ("'tis fine", "@all\nx")
    assert (second.labels, second.links, second.estimate) == (
        ("a", "b"),
        ("ENG-3", "ENG-4"),
        "3",
    )
    assert (second.project, second.fields[0].markup) == ("ENG", Markup.MARKDOWN)


def test_any_csv_with_a_title_and_a_description_is_read(read):
    text = (
        "ID;Title;Description;Type;Acceptance criteria;Labels;Links;Markup\n"
        "1;T;D;Bug;Works;a,b;2;jira\n;U;;;;;;\n"
    )
    first, second = read(text, "list.csv").tickets

    assert (first.key, first.title, first.type) == ("1", "T", "Bug")
    assert [(f.name, f.text, f.markup) for f in first.fields] == [
        ("description", "D", Markup.JIRA),
        ("acceptance_criteria", "Works", Markup.JIRA),
    ]
    assert (first.labels, first.links, first.parent) == (("a", "b"), ("2",), None)
    assert (second.key, text_of(second), second.fields[0].markup) == (
        "list-2",
        "",
        Markup.MARKDOWN,
    )


def test_a_csv_without_columns_of_a_ticket_is_a_failure(read):
    failure = read("a,b,c\n1,2,3\n", "a.csv").failure

    assert failure.message.startswith("no columns of a ticket in the first line")
    assert failure.line == 1


def test_the_address_of_an_azure_work_item_is_taken_where_it_is_told(read):
    item = {**work_item(), "_links": {"html": {"href": "https://x.test/7"}}}
    item["fields"]["Microsoft.VSTS.TCM.SystemInfo"] = "Windows"

    ticket = read(json.dumps(item), "a.json").ticket

    assert (ticket.url, text_of(ticket, "environment")) == ("https://x.test/7", "Windows")


def test_an_azure_address_of_another_form_is_none(read):
    assert read(json.dumps({**work_item(), "url": "x"}), "a.json").ticket.url == ""


def test_a_github_issue_may_say_that_it_has_no_parent(read):
    assert read(json.dumps([{**GITHUB_REST, "parent": None}]), "a.json").ticket.parent == ""
