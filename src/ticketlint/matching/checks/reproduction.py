"""Find what tells how to see a bug: ordered actions, "when I ...", code that shows it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.matching.matches import Match
from ticketlint.matching.signals.shown import blocks_of, written
from ticketlint.matching.signals.unseen import is_unseen
from ticketlint.model import Role, SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

_WHO = (
    r"(i|you|we|they|one|(the|a|an|any|some|most|many)? ?"
    r"(users?|customers?|admins?|people|someone))"
)
_ACTIONS = re.compile(
    r"(?:^|[:.;,] |\n)\W{0,20}1 ?[.):-]? ?[A-Za-z][^\x00]{3,600}?\s\W{0,20}2 ?[.):-]? ?[A-Za-z]|"
    r"(?<![\w#])#+ \w[^\x00]{3,600}?(?<![\w#])#+ \w"
)
_CONDITION = re.compile(
    rf"(?i)\b(when(ever)?|if|after|while|once|as soon as|every time|each time|before|until)\b"
    rf"[^.?!;]{{0,60}}\b{_WHO}\b|"
    r"\b(when|whenever|after|while|by|upon|on|before) (\w+ly )?(?!something|anything|nothing"
    r"|during)"
    r"[a-z]+ing\b|"
    r"\b(when|whenever|if|once|after) (the|a|an|there|this|it|all|no|multiple|two|both|using)\b"
)
_NARRATIVE = re.compile(
    rf"(?i)\b{_WHO} (then |just |also |first |can |have |had )?(click|tap|press|open|run|ran"
    rf"|type|select|"
    r"enter|go|went|start|launch|create|try|tried|install|upload|choose|chose|"
    r"load|save|navigate|change|delete|remove|export|import|drag|copy|"
    r"edit|move|perform|execute|configure|deploy|connect|enable|disable|update|upgrade|build|send|visit|log|submit)(e?d|s|ing)?\b|"
    r"(?i:\b(to reproduce|reproduc(e|ed|ible) (it |this )?(by|with|using)|test case|"
    r"(sample|example|following|attached) (code|project|app|snippet|test)|snippet|for example)\b)"
)
# The event alone tells how: "crashes when Save is pressed", "if the name is empty".
_EVENT = re.compile(
    r"(?i)\b(?:when(?:ever)?|if|after|once|as soon as)\b[^.?!;\n]{0,50}\b(?:is|are|was|were|gets?)"
    r" (?:not )?(?:\w++ly )?(?:clicked|pressed|tapped|selected|opened|chosen|entered|typed|deleted"
    r"|removed|found|disabled|enabled|changed|added|created|used|renamed|moved|saved|closed|sent"
    r"|set|empty|missing|null|rotated|dragged|uploaded|toggled)\b"
    r"|^\W{0,3}(?!nothing|something|during|according|regarding|using)[a-z]{3,20}ing"
    r" (?:the|an?|to|on|in|any|more|multiple)\b"
    r"[^.\n]{0,80}\b(?:crash\w*|fails?|doesn|causes?|leads?|throws?|freezes?)\b"
    r"|\b(?:click|press|tapp|select|open|enter|typ|choos|drag|scroll|hover|submitt|sav|delet|remov"
    r"|upload|chang)ing (?:(?:on|in|to) )?(?:the|an?|any|multiple|it)\b[^.\n]{0,80}"
    r"\b(?:ha[sd] no effect|(?:does|did|do) (?:nothing|not)|nothing|no longer"
    r"|shows?|opens?|returns?|results?|gives?)\b"
    r"|\bcrash(?:es|ed|ing)? (?:up)?on (?:start|launch|start-?up|rotation|exit|login)\b"
)
# What somebody tried, in more words.
_TRIED = re.compile(
    r"(?i)\b(?:i|we) (?:attempted|was trying|were trying|am trying|are trying|wanted) to\b"
    r"|\b(?:after|during|upon) (?:the )?(?:\w+ ){0,2}"
    r"(?:start-?up|set-?up|login|launch|boot|install\w*|upgrade|reboot|restart|wizard|rotation)\b"
)
_TRACE = re.compile(r"(?m)^\s{0,40}at [\w$.]+\(|^\s{0,40}File \"|Traceback |Caused by:")
# What somebody did by hand, and when: no judgement of the whole ticket overrules it.
_BY_HAND = re.compile(
    r"(?i)\b(when(ever)?|if|after|once|every time|each time) (i|you|we) (then |just |first )?"
    r"(click|tap|press|open|select|choose|enter|type|launch|navigate|drag|scroll|upload)\b"
)
_SOMEBODY = frozenset({"i", "we", "you"})
# In the present or the past, and neither a wish nor a state of mind.
_TENSES = frozenset({"VBP", "VBD", "VBZ"})
_NO_ACTS = frozenset(
    """
    want need have be think believe expect see get hope wish like love hate know notice find feel
    prefer understand suggest propose guess suspect assume lose require lack suppose agree
    """.split()
)
_TELLING = frozenset({Role.OBSERVED, Role.STEP, Role.OTHER, Role.ENVIRONMENT, Role.EXPECTED})


def shown(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield a match for code that shows the bug, for actions in order and for one by hand.

    The trace of a fault shows where it ended, not how to get there.
    """
    codes = (block.text for block in blocks_of(ticket) if block.kind is BlockKind.CODE)
    if any(not _TRACE.search(code) for code in codes):
        yield Match()
    text = written(ticket)
    if _ACTIONS.search(text) or _BY_HAND.search(text):
        yield Match()
    below = (p for p in ticket.passages if p.section is not SectionName.TITLE)
    if any(_EVENT.search(p.text) for p in below if not p.is_unwritten):
        yield Match()


def told(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each sentence that tells how somebody got to the bug."""
    for sentence in ticket.sentences:
        if _tells(sentence):
            yield Match(sentence.passage, sentence.start, sentence.end)


def _tells(sentence: "Sentence") -> bool:
    text = sentence.text
    if sentence.passage.is_unwritten or is_unseen(text):
        return False
    if sentence.passage.section is SectionName.TITLE:
        return any(one.search(text) for one in (_CONDITION, _EVENT))
    if sentence.role not in _TELLING:
        return False
    return _narrates(sentence) or any(one.search(text) for one in (_NARRATIVE, _CONDITION, _TRIED))


def _narrates(sentence: "Sentence") -> bool:
    """Tell whether somebody does one thing and then another: "I sort the list and go back"."""
    return any(
        word.dep_ == "nsubj"
        and word.lower_ in _SOMEBODY
        and word.head.pos_ == "VERB"
        and word.head.tag_ in _TENSES
        and word.head.lemma_ not in _NO_ACTS
        and any(one.dep_ == "conj" and one.pos_ == "VERB" for one in word.head.children)
        for word in sentence.span
    )
