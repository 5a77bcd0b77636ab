"""Train the classifier of what a sentence does."""
