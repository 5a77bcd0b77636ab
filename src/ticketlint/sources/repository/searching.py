"""Which files of a folder may hold tickets: by convention in a repository, all in another folder.

A folder is searched as a repository where it is the root of one, or holds a file at the path of
a format that lives beside code. What `.gitignore` names is not looked at.
"""

import os
from collections.abc import Callable
from pathlib import Path

from ticketlint.config import budgets
from ticketlint.sources.origin import absolute
from ticketlint.sources.repository.formats import is_conventional
from ticketlint.sources.repository.ignoring import Ignored
from ticketlint.sources.repository.root import is_root

_SKIPPED = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
# Hidden folders in which formats keep their tickets.
_HIDDEN = frozenset({".beads", ".kiro", ".taskmaster", ".backlog", ".specify", ".bmad-core"})
# Folders of a repository that hold tickets by their name, and the files there that are read.
_TICKETS = frozenset({"tickets", ".tickets", "backlog"})
# What Backlog.md keeps beside its tasks.
_BESIDE = frozenset({"docs", "decisions", "milestones"})
_PLAIN = frozenset({".md", ".markdown", ".csv", ".tsv"})


class Search:
    """The files of a folder in the order of their names, and what could not be looked at.

    `passed_over` counts files that could hold tickets and stand nowhere by convention.
    """

    def __init__(self, folder: Path, may_hold: Callable[[str], bool]) -> None:
        """Look at the whole folder; `may_hold` says so by the name of a file."""
        self.faults: list[OSError] = []
        self.too_deep: list[str] = []
        self.passed_over = 0
        self._folder = folder
        self._may_hold = may_hold
        self._plain: list[Path] = []
        self._conventional: list[Path] = []
        self._walk()
        self.is_repository = is_root(folder) or bool(self._conventional)

    def chosen(self) -> list[Path]:
        """Return the files to read."""
        if not self.is_repository:
            return self._plain
        tickets = [path for path in self._plain if self._is_in_tickets(path)]
        self.passed_over = len(self._plain) - len(tickets)
        return sorted([*self._conventional, *tickets])

    def is_by_convention(self, path: Path) -> bool:
        """Tell whether a file stands at the path of a format, so that it must be of one."""
        return is_conventional(absolute(path).as_posix())

    def _walk(self) -> None:
        ignored = Ignored(self._folder)
        deepest = len(self._folder.parts) + budgets.FOLDER_DEPTH
        for root, folders, files in os.walk(self._folder, onerror=self.faults.append):
            here = Path(root)
            ignored.enter(here)
            folders[:] = sorted(
                name
                for name in folders
                if _is_entered(name) and not ignored.holds(here / name, is_folder=True)
            )
            for name in sorted(files):
                if self._may_hold(name) and not ignored.holds(here / name, is_folder=False):
                    self._add(here / name)
            if folders and len(here.parts) >= deepest:
                folders.clear()
                self.too_deep.append(root)

    def _add(self, path: Path) -> None:
        if self.is_by_convention(path) and not path.is_symlink():
            self._conventional.append(path)
        elif not any(part in _HIDDEN for part in path.relative_to(self._folder).parts):
            self._plain.append(path)

    def _is_in_tickets(self, path: Path) -> bool:
        """Tell whether a file stands in a folder of tickets that is of no other format."""
        parts = path.relative_to(self._folder).parts
        if path.suffix.lower() not in _PLAIN or parts[0] not in _TICKETS or len(parts) < 2:
            return False
        if parts[0] == "backlog" and parts[1] in _BESIDE:
            return False
        top = self._folder / parts[0]
        return not any(other.is_relative_to(top) for other in self._conventional)


def _is_entered(name: str) -> bool:
    return (name[0] != "." or name in _HIDDEN or name == ".tickets") and name not in _SKIPPED
