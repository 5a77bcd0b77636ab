"""A run over inputs that are the same, by the same settings, has the report of the one before.

Only what tells that is imported here: neither rules nor sources.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path

from ticketlint.cache.kept import Kept
from ticketlint.cache.program import shipped_digest
from ticketlint.config import budgets
from ticketlint.config.named import files_read
from ticketlint.config.settings import Config
from ticketlint.filters.filtering import Filters
from ticketlint.model import Report
from ticketlint.sources.origin import MEGABYTE, SourceOptions, absolute, file_origin

_DIGEST_BYTES = 16
# Where fewer tickets than one in so many are new, keeping the report takes longer than they do.
_FEW = 10


@dataclass(frozen=True, slots=True)
class SameRun:
    """Where the report of a run is kept.

    `told` are two digests: of what is read, which is the slot, and of all else that decides the
    report. `tell` makes them anew. Raises of `tell`: OSError.
    """

    kept: Kept
    inputs: Sequence[str]
    options: SourceOptions
    told: tuple[bytes, bytes]
    tell: Callable[[], tuple[bytes, bytes]]

    def report(self) -> Report | None:
        """Return the report of the same run before, None where there is none."""
        return self.kept.report(*self.told)

    def keep(self, report: Report, anew: int) -> None:
        """Keep a report of which so many tickets were judged anew; none with a fault in it."""
        is_worth = not anew or anew * _FEW >= len(report.results)
        is_sound = not (report.failures or report.unjudged.count)
        if is_worth and is_sound and self._is_as_told():
            self.kept.keep_report(*self.told, report)

    def _is_as_told(self) -> bool:
        """Tell whether the files alone decide, and nobody has written to them meanwhile."""
        try:
            return all(map(self._stands_alone, self.inputs)) and self.told == self.tell()
        except (OSError, ValueError):
            return False

    def _stands_alone(self, name: str) -> bool:
        """Tell whether a file was read by itself: some beside code are read with others."""
        from ticketlint.sources.decoding import first_text
        from ticketlint.sources.repository.formats import SPOKEN, format_of

        origin = file_origin(Path(name))
        return self.options.input_format not in SPOKEN and not format_of(origin, first_text(origin))


def same_run(
    kept: Kept | None,
    settings: Config,
    inputs: Sequence[str],
    options: SourceOptions,
    filters: Filters,
    limit: int | None,
) -> SameRun | None:
    """Return where the report of a run is kept, None for a run that is not told by its files.

    That is one which compares, names people, loads what is not ours, or reads a folder or a pipe.
    Nor is there a place for a report that names a file with half a character: it cannot be coded.
    """
    is_ours = not (settings.pipeline or settings.plugins or settings.show_people)
    is_told = filters.comparison is None and options.changed is None
    # Standard input and places beyond this machine have names of files, too.
    is_here = not any(name == "-" or "://" in name for name in inputs)
    if kept is None or not inputs or not (is_ours and is_told and is_here):
        return None
    try:
        "".join(inputs).encode()
        paths = list(map(Path, inputs))
        if not all(path.is_file() for path in paths):
            return None
        tell = partial(_told, settings, paths, options, filters, limit)
        return SameRun(kept, inputs, options, tell(), tell)
    except (OSError, ValueError):
        return None


def _told(
    settings: Config,
    paths: Sequence[Path],
    options: SourceOptions,
    filters: Filters,
    limit: int | None,
) -> tuple[bytes, bytes]:
    """Return a digest of what is read and how, and one of all else that decides the report.

    Raises: OSError.
    """
    suppressions = filters.suppressions
    named = [(str(path), absolute(path).as_posix()) for path in paths], repr(options), limit
    decided = (
        shipped_digest(),
        settings.model_dump(mode="json"),
        [astuple(layer) for layer in settings.layers.all],
        _digest_of_files(files_read(settings)).hex(),
        {name: [astuple(one) for one in ones] for name, ones in suppressions.entries.items()},
        (suppressions.inline, suppressions.day),
        (filters.show_suppressed, filters.show_known),
        _digest_of_files(paths).hex(),
    )
    return _digest_of(named), _digest_of(decided)


def _digest_of(told: object) -> bytes:
    coded = json.dumps(told, default=repr).encode("ascii")
    return hashlib.blake2b(coded, digest_size=_DIGEST_BYTES).digest()


def _digest_of_files(paths: Iterable[Path]) -> bytes:
    """Return a digest of the names and the bytes of files, of as many as are read of one.

    Raises: OSError.
    """
    told = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for path in paths:
        told.update(ascii(path).encode("ascii"))
        told.update(_digest_of_file(path) if path.is_file() else b"")
    return told.digest()


def _digest_of_file(path: Path) -> bytes:
    told = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    room = budgets.FILE_BYTES + 1
    with path.open("rb") as stream:
        while room and (chunk := stream.read(min(MEGABYTE, room))):
            told.update(chunk)
            room -= len(chunk)
    return told.digest()
