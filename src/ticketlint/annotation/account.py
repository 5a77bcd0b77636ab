"""What the pipeline and the networks of a run are: their names, and a digest of their files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ticketlint.annotation.pipeline import account_of, folder_of

# Named here, since the networks themselves import numpy.
_WEIGHTS = Path(__file__).parent / "networks" / "data"
_DIGEST_BYTES = 8


@dataclass(frozen=True, slots=True)
class Account:
    """Name and version of a pipeline; `digest` is that of its files and of all weights."""

    name: str = ""
    version: str = ""
    digest: str = ""


NO_ACCOUNT = Account()


def take_account(pipeline: str | None = None) -> Account:
    """Return the account of the bundled pipeline or of another, made without spaCy.

    The files of weights name the classes and features that they were learnt for, and are
    refused where the code has others; so their bytes stand for the code of the networks too.
    """
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for folder in (_WEIGHTS, folder_of(pipeline)):
        for path in _files(folder):
            told = path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
            with path.open("rb") as stream:
                digest.update(told + hashlib.file_digest(stream, "sha256").digest())
    return Account(*account_of(pipeline), digest.hexdigest())


def _files(folder: Path) -> Iterator[Path]:
    files = (path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    yield from sorted(files)
