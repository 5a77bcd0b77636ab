"""What stands on the page of a review, without a browser."""

import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.reporters.made import finding
from tests.reporters.review.tickets import WHICH, asking, ticket
from ticketlint.model import (
    Address,
    Judgement,
    Kind,
    Maturity,
    Report,
    Run,
    Score,
    Standing,
    TextBlock,
    TicketResult,
)
from ticketlint.reporters.review.marking import shown
from ticketlint.reporters.review.page import write
from ticketlint.reporters.review.room import most_chars
from ticketlint.reporters.review.verdict import verdict
from ticketlint.reporters.summary import summarise


class Tags(HTMLParser):
    """The tags and attributes of a page, and whether each that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "input", "hr", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="session")
def html(page_file: Path) -> str:
    return page_file.read_text(encoding="utf-8")


def test_every_tag_is_closed_and_one_script_runs(html: str) -> None:
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    data = html.count('<script type="text/plain" id="rest">')
    assert tags.names.count("script") - data == data == tags.names.count("style") == 1


def test_no_attribute_runs_or_loads_anything(html: str) -> None:
    tags = Tags()
    tags.feed(html)
    names = {name for name, _ in tags.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "style"}
    links = [value or "" for name, value in tags.attributes if name == "href"]
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


def test_characters_that_turn_or_hide_words_are_replaced(html: str) -> None:
    assert "\u202e" not in html
    assert "\N{REPLACEMENT CHARACTER}etc" in html


def test_the_same_report_gives_the_same_page(report: Report, html: str) -> None:
    stream = io.StringIO()
    write(report, stream)
    assert stream.getvalue() == html


def test_a_report_of_no_tickets_says_so(report: Report) -> None:
    stream = io.StringIO()
    write(replace(report, results=(), figures=None), stream)
    assert "No tickets were read." in stream.getvalue()


def test_the_first_line_counts_the_tickets_in_words(report: Report) -> None:
    assert verdict(summarise(report), 0) == "1 of 4 tickets is ready; 3 need rewriting."


def test_what_the_next_level_waits_for_is_asked_first(report: Report) -> None:
    bug = next(one for one in report.results if one.kind is Kind.BUG)
    steps = "it says how to see this, or that nobody knows how"
    standing = Standing(Maturity.REFINED, (steps,))
    do = "say how to see this, or that nobody knows how."
    waiting = replace(bug, judgement=replace(bug.judgement, standing=standing))
    stream = io.StringIO()
    write(replace(report, results=[waiting]), stream)
    _, _, ticket = stream.getvalue().partition("<div class=body>")
    told, _, questions = ticket.partition("<ol class=questions>")
    first, second, *_ = questions.split("<li ")[1:]
    assert f"<b>Needs an answer.</b> <span>Please {do}</span>" in told
    assert "Which steps make this happen" in first
    assert "its answer is what is missing" in first
    assert "its answer is what is missing" not in second


def test_the_first_line_says_how_many_of_the_ready_ones_leave_a_question(report: Report) -> None:
    assert verdict(summarise(report), 1).startswith(
        "1 of 4 tickets is ready, 1 of them with questions left; "
    )


def test_a_rule_is_told_in_words_with_its_name_beside_them(html: str) -> None:
    assert (
        'data-rule="missing-environment">A bug without version, device, browser or system</a>'
        " <small>missing-environment</small></th>" in html
    )


def test_the_grades_are_told_beside_what_ready_means(html: str) -> None:
    assert (
        "The score adds up all that a ticket tells: A from 90, B from 75, C from 60, D from 40, else"
        " F. The level looks at the main parts. A ticket of grade B that lacks one of them needs an"
        " answer. A ticket of grade C that has all of them is ready." in html
    )


@pytest.mark.parametrize(
    ("priority", "first"),
    [
        pytest.param("", "First those in which", id="no-priorities"),
        pytest.param(
            "High", "First the most urgent. Of these, first those in which", id="priorities"
        ),
    ],
)
def test_the_order_of_the_meeting_is_told_in_short_sentences(
    report: Report, priority: str, first: str
) -> None:
    stream = io.StringIO()
    write(replace(report, results=[asking("A", priority=priority)]), stream)
    assert (
        f"something. {first} the author asks something, then those with an error, then those that"
        " leave something open, then those nearest to ready. 1 minute to read a ticket, 2 for each"
        ' answer. Questions marked "if time is left" can wait.</p>' in stream.getvalue()
    )
    assert "takes about 3 minutes. Of the tickets to decide: 1 question to" in stream.getvalue()


def test_a_ticket_with_a_credential_is_led_to_and_marked(report: Report) -> None:
    found = (finding(rule="secret-in-ticket"),)
    plain, one = ticket("A", WHICH), ticket("B<i>", level=Maturity.READY)
    one = replace(one, judgement=replace(one.judgement, findings=found))
    stream = io.StringIO()
    write(replace(report, results=[plain, one]), stream)
    header, _, after = stream.getvalue().partition("</header>")
    assert 'key stands in <a href="#t1">B&lt;i&gt;</a>: where it is one, replace it.</p>' in header
    agenda, _, _ = after.partition('<section id="all"')
    [entry] = [line for line in agenda.splitlines() if "password or key?" in line]
    assert 'href="#t1"' in entry


def test_what_its_author_asks_stands_on_the_agenda_and_is_marked_in_its_ticket(
    report: Report,
) -> None:
    text = "It is grey. Is it a switch?"
    one = asking("A", level=Maturity.READY)
    block = TextBlock("description", "paragraph", (Run(text[:11], 8, 19), Run(text[11:], 19, 35)))
    stream = io.StringIO()
    write(
        replace(report, results=[replace(one, judgement=replace(one.judgement, text=(block,)))]),
        stream,
    )
    agenda, _, tickets = stream.getvalue().partition('<section id="all"')
    assert "To decide" not in agenda
    assert "1 to decide together (1 of them ready)" in agenda
    assert "The author asks: Is it a switch? <small>product</small>" in agenda
    assert '<a class="m asked" href="#q0-0">Is it a switch?</a>' in tickets


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(r"It is slow.\n\n## Why\n- [ ] It is old", 3, id="lines-of-markdown"),
        pytest.param(r"1. Open\n2. Close\r\n3. Open", 3, id="a-numbered-list"),
        pytest.param(r"See C:\new\node_modules and C:\\New, or '\n'.", 1, id="paths-and-a-sign"),
    ],
)
def test_a_line_that_a_program_ended_by_a_sign_is_ended(text: str, lines: int) -> None:
    block = TextBlock("description", "paragraph", (Run(text, 0, len(text)),))
    code = replace(block, kind="code")
    result = TicketResult(
        Address("A"), Judgement(Kind.TASK, "", Score(50, "D"), text=(block, code))
    )
    prose, verbatim = shown(result, [])
    assert len([one for one in prose.pieces[0].text.split("\n") if one]) == lines
    assert verbatim.pieces[0].text == text


def test_short_texts_stay_whole_and_long_ones_share_the_room() -> None:
    assert most_chars([100, 5_000]) == 5_000
    many = [100] * 400 + [50_000] * 100
    most = most_chars(many)
    assert 100 < most < 50_000
    assert most_chars([4_000] * 5_000) == most_chars([4_000] * 500)
