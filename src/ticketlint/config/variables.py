"""The variables of the environment that something reads, and what is said of the others."""

from collections.abc import Iterator, Mapping

from ticketlint.config.given import ENVIRONMENT
from ticketlint.config.jiratable import VARIABLES
from ticketlint.config.yamlfile import did_you_mean
from ticketlint.errors import ConfigError

_BEGINNING = "TICKETLINT_"
# Those that stand for a flag alone, and those that no flag can stand for.
_OTHERS = (
    *("CONFIG", "ISOLATED", "TRUST_CONFIG", "OUTPUT", "COLOR", "HISTORY", "SINCE", "NO_CACHE"),
    *("CACHE_DIR", "DEBUG", "JIRA_TOKEN"),
)
KNOWN = frozenset({*ENVIRONMENT, *VARIABLES, *(_BEGINNING + name for name in _OTHERS)})


def unread(environ: Mapping[str, str]) -> Iterator[ConfigError]:
    """Yield a fault for each variable that is set, looks like one of ours, and does nothing.

    A limit of a gate that is misspelt would let everything pass.
    """
    for name in sorted(environ):
        if name.startswith(_BEGINNING) and name not in KNOWN and environ[name].strip():
            near = did_you_mean(name, sorted(KNOWN))
            yield ConfigError(name, f"nothing reads this variable{near}", "unset it")
