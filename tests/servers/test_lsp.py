"""`ticketlint lsp` as an editor meets it: a real process, one workspace, one conversation."""

import asyncio
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from ticketlint.model import Anchor, FilePosition, Ticket, TicketField, utf16_length
from ticketlint.servers.editors.places import TextMap
from ticketlint.servers.editors.scope import is_ticket

NAMES = (
    "short",
    "mended",
    "heading",
    "suppressed",
    "page",
    "emoji",
    "burst",
    "broken",
    "other",
    "many",
    "config",
)
pytestmark = pytest.mark.asyncio(loop_scope="module")

EMOJI = "# Export 🎉 the invoices\r\n\r\n😀 We just need an export that is 🚀 fast.\r\n"
SHORT = "# Export the invoices\n\nWe just need an export that is fast.\n"
ORDINARY = (
    "# Export the invoices of a month\n\n## Why\n\nAccounting cannot close the month, because the "
    "totals are typed by hand.\n\n## What\n\nWe just need an export of all invoices, etc.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with files that are tickets, and one that is none."""
    folder = tmp_path_factory.mktemp("lsp") / "shop"
    (folder / "tickets").mkdir(parents=True)
    (folder / "README.md").write_text("# Shop\n\nWe just need it.\n", encoding="utf-8")
    for name in NAMES:
        (folder / "tickets" / f"{name}.md").write_text("# A\n", encoding="utf-8")
    return folder


SERVER = ClientServerConfig(
    server_command=[sys.executable, "-m", "ticketlint", "lsp"],
    # What the test runner sets for coverage and colours is not handed on.
    server_env={**os.environ, "NO_COLOR": "1"},
)


@pytest_lsp.fixture(config=SERVER, scope="module")
async def client(lsp_client: LanguageClient, folder: Path):
    """An editor that can do all that VS Code can, and lets files be watched."""

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        lsp_client.watched = str(params)  # type: ignore[attr-defined]

    capabilities = client_capabilities("visual-studio-code")
    workspace = [types.WorkspaceFolder(folder.as_uri(), "shop")]
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=workspace)
    )
    yield
    await lsp_client.shutdown_session()


class Document:
    """A document that is open in the editor."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client, self.uri, self.version = client, path.as_uri(), 0

    async def open(self, text: str) -> list[types.Diagnostic]:
        item = types.TextDocumentItem(self.uri, "markdown", self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.told()

    async def write(self, *texts: str) -> list[types.Diagnostic]:
        """Change the text, perhaps several times in a row, and wait for what is told of the last."""
        for text in texts:
            self.version += 1
            which = types.VersionedTextDocumentIdentifier(self.version, self.uri)
            change = types.TextDocumentContentChangeWholeDocument(text)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(which, [change]))
        return await self.told()

    async def told(self) -> list[types.Diagnostic]:
        what = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        await asyncio.wait_for(self.client.wait_for_notification(what), 60)
        return list(self.client.diagnostics[self.uri])

    async def hover(self, line: int, character: int) -> str:
        which = types.TextDocumentIdentifier(self.uri)
        params = types.HoverParams(which, types.Position(line, character))
        found = await self.client.text_document_hover_async(params)
        assert found is None or isinstance(found.contents, types.MarkupContent)
        return found.contents.value if found else ""

    async def offered(self, within: types.Range) -> dict[str, types.Command | types.CodeAction]:
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri), within, types.CodeActionContext([])
        )
        found = await self.client.text_document_code_action_async(params)
        return {one.title: one for one in found or []}

    async def actions(self, within: types.Range) -> dict[str, types.CodeAction]:
        found = (await self.offered(within)).values()
        return {one.title: one for one in found if isinstance(one, types.CodeAction)}


def coded(told: Sequence[types.Diagnostic], rule: str) -> types.Diagnostic:
    [found] = [one for one in told if one.code == rule]
    return found


def cut(text: str, within: types.Range) -> str:
    """What a range of UTF-16 code units holds, in an editor that ends lines as the protocol does."""
    lines = [part.encode("utf-16-le") for part in re.split(r"\r\n|\n|\r", text)]
    assert within.start.line == within.end.line
    line = lines[within.start.line]
    return line[2 * within.start.character : 2 * within.end.character].decode("utf-16-le")


def edited(text: str, action: types.CodeAction) -> str:
    """The text after an action, as an editor makes it."""
    assert action.edit
    assert action.edit.document_changes
    [change] = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]
    for edit in reversed(change.edits):
        assert isinstance(edit, types.TextEdit)
        line = text[starts[edit.range.start.line] :]
        before = line.encode("utf-16-le")[: 2 * edit.range.start.character].decode("utf-16-le")
        at = starts[edit.range.start.line] + len(before)
        text = text[:at] + edit.new_text + text[at:]
    return text


async def test_an_open_ticket_is_told_of_with_places(client: LanguageClient, folder: Path) -> None:
    document = Document(client, folder / "tickets" / "short.md")

    told = await document.open(SHORT)

    found = coded(told, "minimising-language")
    assert cut(SHORT, found.range) == "just need an"
    assert found.severity is types.DiagnosticSeverity.Warning
    assert found.source == "ticketlint"
    missing = coded(told, "missing-acceptance-criteria")
    assert cut(SHORT, missing.range) == "# Export the invoices"
    assert "?" in missing.message

    hover = await document.hover(found.range.start.line, found.range.start.character + 1)
    assert "**" in hover
    assert "\n> " in hover
    assert "*minimising-language*: " in hover
    whole = await document.hover(0, 3)
    assert "of 100, story" in whole or "of 100, task" in whole
    assert await document.hover(1, 0) == ""


async def test_a_missing_part_is_inserted_and_then_no_longer_missing(
    client: LanguageClient, folder: Path
) -> None:
    document = Document(client, folder / "tickets" / "mended.md")
    told = await document.open(SHORT)

    actions = await document.actions(coded(told, "missing-acceptance-criteria").range)

    text = edited(SHORT, actions["Insert the part “Acceptance criteria”"])
    assert text.startswith(SHORT.rstrip("\n"))
    assert "\n\n## Acceptance criteria\n\n- When …, then …\n" in text
    filled = "- When a month is chosen, then the file holds each of its invoices once."
    told = await document.write(text.replace("- When …, then …", filled))
    assert "missing-acceptance-criteria" not in {one.code for one in told}


async def test_a_heading_that_is_there_is_filled(client: LanguageClient, folder: Path) -> None:
    document = Document(client, folder / "tickets" / "heading.md")
    text = ORDINARY.replace("## What", "## Acceptance criteria\n\n## What").replace("\n", "\r\n")
    told = await document.open(text)

    place = coded(told, "empty-acceptance-criteria").range
    actions = await document.actions(place)

    assert cut(text, place) == "## Acceptance criteria"
    after = edited(text, actions["Insert the part “Acceptance criteria”"])
    assert after.count("## Acceptance criteria") == 1
    assert "## Acceptance criteria\r\n\r\n- When …, then …\r\n" in after


async def test_a_suppression_holds_once_it_has_a_reason(
    client: LanguageClient, folder: Path
) -> None:
    document = Document(client, folder / "tickets" / "suppressed.md")
    told = await document.open(ORDINARY)
    place = coded(told, "minimising-language").range

    action = (await document.actions(place))["Leave out minimising-language here (give a reason)"]
    text = edited(ORDINARY, action)

    assert text.rstrip().endswith(
        '<!-- ticketlint: ignore[minimising-language] match="just need an" reason="" -->'
    )
    told = await document.write(text)
    assert coded(told, "minimising-language")
    assert any("it gives no reason" in one.message for one in told)
    told = await document.write(text.replace('reason=""', 'reason="said so by Ann"'))
    assert "minimising-language" not in {one.code for one in told}
    assert not any("reason" in one.message for one in told)


def first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0]


async def test_the_page_of_a_rule_is_opened(client: LanguageClient, folder: Path) -> None:
    document = Document(client, folder / "tickets" / "page.md")
    told = await document.open(ORDINARY)
    place = coded(told, "minimising-language").range

    command = (await document.offered(place))["Open the page of minimising-language"]
    assert isinstance(command, types.Command)
    await client.workspace_execute_command_async(
        types.ExecuteCommandParams(command.command, command.arguments)
    )

    shown = Path(client.shown_documents[-1].uri.removeprefix("file://"))
    assert first_line(shown) == "# minimising-language"
    assert not shown.is_relative_to(folder)


async def test_emoji_and_line_ends_of_windows_move_no_place(
    client: LanguageClient, folder: Path
) -> None:
    document = Document(client, folder / "tickets" / "emoji.md")

    told = await document.open(EMOJI)

    place = coded(told, "minimising-language").range
    assert cut(EMOJI, place) == "just need an"
    assert place.start == types.Position(2, 6)
    assert cut(EMOJI, coded(told, "missing-why").range) == "# Export 🎉 the invoices"


async def test_a_burst_of_changes_is_judged_as_it_stands_at_its_end(
    client: LanguageClient, folder: Path
) -> None:
    document = Document(client, folder / "tickets" / "burst.md")
    await document.open("# A\n")

    told = await document.write(*(f"# A{number}\n" for number in range(20)), ORDINARY)

    assert cut(ORDINARY, coded(told, "minimising-language").range) == "just need an"


@pytest.mark.parametrize("name", ["README.md", "../beside.md", "notes.txt"])
async def test_what_is_no_ticket_is_left_alone(
    name: str, client: LanguageClient, folder: Path
) -> None:
    path = (folder / name).resolve()
    path.write_text("# It\n\nWe just need it.\n", encoding="utf-8")
    document = Document(client, path)

    assert await document.open("# It\n\nWe just need it, etc.\n") == []
    assert await document.hover(0, 3) == ""
    assert await document.actions(types.Range(types.Position(0, 0), types.Position(2, 3))) == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("---\ntitle: [\n---\n", id="broken front matter"),
        pytest.param("# A\x00\n\n\ud7ff\u2028\x0c just need\r", id="odd line ends"),
        pytest.param("```\n" * 500, id="open fences"),
        pytest.param("# " * 2_000 + "\n" * 5_000, id="many signs"),
        pytest.param("<!-- ticketlint: ignore[" * 100, id="half suppressions"),
    ],
)
async def test_an_odd_document_costs_no_other(
    text: str, client: LanguageClient, folder: Path
) -> None:
    broken = Document(client, folder / "tickets" / "broken.md")
    await broken.open(text)
    await broken.hover(0, 0)
    await broken.actions(types.Range(types.Position(0, 0), types.Position(999, 999)))
    which = types.TextDocumentIdentifier(broken.uri)
    client.text_document_did_close(types.DidCloseTextDocumentParams(which))
    assert await broken.told() == []

    other = Document(client, folder / "tickets" / "other.md")
    assert coded(await other.open(ORDINARY), "minimising-language")
    which = types.TextDocumentIdentifier(other.uri)
    client.text_document_did_close(types.DidCloseTextDocumentParams(which))
    await other.told()


async def test_each_ticket_of_a_file_has_places_and_parts_of_its_own(
    client: LanguageClient, folder: Path
) -> None:
    text = (
        "# PAY-1: Export\n\nWe just need it.\n\n# PAY-2: Better imports\n\nThey should be nicer.\n"
    )
    document = Document(client, folder / "tickets" / "many.md")

    told = await document.open(text)
    lines = {one.range.start.line for one in told if one.code == "missing-acceptance-criteria"}
    first = types.Range(types.Position(0, 0), types.Position(0, 0))
    action = (await document.actions(first))["Insert the part “Acceptance criteria”"]

    assert lines == {0, 4}
    after = edited(text, action)
    assert after.index("## Acceptance criteria") < after.index("# PAY-2")


async def test_a_changed_configuration_holds_at_once_and_a_broken_one_is_told(
    client: LanguageClient, folder: Path
) -> None:
    document = Document(client, folder / "tickets" / "config.md")
    assert coded(await document.open(ORDINARY), "minimising-language")
    assert "**/ticketlint.yaml" in client.watched  # type: ignore[attr-defined]
    settings = folder / "ticketlint.yaml"
    changed = types.FileEvent(settings.as_uri(), types.FileChangeType.Changed)

    settings.write_text("rules: {minimising-language: off}\n", encoding="utf-8")
    told = await document.write(ORDINARY + "\n")
    assert "minimising-language" not in {one.code for one in told}

    settings.write_text("rules: {minimising-language: loud}\n", encoding="utf-8")
    before = len(client.messages)
    assert await document.write(ORDINARY) == []
    [message] = client.messages[before:]
    assert "ticketlint.yaml" in message.message
    assert "loud" in message.message

    settings.write_text("rules: {minimising-language: error}\n", encoding="utf-8")
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    while coded_or_none(client, document) is not types.DiagnosticSeverity.Error:
        await document.told()
    settings.unlink()


def coded_or_none(client: LanguageClient, document: Document) -> types.DiagnosticSeverity | None:
    told = client.diagnostics[document.uri]
    return next((one.severity for one in told if one.code == "minimising-language"), None)


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        pytest.param("# 🎉 A\n\n😀 b\n", "description", "b", id="emoji"),
        pytest.param("# A\r\n\r\nx\r\nb\r\n", "description", "b", id="windows"),
        pytest.param("# A\n\nx\ry b\n", "description", "b", id="a lone return ends a line"),
        pytest.param("# A\n\nx\u2028y\x0cb\n", "description", "b", id="what ends no line"),
    ],
)
async def test_places_count_lines_and_units_as_the_protocol_does(
    text: str, field: str, words: str
) -> None:
    places = TextMap(text, utf16_length)
    start = text.index("\n") + 1
    body = TicketField(field, text[start:], anchors=(Anchor(0, FilePosition(2, 1, 1)),))
    at = body.text.rindex(words)

    found = places.words(Ticket("A", "A", (body,)), field, at, at + len(words))

    assert found
    assert cut(text, found) == words


async def test_the_files_of_named_folders_are_tickets_and_no_others(tmp_path: Path) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    for name in ("stories/a.md", "b.md"):
        (tmp_path / name).write_text("# A\n", encoding="utf-8")

    assert is_ticket(stories / "a.md", [stories])
    assert is_ticket(tmp_path / "b.md", [tmp_path / "b.md"])
    assert not is_ticket(tmp_path / "b.md", [stories])
    assert not is_ticket(tmp_path / "pipe.md", [tmp_path / "pipe.md"])
    assert not is_ticket(stories / "new.md", [stories])
    assert not is_ticket(stories / "a.md", [])
    assert not is_ticket(stories / "a.md", [tmp_path / "gone"])
