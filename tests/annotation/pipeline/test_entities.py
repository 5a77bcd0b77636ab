"""Marks of a ticket line become labelled spans."""

from typing import TYPE_CHECKING

import pytest

from ticketlint.annotation.pipeline.prefixes import leading_marks

if TYPE_CHECKING:
    from spacy.language import Language

MARKED = {
    "key, version and path": (
        "Read /etc/hosts in 1.2.3, see PROJ-9",
        [("/etc/hosts", "PATH"), ("1.2.3", "VERSION"), ("PROJ-9", "KEY")],
    ),
    "number after the word version": (
        "It fails on Android 11 and version 2.3",
        [("11", "VERSION"), ("2.3", "VERSION")],
    ),
    "tag": ("[BUG] Page is empty", [("[BUG]", "TAG")]),
    "component and tag": ("FE: [BUG] Legend is cut", [("FE:", "PREFIX"), ("[BUG]", "TAG")]),
    "scope in brackets": ("(feat): Delete documents", [("(feat):", "PREFIX")]),
    "conventional commit": ("fix(api): drop nulls", [("fix(api):", "PREFIX")]),
    "two words, the first also a verb": (
        "Change Request: Show the rate",
        [("Change Request:", "PREFIX")],
    ),
    "upper-case word": ("BE: Page is empty", [("BE:", "PREFIX")]),
    "breadcrumb": ("Search > Update docs", [("Search >", "PREFIX")]),
    "two words": ("Titanium Studio: window is cut", [("Titanium Studio:", "PREFIX")]),
    "angle brackets": (
        "Expected: <describe here>",
        [("Expected:", "PREFIX"), ("<describe here>", "PLACEHOLDER")],
    ),
    "placeholder in square brackets": (
        "As a [insert role] I log in",
        [("[insert role]", "PLACEHOLDER")],
    ),
}
PLAIN = {
    "instruction before a colon": "Add these fields: name and age",
    "clause before a colon": "When I open it: nothing happens",
    "heading alone": "Steps to reproduce:",
    "time": "10:30 is too late",
    "check box": "[x] done",
    "link": "[text](there) is old",
}


@pytest.mark.parametrize(("text", "expected"), MARKED.values(), ids=MARKED)
def test_mark_is_found(nlp: "Language", text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)

    assert [(span.text, span.label_) for span in doc.spans["ticketlint_entities"]] == expected


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_sentence_is_not_taken_for_a_mark(text: str) -> None:
    assert list(leading_marks(text)) == []


def test_sentence_of_a_title_begins_after_its_marks(nlp: "Language") -> None:
    doc = nlp("iOS: [BUG] The page is empty")

    assert [sentence.text for sentence in doc.sents][-1] == "The page is empty"
