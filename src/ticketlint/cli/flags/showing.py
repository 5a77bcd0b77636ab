"""How a report is shown."""

from dataclasses import dataclass
from typing import Annotated

import typer

from ticketlint.cli.completion import words

Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="ORDER",
        autocompletion=words("score", "findings", "key", "new"),
        help="Order of the tickets in every output: score (lowest first), findings (most first), "
        "new (most new findings first) or key [default: as they are read].",
    ),
]
GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        metavar="WHAT",
        autocompletion=words("rule", "epic", "project", "kind"),
        help="Put tickets together in the text: rule, epic, project or kind, with totals.",
    ),
]
Statistics = Annotated[
    bool,
    typer.Option(
        "--statistics",
        help="In the text a table of the rules, or of what --group-by names, not the tickets.",
    ),
]
Quiet = Annotated[
    int,
    typer.Option(
        "--quiet",
        "-q",
        count=True,
        show_default=False,
        help="Text with findings, one line of figures, and why the gate failed; -qq only that.",
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Text with all that is known: what findings ask, every way to more points, "
        "the sentences that tell why, what and how.",
    ),
]
Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="WHEN",
        autocompletion=words("auto", "always", "never"),
        envvar="TICKETLINT_COLOR",
        help="Colours on standard output: auto, always or never [default: auto].",
    ),
]
Minutes = Annotated[
    int | None,
    typer.Option(
        "--minutes",
        min=1,
        max=1_440,
        metavar="N",
        help="How long the meeting is: html and agenda say after which ticket it is over "
        "[default: 60].",
    ),
]


@dataclass(frozen=True, slots=True)
class ShowingFlags:
    """In which order, in what groups and with how much detail a report is shown."""

    sort: Sort = None
    group_by: GroupBy = None
    statistics: Statistics = False
    quiet: Quiet = 0
    verbose: Verbose = False
    color: Color = None
    minutes: Minutes = None
