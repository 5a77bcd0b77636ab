"""Servers on the reader's own machine: each a thin shell around one session."""
