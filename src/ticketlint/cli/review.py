"""`ticketlint review`: the page that a product manager opens before refinement."""

from ticketlint.cli.check import check
from ticketlint.cli.flags import (
    History,
    Inputs,
    Jobs,
    Jql,
    Limit,
    Minutes,
    NoCache,
    OpenOnly,
    Outputs,
    ShowPeople,
)
from ticketlint.cli.options import ConfigFile, InputFormat, Isolated, StdinKey, TrustConfig
from ticketlint.run.jobs import AUTO

PAGE = "html:review.html"


def review(
    inputs: Inputs = None,
    jql: Jql = None,
    limit: Limit = None,
    output: Outputs = None,
    open_only: OpenOnly = False,
    history: History = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
    jobs: Jobs = AUTO,
    trust_config: TrustConfig = False,
    minutes: Minutes = None,
    show_people: ShowPeople = False,
    no_cache: NoCache = False,
) -> None:
    """Write a page to open before refinement: what to decide, what to ask, and of whom.

    It is no gate: what it finds does not make it fail. Without -o it writes review.html.
    """
    check(
        inputs,
        jql=jql,
        limit=limit,
        output=output or [PAGE],
        fail_on="never",
        exit_zero=True,
        open_only=open_only,
        history=history,
        config=config,
        isolated=isolated,
        input_format=input_format,
        stdin_key=stdin_key,
        jobs=jobs,
        trust_config=trust_config,
        minutes=minutes,
        show_people=show_people,
        no_cache=no_cache,
    )
