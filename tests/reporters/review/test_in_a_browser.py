"""The review as its reader uses it, in a real browser."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.reporters.made import finding
from ticketlint.model import Location, Report, Role, Run, TextBlock, TicketResult
from ticketlint.reporters.review.page import write

Open = Callable[..., Page]


def keys(page: Page) -> list[str]:
    """Return the keys of the tickets that are shown, the hostile one as `EVIL`."""
    shown = page.locator("#tickets details:visible .key").all_text_contents()
    return ["EVIL" if "script" in key else key for key in shown]


def test_the_agenda_is_what_one_sees_first(open_page: Open) -> None:
    page = open_page()
    expect(page.locator("#all")).to_be_hidden()
    assert "of 4 tickets" in page.locator("h1").inner_text()
    assert page.locator("main > section:visible h2").all_inner_texts() == ["Agenda"]
    assert page.locator("nav a[aria-current=page]").all_inner_texts() == ["Agenda"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("key", "EVIL"),
        ("priority", "SHOP-2"),
        ("questions", "SHOP-10"),
        ("score", "EVIL"),
        ("best", "SHOP-3"),
        ("order", "SHOP-2"),
    ],
)
def test_tickets_are_sorted_as_asked(open_page: Open, order: str, first: str) -> None:
    page = open_page("#all")
    page.select_option("#sort", order)
    assert keys(page)[0] == first
    assert len(keys(page)) == 4


def test_a_ticket_without_questions_comes_after_those_with_some(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    first, *others = report.results
    clear = replace(first, judgement=replace(first.judgement, questions=()))
    path = tmp_path / "clear.html"
    with path.open("w", encoding="utf-8") as stream:
        write(replace(report, results=[clear, *others]), stream)
    page = browser.new_page()
    page.goto(f"{path.as_uri()}#all&sort=questions")
    page.fill("#search", "shop-")
    shown = keys(page)
    page.close()
    assert shown == ["SHOP-10", "SHOP-3", "SHOP-2"]


def test_keys_are_sorted_by_their_number(open_page: Open) -> None:
    page = open_page("#all&sort=key")
    assert [key for key in keys(page) if key != "EVIL"] == ["SHOP-2", "SHOP-3", "SHOP-10"]


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("#search", "delivery day", ["SHOP-3"]),
        ("#kind", "bug", ["SHOP-10"]),
        ("#level", "ready", ["SHOP-3"]),
    ],
    ids=["search", "kind", "level"],
)
def test_a_filter_leaves_what_it_names(
    open_page: Open, name: str, value: str, left: list[str]
) -> None:
    page = open_page("#all")
    if name == "#search":
        page.fill(name, value)
    else:
        page.select_option(name, value)
    assert keys(page) == left
    expect(page.locator("#count")).to_have_text("1 of 4 shown")


def test_a_search_that_finds_nothing_says_so(open_page: Open) -> None:
    page = open_page("#all")
    none = page.locator("#none[role=status]")
    expect(none).to_be_empty()
    page.fill("#search", "no such words anywhere")
    expect(none).to_have_text("Nothing found.")
    assert keys(page) == []
    page.click("#clear")
    expect(none).to_be_empty()
    assert len(keys(page)) == 4


def test_a_filter_offers_only_what_some_ticket_has(open_page: Open) -> None:
    page = open_page("#all")
    for choice in ("#level", "#kind"):
        names = [one or "" for one in page.locator(f"{choice} option").all_inner_texts()][1:]
        assert names
        for name in names:
            page.select_option(choice, label=name)
            assert keys(page), name
        page.click("#clear")


def test_the_address_holds_what_is_shown(open_page: Open) -> None:
    page = open_page("#all")
    page.fill("#search", "basket")
    page.select_option("#sort", "key")
    address = page.url
    again = open_page(address[address.index("#") :])
    assert again.input_value("#search") == "basket"
    assert keys(again) == keys(page) == ["SHOP-2", "SHOP-3"]


@pytest.mark.parametrize(
    ("view", "name", "left"),
    [
        ("rules", "missing-environment", ["SHOP-10"]),
        ("epics", "SHOP-90", ["SHOP-2", "SHOP-3"]),
        ("components", "Tax", ["SHOP-10"]),
    ],
)
def test_a_group_leads_to_its_tickets(
    open_page: Open, view: str, name: str, left: list[str]
) -> None:
    page = open_page(f"#{view}")
    page.click(f"#{view} a[data-{view.removesuffix('s')}='{name}']")
    assert keys(page) == left
    page.click("#clear")
    assert len(keys(page)) == 4


def test_only_the_questions_to_one_party_are_left(open_page: Open) -> None:
    page = open_page()
    every = page.locator("#agenda .agenda .ask:visible > small:first-of-type")
    all_asked = every.all_text_contents()
    button = page.locator("#parties button").last
    party = button.get_attribute("data-party")
    button.click()
    left = every.all_text_contents()
    assert {party} == set(left) < set(all_asked)
    assert button.inner_text() == f"{party} ({len(left)})"
    for part in page.locator("#agenda .part:visible").all():
        items = part.locator(".agenda > li:visible, .shared > li:visible").count()
        assert part.locator("h3").inner_text().endswith(f"({items} for {party})")
        assert items
    assert page.locator("#agenda .part:visible").count() < page.locator("#agenda .part").count()


def test_the_words_of_the_page_stand_for_the_levels_of_a_report(open_page: Open) -> None:
    page = open_page("#all&level=draft")
    expect(page.locator("#level option:checked")).to_have_text("needs rewriting")
    assert set(page.locator("#tickets details:visible summary em").all_text_contents()) == {
        "needs rewriting"
    }
    for word in ("refined", "draft", "work can begin"):
        expect(page.locator(f"main :text-is('{word}')")).to_have_count(0)


def test_the_keyboard_leads_through_the_tickets(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("j")
    expect(page.locator("#agenda .agenda > li > a").first).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("#all")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("#t1")).to_have_attribute("open", "")
    page.keyboard.press("/")
    page.keyboard.type("delivery")
    assert keys(page) == ["SHOP-3"]


def test_a_question_mark_leads_to_the_keys(open_page: Open) -> None:
    page = open_page("#all")
    page.click("#t0 > summary")
    before = page.evaluate("scrollY")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.id") == "keys"
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('details').id") == "t0"


def test_a_narrow_window_shows_the_keys_when_they_are_asked_for(open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    size = "(() => { const one = document.getElementById('keys'); return one.offsetHeight; })()"
    assert page.evaluate(size) == 1
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_in_viewport()
    assert page.evaluate(size) > 20


@pytest.mark.parametrize("tail", ["#agenda", "#all", "#rules"])
def test_a_view_that_an_address_names_opens_at_its_first_line(open_page: Open, tail: str) -> None:
    page = open_page(tail, viewport={"width": 1440, "height": 500})
    page.wait_for_timeout(300)
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


def test_what_was_chosen_stays_when_a_mark_is_followed(open_page: Open) -> None:
    page = open_page("#all&kind=story&sort=best")
    shown = keys(page)
    page.click("#t0 > summary")
    page.locator("#t0 .text a.m").first.click()
    assert keys(page) == shown
    assert "&kind=story&sort=best" in page.url
    page.reload()
    assert keys(page) == shown
    place = page.url.partition("#")[2].partition("&")[0]
    expect(page.locator(f"#{place}")).to_be_in_viewport()


@pytest.mark.parametrize("sort", ["constructor", "__proto__", "toString", "no-such-order"])
def test_an_order_that_nobody_offers_is_none(open_page: Open, sort: str) -> None:
    page = open_page(f"#all&sort={sort}&level=none&party=x&at=y&kind=bug")
    assert keys(page) == ["SHOP-10"]
    expect(page.locator("#sort")).to_have_value("order")
    page.select_option("#sort", "key")
    assert page.url.endswith("#all&kind=bug&sort=key")


def test_no_order_by_priority_is_offered_where_no_ticket_has_one(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    plain = [replace(one, address=replace(one.address, priority="")) for one in report.results]
    path = tmp_path / "plain.html"
    with path.open("w", encoding="utf-8") as stream:
        write(replace(report, results=plain), stream)
    page = browser.new_page()
    page.goto(f"{path.as_uri()}#all&sort=priority")
    assert page.locator("#sort option[value=priority]").count() == 0
    assert page.input_value("#sort") == "order"
    page.close()


def test_escape_empties_the_search_and_then_leaves_it(open_page: Open) -> None:
    page = open_page("#all")
    page.fill("#search", "delivery")
    assert keys(page) == ["SHOP-3"]
    page.keyboard.press("Escape")
    assert (page.input_value("#search"), len(keys(page))) == ("", 4)
    page.keyboard.press("Escape")
    expect(page.locator("#search")).not_to_be_focused()


def test_a_finding_over_two_sentences_leaves_no_blank_link(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    first, *_ = report.results
    runs = (
        Run("It is slow.", 0, 11, Role.WHY),
        Run(" ", 11, 12),
        Run("Make it fast.", 12, 25, Role.WHAT),
        Run(" \n", 25, 27, None, ("link",), "https://tracker.example"),
    )
    block = TextBlock("description", "paragraph", runs)
    over = finding(
        "vague",
        message="Both are vague.",
        location=Location("description", "other", 0, 27, 1, 1, "It is slow."),
    )
    judgement = replace(first.judgement, text=(block,), findings=(over,), questions=())
    path = tmp_path / "two.html"
    with path.open("w", encoding="utf-8") as stream:
        write(replace(report, results=[replace(first, judgement=judgement)]), stream)
    page = browser.new_page(bypass_csp=True)
    page.goto(f"{path.as_uri()}#t0")
    assert page.locator("#t0 .text a.m").all_text_contents() == ["It is slow.", "Make it fast."]
    found = Axe().run(page).response["violations"]
    page.close()
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


def test_a_title_of_thousands_of_letters_takes_a_few_lines_until_it_is_opened(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    first, *_ = report.results
    long = replace(first, address=replace(first.address, title="Long words " * 300))
    path = tmp_path / "title.html"
    with path.open("w", encoding="utf-8") as stream:
        write(replace(report, results=[long]), stream)
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(path.as_uri())
    height = "document.querySelector('{}').getBoundingClientRect().height"
    assert page.evaluate(height.format("#agenda .agenda > li > a")) < 250
    page.click("nav a[href='#all']")
    assert page.evaluate(height.format("#t0 > summary")) < 200
    page.click("#t0 > summary")
    assert page.evaluate(height.format("#t0 > summary")) > 800
    page.close()


def test_the_facts_of_tickets_stand_below_each_other_in_a_wide_window(open_page: Open) -> None:
    page = open_page("#all", viewport={"width": 1440, "height": 800})
    for part in ("em", "small + .score"):
        places = [one.bounding_box() for one in page.locator(f"#tickets summary > {part}").all()]
        edges = {
            round(one["x"] + (one["width"] if "score" in part else 0)) for one in places if one
        }
        assert len(edges) == 1


def test_the_tabs_of_a_narrow_window_stand_on_one_line(open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    assert page.evaluate("document.querySelector('nav').offsetHeight") < 60


def test_a_link_of_the_agenda_opens_its_ticket(open_page: Open) -> None:
    page = open_page()
    page.click("#agenda a:has-text('SHOP-10')")
    expect(page.locator("#t1 .questions")).to_be_visible()
    assert page.locator("#tickets details[open] .key").all_inner_texts() == ["SHOP-10"]


def test_marked_words_tell_their_question_and_lead_to_it(open_page: Open) -> None:
    page = open_page("#t0")
    mark = page.locator("#t0 .text a.m").first
    mark.hover()
    told = mark.get_attribute("title")
    target = mark.get_attribute("href")
    assert told
    assert target
    mark.click()
    expect(page.locator(target)).to_be_visible()
    expect(page.locator(target)).to_contain_text(told[:20])


def test_a_ticket_full_of_markup_does_nothing(open_page: Open) -> None:
    page = open_page("#t3")
    page.locator("#t3 .text").wait_for()
    for link in page.locator("#t3 a.m").all():
        link.click()
    assert page.evaluate("window.hit") is None
    assert page.locator("#t3 script, #t3 img, #t3 svg, a[href^='javascript']").count() == 0
    assert page.locator("#t3 > .body").count() == 1


def test_the_page_is_read_without_a_script(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    for view in ("#agenda h2", "#rules table", "#t0 > summary"):
        assert page.locator(view).is_visible(), view
    page.click("#t0 > summary")
    expect(page.locator("#t0 .questions")).to_be_visible()
    assert page.locator("#t0 .text").inner_text()
    assert not page.locator(".filters").is_visible()


def test_a_dark_page_is_printed_on_white(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print", color_scheme="dark")
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    assert page.evaluate(paper).strip() == "#fff"


def test_a_page_of_tickets_is_printed_without_what_only_the_agenda_needs(open_page: Open) -> None:
    page = open_page("#all")
    page.emulate_media(media="print")
    assert not page.locator("header figure").is_visible()
    again = open_page("#agenda")
    again.emulate_media(media="print")
    assert again.locator("header figure").is_visible()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_head_of_a_ticket_begins_at_its_top_without_a_line_for_a_triangle(
    open_page: Open, media: Literal["screen", "print"]
) -> None:
    page = open_page("#all", viewport={"width": 390, "height": 800})
    page.emulate_media(media=media)
    summary, head = (
        page.locator(f"#t0 > {part}").bounding_box() for part in ("summary", "summary > .head")
    )
    assert summary
    assert head
    assert head["y"] - summary["y"] < 20


def test_printed_nothing_beside_a_question_is_larger_than_it(open_page: Open) -> None:
    page = open_page("#t0")
    page.emulate_media(media="print")
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    question = page.locator("#t0 .questions > li").first.evaluate(size)
    for part in ("#t0 .request", "#t0 .lost > li", "#t0 .questions small", "#agenda .needs"):
        assert page.locator(part).first.evaluate(size) <= question, part


def test_printed_each_ticket_is_open(open_page: Open) -> None:
    page = open_page("#all")
    printed = page.pdf()
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#tickets details[open]").count() == 4
    expect(page.locator("nav")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#tickets details[open]").count() == 0


def test_printed_a_long_ticket_begins_on_the_page_of_what_is_before_it(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    long = replace(report, results=[_longer(one) for one in report.results])
    page = browser.new_page(bypass_csp=True)
    path = tmp_path / "long.html"
    with path.open("w", encoding="utf-8") as stream:
        write(long, stream)
    page.goto(f"{path.as_uri()}#all")
    pages = page.pdf().count(b"/Type /Page\n")
    page.add_style_tag(content="details.ticket{break-inside:avoid!important}")
    assert 1 < pages < page.pdf().count(b"/Type /Page\n")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tail", ["", "#t0", "#t3", "#rules", "#trend"])
def test_everybody_can_read_it(open_page: Open, scheme: str, tail: str) -> None:
    # The rules of axe-core run in the page, which its policy forbids to all but tests.
    page = open_page(tail, color_scheme=scheme, bypass_csp=True)
    found = Axe().run(page).response["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in grave] == []


def test_the_trend_tells_the_findings_of_each_run(open_page: Open) -> None:
    page = open_page("#trend")
    rows = page.locator("#trend tbody tr")
    names = rows.locator("th").all_text_contents()
    assert names == ["2026-11-09 10:00:40", "2026-11-09 10:00:00", "2026-11-02 10:00:00"]
    columns = page.locator("#trend thead th").all_text_contents()
    cells = rows.first.locator("th, td").all_text_contents()
    told = dict(zip(columns, cells, strict=False))
    assert [told[name] for name in ("errors", "warnings", "notes")] == ["1", "12", "0"]


def test_the_trend_draws_the_findings_for_each_ticket(open_page: Open) -> None:
    page = open_page("#trend")
    picture = page.get_by_role("img", name="Findings for each ticket")
    expect(picture).to_be_visible()
    # 12 warnings of 4 tickets, on a scale up to 4.
    assert picture.locator("text").all_text_contents()[:3] == ["4", "2", "0"]
    lines = picture.locator("polyline").evaluate_all(
        "lines => lines.map(line => line.getAttribute('points'))"
    )
    assert lines == [
        "10.0,93.3 300.0,103.8 590.0,103.8",
        "10.0,110.0 300.0,110.0 590.0,35.0",
        "10.0,110.0 300.0,110.0 590.0,110.0",
    ]


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_window(open_page: Open, width: int) -> None:
    page = open_page("#t0", viewport={"width": width, "height": 800})
    for view in ("agenda", "all", "rules", "epics", "components", "trend"):
        page.evaluate(f"location.hash = '#{view}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_row_of_a_table_is_whole_in_a_narrow_window(open_page: Open) -> None:
    page = open_page("#rules", viewport={"width": 390, "height": 800})
    for cell in page.locator("#rules tbody tr").first.locator("td").all():
        box = cell.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390
    inner, outer = page.evaluate(
        "(() => { const one = document.querySelector('#rules .scroll');"
        " return [one.scrollWidth, one.clientWidth]; })()"
    )
    assert inner <= outer


@pytest.fixture
def crowded(browser: Browser, report: Report, tmp_path: Path) -> Iterator[Page]:
    """A review of so many tickets that they share questions, in a narrow window."""
    path = tmp_path / "crowded.html"
    with path.open("w", encoding="utf-8") as stream:
        write(replace(report, results=[one for one in report.results for _ in range(20)]), stream)
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.goto(path.as_uri())
    yield page
    page.close()


def test_a_label_tells_its_question_and_leads_to_it(crowded: Page) -> None:
    label = crowded.locator("#agenda .agenda a[href^='#Q']").last
    label.hover()
    told = label.get_attribute("title")
    target = label.get_attribute("href")
    assert told
    assert target
    label.click()
    expect(crowded.locator(f"#agenda .shared {target}")).to_be_in_viewport()
    expect(crowded.locator(target)).to_contain_text(told)


def test_a_shared_question_is_told_at_each_ticket(crowded: Page) -> None:
    words = crowded.locator("#Q1 > span").inner_text()
    told = crowded.locator("#agenda .agenda .ask", has=crowded.locator("a[href='#Q1']"))
    for asked in (told.first, told.last):
        expect(asked).to_contain_text(f"Q1 {words}")
    crowded.emulate_media(media="print")
    expect(told.first).to_contain_text(f"Q1 {words}")
    assert crowded.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_ticket_that_shares_a_question_is_linked(crowded: Page) -> None:
    for shared in crowded.locator("#agenda .shared > li").all():
        names = shared.locator(".names")
        count = int(names.locator("summary").inner_text().removeprefix("asked of ").split()[0])
        assert names.locator("a").count() == count > 6
        expect(names.locator("a").last).to_be_hidden()
        names.locator("summary").click()
        expect(names.locator("a").last).to_be_visible()


@pytest.mark.parametrize("link", ["#t", "#Q"], ids=["a-ticket", "a-label"])
def test_back_leads_to_where_the_reader_was(crowded: Page, link: str) -> None:
    followed = crowded.locator(f"#agenda .agenda a[href^='{link}']").last
    followed.scroll_into_view_if_needed()
    before = crowded.evaluate("scrollY")
    followed.click()
    expect(followed).not_to_be_in_viewport()
    crowded.go_back()
    expect(followed).to_be_in_viewport()
    assert crowded.evaluate("scrollY") == before > 0


def test_what_an_author_has_to_add_is_no_wider_than_the_window(crowded: Page) -> None:
    expect(crowded.locator("#agenda .needs").first).to_be_visible()
    assert crowded.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_long_text_is_shown_whole_when_its_ticket_is_opened(
    browser: Browser, report: Report, tmp_path: Path
) -> None:
    story = report.results
    many = [one for one in story for _ in range(300)]
    long = [_longer(one) for one in many]
    path = tmp_path / "long.html"
    with path.open("w", encoding="utf-8") as stream:
        write(replace(report, results=long), stream)
    page = browser.new_page()
    page.goto(f"{path.as_uri()}#t0")
    expect(page.locator("#t0 .text")).to_contain_text("The very last words.")
    page.goto(f"{path.as_uri()}#all&q=very+last+words")
    expect(page.locator("#count")).to_have_text(f"{len(long)} of {len(long)} shown")
    printed = page.evaluate(
        "dispatchEvent(new Event('beforeprint')); document.querySelector('#t9').textContent"
    )
    assert "The very last words." in printed
    page.close()


@pytest.fixture
def many(report: Report, tmp_path: Path) -> str:
    """The address of a review of more tickets than a browser reads whole."""
    path = tmp_path / "many.html"
    with path.open("w", encoding="utf-8") as stream:
        write(replace(report, results=[one for one in report.results for _ in range(260)]), stream)
    return path.as_uri()


def test_of_many_tickets_the_body_is_read_when_it_is_asked_for(browser: Browser, many: str) -> None:
    page = browser.new_page()
    page.goto(f"{many}#all")
    assert page.locator("#tickets .body").count() == 0
    page.click("#t0 > summary")
    expect(page.locator("#t0 .text")).to_be_visible()
    page.goto(f"{many}#f1-0")
    expect(page.locator("#f1-0")).to_be_in_viewport()
    assert page.locator("#tickets .body").count() == 2
    page.close()


@pytest.mark.parametrize(
    ("tail", "left"),
    [("q=earliest+delivery", 260), ("rule=missing-environment", 260), ("q=small+body", 0)],
    ids=["words", "a-rule", "no-words-of-ours"],
)
def test_many_tickets_are_found_by_what_is_not_read_yet(
    browser: Browser, many: str, tail: str, left: int
) -> None:
    page = browser.new_page()
    page.goto(f"{many}#all&{tail}")
    expect(page.locator("#count")).to_have_text(f"{left} of 1040 shown")
    assert page.locator("#tickets .body").count() == 0
    page.close()


def test_without_a_script_many_tickets_are_read_as_few_are(browser: Browser, many: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(many)
    page.click("#t0 > summary")
    expect(page.locator("#t0 .text")).to_be_visible()
    assert page.locator("#tickets .body").count() == 1040
    page.close()


def _longer(result: TicketResult) -> TicketResult:
    """Return a result whose text goes on for 20 paragraphs."""
    more = [TextBlock("description", "paragraph", (Run("Words. " * 60, 0, 0),))] * 20
    last = TextBlock("description", "paragraph", (Run("The very last words.", 0, 0),))
    text = (*result.judgement.text, *more, last)
    return replace(result, judgement=replace(result.judgement, text=text))
