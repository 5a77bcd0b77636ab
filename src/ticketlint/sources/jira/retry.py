"""Ask again where that can help: our own waits, with one budget for a whole run."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar

from ticketlint.config.jiratable import PREFIX
from ticketlint.sources.jira.errors import JiraError, UnsureError
from ticketlint.sources.jira.settings import Watch

_LONGEST = 60.0

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a request failed, and what may be done about it.

    `passing`: it may go away by itself. `acted`: Jira may have carried the request out.
    `unreached`: no Jira answered at all, or not in time. `after`: seconds that Jira asks to wait.
    """

    where: str
    what: str
    todo: str = ""
    kind: type[JiraError] = JiraError
    passing: bool = False
    acted: bool = True
    unreached: bool = False
    after: float | None = None

    def error(self) -> JiraError:
        """Return the error to raise."""
        return self.kind(self.where, self.what, self.todo)


class FailedError(Exception):
    """A request failed; carries the trouble to the loop that decides."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.what)
        self.trouble = trouble


class Retries:
    """Repeats requests; `left` seconds of waiting remain for the run."""

    def __init__(
        self,
        budget: float,
        watch: Watch,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Begin with the whole budget; a small budget begins with shorter waits."""
        self.left = budget
        self._first = min(1.0, budget / 32)
        self._watch = watch
        self._sleep = sleep
        self._chance = chance
        self._reached = False

    def elsewhere(self) -> "Retries":
        """Return what is left of the budget, for another address that has not answered yet."""
        return Retries(self.left, self._watch, self._sleep, self._chance)

    def run(self, ask: Callable[[], Answer], repeatable: bool) -> Answer:
        """Return the answer; a request that is not `repeatable` is never sent twice.

        Raises: JiraError of the last trouble; UnsureError where a write may have been carried out.
        """
        attempt = 0
        while True:
            began = time.monotonic()
            try:
                answer = ask()
            except FailedError as failed:
                trouble = failed.trouble
            else:
                self._reached = True
                return answer
            # A request that timed out was waiting, too.
            self.left -= time.monotonic() - began
            wait = self._wait(trouble, attempt, repeatable)
            self._watch(f"waiting {wait:,.0f} s: {trouble.what}")
            self._sleep(wait)
            self.left -= wait
            attempt += 1

    def _wait(self, trouble: Trouble, attempt: int, repeatable: bool) -> float:
        """Return the seconds to wait.

        Raises: JiraError where waiting is of no use, or longer than the budget.
        """
        if trouble.passing and trouble.acted and not repeatable:
            todo = "run the command again: it looks before it writes"
            raise UnsureError(trouble.where, f"{trouble.what} after a write was sent", todo)
        # An address that never answered is mistyped or out of reach; waiting only hides that.
        if not trouble.passing or (trouble.unreached and not self._reached):
            raise trouble.error()
        wait = min(_LONGEST, self._first * 2.0**attempt) * (0.5 + self._chance() / 2)
        if trouble.after is not None:
            wait = max(trouble.after * (1 + self._chance() / 10), wait)
        if wait <= self.left:
            return wait
        raise self._too_long(trouble).error()

    def _too_long(self, trouble: Trouble) -> Trouble:
        what = f"{trouble.what}, again and again"
        if trouble.after is not None:
            what = f"{trouble.what}; it asks to wait {trouble.after:,.0f} s"
        what += f", {max(self.left, 0):,.0f} s of waiting are left"
        todo = f"try later, or raise {PREFIX}MAX_WAIT"
        return Trouble(trouble.where, what, todo, trouble.kind)


def retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a `Retry-After` header names, as a number or as a date.

    `now` is the server's time in seconds since 1970. None = there is no header that says so.
    """
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None
