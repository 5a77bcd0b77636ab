"""Which tickets a meeting talks about, in which order, and who answers."""

import csv
import io
from dataclasses import replace

import pytest

from tests.reporters.made import finding
from tests.reporters.review.tickets import (
    OPEN,
    PLAIN,
    WHICH,
    asked,
    asking,
    lacking,
    report,
    ticket,
)
from ticketlint.model import (
    AnswerType,
    Kind,
    Maturity,
    Question,
    Score,
    Standing,
    TicketResult,
)
from ticketlint.reporters import agenda_csv, agenda_markdown
from ticketlint.reporters.priority import priority_rank
from ticketlint.reporters.review.agenda import agenda_of
from ticketlint.reporters.review.parties import Party, party_of
from ticketlint.reporters.review.verdict import shares
from ticketlint.reporters.view import View


def test_what_is_ready_and_what_is_not_stand_in_parts_of_their_own() -> None:
    ready = Maturity.READY
    agenda = agenda_of(
        report(
            ticket("A", level=ready),
            ticket("B", WHICH),
            ticket("C", WHICH, level=ready),
            ticket("D"),
        )
    )
    parts = (agenda.decide, agenda.send_back, agenda.optional, agenda.settled)
    assert [[item.key for item in part] for part in parts] == [["B"], ["D"], ["C"], ["A"]]


def test_the_parts_of_the_agenda_add_up_and_tell_how_many_of_them_are_ready() -> None:
    ready = Maturity.READY
    done = ticket("E", WHICH, level=ready, title="~~Show it~~")
    agenda = agenda_of(
        report(
            asking("A", level=ready),
            ticket("B", WHICH),
            ticket("C", WHICH, level=ready),
            ticket("D"),
            done,
            ticket("F", level=ready),
        )
    )
    assert shares(agenda) == (
        "On the agenda: 2 to decide together (1 of them ready), 1 to send back, "
        "1 said to be done, 1 ready with questions left, "
        "1 ready with nothing to ask."
    )
    assert sum(map(len, agenda.parts)) == 6
    assert agenda.with_questions == 2


@pytest.mark.parametrize("level", [Maturity.REFINED, Maturity.READY])
def test_what_its_author_asks_is_decided_first(level: Maturity) -> None:
    agenda = agenda_of(report(ticket("A", OPEN, score=90), asking("B", level=level, score=10)))
    text, rows = io.StringIO(), io.StringIO()
    agenda_markdown.write(report(asking("B", WHICH, level=level)), text)
    agenda_csv.write(report(asking("B", WHICH, level=level)), rows)

    assert [item.key for item in agenda.decide] == ["B", "A"]
    assert (
        "    - The author asks: Is it a switch? → product\n    - Which basket? → product\n"
        in text.getvalue()
    )
    first, _ = csv.DictReader(io.StringIO(rows.getvalue()))
    assert (first["part"], first["question"]) == ("decide", "The author asks: Is it a switch?")


def test_what_needs_rewriting_goes_back_whatever_its_author_asks() -> None:
    assert [one.key for one in agenda_of(report(asking("A", level=Maturity.DRAFT))).send_back] == [
        "A"
    ]


def test_a_title_alone_goes_back_whatever_it_is_asked() -> None:
    alone = ticket("A", WHICH)
    found = (finding(rule="empty-description"),)
    alone = replace(alone, judgement=replace(alone.judgement, findings=found))
    assert agenda_of(report(alone)).decide == ()


def test_what_is_done_by_its_own_words_is_asked_that_alone() -> None:
    done = ticket("A", WHICH, title="~~Show it~~")
    text, rows = io.StringIO(), io.StringIO()
    agenda_markdown.write(report(done), text)
    agenda_csv.write(report(done), rows)

    assert (
        "## Said to be done: are they? (1)\n\n"
        "1. **A** \\~\\~Show it\\~\\~, needs an answer (story)\n    - *its title is struck out*\n"
        in text.getvalue()
    )
    assert "Which basket?" not in text.getvalue()
    [row] = csv.DictReader(io.StringIO(rows.getvalue()))
    assert (row["part"], row["request"]) == ("done", "its title is struck out")


@pytest.mark.parametrize(
    ("level", "questions", "is_sent_back"),
    [
        pytest.param(Maturity.REFINED, (WHICH,), False, id="asked-about-its-own-words"),
        pytest.param(Maturity.REFINED, (PLAIN, WHICH), False, id="the-second-is-about-its-words"),
        pytest.param(Maturity.REFINED, (OPEN,), False, id="it-leaves-something-open"),
        pytest.param(Maturity.REFINED, (PLAIN,), True, id="asked-what-any-ticket-could-be"),
        pytest.param(Maturity.REFINED, (), True, id="asked-nothing"),
        pytest.param(Maturity.DRAFT, (WHICH,), True, id="it-needs-rewriting"),
        pytest.param(Maturity.DRAFT, (PLAIN,), True, id="it-needs-rewriting-and-is-asked-plainly"),
    ],
)
def test_a_meeting_decides_what_needs_an_answer_about_its_own_words(
    level: Maturity, questions: tuple[Question, ...], is_sent_back: bool
) -> None:
    agenda = agenda_of(report(ticket("A", *questions, level=level)))
    assert (len(agenda.send_back), len(agenda.decide)) == (is_sent_back, not is_sent_back)


def test_what_the_next_level_waits_for_is_asked_first_and_what_can_wait_last() -> None:
    done = asked(AnswerType.DONE, about="", text="How does one see it?")
    one = ticket("A", PLAIN, WHICH, done)
    one = replace(one, judgement=replace(one.judgement, **lacking("done")))
    [item] = agenda_of(report(one)).decide
    text, rows = io.StringIO(), io.StringIO()
    agenda_markdown.write(report(one), text)
    agenda_csv.write(report(one), rows)

    assert [each.text for each in item.questions] == [done.text, WHICH.text, PLAIN.text]
    assert [each.number for each in item.questions] == [2, 1, 0]
    assert item.minutes == 5  # one to read it, two for each answer that cannot wait
    assert (
        f"    - *Please add done.*\n    - {done.text} → product, its answer is what is missing\n"
        in text.getvalue()
    )
    assert f"    - {PLAIN.text} → product, if time is left\n" in text.getvalue()
    told = list(csv.DictReader(io.StringIO(rows.getvalue())))
    assert [row["in time"] for row in told] == ["yes", "yes", "if time is left"]
    assert {row["request"] for row in told} == {"Please add done."}


def test_what_goes_back_to_its_author_is_told_with_what_it_needs() -> None:
    needs = Standing(Maturity.DRAFT, ("it says what happens", "it says why"))
    back = ticket("A", level=Maturity.DRAFT)
    text = io.StringIO()
    agenda_markdown.write(
        report(replace(back, judgement=replace(back.judgement, standing=needs))), text
    )
    told = text.getvalue()
    assert "1. **A** Show it, needs rewriting (story)\n" in told
    assert "    - *Please say what happens, and say why.*\n" in told


def test_what_could_not_be_judged_is_neither_ready_nor_settled() -> None:
    one = ticket("A", WHICH)
    score = Score(None, "unscored", reason="it has no description")
    unjudged = replace(one, judgement=replace(one.judgement, score=score, standing=None))
    text, rows = io.StringIO(), io.StringIO()
    agenda_markdown.write(report(unjudged), text)
    agenda_csv.write(report(unjudged), rows)

    assert text.getvalue().startswith("# 0 of 1 ticket are ready; 1 could not be judged.")
    assert (
        "## Not judged (1)\n\n1. **A** Show it, not judged (story)\n    - it has no desc"
        in text.getvalue()
    )
    [row] = csv.DictReader(io.StringIO(rows.getvalue()))
    assert (row["part"], row["level"]) == ("not judged", "not judged")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"priority": "Highest"}, {"priority": "High"}, id="priority"),
        pytest.param({"priority": "Major"}, {}, id="a-high-priority-before-none"),
        pytest.param({}, {"priority": "Minor"}, id="none-before-a-low-one"),
        pytest.param({"sprint": "Swift 5"}, {}, id="what-is-in-a-sprint"),
        pytest.param({"due": "2026-05-02"}, {"due": "03/May/26 12:00 AM"}, id="what-is-due-first"),
        pytest.param({"due": "2026-05-02"}, {}, id="what-is-due-before-what-is-not"),
        pytest.param({"due": "2026-05-02"}, {"due": "1/2/2026"}, id="a-day-before-what-may-be-two"),
        pytest.param({"sprint": "Swift 5"}, {"due": "2026-05-02"}, id="a-sprint-before-a-day"),
        pytest.param({"due": "2026-05-02", "score": 40}, {"score": 70}, id="a-day-weighs-more"),
        pytest.param({"score": 70}, {"score": 40}, id="what-is-nearly-ready"),
        pytest.param({"score": 10, "questions": (OPEN,)}, {"score": 90}, id="what-is-left-open"),
        pytest.param(
            {"priority": "P1", "score": 10}, {"sprint": "S", "score": 90}, id="priority-weighs-most"
        ),
    ],
)
def test_the_order_is_that_of_a_meeting(
    first: dict[str, object], second: dict[str, object]
) -> None:
    agenda = agenda_of(report(with_questions("B", **second), with_questions("A", **first)))
    assert [item.key for item in agenda.decide] == ["A", "B"]


def test_the_agenda_shows_when_a_ticket_is_due() -> None:
    one = report(with_questions("A", priority="P1", due="02/May/26 10:00 AM"))
    text, rows = io.StringIO(), io.StringIO()
    agenda_markdown.write(one, text)
    agenda_csv.write(one, rows)

    assert (
        "1. **A** Show it, needs an answer (story, P1, due 2026-05-02, 3 min)\n" in text.getvalue()
    )
    assert next(csv.DictReader(io.StringIO(rows.getvalue())))["due"] == "2026-05-02"


def with_questions(
    key: str, questions: tuple[Question, ...] = (WHICH,), **facts: object
) -> TicketResult:
    return ticket(key, *questions, **facts)


def test_of_what_goes_back_questions_about_its_words_come_before_plain_ones() -> None:
    draft = Maturity.DRAFT
    agenda = agenda_of(
        report(ticket("B", PLAIN, level=draft, score=90), ticket("A", WHICH, level=draft, score=10))
    )
    assert [item.key for item in agenda.send_back] == ["A", "B"]


def test_equal_tickets_stand_in_the_order_of_the_input() -> None:
    agenda = agenda_of(report(*(ticket(key, WHICH) for key in "CAB")))
    assert [item.key for item in agenda.decide] == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("meeting", "in_time", "stop"),
    [
        (2, 0, "The first ticket alone takes longer than 2 minutes."),
        (3, 1, "After this ticket the 3 minutes are over."),
        (8, 2, "After these 2 tickets the 8 minutes are over."),
        (9, 3, ""),
    ],
)
def test_an_agenda_says_where_the_meeting_has_to_stop(
    meeting: int, in_time: int, stop: str
) -> None:
    """Each ticket takes three minutes: one to read it, two for its answer."""
    long = report(*(ticket(key, WHICH) for key in "ABC"))
    agenda = agenda_of(long, View(meeting=meeting))
    text, rows = io.StringIO(), io.StringIO()
    agenda_markdown.write(long, text, View(meeting=meeting))
    agenda_csv.write(long, rows, View(meeting=meeting))

    assert (agenda.in_time, agenda.stop) == (in_time, stop)
    before, told, after = text.getvalue().partition(stop or "no such line")
    assert bool(told) == bool(stop)
    assert before.count("3 min)") == in_time
    assert after.count("3 min)") == 3 - in_time if stop else True
    fits = [row["in time"] for row in csv.DictReader(io.StringIO(rows.getvalue()))]
    assert fits == ["yes"] * in_time + ["no"] * (3 - in_time)


def test_what_several_tickets_are_asked_is_written_once_with_their_names() -> None:
    generic = asked(AnswerType.DONE, about="", text="How can one check it?")
    tickets = [ticket(key, generic, WHICH) for key in "ABC"]
    asks = report(
        *tickets, ticket("D", asked(AnswerType.WHY, about="", text='Why "basket"?'), WHICH)
    )
    [done, which] = sorted(agenda_of(asks).shared, key=lambda one: len(one.items))
    text = io.StringIO()
    agenda_markdown.write(asks, text)
    told = text.getvalue()

    assert [item.key for item in done.items] == ["A", "B", "C"]
    assert (done.text, len(which.items)) == (generic.text, 4)
    assert told.count(generic.text) == told.count("Which basket?") == 1
    assert "asked of 3 tickets: A, B, C\n" in told
    assert told.count('Why "basket"?') == 2  # in the agenda, and among the questions to product
    assert told.count(f"    - {done.label} → product, if time is left\n") == 3


def test_a_time_box_grows_with_the_questions_and_the_meeting_with_its_tickets() -> None:
    agenda = agenda_of(report(ticket("A", WHICH), ticket("B", WHICH, WHICH), ticket("C")))
    one, two = sorted(item.minutes for item in agenda.decide)
    assert one < two
    assert agenda.minutes == one + two


@pytest.mark.parametrize("type_", AnswerType)
def test_every_type_of_answer_has_somebody(type_: AnswerType) -> None:
    assert party_of(asked(type_, about=""), ticket("A", kind=Kind.EPIC)) in Party


@pytest.mark.parametrize(
    ("name", "rank"),
    [
        ("Blocker - P1", 0),
        ("Critical - P2", 0),
        ("Major - P3", 1),
        ("Trivial - P5", 4),
        ("1 - High", 1),
        ("P1 - Urgent", 0),
        ("Very High", 0),
        ("very low", 4),
        ("Highest", 0),
        ("priority::2", 2),
        ("P0", 0),
        ("5", 4),
        ("P9", 4),
    ],
)
def test_a_priority_is_told_by_a_word_of_its_name(name: str, rank: float) -> None:
    assert priority_rank(name) == rank


@pytest.mark.parametrize("name", ["", "Very nice", "Not urgent", "No priority", "None", "2026-11"])
def test_words_that_nobody_knows_are_no_priority(name: str) -> None:
    assert priority_rank(name) == 2.5


def test_a_question_in_the_same_words_has_one_label_whoever_it_goes_to() -> None:
    plain = [ticket(key, PLAIN) for key in "ABC"]
    chores = [ticket("D", PLAIN, kind=Kind.TASK, title="Bump the SDK")]
    agenda = agenda_of(report(*plain, *chores))
    [shared] = agenda.shared
    text = io.StringIO()
    agenda_markdown.write(report(*plain, *chores), text)

    assert shared.parties == (Party.PRODUCT, Party.ENGINEERING)
    assert [agenda.label_of(one.questions[0]) for one in agenda.send_back] == ["Q1"] * 4
    assert f"**Q1** {PLAIN.text} → product, engineering\n" in text.getvalue()


def test_what_any_ticket_could_be_asked_stands_below_what_is_decided_and_sent_back() -> None:
    tickets = [ticket(key, WHICH, PLAIN) for key in "ABC"]
    text = io.StringIO()
    agenda_markdown.write(report(*tickets, ticket("D")), text)
    heads = [line.split(" (")[0] for line in text.getvalue().split("\n") if line[:3] == "## "]
    assert heads[:3] == [
        "## Decide together",
        "## Send back to the author before the meeting",
        "## Asked of several tickets",
    ]


def test_what_is_asked_nothing_stands_by_priority_then_score_with_its_kind() -> None:
    ready = Maturity.READY
    settled = report(
        ticket("A", level=ready, score=70),
        ticket("B", level=ready, score=90),
        ticket("C", level=ready, score=60, priority="High", kind=Kind.BUG),
    )
    text = io.StringIO()
    agenda_markdown.write(settled, text)
    assert [item.key for item in agenda_of(settled).settled] == ["C", "B", "A"]
    assert "- **C** Show it, ready (bug, High, 60 points)\n" in text.getvalue()


def test_closed_tickets_are_counted_and_their_status_is_shown() -> None:
    closed = ticket("A", WHICH)
    closed = replace(closed, address=replace(closed.address, status="Closed"))
    text, rows = io.StringIO(), io.StringIO()
    agenda_markdown.write(report(closed, ticket("B", WHICH)), text)
    agenda_csv.write(report(closed), rows)

    assert "**1 ticket is closed in the tracker; --open-only leaves it out.**" in text.getvalue()
    assert "needs an answer (story, Closed, 3 min)" in text.getvalue()
    [row] = csv.DictReader(io.StringIO(rows.getvalue()))
    assert (row["kind"], row["status"]) == ("story", "Closed")


def test_a_ticket_with_a_credential_is_named_before_anything_is_discussed() -> None:
    one = ticket("A_1", level=Maturity.READY)
    found = (finding(rule="secret-in-ticket"),)
    one = replace(one, judgement=replace(one.judgement, findings=found))
    text = io.StringIO()
    agenda_markdown.write(report(one, ticket("B")), text)
    before, _, after = text.getvalue().partition("\n## ")
    assert (
        "What looks like a password or key stands in A\\_1: where it is one, replace it." in before
    )
    [marked] = [line for line in after.splitlines() if "password or key?" in line]
    assert marked.startswith("- **A\\_1**")


HOSTILE = ticket(
    "A|1",
    asked(AnswerType.WHICH, text="Which <b>@team</b> | `x`\n## or?"),
    title="=cmd() [a](javascript:x) ::error::",
    sprint="-1+2",
)


def test_the_agenda_is_written_as_markdown_that_shows_what_stands_there() -> None:
    stream = io.StringIO()
    agenda_markdown.write(
        report(HOSTILE, ticket("B", WHICH), ticket("C", level=Maturity.READY)), stream
    )
    text = stream.getvalue()
    assert text.startswith("# 1 of 3 tickets is ready; 2 need an answer.\n")
    assert "## Decide together (1 ticket, 3 minutes)" in text
    assert "## Ready; no discussion needed (1)" in text
    assert "## Questions to product" in text
    assert r"Which \<b\>\@team\</b\> \| \`x\` \#\# or?" in text
    assert "[a](" not in text


def test_the_agenda_is_written_as_rows_that_no_spreadsheet_runs() -> None:
    stream = io.StringIO()
    agenda_csv.write(report(HOSTILE, ticket("C", level=Maturity.READY)), stream)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [row["key"] for row in rows] == ["A|1", "C"]
    assert rows[0]["title"].startswith("'=cmd()")
    assert rows[0]["sprint"] == "'-1+2"
    assert rows[0]["asked of"] == "product"
    assert (rows[1]["part"], rows[1]["question"]) == ("none", "")


@pytest.mark.parametrize("title", ["=1+1", " =1+1", "＝1+1", "\t@x"], ids=ascii)
def test_no_title_is_a_formula_in_the_agenda(title: str) -> None:
    stream = io.StringIO()
    agenda_csv.write(report(ticket("A", WHICH, title=title)), stream)
    [row] = csv.DictReader(io.StringIO(stream.getvalue()))
    assert row["title"].startswith("'")
