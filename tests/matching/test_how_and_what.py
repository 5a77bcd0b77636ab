"""Rules on what against how ask about whole titles, and never deny what the report says beside."""

from dataclasses import replace

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.cleaning.outline import outline
from ticketlint.matching.checks.how_and_what import (
    HowWithoutWhat,
    Likely,
    how_without_what,
    prescribed,
    unclear_outcome,
)
from ticketlint.matching.signals.telling import tells_of
from ticketlint.model import Extent, Part

ALWAYS = Likely(least=0.0)
DOTTED = "Question about Panel.Frame and the inner text"


def doc_of(nlp: Language, text: str, **facts: str) -> TicketDoc:
    [doc] = annotate([outline(ticket(text, **facts), {})], nlp)
    return doc


def likely(doc: TicketDoc, part: Part, *, absent: float, partial: float) -> TicketDoc:
    presence = doc.presence
    return replace(
        doc,
        presence=replace(
            presence,
            absent={**presence.absent, part: absent},
            partial={**presence.partial, part: partial},
        ),
    )


def test_a_title_with_a_dotted_name_is_found_whole(nlp: Language) -> None:
    [match] = unclear_outcome(doc_of(nlp, "", title=DOTTED), ALWAYS)

    assert match.text == DOTTED
    assert match.facts["act"] == ""


def test_no_sentence_that_prescribes_no_finding_on_another(nlp: Language) -> None:
    assert list(prescribed(doc_of(nlp, "The page is slow.", title="Slow page"), ALWAYS)) == []


def test_a_ticket_that_tells_its_reason_is_not_told_that_it_names_none(nlp: Language) -> None:
    told = "Accountants lose two hours a month, because each invoice is opened by hand."
    doc = doc_of(nlp, told, title="Refactor InvoiceMapper", type="Task")
    reason = likely(doc, Part.WHY, absent=0.1, partial=0.1)

    assert tells_of(reason).why.state is Extent.YES
    assert list(how_without_what(reason, HowWithoutWhat(least=0.0, surely=0.0))) == []


@pytest.mark.parametrize(("partial", "state"), [(0.5, Extent.IN_PART), (0.3, Extent.YES)])
def test_the_report_calls_the_outcome_partial_where_the_rule_does(
    nlp: Language, partial: float, state: Extent
) -> None:
    doc = doc_of(nlp, "Accountants will be able to download all invoices of a month.")
    open_ = likely(doc, Part.WHAT, absent=0.0, partial=partial)

    assert tells_of(open_).what.state is state
    assert bool(list(unclear_outcome(open_, Likely(least=0.44)))) is (state is Extent.IN_PART)


def test_an_outcome_that_is_told_is_not_asked_for_again(nlp: Language) -> None:
    text = "Refactor the class InvoiceMapper and add a column to the invoice table."
    doc = likely(doc_of(nlp, text, title="Store invoices"), Part.WHAT, absent=0.0, partial=0.0)
    [match] = prescribed(replace(doc, presence=replace(doc.presence, how=1.0)), ALWAYS)

    assert match.facts["act"] == ""
