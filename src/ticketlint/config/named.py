"""The files that a configuration was read from, and those that it names."""

from collections.abc import Iterator
from pathlib import Path

from ticketlint.config.settings import Config
from ticketlint.config.textfile import is_folder
from ticketlint.config.trust import READ_SUFFIXES
from ticketlint.config.yamlfile import Loc


def files_read(config: Config) -> list[Path]:
    """Return each file that a configuration was read from or names; of a folder all below it."""
    paths = [Path(layer.where) for layer in config.layers.all if layer.values is None]
    paths += (path for _, path in named_paths(config))
    below = (inner for path in paths if is_folder(path) for inner in sorted(path.rglob("*")))
    return [*paths, *(inner for inner in below if inner.suffix in READ_SUFFIXES)]


def named_paths(config: Config) -> Iterator[tuple[Loc, Path]]:
    """Yield each file or folder that a configuration names for reading, and where it does."""
    for name in ("rule_paths", "vocab", "templates"):
        yield from (((name,), Path(path)) for path in getattr(config, name))
    if config.scorecard.file:
        yield ("scorecard", "file"), Path(config.scorecard.file)
    for name in ("suppressions", "baseline"):
        if getattr(config, name):
            yield (name,), Path(getattr(config, name))
