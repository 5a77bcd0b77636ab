"""`ticketlint backtest`: whether what is judged goes with what happened to the tickets."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Files, InputFormat, Isolated, StdinKey
from ticketlint.cli.flags.running import Jobs
from ticketlint.cli.flags.tickets import Limit
from ticketlint.cli.options import expand, load_config, source_options
from ticketlint.cli.streams import say
from ticketlint.run.jobs import AUTO

if TYPE_CHECKING:
    from ticketlint.backtest.pairing import Paired

Format = Annotated[
    str, typer.Option("--output", "-o", metavar="FORMAT", help="text, markdown or json.")
]
_WHAT = "no ticket here tells what happened to it: no comments, no history, no status"
_TODO = (
    "export JSON with them, such as `ticketlint pull --comments --changelog` or "
    "`gh issue list --json number,title,body,author,comments,state,labels,closedAt`"
)


def backtest(
    inputs: Files,
    output: Format = "text",
    limit: Limit = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    input_format: InputFormat = None,
    stdin_key: StdinKey = "STDIN-1",
    jobs: Jobs = AUTO,
) -> None:
    """Tell whether scores go with what happened to tickets later.

    It reads issues with comments and history (JSON of Jira, GitHub or GitLab) and judges each as
    it was created. docs/review.md says how "somebody had to ask" is told.
    """
    from ticketlint.backtest.measuring import measure
    from ticketlint.backtest.outcomes import Outcome
    from ticketlint.backtest.pairing import pair
    from ticketlint.backtest.report import FORMATS, write
    from ticketlint.errors import ConfigError, SourceError

    if output not in FORMATS:
        raise ConfigError("--output", f"`{output}`", f"one of {', '.join(FORMATS)}")
    settings = load_config(config, isolated)
    options = source_options(settings, input_format, stdin_key, include_closed=True)
    names, unmatched = expand(inputs)
    paired = pair(names, settings, options, jobs=jobs, limit=limit, unmatched=unmatched)
    _tell_trouble(paired)
    if paired.cases:
        write(paired, [measure(paired.cases, outcome) for outcome in Outcome], output, sys.stdout)
    elif not paired.failures:
        raise SourceError("backtest", _WHAT, _TODO)
    raise typer.Exit(2 if paired.failures else 0)


def _tell_trouble(paired: "Paired") -> None:
    from ticketlint.harmless.terminal import printable
    from ticketlint.model import Failure

    for failure in paired.failures:
        say(printable(str(failure)), err=True)
    for notice in paired.notices:
        say(printable(str(Failure(notice.message, notice.source, notice.line))), err=True)
