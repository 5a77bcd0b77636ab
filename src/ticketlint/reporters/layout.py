"""Lines that fit where they are shown: excerpts cut around their words, long lines wrapped."""

import os
import sys
from collections.abc import Iterator
from typing import Literal, TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from ticketlint.harmless.terminal import printable
from ticketlint.model import Severity
from ticketlint.reporters.view import Color

# Columns that an excerpt may take where no terminal says how many there are.
USUAL = 100
LEAST = 40
_CUT = "…"
GRADE_STYLES = {"A": "green", "B": "green", "C": "yellow", "D": "red", "F": "red"}
# Older consoles of Windows are written to in another way, which rich finds out.
_COLORS: Literal["auto", "standard"] = "auto" if os.name == "nt" else "standard"
SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def columns_of(stream: TextIO) -> int | None:
    """Return the columns of standard output, `LEAST` at least; None where they do not matter.

    They are what COLUMNS says, else what the terminal says. A file has none.
    """
    if stream is not sys.stdout:
        return None
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdecimal() and int(named[:6]) > 0:
        return max(int(named[:6]), LEAST)
    if not stream.isatty():
        return None
    try:
        found = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return None
    return max(found, LEAST) if found else None


def plain_console(stream: TextIO, color: Color = "auto") -> Console:
    """Return a console that adds colours and nothing else.

    Its width is fixed: rich takes it from COLUMNS, and prints nothing at all where that is 0.
    The colours are the eight that every terminal has.
    """
    is_colored = _is_colored(stream, color)
    return Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        width=columns_of(stream) or USUAL,
        force_terminal=is_colored,
        color_system=_COLORS if is_colored else None,
        no_color=not is_colored,
    )


def _is_colored(stream: TextIO, color: Color) -> bool:
    """Tell whether a stream is written in colours; a file never is.

    For `auto`, NO_COLOR says no before FORCE_COLOR says yes, and each before the terminal is
    asked. Empty ones say nothing, and FORCE_COLOR=0 does not either.
    """
    if stream is not sys.stdout or color == "never":
        return False
    if color == "always":
        return True
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream.isatty() and os.environ.get("TERM") not in {"dumb", "unknown"}


def counted(name: str, count: int) -> str:
    """Return a number and the name of what is counted."""
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def fitted(text: str, cells: int) -> str:
    """Return a text in so many cells: filled up, or cut with a sign that tells it."""
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    return f"{set_cell_size(text, cells - cell_len(_CUT))}{_CUT}"


def cut(line: Text, cells: int) -> Text:
    """Return a line of at most so many cells."""
    line.truncate(cells, overflow="ellipsis")
    return line


def as_shown(text: str, stream: TextIO) -> str:
    """Return the text as the encoding of the stream can show it, one character for one."""
    encoding, errors = stream.encoding, stream.errors
    if not encoding or not errors:
        return text
    return text.encode(encoding, errors).decode(encoding, "replace")


def window(text: str, start: int, end: int, cells: int) -> tuple[str, int, int]:
    """Return the part around `start` to `end` that fits into `cells`, and that range in it.

    The beginning of the range is kept where the range alone is too long.
    """
    if cell_len(text) <= cells:
        return text, start, end
    room = cells - 2 * cell_len(_CUT)
    first, last = start, start
    while last < end and cell_len(text[first : last + 1]) <= room:
        last += 1
    grown = True
    while grown:
        grown = False
        if last < len(text) and last >= end and cell_len(text[first : last + 1]) <= room:
            last, grown = last + 1, True
        if first > 0 and cell_len(text[first - 1 : last]) <= room:
            first, grown = first - 1, True
    before, after = _CUT * (first > 0), _CUT * (last < len(text))
    shift = first - len(before)
    return f"{before}{text[first:last]}{after}", start - shift, min(end, last) - shift


def wrapped(line: Text, columns: int | None, indent: int, console: Console) -> Iterator[Text]:
    """Yield a line in parts of `columns` cells, all but the first indented.

    Without columns it stays one line, as programs like it.
    """
    if columns is None or line.cell_len <= columns:
        yield line
        return
    first, *rest = line.wrap(console, columns - indent, overflow="fold")
    first.rstrip()
    yield first
    for part in rest:
        # What was in the middle of a line now begins one: a runner must not take it for a command.
        part.rstrip()
        part.plain = printable(part.plain)
        yield Text.assemble(" " * indent, part)
