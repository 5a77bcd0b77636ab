"""What a ticket is about, by its title, so that questions can name it."""

import pytest
from spacy.language import Language

from ticketlint.annotation.topics import Topic, topic_of
from ticketlint.cleaning.outline import outline
from ticketlint.model import Ticket


def topic(nlp: Language, title: str) -> Topic:
    passages = outline(Ticket("PAY-1", title), {}).passages
    return topic_of(passages, [nlp(passage.text) for passage in passages])


@pytest.mark.parametrize(
    ("title", "named"),
    [
        pytest.param("Update the report page", "report page", id="what the verb acts on"),
        pytest.param("[iOS] FE: Update the report page", "report page", id="behind prefixes"),
        pytest.param("Add support for dark themes", "dark themes", id="behind a stand-in"),
        pytest.param("Video gallery", "Video gallery", id="no verb"),
        pytest.param("Add re-index resume", "re-index resume", id="over a hyphen"),
        pytest.param("Help the users", "", id="people"),
        pytest.param("???", "", id="no word"),
        pytest.param("", "", id="empty"),
    ],
)
def test_the_object_is_the_thing_that_the_title_acts_on(
    nlp: Language, title: str, named: str
) -> None:
    assert topic(nlp, title).object == named


@pytest.mark.parametrize(
    ("title", "named"),
    [
        pytest.param("Update the report options", "report options", id="a plural"),
        pytest.param("For all groups show report options", "report options", id="acted on first"),
        pytest.param("Update three report options", "", id="counted"),
        pytest.param("Update the options (format, month)", "", id="listed in brackets"),
        pytest.param("Show the export to users", "", id="people"),
        pytest.param("Keep the export for two days", "", id="a span of time"),
        pytest.param("Update the report page", "", id="one thing"),
    ],
)
def test_things_are_named_by_a_plural_that_leaves_open_which(
    nlp: Language, title: str, named: str
) -> None:
    assert topic(nlp, title).things == named
