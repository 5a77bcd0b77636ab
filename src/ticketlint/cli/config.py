"""`ticketlint config show|explain|check|schema`: see, understand and check the configuration."""

from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated, ReadingFlags, TrustConfig
from ticketlint.cli.flags.sets import spread
from ticketlint.cli.flags.settings import SettingFlags
from ticketlint.cli.options import check_config, expand, settings_of, source_options
from ticketlint.cli.streams import say

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.config.yamlfile import Loc
    from ticketlint.model import Kind, Ticket
    from ticketlint.sources import SourceOptions

config_app = typer.Typer(
    help="Show, explain or check the configuration.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Named = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INPUT]...", help="With --ticket: files that hold the ticket."),
]


@config_app.command("show")
@spread
def show(
    inputs: Named = None,
    origin: Annotated[
        bool, typer.Option("--origin", help="Tell behind each value where it stands.")
    ] = False,
    ticket: Annotated[
        str | None,
        typer.Option("--ticket", metavar="KEY", help="Show what applies to one ticket, and why."),
    ] = None,
    *,
    reading: ReadingFlags,
    flags: SettingFlags,
) -> None:
    """Print the configuration that is in effect, as YAML that -c reads.

    Flags that `check` takes for settings are taken too: it shows what such a run goes by.
    """
    from ticketlint.config.telling import override_origin, tell

    settings = settings_of(reading, flags)
    shown = settings
    numbers: tuple[int, ...] = ()
    limits: tuple[int, ...] = ()
    if ticket is not None:
        options = source_options(
            settings, reading.input_format, reading.stdin_key, include_closed=True
        )
        found, kind = _find(ticket, inputs or [], options, settings)
        numbers = settings.matching(found, kind)
        limits = settings.gate.holding(found, kind)
        _tell_ticket(found, kind, settings)
        gate = settings.gate.settled_for(found, kind)
        shown = settings.for_overrides(numbers).model_copy(update={"gate": gate})
    for line in tell(shown, override_origin(settings, numbers, limits) if origin else None):
        _print(line)


@config_app.command("explain")
def explain_setting(
    key: Annotated[
        str, typer.Argument(metavar="KEY", help="A setting, such as fail_on or overrides.match.")
    ],
) -> None:
    """Tell what a setting does and takes, with an example."""
    from ticketlint.config.explaining import explain

    for line in explain(key):
        say(line)


@config_app.command("check")
def check_settings(
    config: ConfigFile = None, isolated: Isolated = False, trust_config: TrustConfig = False
) -> None:
    """Tell all faults of the configuration, and what it reads.

    Exit 2 where there is a fault.
    """
    from ticketlint.run.configcheck import about_score, faults_of, what_is_read

    settings, told = check_config(config, isolated, trust=trust_config)
    told += faults_of(settings)
    for fault in told:
        for line in fault.split("\n"):
            _print(line, err=True)
    for line in what_is_read(settings):
        _print(line)
    for line in () if told else about_score(settings):
        _print(line)
    _print("it cannot be used" if told else "no faults")
    raise typer.Exit(2 if told else 0)


@config_app.command("schema")
def schema() -> None:
    """Print the JSON schema of the configuration, for editors."""
    from ticketlint.config.explaining import schema_text

    say(schema_text().rstrip("\n"))


def _find(
    key: str, inputs: list[str], options: "SourceOptions", settings: "Config"
) -> "tuple[Ticket, Kind]":
    """Return the ticket of that key and what it is taken for.

    Raises: ConfigError where no input holds it.
    """
    from ticketlint.errors import ConfigError
    from ticketlint.run.inspection import taken_for
    from ticketlint.run.reading import Reading
    from ticketlint.run.selection import resolve
    from ticketlint.run.session import Session

    names, unmatched = expand(inputs)
    reading = Reading(names, options, unmatched)
    wanted = key.casefold()
    found = next((one for one in reading if one.key.casefold() == wanted), None)
    if found is None:
        told = "; ".join(map(str, reading.failures)) or "no input holds this ticket"
        raise ConfigError(f"--ticket {key}", told, "name the file that it is in")
    with Session(resolve(settings)) as session:
        return taken_for(found, session)


def _tell_ticket(ticket: "Ticket", kind: "Kind", settings: "Config") -> None:
    """Print what a ticket is taken for, and which overrides are for it."""
    where = f"{ticket.source}:{ticket.line}" if ticket.line else ticket.source
    _print(f"# {ticket.key}: {kind.value}, {where}")
    held = settings.matching(ticket, kind)
    for number in range(len(settings.overrides)):
        _tell_override("override", ("overrides", number), settings, holds=number in held)
    held = settings.gate.holding(ticket, kind)
    for number in range(len(settings.gate.overrides)):
        loc = ("gate", "overrides", number)
        _tell_override("override of the gate", loc, settings, holds=number in held)


def _tell_override(name: str, loc: "Loc", settings: "Config", *, holds: bool) -> None:
    told = "holds" if holds else "does not hold"
    _print(f"# {name} {int(str(loc[-1])) + 1} {told}: {settings.layers.origin_of(loc)}")


def _print(line: str, err: bool = False) -> None:
    """Print a line that may hold anything that stands in a file."""
    from ticketlint.harmless.credentials import conceal
    from ticketlint.harmless.terminal import printable

    say(printable(conceal(line)), err=err)
