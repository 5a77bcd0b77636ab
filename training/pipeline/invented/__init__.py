"""Invent annotated lines of tickets: words, phrases, clauses, whole lines."""
