"""Reads tickets from files and stdin; `formats` has the tables of all sources.

They are imported when somebody reads: a run whose inputs are the same as before reads none.
"""

from typing import TYPE_CHECKING

from ticketlint.sources.origin import SourceOptions

if TYPE_CHECKING:
    from ticketlint.sources.formats import FORMATS, RECORDS, is_read_once, read_text, read_tickets

__all__ = ["FORMATS", "RECORDS", "SourceOptions", "is_read_once", "read_text", "read_tickets"]


def __getattr__(name: str) -> object:
    """Return what `formats` has under a name that others use."""
    if name not in __all__:
        raise AttributeError(name)
    from ticketlint.sources import formats

    return getattr(formats, name)
