"""The inline tags of HTML that are open, as marks of the text they stand around."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ticketlint.cleaning.markup.blocks import MarkKind
from ticketlint.cleaning.markup.builder import Builder

_KINDS: Mapping[str, MarkKind] = {
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "summary": MarkKind.STRONG,
    "i": MarkKind.EMPHASIS,
    "em": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
    "s": MarkKind.STRIKE,
    "del": MarkKind.STRIKE,
    "strike": MarkKind.STRIKE,
    "code": MarkKind.CODE,
    "tt": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "samp": MarkKind.CODE,
}
_LINKED = (MarkKind.LINK, MarkKind.KEY, MarkKind.MENTION)
MARKED = frozenset({*_KINDS, "a"})


class OpenMarks:
    """Counts open tags by kind; a tag inside one of its own kind marks nothing more."""

    def __init__(self, builder: Builder) -> None:
        """Mark the open text of that builder."""
        self._builder = builder
        self._depth: Counter[MarkKind] = Counter()
        self._active: dict[MarkKind, tuple[int, str]] = {}

    def open_tag(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin what the tag marks."""
        if name != "a":
            self._open(_KINDS[name], "")
            return
        for kind, target in _link_marks(attributes):
            self._open(kind, target)

    def close_tag(self, name: str) -> None:
        """End what the tag marks; a tag that was not open is ignored."""
        for kind in _LINKED if name == "a" else (_KINDS[name],):
            self._close(kind)

    def flush(self, at: int) -> None:
        """Close the builder's open block; marks that are open go on in the next."""
        if runs := self._builder.runs:
            for kind, (start, target) in self._active.items():
                runs.mark(kind, start, target)
        self._active = {kind: (0, target) for kind, (_, target) in self._active.items()}
        self._builder.flush(at)

    def _open(self, kind: MarkKind, target: str) -> None:
        self._depth[kind] += 1
        if self._depth[kind] == 1:
            runs = self._builder.runs
            self._active[kind] = (runs.length if runs else 0, target)

    def _close(self, kind: MarkKind) -> None:
        if not self._depth[kind]:
            return
        self._depth[kind] -= 1
        if not self._depth[kind]:
            start, target = self._active.pop(kind)
            if self._builder.runs:
                self._builder.runs.mark(kind, start, target)


def _link_marks(attributes: Mapping[str, str]) -> Iterator[tuple[MarkKind, str]]:
    if "href" in attributes:
        yield MarkKind.LINK, attributes["href"]
    if key := attributes.get("data-issue-key"):
        yield MarkKind.KEY, key
    if "data-vss-mention" in attributes or "user-hover" in attributes.get("class", ""):
        yield MarkKind.MENTION, attributes.get("rel") or attributes.get("data-vss-mention", "")
