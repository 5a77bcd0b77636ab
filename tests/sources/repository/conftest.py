"""A repository in a temporary folder, read as `check .` reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sources.conftest import Result, sort
from ticketlint.sources import SourceOptions, read_tickets


@pytest.fixture
def repository(tmp_path: Path) -> Callable[..., Result]:
    """Return what writes files and reads the whole folder, or one file of it."""

    def _read(files: dict[str, str], name: str = ".", **options: object) -> Result:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        return sort(read_tickets([str(tmp_path / name)], SourceOptions(**options)))

    return _read
