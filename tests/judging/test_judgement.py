"""A judgement holds nothing of its ticket's address, and tells which template lines it met."""

from dataclasses import replace

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.cleaning.templates import Templates
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Judgement, Ticket
from ticketlint.run.selection import resolve

TEXT = "Please fill in all parts of this form.\n\nThe export must be fast, user-friendly, etc."
CONFIG = Config(select=("vague-quality", "open-list"))


def judged(nlp: Language, one: Ticket, *lines: str) -> Judgement:
    templates = Templates(projects=(("", frozenset(lines)),))
    [result] = Linter(resolve(CONFIG), nlp, templates).lint([one])
    return result.judgement


@pytest.mark.parametrize(
    "moved",
    [
        {"key": "PAY-2"},
        {"source": "elsewhere.csv", "line": 99},
        {"url": "https://jira.example.com/browse/PAY-1"},
        {"key": "elsewhere-7", "is_key_made_up": True, "occurrence": 3},
    ],
    ids=" ".join,
)
def test_the_same_content_at_another_address_is_judged_the_same(
    nlp: Language, moved: dict[str, object]
) -> None:
    one = ticket(TEXT)

    assert judged(nlp, one) == judged(nlp, replace(one, **moved))
    assert judged(nlp, one).questions


def test_only_the_lines_of_templates_that_occur_are_told(nlp: Language) -> None:
    one, line, other = ticket(TEXT), "please fill in all parts of this form", "thank you very much"

    without, with_it = judged(nlp, one), judged(nlp, one, line)

    assert without.templates == judged(nlp, one, other).templates == ""
    assert with_it.templates == judged(nlp, one, line, other).templates != ""
    assert judged(nlp, ticket(f"{TEXT}\n\nThank you very much."), line, other).templates not in {
        "",
        with_it.templates,
    }


def test_a_line_beyond_what_is_judged_is_told_too(nlp: Language) -> None:
    long = "The file holds a row.\n\n" * 6_000
    one = ticket(f"{long}{TEXT.partition('.')[0]}.")

    assert judged(nlp, one, "please fill in all parts of this form").templates
