"""Inputs as they are kept: a file of bytes, or `*.pump`, which says what is repeated."""

import json
from pathlib import Path


def read_input(path: Path) -> bytes:
    """Return the bytes of an input; a pump is `{"before", "piece", "times", "after"}`."""
    if path.suffix != ".pump":
        return path.read_bytes()
    told = json.loads(path.read_text(encoding="utf-8"))
    text: str = told["before"] + told["piece"] * told["times"] + told["after"]
    return text.encode("utf-8", "surrogatepass")


def as_text(data: bytes) -> str:
    """Return bytes as text, with the half characters that JSON may hold."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
