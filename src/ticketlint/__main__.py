"""Run the command line as `python -m ticketlint`."""

from ticketlint.cli import main

main()
