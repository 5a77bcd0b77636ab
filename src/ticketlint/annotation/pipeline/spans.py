"""Names under which components write spans, for code that is imported before spaCy."""

IMPERATIVES = "ticketlint_imperatives"
