"""What never gets out of a text: signs that a terminal obeys, and credentials."""
