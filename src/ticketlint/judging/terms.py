"""What a ticket is judged by: the settings of its overrides, its rules, its scorecard."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from ticketlint.config.settings import Config
from ticketlint.model import Kind
from ticketlint.rules.ruleset import MOST_KEPT, Ruleset
from ticketlint.rules.schema import Rule
from ticketlint.scoring.scoring import Scorer


@dataclass(frozen=True, slots=True)
class Terms:
    """What the tickets of some overrides are judged by, and those of none."""

    settings: Config
    rules: tuple[Rule, ...]
    scorer: Scorer
    _by_kind: dict[Kind, tuple[Rule, ...]] = field(default_factory=dict, init=False, compare=False)

    def applicable(self, kind: Kind) -> tuple[Rule, ...]:
        """Return the rules on one ticket that are on for its kind."""
        if kind not in self._by_kind:
            self._by_kind[kind] = tuple(rule for rule in self.rules if self._is_on(rule, kind))
        return self._by_kind[kind]

    def _is_on(self, rule: Rule, kind: Kind) -> bool:
        if rule.match.backlog or (rule.applies_to.kinds and kind not in rule.applies_to.kinds):
            return False
        return (self.settings.level_of(rule.id) or rule.worst_level(kind)) != "off"


def terms_by_overrides(ruleset: Ruleset) -> Callable[[tuple[int, ...]], Terms]:
    """Return what makes the terms of tickets from the numbers of the overrides for them."""

    def terms(numbers: tuple[int, ...]) -> Terms:
        own = ruleset.for_overrides(numbers)
        return Terms(own.settings, tuple(own.rules.values()), Scorer(own))

    return lru_cache(maxsize=MOST_KEPT)(terms)
