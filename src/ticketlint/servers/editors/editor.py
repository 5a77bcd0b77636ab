"""The documents of one client: each is judged a moment after its last change, and told of."""

import asyncio
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from ticketlint.config.settings import Config
from ticketlint.errors import TicketlintError
from ticketlint.harmless.terminal import printable
from ticketlint.rules.pack import find_rule
from ticketlint.rules.page import rule_page
from ticketlint.run.selection import all_rules
from ticketlint.servers.editors.checkers import Checkers
from ticketlint.servers.editors.places import TextMap
from ticketlint.servers.editors.scope import is_ticket
from ticketlint.servers.editors.sheets import Page, judged_page
from ticketlint.servers.editors.telling import diagnostic_of

P = ParamSpec("P")
T = TypeVar("T")

# Seconds without a change after which a text is judged: between two words of a quick writer.
QUIET = 0.1
_NO_PAGE = Page(None, TextMap("", len))


@dataclass(slots=True, eq=False)
class _Document:
    """A document that is open: whether it holds tickets, None before that was looked up.

    `turn` counts what was asked for; a judgement of an earlier turn is of an older text.
    """

    path: Path
    is_ticket: bool | None = None
    page: Page = _NO_PAGE
    turn: int = 0
    judged: int = 0


class Editor(LanguageServer):
    """Judges in one thread, beside the one that listens to the client."""

    def __init__(self, configured: Callable[[Path], Config], inputs: Sequence[Path] = ()) -> None:
        """Begin to load rules and pipeline; `inputs` hold tickets, none: the workspace."""
        full = types.TextDocumentSyncKind.Full
        super().__init__("ticketlint", version("ticketlint"), text_document_sync_kind=full)
        self._inputs = inputs
        self._checkers = Checkers(configured)
        self._documents: dict[str, _Document] = {}
        self._running: set[asyncio.Future[None]] = set()
        self._last_told = ""
        self._thread = ThreadPoolExecutor(1)
        self._thread.submit(self._warm)

    def open(self, uri: str) -> None:
        """Take a document; one that is no file of this machine is never a ticket."""
        path = to_fs_path(uri) if uri.startswith("file:") else None
        if path:
            self._documents[uri] = _Document(Path(path))
            self.judge_soon(uri, 0)

    def close(self, uri: str) -> None:
        """Let a document go, and what was told of it."""
        if self._documents.pop(uri, None):
            self._publish(uri, _NO_PAGE)

    def judge_soon(self, uri: str, seconds: float = QUIET) -> None:
        """Judge a document after so long without another change."""
        document = self._documents.get(uri)
        if document:
            document.turn += 1
            turn = document.turn
            loop = asyncio.get_running_loop()
            loop.call_later(seconds, lambda: self._begin(uri, document, turn))

    def judge_anew(self, uris: Iterable[str] | None = None) -> None:
        """Judge documents, all for None, after something else than their text has changed."""
        for uri in list(self._documents) if uris is None else uris:
            if uri in self._documents:
                self._documents[uri].is_ticket = None
                self.judge_soon(uri, 0)

    def page_of(self, uri: str) -> Page:
        """Return what is known of a document, an empty page of one that holds no tickets."""
        document = self._documents.get(uri)
        return document.page if document else _NO_PAGE

    def is_current(self, uri: str) -> bool:
        """Tell whether the page of a document is that of its present text."""
        document = self._documents.get(uri)
        return document is not None and document.turn == document.judged

    def can(self, capability: str) -> bool:
        """Tell whether the client is able to do something."""
        return bool(get_capability(self.client_capabilities, capability, default=False))

    async def open_rule(self, name: str, uri: str) -> None:
        """Show the page of a rule in the editor, or in a message where it cannot be shown."""
        document = self._documents.get(uri)
        folder = document.path.parent if document else Path.cwd()
        path = await self._in_thread(self._write_page, name, folder)
        if self.can("window.show_document.support"):
            shown = types.ShowDocumentParams(from_fs_path(str(path)) or "", take_focus=True)
            await self.window_show_document_async(shown)
        else:
            self._tell(path.read_text(encoding="utf-8"), types.MessageType.Info)

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - of pygls
        """Tell of a fault of ours without the text of a ticket that may stand in it."""
        told = str(error) if isinstance(error, TicketlintError) else type(error).__name__
        self._tell(f"ticketlint: {told}", types.MessageType.Error)

    def _begin(self, uri: str, document: _Document, turn: int) -> None:
        if document.turn == turn and self._documents.get(uri) is document:
            task = asyncio.ensure_future(self._judge(uri, document, turn))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _judge(self, uri: str, document: _Document, turn: int) -> None:
        """Judge a document and tell of it, unless its text is another meanwhile.

        Whatever happens to one is told, and ends nothing.
        """
        stored = self.workspace.get_text_document(uri)
        try:
            page = await self._in_thread(self._page, document, turn, stored.source, stored.version)
            self._last_told = ""
        except Exception as error:
            page = _NO_PAGE
            self.report_server_error(error, type(self))
        if page and document.turn == turn and self._documents.get(uri) is document:
            document.page, document.judged = page, turn
            self._publish(uri, page)

    def _page(self, document: _Document, turn: int, text: str, number: int | None) -> Page | None:
        """Return a document judged, None where its text is another by now; not on the loop."""
        if document.turn != turn:
            return None
        if document.is_ticket is None:
            document.is_ticket = is_ticket(document.path, self._inputs or self._folders())
        if not document.is_ticket:
            return _NO_PAGE
        checker = self._checkers.of(document.path.parent)
        units = self.workspace.position_codec.client_num_units
        return judged_page(document.path, text, number, checker, units)

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        call = partial(work, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def _folders(self) -> list[Path]:
        """Return the folders of the workspace; without any, none of its files are tickets."""
        workspace = self.workspace
        uris = [folder.uri for folder in workspace.folders.values()]
        paths = map(to_fs_path, uris or ([workspace.root_uri] if workspace.root_uri else []))
        return [Path(path) for path in paths if path]

    def _publish(self, uri: str, page: Page) -> None:
        told = [diagnostic_of(mark) for mark in page.marks]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, told, version=page.version)
        )

    def _tell(self, text: str, kind: types.MessageType) -> None:
        """Show a message to the user, the same one once."""
        if text != self._last_told:
            self._last_told = text
            lines = "\n".join(map(printable, text.split("\n")))
            self.window_show_message(types.ShowMessageParams(kind, lines))

    @cached_property
    def _pages(self) -> tempfile.TemporaryDirectory[str]:
        """Return a folder for pages of rules, which goes with the server."""
        return tempfile.TemporaryDirectory(prefix="ticketlint-")

    def _write_page(self, name: str, folder: Path) -> Path:
        settings = self._checkers.of(folder).ruleset.settings
        rule = find_rule(all_rules(settings), name)
        path = Path(self._pages.name) / f"{rule.id}.md"
        path.write_text(rule_page(rule), encoding="utf-8")
        return path

    def _warm(self) -> None:
        with suppress(TicketlintError):  # told with the first document
            list(self._checkers.of(Path.cwd()).check([{"title": "Show it", "text": "It is so."}]))
