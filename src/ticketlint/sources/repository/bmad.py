"""BMAD: a story file is a ticket, and each story of an epics file that has no file of its own.

What the agents add (tasks, notes for developers, their record, QA, the log of changes) is cut.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from ticketlint.model import Ticket
from ticketlint.sources.decoding import encoding_of, open_text
from ticketlint.sources.origin import CLOSED, HEAD_BYTES, LeftOut, Origin, Read, SourceOptions
from ticketlint.sources.repository.page import Page, Part, Span, read_page

PATHS = re.compile(
    r"(?:^|/)(?:_bmad-output/(?:[^/]+/)*|(?:docs|\.bmad[^/]*)/(?:[^/]+/)*?(?:stories|epics"
    r"|sprint-artifacts|implementation-artifacts|planning-artifacts)/(?:[^/]+/)*"
    r"|docs/(?:prd/)?(?=epics?\b)|docs/prd/)[^/]+\.md$",
    re.IGNORECASE,
)
_PLAIN = r"\d++(?:\.\d++[a-z]?)++|\d++-\d++"
# Some teams name their epics by letters: AO.8, M1.2.
_NUMBER = rf"(?P<number>{_PLAIN}|[a-z]{{1,3}}\d*+(?:\.\d++[a-z]?)++)"
_WORD = r"(?:story|user story|histoire|historia|história|故事|ストーリー)"
_STORY = re.compile(
    rf"(?:{_WORD})[ \t]*+{_NUMBER}[ \t]*+[:：.\u2013\u2014-]*+[ \t]*+(?P<title>.*+)", re.IGNORECASE
)
_WORD_LINE = re.compile(rf"^#[ \t]++{_WORD}[ \t]*+{_NUMBER}\b", re.MULTILINE | re.IGNORECASE)
_BARE_LINE = re.compile(rf"^#[ \t]++(?:{_PLAIN})\b", re.MULTILINE)
_INNER_LINE = re.compile(rf"^#{{2,4}}[ \t]++{_WORD}[ \t]*+{_NUMBER}", re.MULTILINE | re.IGNORECASE)
_BARE = re.compile(rf"(?P<number>{_PLAIN})[ \t]*+[:：.\u2013\u2014-]*+[ \t]*+(?P<title>.*+)")
_CRITERIA = re.compile(
    r"^(?:#{2,5}[ \t]++|\*\*)(?:acceptance criteria|critères d.accept|criterios de acep"
    r"|critérios de aceita|akzeptanzkriterien|验收标准|驗收標準|受け入れ基準|criteri di acc)",
    re.MULTILINE | re.IGNORECASE,
)
_STATUS = re.compile(
    r"^(?:#{2,6}[ \t]++Status[ \t]*+:[ \t]*+|#{2,6}[ \t]++Status[ \t]*+\r?\n\s*+"
    r"|\*\*Status:?\*\*:?[ \t]*+|Status:[ \t]*+)([^\n\r#*`(]{1,40}+)",
    re.MULTILINE | re.IGNORECASE,
)
# Texts of QA further down say "Status: PASS" of other things.
_STATUS_LINES = 25
_CUT = re.compile(
    r"(?:.{0,6}\b)?(?:tasks?\b|dev(?:eloper)? |technical (?:notes|context|guid)|implementation "
    r"|files? (?:list|modified|changed|created)|change ?log|qa\b|testing|references"
    r"|senior developer|code review|debug log"
    r"|completion notes|validation|story completion|project (?:context|structure)"
    r"|git intelligence|previous story|latest tech|architecture|agent "
    r"|review (?:notes|findings|follow))",
    re.IGNORECASE,
)
_WHERE = (".", "..", "../implementation-artifacts", "../stories", "../sprint-artifacts", "stories")
_FILE = re.compile(r"([a-z]{1,3}\d{0,9}|\d{1,9})[.-](\d{1,9}[a-z]?)\b", re.IGNORECASE)
_SPRINT = re.compile(
    r"^[ \t]*+([a-z]{1,3}\d*|\d+)-(\d+[a-z]?)-[\w-]*+:[ \t]*+([\w-]++)",
    re.MULTILINE | re.IGNORECASE,
)


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file is a numbered story with criteria, or holds such stories."""
    if origin.suffix != ".md" or not _CRITERIA.search(head):
        return False
    if _INNER_LINE.search(head):
        return True
    told = _WORD_LINE.search(head) or (_placed(origin) and _BARE_LINE.search(head))
    return bool(told)


def _placed(origin: Origin) -> bool:
    return PATHS.search(origin.posix) is not None


def read_with(origin: Origin) -> Iterator[Origin]:
    """Yield the plan of a sprint, and the files of stories that an epics file leaves to them."""
    plan = _plan(origin)
    yield from [plan] if plan else []
    for folder in _WHERE:
        yield from origin.around(f"{folder}/*.md")


def read(origin: Origin, options: SourceOptions) -> Iterator[Read]:
    """Yield the story, or the stories of an epics file."""
    return read_page(origin, partial(_tickets, options=options))


def _tickets(page: Page, options: SourceOptions) -> Iterator[Read]:
    title = page.title()
    told = title and (_STORY.match(title.name) or _BARE.match(title.name))
    if title and told:
        yield from _story_file(page, title, told, options)
        return
    own_files = {} if options.include_closed else _sprint(page.origin)
    files = set(_files(page.origin))
    for part in page.called(_STORY):
        inner = _STORY.match(part.name)
        if inner is None:
            continue
        number = _folded(inner["number"])
        if number in files:
            yield LeftOut("story with a file of its own")
        elif options.leaves_out(own_files.get(number, "")):
            yield LeftOut(CLOSED)
        else:
            yield _ticket(page, part, inner, own_files.get(number, ""))


def _story_file(
    page: Page, title: Part, told: re.Match[str], options: SourceOptions
) -> Iterator[Read]:
    number = told["number"].replace("-", ".")
    own = _status(page)
    status = own[1].strip() if own else _sprint(page.origin).get(_folded(number), "")
    if options.leaves_out(status):
        yield LeftOut(CLOSED)
    else:
        yield _ticket(page, title, told, status)


def _ticket(page: Page, part: Part, told: re.Match[str], status: str) -> Ticket:
    number = told["number"].replace("-", ".")
    title = told["title"].strip() or part.name
    return Ticket(
        key=f"Story {number}",
        title=title,
        fields=(page.field("description", page.without((part.body, part.end), _cuts(page, part))),),
        source=page.origin.name,
        line=page.line_of(part.start),
        type="Story",
        status=status,
        parent=f"Epic {number.partition('.')[0]}",
        title_anchors=page.title_anchors(title, (part.start, part.body)),
        is_parent_apart=True,
    )


def _folded(number: str) -> str:
    """Return the number of a story as names of files and sprints are compared with it."""
    return number.replace("-", ".").casefold()


def _cuts(page: Page, story: Part) -> Iterator[Span]:
    """Yield what agents wrote below a story, and the line of its status."""
    criteria = [part for part in page.parts if _CRITERIA.match(page.text, part.start)]
    for part in page.called(_CUT, (story.body, story.end)):
        # Criteria may be in groups, one of them "Validation".
        if not any(outer.start <= part.start < outer.end for outer in criteria):
            yield part.start, part.end
    status = _status(page)
    if status:
        yield status.span()


def _status(page: Page) -> re.Match[str] | None:
    end = page.start
    for _ in range(_STATUS_LINES):
        end = page.text.find("\n", end) + 1 or len(page.text)
    return _STATUS.search(page.text, page.start, end)


def _sprint(origin: Origin) -> dict[str, str]:
    """Return the statuses that the plan of a sprint beside the file tells, by number."""
    plan = _plan(origin)
    if plan is None:
        return {}
    with open_text(plan, encoding_of(plan)) as stream:
        told = _SPRINT.findall(stream.read(16 * HEAD_BYTES))
    return {_folded(f"{epic}.{story}"): status for epic, story, status in told}


def _plan(origin: Origin) -> Origin | None:
    plans = (origin.beside(f"{folder}/sprint-status.yaml") for folder in _WHERE)
    return next((plan for plan in plans if plan is not None), None)


def _files(origin: Origin) -> Iterator[str]:
    """Yield the numbers of the stories that have a file near this one."""
    for folder in _WHERE:
        for file in origin.around(f"{folder}/*.md"):
            told = _FILE.match(PurePosixPath(file.stem).name)
            if told:
                yield _folded(f"{told[1]}.{told[2]}")
