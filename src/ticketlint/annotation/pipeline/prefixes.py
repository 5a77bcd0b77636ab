"""Find what stands before the sentence of a title: "[Tag]", "Component:", "(feat):", "Search >"."""

import re
from collections.abc import Iterator

from ticketlint.annotation.pipeline.lexicon import Use, verbs, words

_WORDS = r"\w[\w.&/+#']*(?:-\w+)*(?:(?: & | / |, | )[\w(][\w.&/+#')-]*){0,3}"
# What is written like these needs no look at its words.
_TAG = re.compile(r"(\[(?![ xX]?\])[^\[\]|\n]{1,40}\](?![(\[]))[ \t]*[:>-]?")
_COMMIT_TYPE = re.compile(r"([a-z]{2,10}\([\w ./,-]{1,30}\)!?:)(?=[ \t])")
_KEY = re.compile(r"([A-Z][A-Z0-9]+-\d+[ \t]*[:-])(?=[ \t])")
# What is written like these is a mark if its words name something.
_IN_BRACKETS = re.compile(r"(\(\w[\w ./-]{0,20}\)[ \t]*:?)(?=[ \t])")
_BEFORE_COLON = re.compile(rf"({_WORDS}[ \t]?:)(?=[ \t])")
_BREADCRUMB = re.compile(rf"({_WORDS}[ \t]?(?:>|»|→|\|))(?=[ \t])")
_BEFORE_DASH = re.compile(r"([A-Z][\w.+#]*(?: [\w.+#]+)? [-–—])(?=[ \t])")
_LEADS = (
    ("TAG", _TAG, False),
    ("PREFIX", _COMMIT_TYPE, False),
    ("PREFIX", _KEY, False),
    ("PREFIX", _IN_BRACKETS, True),
    ("PREFIX", _BEFORE_COLON, True),
    ("PREFIX", _BREADCRUMB, True),
    ("PREFIX", _BEFORE_DASH, True),
)
_SPACE = re.compile(r"[ \t]*")
# Words that show that a sentence has begun, so that its colon or dash opens no prefix.
_SENTENCE_WORDS = frozenset(words("sentence_words"))


def leading_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start, end and label of each mark before the sentence; none if nothing follows."""
    at = _end_of_space(text, 0)
    while lead := _lead_at(text, at):
        start, end, label, following = lead
        at = _end_of_space(text, following)
        if at >= len(text):
            return
        yield start, end, label


def _lead_at(text: str, at: int) -> tuple[int, int, str, int] | None:
    """Return the mark at a place with its end and the end of the punctuation after it."""
    for label, pattern, must_name in _LEADS:
        match = pattern.match(text, at)
        if match and (not must_name or is_label(match[1])):
            return match.start(1), match.end(1), label, match.end()
    return None


def _end_of_space(text: str, at: int) -> int:
    """Return the place of the first character that is no blank."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def is_label(mark: str) -> bool:
    """Tell whether the words of a mark name something; an instruction or a statement does not."""
    found = re.findall(r"[\w']+", mark)
    if len(found) == 1 and found[0].isupper():
        return True
    if not found or not _SENTENCE_WORDS.isdisjoint(word.lower() for word in found):
        return False
    kind = verbs().get(found[0].lower(), Use.NOUN_TOO)
    return len(found) == 1 or kind is Use.NOUN_TOO or (kind is Use.MOSTLY_VERB and len(found) == 2)
