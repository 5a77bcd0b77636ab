"""Tell what a ticket beside code hands to whoever implements it, who has the code at hand.

Its version is that of the code, its reason is known to whoever planned it, and a document of the
repository, a check to run or the parts by name say when it is done. Elsewhere none of this holds:
a customer has no repository.
"""

import re
from typing import TYPE_CHECKING

from ticketlint.matching.signals.orders import names_code
from ticketlint.matching.signals.shown import written
from ticketlint.model import SectionName, SectionState

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

# Somebody who is told to read on can: "per LAYOUT.md", "Reference: docs/plan.md section 2".
_DOCUMENT = re.compile(
    r"(?i)\b(?:per|see|ref|references?|follow(?:s|ing)?|according to|based on|spec(?:ification)?"
    r"|(?:described|defined|specified|listed|outlined|detailed) (?:in|by))\b:? ?(?:the )?"
    r"[`\"'(\[]?[\w./-]{1,80}\.(?:mdx?|adoc|rst|txt|pdf|docx?|feature)\b"
    r"|\b(?:comments?|feedback|findings|review)\b[^.;\n]{0,60}\b(?:PR|MR|(?:pull|merge) request)"
    r" ?[#!]?\d"
)
# What is to be looked at, and what one will see: "verify that both lists render".
_LOOK = re.compile(
    r"(?i)\b(?:verify|ensure|make sure|confirm|check|assert)\b[^.;\n]{3,80}?"
    r"\b(?:render|appear|show|pass|return|succeed|load|open|start|build|compile|match|print|work)"
    r"(?:s|es)?\b"
)
_ALL_PASS = re.compile(
    r"(?i)\b(?:all|every|each|both)\b[^.;\n]{0,60}\b(?:pass(?:es)?|succeeds?|compiles?|green)\b"
)
# What goes on as it was can be seen: "keep the keys working while the drawer is open".
_GOES_ON = re.compile(
    r"(?i)\b(?:keeps?|stays?|remains?)\b[^.;\n]{0,50}\b(?:working|available|visible|usable|running"
    r"|responsive|intact|open)\b[^.;\n]{0,20}\b(?:when|after|while|during|across|even if)\b"
)
# Parts by name: after a colon, one below the other, in brackets, or three addresses.
_PARTS = re.compile(
    r":[ ]?[^,.;:\n]{3,60}(?:,[ ][^,.;:\n]{2,70}){2}|:\n(?:[^\n]{3,200}\n){2}[^\n]{3}"
    r"|\((?:[^(),\n]{2,50}, ){2}[^(),\n]{2,50}[,)]"
    r"|(?<!\S)(?:/[\w/{}-]{2,60}(?:,? and |, )){2}/\w"
)
_SOURCE = re.compile(
    r"(?<![\w:/.-])(?:[\w@.-]{1,60}/){1,12}[\w@.-]{1,60}"
    r"\.(?:[jt]sx?|py|rs|go|java|kt|swift|rb|php|cs|cpp|c|h|vue|svelte|sql|css|html|ya?ml|toml)\b"
)


def is_beside_code(ticket: "TicketDoc") -> bool:
    """Tell whether a ticket stands in the repository of its code."""
    return ticket.ticket.is_beside_code


def tells_end(ticket: "TicketDoc") -> bool:
    """Tell whether a ticket beside code says when it is done, if not as a criterion."""
    if not is_beside_code(ticket):
        return False
    text = written(ticket)
    return any(one.search(text) for one in (_DOCUMENT, _LOOK, _ALL_PASS, _GOES_ON, _PARTS))


def is_analysed(ticket: "TicketDoc") -> bool:
    """Tell whether somebody has looked into a bug beside code, who need not be told how to see it.

    What must hold once it is mended is told, or the file with what it should do and what it does.
    """
    if not is_beside_code(ticket):
        return False
    present = {one.name for one in ticket.sections if one.state is SectionState.PRESENT}
    if SectionName.ACCEPTANCE_CRITERIA in present:
        return True
    is_told = {SectionName.EXPECTED, SectionName.ACTUAL} <= present
    return is_told and _SOURCE.search(written(ticket)) is not None


def orders_code(ticket: "TicketDoc") -> bool:
    """Tell whether the title of a ticket beside code orders a change of code that it names."""
    return is_beside_code(ticket) and names_code(ticket.ticket.title)
