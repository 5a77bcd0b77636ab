"""Runs compared over time: whether a backlog gets clearer, apart from which tickets it holds."""
