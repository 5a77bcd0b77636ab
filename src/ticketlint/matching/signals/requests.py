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
# So many characters of a title are read.
_READ = 250
# Somebody wants to know, not to have: a question to a forum, something to be found out.
_HELP = re.compile(
    r"(?i)^\W*(?:(?:question|help)\b|how (?:can|do|to|should|would|come)\b"
    r"|where (?:is|are|can|do)\b|what (?:is|are|does)\b|why (?:is|are|does|do|not)\b"
    r"|(?:[\w /()-]{2,25}: )?(?:research|investigate|analy[sz]e|explore|evaluate|discuss"
    r"|(?:look|test|find out|figure out) (?:into|how|what|whether|why)"
    r"|check (?:if|whether|how|what)|try to|looking for|consider)\b)|\?\W*$"
)
_TALK = re.compile(
    r"(?i)\b(?:start a discussion|(?:want\w*|like) to discuss|need help|could use your help"
    r"|trying to understand|couldn'?t find any (?:explanation|reason)"
    r"|help me|any help|can you explain|how (?:can|do) i|stuck (?:on|with|at)|contact me"
    r"|what do you think)\b"
)


def asks_for_help(title: str, text: str) -> bool:
    """Tell whether a ticket asks or looks for an answer, and orders no work that can be checked."""
    return _HELP.search(title[:_READ]) is not None or _TALK.search(text) is not None


def is_request(sentence: str) -> bool:
    """Tell whether a sentence asks for work, however politely: "Could you add a filter?"."""
    return _REQUEST.search(sentence) is not None
