"""What judges, as a digest: our own files, the libraries in use, and the machine."""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_KEY_BYTES = 16
_PACKAGE = Path(__file__).parents[1]
# Their bytes stand in the digest of the ruleset already.
_WEIGHTS = frozenset({_PACKAGE / "annotation/pipeline/data", _PACKAGE / "annotation/networks/data"})
# Those of a checkout; in a wheel they lie in the package.
_RULES = _PACKAGE.parents[1] / "rules"
# What reads, parses and computes; others carry results only.
_LIBRARIES = (
    *("spacy", "thinc", "numpy", "blis", "srsly", "murmurhash", "preshed", "cymem"),
    *("regex", "markdown-it-py", "mdurl", "py3langid", "pydantic", "pydantic-core", "pyyaml"),
    "msgspec",
)


@cache
def program_digest() -> str:
    """Return a digest of our own code and data, the libraries in use, and the machine.

    It is made of the bytes of the files: a version stays the same while somebody works on it.
    """
    digest = hashlib.blake2b(digest_size=_KEY_BYTES)
    for path in _files(_PACKAGE):
        told = os.fsencode(path.relative_to(_PACKAGE))
        digest.update(told + hashlib.blake2b(path.read_bytes()).digest())
    made_with = sys.version, platform.machine(), [*map(_version, _LIBRARIES)]
    digest.update(json.dumps(made_with).encode("ascii"))
    return digest.hexdigest()


def shipped_digest() -> str:
    """Return a digest of all that ships, for whoever has no digest of a ruleset.

    That is `program_digest`, and of the weights and the rules of a checkout, whose reading would
    cost more than it saves, names, sizes and times.
    """
    digest = hashlib.blake2b(program_digest().encode("ascii"), digest_size=_KEY_BYTES)
    digest.update(_version("ticketlint").encode("utf-8"))
    for folder in sorted((*_WEIGHTS, _RULES)):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            seen = path.stat()
            told = str(path), seen.st_size, seen.st_mtime_ns
            digest.update(json.dumps(told).encode("ascii"))
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of the package that may decide something, in a fixed order."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name != "__pycache__" and path not in _WEIGHTS:
                yield from _files(path)
        else:
            yield path


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
