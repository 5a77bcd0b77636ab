"""A rule as data: what stands in its file, its page, its measurements."""
