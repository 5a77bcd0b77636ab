"""Which rules a run uses: the bundled pack, the team's own, those switched on or off."""

from pathlib import Path

from ticketlint.backlog import BACKLOG_CHECKS
from ticketlint.config.settings import Config, check_rule_names
from ticketlint.errors import ConfigError
from ticketlint.matching.checks import CHECKS
from ticketlint.rules.checkoptions import check_options
from ticketlint.rules.pack import RulePack, bundled_rules, load_rules
from ticketlint.rules.schema import Rule


def all_rules(config: Config) -> RulePack:
    """Return every rule there is: the bundled pack and the team's folders.

    Raises: RuleError for a bad rule file.
    """
    return load_rules([bundled_rules(), *map(Path, config.rule_paths)], CHECKS, BACKLOG_CHECKS)


def load_pack(config: Config, where: str = "configuration") -> RulePack:
    """Return the rules of a run.

    Raises: RuleError for a bad rule file, ConfigError for a rule or an option that does
    not exist.
    """
    pack = all_rules(config)
    check_rule_names(config, pack.rules, where)
    _check_options(config, pack, where)
    return RulePack({name: rule for name, rule in pack.rules.items() if _selected(rule, config)})


def _check_options(config: Config, pack: RulePack, where: str) -> None:
    for rule_id, setting in config.rules.items():
        match = pack.rules[rule_id].match
        check = match.backlog or match.check
        if check is None:
            continue
        try:
            check_options(check.name, setting.options, whole=False)
        except ValueError as error:
            raise ConfigError(where, f"rules.{rule_id}.options: {error}") from None


def _selected(rule: Rule, config: Config) -> bool:
    if config.select:
        return rule.id in config.select
    setting = config.rules.get(rule.id)
    if setting is not None and setting.severity is not None:
        return setting.severity != "off"
    return rule.profile == "recommended" or config.profile == "pedantic"
