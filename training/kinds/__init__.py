"""Train the classifier of what a ticket is."""
