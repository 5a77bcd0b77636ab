"""Which comments ask for information."""

import json

import pytest

from ticketlint.backtest.asking import asks
from ticketlint.model import Markup

ASKING = [
    "Can you attach the full log?",
    "Please provide a test case that shows the problem.",
    "Which version are you using?",
    "Could you explain your use case?",
    "We need more information about the devices.",
    "There are not enough details here.",
    "Hello, did you try the latest build?",
    "Does it happen on Android 7?",
    "What gets logged, at what levels?",
    "It is not clear what should happen with old invoices.",
    "Any logs?",
]
NOT_ASKING = [
    "Merged.",
    "Can you review this pull request?",
    "PR: https://example.com/?what=are-you",
    "Closing, as no more information was provided.",
    "What do you think?",
    "How about next week?",
    "This is what you get when the cache is full.",
    "{quote}Which version are you using?{quote}\nVersion 3.",
    "{code}\nwhich version are you using?\n{code}",
    "",
    "?" * 5000,
]


@pytest.mark.parametrize("text", ASKING)
def test_a_comment_that_asks_is_known(text: str) -> None:
    assert asks(text, Markup.JIRA)


@pytest.mark.parametrize("text", NOT_ASKING)
def test_a_comment_that_does_not_ask_is_not_taken_for_one(text: str) -> None:
    assert not asks(text, Markup.JIRA)


def test_the_question_is_found_in_markdown_and_adf_and_not_in_what_is_quoted() -> None:
    assert asks("**Hi**, which *version* are you using?", Markup.MARKDOWN)
    assert not asks("> which version are you using?\n\nversion 3", Markup.MARKDOWN)
    words = [{"type": "text", "text": "Which version are you using?"}]
    told = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": words}]}
    assert asks(json.dumps(told), Markup.ADF)
