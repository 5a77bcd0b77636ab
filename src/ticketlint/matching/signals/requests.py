"""Tell a wish in the form of a question from a question that somebody has to answer."""

import re

# Asks somebody to do something, however politely: a wish, no open point.
_REQUEST = re.compile(
    r"(?i)\b(would you mind|(can|could|would|will) (you|someone|somebody|anyone)"
    r"|(can|could|would|will) it (please|be possible)"
    r"|(can|could) (we|i) (please|also|have|get|add|implement|make|change|remove|update|show|see)"
    r"|is (it )?possible|possible to|if (it'?s|it is|this is|that'?s) possible"
    r"|is there (a|any|some) (way|chance|possibility|option|plan)s?"
    r"|(what|how) about|why not|why (do|did|are|is)n'?t (you|we|it)|what do you think"
    r"|any (hints?|ideas?|chance|thoughts|plans?)|please|would (like|love))\b"
)


def is_request(sentence: str) -> bool:
    """Tell whether a sentence asks for work, however politely: "Could you add a filter?"."""
    return _REQUEST.search(sentence) is not None
