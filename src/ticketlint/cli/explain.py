"""`ticketlint explain RULE`: what a rule finds, why, and examples."""

from typing import Annotated

import typer

from ticketlint.cli.options import ConfigFile, Isolated, load_config
from ticketlint.cli.streams import say


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Id of the rule.")],
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> None:
    """Tell what a rule finds, why it matters, and what to ask."""
    from ticketlint.rules.pack import find_rule
    from ticketlint.rules.page import rule_page
    from ticketlint.run.selection import all_rules

    say(rule_page(find_rule(all_rules(load_config(config, isolated)), rule)))
