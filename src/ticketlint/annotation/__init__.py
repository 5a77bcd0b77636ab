"""Annotate: sentences, their roles, the kind of the ticket, what it is about."""
