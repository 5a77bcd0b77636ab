"""Learn what lines of templates look like."""
