"""What a text shows, for the checks and for the facts of a ticket."""
