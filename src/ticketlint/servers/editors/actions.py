"""Mends that an editor offers: a missing part, a suppression, the page of a rule."""

import re
from collections.abc import Iterator

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from ticketlint.cleaning.skeletons import Part
from ticketlint.model import Finding, Question
from ticketlint.servers.editors.places import touches
from ticketlint.servers.editors.sheets import Mark, Page, Sheet
from ticketlint.servers.editors.telling import diagnostic_of
from ticketlint.servers.skeleton import lines_of, missing_parts

Action = CodeAction | Command

OPEN_RULE = "ticketlint.openRule"
# Words that a line of suppression can name as they are.
_NAMEABLE = re.compile(r'[^"\n\r<>]{1,60}')
_HEADING = r"^#{{1,6}}+[ \t]++{}[ \t:#]*+(?=\r?$)"


def actions_for(page: Page, uri: str, chosen: Range) -> Iterator[Action]:
    """Yield what can be done about the marks in a range, and about the tickets around it."""
    for sheet in page.sheets:
        if touches(sheet.whole, chosen) or touches(sheet.title, chosen):
            yield from _inserting(page, sheet, uri)
        for mark in sheet.marks:
            if touches(mark.range, chosen):
                yield from _about(page, sheet, mark, uri)


def _inserting(page: Page, sheet: Sheet, uri: str) -> Iterator[CodeAction]:
    parts = missing_parts(sheet.result.score)
    for part in parts:
        edit = _edit_of(page, sheet, part)
        yield _changing(f"Insert the part “{part.heading}”", page, uri, [edit])
    if len(parts) > 1:
        edits = [_edit_of(page, sheet, part) for part in parts]
        yield _changing("Insert all missing parts", page, uri, edits)


def _edit_of(page: Page, sheet: Sheet, part: Part) -> TextEdit:
    """Return the edit that adds a part: below its heading where that is there, else at the end."""
    text, body = page.places.text, sheet.ticket.field("description")
    first = body.anchors[0] if body and body.anchors else None
    start = page.places.offset(first.position) if first else 0
    heading = re.compile(_HEADING.format(re.escape(part.heading)), re.MULTILINE | re.IGNORECASE)
    found = heading.search(text, start, sheet.end)
    lines = list(lines_of(part, "markdown"))
    if found:
        return _inserted(page, found.end(), ["", *lines[1:-1]])
    return _inserted(page, sheet.end, ["", "", *lines[:-1]])


def _about(page: Page, sheet: Sheet, mark: Mark, uri: str) -> Iterator[Action]:
    """Yield what can be done about one mark."""
    if isinstance(mark.told, Finding):
        edit = _inserted(page, sheet.end, ["", "", _suppression(mark.told)])
        title = f"Leave out {mark.told.rule} here (give a reason)"
        yield _changing(title, page, uri, [edit], mark)
    if isinstance(mark.told, Finding | Question) and mark.told.rule:
        title = f"Open the page of {mark.told.rule}"
        yield Command(title, OPEN_RULE, arguments=[mark.told.rule, uri])


def _suppression(finding: Finding) -> str:
    """Return the line that suppresses a finding; it holds once its author gives a reason."""
    words = finding.location.text
    match = f' match="{words}"' if _NAMEABLE.fullmatch(words) and "--" not in words else ""
    return f'<!-- ticketlint: ignore[{finding.rule}]{match} reason="" -->'


def _inserted(page: Page, at: int, lines: list[str]) -> TextEdit:
    """Return the edit that adds lines, with the line ends of the text."""
    newline = "\r\n" if "\r\n" in page.places.text else "\n"
    return TextEdit(page.places.range(at, at), newline.join(lines))


def _changing(
    title: str, page: Page, uri: str, edits: list[TextEdit], mark: Mark | None = None
) -> CodeAction:
    """Return an action that changes the text, which the client refuses where it is another."""
    document = OptionalVersionedTextDocumentIdentifier(uri, page.version)
    change = WorkspaceEdit(document_changes=[TextDocumentEdit(document, list(edits))])
    about = [diagnostic_of(mark)] if mark else None
    return CodeAction(title, kind=CodeActionKind.QuickFix, diagnostics=about, edit=change)
