"""A ticket that is being written: judged as it stands, and shown as the review shows it."""

from threading import Lock
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ticketlint.cleaning.outline import read_fields
from ticketlint.cleaning.sections import Section
from ticketlint.config.settings import Config
from ticketlint.model import Markup, Ticket, TicketField, TicketResult
from ticketlint.reporters.review.card import Card
from ticketlint.reporters.review.environment import page_environment, page_file, policy_of
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session
from ticketlint.servers.skeleton import Language, skeleton

# Characters of a description; Jira allows 32,767, GitHub 65,536.
MOST_CHARS = 70_000
MOST_TITLE = 1_000
_MARKUPS = {"markdown": Markup.MARKDOWN, "jira": Markup.JIRA}


class Pasted(BaseModel):
    """A ticket as it stands in the form."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field("", max_length=MOST_TITLE)
    text: str = Field("", max_length=MOST_CHARS)
    type: Literal["", "Story", "Bug", "Task", "Epic", "Spike"] = ""
    markup: Language = "markdown"


class Answer(BaseModel):
    """What the page shows of it: HTML of ours, the score, and parts to fill in."""

    html: str
    score: float | None
    level: str
    skeleton: str


class Desk:
    """Judges one ticket after the other; nothing of a ticket is kept."""

    def __init__(self, config: Config) -> None:
        """Load the rules and the pipeline.

        Raises: ConfigError and RuleError for what cannot be used.
        """
        settings = config.model_copy(update={"ticket_text": True})
        self._session = Session(resolve(settings))
        self._own = settings.sections
        self._one_at_a_time = Lock()
        self.judge(Pasted(title="Show it", text="It is shown."))

    def judge(self, pasted: Pasted) -> Answer:
        """Return what there is to say of a ticket."""
        ticket = _ticket(pasted)
        # Threads share the parser of Markdown.
        with self._one_at_a_time:
            [result] = self._session.check([ticket])
            sections = self._sections(ticket)
        card = Card(0, result, MOST_CHARS)
        template = page_environment().get_template("answer.html.j2")
        return Answer(
            html=template.render(card=card, checklist=_checklist(result)),
            score=result.score.value,
            level=card.level,
            skeleton=skeleton(result.score, pasted.markup, sections),
        )

    def _sections(self, ticket: Ticket) -> list[Section]:
        _, sections, _ = read_fields(ticket, self._own)
        return sections


def desk_page(*, has_review: bool) -> tuple[str, str]:
    """Return the page, and the content security policy that it needs.

    `has_review`: it leads to the review of a backlog.
    """
    style = page_file("review.css") + page_file("desk.css")
    script = page_file("desk.js")
    from markupsafe import Markup as Safe

    template = page_environment().get_template("desk.html.j2")
    html = template.render(
        style=Safe(style),  # noqa: S704 - ours, not a ticket's
        script=Safe(script),  # noqa: S704
        most=MOST_CHARS,
        has_review=has_review,
    )
    return html, f"{policy_of(style, script)}; connect-src 'self'"


def first_fault(error: ValidationError) -> str:
    """Return the first fault in one line; nothing of what was sent stands in it."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _ticket(pasted: Pasted) -> Ticket:
    field = TicketField("description", pasted.text, _MARKUPS[pasted.markup])
    return Ticket(key="DRAFT-1", title=pasted.title, fields=(field,), type=pasted.type)


def _checklist(result: TicketResult) -> list[str]:
    """Return what to do, each thing once: the advice of the findings, the dearest first."""
    told = (one.suggestion for one in result.findings if one.suggestion)
    return list(dict.fromkeys(told))
