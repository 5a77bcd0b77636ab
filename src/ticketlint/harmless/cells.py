"""Text for a cell of CSV: no spreadsheet takes it for a formula."""

from ticketlint.harmless.terminal import printable

# Spreadsheets compute what begins with one of these, some in wide letters too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(text: str) -> str:
    """Return a text on one line, with an apostrophe before what a spreadsheet would run."""
    told = printable(text)
    return f"'{told}" if text.startswith(_FORMULA) or told.lstrip().startswith(_FORMULA) else told
