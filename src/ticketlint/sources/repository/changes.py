"""Which tickets have changed since a revision: git says which files, their old texts the rest.

Everything of a repository may be hostile: names are passed with NUL between them and never to a
shell, links are not followed, and nothing is written but below a temporary folder.
"""

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from ticketlint.model import Ticket
from ticketlint.sources.repository.root import root_of

# What names the revision before a change, in pre-commit and on the hosts that run CI.
_BASES = (
    ("PRE_COMMIT_FROM_REF", ""),
    ("GITHUB_BASE_REF", "origin/"),
    ("CI_MERGE_REQUEST_DIFF_BASE_SHA", ""),
    ("SYSTEM_PULLREQUEST_TARGETBRANCHNAME", "origin/"),
    ("BITBUCKET_PR_DESTINATION_BRANCH", "origin/"),
)
# A hook or a monitor that the repository configures is not run for a question.
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_PLAIN_FILE = "100"


class ChangesError(Exception):
    """Git cannot tell what has changed; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The files of one repository that differ from a revision, and how their tickets read there.

    `files` are whole paths, `old` counts the texts of the tickets in the files that have changed.
    """

    root: Path
    base: str
    files: frozenset[Path]

    def concerns(self, path: Path, group: Path | None) -> bool:
        """Tell whether a file has changed, or one in the folder that is read with it."""
        path = path.absolute()
        if path in self.files:
            return True
        return group is not None and any(file.is_relative_to(group) for file in self.files)


def changes_since(revision: str, folder: Path, environment: Mapping[str, str]) -> Changes:
    """Return what differs in the work tree from where a revision and HEAD part.

    An empty revision is the one that `environment` names, else HEAD.
    Raises: ChangesError.
    """
    root = root_of(folder)
    if root is None:
        raise ChangesError("not in a git repository (leave out --changed)")
    base = _base(root, revision or _named(environment) or "HEAD")
    told = _git(root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", base, "--")
    new = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    names = filter(None, (told + new).split("\0"))
    return Changes(root, base, frozenset(root / name for name in names))


def _named(environment: Mapping[str, str]) -> str:
    told = ((environment.get(name, ""), prefix) for name, prefix in _BASES)
    return next((prefix + value for value, prefix in told if value), "")


def _base(root: Path, revision: str) -> str:
    """Return the commit where a revision and HEAD part.

    Raises: ChangesError where there is no such revision, or no common commit is at hand.
    """
    todo = "name another, or fetch more of its history"
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^0")
        return _git(root, "merge-base", commit.strip(), "HEAD").strip()
    except ChangesError:
        raise ChangesError(f"no revision `{revision}` to compare with ({todo})") from None


def _git(root: Path, *command: str) -> str:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - a list, no shell
            ["git", *_QUIET, "-C", str(root), *command],  # noqa: S607 - git of the user
            capture_output=True,
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise ChangesError("git is not installed (leave out --changed)") from None
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode("utf-8", "replace").strip().splitlines()
        what = told[0] if told else f"git {command[0]} has failed"
        raise ChangesError(f"{what} (leave out --changed)") from None
    return done.stdout.decode("utf-8", "surrogateescape")


@contextmanager
def old_files(changes: Changes, wanted: Iterable[Path]) -> Iterator[list[Path]]:
    """Write files, or folders of them, as they stood at the base; yield where they are written.

    The paths below the temporary folder are those below the root. Raises: ChangesError.
    """
    names = sorted({path.relative_to(changes.root).as_posix() for path in wanted})
    with TemporaryDirectory() as folder:
        written = []
        for name, blob in _blobs(changes, names):
            file = Path(folder, *PurePosixPath(name).parts)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                _copy(changes.root, blob, stream.fileno())
            written.append(file)
        yield written


def _blobs(changes: Changes, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the plain files of the base at these paths, and which blob each is."""
    if not names:
        return
    told = _git(changes.root, "ls-tree", "-r", "-z", "--full-tree", changes.base)
    wanted = {PurePosixPath(name) for name in names}
    for entry in filter(None, told.split("\0")):
        facts, _, name = entry.partition("\t")
        mode, _, blob = facts.split(" ")[:3]
        path = PurePosixPath(name)
        is_safe = not path.is_absolute() and not {"..", ".git"} & {*path.parts}
        if (
            mode.startswith(_PLAIN_FILE)
            and is_safe
            and not wanted.isdisjoint([path, *path.parents])
        ):
            yield name, blob


def _copy(root: Path, blob: str, target: int) -> None:
    try:
        subprocess.run(  # noqa: S603
            ["git", *_QUIET, "-C", str(root), "cat-file", "blob", blob],  # noqa: S607
            stdout=target,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            check=True,
        )
    except subprocess.CalledProcessError:
        raise ChangesError(f"git cannot read blob {blob} (fetch more of its history)") from None


class OldTexts:
    """The texts of the tickets at the base; each may come back once without being a change."""

    def __init__(self, tickets: Iterable[Ticket]) -> None:
        """Count them."""
        self._left = Counter(map(_digest, tickets))

    def holds(self, ticket: Ticket) -> bool:
        """Tell whether a ticket reads as one did at the base, which is then used up."""
        digest = _digest(ticket)
        if not self._left[digest]:
            return False
        self._left[digest] -= 1
        return True


def _digest(ticket: Ticket) -> bytes:
    texts = [ticket.title, *(part for field in ticket.fields for part in (field.name, field.text))]
    told = "\0".join(texts).encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=16).digest()
