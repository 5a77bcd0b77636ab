"""Leave out what is less severe than a reader asked for; it is counted, never lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ticketlint.config.settings import Config
from ticketlint.model import TicketResult, TicketResults


@dataclass(frozen=True, slots=True)
class Shown:
    """Results without the findings that the configuration does not show; scores stay."""

    results: TicketResults
    config: Config

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[TicketResult]:
        return (self._shown(result) for result in self.results)

    def _shown(self, result: TicketResult) -> TicketResult:
        config = self.config.shown_for(result.address, result.kind)
        kept = tuple(
            finding for finding in result.findings if config.shows(finding.rule, finding.severity)
        )
        left_out = len(result.findings) - len(kept)
        if not left_out:
            return result
        judgement = replace(result.judgement, findings=kept, left_out=left_out)
        return replace(result, judgement=judgement)
