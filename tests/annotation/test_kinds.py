"""What a ticket is: by its title, its tracker and its text."""

import pytest

from ticketlint.annotation.kinds import KindReading, read_kind
from ticketlint.cleaning.outline import outline
from ticketlint.model import Kind, Ticket


def reading(title: str, type_: str = "", *labels: str) -> KindReading:
    ticket = Ticket("PAY-1", title, type=type_, labels=labels)
    return read_kind(ticket, outline(ticket, {}).sections, "")


@pytest.mark.parametrize(
    ("title", "tracked", "kind"),
    [
        ("Feature request: sort parcels by weight", "Bug", Kind.STORY),
        ("[Feature] Sort parcels by weight", "Defect", Kind.STORY),
        ("Enhancement - sort parcels by weight", "Task", Kind.STORY),
        ("Spike: compare two makers of scales", "Task", Kind.SPIKE),
        ("(spike) compare two makers of scales", "Story", Kind.SPIKE),
        ("RESEARCH: which scales clerks own", "Story", Kind.SPIKE),
        ("[Android] Research: which scales clerks own", "Story", Kind.SPIKE),
        ("Epic: weigh all parcels", "Story", Kind.EPIC),
        ("Bug: parcels weigh nothing", "Feature", Kind.BUG),
        ("iOS: [Bug] parcels weigh nothing", "Task", Kind.BUG),
        ("Chore: remove the old scales", "Story", Kind.TASK),
        ("Aufgabe: alte Waagen entfernen", "Story", Kind.TASK),
    ],
)
def test_what_the_author_names_first_decides_against_the_tracker(
    title: str, tracked: str, kind: Kind
) -> None:
    typed, labelled = reading(title, tracked), reading(title, "", f"type::{tracked}")

    assert typed.kind is labelled.kind is kind
    assert typed.is_told
    assert typed.reason.startswith("title says ")


@pytest.mark.parametrize(
    ("title", "tracked", "kind"),
    [
        pytest.param("Feature flags: hide the scales", "Bug", Kind.BUG, id="a longer word"),
        pytest.param("Show the bug: a picture of scales", "Story", Kind.STORY, id="in a sentence"),
        pytest.param("Spiked: parcels", "Task", Kind.TASK, id="another word"),
        pytest.param("Epic 3: Scales - Story 3.1: weigh", "Story", Kind.STORY, id="its parent"),
        pytest.param("Docs: parcels are never weighed", "Bug", Kind.BUG, id="an area"),
        pytest.param("Error: parcel not found", "Story", Kind.STORY, id="a message"),
        pytest.param("(feature) Tests for the scales", "Task", Kind.TASK, id="of a commit"),
        pytest.param("Feature: weigh all parcels", "Epic", Kind.EPIC, id="an epic"),
        pytest.param("Bug-free scales", "Story", Kind.STORY, id="a compound"),
        pytest.param("Story: weigh a parcel", "User Story", Kind.STORY, id="the same"),
        pytest.param("EP\u0130C: weigh a parcel", "Story", Kind.STORY, id="a dotted capital"),
    ],
)
def test_else_the_tracker_decides(title: str, tracked: str, kind: Kind) -> None:
    told = reading(title, tracked)

    assert (told.kind, told.reason) == (kind, f"type is {tracked}")


@pytest.mark.parametrize(
    "title",
    ["How can I compare the two scales?", "How should I evaluate the makers of scales?"],
)
def test_a_call_for_help_is_no_spike(title: str) -> None:
    told = reading(title)

    assert told.kind is not Kind.SPIKE
    assert told.chances[Kind.SPIKE] == max(told.chances.values())


def test_a_question_about_what_to_build_stays_a_spike() -> None:
    assert reading("How should we compare the makers of scales?").kind is Kind.SPIKE
