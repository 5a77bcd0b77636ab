"""A checker for each configuration, made anew when one of its files changes."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ticketlint.api import Checker
from ticketlint.config.search import find_config
from ticketlint.config.settings import Config

# Workspaces have few; a checker holds some megabytes.
_MOST = 4
Stamp = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Held:
    checker: Checker
    stamps: dict[Path, Stamp]


class Checkers:
    """Hands out the checker for a folder; `configured` reads the configuration for it."""

    def __init__(self, configured: Callable[[Path], Config]) -> None:
        """Read nothing yet."""
        self._configured = configured
        self._held: dict[Path | None, _Held] = {}

    def of(self, folder: Path) -> Checker:
        """Return the checker by the configuration that is nearest to a folder.

        Raises: ConfigError and RuleError for one that cannot be used; it is tried again when
        something changes, or at the next call.
        """
        found = find_config(folder)
        held = self._held.get(found)
        if held and all(_stamp(path) == stamp for path, stamp in held.stamps.items()):
            return held.checker
        self._held.pop(found, None)
        config = self._configured(folder)
        stamps = {path: _stamp(path) for path in _files(config)}
        checker = Checker(config)
        while len(self._held) >= _MOST:
            self._held.pop(next(iter(self._held)))
        self._held[found] = _Held(checker, stamps)
        return checker


def _files(config: Config) -> Iterator[Path]:
    """Yield every file that decides what is judged, also those below the folders it names."""
    yield from (Path(layer.where) for layer in config.layers.all if layer.values is None)
    named = (*config.rule_paths, *config.vocab, *config.templates)
    named += (config.suppressions, config.scorecard.file or "")
    for name in filter(None, named):
        yield Path(name)
        if Path(name).is_dir():
            yield from sorted(Path(name).rglob("*"))


def _stamp(path: Path) -> Stamp:
    """Return what changes with a file, None for one that is not there."""
    try:
        state = os.stat(path)  # noqa: PTH116 - a path of a configuration may hold anything
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size
