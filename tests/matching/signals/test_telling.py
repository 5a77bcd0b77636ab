"""A ticket tells why, what and how; a state never denies the sentences that are listed with it."""

from dataclasses import replace

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.cleaning.outline import outline
from ticketlint.matching.signals.telling import tells_of
from ticketlint.model import Extent, Markup, Role, Telling, Tells

REASON = "Accountants lose two hours a month, because each invoice is opened by hand."
OUTCOME = "Accountants will be able to download all invoices of a month as one file."
METHOD = "Refactor the class InvoiceMapper and add a column to the invoice table."
CHATTER = "Thanks for reading this."


def doc_of(nlp: Language, text: str, **facts: str) -> TicketDoc:
    [doc] = annotate([outline(ticket(text, **facts), {})], nlp)
    return doc


def tells(nlp: Language, text: str, **facts: str) -> Tells:
    return tells_of(doc_of(nlp, text, **facts))


def words(told: Telling) -> list[str]:
    return [one.text for one in told.sentences]


def test_each_sentence_is_listed_under_what_it_tells(nlp: Language) -> None:
    told = tells(nlp, f"{REASON}\n\n{OUTCOME}\n\n{METHOD}", title="Download of invoices")

    assert REASON in words(told.why)
    assert OUTCOME in words(told.what)
    assert words(told.how) == [METHOD]
    assert [told.why.state, told.what.state, told.how.state] == [Extent.YES] * 3


def test_a_reason_inside_a_wish_is_listed_from_its_first_word_on(nlp: Language) -> None:
    told = tells(nlp, "As an accountant I want one file so that I save two hours a month.")

    assert words(told.why) == ["so that I save two hours a month."]
    assert told.why.state is not Extent.NO


def test_a_bare_instruction_gives_no_reason(nlp: Language) -> None:
    told = tells(nlp, "", title="Refactor InvoiceMapper", type="Task")

    assert (told.why.state, told.why.sentences) == (Extent.NO, ())
    assert words(told.how) == ["Refactor InvoiceMapper"]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        (f"h2. Why\n\n{REASON} *{OUTCOME}*\n\n* {METHOD}", Markup.JIRA),
        (f"<p>{REASON}</p><ul><li><b>{OUTCOME}</b></li><li>{METHOD}</li></ul>", Markup.HTML),
        (f"## Why\r\n\r\n{REASON}\r\n\r\n- **{OUTCOME}**\r\n- {METHOD}\r\n", Markup.MARKDOWN),
    ],
    ids=["jira", "html", "markdown"],
)
def test_a_sentence_stands_where_its_offsets_say(nlp: Language, text: str, markup: Markup) -> None:
    doc = doc_of(nlp, text, markup=markup)
    told = tells_of(doc)
    listed = [one for part in (told.why, told.what, told.how) for one in part.sentences]

    assert listed
    for one in listed:
        assert doc.bodies[one.field].text[one.start : one.end] == one.text.strip() != ""


@pytest.mark.parametrize("chance", [0.0, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("confidence", [0.2, 0.6, 0.99])
@pytest.mark.parametrize("role", list(Role))
def test_no_state_denies_its_sentences_whatever_the_chances(
    nlp: Language, role: Role, confidence: float, chance: float
) -> None:
    doc = doc_of(nlp, f"{CHATTER} So that it works.")
    absent = dict.fromkeys(doc.presence.absent, chance)
    odd = replace(
        doc,
        presence=replace(doc.presence, absent=absent, how=chance),
        sentences=tuple(replace(s, role=role, confidence=confidence) for s in doc.sentences),
    )

    for told in (tells_of(odd).why, tells_of(odd).what, tells_of(odd).how):
        assert told.count >= len(told.sentences)
        if told.state is Extent.NO:
            assert told.count == 0
        if told.state is Extent.YES:
            assert told.sentences


def test_the_likeliest_sentence_is_listed_where_only_the_whole_prescribes(nlp: Language) -> None:
    doc = doc_of(nlp, f"{OUTCOME} {METHOD}")
    unsure = tuple(replace(one, role=Role.WHAT) for one in doc.sentences)
    told = tells_of(replace(doc, presence=replace(doc.presence, how=0.9), sentences=unsure))

    assert words(told.how) == [METHOD]
    assert told.how.state is Extent.YES


def test_text_of_a_template_tells_nothing(nlp: Language) -> None:
    form = "<!-- Say why you want this -->\n\n(Summarize the bug encountered concisely)"
    told = tells(nlp, form, title="Invoices", type="Task")

    assert all("concisely" not in one.text for one in (*told.why.sentences, *told.what.sentences))


def test_a_long_ticket_lists_the_first_sentences_and_counts_all(nlp: Language) -> None:
    told = tells(nlp, "\n\n".join(f"{METHOD} Part {n}." for n in range(30)), type="Task")

    assert len(told.how.sentences) == 20
    assert told.how.count >= 30
