"""A review of a small backlog, and a browser to open it in."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ticketlint.config.settings import Config
from ticketlint.model import Paired, Report, TrendPoint
from ticketlint.reporters.review.page import write
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

EVIL = '<script>window.hit=1</script><img src=x onerror="window.hit=2">'
TREND = (
    TrendPoint("2026-11-02T10:00:00+00:00", 3, 40.0, {"ready": 1}, {"error": 2}),
    TrendPoint(
        "2026-11-09T10:00:00+00:00",
        4,
        50.0,
        {"ready": 2},
        {"error": 1},
        is_comparable=True,
        paired=Paired(3, 1, 0, 2, 0, 6.0),
    ),
    # Within the same minute.
    TrendPoint("2026-11-09T10:00:40+00:00", 4, 45.0, {"ready": 2}, {"error": 1, "warning": 12}),
)
TICKETS = [
    {
        "key": "SHOP-2",
        "title": "Improve the basket page",
        "type": "Story",
        "priority": "High",
        "sprint": "Swift 5",
        "parent": "SHOP-90",
        "components": ["Basket"],
        "url": "https://tracker.example/browse/SHOP-2",
        "description": "The basket should be fast and user-friendly, and support vouchers etc.\n\n"
        "# Acceptance criteria\n\n- TBD\n",
    },
    {
        "key": "SHOP-10",
        "title": "Wrong total",
        "type": "Bug",
        "priority": "Low",
        "components": ["Basket", "Tax"],
        "description": "The total is wrong. It is that of the cart of another shopper.",
    },
    {
        "key": "SHOP-3",
        "title": "Show the delivery day in the basket",
        "type": "Story",
        "parent": "SHOP-90",
        "description": "As a shopper I want to see the delivery day in the basket, so that I know"
        " before I pay whether my order comes in time.\n\n# Acceptance criteria\n\n"
        "- The basket shows the earliest delivery day of each article.\n"
        "- An article without a delivery day shows the words `day not known`.\n"
        "- The day of the whole order is the latest of its articles.\n",
    },
    {
        "key": EVIL,
        "title": f"</style></title>{EVIL}",
        "type": "Task",
        "url": "javascript:window.hit=3",
        "priority": EVIL,
        "sprint": '"><svg onload=window.hit=4>',
        "parent": EVIL,
        "components": ['" onfocus="window.hit=5" autofocus x="'],
        "description": f"{EVIL} [click](javascript:window.hit=6) </div></details>"
        "\n\n```\n</pre><script>window.hit=7</script>\n```\n"
        "\n| a | b |\n|---|---|\n| <svg onload=window.hit=8> | c |\n"
        "\nImprove various things \u202eetc. </script><script>window.hit=9</script>",
    },
]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("review") / "shop.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in TICKETS), encoding="utf-8")
    report = run_check([str(path)], Config(ticket_text=True), SourceOptions(), 1, iter)
    return replace(report, trend=TREND)


@pytest.fixture(scope="session")
def page_file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    stream = io.StringIO()
    write(report, stream)
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def trouble() -> list[str]:
    """What a page did that it must not: errors in the console, requests beside its own file."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, page_file: Path, trouble: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open the review in a fresh window, and find nothing that it must not do."""
    contexts = []

    def _open(tail: str = "", **options: object) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: trouble.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: request.url.startswith("file:") or trouble.append(request.url),
        )
        page.goto(f"{page_file.as_uri()}{tail}")
        return page

    yield _open
    for context in contexts:
        context.close()
    assert trouble == []
