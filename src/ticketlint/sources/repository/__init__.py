"""Tickets that live as files beside code: one format a file, and how a folder is searched."""
