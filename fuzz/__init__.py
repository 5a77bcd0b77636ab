"""Fuzzing of every reader: `make fuzz SECONDS=60`."""
