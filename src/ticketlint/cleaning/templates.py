"""Lines that templates put into tickets: from files a team names, or learnt from tickets."""

import hashlib
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BeforeValidator, RootModel

from ticketlint.cleaning.forms import form_text
from ticketlint.cleaning.markup import read_markup
from ticketlint.cleaning.markup.blocks import Block, BlockKind
from ticketlint.config.budgets import LEAST_TICKETS
from ticketlint.config.textfile import UnreadableError, is_file, is_folder, read_text
from ticketlint.config.yamlfile import YamlProblems, parse_model
from ticketlint.errors import ConfigError
from ticketlint.harmless.credentials import conceal
from ticketlint.harmless.terminal import printable
from ticketlint.model import Markup, Ticket

# And in such a share of them. At 2 % of the GitLab corpus five of 40 lines drawn were versions,
# which are left out since then, and up to three more were not a template's; 3 % was not drawn
# from.
LEAST_SHARE = 0.03
# Authors repeat shorter lines by themselves ("Windows 10", "not tested").
_LEAST_WORDS, _LEAST_CHARS = 3, 15
# A run learns from the first tickets of each project, and reads so many to find them.
TICKETS_PER_PROJECT, TICKETS_READ = 1000, 20_000
# So much text waits to be known as that of a project with many tickets.
_WAITING_CHARS = 16 * 1024 * 1024

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})
_LEARNED = frozenset({".yaml", ".yml"})
_NOT_EMPTY = re.compile(r"^[^\S\n]*[^#\s]", re.MULTILINE)
_VERSION = re.compile(r"(?<![\w/])v?\d+\.\d+")
_WORD = re.compile(r"\w+")

_Lines = Annotated[tuple[str, ...], BeforeValidator(lambda value: () if value is None else value)]


class _Learned(RootModel[Mapping[str, _Lines]]):
    """Lines of templates by project; the empty name holds for all."""


def line_key(text: str) -> str:
    """Return a line as it is compared: its words, in lower case."""
    return " ".join(_WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Templates:
    """Lines of templates as `line_key` gives them, for all projects and for single ones."""

    everywhere: frozenset[str] = frozenset()
    projects: tuple[tuple[str, frozenset[str]], ...] = ()

    def of(self, project: str) -> frozenset[str]:
        """Return the lines that count in the tickets of a project."""
        return self.everywhere.union(*(lines for name, lines in self.projects if name == project))

    def joined(self, other: "Templates") -> "Templates":
        """Return the lines of both."""
        return Templates(self.everywhere | other.everywhere, self.projects + other.projects)

    @property
    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.everywhere) + sum(len(lines) for _, lines in self.projects)

    @property
    def hash(self) -> str:
        """Return a name for the set, the same on every machine; empty where there are none."""
        if not self.count:
            return ""
        rows = [("", self.everywhere), *self.projects]
        told = repr(sorted((name, sorted(lines)) for name, lines in rows))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


NO_TEMPLATES = Templates()


def read_templates(paths: Sequence[str]) -> Templates:
    """Return the lines of templates: Markdown, forms of GitHub, folders of both, learned lines.

    Raises: ConfigError for a path that cannot be read or is neither.
    """
    found = Templates()
    for path in map(Path, paths):
        read = _read_learned if path.suffix in _LEARNED else _read_markdown
        found = found.joined(read(path))
    return found


def _text_of(path: Path) -> str:
    try:
        return read_text(path)
    except UnreadableError as error:
        raise ConfigError(str(path), str(error), "see `templates`") from None


def _read_markdown(path: Path) -> Templates:
    return _lines_of(_texts_in(path) if is_folder(path) else [_text_of(path)])


def _lines_of(texts: Iterable[str]) -> Templates:
    lines = {
        line_key(block.text)
        for text in texts
        for block in read_markup(conceal(text), Markup.MARKDOWN).blocks
        if block.kind in _PROSE
    }
    return Templates(frozenset(lines - {""}))


def _texts_in(folder: Path) -> Iterator[str]:
    """Yield the templates of a folder, and what its forms put into an issue."""
    for file in sorted(filter(is_file, folder.rglob("*.*"))):
        if file.suffix == ".md":
            yield _text_of(file)
        elif file.suffix in _LEARNED:
            yield _form(file) or ""


def _form(path: Path) -> str | None:
    """Return what a form puts into an issue, None for YAML that is no form."""
    try:
        return form_text(_text_of(path), str(path))
    except YamlProblems as error:
        raise _refusal(path, error, "write YAML") from None


def _refusal(path: Path, error: YamlProblems, todo: str) -> ConfigError:
    first = error.problems[0]
    return ConfigError(f"{path}:{first.line}:{first.column}", first.what, todo)


def _read_learned(path: Path) -> Templates:
    text = _text_of(path)
    if not _NOT_EMPTY.search(text):
        return NO_TEMPLATES
    form = _form(path)
    if form is not None:
        return _lines_of([form])
    try:
        table = dict(parse_model(_Learned, text, str(path)).root)
    except YamlProblems as error:
        todo = "a list of lines for each project, as `ticketlint templates learn` writes it"
        raise _refusal(path, error, todo) from None
    everywhere = frozenset(map(line_key, table.pop("", ())))
    projects = ((name, frozenset(map(line_key, lines))) for name, lines in sorted(table.items()))
    return Templates(everywhere, tuple(projects))


Lines = Mapping[str, str]
# None stands for the lines of a ticket that could not be read.
ReadLines = Callable[[Iterable[Ticket]], Iterable[Lines | None]]


def lines_of(ticket: Ticket) -> Lines:
    """Return the lines of a ticket that others may share, as written, by how they are compared."""
    return {line_key(block.text): block.text for block in _lines(ticket)}


def read_lines(tickets: Iterable[Ticket]) -> Iterator[Lines]:
    """Yield the lines of each ticket."""
    return map(lines_of, tickets)


def learn_templates(tickets: Iterable[Ticket], read: ReadLines = read_lines) -> Templates:
    """Return the lines that recur in a project, from the first `TICKETS_READ` tickets.

    `read` gives those of each ticket, in order, as `read_lines` does.
    """
    some = islice(tickets, TICKETS_READ)
    learned = recurring_lines(some, LEAST_TICKETS, LEAST_SHARE, read=read)
    projects = ((name, frozenset(map(line_key, lines))) for name, lines in learned.items())
    return Templates(projects=tuple(projects))


def recurring_lines(
    tickets: Iterable[Ticket], least: int, share: float = 0.0, *, read: ReadLines = read_lines
) -> Mapping[str, Mapping[str, int]]:
    """Return by project the lines that recur, as first written, and their number of tickets.

    A line must stand in `least` tickets and in a `share`, 0 to 1, of those of its project.
    The first `TICKETS_PER_PROJECT` tickets of a project are looked at.
    """
    seen: Counter[str] = Counter()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, str] = {}
    # Whatever reads lines may take many tickets before it gives those of the first.
    projects: deque[str] = deque()
    for own in read(_first_of_each(tickets, least, seen, projects)):
        lines = own or {}
        counts[projects.popleft()].update(lines.keys())
        for key, text in lines.items():
            written.setdefault(key, text)
    return {
        project: {
            written[key]: count
            for key, count in sorted(counts[project].items(), key=lambda one: (-one[1], one[0]))
            if count >= max(least, share * tickets_of)
        }
        for project, tickets_of in sorted(seen.items())
    }


def _first_of_each(
    tickets: Iterable[Ticket], least: int, seen: Counter[str], projects: deque[str]
) -> Iterator[Ticket]:
    """Yield the first tickets of each project; counts them and tells their projects, in order.

    Those of a project wait until there are so many that a line of theirs can recur: of most
    small runs nothing is read twice. When they are `_WAITING_CHARS`, they wait no more.
    """
    waiting: dict[str, list[Ticket]] = {}
    size = 0
    for ticket in tickets:
        project = ticket.project
        if seen[project] >= TICKETS_PER_PROJECT:
            continue
        seen[project] += 1
        if seen[project] > least:
            projects.append(project)
            yield ticket
            continue
        waiting.setdefault(project, []).append(ticket)
        size += sum(len(field.text) for field in ticket.fields)
        is_full = size > _WAITING_CHARS
        for each in list(waiting) if is_full else [project] * (seen[project] == least):
            some = waiting.pop(each)
            size -= sum(len(field.text) for one in some for field in one.fields)
            projects.extend([each] * len(some))
            yield from some


def _lines(ticket: Ticket) -> Iterator[Block]:
    from ticketlint.cleaning.markup.concealing import concealed_bodies

    (_, *bodies), _ = concealed_bodies(ticket)
    for _, body in bodies:
        for block in body.blocks:
            if block.kind in _PROSE and not block.quoted and _may_be_shared(block.text):
                yield block


def _may_be_shared(text: str) -> bool:
    """Tell whether a line is long enough, and none that names the same version by chance."""
    if len(text) < _LEAST_CHARS or _VERSION.search(text):
        return False
    return len(_WORD.findall(text)) >= _LEAST_WORDS


def learned_yaml(lines: Mapping[str, Mapping[str, int]]) -> str:
    """Return learned lines as the YAML that `read_templates` reads, each with its count."""
    parts = ["# Lines that recur in tickets. Delete those that authors wrote themselves.\n"]
    for project, found in lines.items():
        if found:
            parts.append(f"{_quoted(project)}:\n")
            parts += [f"  - {_quoted(line)}  # {count} tickets\n" for line, count in found.items()]
    return "".join(parts)


def _quoted(text: str) -> str:
    """Return a line that shows what it is: the words of a ticket may hold hidden characters."""
    line = printable(" ".join(text.split()))
    return yaml.safe_dump(line, default_style='"', allow_unicode=True, width=1 << 30).strip()
