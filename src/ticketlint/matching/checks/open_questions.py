"""Find what the author leaves open: questions without an answer, points nobody has decided."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.matching.signals.headed import is_prompt
from ticketlint.matching.signals.requests import is_request
from ticketlint.matching.signals.unseen import is_unseen
from ticketlint.model import Kind, Role, SectionName
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc
    from ticketlint.annotation.sentences import Sentence

_ANSWER = re.compile(r"(?i)^\W*(a|answer|answered|decision|decided|resolved|yes|no|agreed)\b\W")
_ANSWERS = re.compile(r"\b(A|Answer|Decision): ")
# Wants no answer, or nobody but the reporter's reader could give one.
_RHETORICAL = re.compile(
    r"(?i)^\W*(why not|how about that|right|ok|okay|really|who knows)\W*$"
    r"|\b(does (that|this|it) make( any)? sense|does any(one|body)( else)?|is it (just|only) me"
    r"|(would|wouldn'?t) .{2,60} be (a )?(nice|great|good|cool|useful|helpful|better|awesome))\b"
    r"|, (right|no|isn'?t it|don'?t (you|we)|huh)\?$"
)
# What a form asks its author: the ticket itself is the answer.
_PROMPT = re.compile(
    r"(?i)\b(this|your|the) (issue|feature( request)?|request|ticket|story|bug|proposal|task|idea"
    r"|change)\b.{0,60}\?"
)
# A type with a default, a path, an address: no sentence.
_NO_SENTENCE = re.compile(
    r"[{}<>=;]|\w\?: |^\W*:|://(?:(?!://)\S)*$"
    r"|\(\s*+[\w-]++(?:\s++[\w-]++){0,2}+\s*+\?\)?\W*$"
)
# The prompt of a form: "Is Mobile Required?"
_LABEL = re.compile(r"^\W*[A-Z]\w*( [A-Z]\w+)+ ?\?")
# What a reporter wonders about while something fails: the cause, not the wish.
_CAUSE = re.compile(r"(?i)^\W*(why|how come|what (is|am|are) (wrong|i)|am i|is this|has any)\b")
_UNDECIDED = re.compile(
    r"(?i)\b(we|i|you|they|team|somebody|someone) (still |also |first |may |might |will )?"
    r"(need|needs|have|has|want|wanted) to (decide|discuss|determine|clarify|agree (on|upon)"
    r"|align on|figure out|find out|think about|start a discussion)\b|"
    r"\b(i wonder|i'?m wondering|wondering (if|whether)|not (quite |really |entirely )?sure (if"
    r"|whether|how|what|which|why|about|that)|"
    r"unclear (if|whether|how|what|which|to)|un(decided|clear yet)|not yet (decided|clear)"
    r"|not decided"
    r"|open (question|point)s?:|"
    r"(don'?t|do not) know (if|whether|how|what|which)|"
    r"could either|either .{3,80} or .{0,60}\?|maybe (we|this|just|use|consider)|"
    r"perhaps (we|this)|(we|it|this) might (need|make sense|be better)|may make sense|"
    r"(is|are|has|have|needs?|remains?|still|yet) to be (decided|determined|discussed|clarified)"
    r"|tb[dc])\b"
)
# Below this the role of a sentence is too much of a guess to ask about it.
_SURE = 0.7
_SHORTEST_WORDS = 3


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each sentence that leaves something open and is not followed by an answer."""
    if ticket.kind is Kind.SPIKE:
        return
    sentences = ticket.sentences
    for index, sentence in enumerate(sentences):
        following = sentences[index + 1].text if index + 1 < len(sentences) else ""
        if ticket.kind is Kind.BUG and _CAUSE.match(sentence.text):
            continue
        answered = _ANSWER.match(following) or _is_answered(sentence)
        # Of a bug it says that there are no steps, and asks nothing.
        if ticket.kind is Kind.BUG and is_unseen(sentence.text):
            continue
        if _is_open(sentence) and not (answered or is_prompt(sentence, ticket)):
            text = sentence.text
            start = sentence.start + len(text) - len(text.lstrip())
            yield Match(sentence.passage, start, sentence.start + len(text.rstrip()))


def _is_open(sentence: "Sentence") -> bool:
    passage = sentence.passage
    if passage.section is SectionName.TITLE or passage.is_unwritten:
        return False
    text = sentence.text.strip()
    # What few sentences are is asked first.
    if not (asks(text) or _is_undecided(sentence, text)):
        return False
    excuses = (_RHETORICAL, _PROMPT, _NO_SENTENCE, _LABEL)
    if is_request(text) or any(excuse.search(text) for excuse in excuses):
        return False
    return len(text.split()) >= _SHORTEST_WORDS and not _is_quoted(sentence)


def _is_answered(sentence: "Sentence") -> bool:
    """Tell whether the same line goes on with "A: ..."."""
    return bool(_ANSWERS.search(sentence.passage.text, sentence.end))


def _is_quoted(sentence: "Sentence") -> bool:
    """Tell whether it ends inside a quotation: a text that a program shows."""
    text = sentence.passage.text
    end = sentence.start + len(sentence.text.rstrip(" )*_"))
    before = text[:end].rstrip("\"”'’")
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def asks(text: str) -> bool:
    """Tell whether a sentence ends as a question, whatever marks stand behind it."""
    return text.rstrip(")\"'*_ ").endswith("?")


def _is_undecided(sentence: "Sentence", text: str) -> bool:
    if sentence.role is Role.QUESTION:
        return sentence.confidence >= _SURE or bool(_UNDECIDED.search(text))
    return sentence.role not in {Role.OBSERVED, Role.STEP} and bool(_UNDECIDED.search(text))
