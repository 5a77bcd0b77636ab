"""ticketlint reads tickets and asks the questions their author has to answer."""

from importlib.metadata import version

__version__ = version("ticketlint")
