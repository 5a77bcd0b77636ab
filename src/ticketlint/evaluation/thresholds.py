"""Hold figures against the least that a team asks for: `--fail-under`."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from ticketlint.config.yamlfile import YamlProblems, did_you_mean, parse_model
from ticketlint.errors import ConfigError

OPTION = "--fail-under"

# The figure that is meant where only a name is given.
_DEFAULT_FIGURES = ("f1", "accuracy", "spearman")

Least = Annotated[float, Field(ge=-1, le=1)]


class Thresholds(RootModel[dict[str, Least | dict[str, Least]]]):
    """The least value by name, or by name and figure: `missing-why: {precision: 0.8}`."""

    def flat(self) -> Iterator[tuple[str, float]]:
        """Yield `name` or `name.figure` and the least value."""
        for name, value in self.root.items():
            if isinstance(value, dict):
                yield from ((f"{name}.{figure}", least) for figure, least in value.items())
            else:
                yield name, value


def read_thresholds(values: Iterable[str]) -> dict[str, float]:
    """Return the least value by name, from `name=value` or from YAML files.

    Raises: ConfigError for a value that is neither.
    """
    found: dict[str, float] = {}
    for value in values:
        name, equals, least = value.rpartition("=")
        if equals and not Path(value).exists():
            found[name] = _number(value, least)
        else:
            found.update(_read_file(Path(value)).flat())
    return found


def fallen_short(figures: Mapping[str, float | None], least: Mapping[str, float]) -> list[str]:
    """Return one line for each figure below its threshold; one without a value is below.

    Raises: ConfigError for a name that is no figure.
    """
    lines: list[str] = []
    for name, wanted in least.items():
        full = _full_name(name, figures)
        value = figures[full]
        if value is None:
            lines.append(f"{full} is not measured, wanted at least {wanted:g}")
        elif value < wanted:
            lines.append(f"{full} is {value:.3f}, wanted at least {wanted:g}")
    return lines


def _number(value: str, least: str) -> float:
    try:
        number = float(least)
    except ValueError:
        number = float("nan")
    if not -1 <= number <= 1:
        raise ConfigError(OPTION, f"`{value}`", "name=value with a value up to 1")
    return number


def _read_file(path: Path) -> Thresholds:
    try:
        return parse_model(Thresholds, path.read_text("utf-8"), str(path))
    except YamlProblems as error:
        raise ConfigError(OPTION, f"`{path}` cannot be used\n{error}") from None
    except (OSError, UnicodeDecodeError) as error:
        todo = "a YAML file, or name=value"
        raise ConfigError(OPTION, f"`{path}` cannot be read: {error}", todo) from None


def _full_name(name: str, figures: Mapping[str, float | None]) -> str:
    for full in (name, *(f"{name}.{figure}" for figure in _DEFAULT_FIGURES)):
        if full in figures:
            return full
    names = [part for full in figures for part in (full, full.rpartition(".")[0])]
    hint = did_you_mean(name, list(dict.fromkeys(names)))
    raise ConfigError(OPTION, f"no figure `{name}`{hint}", "`-o json` lists what is measured")
