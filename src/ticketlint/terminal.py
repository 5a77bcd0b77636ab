"""Make hostile text harmless for a terminal and a CI log, keeping its length."""

import re

# C0, DEL and C1 controls (escape sequences begin with them), line separators, the
# direction controls of CVE-2021-42574, zero-width characters and lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# CI runners read these as commands: `::error::` at the start of a line, the others anywhere.
_COMMAND_START = re.compile(r"^(\s*):(?=:)")
_COMMAND = re.compile(r"##(?=\[|vso\[)")


def printable(text: str) -> str:
    """Return `text` on one line with every unsafe character replaced by one safe one."""
    safe = _UNSAFE.sub(
        lambda char: " " if char[0] in "\t\n\r" else "\N{REPLACEMENT CHARACTER}", text
    )
    return _COMMAND.sub("#.", _COMMAND_START.sub(r"\1.", safe))
