"""What a ticket is judged by: the settings of its overrides, its rules, its scorecard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ticketlint.config.settings import Config
from ticketlint.model import Kind
from ticketlint.rules.ruleset import Ruleset
from ticketlint.rules.schema import Rule
from ticketlint.scoring.scoring import Scorer

# So many combinations of overrides are kept; a backlog has few.
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What the tickets of some overrides are judged by, and those of none."""

    settings: Config
    rules: tuple[Rule, ...]
    scorer: Scorer

    def applicable(self, kind: Kind) -> Iterator[Rule]:
        """Yield the rules on one ticket that are on for its kind."""
        for rule in self.rules:
            if rule.match.backlog or (rule.applies_to.kinds and kind not in rule.applies_to.kinds):
                continue
            level = self.settings.level_of(rule.id) or rule.worst_level(kind)
            if level != "off":
                yield rule


def terms_by_overrides(ruleset: Ruleset) -> Callable[[tuple[int, ...]], Terms]:
    """Return what makes the terms of tickets from the numbers of the overrides for them."""

    def terms(numbers: tuple[int, ...]) -> Terms:
        own = ruleset.for_overrides(numbers)
        return Terms(own.settings, tuple(own.rules.values()), Scorer(own))

    return lru_cache(maxsize=_MOST_KEPT)(terms)
