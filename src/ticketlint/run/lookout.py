"""Judge local files again when they change; pipeline and results of the others are kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from ticketlint.cache.kept import Kept
from ticketlint.config.settings import Config
from ticketlint.filters.filtering import Filters
from ticketlint.model import Failure, Notice, Report, TicketResult, TicketResults
from ticketlint.run.configcheck import idle_options
from ticketlint.run.reading import Reading
from ticketlint.run.remembering import learnt_templates
from ticketlint.run.results import gather
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, make_report
from ticketlint.sources import SourceOptions
from ticketlint.sources.inputs import origins
from ticketlint.sources.origin import Origin
from ticketlint.sources.repository.formats import read_with

# What tells that a file has changed: when, how long it is, and whether it is another file.
Stamp = tuple[int, int, int]
# Of a file and those that are read with it, by name.
_Stamps = tuple[tuple[str, Stamp], ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one file holds; the results have their facts, for rules on the whole backlog."""

    stamps: _Stamps
    results: tuple[TicketResult, ...]
    failures: tuple[Failure, ...]
    notices: tuple[Notice, ...]
    closed: int


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed: the names of the files, the report on all, and that on these files."""

    files: tuple[str, ...]
    whole: Report
    changed: Report


class Lookout:
    """Knows the files of some inputs and what was judged of each; all results are held.

    Rules, configuration and learnt lines of templates are those of the beginning: where their
    files change, another one is made.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        config: Config,
        options: SourceOptions,
        jobs: int = 1,
        filters: Filters | None = None,
        kept: Kept | None = None,
    ) -> None:
        """Read the rules. Raises: ConfigError, RuleError."""
        self._inputs = inputs
        self._options = options
        self._filters = filters
        self._ruleset = resolve(config)
        self._session = Session(self._ruleset, jobs, kept=kept)
        try:
            self._learnt = self._session.learn(
                lambda read: learnt_templates(inputs, config, options, kept, read=read)
            )
        except BaseException:
            # Who made this has nothing to close.
            self.close()
            raise
        self._judged: dict[str, _Judged] = {}
        self._found: frozenset[str] = frozenset()
        self._faults: tuple[Failure | Notice, ...] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the processes."""
        self._session.__exit__(kind, error, at)

    def close(self) -> None:
        """End the processes."""
        self.__exit__(None, None, None)

    def look(self) -> Change | None:
        """Judge what has changed since the last look; None where nothing has.

        The first look takes all for changed. A file that is gone takes its tickets with it.
        """
        found = list(origins(self._inputs, self._options, None))
        faults = tuple(one for one in found if isinstance(one, Failure | Notice))
        self._found = frozenset(
            one.name for one in found if isinstance(one, Origin) and one.is_found
        )
        stamps = {one.name: _stamps_of(one) for one in found if isinstance(one, Origin)}
        anew = [name for name, stamp in stamps.items() if stamp != self._stamps_of(name)]
        gone = [name for name in self._judged if name not in stamps]
        if not (anew or gone) and faults == self._faults:
            return None
        self._faults = faults
        judged = {name: self._judge(name, stamps[name]) for name in anew}
        kept = {name: judged.get(name) or self._judged[name] for name in stamps}
        self._judged = kept
        return self._told((*anew, *gone), frozenset(anew), faults)

    def _stamps_of(self, name: str) -> _Stamps | None:
        return self._judged[name].stamps if name in self._judged else None

    def _judge(self, name: str, stamps: _Stamps) -> _Judged:
        reading = self._reading([name])
        results = tuple(self._session.lint(reading))
        found = (tuple(reading.failures), tuple(reading.notices))
        return _Judged(stamps, results, *found, reading.closed)

    def _reading(self, inputs: Sequence[str]) -> Reading:
        config = self._ruleset.settings
        is_closed = config.is_closed if config.open_only else None
        options = replace(self._options, are_found=not self._found.isdisjoint(inputs))
        return Reading(inputs, options, is_closed=is_closed)

    def _told(
        self, files: tuple[str, ...], anew: frozenset[str], faults: Sequence[Failure | Notice]
    ) -> Change:
        """Return the report on all files, and of it what is about those that were judged now."""
        told = list(self._judged.values())
        results = gather(chain.from_iterable(one.results for one in told), self._ruleset)
        reading = self._reading(())
        reading.count = len(results)
        reading.closed = sum(one.closed for one in told)
        reading.notices += idle_options(self._ruleset)
        for each in chain(faults, *(one.failures + one.notices for one in told)):
            match each:
                case Failure():
                    reading.failures.append(each)
                case Notice():
                    reading.notices.append(each)
        whole = make_report(results, self._ruleset, reading, self._learnt, filters=self._filters)
        numbers = frozenset(self._numbers(anew))
        return Change(
            files, whole, replace(whole, results=_Some(whole.results, numbers), figures=None)
        )

    def _numbers(self, files: frozenset[str]) -> Iterator[int]:
        """Yield the places of the results of some files."""
        names = chain.from_iterable([name] * len(one.results) for name, one in self._judged.items())
        return (number for number, name in enumerate(names) if name in files)


@dataclass(frozen=True, slots=True)
class _Some:
    """Some results of many, by their places."""

    results: TicketResults
    numbers: frozenset[int]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[TicketResult]:
        return (one for number, one in enumerate(self.results) if number in self.numbers)


def _stamps_of(origin: Origin) -> _Stamps:
    names = (origin.name, *(one.name for one in read_with(origin)))
    return tuple((name, stamp_of(Path(name))) for name in names)


def stamp_of(path: Path) -> Stamp:
    """Return what changes with a file; a file that is gone meanwhile is told by its reading."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0, 0
    return state.st_mtime_ns, state.st_size, state.st_ino
