"""ticketlint reads tickets and asks the questions their author has to answer."""


def __getattr__(name: str) -> str:
    """Return the version as `__version__`; it is looked up late to start early."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version

    return version("ticketlint")
