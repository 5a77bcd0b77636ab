"""Candidates are ordered by what likely questions share, the same at every run."""

import numpy as np
import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.asking.candidates import candidates_of
from ticketlint.asking.features import features_in
from ticketlint.asking.ranking import ANSWERS, CLASSES, GROUPS, load_model, rank, ranked_by
from ticketlint.asking.setting import setting_of
from ticketlint.cleaning.outline import outline
from ticketlint.model import AnswerType

TEXT = "The old export of invoices is slow. Show all open invoices and the optional columns."


@pytest.fixture(scope="module")
def doc(nlp: Language) -> TicketDoc:
    [doc] = annotate([outline(ticket(TEXT, title="Improve the invoice list"), {})], nlp)
    return doc


def test_every_candidate_but_silence_is_ranked_once(doc: TicketDoc) -> None:
    candidates = candidates_of(doc)
    ranking = rank(doc)

    assert {id(one.candidate) for one in ranking.ranked} == {id(one) for one in ranking.candidates}
    assert len(ranking.ranked) == len(candidates) - 1
    assert 0 < ranking.nothing < 1


def test_a_ticket_of_which_nothing_could_be_asked_has_an_empty_ranking() -> None:
    assert ranked_by([], np.zeros((0, len(CLASSES)))) == ()


def test_the_same_ticket_is_ranked_the_same(doc: TicketDoc) -> None:
    first, second = (rank(doc) for _ in range(2))

    assert [(one.weight, one.by_answer) for one in first.ranked] == [
        (one.weight, one.by_answer) for one in second.ranked
    ]
    assert [one.weight for one in first.ranked] == sorted(
        (one.weight for one in first.ranked), reverse=True
    )


def test_a_missing_part_wants_its_own_answer(doc: TicketDoc) -> None:
    parts = [one for one in rank(doc).ranked if one.candidate.part]

    assert parts
    assert all([answer for answer, _, _ in one.by_answer] == [one.candidate.part] for one in parts)


def test_where_no_phrase_is_likelier_the_words_of_most_come_first(doc: TicketDoc) -> None:
    candidates = candidates_of(doc)[:-1]
    first = ranked_by(candidates, np.zeros((len(candidates), len(CLASSES))))[0]

    assert "invoice" in first.candidate.words


def test_each_answer_is_in_one_group() -> None:
    assert sorted(answer for group in GROUPS for answer in group) == sorted(AnswerType)
    assert tuple(AnswerType) == ANSWERS


def test_the_features_of_a_candidate_have_short_names_and_small_values(doc: TicketDoc) -> None:
    rows = features_in(setting_of(doc), candidates_of(doc))

    assert all(rows)
    assert all(0 <= value <= 20 for row in rows for value in row.values())
    assert load_model().table.shape[1] == len(CLASSES)
