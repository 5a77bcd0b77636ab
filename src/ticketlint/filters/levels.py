"""Leave out what is less severe than a reader asked for; it is counted, never lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ticketlint.config.settings import Config
from ticketlint.judging.findings import OPEN_QUESTION, asks_without
from ticketlint.model import Finding, Severity, State, TicketResult, TicketResults


@dataclass(frozen=True, slots=True)
class Shown:
    """Results without the findings that the configuration does not show; scores stay.

    What an author asks is found by a note, and yet told where warnings are: it is a question of
    the author and no fault. Where errors alone are shown it is left out with its finding.

    What is suppressed stays whatever its severity: a report lists all of it.
    """

    results: TicketResults
    config: Config

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[TicketResult]:
        return map(self.shown, self.results)

    def shown(self, result: TicketResult) -> TicketResult:
        """Return one of the results as it is shown."""
        config = self.config.shown_for(result.address, result.kind)
        kept = tuple(finding for finding in result.findings if _shows(config, finding))
        left_out = len(result.findings) - len(kept)
        if not left_out:
            return result
        asks = result.judgement.asks
        if not config.shows(OPEN_QUESTION, Severity.WARNING):
            asks = asks_without(asks, (one for one in result.findings if not _shows(config, one)))
        judgement = replace(result.judgement, findings=kept, left_out=left_out, asks=asks)
        return replace(result, judgement=judgement)


def _shows(config: Config, finding: Finding) -> bool:
    is_suppressed = finding.state is State.SUPPRESSED
    return is_suppressed or config.shows(finding.rule, finding.severity)
