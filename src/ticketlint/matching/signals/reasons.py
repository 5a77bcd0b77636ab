"""Weigh what speaks for a reason: roles, connectives, words of trouble, the learned judgement."""

import math
import re

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.sentences import Sentence
from ticketlint.model import Part, Role, SectionName, SectionState

# Weights were set by hand; a fit by least squares to labelled tickets of projects that the
# networks do not know does no better. 3 to 4.7 give a precision of .86 to .84 and a recall of
# .76 to .79 there (docs/decisions.md, 46).
_ENOUGH = 4.5
_CONNECTIVES = (
    r"\b(so that|because|in order (to|for|that)|due to|since|otherwise|therefore"
    r"|as a result|given that|now that|the (reason|idea|purpose|problem|motivation|aim) (is|was"
    r"|here)"
    r"|this (would|will|helps?|allows?|makes?|causes?|creates?|leads?|means)"
    r"|(would|will) (be )?(help|useful|helpful|beneficial|allow|enable|make it))\b"
)
# The end of a story ("so I can leave early"), a purpose, what a wish is good for.
_PURPOSES = (
    r"\bso (i|we|you|they|it|he|she|everyone|everybody|nobody|others"
    r"|((the|a|an|my|our|your|their|any) )?[\w-]+( [\w-]+){0,3})"
    r" (can|could|may|will|would|do(es)?n'?t|do(es)? not|won'?t"
    r"|am|are|is|have|has|get|know|see|choose)\b"
    r"|(?<!want )(?<!like )(?<!need )(?<!has )(?<!have )(?<!ought )\bto be able to\b"
    r"|\bfor (the )?[\w/-]+ purposes?\b"
    r"|\b(useful|helpful|handy|great|good|important|convenient|nice|valuable)"
    r" (info\w* |feature )?(for|when|if|to|in case|because|as)\b"
)
_ENDS = (
    r"\b(to (avoid|prevent|reduce|allow|enable|help|simplify|speed up|save|make|ensure"
    r"|facilitate|minimi[sz]e|keep|get rid|increase|improve|react|support|protect|find|know|stay"
    r"|take advantage|match|comply|align|automatically \w+)"
    r"|for (better|easier|improved|more|consistency|parity|clarity|security|compliance)"
    r"|(is|are|was|were|it'?s|been) (used|needed|required|wanted) (for|by|to|when|in)"
    r"|used (for|by)|without (having|losing|weakening|breaking|the need)|in case"
    r"|by (mistake|accident)|given (how|that|the)|we need)\b"
)
# What fails or is not there now is a reason of its own; a duty ("must not") is none.
_FAILING = (
    r"\b(does|do|did|is|are|was)( not|n'?t) (\w+ )?"
    r"(do anything|work|run|build|compile|update|load|show|start|open|respond|display|appear|exist"
    r"|have)\w*"
    r"|\b(it|this|that|we|i|there|they|which|you|one|\w+s?) (currently |still |really |also )?"
    r"(doesn'?t|does not|isn'?t|is not|aren'?t|are not|can'?t|cannot|can not|ha(s|ve) no"
    r"|ha(s|ve)n'?t|lacks?)\b"
    r"|\b(there|it) (\w+ )?(is|are|appears?|seems?) (currently |to be )?(no|nothing)\b"
    r"|\b(caus(es|ed|ing)|lead(s|ing)? to|result(s|ing)? in)\b"
    r"|\b(fail(s|ed|ing)?|crash\w*|flaky|leaks?|data race|race condition|deadlock\w*|hangs|stuck)\b"
    r"|\b(no longer|broken|(is|are|has been|have been|now) deprecated|actual (result|behaviou?r))\b"
    r"|\bmakes? (it|this|them|things) (\w+ )?(eas\w+|(im)?possible|clear\w*|hard\w*|difficult)"
)
_TROUBLE = (
    r"\b(can ?n[o']t|unable|impossible|hard|difficult|annoy\w+|confus\w+|painful"
    r"|cumbersome|error.prone|time.consuming|slow|fail\w*|broken|deprecat\w+|unused"
    r"|obsolete|outdated|lack\w*|problem\w*|risk\w*|complain\w*|incident\w*|vulnerab\w+"
    r"|missing|no (way|longer|option|documentation|support)|unfortunately|waste\w*"
    r"|not (used|possible|available|supported|work\w*|handled|needed|clear)"
    r"|(does|do|did|is|are|was) ?n[o']t|too (much|many|\w+)|wrong|forced|spam\w*"
    r"|mandatory|requires?|necessary for|inconsisten\w+|duplicat\w+)\b"
)
# What ends by itself, what a law or an auditor wants, what people put up with, what it costs: who
# reports one of these beside a wish has said why. Of labelled tickets that lack a reason hardly
# one has such words.
_ENDING = (
    r"\b(out of (support|date)|no longer (supported|maintained)|end of (life|support)"
    r"|(expires?|runs out|ends?) (on|in|at|by|soon|this|next)"
    r"|((will|is|are|was) (be |being )?|gets? )(switched|turned|shut) (off|down)"
    r"|(will be|is|are|gets?) (retired|discontinued|sunset|phased out|withdrawn))\b"
)
_DEMANDED = (
    r"\b((required|demanded|mandated|prescribed|forbidden) by (?!the (user|caller|api|code))"
    r"|by law\b|(law|audit|auditor|regulator|regulation|authority|insurer|tax office)s?"
    r" (requires?|demands?|accepts?|expects?|prescribes?|obliges?|wants?|forbids?)\b)"
)
_ENDURED = (
    r"\b((nobody|no one|none of us|hardly anyone) (\w+ )?(dares?|knows?|uses?|understands?|trusts?"
    r"|reads?|finds?|remembers?|notices?)"
    r"|(keeps?|kept) (asking|calling|phoning|complaining|forgetting|losing|missing|failing|having)"
    r"|(\w*people|customers|users|clients|staff|\w{3,}[eo]rs)"
    r" (often |always |sometimes |frequently |still |regularly |constantly |repeatedly |\w+ly )?"
    r"(ask|phone|call|mail|complain|struggle|lose|miss|forget|waste|scroll|type|wait|give up"
    r"|leave|guess|get lost)\b)"
)
_COSTS = (
    r"\b((it|this|that|which) (also )?(avoids?|saves?|prevents?|reduces?|spares?|cuts?|lowers?"
    r"|eliminates?|frees?)"
    r"|(takes?|took|costs?|wastes?|loses?|lose|spends?|spend) (us |me |them |about |around |up to"
    r" |more than |over )*[$€£]?\d[\d.,]*)\b"
)
_OFTEN = (
    r"\b((every|each) (day|night|week|month|morning|evening|year)|twice|\d+ times"
    r"|(a|an|per) (day|week|month|year))\b"
)
# Who needs a thing to do something with it says what for.
_LACKING = frozenset({"need", "want", "use", "require"})
_CUES: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (6.3, _CONNECTIVES),
        (6.3, _PURPOSES),
        (0.8, r"\b(allow|enable|let|help)(s|ing|ed)? (the |our )?(us|me|them|people|teams?)\b"),
        (2.0, _FAILING),
        (1.6, _ENDS),
        (6.7, rf"{_ENDING}|{_DEMANDED}|{_ENDURED}|{_COSTS}"),
        (1.6, _OFTEN),
        (0.8, _TROUBLE),
        (0.8, r"\b(currently|at the moment|right now|as of now|today|already|recently)\b"),
        (0.8, r"(^|[.;,(]\s*)so (we|i|you|they|users?|customers?|people|it|the)\b"),
        (0.6, r"\bas (we|our|it|they|this|the|users?|customers?|many|most|there)\b"),
        (0.5, r"\b(easier|better|faster|useful|helpful|benefi\w+|valuable|convenient|saves?)\b"),
        (0.5, r"^\W*to [a-z]+\b|^\W*(increase|reduce|enable|encourage|communicate|more)\b"),
    )
)
_TROUBLES = re.compile(_TROUBLE, re.IGNORECASE)
_PROBLEM_IN_TITLE = 0.8
_WHAT_FOR = 6.3
_NOT_REASONS = frozenset({Role.CRITERION, Role.STEP, Role.ENVIRONMENT})
# Prose in which a reader finds some reason; below the second, hardly any.
_LONG, _SHORT, _TINY = 60, 30, 10


def gives_reason(ticket: TicketDoc) -> bool:
    """Tell whether a reader finds out why the work is wanted."""
    return _weight(ticket) >= _ENOUGH


def _weight(ticket: TicketDoc) -> float:
    written = [s for s in ticket.sentences if not s.passage.is_unwritten]
    titles = [s for s in written if s.passage.section is SectionName.TITLE]
    below = [s for s in written if s.passage.section is not SectionName.TITLE]
    told = "\n".join(s.text for s in (*titles, *below) if s.role not in _NOT_REASONS)
    weight = sum(one for one, cue in _CUES if cue.search(told)) + _by_length(told)
    if any(_TROUBLES.search(s.text) for s in titles):
        weight += _PROBLEM_IN_TITLE
    if any(_says_what_for(s) for s in below if s.role not in _NOT_REASONS):
        weight += _WHAT_FOR
    if ticket.state(SectionName.NEED) is SectionState.PRESENT:
        weight += 1.5
    weight += _by_role(below, Role.WHY) + _by_role(below, Role.OBSERVED)
    return weight + _by_judgement(ticket.presence.absent[Part.WHY])


def _says_what_for(sentence: Sentence) -> bool:
    """Tell whether somebody needs a thing to do something with it."""
    return any(
        word.dep_ == "advcl"
        and word.head.lemma_ in _LACKING
        and {"nsubj", "obj"} <= {part.dep_ for part in word.head.children}
        and any(part.dep_ == "mark" and part.lower_ == "to" for part in word.children)
        for word in sentence.span
    )


def _by_judgement(lacking: float) -> float:
    """Return the logarithm of the odds that a reader finds a reason, at most 5 either way."""
    share = min(max(lacking, 0.007), 0.993)
    return math.log((1 - share) / share)


def _by_role(sentences: list[Sentence], role: Role) -> float:
    """Return up to 2 for the surest sentence of a role."""
    surest = max((s.confidence for s in sentences if s.role is role), default=0.0)
    return 0.5 * (surest > 0) + 0.8 * (surest >= 0.5) + 0.7 * (surest >= 0.7)


def _by_length(text: str) -> float:
    words = len(text.split())
    if words >= _LONG:
        return 0.7
    return -0.5 * (words < _SHORT) - 0.5 * (words < _TINY)
