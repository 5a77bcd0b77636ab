"""Train the classifier of whether a reader has to ask."""
