"""`ticketlint evaluate`: measure the rules on tickets that people have labelled."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeAlias

import typer

from ticketlint.cli.flags.reading import ConfigFile, Isolated
from ticketlint.cli.options import expand, load_config
from ticketlint.cli.outputs import check_distinct
from ticketlint.cli.streams import say
from ticketlint.cli.writing import write_file

if TYPE_CHECKING:
    from ticketlint.evaluation.evaluating import Evaluation
    from ticketlint.evaluation.judging import Disagreement
    from ticketlint.model import Failure, Notice

    Writer: TypeAlias = Callable[[Evaluation, Sequence[Disagreement], TextIO], None]

Files = Annotated[
    list[Path],
    typer.Argument(metavar="LABELLED", help="Files of labelled tickets (JSONL), taken together."),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[:PATH]",
        help="text or json (figures only); repeatable [default: text].",
    ),
]
FailUnder = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under",
        metavar="FILE|NAME=VALUE",
        help="Exit 1 where a figure is lower: missing-why=0.8 (F1), missing-why.recall=0.8, or "
        "a YAML file of such names; repeatable.",
    ),
]
Disagreements = Annotated[
    list[str] | None,
    typer.Option(
        "--disagreements",
        metavar="RULE",
        help="List where labels and tool differ, with the text: a rule, a group of rules, "
        "roles, kind, kind-without-type, or all; repeatable.",
    ),
]


def evaluate(
    labelled: Files,
    output: Outputs = None,
    fail_under: FailUnder = None,
    disagreements: Disagreements = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Measure rules, roles, kinds and the score on labelled tickets.

    reported: found, and the label says so; missing: not found; noisy: found, and the label
    says no; validated: rightly not found. docs/labelling.md tells the format.
    """
    from ticketlint.evaluation.evaluating import evaluate as measure
    from ticketlint.evaluation.report import choose, figures
    from ticketlint.evaluation.thresholds import fallen_short, read_thresholds

    outputs = _parse_outputs(output or ["text"])
    least = read_thresholds(fail_under or ())
    evaluation = measure(_files(labelled), load_config(config, isolated))
    short = fallen_short(figures(evaluation), least)
    chosen = choose(evaluation, disagreements or ())
    for write, path in outputs:
        if path is None:
            write(evaluation, chosen, sys.stdout)
        else:
            write_file(path, partial(write, evaluation, chosen))
    _tell_trouble(evaluation, short)
    raise typer.Exit(2 if evaluation.failures else 1 if short else 0)


def _files(named: Sequence[Path]) -> list[Path]:
    """Return the files with patterns replaced by what they match.

    Raises: SourceError for one that matches nothing, since fewer labels measure another thing.
    """
    from ticketlint.errors import SourceError

    names, unmatched = expand([str(path) for path in named])
    for failure in unmatched:
        raise SourceError(failure.source, failure.message)
    return [Path(name) for name in names]


def _parse_outputs(values: Sequence[str]) -> "list[tuple[Writer, Path | None]]":
    """Return what writes each output, and its path.

    Raises: ConfigError for an unknown format, an empty path, or two outputs to one place.
    """
    outputs = [_parse_output(value) for value in values]
    check_distinct((value, path) for value, (_, path) in zip(values, outputs, strict=True))
    return outputs


def _parse_output(value: str) -> "tuple[Writer, Path | None]":
    """Return what writes the output that `FORMAT[:PATH]` names, and the path.

    Raises: ConfigError for an unknown format or an empty path.
    """
    from ticketlint.errors import ConfigError
    from ticketlint.evaluation.report import write_json, write_text

    writers: dict[str, Writer] = {"text": write_text, "json": write_json}
    name, colon, path = value.partition(":")
    if name not in writers:
        raise ConfigError("--output", f"no format `{name}`", "text or json")
    if colon and not path:
        raise ConfigError("--output", f"`{value}` names no file", "write FORMAT:PATH")
    return writers[name], Path(path) if path not in {"", "-"} else None


def _tell_trouble(evaluation: "Evaluation", short: list[str]) -> None:
    from ticketlint.harmless.terminal import printable

    trouble: list[Notice | Failure] = [*evaluation.notices, *evaluation.failures]
    for told in trouble:
        where = told.source if told.line is None else f"{told.source}:{told.line}"
        say(printable(f"{where}: {told.message}"), err=True)
    for line in short:
        say(printable(f"Fails: {line}"), err=True)
