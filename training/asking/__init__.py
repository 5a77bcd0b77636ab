"""Train the ranker of questions."""
