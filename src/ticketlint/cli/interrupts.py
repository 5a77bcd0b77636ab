"""Ctrl-C: one line and exit code 130, wherever it comes; never a traceback, never a signal."""

import atexit
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

INTERRUPTED = 130
_SHOW_CURSOR = b"\x1b[?25h"  # a progress display hides it


class Interrupts:
    """Listens while the command line runs.

    `unwind` False: nothing is held yet that would have to be given back, so an interrupt ends
    the process at once, whatever is being imported. True: it is raised as KeyboardInterrupt, so
    that cursors, files and queues are left in order; a second one ends the process all the same.
    `heard` says that there was one, since libraries catch it or turn it into other faults.
    """

    def __init__(self) -> None:
        self.unwind = False
        self.heard = False
        self._listens = False
        self._hook = sys.unraisablehook

    def __enter__(self) -> Self:
        """Begin to listen, unless somebody else does, or interrupts are ignored."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            try:
                signal.signal(signal.SIGINT, self._hear)
            except ValueError:  # not the main thread: its interrupts are not ours
                return self
            self._listens = True
            sys.unraisablehook = self._obey
            if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                signal.signal(signal.SIGTERM, _obey_end)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Give back what was there; what happens after the last line of a run is no fault."""
        if self._listens:
            sys.unraisablehook = self._hook
            signal.signal(signal.SIGINT, signal.default_int_handler)
            if signal.getsignal(signal.SIGTERM) is _obey_end:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
            atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self.heard or not self.unwind:
            _leave()
        self.heard = True
        _end_workers()
        raise KeyboardInterrupt

    def _obey(self, lost: Any) -> None:
        """End also where an interrupt fell into a place in which Python drops exceptions."""
        if isinstance(lost.exc_value, KeyboardInterrupt):
            _leave()
        self._hook(lost)


def leave_at_once() -> None:
    """Let an interrupt end the process: for a server, which holds nothing and waits for input."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda _number, _frame: _leave())


def _obey_end(number: int, _frame: FrameType | None) -> None:
    """End our processes, then this one, by the signal that asked for it."""
    _end_workers()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _leave() -> NoReturn:
    _end_workers()
    told = b"ticketlint: interrupted\n"
    with suppress(OSError):
        os.write(2, _SHOW_CURSOR + told if os.isatty(2) else told)
    os._exit(INTERRUPTED)


def _end_workers() -> None:
    """End our processes: they do not hear interrupts, and would finish what they hold first."""
    multiprocessing = sys.modules.get("multiprocessing")
    if multiprocessing is not None:
        for child in multiprocessing.active_children():
            child.kill()
