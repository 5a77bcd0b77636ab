"""What a ticket is asked first, of whom, and in which words its level is told."""

from dataclasses import replace

import pytest

from tests.reporters.made import finding
from tests.reporters.review.tickets import OPEN, PLAIN, WHICH, asked, asking, lacking, ticket
from ticketlint.model import (
    Address,
    AnswerType,
    Extent,
    Kind,
    Loss,
    Maturity,
    Question,
    Score,
    Severity,
    Standing,
    Telling,
    Tells,
    TicketResult,
    Words,
)
from ticketlint.reporters.review.asked import asked_of, is_own
from ticketlint.reporters.review.card import Card
from ticketlint.reporters.review.levels import (
    MAIN_PARTS,
    main_parts,
    request,
    wanted_of,
    why_apart,
)
from ticketlint.reporters.review.marking import marks_of
from ticketlint.reporters.review.naming import asked_place, words_named
from ticketlint.reporters.review.parties import Party, party_of


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(asked(AnswerType.WHICH, about=""), id="a-part-is-missing"),
        pytest.param(asked(AnswerType.DONE, about="Order", text="How is it checked?"), id="any"),
    ],
)
def test_what_any_ticket_could_be_asked_is_not_about_its_words(question: Question) -> None:
    assert not is_own(question)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(WHICH, id="its-words-are-named"),
        pytest.param(asked(AnswerType.DONE, about="", text='When is "it" done?'), id="quoted"),
        pytest.param(replace(PLAIN, end=4, rule="vague-title"), id="a-rule-found-them"),
        pytest.param(replace(OPEN, text="Which of them is it?"), id="left-open"),
    ],
)
def test_a_question_with_words_of_its_ticket_is_its_own(question: Question) -> None:
    assert is_own(question)


@pytest.mark.parametrize(
    ("first", "left"),
    [
        pytest.param(asked(AnswerType.SCOPE), 1, id="the-same-answer-about-its-words"),
        pytest.param(asked(AnswerType.WHICH), 2, id="another-answer"),
        pytest.param(replace(PLAIN, text="What else?"), 2, id="both-are-plain"),
    ],
)
def test_a_plain_question_is_left_out_beside_one_about_the_words(
    first: Question, left: int
) -> None:
    questions = asked_of(ticket("A", first, PLAIN))
    assert [one.question for one in questions] == [first, PLAIN][:left]


@pytest.mark.parametrize(
    ("about", "left"),
    [
        pytest.param("", 1, id="the-whole-ticket"),
        pytest.param("basket", 2, id="words-of-it"),
    ],
)
def test_how_one_checks_it_is_asked_once(about: str, left: int) -> None:
    passing = asked(AnswerType.SCOPE, text="What has to stay as it is, and how is that checked?")
    done = asked(AnswerType.DONE, about=about, text="How would one check that it is done?")
    assert len(asked_of(ticket("A", passing, done))) == left


def test_what_its_author_asks_comes_first_and_is_not_asked_again() -> None:
    echo = replace(OPEN, start=23, end=35, text='What is the answer to "a switch"?')
    first, second = asked_of(asking("A", WHICH, echo))
    assert (first.text, first.number) == ("The author asks: Is it a switch?", 2)
    assert second.question == WHICH


def test_what_its_author_asks_is_marked_and_leads_to_its_question() -> None:
    [mark] = marks_of(asking("A"), 7)
    assert (mark.start, mark.end, mark.anchor) == (20, 35, "q7-0")


@pytest.mark.parametrize(
    ("text", "is_needed"),
    [
        pytest.param("What is bad, and how would one see that it is better?", True, id="see"),
        pytest.param("What must go on, and how is that checked?", True, id="check"),
        pytest.param("How does one reach it?", False, id="something-else"),
    ],
)
def test_a_question_that_also_asks_how_one_sees_it_asks_for_that(
    text: str, is_needed: bool
) -> None:
    one = ticket("A", asked(AnswerType.SCOPE, text=text))
    one = replace(one, judgement=replace(one.judgement, **lacking("done")))
    assert asked_of(one)[0].is_needed == is_needed


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("expected", AnswerType.EXPECTED),
        ("steps", AnswerType.STEPS),
        ("environment", AnswerType.ENVIRONMENT),
        ("outcome", AnswerType.DONE),
        ("reason", AnswerType.WHY),
        ("questions", AnswerType.CHOICE),
    ],
)
def test_a_question_asks_for_the_part_that_is_missing(fact: str, answer: AnswerType) -> None:
    one = ticket("A", asked(AnswerType.VALUE), asked(answer))
    one = replace(one, judgement=replace(one.judgement, **lacking(fact, "title")))
    assert [each.is_needed for each in asked_of(one)] == [True, False]
    assert asked_of(one)[0].question.type is answer


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        pytest.param(("done",), "Please add done.", id="a-part"),
        pytest.param(("reason", "done"), "Please add reason, and add done.", id="two-parts"),
        pytest.param(("exact", "done", "clear"), "Please tell more: add exact.", id="points"),
    ],
)
def test_an_author_is_told_in_a_sentence_what_the_next_level_needs(
    facts: tuple[str, ...], told: str
) -> None:
    one = ticket("A")
    assert request(replace(one, judgement=replace(one.judgement, **lacking(*facts)))) == told


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("it says why this is wanted", "Please say why this is wanted."),
        ("it names the version", "Please name the version."),
        (
            "one can tell from it when this is done",
            "Please say how one can tell when this is done.",
        ),
        (
            "a description says more than the title",
            "Please add a description that says more than the title.",
        ),
        ("somebody of ours has read it", "Please change it so that somebody of ours has read it."),
    ],
)
def test_what_a_card_wants_is_told_as_what_an_author_does(wanted: str, told: str) -> None:
    one = ticket("A")
    standing = Standing(Maturity.REFINED, (wanted,))
    assert request(replace(one, judgement=replace(one.judgement, standing=standing))) == told


def test_the_main_parts_that_are_told_are_those_of_the_kinds_that_are_there() -> None:
    assert main_parts({}) == ""
    assert main_parts({"task": 1, "story": 2}) == (
        "The main parts: of a story or a task what shall be different, and how one can tell when"
        " it is done."
    )
    assert main_parts({"bug": 1}) == (
        "The main parts: of a bug what happens, what should happen instead (told, or plain from the"
        " fault: what crashes shall not), and how to see it."
    )
    assert set(MAIN_PARTS) == set(Kind)


def test_what_the_next_level_needs_is_first_among_what_brings_points() -> None:
    lost = (Loss("clear", 9, "it has clear"), Loss("done", 4, "it has done"))
    one = ticket("A")
    standing = Standing(Maturity.REFINED, ("it has done",))
    score = Score(50, "D", lost)
    one = replace(one, judgement=replace(one.judgement, score=score, standing=standing))
    assert [loss.fact for loss in Card(0, one, 100).lost] == ["done", "clear"]


def test_a_ticket_that_is_a_title_alone_is_asked_for_a_description() -> None:
    alone = (finding("empty-description", Severity.NOTE, message="It has no description."),)
    parts = lacking("clear", "exact", "done")
    one = ticket("A")
    one = replace(one, judgement=replace(one.judgement, findings=alone, **parts))
    assert request(one) == "Please add a description."
    told = [wanted_of(loss, one) for loss in one.score.lost]
    assert told == ["it has a description", "it has exact", "it has done"]
    judged = replace(one, judgement=replace(one.judgement, findings=()))
    assert wanted_of(one.score.lost[0], judged) == "it has clear"


def test_a_title_alone_is_asked_about_its_words_and_not_what_any_ticket_could_be() -> None:
    alone = (finding("empty-description", Severity.NOTE, message="It has no description."),)
    one = ticket("A", WHICH, PLAIN, replace(PLAIN, text="What else?"))
    one = replace(one, judgement=replace(one.judgement, findings=alone))
    assert [asked.question for asked in asked_of(one)] == [WHICH]


def test_an_error_that_keeps_a_ticket_from_being_ready_is_named() -> None:
    held = replace(
        ticket("A").judgement,
        standing=Standing(Maturity.REFINED, ("no error is left",)),
        findings=(finding("empty-title", Severity.ERROR, message="It has no title."),),
    )
    told = "Please mend what is wrong: It has no title."
    assert request(TicketResult(Address("A"), held)) == told


@pytest.mark.parametrize(
    ("level", "score", "is_told"),
    [
        (Maturity.DRAFT, 82, True),
        (Maturity.DRAFT, 59, False),
        (Maturity.REFINED, 76, True),
        (Maturity.READY, 61, True),
        (Maturity.READY, 90, False),
    ],
)
def test_a_reader_is_told_why_level_and_score_differ(
    level: Maturity, score: float, is_told: bool
) -> None:
    assert bool(why_apart(ticket("A", level=level, score=score))) == is_told


@pytest.mark.parametrize(
    ("about", "text", "named"),
    [
        pytest.param("basket", "Which basket?", "basket", id="in-the-words-of-the-question"),
        pytest.param("Sorting buttons", 'Which "buttons"?', "buttons", id="a-part-is-quoted"),
        pytest.param(
            "shows the [data page|x]", 'What is "the data page"?', "the data page", id="in-markup"
        ),
        pytest.param("ex.", "One could expect. What else?", "", id="inside-of-a-word"),
        pytest.param("etc.", 'What else is meant by "etc." here?', "etc.", id="ends-with-a-sign"),
        pytest.param("index", 'What is "ex"?', "", id="a-quote-inside-of-a-word"),
        pytest.param("Order", "How can one check that it is done?", "", id="put-to-any-word"),
        pytest.param("", 'What is "it"?', "", id="what-is-missing"),
    ],
)
def test_a_question_is_about_the_words_that_it_names(about: str, text: str, named: str) -> None:
    question = asked(AnswerType.WHICH, about, text)
    start = about.find(named)
    place = (start, start + len(named)) if start >= 0 else (0, len(about))
    assert words_named(question) == named
    assert asked_place(question) == (place if named else None)


def test_a_rule_that_asks_is_shown_where_it_found_something() -> None:
    question = Question("What is it for?", AnswerType.WHY, "Order", "title", 4, 9, "vague-title")
    assert asked_place(question) == (4, 9)


def told_how(start: int, end: int) -> Tells:
    none = Telling(Extent.NO, 0.1, 0)
    words = (Words("description", start, end, "It goes through a socket."),)
    return Tells(none, none, Telling(Extent.YES, 0.9, 1, words))


@pytest.mark.parametrize(
    ("type_", "kind", "about", "party"),
    [
        (AnswerType.WHY, Kind.STORY, "", Party.PRODUCT),
        (AnswerType.SCOPE, Kind.STORY, "API", Party.PRODUCT),
        (AnswerType.CHOICE, Kind.TASK, "the button or the API", Party.PRODUCT),
        (AnswerType.CHOICE, Kind.TASK, "maybe ** should be added to the call", Party.ENGINEERING),
        (AnswerType.CHOICE, Kind.STORY, "Store intentUrl for later", Party.ENGINEERING),
        (AnswerType.CHOICE, Kind.STORY, "Open it on iOS or an iPad", Party.PRODUCT),
        (AnswerType.CHOICE, Kind.BUG, "Did we change something", Party.ENGINEERING),
        (AnswerType.MEANING, Kind.STORY, "visual hint", Party.DESIGN),
        (AnswerType.BEHAVIOUR, Kind.STORY, "export", Party.PRODUCT),
        (AnswerType.BEHAVIOUR, Kind.STORY, "Export button", Party.DESIGN),
        (AnswerType.VALUE, Kind.STORY, "background colour", Party.DESIGN),
        (AnswerType.VALUE, Kind.STORY, "fast", Party.PRODUCT),
        (AnswerType.VALUE, Kind.STORY, "request timeout", Party.ENGINEERING),
        (AnswerType.EDGE, Kind.STORY, "retry of the queue", Party.ENGINEERING),
        (AnswerType.WHICH, Kind.TASK, "user_id", Party.ENGINEERING),
        (AnswerType.WHICH, Kind.TASK, "lists", Party.PRODUCT),
        (AnswerType.MEANING, Kind.STORY, "Premium customers", Party.PRODUCT),
        (AnswerType.METHOD, Kind.TASK, "", Party.ENGINEERING),
        (AnswerType.ENVIRONMENT, Kind.TASK, "", Party.ENGINEERING),
        (AnswerType.ENVIRONMENT, Kind.BUG, "", Party.CUSTOMER),
        (AnswerType.STEPS, Kind.TASK, "", Party.CUSTOMER),
        (AnswerType.EXPECTED, Kind.BUG, "the API", Party.CUSTOMER),
        (AnswerType.EXPECTED, Kind.STORY, "", Party.PRODUCT),
    ],
)
def test_a_question_goes_to_who_can_answer_it(
    type_: AnswerType, kind: Kind, about: str, party: Party
) -> None:
    one = ticket("A", kind=kind)

    assert party_of(asked(type_, about), one) is party


@pytest.mark.parametrize(
    ("title", "type_", "kind", "party"),
    [
        ("Resolve Ruby 2 deprecations", AnswerType.SCOPE, Kind.TASK, Party.ENGINEERING),
        ("Update to React Native 0.65", AnswerType.DONE, Kind.TASK, Party.ENGINEERING),
        ("Strip console.* in production", AnswerType.WHICH, Kind.TASK, Party.ENGINEERING),
        ("Resolve Ruby 2 deprecations", AnswerType.WHY, Kind.TASK, Party.PRODUCT),
        ("Upgrade a plan by card", AnswerType.SCOPE, Kind.STORY, Party.PRODUCT),
        ("[CI Minutes] Create a banner", AnswerType.DONE, Kind.TASK, Party.PRODUCT),
        ("Misplaced icons on a tab", AnswerType.EXPECTED, Kind.BUG, Party.DESIGN),
        ("Total is wrong", AnswerType.EXPECTED, Kind.BUG, Party.CUSTOMER),
    ],
)
def test_what_of_a_chore_is_done_is_asked_of_who_does_it(
    title: str, type_: AnswerType, kind: Kind, party: Party
) -> None:
    assert party_of(asked(type_, "it"), ticket("A", kind=kind, title=title)) is party


@pytest.mark.parametrize(
    ("type_", "end", "party"),
    [
        (AnswerType.MEANING, 20, Party.ENGINEERING),
        (AnswerType.WHICH, 20, Party.ENGINEERING),
        (AnswerType.BEHAVIOUR, 20, Party.PRODUCT),
        (AnswerType.WHICH, 3, Party.PRODUCT),
    ],
    ids=["meaning", "which", "what it does", "words of another sentence"],
)
def test_words_of_how_it_is_built_are_asked_of_engineering(
    type_: AnswerType, end: int, party: Party
) -> None:
    one = ticket("A")
    one = replace(one, judgement=replace(one.judgement, tells=told_how(0, end)))

    assert party_of(asked(type_), one) is party
