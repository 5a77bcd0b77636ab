"""A pronoun is unclear where two things fit it equally well."""

from pathlib import Path

import pytest
from spacy.language import Language

from ticketlint.matching.signals.antecedents import unclear_pronouns

pronouns = pytest.importorskip("training.measuring.pronouns", reason="needs the training code")


def found(nlp: Language, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.pronoun.text, one.candidates) for one in unclear_pronouns(nlp(text))]


@pytest.mark.parametrize(
    ("text", "pronoun", "candidates"),
    [
        ("When the order reaches the queue, it is locked.", "it", ("order", "queue")),
        ("Add a toolbar and a menu. It should be red.", "It", ("toolbar", "menu")),
        ("The manager must tell the clerk when he is late.", "he", ("manager", "clerk")),
        (
            "The import must move from one folder to another.",
            "another",
            ("any other folder", "one certain folder"),
        ),
        ("The cache must hold the old page until it opens.", "it", ("cache", "old page")),
    ],
)
def test_two_things_that_fit_are_both_named(
    nlp: Language, text: str, pronoun: str, candidates: tuple[str, ...]
) -> None:
    assert found(nlp, text) == [(pronoun, candidates)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "It must be possible to move the order to the queue.", id="stands for nothing"
        ),
        pytest.param("If the import stops in the queue, it starts again.", id="subject goes on"),
        pytest.param("The page shows a list. It is sorted by date.", id="subject of before"),
        pytest.param("The orders reach the queue before it is full.", id="one fits in number"),
        pytest.param("The server tells the user that it is full.", id="a person is no it"),
        pytest.param("Users see the invoices that they own.", id="people own things"),
        pytest.param("Add tests and examples, and make sure that they run.", id="both of them"),
        pytest.param("The server opens the file and prints it.", id="a subject is no object"),
        pytest.param("Rows keep the order when the table loses its header.", id="owner is told"),
        pytest.param("The job fills the table. This takes an hour.", id="this sums up"),
        pytest.param("The job sends a mail to another office.", id="another with its noun"),
        pytest.param("Add a link to the list on its own line.", id="own"),
        pytest.param("Delete the folder of the export and its files.", id="joined to its owner"),
        pytest.param("The export reads a file, and a job sends it.", id="far apart, no promise"),
        pytest.param("Run the jobs one after another.", id="in turn"),
    ],
)
def test_a_pronoun_that_grammar_or_sense_decides_is_clear(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


def test_a_pronoun_is_asked_about_once_in_a_sentence(nlp: Language) -> None:
    text = "When the order reaches the queue, it is locked before it is sent."

    assert len(found(nlp, text)) == 1


def test_pronouns_of_judged_requirements_reach_their_goal(nlp: Language, shared: Path) -> None:
    requirements = pronouns.read_requirements(shared / pronouns.CORPUS)

    counts = pronouns.score_pronouns(nlp, requirements)

    assert counts.precision >= pronouns.LEAST_PRECISION
    assert counts.recall >= pronouns.LEAST_RECALL
