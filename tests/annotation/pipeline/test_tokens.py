"""Words of software stay in one piece."""

from typing import TYPE_CHECKING

import pytest

from ticketlint.annotation.pipeline.shapes import shape_of

if TYPE_CHECKING:
    from spacy.language import Language

WHOLE = {
    "issue key": ("PROJ-123", "KEY"),
    "issue number": ("#1234", "KEY"),
    "issue of another project": ("group/project#12", "KEY"),
    "version": ("1.2.3", "VERSION"),
    "version with a letter": ("v2.0.0.GA", "VERSION"),
    "version with a wildcard": ("8.0.x", "VERSION"),
    "release candidate": ("3.1-RC2", "VERSION"),
    "absolute path": ("/etc/hosts", "PATH"),
    "relative path": ("src/a/b.py", "PATH"),
    "Windows path": ("C:\\x", "PATH"),
    "file": ("package-lock.json", "PATH"),
    "place in a file": ("src/app.ts:12:3", "PATH"),
    "URL": ("https://example.com/a_b?c=1#d", "URL"),
    "mail address": ("name@example.com", "URL"),
    "CamelCase": ("FrameworkInfo", "IDENTIFIER"),
    "camelCase": ("hintText", "IDENTIFIER"),
    "acronym and CamelCase": ("HTTPServer", "IDENTIFIER"),
    "snake_case": ("zuora_account_id", "IDENTIFIER"),
    "dotted call": ("a.b.c()", "IDENTIFIER"),
    "dotted name": ("Ti.UI.View", "IDENTIFIER"),
    "package of a scope": ("@scope/date-pickers", "IDENTIFIER"),
    "flag": ("--device-id", "IDENTIFIER"),
    "error number": ("E-4012", "ERROR_CODE"),
    "database error": ("ORA-00942", "ERROR_CODE"),
    "hexadecimal error": ("0x80070057", "ERROR_CODE"),
    "mention": ("@some.one", "MENTION"),
    "placeholder in braces": ("{{name}}", "PLACEHOLDER"),
    "question marks": ("???", "PLACEHOLDER"),
    "to be done": ("TBD", "PLACEHOLDER"),
}
ORDINARY = [
    "word",
    "Word",
    "WORD",
    "don't",
    "e.g.",
    "U.S.",
    "UTF-8",
    "SHA-256",
    "iOS",
    "GitHub",
    "and/or",
    "12.05.2004",
    "3.5",
    "IDs",
    "A-1-B",
]


@pytest.mark.parametrize(("word", "label"), WHOLE.values(), ids=WHOLE)
def test_word_of_software_is_one_token_even_in_brackets_and_before_a_stop(
    nlp: "Language", word: str, label: str
) -> None:
    doc = nlp.make_doc(f"See ({word}), or {word}.")

    assert [token.text for token in doc].count(word) == 2
    assert shape_of(word) == label


@pytest.mark.parametrize("word", ORDINARY)
def test_ordinary_word_has_no_shape(word: str) -> None:
    assert shape_of(word) == ""


def test_contractions_are_still_cut(nlp: "Language") -> None:
    assert [token.text for token in nlp.make_doc("It doesn't work.")] == [
        "It",
        "does",
        "n't",
        "work",
        ".",
    ]


def test_missing_space_after_a_stop_is_not_taken_for_a_name(nlp: "Language") -> None:
    assert [token.text for token in nlp.make_doc("It is done.The end")] == [
        "It",
        "is",
        "done",
        ".",
        "The",
        "end",
    ]
