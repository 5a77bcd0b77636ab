"""What a ticket is worth: facts of what it says, the points of the scorecard, its level."""
