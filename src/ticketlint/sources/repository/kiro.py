"""Kiro: each requirement of `requirements.md` is a ticket, `bugfix.md` is one bug.

The glossary is read with each requirement, whose names it explains. `design.md` and `tasks.md`
are the plan of an agent and no tickets.
"""

import re
from collections.abc import Iterator
from functools import partial

from ticketlint.model import Ticket
from ticketlint.sources.origin import Origin, Read, SourceOptions, absolute
from ticketlint.sources.repository.page import Page, Part, Span, read_page

PATHS = re.compile(r"(?s)^(?=.*/(?:requirements|bugfix)\.md$)(?:.*?/)?\.kiro/specs/[^/]++/")
_WORD = (
    r"(?:requirement|req\.?|requisito|anforderung|exigence|требование|要件|需求|要求|요구\s?사항)"
)
_REQUIREMENT = re.compile(
    rf"{_WORD}[ \t]*+#?(?P<number>[A-Z]{{0,5}}-?\d++(?:\.\d++)*+)\b[ \t]*+"
    r"[:：.\u2013\u2014-]*+[ \t]*+(?P<title>.*+)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<number>\d++(?:\.\d++)*+)[.:)]?[ \t]++(?P<title>\S.*+)")
_HEADING = re.compile(
    rf"^#{{2,4}}[ \t]++{_WORD}[ \t]*+#?[A-Z]{{0,5}}-?\d", re.MULTILINE | re.IGNORECASE
)
_CRITERIA = re.compile(
    r"^(?:#{3,6}[ \t]++|\*\*)(?:acceptance criteria|受け入れ基準|受入基準|受入れ基準"
    r"|验收标准|驗收標準|인수 기준|수락 기준|criterios de aceptación|critérios de aceita|akzeptanz"
    r"kriterien|критерии при)",
    re.MULTILINE | re.IGNORECASE,
)
_STORY = re.compile(
    r"^[ \t>*-]*+\*{0,2}(?:user story|objective|ユーザーストーリー|用户故事|使用者故事"
    r"|사용자 스토리|historia de usuario|história de usuário)[:：]?\*{0,2}[:：]?[ \t]*+"
    r"(?P<title>\S[^\n]*+)",
    re.MULTILINE | re.IGNORECASE,
)
_GLOSSARY = re.compile(r"glossary|用語集|术语表|術語表|glosario|glossar|용어", re.IGNORECASE)
_BUG = re.compile(
    r"^#{2,4}[ \t]++(?:current behaviou?r|expected behaviou?r|unchanged behaviou?r)\b",
    re.MULTILINE | re.IGNORECASE,
)
# The part that no other report of a bug has.
_UNCHANGED = re.compile(
    r"^#{2,4}[ \t]++unchanged behaviou?r\b|\(regression prevention\)", re.MULTILINE | re.IGNORECASE
)
_GENERIC = re.compile(
    r"(?:bug ?fix )?(?:requirements?|design|spec\w*)?(?: document)?", re.IGNORECASE
)
_LONGEST_TITLE = 250


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file has numbered requirements with criteria, or is a bug in three parts."""
    if origin.suffix != ".md":
        return False
    if _UNCHANGED.search(head):
        return True
    if PATHS.search(origin.posix):
        if origin.stem == "bugfix":
            return _BUG.search(head) is not None
        return _CRITERIA.search(head) is not None or _HEADING.search(head) is not None
    return _HEADING.search(head) is not None and _CRITERIA.search(head) is not None


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the requirements of a file, or its bug."""
    return read_page(origin, partial(_tickets, options=options))


def _tickets(page: Page, options: SourceOptions) -> Iterator[Read]:  # noqa: ARG001
    parts = _requirements(page)
    if parts:
        yield from (_requirement(page, part) for part in parts)
    elif _BUG.search(page.text):
        yield _bug(page)


def _requirements(page: Page) -> list[Part]:
    """Return the parts that are a requirement, without those that hold smaller ones."""
    found = page.called(_REQUIREMENT) or [
        part for part in page.called(_NUMBERED) if _CRITERIA.search(page.text, part.body, part.end)
    ]
    starts = {part.start for part in found}
    return [
        part
        for part in found
        if part.level > 1
        and not any(part.start < start < part.end for start in starts if start > part.start)
    ]


def _requirement(page: Page, part: Part) -> Ticket:
    told = _REQUIREMENT.match(part.name) or _NUMBERED.match(part.name)
    number = told["number"] if told else part.name
    title, span = (told["title"].strip() if told else ""), (part.start, part.body)
    if not title:
        title, span = _story(page, part)
    feature = feature_of(page)
    # Rules between requirements belong to none.
    spans: list[Span] = [(part.body, part.end)]
    spans += [(one.start, one.end) for one in page.called(_GLOSSARY) if one.level == 2]
    return Ticket(
        key=f"{feature}/{number}",
        title=title or part.name,
        fields=(page.field("description", spans),),
        source=page.origin.name,
        line=page.line_of(part.start),
        type="Requirement",
        parent=feature,
        title_anchors=page.title_anchors(title or part.name, span),
        is_parent_apart=True,
    )


def _story(page: Page, part: Part) -> tuple[str, Span]:
    """Return the user story, which stands for the title, and its range."""
    story = _STORY.search(page.text, part.body, part.end)
    if story is None or len(story["title"]) > _LONGEST_TITLE:
        return "", (part.start, part.body)
    return story["title"].strip(), story.span("title")


def _bug(page: Page) -> Ticket:
    heading = page.title()
    name = heading.name if heading else ""
    own = "" if _GENERIC.fullmatch(name) else name
    title = own or feature_of(page).replace("-", " ")
    start = heading.body if heading else page.start
    span = (heading.start, heading.body) if heading and own else (start, start)
    return Ticket(
        key=feature_of(page),
        title=title,
        fields=(page.field("description", [(start, len(page.text))]),),
        source=page.origin.name,
        line=1,
        type="Bug",
        title_anchors=page.title_anchors(title, span) if own else (),
    )


def feature_of(page: Page) -> str:
    """Return the name of a spec: its folder, or what stands before the name of the file."""
    stem = page.origin.stem
    if stem in {"requirements", "bugfix"} and page.origin.path is not None:
        return absolute(page.origin.path).parent.name
    return re.sub(r"[._-](?:requirements|bugfix)$", "", stem)
