"""Lines of public templates, and lines that authors wrote."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from ticketlint.cleaning.headings import section_of_heading
from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.cleaning.prompt_cues import MAX_CHARS, SLOT
from ticketlint.cleaning.prompts import is_emphasised, lines_of
from ticketlint.cleaning.templates import line_key
from ticketlint.model import Markup, Ticket, TicketField
from training.tickets.corpora import (
    read_gitlab,
    read_lines,
    read_one_line,
    read_stories,
    read_titanium,
)

LISTS = ("issue-template-lines.tsv", "issue-template-lines-product.tsv")
# What the lists call a heading or the name of a field is no prompt.
_NO_PROMPTS = frozenset({"heading", "field"})
# Of a project so many tickets are read for what authors write.
PER_PROJECT = 60
# A line that stands in so many tickets may be a template's that nobody knows.
RECURS = 3
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})
_LABELLED = ("train.jsonl", "train-diverse.jsonl", "many.jsonl")
_CORPORA = ("many-projects.jsonl.gz", "ticket-files.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is judged; `group` is its repository or project, `source` where it is from."""

    text: str
    unchecked: bool
    emphasised: bool
    group: str
    source: str

    @property
    def key(self) -> str:
        """Return the line as it is compared."""
        return line_key(self.text)


def read_list(shared: Path) -> dict[str, str]:
    """Return the prompts of public templates, each with what kind of line it was taken for."""
    found: dict[str, str] = {}
    for name in LISTS:
        for row in (shared / "corpora" / name).read_text("utf-8").splitlines():
            text, _, sort = row.split("\t")
            if sort not in _NO_PROMPTS and not _is_heading(text):
                found.setdefault(text, sort)
    return found


def _is_heading(text: str) -> bool:
    return text.rstrip().endswith(":") or section_of_heading(text, {}) is not None


def prompts(shared: Path) -> list[Line]:
    """Return the prompts of the public templates, each once a repository."""
    sorts = {line_key(text): sort for text, sort in read_list(shared).items()}
    found: dict[tuple[str, str], Line] = {}
    for row in read_lines(shared / "corpora" / "issue-templates.jsonl.gz"):
        for line in _lines(row["text"], Markup.MARKDOWN, row["repo"], row["kind"]):
            if len(line.key.split()) >= 2 and _is_learnt_from(line, sorts.get(line.key)):
                found.setdefault((line.group, line.key), line)
    return list(found.values())


def _is_learnt_from(line: Line, sort: str | None) -> bool:
    """Tell whether a line is a prompt; "I want ..." without a slot is a worked example."""
    if sort is None or len(line.text) > MAX_CHARS:
        return False
    return sort != "story-frame" or SLOT.search(line.text) is not None


def authors_lines(shared: Path, known: Iterable[str]) -> list[Line]:
    """Return what authors wrote, each line once a project, without `known` and recurring ones."""
    lines = [*_labelled(shared), *_written(shared)]
    counts = Counter(line.key for line in lines)
    left_out = frozenset(known)
    found = {
        (line.group, line.key): line
        for line in lines
        if line.key not in left_out
        and counts[line.key] < RECURS
        and len(line.text) <= MAX_CHARS
        and not _is_heading(line.text)
    }
    return list(found.values())


def _labelled(shared: Path) -> Iterator[Line]:
    """Yield the lines of labelled tickets that no reader called a placeholder."""
    for name in _LABELLED:
        for row in read_lines(shared / "labels" / name):
            quoted = [line_key(q) for label in row["labels"] for q in label["placeholders"]]
            project = row["project"] or row["key"].split("-")[0]
            for line in _lines(row["description"] or "", Markup(row["markup"]), project, name):
                if line.key and not any(_shares(line.key, quote) for quote in quoted):
                    yield line


def _shares(key: str, quote: str) -> bool:
    return bool(quote) and (quote in key or key in quote)


def _written(shared: Path) -> Iterator[Line]:
    for project, tickets in sorted(_by_project(shared).items()):
        for ticket in sorted(tickets, key=lambda one: crc32(one.key.encode()))[:PER_PROJECT]:
            (field,) = ticket.fields
            for line in _lines(field.text, field.markup, project, "corpora"):
                if line.key:
                    yield line


def _by_project(shared: Path) -> Mapping[str, Sequence[Ticket]]:
    found: dict[str, list[Ticket]] = defaultdict(list)
    for read in (read_gitlab, read_titanium, read_one_line, read_stories, _read_others):
        for ticket in read(shared):
            found[ticket.project].append(ticket)
    return found


def _read_others(shared: Path) -> Iterator[Ticket]:
    for name in _CORPORA:
        for row in read_lines(shared / "corpora" / name):
            markup = Markup(row.get("markup") or "markdown")
            field = TicketField("description", row["description"] or "", markup)
            yield Ticket(row["key"], row["title"] or "", (field,), project=row["project"] or "")


def _lines(text: str, markup: Markup, group: str, source: str) -> Iterator[Line]:
    for block in read_markup(text, markup).blocks:
        if block.kind in _PROSE and not block.quoted:
            for _, _, line in lines_of(block):
                yield Line(line, block.checked is False, is_emphasised(block), group, source)
