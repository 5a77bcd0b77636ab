"""OpenSpec: a change is its proposal with its delta specs; each requirement of a spec is a ticket.

Each is read with the purpose of its spec. The requirements that a change adds or modifies are its
acceptance criteria, so its delta specs are read with it, and by themselves only where they are
named or have no proposal. Requirements that go away are left out.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ticketlint.model import Ticket, TicketField
from ticketlint.sources.origin import ARCHIVED, LeftOut, Origin, Read, SourceOptions, absolute
from ticketlint.sources.repository.page import Page, Part, Span, joined, open_page, read_page
from ticketlint.sources.titles import TooManyHeadingsError

PATHS = re.compile(
    r"(?:^|/)openspec/(?:changes/(?:[^/]+/)+?(?:proposal\.md|specs/(?:[^/]+/)*[^/]+\.md)"
    r"|specs/(?:[^/]+/)*spec\.md)$"
)
_ARCHIVE = re.compile(r"(?:^|/)openspec/changes/archive/")
_CHANGE = re.compile(r"(.*/openspec/changes/(?:archive/)?[^/]+)/")
_DELTA = re.compile(r"(?:^|/)openspec/changes/(?:[^/]+/)+?specs/(?P<inner>(?:[^/]+/)*)[^/]+$")
_PROPOSAL = re.compile(
    r"^#[ \t]++(?:change(?: proposal)?|proposal)[ \t]*+[:：]", re.MULTILINE | re.IGNORECASE
)
_WHY = re.compile(r"^##[ \t]++(?:\d+\.[ \t]*+)?(?:Why|What Changes)\b", re.MULTILINE)
_REQUIREMENT = re.compile(r"^###[ \t]++Requirement[ \t]*+[:：]", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"Requirement[ \t]*+[:：][ \t]*+(?P<title>.*+)", re.IGNORECASE)
_SCENARIO = re.compile(r"(?:scenario|场景|情境|シナリオ)", re.IGNORECASE)
_GONE = re.compile(r"(?:REMOVED|RENAMED)\b")
_DELTAS = re.compile(r"(?:ADDED|MODIFIED|REMOVED|RENAMED)\b")
_PURPOSE = re.compile(r"(?:purpose|目的|概要)\b", re.IGNORECASE)
_TO_BE_DONE = re.compile(r"TBD\b", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:change(?: proposal)?|proposal)[ \t]*+[:：][ \t]*+", re.IGNORECASE)
_GENERIC = re.compile(r"(?:change )?proposal|change", re.IGNORECASE)
# The day on which a change was archived.
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}-(?=.)")
_WORDS = re.compile(r"\w+")
# So much of the name of a requirement is its key.
_LONGEST_KEY = 60


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file is a proposal, or holds requirements."""
    if origin.suffix != ".md":
        return False
    if PATHS.search(origin.posix):
        return origin.stem == "proposal" or _REQUIREMENT.search(head) is not None
    changes = {match[0].split()[-1] for match in _WHY.finditer(head)}
    told = _PROPOSAL.match(head.lstrip("\ufeff \r\n")) or changes >= {"Why", "Changes"}
    return bool(told) or _REQUIREMENT.search(head) is not None


def change_folder(path: Path) -> Path | None:
    """Return the folder of the change that a file belongs to, None where it belongs to none."""
    told = _CHANGE.match(path.as_posix())
    return Path(told[1]) if told else None


def read_with(origin: Origin) -> Iterator[Origin]:
    """Yield the delta specs of a change, or the proposal of a delta spec."""
    delta = _DELTA.search(origin.posix)
    proposal = _proposal_of(origin, delta) if delta else None
    yield from [proposal] if proposal else _deltas(origin)


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the change, or the requirements, of a file."""
    return read_page(origin, partial(_tickets, options=options))


def _tickets(page: Page, options: SourceOptions) -> Iterator[Read]:
    origin = page.origin
    delta = _DELTA.search(origin.posix)
    if delta and origin.is_found and _proposal_of(origin, delta):
        yield LeftOut("delta spec", 0)  # it is counted with its change
        return
    if _ARCHIVE.search(origin.posix) and not options.include_closed:
        yield LeftOut(ARCHIVED)
        return
    requirements = page.called(_NAME)
    if requirements and origin.stem != "proposal":
        yield from _requirements(page, requirements)
    else:
        yield _change(page)


def _proposal_of(origin: Origin, delta: re.Match[str]) -> Origin | None:
    """Return the proposal of the change that a delta spec belongs to."""
    return origin.beside("../" * (delta["inner"].count("/") + 1) + "proposal.md")


def _requirements(page: Page, parts: list[Part]) -> Iterator[Read]:
    for part in parts:
        if _is_gone(page, part):
            yield LeftOut("removed requirement")
        else:
            yield _requirement(page, part)


def _is_gone(page: Page, part: Part) -> bool:
    """Tell whether a requirement stands under a heading that takes it away."""
    above = [one for one in page.called(_DELTAS) if one.start < part.start < one.end]
    return bool(above) and _GONE.match(above[-1].name) is not None


def _requirement(page: Page, part: Part) -> Ticket:
    told = _NAME.match(part.name)
    title = told["title"].strip() if told else part.name
    inner = (part.body, part.end)
    first = next((one.start for one in page.called(_SCENARIO, inner)), part.end)
    capability = _capability(page.origin)
    slug = "-".join(_WORDS.findall(title.casefold()))[:_LONGEST_KEY].strip("-")
    return Ticket(
        key=f"{capability}/{slug}",
        title=title,
        fields=tuple(_texts(page, [(part.body, first)], [(first, part.end)])),
        source=page.origin.name,
        line=page.line_of(part.start),
        type="Requirement",
        parent=capability,
        title_anchors=page.title_anchors(title, (part.start, part.body)),
        is_parent_apart=True,
    )


def _texts(page: Page, own: list[Span], criteria: list[Span]) -> Iterator[TicketField]:
    yield page.field("description", [*own, *_purpose(page)])
    yield page.field("acceptance_criteria", criteria)


def _purpose(page: Page) -> Iterator[Span]:
    """Yield what a spec is for, unless the tool has only left room for it."""
    for part in page.called(_PURPOSE):
        if part.level == 2 and not _TO_BE_DONE.match(page.text, *page.first_line(page.own(part))):
            yield part.start, part.end


def _capability(origin: Origin) -> str:
    """Return what a spec is of: its folder, or what stands before the name of the file."""
    if origin.stem == "spec" and origin.path is not None:
        return absolute(origin.path).parent.name
    return origin.stem.removesuffix(".spec")


def _change(page: Page) -> Ticket:
    origin = page.origin
    in_folder = origin.stem == "proposal" and origin.path is not None
    key = absolute(origin.path).parent.name if in_folder and origin.path else ""
    key = key or origin.stem.removesuffix(".proposal")
    heading = page.title()
    name = _PREFIX.sub("", heading.name) if heading else ""
    own = "" if _GENERIC.fullmatch(name) else name
    start = heading.body if heading else page.start
    fields = [page.field("description", [(start, len(page.text))])]
    criteria = joined("acceptance_criteria", _delta_pieces(origin), path="other")
    if criteria.text:
        fields.append(criteria)
    span = (heading.start, heading.body) if heading else (start, start)
    return Ticket(
        key=key,
        title=own or _DATE.sub("", key).replace("-", " "),
        fields=tuple(fields),
        source=origin.name,
        line=1,
        title_anchors=page.title_anchors(own, span) if own else (),
    )


def _deltas(origin: Origin) -> Iterator[Origin]:
    yield from origin.around("specs/**/*.md") if origin.stem == "proposal" else ()


def _delta_pieces(origin: Origin) -> Iterator[tuple[Page, Span]]:
    """Yield the requirements that a change adds or modifies, spec by spec."""
    for spec in _deltas(origin):
        try:
            page = open_page(spec)
        except (TooManyHeadingsError, UnicodeDecodeError):
            continue  # told where that file is named
        for part in page.called(_NAME) if page else ():
            if page and not _is_gone(page, part):
                yield page, (part.start, part.end)
