"""A run over inputs that are the same, by the same settings, has the report of the one before."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from ticketlint.cache.kept import Kept
from ticketlint.cache.keys import is_cacheable, program_digest
from ticketlint.filters.filtering import Filters
from ticketlint.model import Report
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.remembering import digest_of_inputs
from ticketlint.sources import SourceOptions
from ticketlint.sources.origin import absolute

_DIGEST_BYTES = 16
# Files that hold all of their tickets: what Markdown means may depend on the files beside it.
_WHOLE = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xml", ".parquet"})
# Where fewer tickets than one in so many are new, keeping the report takes longer than they do.
_FEW = 10


@dataclass(frozen=True, slots=True)
class SameRun:
    """Where the report of a run is kept: `slot` is for the run, `state` is what its inputs hold."""

    kept: Kept
    slot: bytes
    state: str
    inputs: Sequence[str]
    options: SourceOptions

    def report(self) -> Report | None:
        """Return the report of the same run before, None where there is none."""
        return self.kept.report(self.slot, self._state)

    def keep(self, report: Report, anew: int) -> None:
        """Keep a report of which so many tickets were judged anew; none with a fault in it."""
        is_worth = not anew or anew * _FEW >= len(report.results)
        is_sound = not (report.failures or report.unjudged.count)
        # Somebody may have written to the files meanwhile.
        if is_worth and is_sound and self.state == digest_of_inputs(self.inputs, self.options):
            self.kept.keep_report(self.slot, self._state, report)

    @property
    def _state(self) -> bytes:
        return bytes.fromhex(self.state)


def same_run(
    kept: Kept | None,
    ruleset: Ruleset,
    inputs: Sequence[str],
    options: SourceOptions,
    filters: Filters,
    limit: int | None,
) -> SameRun | None:
    """Return where the report of a run is kept, None for a run that is not told by its files.

    That is one which compares, or reads what git, Jira, a folder or a pipe holds.
    """
    is_told = filters.comparison is None and options.changed is None and all(map(_is_whole, inputs))
    if kept is None or not (inputs and is_told and is_cacheable(ruleset)):
        return None
    state = digest_of_inputs(inputs, options)
    slot = _digest_of_run(ruleset, inputs, filters, limit)
    return SameRun(kept, slot, state, inputs, options) if state else None


def _is_whole(name: str) -> bool:
    """Tell whether an input is a plain file that holds all of its tickets."""
    path = Path(name)
    return Path(path.name.removesuffix(".gz")).suffix.lower() in _WHOLE and path.is_file()


def _digest_of_run(
    ruleset: Ruleset, inputs: Sequence[str], filters: Filters, limit: int | None
) -> bytes:
    """Return a digest of all that decides a report but what its inputs hold."""
    settings, suppressions = ruleset.settings, filters.suppressions
    told = (
        program_digest(),
        ruleset.digest,
        settings.model_dump(mode="json"),
        [astuple(layer) for layer in settings.layers.all],
        [(name, absolute(Path(name)).as_posix()) for name in inputs],
        {name: [astuple(one) for one in ones] for name, ones in suppressions.entries.items()},
        (suppressions.inline, suppressions.day),
        (filters.show_suppressed, filters.show_known),
        limit,
    )
    coded = json.dumps(told, default=repr).encode("ascii")
    return hashlib.blake2b(coded, digest_size=_DIGEST_BYTES).digest()
