"""Tell titles that prescribe a change of the implementation from those that name a result."""

import re

_PREFIX = r"^\W*(?:\[[^\]]*\]\s*|\([^)]*\)\W*|[\w ./-]{2,25}:\s+)*"
# What is done to code and cannot be seen from outside.
_INWARD = re.compile(
    rf"(?i){_PREFIX}(?:we (?:should|need to|must) )?"
    r"(refactor|upgrade|bump|migrate|port|rename|rewrite|reimplement|re-implement|replace|convert|"
    r"extract|move|deprecate|switch|merge|split|wrap|isolate|inline|integrate|consolidate|decouple|"
    r"modulari[sz]e|unify|reuse|encapsulate|backport|revert|pin|vendor|use|swap|relocate)\b|"
    r"(?i:^\W*\(?(refactor\w*|chore|cleanup|tech ?debt)\)?\s*:)"
)
# What may be done to code or to the product; only a technical object tells.
_EITHER = re.compile(
    rf"(?i){_PREFIX}"
    r"(remove|delete|drop|update|configure|set ?up|install|clean ?up|"
    r"make|enable|disable|run|write|apply|pass|complete|change)\b"
)
_THING = re.compile(
    r"\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\w+_\w+|\w+\(\)|\b\w+\.(?:ya?ml|json|js|ts|py|rb|go|java|"
    r"xml|php|toml|css|cpp|sh|gradle)\b|\b\d+\.\d+|"
    r"(?i:\b(class(es)?|method|function|module|librar(y|ies)|tables?|schema|database|db|endpoint|"
    r"sdk|cron|scripts?|queue|cache|microservice|framework|dependenc(y|ies)|packages?|docker|"
    r"kubernetes|pipeline|ci|branch|repo|repository|config|configuration|parser|interface|"
    r"wrapper|compiler|linter|tests?|code|codebase|redis|kafka|sql|json|xml|yaml|"
    r"version|migration|constructor|namespace|controller|records?|indexing|index|api|hooks?|"
    r"batching|rendering|shader|jobs?|snapshot|default)\b)"
)


def is_inward(title: str) -> bool:
    """Tell whether a title asks for work that cannot be seen from outside."""
    return _INWARD.search(title) is not None


def prescribes(title: str) -> bool:
    """Tell whether a title says how: work on code, or any work on a technical thing."""
    return is_inward(title) or (
        _EITHER.match(title) is not None and _THING.search(title) is not None
    )
