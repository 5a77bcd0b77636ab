"""What a run judges by: its rules, bundled, own, on or off, and all files read that they need."""

from pathlib import Path

from ticketlint.annotation.account import take_account
from ticketlint.backlog import BACKLOG_CHECKS
from ticketlint.cleaning.templates import read_templates
from ticketlint.config.settings import Config, check_rule_names
from ticketlint.config.vocabulary import read_vocabulary
from ticketlint.errors import ConfigError
from ticketlint.matching.checks import CHECKS
from ticketlint.rules.checkoptions import check_options
from ticketlint.rules.pack import RulePack, bundled_rules, load_rules
from ticketlint.rules.ruleset import Ruleset
from ticketlint.rules.schema import Rule


def resolve(config: Config, where: str = "configuration") -> Ruleset:
    """Return what a run judges by; every file that a configuration names is read here, once.

    Raises: RuleError for a bad rule file, ConfigError for a rule or an option that does not
    exist, and for a file of words or templates that cannot be read.
    """
    return ruleset_of(load_pack(config, where), config)


def ruleset_of(pack: RulePack, config: Config) -> Ruleset:
    """Return the ruleset of these rules, whichever of them the configuration selects.

    Raises: ConfigError for a file of words or templates that cannot be read.
    """
    return Ruleset(
        rules=pack.rules,
        settings=config,
        vocabulary=frozenset((*config.glossary, *read_vocabulary(config.vocab))),
        templates=read_templates(config.templates),
        account=take_account(config.pipeline),
    )


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
