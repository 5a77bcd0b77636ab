"""All that a run judges by, made once; nobody reads a rule or a list of words again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ticketlint.annotation.account import NO_ACCOUNT, Account
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates
from ticketlint.config.settings import Config
from ticketlint.config.ticketmatch import Tracked
from ticketlint.model import Kind
from ticketlint.rules.choice import configured, is_on
from ticketlint.rules.questions import Wordings
from ticketlint.rules.schema import Rule
from ticketlint.rules.scorecard import EMPTY, Scorecard

_DIGEST_BYTES = 8
# Settings that change no result: those of the gate and of the way to Jira, and those whose
# effect stands in another part of the ruleset.
_ELSEWHERE = frozenset(
    {
        *("fail_on", "gate", "baseline", "suppressions", "inline_suppressions", "jira"),
        *("extends", "ticket_text", "show_people", "links", "strict_config"),
        *("rule_paths", "glossary", "vocab", "templates", "pipeline", "plugins", "load_plugins"),
        "scorecard",
    }
)
# Settings of what is read and shown: whatever they are, a ticket is judged alike.
_SHOWN = frozenset({"level", "open_only", "closed_statuses", "include_closed"})
# Settings of what is read, shown and asked, which find nothing else in a ticket, and those that say
# which rules are on.
_BESIDE = frozenset(
    {
        *("max_questions", *_SHOWN),
        *("rules", "select", "extend_select", "ignore", "preview", "profile", "idea_statuses"),
        *_ELSEWHERE,
    }
)
# What decides where a rule finds something; its severity and its wording are no part of that.
_FINDING = frozenset(
    {
        *("applies_to", "match", "unless", "quiet", "once", "in_code"),
        *("severity_by_kind", "severity_by_section"),
    }
)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The rules of a run by id, and all that decides what they find in a ticket.

    Where its settings have overrides, the rules are those that are on for any ticket, and a ticket
    is judged by the ruleset `for_overrides`, which has those that are on for it.
    `scored` are the rules whose findings count in the score: those that are on by default in
    categories that the facts read. `vocabulary` are words that need no explanation, `templates`
    the lines of the files that the configuration names, `wordings` the ways to ask, `plugins` the
    packages, with their versions, of the checks that are loaded. What a run learns from its own
    tickets is no part of it.
    """

    rules: Mapping[str, Rule]
    settings: Config = field(default_factory=Config)
    scorecard: Scorecard = EMPTY
    scored: frozenset[str] = frozenset()
    vocabulary: frozenset[str] = frozenset()
    templates: Templates = NO_TEMPLATES
    account: Account = NO_ACCOUNT
    wordings: Wordings = field(default_factory=dict)
    plugins: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return 16 hex digits that change with whatever can change a report of results."""
        return self._digest(_ELSEWHERE)

    @property
    def judging(self) -> str:
        """Return 16 hex digits that change with whatever can change what is judged of a ticket."""
        return self._digest(_ELSEWHERE | _SHOWN)

    def _digest(self, apart: frozenset[str]) -> str:
        """Return a digest of all that is judged by but some settings."""
        return _digest(
            [rule.model_dump(mode="json") for rule in self.rules.values()],
            self.settings.model_dump(mode="json", exclude=set(apart)),
            self.scorecard.model_dump(mode="json"),
            sorted(self.scored),
            sorted(self.vocabulary),
            self.templates.hash,
            self.account.digest,
            [one.model_dump(mode="json") for one in self.wordings.values()],
            self.plugins,
        )

    @property
    def parts(self) -> Mapping[str, str]:
        """Return a digest of each part that decides what is found and what a score is.

        A rule that is on is a part, as `rule open-list`, and so is a setting that is not as
        it comes, as `style`. How severe a rule is, and what it asks, make no finding another.
        """
        on = (rule for rule in self.rules.values() if not self._is_silent(rule))
        rules = {
            f"rule {rule.id}": rule.model_dump(mode="json", include=set(_FINDING)) for rule in on
        }
        set_ = self.settings.model_dump(mode="json", exclude=set(_BESIDE), exclude_defaults=True)
        others = {
            "scorecard": self.scorecard.model_dump(mode="json"),
            "glossary and vocab": sorted(self.vocabulary),
            "templates": self.templates.hash,
            "pipeline": self.account.digest,
            "plugins": self.plugins,
        }
        return {name: _digest(what) for name, what in {**rules, **set_, **others}.items()}

    def _is_silent(self, rule: Rule) -> bool:
        """Tell whether a rule is off wherever it might look."""
        level = self.settings.level_of(rule.id) or rule.severity
        return level == "off" and not (rule.severity_by_kind or rule.severity_by_section)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the rules that count and that the run does not look for: they leave no score.

        One that a team turns off under `rules` is none of them: it has said that this is no
        fault, so that it takes no points from anybody.
        """
        return tuple(name for name in sorted(self.scored) if self._is_left_out(name))

    @property
    def turned_off(self) -> tuple[str, ...]:
        """Return the rules that would count and that `rules` turns off for every ticket."""
        return tuple(name for name in sorted(self.scored) if self.settings.level_of(name) == "off")

    def _is_left_out(self, name: str) -> bool:
        rule, level = self.rules.get(name), self.settings.level_of(name)
        if level == "off":
            return False
        return rule is None or (level is None and rule.severity == "off")

    def for_overrides(self, numbers: tuple[int, ...]) -> "Ruleset":
        """Return what the tickets are judged by for which these overrides of the settings hold."""
        if not self.settings.overrides:
            return self
        settings = self.settings.for_overrides(numbers)
        rules = {
            rule.id: configured(rule, settings)
            for rule in self.rules.values()
            if is_on(rule, settings)
        }
        card = self.scorecard.changed({}, settings.scorecard.levels)
        return replace(self, rules=rules, settings=settings, scorecard=card)


def _digest(*parts: object) -> str:
    told = json.dumps(parts, default=str).encode("ascii")
    return hashlib.blake2b(told, digest_size=_DIGEST_BYTES).hexdigest()


# So many combinations of overrides are kept; a backlog has few.
MOST_KEPT = 200


class Rulesets:
    """The ruleset of each ticket of a run."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Make none yet."""
        self._settings = ruleset.settings
        self.of_overrides = lru_cache(maxsize=MOST_KEPT)(ruleset.for_overrides)

    def of(self, ticket: Tracked, kind: Kind) -> Ruleset:
        """Return what a ticket of this kind is judged by."""
        return self.of_overrides(self._settings.matching(ticket, kind))
