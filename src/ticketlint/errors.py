"""The faults a person can act on: one line each, `where: what (what to do)`."""


class TicketlintError(Exception):
    """A fault told to the user in one line; the command ends with exit code 2."""

    def __init__(self, where: str, what: str, todo: str = "") -> None:
        """Keep the parts; `where` is a file, a line of it, an option or a setting."""
        super().__init__(where, what, todo)
        self.where = where
        self.what = what
        self.todo = todo

    def __str__(self) -> str:
        """Return `where: what (what to do)`."""
        hint = f" ({self.todo})" if self.todo else ""
        return f"{self.where}: {self.what}{hint}"


class ConfigError(TicketlintError):
    """A setting, a flag or the pipeline named in them cannot be used."""


class RuleError(TicketlintError):
    """A rule file cannot be used."""


class SourceError(TicketlintError):
    """An input cannot be read at all."""
