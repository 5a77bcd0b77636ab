"""spec-kit: each user story of `spec.md` is a ticket; a spec without stories is one.

What the spec says for all of them (requirements, success criteria, edge cases, assumptions) is
read with each. `tasks.md` is the plan of an agent: its boxes only tell which stories are done.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from ticketlint.model import Ticket, TicketField
from ticketlint.sources.decoding import encoding_of, open_text
from ticketlint.sources.origin import (
    CLOSED,
    HEAD_BYTES,
    LeftOut,
    Origin,
    Read,
    SourceOptions,
    absolute,
)
from ticketlint.sources.repository.page import Page, Part, Span, read_page

# The end first: a path that repeats `specs/` would be read to its end from each of them.
PATHS = re.compile(r"(?s)^(?=.*/spec\.md$)(?:.*?/)?specs/[^/]+/")
_TITLE = re.compile(
    r"^#[ \t]++(?:Feature Spec(?:ification)?|功能规[格范]|機能仕様)[^\n]*+", re.MULTILINE
)
_STORY_WORD = (
    r"(?:user story|用户故事|使用者故事|ユーザーストーリー|사용자 스토리|historia de usuario"
    r"|história (?:de|do) usuário|récit utilisateur|benutzergeschichte)"
)
_STORY = re.compile(
    rf"{_STORY_WORD}[ \t]*+(?P<number>\d++[a-z]?)\b[ \t]*+[:：.\u2013\u2014-]*+[ \t]*+"
    r"(?P<title>.*+)",
    re.IGNORECASE,
)
_STORY_LINE = re.compile(rf"^#{{2,4}}[ \t]++{_STORY_WORD}[ \t]*+\d", re.MULTILINE | re.IGNORECASE)
_PRIORITY = re.compile(r"[(（][^()（）]{0,20}?\b(?P<told>P\d)[^()（）]{0,20}[)）]", re.IGNORECASE)
_REQUIREMENT = re.compile(r"^[-*][ \t]++\*\*(?:FR|SC)-\d", re.MULTILINE)
_BRANCH = re.compile(r"^\*\*Feature Branch\*\*:[ \t]*+`?([^`\s]{1,120}+)`?", re.MULTILINE)
# Facts of the file that stand above the text of a spec, one a line.
_FACT = re.compile(
    r"^\*\*(?:Feature Branch|Created|(?:Last )?Updated|Status|Version)\*\*:[^\n]*+\n?", re.MULTILINE
)
_STATUS = re.compile(r"^\*\*Status\*\*:[ \t]*+([^\n\r*]{1,60}+)", re.MULTILINE)
_SHARED = re.compile(
    r"edge cases|requirements|functional requirements|non-functional requirements|success criteria"
    r"|success metrics|assumptions|out of scope|dependencies and assumptions|constraints",
    re.IGNORECASE,
)
# What a template or an agent wrote beside the request.
_CUT = re.compile(
    r"execution (?:flow|status)|(?:⚡ )?quick guidelines|review & acceptance checklist"
    r"|clarifications|technical implementation|implementation|future considerations|section "
    r"requirements|for ai generation|key entities|next (?:phase|steps?)",
    re.IGNORECASE,
)
_TASK = re.compile(r"^[ \t]*+- \[(?P<done>[ xX])\] [^\n]{0,40}?\[US(?P<story>\d+)\]", re.MULTILINE)


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file is a feature specification, by its title or by what it holds."""
    if origin.suffix != ".md" or "openspec/" in origin.posix:
        return False
    if _TITLE.search(head):
        return True
    placed = PATHS.search(origin.posix) is not None
    return placed and bool(_STORY_LINE.search(head) or _REQUIREMENT.search(head))


def read_with(origin: Origin) -> Iterator[Origin]:
    """Yield the plan of a spec, whose boxes tell which stories are done."""
    tasks = origin.beside("tasks.md") if origin.stem == "spec" else None
    if tasks is not None:
        yield tasks


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the stories of a spec that are not done, or the spec itself."""
    return read_page(origin, partial(_tickets, options=options))


def _tickets(page: Page, options: SourceOptions) -> Iterator[Read]:
    stories = page.called(_STORY)
    status = _STATUS.search(page.text)
    is_over = bool(status) and options.leaves_out(status[1]) if status else False
    if not stories:
        yield LeftOut(CLOSED) if is_over else _spec(page)
        return
    done = set() if options.include_closed else _done(page.origin)
    for story in stories:
        told = _STORY.match(story.name)
        if is_over or (told and told["number"] in done):
            yield LeftOut(CLOSED)
        else:
            yield _story(page, story)


def _done(origin: Origin) -> set[str]:
    """Return the numbers of the stories all of whose tasks are ticked off."""
    boxes: defaultdict[str, list[bool]] = defaultdict(list)
    for tasks in read_with(origin):
        with open_text(tasks, encoding_of(tasks)) as stream:
            for task in _TASK.finditer(stream.read(16 * HEAD_BYTES)):
                boxes[task["story"]].append(task["done"] != " ")
    return {number for number, ticked in boxes.items() if all(ticked)}


def _story(page: Page, part: Part) -> Ticket:
    told = _STORY.match(part.name)
    heading = told["title"] if told else part.name
    priority = _PRIORITY.search(heading)
    title = _PRIORITY.sub("", heading).strip()
    feature = _feature(page)
    cut = [(one.start, one.end) for one in _parts(page, _SHARED) if one.start >= part.start]
    return Ticket(
        key=f"{feature}/US{told['number']}" if told else feature,
        title=title or part.name,
        fields=tuple(_texts(page, page.without((part.body, part.end), cut))),
        source=page.origin.name,
        line=page.line_of(part.start),
        type="Story",
        priority=priority["told"] if priority else "",
        parent=feature,
        title_anchors=page.title_anchors(title or part.name, (part.start, part.body)),
        is_parent_apart=True,
    )


def _texts(page: Page, own: list[Span]) -> Iterator[TicketField]:
    yield page.field("description", own)
    shared = list(_parts(page, _SHARED))
    spans = [
        span
        for part in shared
        for span in page.without((part.start, part.end), _cuts(page))
        if not any(outer.start < part.start < outer.end for outer in shared)
    ]
    if spans:
        yield page.field("acceptance_criteria", spans)


def _parts(page: Page, names: re.Pattern[str]) -> list[Part]:
    return [part for part in page.called(names) if part.level > 1]


def _cuts(page: Page) -> list[Span]:
    return [(part.start, part.end) for part in _parts(page, _CUT)]


def _spec(page: Page) -> Ticket:
    heading = page.title()
    title = _named(heading.name) if heading else ""
    start = heading.body if heading else page.start
    span = (heading.start, heading.body) if heading else (start, start)
    cut = [*_cuts(page), *(fact.span() for fact in _FACT.finditer(page.text, start))]
    return Ticket(
        key=_feature(page),
        title=title or _feature(page),
        fields=(page.field("description", page.without((start, len(page.text)), cut)),),
        source=page.origin.name,
        line=1,
        type="Feature",
        title_anchors=page.title_anchors(title, span) if title else (),
    )


def _named(heading: str) -> str:
    """Return the name of a feature without the words before it."""
    return re.sub(r"^[^:：]{0,40}[:：]\s*", "", heading)


def _feature(page: Page) -> str:
    """Return the name of a spec: its folder, its branch, or its file."""
    if page.origin.stem == "spec" and page.origin.path is not None:
        return absolute(page.origin.path).parent.name
    branch = _BRANCH.search(page.text)
    return branch[1] if branch else page.origin.stem
