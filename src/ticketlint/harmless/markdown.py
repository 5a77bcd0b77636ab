"""Text that shows as it stands where Markdown is read: no markup, HTML, mention or emoji."""

import re

from ticketlint.harmless.terminal import printable

# What Markdown, and the pages that show it, take for a sign: also HTML, tables and mentions.
_SIGN = re.compile(r"([\\`*_{}\[\]<>#|~@&]|:(?=\w+:))")


def as_markdown(text: str) -> str:
    """Return a text on one line with the signs of Markdown escaped, to stand behind others."""
    return _SIGN.sub(r"\\\1", printable(text))
