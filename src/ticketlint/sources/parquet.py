"""Parquet: each row is a record, read as one of a JSON file is; what reads it is an extra."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ticketlint.config import budgets
from ticketlint.model import Failure
from ticketlint.sources.origin import MEGABYTE, Origin

MAGIC = b"PAR1"
_ROWS = 500
_TODO_INSTALL = "install the extra: pip install 'ticketlint[dask]'"


def rows_of(origin: Origin) -> Iterator[dict[str, Any] | Failure]:
    """Yield each row as plain values, with dates as text and without empty columns."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        yield Failure(f"cannot be read: needs {error.name} ({_TODO_INSTALL})", origin.name)
        return
    try:
        with origin.raw() as stored, ParquetFile(stored) as file:
            groups = (file.metadata.row_group(n) for n in range(file.num_row_groups))
            if max((group.total_byte_size for group in groups), default=0) > budgets.FILE_BYTES:
                most = f"more than {budgets.FILE_BYTES // MEGABYTE} MB"
                yield Failure(f"{most} in one group of rows (write smaller ones)", origin.name)
                return
            for some in file.iter_batches(batch_size=_ROWS):
                yield from map(_plain, some.to_pylist())
    except ArrowException as error:
        what = " ".join(str(error).split())[:200]
        yield Failure(f"broken Parquet: {what} (was it cut off?)", origin.name)


def _plain(value: Any) -> Any:
    """Return a value as JSON would give it; a column that a row leaves empty is none of it."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date | datetime) else value
