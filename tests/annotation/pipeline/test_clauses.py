"""Instructions, passives and actors are found in ticket lines."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

INSTRUCTIONS = {
    "plain": ("Create a settings page for admins", "Create"),
    "lower case": ("remove the old login page", "remove"),
    "title case": ("Add Button To Start Page", "Add"),
    "after a component": ("iOS: Add a splash screen", "Add"),
    "after a tag": ("[BUG] Remove the second menu", "Remove"),
    "after a scope": ("(feat): Delete unused documents", "Delete"),
    "negated": ("Don't delete the cache of the user", "delete"),
    "please": ("Please send the mail again", "send"),
    "noun that is also a verb": ("Export the list to a file", "Export"),
    "after a condition": ("When the server is back, resume the transfer.", "resume"),
}
STATEMENTS = {
    "finite": "The page shows an empty list",
    "noun that is also a verb": "Build results are not shown in all views",
    "label of a button": "Add button is missing on the start page",
    "export fails": "Export fails when the file is empty",
    "story": "As a user, I want to reset my password",
    "noun phrase": "Problems with the login page",
    "modal": "The button should open a dialog",
}
PASSIVES = {
    "plain": ("The report is written every night", [("is written", "NO_AGENT")]),
    "agent": ("The report is written by the scheduler", [("is written", "AGENT")]),
    "modal": ("Results should be marked in all views", [("should be marked", "NO_AGENT")]),
    "negated": ("The file cannot be opened", [("can not be opened", "NO_AGENT")]),
    "title without helper": ("Plugins not ordered on status page", [("ordered", "NO_AGENT")]),
    "as documented": ("Support the flag as documented", [("documented", "NO_AGENT")]),
    "active": ("The scheduler writes the report", []),
    "perfect": ("The scheduler has written the report", []),
    "name in code": ("Use stream.closed in the reader", []),
    "set phrase": ("The page works as expected", []),
}
ACTORS = {
    "subject": ("The build server deletes old files", [("build server", "SUBJECT")]),
    "agent": ("Old files are deleted by the server", [("server", "AGENT")]),
    "passive without agent": ("Old files are deleted", []),
    "instruction": ("Delete the old files", []),
}


def found(nlp: "Language", text: str, name: str) -> list[tuple[str, str]]:
    """Return the text and label of each span of one kind."""
    doc = nlp(text)
    spans = doc.spans[f"ticketlint_{name}"]
    return [(" ".join(token.text for token in span), span.label_) for span in spans]


@pytest.mark.parametrize(("text", "verb"), INSTRUCTIONS.values(), ids=INSTRUCTIONS)
def test_verb_of_an_instruction_is_found(nlp: "Language", text: str, verb: str) -> None:
    assert found(nlp, text, "imperatives") == [(verb, "IMPERATIVE")]


@pytest.mark.parametrize("text", STATEMENTS.values(), ids=STATEMENTS)
def test_statement_is_no_instruction(nlp: "Language", text: str) -> None:
    assert found(nlp, text, "imperatives") == []


@pytest.mark.parametrize(("text", "expected"), PASSIVES.values(), ids=PASSIVES)
def test_passive_is_found_with_its_helpers(
    nlp: "Language", text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(nlp, text, "passives") == expected


@pytest.mark.parametrize(("text", "expected"), ACTORS.values(), ids=ACTORS)
def test_actor_is_found(nlp: "Language", text: str, expected: list[tuple[str, str]]) -> None:
    assert found(nlp, text, "actors") == expected
