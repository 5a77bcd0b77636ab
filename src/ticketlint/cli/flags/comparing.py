"""What a run is compared with."""

from dataclasses import dataclass
from typing import Annotated

import typer

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
ShowKnown = Annotated[
    bool,
    typer.Option("--show-known", help="List what the baseline knows, too; it fails nothing."),
]


@dataclass(frozen=True, slots=True)
class ComparingFlags:
    """What is known of tickets already, and whether it is shown."""

    no_baseline: NoBaseline = False
    since: Since = None
    show_suppressed: ShowSuppressed = False
    show_known: ShowKnown = False
