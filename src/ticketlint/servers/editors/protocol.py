"""The language server: what its client sends, and what is sent back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from lsprotocol import types

from ticketlint.config.search import FILE_NAMES
from ticketlint.config.settings import Config
from ticketlint.servers.editors.actions import OPEN_RULE, actions_for
from ticketlint.servers.editors.editor import Editor
from ticketlint.servers.editors.places import touches
from ticketlint.servers.editors.telling import hover_of, summary_of

_WATCHED = [types.FileSystemWatcher(f"**/{name}") for name in FILE_NAMES]


def server_of(configured: Callable[[Path], Config], inputs: Sequence[Path] = ()) -> Editor:
    """Return the server; `inputs` are files and folders that hold tickets, none: the workspace."""
    editor = Editor(configured, inputs)
    _follow_documents(editor)
    _follow_settings(editor)
    _answer(editor)
    return editor


def _follow_documents(editor: Editor) -> None:
    @editor.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        editor.open(params.text_document.uri)

    @editor.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        editor.judge_soon(params.text_document.uri)

    @editor.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        editor.judge_anew([params.text_document.uri])

    @editor.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        editor.close(params.text_document.uri)


def _follow_settings(editor: Editor) -> None:
    @editor.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        if not editor.can("workspace.did_change_watched_files.dynamic_registration"):
            return  # a changed configuration is seen at the next edit all the same
        watching = types.DidChangeWatchedFilesRegistrationOptions(_WATCHED)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        wanted = types.Registration("settings", method, watching)
        editor.client_register_capability(types.RegistrationParams([wanted]))

    @editor.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(_: types.DidChangeWatchedFilesParams) -> None:
        editor.judge_anew()

    @editor.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(_: types.DidChangeConfigurationParams) -> None:
        editor.judge_anew()


def _answer(editor: Editor) -> None:
    @editor.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        page = editor.page_of(params.text_document.uri)
        here = types.Range(params.position, params.position)
        told = [hover_of(mark, page.rules) for mark in page.marks if touches(mark.range, here)]
        told += [summary_of(one.result) for one in page.sheets if touches(one.title, here)]
        if not told:
            return None
        text = "\n\n---\n\n".join(dict.fromkeys(told))
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))

    options = types.CodeActionOptions([types.CodeActionKind.QuickFix])

    @editor.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    def mends(params: types.CodeActionParams) -> list[types.Command | types.CodeAction]:
        page = editor.page_of(params.text_document.uri)
        if not editor.is_current(params.text_document.uri):
            return []  # its places are those of an older text; the client asks again
        return list(actions_for(page, params.text_document.uri, params.range))

    @editor.command(OPEN_RULE)
    async def open_rule(rule: str, uri: str) -> None:
        await editor.open_rule(rule, uri)
