"""Where the configuration of a command and its tickets come from."""

from dataclasses import dataclass
from typing import Annotated

import typer

Files = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Files, folders, patterns, or - for standard input."),
]
ConfigFile = Annotated[
    list[str] | None,
    typer.Option(
        "--config",
        "-c",
        metavar="PATH|KEY=VALUE",
        help="Configuration file, or one setting of it; repeatable [default: the nearest "
        "ticketlint.yaml or pyproject.toml].  [env var: TICKETLINT_CONFIG]",
    ),
]
Isolated = Annotated[
    bool,
    typer.Option("--isolated", help="Read no configuration file.", envvar="TICKETLINT_ISOLATED"),
]
TrustConfig = Annotated[
    bool,
    typer.Option(
        "--trust-config",
        help="Let a configuration that was found do what one named with --config may.  "
        "[env var: TICKETLINT_TRUST_CONFIG]",
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="What the input is [default: told by its content, then its suffix].",
    ),
]
StdinKey = Annotated[
    str, typer.Option("--stdin-key", metavar="KEY", help="Key of a ticket read from -.")
]


@dataclass(frozen=True, slots=True)
class ReadingFlags:
    """How configuration and inputs are found and read."""

    config: ConfigFile = None
    isolated: Isolated = False
    trust_config: TrustConfig = False
    input_format: InputFormat = None
    stdin_key: StdinKey = "STDIN-1"
