"""`ticketlint review`: the page that a product manager opens before refinement."""

from ticketlint.cli.check import check
from ticketlint.cli.flags.comparing import ComparingFlags
from ticketlint.cli.flags.reading import ReadingFlags
from ticketlint.cli.flags.running import Jobs, NoCache, RunningFlags
from ticketlint.cli.flags.settings import OpenOnly, SettingFlags, ShowPeople
from ticketlint.cli.flags.showing import Minutes, ShowingFlags
from ticketlint.cli.flags.tickets import History, Inputs, Jql, Limit, Outputs
from ticketlint.run.jobs import AUTO

PAGE = "html:review.html"


def review(
    inputs: Inputs = None,
    jql: Jql = None,
    limit: Limit = None,
    output: Outputs = None,
    open_only: OpenOnly = False,
    history: History = None,
    jobs: Jobs = AUTO,
    minutes: Minutes = None,
    show_people: ShowPeople = False,
    no_cache: NoCache = False,
    *,
    reading: ReadingFlags,
) -> None:
    """Write a page for a refinement: what to decide, whom to ask.

    It is no gate: what it finds does not make it fail. Without -o it writes review.html.
    """
    check(
        inputs,
        jql=jql,
        limit=limit,
        output=output or [PAGE],
        history=history,
        exit_zero=True,
        flags=SettingFlags(fail_on="never", open_only=open_only, show_people=show_people),
        reading=reading,
        showing=ShowingFlags(minutes=minutes),
        comparing=ComparingFlags(),
        running=RunningFlags(jobs=jobs, no_cache=no_cache),
    )
