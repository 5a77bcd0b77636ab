"""Train the bundled English pipeline from UD English EWT and invented lines."""
