"""Tell whether a report says where else its fault is met, or is about one place alone."""

import re

from ticketlint.annotation.document import TicketDoc
from ticketlint.matching.signals.changes import orders_work, wants_change
from ticketlint.matching.signals.requests import asks_for_help
from ticketlint.matching.signals.shown import written

# Where it happens and where it does not.
_TOLD = re.compile(
    r"(?i)\bonly (?:\w+ ){0,2}(?:on|in|at|with|for|under|when|if|happens?|occurs?|affects?"
    r"|supported|supports|seen|shown)\b|\bonly\b[^.;]{1,60}\bsupported\b"
    r"|\b(?:happens?|occurs?|appears?|seen|fails?|affects?) only\b"
    r"|(?<!not )(?<!n't )(?<!n’t )\b(?:works?|worked|working|runs?|running|is|are|was|looks?)"
    r" (?:\w+ ){0,2}(?:fine|ok|okay|well|correct|correctly|properly|perfectly|as expected)"
    r" (?:\w+ )?(?:on|in|with|under|for|at|when|if|outside|from)\b"
    r"|(?<!not )(?<!n't )(?<!n’t )(?<!should )(?<!to )(?<!must )(?<!only )"
    r"\b(?:works?|worked) (?:\w+ )?"
    r"(?:fine|correctly|properly|perfectly|as expected)\b"
    r"|\b(?:explained|described|reported) in\b"
    r"|\b(?:works?|fine|ok|okay) (?:on|in|with|under|for) (?:the )?(?:other|another|all|every|ios"
    r"|android|windows|linux|mac\w*|chrome|firefox|safari|simulator|emulator|desktop|mobile)\b"
    r"|\b(?:unlike|like|as) (?:on|in|with|under) \w"
    r"|\b(?:also|too|same|likewise) (?:\w+ )?(?:happens?|occurs?|fails?|affects?|on|in|with|for)\b"
    r"|\b(?:all|every|any|both|most|other|another) (?:the |of (?:the )?)?(?:other )?(?:pages?"
    r"|screens?|views?|browsers?|platforms?|devices?|versions?|systems?|places?|parts?|examples?|endpoints?"
    r"|components?)\b"
    r"|\b(?:everywhere|elsewhere|anywhere|wherever|otherwise)\b|\bthe following\b|\bas follows\b"
    r"|\bsuch as\b|\betc\b|\bis there (?:a|any|some) way\b"
)
# A title that names the system.
_SYSTEM = re.compile(
    r"(?i)\b(?:on|in|under|with) (?:windows|linux|mac ?os\w*|ios|android|chrome|firefox|safari"
    r"|edge)\b"
)
# What is done in one place: nothing else can go wrong alike.
_SINGLE = re.compile(
    r"(?i)\b(?:(?:un|re)?install(?:ing|s|ed|ation|er)?|(?:re)?build(?:ing|s)?|compil\w+|stuck at"
    r"|segmentation fault|segfault\w*|pipeline|ci|jenkins)\b"
)
_AT_TIMES = re.compile(r"(?i)\b(?:sometimes|intermittent(?:ly)?|randomly|\d+ of \d+)\b")


def tells_places(doc: TicketDoc) -> bool:
    """Tell whether nobody needs to ask where else a fault is met.

    Its places are told, there is one, it comes and goes, or what is reported is rather a wish.
    """
    title, text = doc.ticket.title, written(doc)
    if any(one.search(title) for one in (_SINGLE, _AT_TIMES, _SYSTEM)):
        return True
    told = _TOLD.search(text) is not None or _AT_TIMES.search(text) is not None
    return told or wants_change(doc) or asks_for_help(title, text) or orders_work(doc)
