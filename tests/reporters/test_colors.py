"""Colours: where they are written, and who says so."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.reporters.made import report, result
from ticketlint.reporters.text import write
from ticketlint.reporters.view import Color, View

if os.name == "nt":
    pytest.skip("needs pseudo terminals", allow_module_level=True)


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Make standard output a terminal; what is written to it can be read from the number."""
    master, slave = os.openpty()
    with (
        os.fdopen(slave, "w", encoding="utf-8", newline="\n") as stream,
        monkeypatch.context() as m,
    ):
        m.setattr(sys, "stdout", stream)
        yield master
    os.close(master)


def write_with(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, color: Color) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    write(report([result("A-1")]), sys.stdout, View(color=color))
    sys.stdout.flush()


CASES = [
    ("auto", {"TERM": "xterm"}, True, False),
    ("auto", {}, True, False),
    ("auto", {"TERM": "dumb"}, False, False),
    ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, False, False),
    ("auto", {"TERM": "xterm", "NO_COLOR": ""}, True, False),
    ("auto", {"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
    ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ("auto", {"TERM": "xterm", "FORCE_COLOR": "0"}, True, False),
    ("always", {"TERM": "dumb", "NO_COLOR": "1"}, True, True),
    ("never", {"TERM": "xterm", "FORCE_COLOR": "1"}, False, False),
]
IDS = [f"{color} {' '.join(f'{k}={v}' for k, v in e.items())}" for color, e, *_ in CASES]


@pytest.mark.parametrize(("color", "environment", "on_terminal", "_piped"), CASES, ids=IDS)
def test_colours_on_a_terminal(
    color: Color,
    environment: dict[str, str],
    on_terminal: bool,
    _piped: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with terminal(monkeypatch) as shown:
        write_with(environment, monkeypatch, color)
        told = os.read(shown, 10_000)

    assert b"A-1" in told
    assert (b"\x1b[" in told) is on_terminal


@pytest.mark.parametrize(("color", "environment", "_on_terminal", "piped"), CASES, ids=IDS)
def test_colours_in_a_pipe(
    color: Color,
    environment: dict[str, str],
    _on_terminal: bool,
    piped: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_with(environment, monkeypatch, color)

    assert ("\x1b[" in capsys.readouterr().out) is piped


def test_a_file_has_no_colours_whatever_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()

    write(report([result("A-1")]), stream, View(color="always"))

    assert "\x1b" not in stream.getvalue()
