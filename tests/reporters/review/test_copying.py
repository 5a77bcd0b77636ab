"""What a reader copies from the review into a ticket, in a real browser."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ticketlint.model import AnswerType, Kind, Maturity, Question, Report, Standing, Words
from ticketlint.reporters import agenda_markdown
from ticketlint.reporters.review.page import write

Open = Callable[..., Page]


@pytest.mark.parametrize(("name", "bullet"), [("Markdown", "- "), ("Jira wiki", "* ")])
def test_the_questions_of_a_ticket_are_copied(open_page: Open, name: str, bullet: str) -> None:
    page = open_page("#t0", permissions=["clipboard-read", "clipboard-write"])
    ticket = page.locator("#t0")
    asked = ticket.locator(".questions > li").count()
    ticket.get_by_role("button", name=name).click()
    expect(ticket.get_by_role("button", name="Copied")).to_be_visible()
    head, _, request, _, *lines = (
        page.evaluate("navigator.clipboard.readText()").strip().split("\n")
    )
    assert request.startswith("Please ")
    assert head.replace("\\", "").startswith(ticket.locator(".key").inner_text())
    assert len(head.split()) > 2
    assert asked == len(lines) > 0
    assert all(line.endswith("?") and not line.endswith("\\?") for line in lines)
    assert all(line.startswith(bullet) for line in lines)


def test_what_a_ticket_without_questions_lacks_is_copied_as_a_request(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    page = browser.new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{_written(_lacking(report), tmp_path)}#t0")
    page.locator("#t0").get_by_role("button", name="Jira wiki").click()
    expect(page.locator("#t0").get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.close()
    assert copied == ("SHOP-10 Wrong total\n\nPlease name the version.\n")


def test_what_the_author_asks_is_copied_with_the_other_questions_in_their_order(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    lacking = _lacking(report)
    one = lacking.results[0]
    asks = (Words("description", 0, 19, "Is it the tax?"),)
    other = Question("What should be shown?", AnswerType.EXPECTED, "", "description", 0, 0)
    asking = replace(one, judgement=replace(one.judgement, asks=asks, questions=(other,)))
    page = browser.new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{_written(replace(lacking, results=[asking]), tmp_path)}#t0")
    expect(page.locator("#t0 .questions")).to_contain_text("The author asks: Is it the tax?")
    page.locator("#t0").get_by_role("button", name="Markdown").click()
    expect(page.locator("#t0").get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.close()
    assert copied == (
        "SHOP-10 Wrong total\n\nPlease name the version.\n\n"
        "- The author asks: Is it the tax?\n- What should be shown?\n"
    )


@pytest.mark.parametrize(
    ("title", "name", "copied"),
    [
        pytest.param("Re-use a-1", "Markdown", "Re-use a-1", id="markdown-in-a-word"),
        pytest.param("Re-use a-1", "Jira wiki", "Re-use a-1", id="wiki-in-a-word"),
        pytest.param("Keep -this-", "Markdown", "Keep -this-", id="markdown-about-a-word"),
        pytest.param("Keep -this-", "Jira wiki", "Keep \\-this\\-", id="wiki-about-a-word"),
    ],
)
def test_a_hyphen_is_escaped_where_it_means_something(
    browser: Browser, report: Report, tmp_path: Path, title: str, name: str, copied: str
) -> None:
    lacking = _lacking(report)
    one = lacking.results[0]
    page = browser.new_page(permissions=["clipboard-read", "clipboard-write"])
    told = replace(one, address=replace(one.address, title=title))
    page.goto(f"{_written(replace(report, results=[told]), tmp_path)}#t0")
    page.locator("#t0").get_by_role("button", name=name).click()
    expect(page.locator("#t0").get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    page.close()
    assert text.startswith(f"SHOP-10 {copied}\n")


def test_one_button_at_a_time_says_that_it_copied_and_the_count_stays(open_page: Open) -> None:
    page = open_page("#all", permissions=["clipboard-read", "clipboard-write"])
    page.click("#t0 > summary")
    for name, other in (("Markdown", "Jira wiki"), ("Jira wiki", "Markdown")):
        page.locator("#t0").get_by_role("button", name=name).click()
        expect(page.locator("#t0 .copy button", has_text="Copied")).to_have_count(1)
        expect(page.locator("#t0").get_by_role("button", name=other)).to_be_visible()
        assert page.locator("#told").inner_text() == "Copied for the ticket"
        assert page.locator("#count").inner_text() == "4 of 4 shown"


def test_the_agenda_is_copied_as_the_markdown_that_is_written(
    open_page: Open, report: Report
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.locator("#take button").click()
    expect(page.locator("#told")).to_have_text("Copied the agenda")
    stream = io.StringIO()
    agenda_markdown.write(report, stream)
    assert page.evaluate("navigator.clipboard.readText()") == stream.getvalue()


def test_the_keys_open_and_copy_a_ticket_of_the_agenda(open_page: Open) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("j")
    item = page.locator("#agenda .agenda > li:has(> a:focus)")
    target = item.locator("a").first.get_attribute("href")
    key = item.locator("a b").first.inner_text()
    assert target
    page.keyboard.press("c")
    expect(page.locator("#told")).to_have_text("Copied for the ticket")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\\", "").startswith(key)
    assert "?\n" in copied
    page.keyboard.press("o")
    expect(page.locator(target)).to_have_attribute("open", "")
    expect(page.locator(target)).to_be_visible()


def test_of_a_ticket_that_lacks_nothing_nothing_is_copied(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    lacking = _lacking(report)
    one = lacking.results[0]
    settled = replace(one.judgement, standing=Standing(Maturity.READY))
    page = browser.new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(_written(replace(report, results=[replace(one, judgement=settled)]), tmp_path))
    page.evaluate("navigator.clipboard.writeText('what was there')")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_have_text("Nothing is asked of it")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.close()
    assert copied == "what was there"


def _lacking(report: Report) -> Report:
    """Return a report of one ticket that has no questions, and lacks one part."""
    bug = next(one for one in report.results if one.kind is Kind.BUG)
    standing = Standing(Maturity.REFINED, ("it names the version",))
    judgement = replace(bug.judgement, standing=standing, questions=())
    return replace(report, results=[replace(bug, judgement=judgement)])


def _written(report: Report, folder: Path) -> str:
    """Write the page of a report, and return its address."""
    path = folder / "page.html"
    with path.open("w", encoding="utf-8") as stream:
        write(report, stream)
    return path.as_uri()
