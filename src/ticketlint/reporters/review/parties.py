"""Whom a question goes to: a table, whose first row that fits decides.

Product decides what is wanted and what is not, design how a screen looks and answers, engineering
how it is built and what of the work nobody else sees; what was seen, only who reported it knows.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from ticketlint.model import AnswerType, Kind, Question, TicketResult


class Party(StrEnum):
    """Whom a question goes to."""

    PRODUCT = "product"
    DESIGN = "design"
    ENGINEERING = "engineering"
    CUSTOMER = "the customer"


_A = AnswerType
# Words of what only those know who build it; a bare "service" or "data" is a product's word too.
_BUILT = re.compile(
    r"\b(?:apis?|end ?points?|databases?|db|schemas?|migrations?|caches?|caching|queues?|threads?"
    r"|librar(?:y|ies)|dependenc(?:y|ies)|quer(?:y|ies)|index(?:es)?|servers?|deploy\w*|clusters?"
    r"|time ?outs?|retr(?:y|ies)|pipelines?|builds?|ci|unit tests?|tests?|class(?:es)?|methods?"
    r"|functions?|modules?|refactor\w*|code|sdks?|compilers?|repositor(?:y|ies)|branch(?:es)?"
    r"|containers?|docker|kubernetes|json|xml|yaml|sql|http|tls|ssl|tokens?|webhooks?|cron|polyfills?)\b"
)
# What stands in code and in no prose.
_CODE = re.compile(
    r"\w_\w|\w\(|\b(?!i[OP])[a-z]+[A-Z]|\w::\w|(?<!\w)--?[a-z]\w|(?<!\w)\*\*(?!\w)|=>|[<>=]="
    r"|\w\.(?:py|js|ts|rb|go|java|c|h|cpp|sh|json|ya?ml|xml|sql)\b"
)
# What only those see who build it: how it is done, and what is no part of it, they know.
_CHORE = re.compile(
    r"\b(?:chore|refactor\w*|clean-? ?ups?|deprecat\w+|bump|upgrad\w+|migrat\w+|rename|automate"
    r"|unit tests?|tests for|add tests|test coverage|ci (?:jobs?|config\w*|builds?)|jenkins"
    r"|pipelines?|build scripts?|webpack\w*|docker\w*|kubernetes|lint\w*|eslint|compilers?|sdks?"
    r"|librar(?:y|ies)|dependenc(?:y|ies)|methods?|class(?:es)?|functions?|(?:front|back)-?end|fe"
    r"|be)\b|\bupdate (?:to|from)\b[^.,;]{0,40}\d|\w\.\*|\w\(\)",
    re.IGNORECASE,
)
# Words of how something looks, whatever is asked of it.
_LOOKS = re.compile(
    r"\b(?:visual\w*|colou?rs?|fonts?|icons?|layouts?|spacing|padding|animations?|placeholders?"
    r"|(?:light|dark|active|primary) (?:blue|red|green|gr[ae]y|theme)|mock-?ups?|wireframes?)\b",
    re.IGNORECASE,
)
# Words of what a person sees and touches.
_SEEN = re.compile(
    r"\b(?:buttons?|pages?|screens?|dialogs?|dialogues?|modals?|popups?|menus?|icons?|labels?"
    r"|forms?|tabs?|panels?|tooltips?|banners?|toasts?|layouts?|colou?rs?|fonts?|widgets?|charts?"
    r"|sidebars?|headers?|footers?|drop ?downs?|check ?box(?:es)?|dashboards?|wizards?|views?"
    r"|displays?|ui|ux|gui|mobile|placeholders?|spinners?|thumbnails?|lists?|tables?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """Whom questions for some `answers` go to, of tickets of some `kinds`.

    `in_how`: the words asked about stand in a sentence that tells how it is to be built. `words`
    are looked for in the words asked about, or in the question where it is about none; `title` in
    the title of the ticket. None says nothing.
    """

    party: Party
    answers: Collection[AnswerType]
    kinds: Collection[Kind] | None = None
    in_how: bool = False
    words: re.Pattern[str] | None = None
    title: re.Pattern[str] | None = None


_DETAILS = frozenset(
    {_A.VALUE, _A.EDGE, _A.METHOD, _A.ENVIRONMENT, _A.WHICH, _A.MEANING, _A.CONFLICT}
)
_OF_WORK = _DETAILS | {_A.CHOICE, _A.SCOPE, _A.DONE}
_REPORTED = frozenset({_A.STEPS, _A.ENVIRONMENT, _A.EXPECTED})
TABLE = (
    # How it should look whoever reported it may not know.
    Row(Party.DESIGN, {_A.EXPECTED}, title=_LOOKS),
    Row(Party.CUSTOMER, _REPORTED, kinds={Kind.BUG}),
    Row(Party.CUSTOMER, {_A.STEPS}),
    Row(Party.ENGINEERING, {_A.METHOD, _A.ENVIRONMENT}),
    Row(Party.DESIGN, _DETAILS, words=_LOOKS),
    Row(Party.ENGINEERING, _DETAILS, in_how=True),
    Row(Party.ENGINEERING, _DETAILS, words=_BUILT),
    Row(Party.ENGINEERING, _DETAILS | {_A.CHOICE}, words=_CODE),
    # Who reports a fault asks what is the matter with it.
    Row(Party.ENGINEERING, {_A.CHOICE}, kinds={Kind.BUG}),
    Row(Party.ENGINEERING, _OF_WORK, kinds={Kind.TASK}, title=_CHORE),
    Row(Party.DESIGN, {_A.BEHAVIOUR, _A.EDGE, _A.VALUE}, words=_SEEN),
    Row(Party.PRODUCT, frozenset(AnswerType)),
)


def party_of(question: Question, result: TicketResult) -> Party:
    """Return whom a question about a ticket goes to."""
    return next(row.party for row in TABLE if _fits(row, question, result))


def _fits(row: Row, question: Question, result: TicketResult) -> bool:
    return (
        question.type in row.answers
        and (row.kinds is None or result.kind in row.kinds)
        and (not row.in_how or _is_in_how(question, result))
        and (row.words is None or row.words.search(question.about or question.text) is not None)
        and (row.title is None or row.title.search(result.title) is not None)
    )


def _is_in_how(question: Question, result: TicketResult) -> bool:
    """Tell whether the words asked about stand in a sentence that tells how it is to be built."""
    if result.tells is None or question.end <= question.start:
        return False
    return any(
        words.field == question.field
        and words.start <= question.start
        and question.end <= words.end
        for words in result.tells.how.sentences
    )
