"""Settings that stand in no file: those of the environment, of `-c KEY=VALUE` and of flags."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ticketlint.config.layers import Layer, Layers
from ticketlint.config.settings import Config
from ticketlint.config.yamlfile import YamlProblems, faults_of, read_yaml
from ticketlint.errors import ConfigError

# What CI sets for all its jobs, and the setting that it is.
ENVIRONMENT: Mapping[str, str] = {
    "TICKETLINT_FAIL_ON": "fail_on",
    "TICKETLINT_MIN_SCORE": "gate.min_score",
    "TICKETLINT_MIN_LEVEL": "gate.min_level",
    "TICKETLINT_MAX_WARNINGS": "gate.max_warnings",
    "TICKETLINT_LEVEL": "level",
    "TICKETLINT_PROFILE": "profile",
    "TICKETLINT_MAX_QUESTIONS": "max_questions",
    "TICKETLINT_OPEN_ONLY": "open_only",
    "TICKETLINT_BASELINE": "baseline",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place where settings stand; `told_as` begins its name in `config show --origin`."""

    name: str
    about: str
    told_as: str


# The highest wins. The page on the configuration and its test are made of this table.
PRECEDENCE = (
    Place("flag", "a flag, such as `--max-questions 5`", "--"),
    Place("pair", "`-c max_questions=5`, a later one over an earlier one", "-c "),
    Place("environment", "the environment, such as `TICKETLINT_MAX_QUESTIONS=5`", "TICKETLINT_"),
    Place("file", "the configuration file", "ticketlint.yaml:"),
    Place("extended", "what it `extends`, a later one over an earlier one", "base.yaml:"),
    Place("default", "the default", "default"),
)
# What is named here comes to what the file names; with others it takes its place.
_ADDING = frozenset({"--ignore", "--extend-select"})
# Flags that set a limit of the gate, which then holds for every ticket, whatever overrides say.
_LIMITS = frozenset({"--min-score", "--min-level", "--max-warnings", "--new-only"})
_PAIR = re.compile(r"(?P<key>[A-Za-z_][\w-]*(?:\.[\w-]+)*)=(?P<value>.*)", re.ASCII | re.DOTALL)


def is_pair(text: str) -> bool:
    """Tell whether a value of `-c` is `KEY=VALUE`, as against the path of a file."""
    return _PAIR.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Given:
    """One setting that a variable or a flag gives; the text of `-c` is YAML."""

    where: str
    key: str
    value: Any
    is_yaml: bool = False

    def over(self, lower: Config) -> Config:
        """Return a configuration with this laid over it; a flag that leaves out, leaves out too.

        Raises: ConfigError that names the variable or flag.
        """
        if self.where in _ADDING:
            more = replace(self, value=(*getattr(lower, self.key), *self.value))
            return lower.under(more.config())
        config = lower.under(self.config())
        if self.where in {"--fail-on", *_LIMITS}:
            gate = config.gate.for_all(self.key.rpartition(".")[2])
            return config.model_copy(update={"gate": gate})
        return config

    def config(self) -> Config:
        """Return a configuration that says this alone; paths count from the working directory.

        Raises: ConfigError that names the variable or flag.
        """
        value = _value(self.value, self.where) if self.is_yaml else self.value
        names = reversed(self.key.split("."))
        values = reduce(lambda inner, name: {name: inner}, names, value)
        try:
            config = Config.model_validate(values)
        except ValidationError as error:
            faults = faults_of(error, Config)
            told = "; ".join(fault.what.removeprefix(f"`{self.key}`: ") for fault in faults)
            raise ConfigError(self.where, told) from None
        return config.made_of(Layers((Layer(self.where, values=values),)))


def of_environment(environ: Mapping[str, str]) -> Iterator[Given]:
    """Yield what each variable that is set says; an empty one says nothing."""
    for name, key in ENVIRONMENT.items():
        value = environ.get(name, "").strip()
        if value:
            yield Given(name, key, value)


def of_pair(pair: str) -> Given:
    """Return what `KEY=VALUE` says, such as `rules.open-list=off`."""
    key, _, value = pair.partition("=")
    return Given(f"-c {key}", key, value, is_yaml=True)


def of_flags(**flags: Any) -> Iterator[Given]:
    """Yield what each flag that is given says: `--fail-on` what is `fail_on` in a file.

    The names are those of the flags with `_` for `-`; None and no words are no flag.
    """
    for name, value in flags.items():
        if value is None or value == ():
            continue
        flag = f"--{name.replace('_', '-')}"
        key = f"gate.{name}" if flag in _LIMITS else name
        yield Given(flag, key, str(value) if isinstance(value, Path) else value)


def _value(text: str, where: str) -> Any:
    if not text.strip():
        return ""
    try:
        return read_yaml(text, where).data
    except YamlProblems as error:
        raise ConfigError(where, error.problems[0].what, "the value is YAML") from None
