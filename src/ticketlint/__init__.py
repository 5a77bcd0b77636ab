"""ticketlint reads tickets and asks the questions their author has to answer."""

# Type checkers take this for `typing.TYPE_CHECKING`, whose import would cost time.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ticketlint.api import Checker, check
    from ticketlint.config.settings import Config
    from ticketlint.errors import TicketlintError
    from ticketlint.model import Markup, Ticket, TicketField, TicketResult

    __version__: str

__all__ = [
    "Checker",
    "Config",
    "Markup",
    "Ticket",
    "TicketField",
    "TicketResult",
    "TicketlintError",
    "__version__",
    "check",
]


def __getattr__(name: str) -> object:
    """Return a name of `__all__`; each is looked up late, to start early."""
    if name not in __all__:
        raise AttributeError(f"module 'ticketlint' has no attribute {name!r}")
    from importlib import import_module

    if name == "__version__":
        return import_module("importlib.metadata").version("ticketlint")
    homes = {
        "Config": "ticketlint.config.settings",
        "TicketlintError": "ticketlint.errors",
        **dict.fromkeys(("Checker", "check"), "ticketlint.api"),
    }
    return getattr(import_module(homes.get(name, "ticketlint.model")), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
