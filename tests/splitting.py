"""Commands in processes that split off from one which has imported what they need.

Most of what a command takes here is imports and the pipeline, and both are alike each time. Such a
process has folder, environment, streams, arguments and exit code of its own and ends as Python
does. What differs from a new one: its modules are imported, and its hashes have the seed of the
others; where that is what a test looks at, it starts a new one.
"""

import atexit
import gc
import json
import os
import random
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any

# What Python itself reads of the environment, as it starts.
READ_BY_PYTHON = ("PYTHON", "LC_", "LANG")
STREAMS = (
    ("stdin", "surrogateescape"),
    ("stdout", "surrogateescape"),
    ("stderr", "backslashreplace"),
)
Ended = tuple[int, bytes, bytes]


def ran(
    arguments: Sequence[str],
    stdin: bytes,
    cwd: Path | None,
    environment: Mapping[str, str],
    timeout: float,
) -> Ended:
    """Run a command in UTF-8 mode; return its exit code and what it printed.

    Raises:
        subprocess.TimeoutExpired: it took longer than `timeout` seconds.

    """
    asked = {"argv": arguments, "cwd": str(cwd or Path.cwd()), "environment": dict(environment)}
    reply, theirs = socket.socketpair()
    with ExitStack() as stack:
        stack.enter_context(reply)
        reply.settimeout(timeout)
        (feeds, writing), (out, printing), (err, telling) = (os.pipe() for _ in range(3))
        with theirs:
            socket.send_fds(origin(), [b"."], [feeds, printing, telling, theirs.fileno()])
        for handed in (feeds, printing, telling):
            os.close(handed)
        threads = stack.enter_context(ThreadPoolExecutor(3))
        fed = threads.submit(_feed, writing, stdin)
        printed, told = (threads.submit(_read, each) for each in (out, err))
        reply.sendall(json.dumps(asked).encode() + b"\n")
        code = _code(reply, arguments, timeout)
        fed.result()
        return code, printed.result(), told.result()


def _code(reply: socket.socket, arguments: Sequence[str], timeout: float) -> int:
    with reply.makefile("r") as lines:
        process = int(lines.readline())
        try:
            return int(lines.readline())
        except TimeoutError:
            os.kill(process, signal.SIGKILL)
            raise subprocess.TimeoutExpired(list(arguments), timeout) from None


def _feed(handle: int, data: bytes) -> None:
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
    except BrokenPipeError:  # the command reads no more
        pass


def _read(handle: int) -> bytes:
    with open(handle, "rb") as stream:
        return stream.read()


@cache
def origin() -> socket.socket:
    """Start the process from which others split off; it ends when this socket is closed."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=Path(__file__).resolve().parents[1],
            env={**os.environ, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
        )
    atexit.register(_close, ours, process)
    return ours


def _close(ours: socket.socket, process: "subprocess.Popen[bytes]") -> None:
    ours.close()
    process.wait()


def is_like_ours(environment: Mapping[str, str]) -> bool:
    """Tell whether Python would start alike with an environment, but for where modules stand."""
    mine, other = (
        {name: value for name, value in each.items() if name.startswith(READ_BY_PYTHON)}
        for each in (os.environ, environment)
    )
    own = {"PYTHONUTF8": "1", "PYTHONPATH": ""}
    return mine | own == other | own and environment.get("PYTHONUTF8") == "1"


def serve(requests: socket.socket) -> None:
    """Split off a process for each request; return in it, with its request fulfilled so far."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        _, handles, _, _ = socket.recv_fds(requests, 1, 4)
        if not handles:
            os._exit(0)
        if os.fork() == 0:
            break
        for handle in handles:
            os.close(handle)
    requests.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with socket.socket(fileno=handles.pop()) as reply:
        become(json.loads(reply.makefile().readline()), handles, reply)


def become(asked: Mapping[str, Any], handles: Sequence[int], reply: socket.socket) -> None:
    """Split off the command and return in it; the process between tells its end and ends too."""
    process = os.fork()
    if process:
        for handle in handles:
            os.close(handle)
        reply.sendall(f"{process}\n".encode())
        _, status = os.waitpid(process, 0)
        reply.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)
    for number, (handle, (name, errors)) in enumerate(zip(handles, STREAMS, strict=True)):
        os.dup2(handle, number)
        os.close(handle)
        stream = _stream(number, name, errors)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    added = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:1] = [asked["cwd"], *(one for one in added if one and one not in sys.path)]
    sys.argv = ["ticketlint", *asked["argv"]]
    random.seed()


def _stream(number: int, name: str, errors: str) -> TextIOWrapper:
    raw = FileIO(number, "r" if number == 0 else "w", closefd=False)
    raw.name = f"<{name}>"  # type: ignore[misc]  # as Python names its own
    buffer = BufferedReader(raw) if number == 0 else BufferedWriter(raw)
    return TextIOWrapper(buffer, "utf-8", errors, line_buffering=name == "stderr")


def prepare() -> None:
    """Import what most commands import, load the pipeline, and judge a ticket once."""
    import ticketlint.reporters.text
    import ticketlint.run.session
    import ticketlint.sources.jira  # noqa: F401
    from ticketlint.annotation.pipeline import load_pipeline
    from ticketlint.cli.commands import app  # noqa: F401 - all commands
    from ticketlint.config.settings import Config
    from ticketlint.judging.linter import Linter
    from ticketlint.model import Markup, Ticket, TicketField
    from ticketlint.run.selection import resolve

    field = TicketField("description", "It must be fast.", Markup.MARKDOWN)
    judged = Linter(resolve(Config()), load_pipeline(None))
    list(judged.lint([Ticket("A-1", "Export the invoices", fields=(field,))]))
    gc.collect()
    gc.freeze()


def end(code: int) -> None:
    """End as Python does, without taking apart all that is imported, which takes longest."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    prepare()
    serve(socket.socket(fileno=int(sys.argv[1])))
    try:
        runpy.run_module("ticketlint", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if isinstance(ended.code, int):
            end(ended.code)
        raise
