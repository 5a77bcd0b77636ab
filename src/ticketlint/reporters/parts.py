"""Results in parts, JSONL or Parquet, in a folder or bucket; beside them the rest of the report."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ticketlint.errors import ConfigError
from ticketlint.harmless.terminal import without_commands
from ticketlint.model import Report, TicketResult
from ticketlint.reporters.json import head_of, tail_of, ticket_of

# Tickets of a part: some 40 MB of JSON, and few files of a large backlog.
PART = 10_000
SUMMARY = "summary.json"
_TODO_INSTALL = "install the extra: pip install 'ticketlint[dask]'"
# Columns of Parquet beside `ticket`, which has all of it as JSON.
_TEXTS = ("key", "title", "project", "type", "kind", "status", "grade", "level")


@dataclass(frozen=True, slots=True)
class Parts:
    """`--parts FORMAT:PLACE`: what the parts are, and the folder or address where they go."""

    format: str
    place: str


def parse_parts(value: str) -> Parts:
    """Return what `FORMAT:PLACE` names.

    Raises: ConfigError for another format, no place, and where a library is not installed.
    """
    name, _, place = value.partition(":")
    if name not in FORMATS or not place:
        todo = f"write FORMAT:FOLDER, the format one of {', '.join(FORMATS)}"
        raise ConfigError("--parts", f"`{value[:60]}`", todo)
    try:
        import fsspec  # noqa: F401 - only whether it is there

        if name == "parquet":
            import pyarrow as pa  # noqa: F401 - as above
    except ModuleNotFoundError as error:
        raise ConfigError("--parts", f"needs {error.name}", _TODO_INSTALL) from None
    return Parts(name, place)


def write_parts(report: Report, parts: Parts, together: int = PART) -> None:
    """Write parts of so many tickets in the order of the report, at last the summary.

    A part is there whole or not at all, and the summary only where all parts are.
    Raises: ConfigError where the place cannot be written, or holds parts already.
    """
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(parts.place)
        _refuse_used(system, root, parts.place)
        system.makedirs(root, exist_ok=True)
        results = iter(report.results)
        for number, some in enumerate(iter(lambda: list(islice(results, together)), [])):
            name = f"{root}/part-{number:05}.{parts.format}"
            _write(system, name, FORMATS[parts.format](some))
        rest = {**head_of(report), **tail_of(report)}
        _write(system, f"{root}/{SUMMARY}", (_line(rest) + "\n").encode("ascii"))
    except (OSError, ValueError, ImportError) as error:
        why = " ".join(str(error).split())[:200]
        raise ConfigError("--parts", f"cannot be written: {why}") from None


def _refuse_used(system: Any, root: str, place: str) -> None:
    """Refuse a folder of an earlier run: parts that this one does not replace would stay."""
    if system.exists(root) and any(system.ls(root, detail=False)):
        raise ConfigError("--parts", f"`{place[:200]}` is not empty", "name another folder")


def _write(system: Any, name: str, told: bytes) -> None:
    with system.transaction, system.open(name, "wb") as stream:
        stream.write(told)


def _jsonl(results: Sequence[TicketResult]) -> bytes:
    return "".join(f"{_line(ticket_of(one))}\n" for one in results).encode("ascii")


def _parquet(results: Sequence[TicketResult]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    text, texts = pa.string(), pa.list_(pa.string())
    schema = pa.schema(
        [
            *((name, text) for name in _TEXTS),
            *(("score", pa.float64()), ("findings", pa.int64())),
            *(("rules", texts), ("questions", texts), ("ticket", text)),
        ]
    )
    stream = pa.BufferOutputStream()
    table = pa.Table.from_pylist(list(map(_row, results)), schema=schema)
    parquet.write_table(table, stream, compression="zstd")
    return bytes(stream.getvalue())


def _row(result: TicketResult) -> Mapping[str, Any]:
    address = result.address
    texts: Iterator[tuple[str, str]] = zip(
        _TEXTS,
        (
            *(address.key, address.title, address.project, address.type, result.kind.value),
            *(address.status, result.score.grade, result.level.value if result.level else ""),
        ),
        strict=True,
    )
    return {
        **{name: _whole(text) for name, text in texts},
        "score": result.score.value,
        "findings": len(result.findings),
        "rules": sorted({finding.rule for finding in result.findings}),
        "questions": [_whole(question.text) for question in result.questions],
        "ticket": _line(ticket_of(result)),
    }


def _whole(text: str) -> str:
    """Return a text without halves of characters, which no Parquet file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _line(value: Mapping[str, Any]) -> str:
    return without_commands(json.dumps(value, ensure_ascii=True, separators=(",", ":")))


FORMATS: Mapping[str, Callable[[Sequence[TicketResult]], bytes]] = {
    "jsonl": _jsonl,
    "parquet": _parquet,
}
