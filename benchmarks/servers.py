"""Measure what an editor and an agent wait for: real servers, through their protocols.

The ticket is an ordinary one of the examples. A figure is the median of some rounds and the worst
of them; the wait of 100 ms after the last change of a text is a part of what an editor waits for.
"""

import asyncio
import statistics
import sys
import time
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from lsprotocol import types
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).resolve().parents[1]
TICKET = (ROOT / "examples" / "PAY-12.md").read_text("utf-8")
ROUNDS = 20
_DIAGNOSTICS = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS


def main() -> None:
    """Print one line for each measurement."""
    warnings.simplefilter("ignore")
    print(f"a ticket of {len(TICKET):,} characters, {ROUNDS} rounds")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "PAY-12.md"
        path.write_text(TICKET, "utf-8")
        asyncio.run(_editor(path))
    asyncio.run(_agent())


async def _editor(path: Path) -> None:
    client = LanguageClient("benchmark", "1")
    published: asyncio.Queue[float] = asyncio.Queue()

    @client.feature(_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def told(_: types.PublishDiagnosticsParams) -> None:
        published.put_nowait(time.perf_counter())

    start = time.perf_counter()
    await client.start_io(sys.executable, "-m", "ticketlint", "lsp", "--isolated", str(path))
    await client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
    _tell("lsp: from start to ready for a document", [time.perf_counter() - start])
    client.initialized(types.InitializedParams())
    start = time.perf_counter()
    item = types.TextDocumentItem(path.as_uri(), "markdown", 0, TICKET)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    _tell("lsp: first answer after opening it", [await published.get() - start])
    waited = [await _edit(client, path, number, published) for number in range(1, ROUNDS + 1)]
    _tell("lsp: answer after an edit", waited)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]


async def _edit(
    client: LanguageClient, path: Path, number: int, published: "asyncio.Queue[float]"
) -> float:
    which = types.VersionedTextDocumentIdentifier(number, path.as_uri())
    text = f"{TICKET}\nIt holds {number} invoices, etc.\n"
    change = types.TextDocumentContentChangeWholeDocument(text)
    start = time.perf_counter()
    client.text_document_did_change(types.DidChangeTextDocumentParams(which, [change]))
    return await published.get() - start


async def _agent() -> None:
    command = ["-m", "ticketlint", "mcp", "--isolated"]
    server = StdioServerParameters(command=sys.executable, args=command)
    start = time.perf_counter()
    async with Client(stdio_client(server)) as client:
        _tell("mcp: from start to ready for a call", [time.perf_counter() - start])
        _tell("mcp: first call of check_ticket", [await _call(client, 0)])
        waited = [await _call(client, number) for number in range(1, ROUNDS + 1)]
        _tell("mcp: a call of check_ticket", waited)


async def _call(client: Client, number: int) -> float:
    start = time.perf_counter()
    text = f"{TICKET}\nIt holds {number} invoices, etc.\n"
    answer = await client.call_tool("check_ticket", {"text": text})
    if answer.is_error:
        raise RuntimeError(str(answer.content))
    return time.perf_counter() - start


def _tell(name: str, seconds: list[float]) -> None:
    worst = f", worst {max(seconds) * 1000:.0f} ms" if len(seconds) > 1 else ""
    print(f"{name:<42} {statistics.median(seconds) * 1000:7.0f} ms{worst}")


if __name__ == "__main__":
    main()
