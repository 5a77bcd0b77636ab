"""Know what has to be done for any ticket: tests, a review, a merge.

"The pipeline is green" and "reviewed by a second developer" say nothing of the ticket that they
stand in; under "Acceptance criteria" they are no criterion of it.
"""

import re
from functools import lru_cache

# Longer lines say more than that the usual was done.
_MOST_WORDS = 14
_WORK = (
    r"(?:(?:unit|integration|automated|e2e|regression|ui) )?(?:tests?|pipelines?|ci|builds?"
    r"|code(?: changes?)?|changes?|mrs?|prs?|merge requests?|pull requests?|branch|documentation"
    r"|docs?|readme|changelog|release notes?|feature|story|ticket|task|linter|test coverage"
    r"|coverage|definition of done|acceptance criteria)"
)
# These are things of a product too: "an issue is created for each refund".
_THING = r"(?:bug|issue|fix|solution|implementation|improvement)"
_STANDING = (
    r"(?:pass(?:es|ed|ing)?|green|written|added|updated?|reviewed|approved|merged|done|created"
    r"|implemented|complete[ds]?|deployed|released|tested|documented|succeeds?|met|fulfilled"
    r"|in place)"
)
_DOING = (
    r"(?:creat|add|writ|updat|implement|run|merg|review|document|deploy|test|open|finish|fix|solv"
    r"|resolv)\w*"
)
_SMALL = (
    r"(?:(?:all|the|any|new|relevant|existing|necessary|our|my|a|an|is|are|has|have|been|be)\s+)"
)
_LINE = re.compile(
    rf"(?i)^\W*{_SMALL}{{0,3}}(?:"
    rf"{_WORK}\s+{_SMALL}{{0,3}}{_STANDING}\b"
    rf"|{_THING}\s+{_SMALL}{{0,3}}{_STANDING}\W*$"
    rf"|{_DOING}\s+{_SMALL}{{0,3}}(?:{_WORK}|{_THING})\W*$"
    rf"|(?:implementation|test(?:s|ing)?|documentation|docs|qa|development)\W*$"
    rf"|(?:code |peer )?review(?:ed)?\b(?!\s+(?:page|list|of)\b)|merged\b|approved by\b"
    rf"|(?:deployed|released|shipped|rolled out) (?:to|on|in) (?:the )?"
    rf"(?:production|prod|live|staging|all environments)\W*$"
    rf"|backwards? compatib\w+\W*$|no regressions?\W*$)"
)
# What is hoped of any work: "it works as expected", "everything is fine", "users are happy".
_WELL = r"(?:fine|ok(?:ay)?|well|good|great|correct(?:ly)?|proper(?:ly)?|right|perfect(?:ly)?|done)"
_HOPED = re.compile(
    r"(?i)^\W*(?:(?:it|this|that|all|everything|"
    r"the (?:feature|change|fix|app|system|solution|thing))"
    r"(?: (?:just|still|now|all|should|must|shall|will|is|are|be|has|been|to|does))*"
    r"(?: (?:works?|working|runs?|running|behaves?))?"
    rf"(?: (?:{_WELL}|as (?:expected|intended|desired|designed|required|it should|described)))*"
    r"|(?:the )?(?:customers?|users?|clients?|stakeholders?|po|product owner|everyone|everybody"
    r"|team)"
    r" (?:is|are) (?:happy|satisfied|content|pleased)"
    rf"|{_WELL})\W*$"
)


# Three parts of a run ask about each line of a ticket, and tickets repeat such lines.
@lru_cache(4096)
def is_process(line: str) -> bool:
    """Tell whether a line holds for the work on any ticket, and is none of what this one wants."""
    if len(line.split()) > _MOST_WORDS:
        return False
    return _LINE.match(line) is not None or _HOPED.match(line) is not None
