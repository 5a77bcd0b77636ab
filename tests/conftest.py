"""What many tests share: the pipeline, loaded once, and the folder of real tickets."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, Ticket, TicketField, TicketResult
from ticketlint.run.selection import resolve

pytest_plugins = ["tests.browser", "tests.jira.fixtures"]

# What one test finds out is no answer for another; those of the cache say where theirs is.
os.environ["TICKETLINT_NO_CACHE"] = "1"
# A suite in the background of a shell ignores interrupts, and so would all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def linter(nlp: Language) -> Linter:
    config = Config()
    return Linter(resolve(config), nlp)


@pytest.fixture(scope="session")
def lint(linter: Linter) -> Callable[..., TicketResult]:
    """Lint one ticket made from a text."""

    def _lint(text: str, **facts: str) -> TicketResult:
        [result] = linter.lint([ticket(text, **facts)])
        return result

    return _lint


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real tickets; tests that need it skip where it is not."""
    folder = Path(os.environ.get("SHARED_TICKETS", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("needs the folder of real tickets (set SHARED_TICKETS)")
    return folder


def ticket(
    text: str,
    title: str = "Export the invoices of a month",
    type: str = "Story",
    markup: Markup = Markup.MARKDOWN,
    key: str = "PAY-1",
    parent: str | None = None,
) -> Ticket:
    field = TicketField("description", text, markup)
    return Ticket(key=key, title=title, type=type, parent=parent, fields=(field,))
