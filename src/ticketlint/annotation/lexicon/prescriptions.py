"""Tell titles that prescribe a change of the implementation from those that name a result."""

import re

# What may stand before the verb: "[Tag]", "(scope)", "Component:", each with what may follow it.
_BLANK, _NO_WORD = re.compile(r"\s"), re.compile(r"\W")
_MARKS = (
    (re.compile(r"\[[^\[\]]*\]"), _BLANK),
    (re.compile(r"\([^)]*\)"), _NO_WORD),
    (re.compile(r"[\w ./-]{2,25}:\s"), _BLANK),
)
# The verb is looked for in so many characters of a title; no mark before it is that long.
_READ = 250
# What is done to code and cannot be seen from outside.
_INWARD = re.compile(
    r"(?i)(?:we (?:should|need to|must) )?"
    r"(refactor|upgrade|bump|migrate|port|rename|rewrite|reimplement|re-implement|replace|convert|"
    r"extract|move|deprecate|switch|merge|split|wrap|isolate|inline|integrate|consolidate|decouple|"
    r"modulari[sz]e|unify|reuse|encapsulate|backport|revert|pin|vendor|use|swap|relocate)\b"
)
_CHORE = re.compile(r"(?i)\W*(refactor\w*|chore|cleanup|tech ?debt)\)?\s*:")
# What may be done to code or to the product; only a technical object tells.
_EITHER = re.compile(
    r"(?i)(remove|delete|drop|update|configure|set ?up|install|clean ?up|"
    r"make|enable|disable|run|write|apply|pass|complete|change)\b"
)
_THING = re.compile(
    r"\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\w_\w|\w\(\)|\b\w+\.(?:ya?ml|json|js|ts|py|rb|go|java|"
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
    return _opens_with(_INWARD, title) or _CHORE.match(title) is not None


def prescribes(title: str) -> bool:
    """Tell whether a title says how: work on code, or any work on a technical thing."""
    return is_inward(title) or (_opens_with(_EITHER, title) and _THING.search(title) is not None)


def _opens_with(verb: re.Pattern[str], title: str) -> bool:
    head = title[:_READ]
    return any(verb.match(head, at) for at in _openings(head))


def _openings(head: str) -> set[int]:
    """Return the places where the sentence may begin, after any row of marks.

    Each place is looked at once for each filler: one pattern for the row would try every way
    to share the blanks out between its marks, which are exponentially many.
    """
    seen: set[tuple[int, re.Pattern[str]]] = set()
    todo = [(0, _NO_WORD)]
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        at, filler = place
        if filler.match(head, at):
            todo.append((at + 1, filler))
        marks = ((mark.match(head, at), after) for mark, after in _MARKS)
        todo += [(found.end(), after) for found, after in marks if found]
    return {at for at, _ in seen}
