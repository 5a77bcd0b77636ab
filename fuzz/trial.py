"""Run a target on one input and tell what broke: a fault, too much time, too much memory."""

import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from fuzz.oracle import Broken
from fuzz.targets import Target

# Reading this loads all models, so that the first input does not pay for them.
_ENGLISH = b"# Export invoices\n\nAs an accountant I want to export all invoices as a file.\n"
# Seconds of the processor that any input may take, besides those for its bytes.
SECONDS = 0.3
# What takes longer on a slow machine only takes so many times the half, and never so long.
STEEP, MOST = 3.0, 2.5
# Bytes of memory that any input may take, and those for each of its bytes.
MEMORY, MEMORY_PER_BYTE = 200 * 1024 * 1024, 5000


@dataclass(frozen=True, slots=True)
class Found:
    """What broke: `kind` is fault, slow or memory; `where` names the line of ours."""

    kind: str
    where: str
    what: str


def try_input(target: Target, data: bytes) -> Found | None:
    """Return what broke on the input, or None."""
    before = peak_memory()
    start = time.process_time()
    try:
        target.run(data)
    except Broken as error:
        return Found("fault", "", str(error))
    except Exception as error:
        return Found("fault", _place(error), f"{type(error).__name__}: {str(error)[:200]}")
    seconds = time.process_time() - start
    if peak_memory() - before > MEMORY + MEMORY_PER_BYTE * len(data):
        grown = (peak_memory() - before) >> 20
        return Found("memory", "", f"{grown} MiB for {len(data):,} bytes")
    if seconds > SECONDS + target.seconds_per_byte * len(data):
        return _timed(target, data)
    return None


def warm_up(target: Target) -> None:
    """Let a target load what it needs."""
    try_input(target, _ENGLISH)


def peak_memory() -> int:
    """Return the most memory that this process had so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _timed(target: Target, data: bytes) -> Found | None:
    """Run a slow input again, for the first run may have read files or models, and sample it."""
    start = time.process_time()
    with _sampled() as places:
        target.run(data)
    seconds = time.process_time() - start
    if seconds <= SECONDS + target.seconds_per_byte * len(data):
        return None
    if seconds < MOST and seconds < STEEP * _half(target, data):
        return None
    [(where, _)] = places.most_common(1) or [("", 0)]
    return Found("slow", where, f"{seconds:.1f} s for {len(data):,} bytes")


def _half(target: Target, data: bytes) -> float:
    """Return the seconds for half of an input: half of all where time is linear, else a quarter."""
    start = time.process_time()
    target.run(data[: len(data) // 2])
    return time.process_time() - start


@contextmanager
def _sampled() -> Iterator[Counter[str]]:
    """Count the lines of ours that run, fifty times a second."""
    places: Counter[str] = Counter()

    def note(_signal: int, frame: FrameType | None) -> None:
        while frame is not None and "/ticketlint/" not in frame.f_code.co_filename:
            frame = frame.f_back
        if frame is not None:
            places[_line(frame.f_code.co_filename, frame.f_lineno)] += 1

    before = signal.signal(signal.SIGPROF, note)
    signal.setitimer(signal.ITIMER_PROF, 0.02, 0.02)
    try:
        yield places
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _place(error: BaseException) -> str:
    """Return the innermost line of ours that an exception went through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/ticketlint/" in frame.filename] or list(frames)
    return _line(ours[-1].filename, ours[-1].lineno) if ours else ""


def _line(filename: str, line: int | None) -> str:
    return f"{filename.rsplit('/ticketlint/', 1)[-1].rsplit('/fuzz/', 1)[-1]}:{line}"
