"""What could not be done, and what a reader should know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """The tool could not do its work on something; makes the exit code 2.

    In a report, `source` and `line` say where; in a ticket's result `rule` says which
    rule failed on it ("" = all of the ticket).
    """

    message: str
    source: str = ""
    line: int | None = None
    rule: str = ""

    def __str__(self) -> str:
        """Return `where: what (what to do)`."""
        return _placed(self.source, self.line, self.message)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader of the report should know; changes no exit code.

    `explains` tells that it may be why a gate has failed, such as a suppression that ran out.
    `left_out` is the number of tickets that it tells were left out, such as closed ones.
    """

    message: str
    source: str = ""
    line: int | None = None
    explains: bool = False
    left_out: int = 0

    def __str__(self) -> str:
        """Return `where: what`."""
        return _placed(self.source, self.line, self.message)


def _placed(source: str, line: int | None, message: str) -> str:
    where = f"{source}:{line}" if line else source
    return f"{where}: {message}" if where else message
