"""What a reader searches the tickets of a review for, in a real browser."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.reporters.review.tickets import report, ticket
from ticketlint.model import Run, TextBlock, TicketResult
from ticketlint.reporters.review.page import write

MANY = 1_001
TITLE = "Show &#x27; and &#99999999; and &lt; as they are"
TEXT = 'It\'s that List<String> fails when x < 5 and the "arrow" y -> z &amp; &#xA0; &#; are read.'


def _saying(key: str, *words: str, title: str = "Show it") -> TicketResult:
    one = ticket(key, title=title)
    blocks = tuple(TextBlock("description", "paragraph", (Run(text, 0, 0),)) for text in words)
    return replace(one, judgement=replace(one.judgement, text=blocks))


def _review(count: int, *before: str) -> list[TicketResult]:
    """Return so many tickets with these words, of which the first says more."""
    others = [_saying(f"SIGN-{at}", *before) for at in range(2, count + 1)]
    return [_saying("SIGN-1", *before, TEXT, title=TITLE), *others]


LONG = "Words. " * 60
REVIEWS = {"few": _review(3), "many": _review(MANY), "cut": _review(MANY, LONG)}
WINDOWS = {
    "few": ("few", "#all"),
    "many": ("many", "#all"),
    "opened": ("many", "#t0"),
    "cut": ("cut", "#all"),
}


@pytest.fixture(scope="module")
def windows(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Page]]:
    """Each review in a window of its own, in which no script has failed at the end."""
    faults = list[str]()
    pages = {}
    folder = tmp_path_factory.mktemp("searched")
    for name, results in REVIEWS.items():
        with (folder / f"{name}.html").open("w", encoding="utf-8") as stream:
            write(report(*results), stream)
    for name, (review, tail) in WINDOWS.items():
        path = folder / f"{review}.html"
        pages[name] = browser.new_page()
        pages[name].on("pageerror", lambda error: faults.append(str(error)))
        pages[name].goto(f"{path.as_uri()}{tail}")
    yield pages
    for page in pages.values():
        page.close()
    assert faults == []


def _search(page: Page, words: str) -> None:
    """Search for nothing that is there, then for `words`, so that a count is none of before."""
    count = page.locator("#count")
    page.fill("#search", "no such words")
    expect(count).to_contain_text("0 of")
    page.fill("#search", words)
    expect(count).not_to_contain_text("0 of ")


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize(
    "words",
    [
        "&#x27;",
        "&#99999999;",
        "show &lt; they",
        "it's",
        "List<String>",
        "fails x < 5",
        '"arrow"',
        "-> z",
        "&amp;",
        "&#xa0;",
        "&#; read",
    ],
)
def test_words_are_found_as_they_are_shown(
    windows: dict[str, Page], window: str, words: str
) -> None:
    page = windows[window]
    _search(page, words)
    found = page.locator("#tickets details:visible .key")
    expect(found).to_have_text(["SIGN-1"])
    assert found.count() == 1


@pytest.mark.parametrize("window", REVIEWS)
@pytest.mark.parametrize("words", ["<p>", "#39", "noscript"])
def test_markup_is_not_found(windows: dict[str, Page], window: str, words: str) -> None:
    page = windows[window]
    _search(page, "sign-1")
    page.fill("#search", words)
    expect(page.locator("#count")).to_contain_text("0 of")
    assert page.locator("#tickets details:visible").count() == 0


@pytest.mark.parametrize(
    ("name", "value"), [("level", "refined"), ("kind", "story"), ("sort", "score")]
)
def test_what_is_typed_counts_when_something_else_is_chosen_at_once(
    windows: dict[str, Page], name: str, value: str
) -> None:
    page = windows["many"]
    page.click("#clear")
    page.evaluate(
        """([name, value]) => {
          const put = (id, value, type) => {
            const input = document.getElementById(id);
            input.value = value;
            input.dispatchEvent(new Event(type, { bubbles: true }));
          };
          put("search", "list<string>", "input");
          put(name, value, "change");
        }""",
        [name, value],
    )
    assert page.input_value("#search") == "list<string>"
    expect(page.locator("#count")).to_have_text(f"1 of {MANY} shown")


def test_what_is_typed_goes_when_all_is_cleared_at_once(windows: dict[str, Page]) -> None:
    page = windows["many"]
    page.evaluate(
        """() => {
          const search = document.getElementById("search");
          search.value = "list<string>";
          search.dispatchEvent(new Event("input", { bubbles: true }));
          document.getElementById("clear").click();
        }"""
    )
    assert page.input_value("#search") == ""
    page.wait_for_timeout(300)
    expect(page.locator("#count")).to_have_text(f"{MANY} of {MANY} shown")
