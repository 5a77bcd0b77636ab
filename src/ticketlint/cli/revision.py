"""`--changed` with or without a revision behind it, which typer cannot tell apart."""

import os
from collections.abc import Sequence

_FLAG = "--changed"


def with_revision(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with `--changed` alone as `--changed=`, the usual revision.

    It stands alone before another option, before what is there as a file or folder, and last.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    told = [*arguments[1:], ""]
    return [
        f"{_FLAG}=" if one == _FLAG and at < end and _is_none(told[at]) else one
        for at, one in enumerate(arguments)
    ]


def _is_none(following: str) -> bool:
    return not following or following.startswith("-") or os.path.lexists(following)
