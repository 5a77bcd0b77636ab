"""Genuine exports and corpora: as many tickets come out as went in."""

import gzip
import json

import pytest

from ticketlint.model import Failure, Ticket
from ticketlint.sources import SourceOptions, read_tickets

from .conftest import sort

# Tickets and failures that each file holds, counted by hand or by another program.
EXPORTS = {
    "azure-devops-export.csv": (2, 1),
    "azure-devops-workitem.json": (1, 0),
    "backlog-md-task.md": (1, 0),
    "github-api-github_issue_1": (0, 0),
    "github-issues-perceval.json": (0, 0),
    "gitlab-api-250833.json": (13, 0),
    "gitlab-api-6206924.json": (42, 0),
    "gitlab-issues-perceval.json": (5, 0),
    "jira-cloud-2022-sprints.csv": (26, 0),
    "jira-cloud-all-fields-bom.csv": (2, 0),
    "jira-cloud-all-fields-nobom.csv": (22, 0),
    "jira-cloud-current-fields-no-description.csv": (51, 1),
    "jira-cloud-rss.xml": (15, 0),
    "jira-rest-v2-jira_comments_issue_page_1.json": (0, 1),
    "jira-rest-v2-jira_issues_page_1.json": (2, 0),
    "jira-rest-v2-jira_issues_page_empty.json": (0, 0),
    "jira-server-description.html": (0, 1),
    "jira-server-rss.xml": (20, 0),
    "linear-export.csv": (2, 0),
    "wiki-adf-pairs.jsonl": (65, 0),
}
CORPORA = (
    *("adf-descriptions", "arta-requirements", "demibud-bugs", "demibud-sentences"),
    *("gitlab-issues", "jira-one-line", "markdown-stories", "user-stories", "ustai-stories-qus"),
)


@pytest.mark.parametrize(("name", "counts"), EXPORTS.items())
def test_a_genuine_export_is_read_whole(shared, name, counts):
    result = sort(read_tickets([str(shared / "exports" / name)], SourceOptions()))

    assert (len(result.tickets), len(result.failures)) == counts
    assert all(ticket.key and ticket.source for ticket in result.tickets)


@pytest.mark.parametrize("name", CORPORA)
def test_a_corpus_is_read_whole(shared, name):
    path = shared / "corpora" / f"{name}.jsonl.gz"
    with gzip.open(path) as file:
        lines = sum(1 for _ in file)

    items = list(read_tickets([str(path)], SourceOptions()))

    assert len(items) == lines
    assert all(isinstance(item, Ticket) for item in items)


def test_nothing_of_the_titanium_issues_is_lost(shared):
    path = shared / "corpora" / "titanium-jira.jsonl.gz"
    tickets = read_tickets([str(path)], SourceOptions())
    with gzip.open(path) as file:
        for line, ticket in zip(file, tickets, strict=True):
            assert not isinstance(ticket, Failure)
            record = json.loads(line)
            fields = record["fields"]
            texts = {field.name: field.text for field in ticket.fields}
            assert (ticket.key, ticket.title) == (record["key"], fields["summary"] or "")
            assert texts == {
                "description": fields["description"] or "",
                "environment": fields["environment"] or "",
            }
            assert ticket.labels == tuple(fields["labels"])
            assert len(ticket.links) == len(fields["issuelinks"])
            assert len(ticket.attachments) == len(fields["attachment"])
            assert ticket.parent == (fields["parent"]["key"] if "parent" in fields else None)
