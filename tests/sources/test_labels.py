"""Labels that stand for a priority or a sprint, where a tracker has no field for it."""

import json
from pathlib import Path

import pytest

from ticketlint.model import Ticket
from ticketlint.reporters.priority import NO_PRIORITY, priority_rank
from ticketlint.sources import SourceOptions, labels
from ticketlint.sources.formats import read_tickets
from ticketlint.sources.labels import priority_of, sprint_of

LABELS = ["area::lockers", "Priority::0 - Urgent", "sprint::Heron"]
GITHUB = {"number": 7, "title": "A", "body": "b", "labels": [{"name": one} for one in LABELS]}
GITLAB = {"iid": 7, "title": "A", "description": "b", "labels": LABELS}
PLAIN = {"key": "LOCK-7", "title": "A", "description": "b", "labels": LABELS}


def read(folder: Path, name: str, text: str) -> Ticket:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    [ticket] = read_tickets([str(path)], SourceOptions())
    assert isinstance(ticket, Ticket)
    return ticket


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.json", json.dumps([GITHUB]), id="github"),
        pytest.param("a.json", json.dumps([GITLAB]), id="gitlab"),
        pytest.param("a.json", json.dumps([PLAIN]), id="plain json"),
        pytest.param(
            "a.csv",
            'Title,Description,Issue ID,URL,Labels\nA,b,7,https://x.test/g/r/-/issues/7,"'
            + ",".join(LABELS)
            + '"\n',
            id="gitlab csv",
        ),
        pytest.param(
            "a.csv", 'key,title,description,labels\nL-7,A,b,"' + ",".join(LABELS) + '"\n', id="csv"
        ),
    ],
)
def test_a_label_fills_what_the_source_has_no_field_for(
    tmp_path: Path, name: str, text: str
) -> None:
    ticket = read(tmp_path, name, text)

    assert (ticket.priority, ticket.sprint) == ("Urgent", "Heron")
    assert set(LABELS) == set(ticket.labels)


def test_a_field_is_worth_more_than_a_label(tmp_path: Path) -> None:
    plain = read(tmp_path, "a.json", json.dumps([PLAIN | {"priority": "Low", "sprint": "Ibis"}]))
    gitlab = read(tmp_path, "b.json", json.dumps([GITLAB | {"milestone": {"title": "Ibis"}}]))

    assert (plain.priority, plain.sprint, gitlab.sprint) == ("Low", "Ibis", "Ibis")


@pytest.mark.parametrize(
    ("labels", "priority"),
    [
        (("priority::P2",), "P2"),
        (("p1",), "p1"),
        (("Priority: high",), "high"),
        (("prio/very-low",), "very low"),
        (("priority::4-medium",), "medium"),
        (("high-priority",), "high"),
        (("severity::1",), "S1"),
        (("Severity::3 - Trivial", "priority::3"), "P3"),
        (("priority queue", "p12", "Blog: Priority", "non-critical", "Severity::Text"), ""),
        ((), ""),
    ],
)
def test_a_priority_is_a_known_word_or_a_number(labels: tuple[str, ...], priority: str) -> None:
    assert priority_of(labels) == priority


@pytest.mark.parametrize("word", [*labels._WORDS.split("|"), "P1", "S1", "P10"])
def test_what_labels_tell_has_a_place_in_the_order(word: str) -> None:
    assert priority_rank(word) != NO_PRIORITY


@pytest.mark.parametrize(
    ("label", "sprint"),
    [
        ("sprint::14", "Sprint 14"),
        ("Sprint 14", "Sprint 14"),
        ("iteration: Grey Heron", "Grey Heron"),
        ("sprint::2026-S3-0511", "2026-S3-0511"),
        ("sprint::none", ""),
        ("sprint-planning", ""),
        ("sprints", ""),
    ],
)
def test_a_sprint_has_a_scope_or_a_number(label: str, sprint: str) -> None:
    assert sprint_of(("docs", label)) == sprint
