"""What happened to tickets, paired with what is judged of their text as it was at creation."""
