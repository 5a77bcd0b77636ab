"""`ticketlint serve` as its user meets it: a real process, real requests, a real browser."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import requests
from playwright.sync_api import Browser, expect

from ticketlint.cli.serve import listen

EVIL = '<img src=x onerror="window.hit=1"><script>window.hit=2</script>'


class Served(NamedTuple):
    url: str
    folder: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a small backlog, in a folder of its own that it must leave as it is."""
    folder = tmp_path_factory.mktemp("serve")
    (folder / "one.md").write_text("# Improve it\n\nMake the basket fast.\n", encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "ticketlint", "serve", "one.md", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith(f"http://127.0.0.1:{port}"), line
    url = f"http://127.0.0.1:{port}"
    yield Served(url, folder)
    process.terminate()
    process.wait(timeout=20)
    process.stdout.close()


def post(served: Served, body: object, **headers: str) -> requests.Response:
    data = body if isinstance(body, bytes) else json.dumps(body)
    sent = {"Content-Type": "application/json", **headers}
    return requests.post(f"{served.url}/check", data=data, headers=sent, timeout=30)


def test_a_ticket_is_answered_with_questions_and_parts_to_fill_in(served: Served) -> None:
    told = post(served, {"title": "Improve the basket", "text": "Make it fast.", "type": "Story"})
    answer = told.json()
    assert told.status_code == 200
    assert answer["level"] == "draft"
    assert "?" in answer["html"]
    assert "## Acceptance criteria" in answer["skeleton"]
    wiki = post(served, {"title": "Total is wrong", "type": "Bug", "markup": "jira"}).json()
    assert "h2. Steps to reproduce" in wiki["skeleton"]


@pytest.mark.parametrize("markup", ["markdown", "jira"])
@pytest.mark.parametrize("kind", ["Story", "Bug", "Task", "Epic", "Spike"])
def test_parts_left_as_they_were_offered_bring_nothing(
    served: Served, kind: str, markup: str
) -> None:
    ticket = {"title": "Export fails", "text": "Broken.", "type": kind, "markup": markup}
    before = post(served, ticket).json()
    after = post(served, {**ticket, "text": f"Broken.\n\n{before['skeleton']}"}).json()
    assert before["skeleton"]
    assert after["score"] <= before["score"]
    assert after["level"] == before["level"] == "draft"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        pytest.param("", True, id="an-empty-ticket"),
        pytest.param("## Steps to reproduce\n\n- Open …", False, id="the-part-itself"),
        pytest.param("## How to see it\n\nSteps to reproduce:\n\n- Open …", False, id="a-label"),
        pytest.param("**Steps:**\n\n1. Open the shop", False, id="another-heading-for-it"),
        pytest.param("## Expected result\n\nA file.", True, id="another-part"),
    ],
)
def test_a_part_that_is_there_is_not_offered(served: Served, text: str, offered: bool) -> None:
    answer = post(served, {"title": "Export fails", "text": text, "type": "Bug"}).json()
    assert ("## Steps to reproduce" in answer["skeleton"]) is offered
    assert ("## What should happen instead" in answer["skeleton"]) is ("Expected" not in text)


@pytest.mark.parametrize("path", ["/", "/review"])
def test_a_page_allows_nothing_but_itself(served: Served, path: str) -> None:
    page = requests.get(f"{served.url}{path}", timeout=30)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"


def test_the_review_of_a_backlog_is_there(served: Served) -> None:
    assert "Improve it" in requests.get(f"{served.url}/review", timeout=30).text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Host": "evil.example"}, 403, id="another-name-for-this-machine"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="a-page-of-a-stranger"),
        pytest.param({"Origin": "null"}, 403, id="a-page-without-an-address"),
        pytest.param({"Content-Type": "text/plain"}, 415, id="what-a-form-can-send"),
    ],
)
def test_only_its_own_page_is_answered(
    served: Served, headers: dict[str, str], status: int
) -> None:
    assert post(served, {"title": "A"}, **headers).status_code == status


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        pytest.param({"title": "secret" * 500}, 422, "title", id="a-title-too-long"),
        pytest.param({"text": "a", "path": "/etc/passwd"}, 422, "path", id="an-unknown-key"),
        pytest.param(b"{", 422, "JSON", id="no-json"),
        pytest.param(b" " * 1_100_000, 413, "bytes", id="too-large"),
        pytest.param({"text": "\ud800 x"}, 422, "JSON", id="half-a-character"),
    ],
)
def test_odd_requests_get_one_line(served: Served, body: object, status: int, told: str) -> None:
    answer = post(served, body)
    assert answer.status_code == status
    assert told in answer.text
    assert "secretsecret" not in answer.text


def test_an_address_that_others_reach_is_refused() -> None:
    command = [sys.executable, "-m", "ticketlint", "serve", "--host", "0.0.0.0"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("ticketlint: --host: `0.0.0.0` is no address of loopback")


def test_the_body_of_an_answer_does_not_wait_for_a_receipt_of_its_head() -> None:
    with listen("127.0.0.1", 0) as listening:
        with socket.create_connection(listening.getsockname()):
            taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_the_answer_follows_while_a_ticket_is_written(served: Served, browser: Browser) -> None:
    trouble: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: request.url.startswith(served.url) or trouble.append(request.url),
    )
    page.goto(served.url)
    page.fill("#title", "Improve the basket")
    page.fill("#text", f"It should be fast. {EVIL}")
    expect(page.locator("#answer .questions")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("of 100")
    page.locator("li", has_text="Give a number").locator("input").check()
    page.click("#fill")
    expect(page.locator("#text")).to_have_value(re.compile("Acceptance criteria"))
    expect(page.locator("#answer .text")).to_contain_text("Acceptance criteria")
    expect(page.locator(".checklist label:has(:checked)")).to_contain_text("Give a number")
    assert page.evaluate("window.hit") is None
    page.goto(served.url)
    page.click("text=The review of the backlog")
    page.click("#agenda li a")
    expect(page.locator("#t0 .text")).to_contain_text("Make the basket fast.")
    page.close()
    assert [line for line in trouble if "favicon" not in line] == []


def test_parts_are_added_once_however_often_they_are_asked_for(
    served: Served, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(served.url)
    page.fill("#title", "Improve the basket")
    expect(page.locator("#fill")).to_be_visible()
    page.evaluate("fill.click(); fill.click()")
    expect(page.locator("#fill")).to_be_hidden()
    expect(page.locator("#answer .text")).to_contain_text("Acceptance criteria")
    expect(page.locator("#fill")).to_be_hidden()
    assert page.input_value("#text").count("## Acceptance criteria") == 1
    page.close()


def test_nothing_is_written_to_disk(served: Served) -> None:
    assert [path.name for path in served.folder.iterdir()] == ["one.md"]
