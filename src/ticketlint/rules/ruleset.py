"""All that a run judges by, made once; nobody reads a rule or a list of words again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ticketlint.annotation.account import NO_ACCOUNT, Account
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates
from ticketlint.config.settings import Config
from ticketlint.rules.questions import Wordings
from ticketlint.rules.schema import Rule
from ticketlint.rules.scorecard import EMPTY, Scorecard

_DIGEST_BYTES = 8
# Settings that change no result: those of the gate and of the way to Jira, and those whose
# effect stands in another part of the ruleset.
_ELSEWHERE = frozenset(
    {
        *("fail_on", "gate", "baseline", "suppressions", "inline_suppressions", "jira"),
        *("profile", "select", "rule_paths", "glossary", "vocab", "templates", "pipeline"),
        "scorecard",
    }
)


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The rules of a run by id, and all that decides what they find in a ticket.

    `scored` are the rules whose findings count in the score: those that are on by default in
    categories that the facts read. `vocabulary` are words that need no explanation, `templates`
    the lines of the files that the configuration names, `wordings` the ways to ask. What a run
    learns from its own tickets is no part of it.
    """

    rules: Mapping[str, Rule]
    settings: Config = field(default_factory=Config)
    scorecard: Scorecard = EMPTY
    scored: frozenset[str] = frozenset()
    vocabulary: frozenset[str] = frozenset()
    templates: Templates = NO_TEMPLATES
    account: Account = NO_ACCOUNT
    wordings: Wordings = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return 16 hex digits that change with whatever can change a result."""
        parts = (
            [rule.model_dump(mode="json") for rule in self.rules.values()],
            self.settings.model_dump(mode="json", exclude=set(_ELSEWHERE)),
            self.scorecard.model_dump(mode="json"),
            sorted(self.scored),
            sorted(self.vocabulary),
            self.templates.hash,
            self.account.digest,
            [one.model_dump(mode="json") for one in self.wordings.values()],
        )
        told = json.dumps(parts, default=str).encode("ascii")
        return hashlib.blake2b(told, digest_size=_DIGEST_BYTES).hexdigest()
