"""Tell what a ticket shows rather than says: a fault, a command, a picture, a place to read on."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.annotation.lexicon.caseless import Caseless
from ticketlint.cleaning.markup.blocks import Block, BlockKind, MarkKind

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

# A call or a file with its line, as the traces of many languages have them, each with the words
# that it is not without: to look for those takes a tenth of the time.
_TRACES = (
    (("at ",), re.compile(r"(?m)^\s{0,40}at [\w$.<>/]{2,120}\(")),
    (('File "',), re.compile(r"(?m)^\s{0,40}File \"[^\"\n]{1,200}\", line \d")),
    (
        ("Traceback (most recent", "Caused by: ", "panic: "),
        re.compile(r"\bTraceback \(most recent|\bCaused by: |\bpanic: "),
    ),
    (("goroutine ",), re.compile(r"(?m)^\s{0,40}goroutine \d+ ")),
    (("0x",), re.compile(r"(?m)^\s{0,40}#\d{1,3}\s+0x[0-9a-f]{4}")),
)
_ERROR = Caseless(
    {
        "error": r"\b(?:error|exception|fatal|failed|failure|panic|assertion|abort(?:ed)?"
        r"|segfault|segmentation fault|warning|cannot|can't|unable|not found|undefined|invalid)\b"
        r"|\w(?:error|exception)\b"
    }
)
_SHELL = re.compile(
    r"(?m)^\s{0,8}(?:\$|>|PS [A-Z]:[^>\n]{0,80}>|[A-Z]:\\[^>\n]{0,80}>"
    r"|\w[\w.-]{0,30}@[\w.-]{1,60}[:~ ][~\w/ -]{0,60}[#$]) ?[\w./-]{2}"
)
# A setting as it is written on a command line. What stands before it is looked at last: `re` runs
# to the next two dashes at once.
_FLAG = re.compile(r"--(?<![\w-]--)[a-z][\w-]+")
# A tool that is given switches or an address, as it was typed.
_TYPED = re.compile(
    r"^\s{0,8}(?:[a-z][\w.-]{1,20}(?: [^\s`]{1,60}){0,2} -{1,2}[A-Za-z][\w-]*[ =]\S"
    r"|(?:curl|wget|https?|ping|nc|telnet|openssl) (?:-|[^\s`]{0,200}[.:/])[^\s`]{1,100}(?!\w))"
)
# What is run stands in code behind such a word: "shown during `till init`".
_RUN = re.compile(
    r"(?i)\b(?:during|runs?|ran|running|execut(?:es?|ed|ing)|invok(?:es?|ed|ing)|calling) "
    r"(?:the (?:command )?)?$"
)
_PROPOSED = re.compile(
    r"(?i)\b(?:we|it|this|the (?:spec\w*|draft|text|document)) (?:should|could|might|must)"
    r"(?: (?:probably|also|perhaps|maybe|then|instead|at least|just))? (?:add|define|introduce"
    r"|specify|allow|mention|clarify|require|mandate|state|describe|re-?use|recommend)\b"
    r"|\b(?:propos(?:e|al)|suggest(?:ion)?) (?:is )?(?:to|that)\b|^\W{0,4}proposal\b"
)
_BROKEN = re.compile(
    r"(?i)\b(?:crash\w*|fail(?:s|ed|ing|ure)?|broken|wrong\w*|incorrect\w*|exception|traceback"
    r"|(?:does(?: not|n't)|not) (?:work|load|open|show|start|respond)\w*|no longer|stopped"
    r"|unexpected\w*)\b"
)


def blocks_of(ticket: "TicketDoc") -> Iterator[Block]:
    """Yield the blocks of all fields."""
    for body in ticket.bodies.values():
        yield from body.blocks


def pasted(ticket: "TicketDoc") -> Iterator[str]:
    """Yield the code and the logs in a ticket."""
    kinds = {BlockKind.CODE, BlockKind.LOG}
    return (block.text for block in blocks_of(ticket) if block.kind in kinds)


def written(ticket: "TicketDoc") -> str:
    """Return what the author wrote, a line for each passage, without code and logs."""
    return "\n".join(p.text for p in ticket.passages if not p.is_unwritten)


def shows_fault(ticket: "TicketDoc") -> bool:
    """Tell whether a trace stands in a ticket, or a log or code that holds an error."""
    if any(_is_traced(body.text) for body in ticket.bodies.values()):
        return True
    return any(any(_ERROR.found_in(text)) for text in pasted(ticket))


def _is_traced(text: str) -> bool:
    return any(
        any(word in text for word in words) and trace.search(text) for words, trace in _TRACES
    )


def shows_command(ticket: "TicketDoc") -> bool:
    """Tell whether a ticket holds a command as it was given, names it, or a setting of one."""
    if any(_SHELL.search(text) for text in pasted(ticket)):
        return True
    if any(_FLAG.search(body.text) for body in ticket.bodies.values()):
        return True
    return any(_names_command(block) for block in blocks_of(ticket))


def _names_command(block: Block) -> bool:
    codes = [mark for mark in block.marks if mark.kind is MarkKind.CODE]
    if any(_TYPED.match(block.text[mark.start : mark.end]) for mark in codes):
        return True
    return _TYPED.match(block.text) is not None or any(
        _RUN.search(block.text[max(0, m.start - 24) : m.start]) for m in codes
    )


def shows_picture(ticket: "TicketDoc") -> bool:
    """Tell whether a picture or a film stands in a ticket."""
    media = any(block.kind is BlockKind.MEDIA for block in blocks_of(ticket))
    return media or MarkKind.IMAGE in _marks_of(ticket)


def points_elsewhere(ticket: "TicketDoc") -> bool:
    """Tell whether a ticket shows a picture or names an address, whatever it says."""
    return shows_picture(ticket) or not _marks_of(ticket).isdisjoint({MarkKind.LINK, MarkKind.KEY})


def proposes(ticket: "TicketDoc") -> bool:
    """Tell whether a ticket proposes something new, and tells of nothing that is broken."""
    text = written(ticket)
    return _PROPOSED.search(text) is not None and _BROKEN.search(text) is None


def _marks_of(ticket: "TicketDoc") -> frozenset[MarkKind]:
    return frozenset(mark.kind for block in blocks_of(ticket) for mark in block.marks)
