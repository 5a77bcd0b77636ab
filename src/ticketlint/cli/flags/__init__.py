"""The arguments and options of the commands, and the sets in which commands share them."""
