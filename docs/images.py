"""Take the pictures of docs/images from a review of the examples: `make images`."""

import io
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ticketlint.config.settings import Config
from ticketlint.reporters.review.page import write
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

ROOT = Path(__file__).resolve().parents[1]
# Name, the part of the page that is shown (all of it without one), width and height in pixels.
SHOTS = (("review-agenda", "", 1100, 900), ("review-ticket", "#t0", 1100, 900))


def main() -> None:
    """Write each picture; a browser must be installed (make browser)."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("images: no browser (make browser)")
    report = run_check(
        [str(ROOT / "examples")],
        Config(ticket_text=True, fail_on="never"),
        SourceOptions(),
        1,
        iter,
    )
    stream = io.StringIO()
    write(report, stream)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "review.html"
        page_file.write_text(stream.getvalue(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, part, width, height in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{page_file.as_uri()}{part}")
            shown = page.locator(part) if part else page
            shown.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
