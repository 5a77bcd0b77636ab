"""The fixed inputs of the benchmarks, and the machine that they are measured on."""

import json
import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import count
from pathlib import Path

from ticketlint.model import Ticket
from ticketlint.sources import SourceOptions, read_tickets

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
_TITANIUM = "corpora/titanium-jira.jsonl.gz"


def backlog_of(shared: Path) -> Path:
    """Return the issues of Titanium where they are, else the examples, which everybody has."""
    titanium = shared / _TITANIUM
    return titanium if titanium.is_file() else EXAMPLES


def tickets_of(backlog: Path) -> Iterator[Ticket]:
    """Yield the tickets of a backlog again and again, under new keys after the first round.

    Those of later rounds have other titles too, so that none is known from an earlier one.
    """
    for turn in count():
        for item in read_tickets([str(backlog)], SourceOptions()):
            if isinstance(item, Ticket):
                title = f"{item.title} {turn}"
                yield replace(item, key=f"{item.key}-{turn}", title=title) if turn else item


def write_tickets(tickets: Iterable[Ticket], path: Path, texts: Path) -> None:
    """Write tickets as lines of JSON, and each as a text of its own for tools that read these."""
    texts.mkdir()
    with path.open("w", encoding="utf-8") as lines:
        for number, ticket in enumerate(tickets):
            text = "\n\n".join(field.text for field in ticket.fields)
            row = {"key": ticket.key, "title": ticket.title, "description": text}
            lines.write(json.dumps({**row, "type": ticket.type}) + "\n")
            (texts / f"{number}.md").write_text(f"{ticket.title}\n\n{text}\n", "utf-8")


def machine() -> str:
    """Return the machine in a line: cores, memory, load, system, Python, spaCy."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / (1 << 30)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores {platform.machine()}, {pages:.0f} GiB, load {os.getloadavg()[0]:.1f}, "
        f"{platform.system()}, Python {platform.python_version()}, spaCy {version('spacy')}"
    )
