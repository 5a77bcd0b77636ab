"""What a command reads, and what it writes."""

from pathlib import Path
from typing import Annotated

import typer

from ticketlint.cli.completion import formats

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT", help="Files, folders, patterns, keys in Jira, or - for standard input."
    ),
]
Jql = Annotated[
    str | None, typer.Option("--jql", metavar="JQL", help="Check what this search in Jira finds.")
]
Changed = Annotated[
    str | None,
    typer.Option(
        "--changed",
        metavar="[REV]",
        help="Check only tickets whose text differs from that revision of git [default: the "
        "one that pre-commit or CI names, else HEAD].",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, metavar="N", help="Check at most so many tickets."),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[:PATH]",
        autocompletion=formats,
        envvar="TICKETLINT_OUTPUT",
        help="text, json, sarif, auto and others (docs/outputs.md); repeatable [default: text].",
    ),
]
Questions = Annotated[
    bool,
    typer.Option("--questions", help="Print the questions to paste into comments, not the text."),
]
History = Annotated[
    Path | None,
    typer.Option(
        "--history",
        metavar="PATH",
        help="Add this run to a file of runs, and show the trend.",
        envvar="TICKETLINT_HISTORY",
    ),
]
WatchFiles = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Check local files again whenever they, settings or rules change, until Ctrl-C; "
        "standard output is told what is in those that have.",
    ),
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit 0 though the gate has failed; 2 stays 2.")
]
PartsPlace = Annotated[
    str | None,
    typer.Option(
        "--parts",
        metavar="FORMAT:FOLDER",
        help="Write the results in parts too, jsonl or parquet, to an empty folder or a bucket "
        "(docs/scale.md).",
    ),
]
