"""Which rules a configuration has on, and as what."""

from collections.abc import Iterator
from typing import Any

from ticketlint.config.settings import Config
from ticketlint.rules.schema import Check, Rule


def is_on(rule: Rule, config: Config) -> bool:
    """Tell whether a rule runs for the tickets that a configuration is for.

    What an override switches on, only the configuration of its tickets has on.
    """
    if config.select:
        return rule.id in config.select
    level = config.level_of(rule.id)
    if level is not None:
        return level != "off"
    return rule.profile == "recommended" or config.profile == "pedantic"


def may_be_on(rule: Rule, config: Config) -> bool:
    """Tell whether a rule runs for all tickets, or perhaps for those of an override."""
    if is_on(rule, config):
        return True
    if config.select:
        return False
    levels = [one.rules[rule.id].severity for one in config.overrides if rule.id in one.rules]
    if any(level not in {None, "off"} for level in levels):
        return True
    is_off = config.level_of(rule.id) == "off"
    return not is_off and any(one.profile == "pedantic" for one in config.overrides)


def configured(rule: Rule, config: Config) -> Rule:
    """Return a rule with the options that a configuration gives to its check."""
    check, options = check_of(rule), config.options(rule.id)
    if check is None or not options:
        return rule
    name = "backlog" if rule.match.backlog else "check"
    changed = check.model_copy(update={"options": check.options.changed(options)})
    match: dict[str, Any] = {name: changed}
    return rule.model_copy(update={"match": rule.match.model_copy(update=match)})


def check_of(rule: Rule) -> Check | None:
    """Return the check of a rule that has one."""
    return rule.match.backlog or rule.match.check


def chosen(rules: Iterator[Rule], config: Config) -> dict[str, Rule]:
    """Return the rules that are on, each with its options, by id."""
    return {rule.id: configured(rule, config) for rule in rules if is_on(rule, config)}
