"""Tickets that are done by their own words: nobody asks them anything but whether that is so."""

import re
from collections.abc import Iterator

from ticketlint.model import Kind, Role, TextBlock, TicketResult

# A list of one item that no line calls a criterion tells no more than that somebody ticked a box.
# The boxes of a report of a fault are mostly those of its form.
_FEWEST = 2
_CRITERIA = re.compile(r"(?i)\b(?:acceptance|criteri(?:a|on)|definition of done|dod)\b")
_TICKED, _BOXES = "☑", frozenset({"☐", "☑"})
# What of a text is written, and not only shown.
_WRITTEN = frozenset({"paragraph", "item"})
_STRUCK = re.compile(r"^[^\w~]*+~~[^~]{3,}+~~\W*+(?:(?i:done)\W*+)?$")
# A small "Done" may be the name of a state: "[Done] column shows nothing".
_SAID = re.compile(
    r"^[^\w\[(]*+[\[(]?(?:DONE|FIXED|MERGED|COMPLETED)\b\W{0,3}[\]:)]|[\[(](?i:done|fixed)[\])]\W*+$"
)
# A line that a tracker writes: "Fixed in revision: 62477".
_FIXED = re.compile(r"(?i)^\W*fixed in (?:revision|commit)\W*\w+\W*$")
_WORD = re.compile(r"\w{2,}")
# What stands behind words that are struck out: "~~the export~~ done".
_END = re.compile(r"(?i)^\W*+(?:(?:done|fixed|merged|ok)\W*+)?$")
# What whoever reports a fault ticks in a form: "I have searched for it".
_OF_A_FORM = re.compile(r"(?i)^\W*(?:i|i'?m|i'?d|i'?ve|i'?ll|we|my|yes|no)\b")


def done_of(result: TicketResult) -> str:
    """Return by which of its words a ticket is done, as the beginning of a question; else "".

    What its text says is told where the text is in the report, and whole.
    """
    if _STRUCK.match(result.title):
        return "its title is struck out"
    if _SAID.search(result.title):
        return "its title says so"
    blocks = [one for one in result.judgement.text if not one.is_template and not one.is_quoted]
    # A cut behind others ends code, of which only the first lines are shown.
    if blocks and blocks[-1].kind == "cut":
        return ""
    return _ticked(blocks, result.kind) or _struck(blocks) or _fixed(blocks)


def _ticked(blocks: list[TextBlock], kind: Kind) -> str:
    """Tell that all boxes are ticked; in a report of a fault only those of criteria count."""
    boxes = [
        one for one in blocks if one.marker[-1:] in _BOXES and not _OF_A_FORM.match(_text(one))
    ]
    if kind is Kind.BUG:
        boxes = [one for one in boxes if any(run.role is Role.CRITERION for run in one.runs)]
    ticked = [one for one in boxes if one.marker.endswith(_TICKED)]
    if len(ticked) < _FEWEST and not (ticked and _leads(blocks, ticked[0])):
        return ""
    return _told(len(boxes)) if all(one in ticked or _is_struck(one) for one in boxes) else ""


def _told(boxes: int) -> str:
    if boxes == 1:
        return "its only criterion is ticked"
    return f"{'both' if boxes == _FEWEST else f'all {boxes}'} items are ticked"


def _leads(blocks: list[TextBlock], box: TextBlock) -> bool:
    """Tell whether a line before a box says that criteria follow."""
    before = [one for one in blocks[: blocks.index(box)] if one.kind != "item"]
    return bool(before and _CRITERIA.search(_text(before[-1])))


def _struck(blocks: list[TextBlock]) -> str:
    written = [one for one in blocks if one.kind in _WRITTEN and _WORD.search(_text(one))]
    return "all of its text is struck out" if written and all(map(_is_struck, written)) else ""


def _fixed(blocks: list[TextBlock]) -> str:
    fixed = any(one.kind in _WRITTEN and _FIXED.match(_text(one)) for one in blocks)
    return "it names the revision in which it is fixed" if fixed else ""


def _is_struck(block: TextBlock) -> bool:
    """Tell whether all words of a block are struck out, but for a "done" behind them."""
    return any(_runs(block, struck=True)) and bool(_END.match("".join(_runs(block, struck=False))))


def _runs(block: TextBlock, *, struck: bool) -> Iterator[str]:
    return (run.text for run in block.runs if ("strike" in run.styles) is struck)


def _text(block: TextBlock) -> str:
    return "".join(run.text for run in block.runs)
