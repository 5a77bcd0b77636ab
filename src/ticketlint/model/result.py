"""What is reported of one ticket."""

from dataclasses import dataclass

from ticketlint.model.failure import Failure
from ticketlint.model.finding import Exemption, Finding, Location, Question, Suppression
from ticketlint.model.score import Maturity, Score, Standing, Tells, Words
from ticketlint.model.terms import Kind
from ticketlint.model.text import TextBlock

# So many points below its former score a ticket is clearly worse: most of a grade, which spans 15.
CLEARLY_WORSE = 10.0
_LEVELS = tuple(Maturity)


@dataclass(frozen=True, slots=True)
class TermUse:
    """The first place where a ticket uses a term that it does not explain."""

    term: str
    location: Location


@dataclass(frozen=True, slots=True)
class Spelling:
    """The first place where a ticket writes a name in one form; all forms share the key."""

    key: str
    form: str
    location: Location


@dataclass(frozen=True, slots=True)
class BacklogFacts:
    """What the rules on a whole backlog need of one ticket.

    `signature` is what `signatures.signature_of` makes of its words; `terms` are the acronyms
    that it uses and neither it nor the field explains, `names` the same for names that few
    people know, `explained` the acronyms and names that it explains.
    """

    parent: str = ""
    signature: bytes = b""
    terms: tuple[TermUse, ...] = ()
    names: tuple[TermUse, ...] = ()
    explained: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """Which ticket a judgement is about, and where it stands.

    `identity` stays the same from run to run: the key, or for a ticket whose key was made up
    a digest of its content, whatever its file is called and whatever stands above it.
    `parent` is the key of its epic or parent, `created`, `updated` and `due` stand as the source
    has them; a fact that the source does not say is empty. `reporter` and `assignee` are empty
    unless people were asked for.
    """

    key: str
    title: str = ""
    source: str = ""
    line: int | None = None
    url: str = ""
    project: str = ""
    type: str = ""
    status: str = ""
    identity: str = ""
    parent: str = ""
    priority: str = ""
    sprint: str = ""
    created: str = ""
    updated: str = ""
    due: str = ""
    labels: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    reporter: str = ""
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found out about a ticket; holds nothing of its address.

    `left_out` counts the findings that are less severe than asked for.
    `standing` is None where there is no score.
    `template_lines` counts the lines that repeat a template. `templates` is a digest of which
    lines of templates they are, "" for none: what else a run has learnt has no part in it.
    `tells` is None where the ticket was not judged. `text` is empty unless it was asked for.
    `exemptions` are what lines of its own text ask to be left out, `asks` the questions of
    its author that nobody has answered in it, as far as `open-question` heeds them and at most
    `max_questions`; their text is as a reader sees it.
    """

    kind: Kind
    kind_reason: str
    score: Score
    standing: Standing | None = None
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    failures: tuple[Failure, ...] = ()
    template_lines: int = 0
    left_out: int = 0
    templates: str = ""
    facts: BacklogFacts = BacklogFacts()
    tells: Tells | None = None
    text: tuple[TextBlock, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    asks: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a baseline, an earlier report or a day tells of a ticket.

    `is_fresh` tells that it was not there or has changed since, so that all of it is new.
    `score` and `level` are those that it had, None where it had none or nobody wrote it down.
    """

    is_fresh: bool
    score: float | None = None
    level: Maturity | None = None


@dataclass(frozen=True, slots=True)
class TicketResult:
    """What is reported of one ticket; the value that comes back over a process border.

    The filters set the rest: `suppression` where all of it is left out, `earlier` where the run
    is compared with something, `misses` where the gate fails on the ticket as a whole, in words:
    "scores 78.7, below 80 (it was 90.3)".
    """

    address: Address
    judgement: Judgement
    suppression: Suppression | None = None
    earlier: Earlier | None = None
    misses: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the key that a reader knows the ticket by."""
        return self.address.key

    @property
    def title(self) -> str:
        """Return the title."""
        return self.address.title

    @property
    def has_news(self) -> bool:
        """Tell whether a reader who knows the baseline has to look at it.

        That is so where it is new as a whole, something was found that still stands in it, it
        fails, or it is clearly worse than it was; without a comparison always.
        """
        is_new = self.earlier is None or self.earlier.is_fresh
        return is_new or bool(self.findings or self.failures or self.misses or self.is_worse)

    @property
    def fallen(self) -> float:
        """Return by how many points it scores lower than it did, in tenths; 0 where unknown."""
        before = self.earlier.score if self.earlier else None
        if before is None or self.score.value is None:
            return 0.0
        return max(round(before - self.score.value, 1), 0.0)

    @property
    def has_lost_level(self) -> bool:
        """Tell whether its level is lower than it was."""
        before = self.earlier.level if self.earlier else None
        if before is None or self.level is None:
            return False
        return _LEVELS.index(self.level) < _LEVELS.index(before)

    @property
    def is_worse(self) -> bool:
        """Tell whether it is clearly worse than it was; one that is left out as a whole is not."""
        is_judged = self.suppression is None
        return is_judged and (self.has_lost_level or self.fallen > CLEARLY_WORSE)

    @property
    def decline(self) -> str:
        """Return from what to what it fell, as `95 → 66, ready → draft`; "" where it did not."""
        before = self.earlier
        told = []
        if before and before.score is not None and self.score.value is not None and self.fallen:
            told.append(f"{before.score:g} → {self.score.value:g}")
        if before and before.level and self.level and self.has_lost_level:
            told.append(f"{before.level.value} → {self.level.value}")
        return ", ".join(told)

    @property
    def kind(self) -> Kind:
        """Return what the ticket is."""
        return self.judgement.kind

    @property
    def score(self) -> Score:
        """Return how clear it is: `value` 0 to 100 or None, `grade`, and what is `lost`."""
        return self.judgement.score

    @property
    def standing(self) -> Standing | None:
        """Return its level and what the next one `needs`, None where there is no score."""
        return self.judgement.standing

    @property
    def level(self) -> Maturity | None:
        """Return how far it is, `draft`, `refined` or `ready`; None where there is no score."""
        return self.standing.level if self.standing else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was found, the worst first."""
        return self.judgement.findings

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return what the author is asked, the best first."""
        return self.judgement.questions

    @property
    def tells(self) -> Tells | None:
        """Return what it tells, None where it was not judged."""
        return self.judgement.tells

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Return what could not be judged."""
        return self.judgement.failures
