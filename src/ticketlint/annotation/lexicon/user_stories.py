"""How a user story begins: "As an accountant, I want ...".

One form in five widths; each reader has a reason for its own. A template whose places are not
filled in ("As a [role], I want") is told in `cleaning.sections`, which stands below.
"""

import re

_WHO = r"\bas an? [^.,;\n]{2,60}?,?\s+(i|we)"

# A ticket that has it is a story: wishes, abilities and duties count.
STORY = re.compile(
    rf"{_WHO}\s+(want|need|would like|can|should|must|could|am able)\b", re.IGNORECASE
)
# A wish alone: "as a user I can see the page twice" is how bugs are told too.
WISH = re.compile(rf"{_WHO} (want|would like|need)\b", re.IGNORECASE)
# The role alone, whatever "I" then do; it is a word first, no bracket of a template.
TELLER = re.compile(r"\bas an? [\w'-]+[^.\n]{0,60}?,?\s+(i|we)\b", re.IGNORECASE)

# What the networks learnt from, of text in any case: their weights are signed with these very
# expressions, so a change here is a change of what they saw. That of kinds knows "I'd like".
STORY_OF_KINDS = rf"{_WHO}('d| would)?\s+(want|need|would|like|can|should|must|could|am able)\b"
# Facts for roles are told of one sentence, where no line end needs to be kept out.
STORY_OF_FACTS = r"\bas (an?|the) [^.,;]{2,60},? (i|we) (want|need|would|can|should|must)\b"
