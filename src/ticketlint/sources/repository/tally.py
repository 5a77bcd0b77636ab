"""What was found beside code and what was left out, told in one line."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ticketlint.model import Notice, Ticket
from ticketlint.sources.origin import ARCHIVED, CLOSED, Item, LeftOut, Read
from ticketlint.sources.repository.formats import SPOKEN

# What a user may have read after all.
_OPTIONAL = frozenset({CLOSED, ARCHIVED, "draft"})
_FILES = ("other file",)


class Tally:
    """Counts tickets by the format of their file, and what is left out by what it is."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._format = ""
        self._found: Counter[str] = Counter()
        self._plain = 0
        self._left: Counter[str] = Counter()

    def begin(self, name: str) -> None:
        """Note of which format the tickets are that come next, empty for those of plain files."""
        self._format = name

    def of(self, items: Iterable[Read]) -> Iterator[Item]:
        """Yield the items, counted, without those left out."""
        for item in items:
            if isinstance(item, LeftOut):
                self._left += Counter({item.what: item.count})
                continue
            if isinstance(item, Ticket):
                self._count()
            yield item

    def _count(self) -> None:
        if self._format:
            self._found[self._format] += 1
        else:
            self._plain += 1

    def notices(self, inputs: Sequence[str], *, changed: bool) -> Iterator[Notice]:
        """Yield the line on all inputs; none where nothing stood beside code."""
        if not (self._left or changed or any(map(os.path.isdir, inputs))):
            return
        if not (self._left or changed or self._found):
            return
        parts = [self._told_found(changed=changed)]
        if self._left:
            left = ", ".join(counted(what, count) for what, count in self._left.most_common())
            todo = " (--include-closed reads them)" if _OPTIONAL & self._left.keys() else ""
            parts.append(f"left out {left}{todo}")
        tickets = sum(count for what, count in self._left.items() if what not in _FILES)
        source = inputs[0] if len(inputs) == 1 else ""
        yield Notice("; ".join(parts), source, left_out=tickets)

    def _told_found(self, *, changed: bool) -> str:
        what = "changed ticket" if changed else "ticket"
        if self._found:
            told = ", ".join(f"{SPOKEN[name]} {count}" for name, count in self._found.items())
            plain = f", {self._plain:,} in plain files" if self._plain else ""
            return f"found {counted(what, self._found.total())} beside code ({told}){plain}"
        if self._plain:
            return f"found {counted(what, self._plain)} in plain files"
        return "no ticket has changed" if changed else "found no tickets to check beside code"


def counted(what: str, count: int) -> str:
    """Return a number with its noun."""
    head, of, rest = what.partition(" that ")
    if not of:
        head, of, rest = what.partition(" with ") if " with " in what else what.partition(" in ")
    plural = "stories" if head == "story" else f"{head}s"
    return f"{count:,} {plural if count != 1 else head}{of}{rest}"
