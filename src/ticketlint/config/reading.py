"""Read a configuration file and what it extends into one configuration."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ticketlint.config.extending import ExtendError, located_base
from ticketlint.config.jiratable import HARMLESS
from ticketlint.config.layers import Layers, located
from ticketlint.config.search import read_layer
from ticketlint.config.settings import Config
from ticketlint.config.trust import Origin
from ticketlint.config.yamlfile import (
    Document,
    Loc,
    YamlProblem,
    YamlProblems,
    faults_of,
    problem_at,
    validate,
)
from ticketlint.errors import ConfigError

# So many files may be read for one configuration, or a few that extend each other twice never end.
MOST_FILES = 50


def read_config(
    path: Path | None, *, named: bool = True, tell: Callable[[str], object] = len
) -> Config:
    """Read a configuration file and what it extends; None gives the defaults.

    Paths in a file count from its folder. One that was found, not `named`, stays in its folder
    and cannot say where a token goes, nor can what it extends: what is ignored goes to `tell`, in
    one line each.
    Raises: ConfigError that tells every fault of all files at once.
    """
    config, fault = _read(path, _Reader(tell), named=named)
    if fault:
        raise fault
    return config


def read_partly(
    path: Path | None, *, named: bool = True, tell: Callable[[str], object] = len
) -> tuple[Config, ConfigError | None]:
    """Return what can be used of a configuration file, as `read_config`, and what is wrong with it.

    Raises: ConfigError for a file that cannot be read at all.
    """
    return _read(path, _Reader(tell, partly=True), named=named)


def _read(
    path: Path | None, reader: "_Reader", *, named: bool
) -> tuple[Config, ConfigError | None]:
    if path is None:
        return Config(), None
    configs = reader.read(path, Origin(path.parent, named, path.parent), ())
    fault = located(str(path), YamlProblems(reader.problems)) if reader.problems else None
    return (reduce(Config.under, configs) if configs else Config()), fault


def _sound(settings: dict[str, Any], context: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the settings that are right by themselves, mappings without the keys that are not."""
    for key, value in settings.items():
        pruned = {key: value}
        for loc in _wrong(pruned, context):
            pruned = _without(pruned, loc)
        if not _wrong(pruned, context):
            yield from pruned.items()


def _wrong(settings: dict[str, Any], context: dict[str, Any]) -> list[Loc]:
    """Return where the faults of settings are."""
    try:
        Config.model_validate(settings, context=context)
    except ValidationError as error:
        return [fault.loc for fault in faults_of(error, Config)]
    return []


def _without(value: Any, loc: Loc) -> Any:
    """Return a copy without what stands under `loc`; an item of a list goes with its list.

    The items behind it would stand elsewhere than the file says.
    """
    key, *rest = loc
    if not isinstance(value, dict) or key not in value:
        return value
    others = {name: own for name, own in value.items() if name != key}
    inner = value[key]
    if not rest or not isinstance(inner, dict):
        return others
    return {**value, key: _without(inner, tuple(rest))}


@dataclass(slots=True)
class _Reader:
    """Reads the files of one configuration, and keeps the faults of all."""

    tell: Callable[[str], object]
    partly: bool = False
    problems: list[YamlProblem] = field(default_factory=list)
    count: int = 0

    def read(self, path: Path, origin: Origin, above: tuple[str, ...]) -> list[Config]:
        """Return what a file extends and then what it says; `above` are those that extend it.

        Raises: ConfigError for one that cannot be read at all.
        """
        self.count += 1
        layer = read_layer(path, found=not origin.trusted and not above)
        try:
            document = layer.document()
            if document is None and above:
                raise ConfigError(layer.where, "has no table [tool.ticketlint]")
            if document is None:
                return []
        except YamlProblems as error:
            self.problems += error.problems
            return []
        config = self._validated(document, origin)
        if not origin.trusted:
            config = self._without_site(config, document)
        real = (*above, os.path.realpath(path))
        bases = [
            base
            for at, name in enumerate(config.extends)
            for base in self._extended(name, ("extends", at), document, origin, real)
        ]
        return [*bases, config.made_of(Layers((layer,)))]

    def _validated(self, document: Document, origin: Origin) -> Config:
        """Return what a file says, of one with faults what it extends, or all that has none."""
        context = {"origin": origin}
        try:
            return validate(Config, document, context)
        except YamlProblems as error:
            self.problems += error.problems
        settings = document.data if isinstance(document.data, dict) else {}
        if not self.partly:
            settings = {key: settings[key] for key in settings if key == "extends"}
        return Config.model_validate(dict(_sound(settings, context)), context=context)

    def _extended(
        self,
        name: str,
        loc: tuple[str, int],
        document: Document,
        origin: Origin,
        above: tuple[str, ...],
    ) -> list[Config]:
        """Return what one name under `extends` stands for; its fault is told where it stands."""
        try:
            base, of_base = located_base(name, origin)
            self._refuse_endless(base, above)
            return self.read(base, of_base, above)
        except (ExtendError, ConfigError) as error:
            what = str(error) if isinstance(error, ExtendError) else error.what
            self.problems.append(problem_at(document, loc, f"`{name[:60]}`: {what}"))
            return []

    def _refuse_endless(self, base: Path, above: tuple[str, ...]) -> None:
        if os.path.realpath(base) in above:
            raise ExtendError("extends itself in a circle (leave one of them out)")
        if self.count >= MOST_FILES:
            raise ExtendError(f"more than {MOST_FILES} files are extended")

    def _without_site(self, config: Config, document: Document) -> Config:
        """Return the configuration without what decides where a token goes and what is trusted."""
        odd = [name for name in config.jira if name not in HARMLESS]
        if odd:
            loc = (*document.table.split("."), "jira", odd[0])
            place = problem_at(document, loc, "")
            names = ", ".join(f"`jira.{name}`" for name in odd)
            self.tell(
                f"{place.where}:{place.line}:{place.column}: {names} ignored: only the environment "
                "(TICKETLINT_JIRA_...) or a configuration named with --config tells where a token "
                "goes"
            )
        if "jira" not in config.model_fields_set:
            return config
        kept = {name: value for name, value in config.jira.items() if name in HARMLESS}
        return config.model_copy(update={"jira": kept})
