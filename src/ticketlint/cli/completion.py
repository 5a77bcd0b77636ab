"""What a shell offers behind an option; nothing is read of a configuration or a ticket."""

from collections.abc import Callable


def words(*known: str) -> Callable[[str], list[str]]:
    """Return what offers those of some words that begin like what was typed."""

    def offered(incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return offered


def rule_ids(incomplete: str) -> list[str]:
    """Return the ids of the rules in the package that begin like what was typed."""
    from ticketlint.rules.pack import bundled_rules, rule_files

    stems = (path.stem for folder in bundled_rules() for path in rule_files(folder))
    return sorted(stem for stem in stems if stem.startswith(incomplete))


def formats(incomplete: str) -> list[str]:
    """Return the formats of reports that begin like what was typed."""
    from ticketlint.reporters import REPORTERS

    return [name for name in REPORTERS if name.startswith(incomplete)]
