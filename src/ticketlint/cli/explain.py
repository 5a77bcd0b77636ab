"""`ticketlint explain RULE`: what a rule finds, why, and examples; `explain score`: the card."""

import sys
from typing import Annotated

import typer

from ticketlint.cli.completion import rule_ids
from ticketlint.cli.flags.reading import ConfigFile, Isolated
from ticketlint.cli.options import load_config
from ticketlint.cli.streams import say


def explain(
    rule: Annotated[
        str,
        typer.Argument(metavar="RULE", autocompletion=rule_ids, help="Id of a rule, or `score`."),
    ],
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Tell why a rule exists, with examples; or what gives points.

    Named `score` it prints the card: which fact of a ticket gives how many points.
    """
    from ticketlint.harmless.terminal import printable
    from ticketlint.run.selection import card_of, rule_named

    settings = load_config(config, isolated)
    if rule == "score":
        from ticketlint.reporters.scorecard import write_card

        write_card(card_of(settings), sys.stdout)
    else:
        from ticketlint.rules.page import rule_page

        page = rule_page(rule_named(rule, settings))
        say("\n".join(map(printable, page.split("\n"))))
