"""Tell a comment that asks for information from every other comment.

Read sentence by sentence, outside of code, logs and quotations. How precise it is was measured
on comments read by a person; docs/review.md has the figures.
"""

import re
from collections.abc import Iterator

from ticketlint.cleaning.markup import BlockKind, read_markup
from ticketlint.model import Markup

# Questions stand early in a comment; the longest sentences are pasted logs.
MOST_CHARS, MOST_SENTENCE = 6_000, 400

_PROSE = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_THING = (
    r"(?:info(?:rmation)?|details?|description|logs?|traces?|steps?|(?:test|use)[ -]?cases?"
    r"|examples?|samples?|code|snippet|project|app|screen ?shots?|screen ?cast|video|attachment"
    r"|versions?|environment|devices?|platform|config\w*|settings|output|errors?|exception"
    r"|scenario|clarif\w+|repro\w*|acceptance criteria)"
)
_EXPLAIN = r"(?:specify|describe|explain|clarify|elaborate|tell (?:me|us)|confirm)"
_GIVE = (
    rf"(?:{_EXPLAIN}|provide|give|share|attach|post|send|upload|include|supply|add|paste|submit"
    r"|expand|show|state|indicate|list|mention|create)"
)
_PLEASE = (
    r"(?:please|pls|plz|kindly|(?:can|could|would|will|did|do|are|have) (?:you|u|someone|anyone)"
    r"|(?:can|could) (?:we|i) (?:get|have)|need you to|if you (?:can|could))"
)
_LEAD = r"\W*(?:\w+[,:] )?(?:(?:and|so|also|but|hi|hey|hello|ok|then|just|in|on|with|for) )*"
_IT = r"(?:this|that|it|the (?:issue|problem|bug|error|crash))"
_MORE = r"(?:more|additional|further|better|complete|full|runnable|reproducible)"
_ASKS = tuple(
    re.compile("".join(parts), re.IGNORECASE)
    for parts in (
        # "Can you attach the full log?", "please provide a test case"
        [rf"\b{_PLEASE}\b[^?]{{0,80}}?\b{_GIVE}\b[^?]{{0,80}}\b{_THING}\b"],
        # "could you explain more", "let us know which ..."
        [
            rf"\b{_PLEASE}\b[^?]{{0,40}}?\b(?:{_EXPLAIN}",
            r"|let (?:me|us) know (?:what|which|how|if|whether|when|where))\b",
        ],
        # "we need more information", "not enough details"
        [
            r"\b(?:needs?|requires?|required|want|wait(?:ing)? (?:for|on)|awaiting|lacks?|lacking",
            r"|missing|without|no|not enough|insufficient|would like|get)\b",
            rf" (?:(?:a|an|the|some|any|your|for|from|to see|bit) ){{0,3}}{_MORE}",
            rf"(?: \w+){{0,2}} {_THING}\b",
        ],
        [rf"\b(?:not enough|insufficient) {_THING}\b"],
        # "Which version are you using?"
        [r"\b(?:what|which|where|when|how)\b[^?]{2,200}\b(?:you|your|u)\b[^?]{0,150}\?"],
        # "Did you try ...?", "does it happen on ...?"
        [
            rf"^{_LEAD}(?:(?:are|do|did|have|were) (?:you|u)|(?:can|could|would) you (?:please )?",
            r"(?:try|list|check|reproduce|still|test|run|see|replicate)",
            rf"|is {_IT} (?:happening|only|on|in|with|specific|reproducible)",
            rf"|does {_IT} (?:happen|occur|still|only|work|crash|appear|reproduce))\b",
            r"[^?]{2,200}\?",
        ],
        # "What hooks are being invoked?", "any logs?"
        [rf"^{_LEAD}(?:what|which)\b[^?]{{3,200}}\?"],
        [rf"^{_LEAD}any (?:more |further |additional )?{_THING}\b[^?]{{0,100}}\?"],
        # "It is not clear what is wrong here"
        [
            r"\b(?:not clear|unclear|(?:do not|don't|can't|cannot) (?:quite )?understand)",
            r" (?:\w+ ){0,4}(?:what|which|how|why|where|if|whether)\b",
        ],
    )
)
# What people ask of each other about the work, not about the ticket.
_ABOUT_WORK = re.compile(
    r"\b(?:review|merge|cherry.?pick|back.?port|take a look|have a look|look (?:into|at)|prs?"
    r"|pull requests?|assign(?:ed)?|triage|schedule|prioriti[sz]e|verify|re.?test|branch"
    r"|please test|re-?open(?:ed)?|closed?|closing|resolv(?:ed?|ing)"
    r"|(?:new|separate) (?:ticket|issue|jira)"
    r"|progress|plan(?:s|ned)?|eta|updates? on|any updates?|status|rather than|work.?around"
    r"|what (?:if|about)|how about|why (?:don't|not)|when (?:will|can)|going to|suggest\w*"
    r"|think|feel|opinion|idea|thoughts|anything else|valid|fix this|how to fix)\b",
    re.IGNORECASE,
)


def asks(text: str, markup: Markup = Markup.PLAIN) -> bool:
    """Tell whether a comment asks for information about its ticket. Never raises."""
    return any(_is_asking(sentence) for sentence in _sentences(text, markup))


def _sentences(text: str, markup: Markup) -> Iterator[str]:
    # A cut ADF document is none; its reader has budgets of its own.
    read = text if markup is Markup.ADF else text[:MOST_CHARS]
    for block in read_markup(read, markup).blocks:
        if block.kind in _PROSE and not block.quoted:
            for sentence in _SENTENCE_END.split(block.text[:MOST_CHARS]):
                yield sentence[:MOST_SENTENCE].strip()


def _is_asking(sentence: str) -> bool:
    about_work = _ABOUT_WORK.search(sentence) is not None
    return not about_work and any(pattern.search(sentence) for pattern in _ASKS)
