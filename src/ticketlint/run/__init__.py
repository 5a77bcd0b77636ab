"""A run: read, judge, filter, report."""
