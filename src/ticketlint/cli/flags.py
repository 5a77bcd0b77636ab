"""The arguments and options of `ticketlint check`."""

from typing import Annotated

import typer

Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[:PATH]",
        envvar="TICKETLINT_OUTPUT",
        help="text, concise, json, sarif and others (docs/outputs.md); repeatable [default: text].",
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        help="Exit 1 from this severity on: error, warning, note or never [default: error].  "
        "[env var: TICKETLINT_FAIL_ON]",
    ),
]
LevelShown = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar="SEVERITY",
        help="Show and count findings from this severity on: error, warning or note "
        "[default: warning; note in the profile pedantic].  "
        "[env var: TICKETLINT_LEVEL]",
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="recommended, or pedantic for every rule, however often it is wrong.  "
        "[env var: TICKETLINT_PROFILE]",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Run these rules only: names, missing-*, categories, tags, ALL.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="RULES", help="Leave these rules out too, named as for --select."
    ),
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
ExtendSelect = Annotated[
    list[str] | None,
    typer.Option(
        "--extend-select", metavar="RULES", help="Run these rules too, named as for --select."
    ),
]
Preview = Annotated[bool, typer.Option("--preview", help="Let rules run that are in preview.")]
StrictConfig = Annotated[
    bool,
    typer.Option(
        "--strict-config", help="Exit 2 where something in the configuration does nothing."
    ),
]
