"""How a run ends: one line for what went wrong, and the exit code that scripts rely on."""

import os
import sys

from ticketlint.cli.interrupts import INTERRUPTED, Interrupts
from ticketlint.cli.streams import fault_of, hardened, say

CANNOT = 2


def run() -> int:
    """Run the command line and return its exit code; an uncaught fault is 2, never 1 ("findings").

    A reader of our output who has gone away changes nothing about the code.
    """
    with Interrupts() as interrupts, hardened():
        code = _code(interrupts)
        if interrupts.heard or code == INTERRUPTED:
            return _told("interrupted", INTERRUPTED)
        sys.stdout.flush()
        fault = fault_of(sys.stdout)
        if isinstance(fault, OSError) and not isinstance(fault, BrokenPipeError):
            return _told(f"standard output: cannot be written: {fault.strerror}", CANNOT)
        return code


def _code(interrupts: Interrupts) -> int:
    from ticketlint.errors import TicketlintError

    # Pydantic looks through all installed packages for some, and would let any of them in.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from ticketlint.cli.commands import app_for
        from ticketlint.cli.revision import with_revision

        interrupts.unwind = True
        arguments = with_revision(sys.argv[1:])
        app_for(arguments)(arguments, prog_name="ticketlint")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else CANNOT * bool(ended.code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except TicketlintError as error:
        return _told(str(error), CANNOT)
    except Exception as error:
        return _internal(error, interrupts)
    return 0


def _internal(error: Exception, interrupts: Interrupts) -> int:
    from ticketlint.harmless.terminal import printable

    # An interrupt inside of compiled code can come out as any fault.
    if interrupts.heard:
        return INTERRUPTED
    if os.environ.get("TICKETLINT_DEBUG"):
        raise error
    told = printable(f"{type(error).__name__}: {error}")
    return _told(f"internal error: {told} (set TICKETLINT_DEBUG=1 for the traceback)", CANNOT)


def _told(message: str, code: int) -> int:
    from ticketlint.harmless.terminal import printable

    say("\n".join(printable(line) for line in f"ticketlint: {message}".split("\n")), err=True)
    return code
