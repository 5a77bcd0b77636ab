"""Word lists that more than one stage reads."""
