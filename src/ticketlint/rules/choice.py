"""Which rules a configuration has on, and by which names it means them."""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from ticketlint.config.ruletable import RuleSetting
from ticketlint.config.settings import Config
from ticketlint.config.yamlfile import Words
from ticketlint.rules.patterns import Check
from ticketlint.rules.schema import Rule

Rules = Mapping[str, Rule]
# The word for every rule there is.
ALL = "ALL"


def names_in(words: Iterable[str]) -> Iterator[str]:
    """Yield the names in lists such as `open-list, missing-*`."""
    for word in words:
        yield from (name.strip() for name in word.split(",") if name.strip())


def named(name: str, rules: Rules) -> list[str]:
    """Return the ids of the rules that a name means.

    It is an id or earlier name, a pattern of ids (`missing-*`, or their beginning `missing-`), a
    category, a tag, or ALL.
    """
    pattern = f"{name}*" if name.endswith("-") else name
    return [
        rule.id
        for rule in rules.values()
        if name in {ALL, rule.category, *rule.tags, *rule.aliases} or fnmatchcase(rule.id, pattern)
    ]


def settled(config: Config, rules: Rules) -> Config:
    """Return the configuration with the ids of rules in place of all other names.

    A rule that is selected by its very name runs, whatever `rules` says.
    """
    lists = ("select", "extend_select", "ignore")
    changes: dict[str, Any] = {name: _ids(getattr(config, name), rules) for name in lists}
    exact = {*names_in(config.select), *names_in(config.extend_select)}
    changes["rules"] = {
        rule_id: _switched_on(setting) if rule_id in exact else setting
        for rule_id, setting in _by_id(config.rules, rules).items()
    }
    changes["overrides"] = tuple(
        one.model_copy(update={"rules": _by_id(one.rules, rules)}) for one in config.overrides
    )
    return config.model_copy(update=changes)


def _ids(words: Words, rules: Rules) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for name in names_in(words) for one in named(name, rules)))


def _by_id(settings: Mapping[str, RuleSetting], rules: Rules) -> dict[str, RuleSetting]:
    ids = {alias: rule.id for rule in rules.values() for alias in rule.aliases}
    return {ids.get(name, name): setting for name, setting in settings.items()}


def _switched_on(setting: RuleSetting) -> RuleSetting:
    return setting.model_copy(update={"severity": None}) if setting.severity == "off" else setting


def is_on(rule: Rule, config: Config) -> bool:
    """Tell whether a rule runs for the tickets that a settled configuration is for.

    What an override switches on, only the configuration of its tickets has on.
    """
    if rule.id in config.ignore or (rule.status == "preview" and not config.preview):
        return False
    level = config.level_of(rule.id)
    if config.select or rule.id in config.extend_select:
        return level != "off" and rule.id in {*config.select, *config.extend_select}
    return _is_usual(rule, config) if level is None else level != "off"


def _is_usual(rule: Rule, config: Config) -> bool:
    """Tell whether a rule is on that the configuration does not name."""
    if rule.status == "deprecated":
        return False
    if rule.style is not None:
        return rule.style == config.style
    return rule.profile == "recommended" or config.profile == "pedantic"


def on_for_any(rules: Rules, config: Config) -> dict[str, Rule]:
    """Return the rules that a settled configuration has on for all tickets or those of an override.

    Each has the options that count for all tickets.
    """
    ways = [config, *(config.for_overrides((at,)) for at in range(len(config.overrides)))]
    return {
        rule.id: configured(rule, config)
        for rule in rules.values()
        if any(is_on(rule, way) for way in ways)
    }


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
