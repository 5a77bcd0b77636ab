"""The arguments and options of `ticketlint check`."""

from pathlib import Path
from typing import Annotated

import typer

Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[:PATH]",
        envvar="TICKETLINT_OUTPUT",
        help="text, concise, json or questions; repeatable [default: text].",
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        envvar="TICKETLINT_FAIL_ON",
        help="Exit 1 from this severity on: error, warning, note or never [default: error].",
    ),
]
LevelShown = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar="SEVERITY",
        envvar="TICKETLINT_LEVEL",
        help="Show and count findings from this severity on: error, warning or note "
        "[default: warning; note in the profile pedantic].",
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        envvar="TICKETLINT_PROFILE",
        help="recommended, or pedantic for every rule, however often it is wrong.",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="RULE", help="Run these rules only; repeatable."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="RULE", help="Leave these rules out; repeatable."),
]
Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT", help="Files, folders, patterns, keys in Jira, or - for standard input."
    ),
]
Jql = Annotated[
    str | None, typer.Option("--jql", metavar="JQL", help="Check what this search in Jira finds.")
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, metavar="N", help="Check at most so many tickets."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, max=64, metavar="N", help="Processes to use.")
]


Questions = Annotated[
    bool,
    typer.Option("--questions", help="Print the questions to paste into comments, not the text."),
]
MaxQuestions = Annotated[
    int | None,
    typer.Option("--max-questions", min=1, metavar="N", help="Questions a ticket [default: 3]."),
]
OpenOnly = Annotated[bool, typer.Option("--open-only", help="Leave closed tickets out.")]
MinScore = Annotated[
    float | None,
    typer.Option(
        "--min-score",
        min=0,
        max=100,
        metavar="N",
        envvar="TICKETLINT_MIN_SCORE",
        help="Exit 1 where a ticket scores below N, 0 to 100.",
    ),
]
MinLevel = Annotated[
    str | None,
    typer.Option(
        "--min-level",
        metavar="LEVEL",
        envvar="TICKETLINT_MIN_LEVEL",
        help="Exit 1 where a ticket is below draft, refined or ready.",
    ),
]
MaxWarnings = Annotated[
    int | None,
    typer.Option(
        "--max-warnings",
        min=0,
        metavar="N",
        envvar="TICKETLINT_MAX_WARNINGS",
        help="Exit 1 where there are more warnings than N.",
    ),
]
NewOnly = Annotated[
    bool | None,
    typer.Option(
        "--new-only/--all-findings",
        help="Let the gate judge what is new alone, or all of it [default: what is new, where "
        "there is a baseline or --since].",
    ),
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit 0 though the gate has failed; 2 stays 2.")
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="PATH",
        envvar="TICKETLINT_BASELINE",
        help="What is known [default: ticketlint-baseline.json beside the configuration].",
    ),
]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help="Read no baseline.")]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="14d|DATE|REPORT.json",
        envvar="TICKETLINT_SINCE",
        help="Tickets created or changed since must be clean, others must not get worse.",
    ),
]
ShowSuppressed = Annotated[
    bool, typer.Option("--show-suppressed", help="List what is suppressed, and why.")
]
