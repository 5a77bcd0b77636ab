"""What `.gitignore` says of the files of a folder, so far as it costs little to ask."""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore import GitIgnorePatternError

from ticketlint.config.textfile import UnreadableError, read_text
from ticketlint.sources.repository.root import root_of

# A stranger's pattern with many stars takes for ever to ask about a long name.
_MOST_STARS, _MOST_PATTERNS = 3, 2_000
_STARS = re.compile(r"\*++")
_UNKNOWN = (GitIgnorePatternError, re.error)

Specs = list[tuple[Path, GitIgnoreSpec]]


class Ignored:
    """The patterns that hold in a folder: those of its repository down to it, then below it."""

    def __init__(self, folder: Path) -> None:
        """Read those of the folders above; they do not count if the folder itself is ignored."""
        folder = folder.resolve()
        root = root_of(folder)
        above = [each for each in reversed(folder.parents) if root and each.is_relative_to(root)]
        held = [spec for each in above for spec in _specs_of(each)]
        self._folder = folder
        self._above = [] if _is_held(held, folder, is_folder=True) else held
        self._specs: dict[Path, Specs] = {}

    def enter(self, folder: Path) -> None:
        """Read the patterns of a folder, whose parent was entered before."""
        folder = folder.resolve()
        upper = self._above if folder == self._folder else self._specs.get(folder.parent, [])
        self._specs[folder] = [*upper, *_specs_of(folder)]

    def holds(self, path: Path, *, is_folder: bool) -> bool:
        """Tell whether a path in a folder that was entered is ignored."""
        folder = path.parent.resolve()
        return _is_held(self._specs.get(folder, []), folder / path.name, is_folder=is_folder)


def _is_held(specs: Specs, path: Path, *, is_folder: bool) -> bool:
    """Tell what the nearest file says that says anything."""
    for folder, spec in reversed(specs):
        told = spec.check_file(path.relative_to(folder).as_posix() + "/" * is_folder).include
        if told is not None:
            return told
    return False


def _specs_of(folder: Path) -> Iterator[tuple[Path, GitIgnoreSpec]]:
    try:
        text = read_text(folder / ".gitignore")
    except UnreadableError:
        return  # none, or none that git reads either
    lines = [line for line in text.splitlines() if _is_cheap(line)][:_MOST_PATTERNS]
    try:
        yield folder, _spec(lines)
    except _UNKNOWN:
        yield from ((folder, spec) for line in lines for spec in _alone(line))


def _spec(lines: list[str]) -> GitIgnoreSpec:
    """Return lines as patterns. Raises: one of `_UNKNOWN` where git does not know one either."""
    with warnings.catch_warnings():
        # Brackets that a later Python may read in another way.
        warnings.simplefilter("ignore", FutureWarning)
        return GitIgnoreSpec.from_lines(lines)


def _alone(line: str) -> Iterator[GitIgnoreSpec]:
    """Yield the pattern of one line, nothing where it is none."""
    try:
        yield _spec([line])
    except _UNKNOWN:
        return


def _is_cheap(line: str) -> bool:
    return len(_STARS.findall(line)) <= _MOST_STARS
