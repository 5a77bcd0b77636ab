"""What an author leaves open is found, and what only looks like it is not."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.annotation.document import TicketDoc, annotate
from ticketlint.asking.candidates import candidates_of
from ticketlint.cleaning.outline import outline
from ticketlint.rules.questions import Opening

Read = Callable[[str, str], TicketDoc]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def _read(title: str, text: str) -> TicketDoc:
        [doc] = annotate([outline(ticket(text, title=title, type="Story"), {})], nlp)
        return doc

    return _read


def left_open(doc: TicketDoc) -> set[tuple[Opening, str]]:
    phrases = (one.phrase for one in candidates_of(doc) if one.phrase)
    return {(one.opening, one.text) for one in phrases if one.opening}


@pytest.mark.parametrize(
    ("title", "text", "opening", "words"),
    [
        ("We can archive or delete old drafts", "", "either", "archive or delete old drafts"),
        ("Export", "Should the export hold drafts too?", "asked", "Should the export hold drafts"),
        ("Layout", "Maybe as a sidebar beside it.", "unsure", "as a sidebar beside it"),
        ("Print", "We need sums, taxes, etc. on it.", "more", "sums, taxes"),
        ("Print", "The limit is TBD.", "later", "TBD"),
        ("Print", "On an error it should either stop or wait.", "either", "stop or wait"),
        ("Print", "We should consider printing on both sides.", "unsure", "printing on both"),
        ("Print it as discussed", "", "elsewhere", "as discussed"),
        ("Should we be printing drafts", "", "asked", "Should we be printing drafts"),
        ("Print", "Whether drafts are printed is to be decided.", "later", "to be decided"),
        ("Print", "Paper and ink. Sketches to come.", "later", "Sketches to come"),
        ("Print", "It is not clear if we print drafts, too.", "later", "is not clear if we"),
        ("Print", "It is unclear which paper we take.", "later", "unclear which paper we take"),
        ("Totals sometimes disappear", "", "at times", "sometimes disappear"),
        ("The total does not always appear", "", "at times", "does not always appear"),
        ("Print other formats such as A5", "", "examples", "other formats"),
        ("Print", "We need a new paper size, e.g. A5.", "example", "new paper size"),
        ("Print", "WDYT of a sidebar beside it?", "unsure", "a sidebar beside it"),
        ("Print", "What about printing on both sides?", "unsure", "printing on both sides"),
        ("Print", "Print all sums in the list (sorted by day?).", "unsure", "sorted by day"),
        ("Print", "Use a second printer. Thoughts?", "unsure", "Use a second printer"),
        ("Print", "The print could go in two other directions.", "later", "two other"),
        ("Print", "We could go two ways: a list or a tree.", "later", "two ways"),
        ("Print", "Do we need the old forms?", "asked", "Do we need the old forms"),
        ("Print", "Open question: is there a second printer", "asked", "is there a second"),
        ("Print", "We could keep the old forms.", "unsure", "keep the old forms"),
        ("Print", "I wasn't sure if ink lasts.", "later", "wasn't sure if ink lasts"),
        ("Print", "We aren't certain who prints it.", "later", "aren't certain who prints it"),
        ("Print", "It hasn’t been decided who pays.", "later", "hasn’t been decided who pays"),
        ("Print", "It is not yet clear who pays.", "later", "is not yet clear who pays"),
        ("Print", "I’m not sure who pays.", "later", "I’m not sure who pays"),
        ("Print", "## Ink\n(Should we buy more?)", "unsure", "Should we buy more"),
        ("Print", "- **Ink** (should we buy more?) of the shop", "unsure", "should we buy more"),
    ],
    ids=[
        *("two ways", "a question", "a doubt", "a list without end", "put off"),
        *("either", "to be considered", "said elsewhere"),
        *("a question as a title", "to be decided", "to come", "not clear", "unclear"),
        *("at times", "not always", "examples", "an example"),
        *("an opinion of", "what about", "in brackets", "thoughts", "other ways", "two ways"),
        *("a question of the team", "an open question", "an offer"),
        *("a contraction", "not certain", "a denial before a participle", "not yet clear"),
        "a verb within a word",
        *("below a heading without an answer", "in brackets with words behind"),
    ],
)
def test_what_is_left_open_is_a_candidate(
    read: Read, title: str, text: str, opening: str, words: str
) -> None:
    found = left_open(read(title, text))

    assert any(kind == opening and told.startswith(words) for kind, told in found), found


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Export", "Should the export hold drafts? Yes, all of them."),
        ("Export", "Can anyone please have a look?"),
        ("Export", "Do not archive or delete drafts."),
        ("Export to disk or cloud", ""),
        ("Export", "Maybe there is a reason why it is not done."),
        ("Export", "Maybe a d3-based drawing."),
        ("Export", "The name needs to be confirmed by its owner."),
        ("Export", "I am not sure if this is a bug."),
        ("Export", "The button is not clear."),
        ("Export", "Can we do something to fix this?"),
        ("Export", "Do we need drafts? * Yes, all."),
        ("Export", "It works now (right?)."),
        ("Export", "We could not find the drafts."),
        ("Export", "If we could print it, all would be fine."),
        ("Show how often drafts are exported", ""),
        ("Export", "Show either the ledger or the drafts of a clerk."),
        ("Export", "**Which drafts should the export hold?**\n\nAll of them."),
        ("Export", "Is there a better way we should export drafts?"),
        ("Export", "Can we add the drafts to the export? Clerks look for them."),
        ("Export", "Should drafts be held?: `No`"),
        ("Export", "How many drafts do we need? Is there a limit? A: No"),
        ("Export", "There is a stain which should go?"),
        ("Export", "## Ink\n(Which ink do we need? Who buys it?)\nBlack ink."),
        ("Export", "## Ink\n_Do we need more ink?_\nBlack ink."),
        ("Export", "**Ink** (should we buy more?)\nOnly black ink."),
    ],
    ids=[
        *("answered", "polite", "ruled out", "two things in a title", "a fact", "a cut name"),
        *("a need", "a modest reporter", "what is hard to see", "a call for help"),
        *("answered in an item", "polite in brackets", "a denial", "a condition"),
        *("how often", "a set of two", "a prompt in bold letters", "a question for help"),
        *("a request", "answered behind a colon", "answered after two questions"),
        "a doubtful statement",
        *("a form's in brackets", "a form's in italics", "a form's behind its heading"),
    ],
)
def test_what_is_not_left_open_is_no_candidate(read: Read, title: str, text: str) -> None:
    assert not left_open(read(title, text))
