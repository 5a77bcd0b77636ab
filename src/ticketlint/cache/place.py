"""Where the cache lies: in the folder that the system has for caches, or that a user names."""

from collections.abc import Mapping
from pathlib import Path

from ticketlint.errors import ConfigError

VARIABLE = "TICKETLINT_CACHE_DIR"
FILE_NAME = "results-1.sqlite3"


def cache_file(environ: Mapping[str, str]) -> Path:
    """Return the file of the cache; only the environment can say where it is.

    A configuration cannot: it may be a stranger's. Raises: ConfigError for a user without a home.
    """
    named = environ.get(VARIABLE, "")
    if named:
        return Path(named) / FILE_NAME
    from platformdirs import user_cache_path

    folder = user_cache_path("ticketlint", appauthor=False)
    # "~" stands for no folder of this user, or for one that nobody has made.
    if not folder.is_absolute() or not (folder.parent.is_dir() or Path.home().is_dir()):
        raise ConfigError("cache", "this user has no home", f"set {VARIABLE}, or use --no-cache")
    return folder / FILE_NAME
