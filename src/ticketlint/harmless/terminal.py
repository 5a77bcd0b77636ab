"""Make hostile text harmless for a terminal and a CI log, keeping its length."""

import re

# C0, DEL and C1 controls (escape sequences begin with them), line separators, the direction
# controls of CVE-2021-42574, lone surrogates, and what Unicode calls ignorable: characters that
# are not seen, and so hide words from people that programs read (tags, fillers, zero widths,
# annotations, selectors of variants). `⠀`, a braille sign without dots, is as blank.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0"
    "\ufff0-\ufffb\U00013430-\U00013442\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # One selector after a sign is ordinary (a heart in colour); rows of them carry hidden bytes.
    "|(?:(?<![^\\s\ufe00-\ufe0f]))[\ufe00-\ufe0f]"
)
# CI runners read these as commands: `::error::` at the start of a line, the others anywhere.
_COMMAND_START = re.compile(r"^(\s*):(?=:)")
_COMMAND = re.compile(r"##(?=\[|vso\[|teamcity\[)", re.IGNORECASE)
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_SHOWN = {"\n": "\n", "\t": "    "}
_SIGNS = re.compile(r"#(?=#)")


def printable(text: str) -> str:
    """Return `text` on one line with every unsafe character replaced by one safe one."""
    safe = _UNSAFE.sub(lambda char: " " if char[0] in "\t\n\r" else _REPLACED, text)
    return _COMMAND.sub("#.", _COMMAND_START.sub(r"\1.", safe))


def visible(text: str) -> str:
    """Return `text` with the characters that hide or turn words replaced; line breaks stay.

    A tab is four spaces.
    """
    return _UNSAFE.sub(lambda char: _SHOWN.get(char[0], _REPLACED), text)


def without_commands(ascii_json: str) -> str:
    r"""Return JSON with the same values in which no CI runner finds a command.

    Each `#` before another is written as \u0023. JSON of ASCII has line breaks only outside
    of strings, so no line begins with a `::` of a text.
    """
    return _SIGNS.sub(r"\\u0023", ascii_json) if "##" in ascii_json else ascii_json
