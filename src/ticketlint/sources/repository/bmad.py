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
_NUMBER = r"(?P<number>\d++(?:\.\d++[a-z]?)++|\d++-\d++)"
_WORD = r"(?:story|user story|histoire|historia|história|故事|ストーリー)"
_STORY = re.compile(
    rf"(?:{_WORD})[ \t]*+{_NUMBER}[ \t]*+[:：.\u2013\u2014-]*+[ \t]*+(?P<title>.*+)", re.IGNORECASE
)
_STORY_LINE = re.compile(rf"^#[ \t]++(?:{_WORD}[ \t]*+)?{_NUMBER}\b", re.MULTILINE | re.IGNORECASE)
_INNER_LINE = re.compile(rf"^#{{2,4}}[ \t]++{_WORD}[ \t]*+{_NUMBER}", re.MULTILINE | re.IGNORECASE)
_BARE = re.compile(rf"{_NUMBER}[ \t]*+[:：.\u2013\u2014-]*+[ \t]*+(?P<title>.*+)")
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
    r"|file list|change ?log|qa\b|testing|references|senior developer|code review|debug log"
    r"|completion notes|validation|story completion|project (?:context|structure)"
    r"|git intelligence|previous story|latest tech|architecture|agent "
    r"|review (?:notes|findings|follow))",
    re.IGNORECASE,
)
_WHERE = (".", "..", "../implementation-artifacts", "../stories", "../sprint-artifacts", "stories")
_SPRINT = re.compile(r"^[ \t]*+(\d+)-(\d+[a-z]?)-[\w-]*+:[ \t]*+([\w-]++)", re.MULTILINE)


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file is a numbered story with criteria, or holds such stories."""
    if origin.suffix != ".md" or not _CRITERIA.search(head):
        return False
    if _INNER_LINE.search(head):
        return True
    story = _STORY_LINE.search(head)
    return story is not None and (_WORD_LINE.search(head) is not None or _placed(origin))


_WORD_LINE = re.compile(rf"^#[ \t]++{_WORD}[ \t]*+\d", re.MULTILINE | re.IGNORECASE)


def _placed(origin: Origin) -> bool:
    return PATHS.search(origin.posix) is not None


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
        number = inner["number"].replace("-", ".")
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
    status = _status(page) or _sprint(page.origin).get(number, "")
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


def _cuts(page: Page, story: Part) -> Iterator[Span]:
    """Yield what agents wrote below a story."""
    for part in page.called(_CUT, (story.body, story.end)):
        if not _CRITERIA.match(page.text, part.start):
            yield part.start, part.end


def _status(page: Page) -> str:
    end = page.start
    for _ in range(_STATUS_LINES):
        end = page.text.find("\n", end) + 1 or len(page.text)
    told = _STATUS.search(page.text, page.start, end)
    return told[1].strip() if told else ""


def _sprint(origin: Origin) -> dict[str, str]:
    """Return the statuses that the plan of a sprint beside the file tells, by number."""
    for folder in _WHERE:
        plan = origin.beside(f"{folder}/sprint-status.yaml")
        if plan is not None:
            with open_text(plan, encoding_of(plan)) as stream:
                told = _SPRINT.findall(stream.read(16 * HEAD_BYTES))
            return {f"{epic}.{story}": status for epic, story, status in told}
    return {}


def _files(origin: Origin) -> Iterator[str]:
    """Yield the numbers of the stories that have a file near this one."""
    for folder in _WHERE:
        for file in origin.around(f"{folder}/*.md"):
            told = re.match(r"(\d{1,9})[.-](\d{1,9}[a-z]?)\b", PurePosixPath(file.stem).name)
            if told:
                yield f"{told[1]}.{told[2]}"
