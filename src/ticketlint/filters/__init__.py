"""Filter: what fails a run, and what of it is known."""
