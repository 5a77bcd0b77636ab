"""Ask: what could be asked about a ticket, what a reader would ask first, and in which words."""
