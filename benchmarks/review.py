"""Measure the review and the page for writing: size, seconds to make it, until it can be used.

The tickets are those of a JSON report (`check -o json:FILE -c ticket_text=true`), or else the
examples, again and again under new keys. The browser is Debian's Chromium (make browser).
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import requests
from playwright.sync_api import CDPSession, Page, sync_playwright

from ticketlint.config.settings import Config
from ticketlint.model import Report
from ticketlint.reporters.review.page import write
from ticketlint.reporters.stored import read_report
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "PAY-12.md"
SIZES = (500, 5_000)
ANSWERS = 20
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# Milliseconds after which a search has begun.
RESTING = 250
# Milliseconds in which an answer feels like one.
WANTED = 300


def main() -> None:
    """Print one line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", type=Path, action="append", help="a JSON report; repeatable")
    arguments = parser.parse_args()
    named = [(path.name, read_report(str(path))) for path in arguments.report or ()]
    for name, report in named or _examples():
        with tempfile.TemporaryDirectory() as folder:
            page_file = Path(folder) / "review.html"
            _made(name, report, page_file)
            _opened(page_file, len(report.results))
    _answered()


def _examples() -> Iterator[tuple[str, Report]]:
    config = Config(ticket_text=True, fail_on="never")
    report = run_check([str(ROOT / "examples")], config, SourceOptions(), 1, iter)
    for size in SIZES:
        results = tuple(
            replace(one, address=replace(one.address, key=f"{one.key}-{number}"))
            for number, one in enumerate(islice(cycle(report.results), size))
        )
        yield f"examples, {size:,} tickets", replace(report, results=results)


def _made(name: str, report: Report, page_file: Path) -> None:
    start, spent = time.perf_counter(), time.process_time()
    with page_file.open("w", encoding="utf-8") as stream:
        write(report, stream)
    seconds, spent = time.perf_counter() - start, time.process_time() - spent
    size = page_file.stat().st_size / 1_000_000
    made = f"made in {seconds:.2f} s, {spent:.2f} of processor"
    print(f"{name}: {len(report.results):,} tickets, {size:.2f} MB, {made}")


def _opened(page_file: Path, tickets: int) -> None:
    """Measure what a reader does first, each until the next picture is drawn and a search is over.

    Seconds on the clock tell what else the machine does; those of the script and of all work of the
    page tell the page apart from it.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("  no browser (make browser)")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        timed = partial(_timed, page, session)
        timed("can be used", partial(page.goto, page_file.as_uri()))
        print(f"  {'first painted':<16} {page.evaluate(FIRST_PAINT) / 1_000:6.2f} s")
        timed("all tickets", partial(page.click, "nav a[href='#all']"))
        timed("sorted by score", partial(page.select_option, "#sort", "score"))
        timed("searched", partial(page.fill, "#search", "the export"))
        timed("searched again", partial(page.fill, "#search", "user"))
        timed("all shown again", partial(page.click, "#clear"))
        shown = page.locator("#count").text_content()
        assert shown == f"{tickets} of {tickets} shown", shown
        browser.close()


def _timed(page: Page, session: CDPSession, name: str, act: Callable[[], object]) -> None:
    before, start = _work(session), time.perf_counter()
    act()
    page.wait_for_timeout(RESTING)
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    seconds = time.perf_counter() - start - RESTING / 1_000
    # A page that was opened begins to count anew.
    script, task = (
        now - was if now >= was else now for was, now in zip(before, _work(session), strict=True)
    )
    print(f"  {name:<16} {seconds:6.2f} s, script {script:5.2f}, all work of the page {task:5.2f}")


def _work(session: CDPSession) -> tuple[float, float]:
    """Return the seconds of scripts and of all work of a page so far."""
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return told["ScriptDuration"], told["TaskDuration"]


def _answered() -> None:
    """Time the answers of `serve` to an ordinary ticket, through a socket."""
    text = EXAMPLE.read_text(encoding="utf-8")
    with _served() as (url, process):
        times, spent = [], _processor(process)
        for number in range(ANSWERS):
            sent = {
                "title": "Export the invoices",
                "text": f"{text}\nRow {number}.",
                "type": "Story",
            }
            start = time.perf_counter()
            requests.post(f"{url}/check", json=sent, timeout=60).raise_for_status()
            times.append(1_000 * (time.perf_counter() - start))
        spent = (_processor(process) - spent) / ANSWERS
    told = (
        f"fastest {min(times):.0f} ms, median {median(times):.0f} ms, slowest {max(times):.0f} ms "
        f"(wanted: {WANTED}), {spent:.0f} ms of processor each"
    )
    print(f"serve: {ANSWERS} answers to {EXAMPLE.name}, {told}")


def _processor(process: int) -> float:
    """Return the milliseconds of processor that a process has had; 0 where /proc is not."""
    told = Path(f"/proc/{process}/stat")
    if not told.exists():
        return 0
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return 1_000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ticketlint", "serve", "--isolated", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            process.stdout.readline()
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
