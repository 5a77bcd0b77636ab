"""Measure what was trained: on labels, on what nothing has learnt from, in seconds."""
