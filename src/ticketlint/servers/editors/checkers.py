"""A checker for each configuration, made anew when one of its files changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ticketlint.api import Checker
from ticketlint.config.named import files_read
from ticketlint.config.search import find_config
from ticketlint.config.settings import Config
from ticketlint.run.lookout import Stamp, stamp_of

# Workspaces have few; a checker holds some megabytes.
_MOST = 4


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
        if held and all(stamp_of(path) == stamp for path, stamp in held.stamps.items()):
            return held.checker
        self._held.pop(found, None)
        config = self._configured(folder)
        stamps = {path: stamp_of(path) for path in files_read(config)}
        checker = Checker(config)
        while len(self._held) >= _MOST:
            self._held.pop(next(iter(self._held)))
        self._held[found] = _Held(checker, stamps)
        return checker
