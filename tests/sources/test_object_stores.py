"""Tickets in an object store, as JSON lines or Parquet, are those of the same file on disk."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ticketlint.model import Failure, Ticket
from ticketlint.sources import SourceOptions, read_tickets

fsspec = pytest.importorskip("fsspec", reason="needs the extra ticketlint[dask]")
pa = pytest.importorskip("pyarrow", reason="needs the extra ticketlint[dask]")
parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra ticketlint[dask]")

ROWS = [
    {
        "key": f"A-{n}",
        "title": f"Export {n}",
        "description": "It fails.",
        "labels": ["x"],
        "created": "2026-01-02T03:04:05+00:00",
    }
    for n in range(3)
]


def read(*inputs: str) -> list[object]:
    return list(read_tickets(inputs, SourceOptions()))


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [{**row, "created": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)} for row in ROWS]
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


def told(items: list[object]) -> list[Ticket]:
    """Return the tickets wherever they stand."""
    return [replace(one, source="", line=None) for one in items if isinstance(one, Ticket)]


def test_rows_of_parquet_are_read_as_lines_of_json_are(lines: Path, table: Path) -> None:
    assert told(read(str(table))) == told(read(str(lines)))
    assert len(read(str(table))) == 3


def test_a_folder_of_a_store_is_read_by_the_names_of_its_files(lines: Path, table: Path) -> None:
    for name, path in (("b.jsonl", lines), ("a.parquet", table), ("_SUCCESS", lines)):
        with fsspec.open(f"memory://bucket/tickets/{name}", "wb") as stream:
            stream.write(path.read_bytes())

    items = read("memory://bucket/tickets")

    sources = [one.source for one in items if isinstance(one, Ticket)]
    assert (
        sources
        == ["memory:///bucket/tickets/a.parquet"] * 3 + ["memory:///bucket/tickets/b.jsonl"] * 3
    )


def test_an_address_of_a_file_gives_the_tickets_of_the_file(lines: Path) -> None:
    assert told(read(lines.as_uri())) == told(read(str(lines)))


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("memory://bucket/none.jsonl", "cannot be read"),
        ("nosuch://bucket/a.jsonl", "cannot be read"),
        ("memory://name:secretword@bucket/a.jsonl", "a secret does not belong in an address"),
    ],
    ids=["nothing there", "no such store", "a secret"],
)
def test_what_cannot_be_reached_is_one_failure(address: str, why: str) -> None:
    [failure] = read(address)

    assert isinstance(failure, Failure)
    assert failure.message.startswith(why)
    assert "secretword" not in str(failure)


def test_parquet_that_was_cut_off_is_one_failure(table: Path) -> None:
    table.write_bytes(table.read_bytes()[:-20])

    [failure] = read(str(table))

    assert isinstance(failure, Failure)
    assert failure.message.startswith("broken Parquet")
