"""What a run judges by: its rules, bundled, own, on or off, and all files read that they need."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ticketlint.backlog import BACKLOG_CHECKS
from ticketlint.config.layers import refuse
from ticketlint.config.settings import Config, RuleSetting
from ticketlint.config.trust import UNTRUSTED, FoundPlugin
from ticketlint.config.yamlfile import Fault, Loc, did_you_mean, faults_of
from ticketlint.matching import plugged
from ticketlint.matching.checks import CHECKS
from ticketlint.model import Kind
from ticketlint.rules.choice import ALL, check_of, named, names_in, on_for_any, settled
from ticketlint.rules.options import NoOptions
from ticketlint.rules.pack import (
    RulePack,
    bundled_file,
    bundled_pack,
    bundled_rules,
    find_rule,
    load_rules,
)
from ticketlint.rules.removed import what_became_of
from ticketlint.rules.schema import CATEGORIES as RULE_CATEGORIES
from ticketlint.rules.schema import Rule

if TYPE_CHECKING:
    from ticketlint.config.scoretable import Levels
    from ticketlint.rules.questions import Wordings
    from ticketlint.rules.ruleset import Ruleset
    from ticketlint.rules.scorecard import Scorecard

# What a list of rules may name beside rules.
_GROUPS = (ALL, *RULE_CATEGORIES)


def resolve(
    config: Config, where: str = "configuration", pack: RulePack | None = None
) -> "Ruleset":
    """Return what a run judges by; every file that a configuration names is read here, once.

    `pack` are all rules there are, where they were read already.
    Raises: RuleError for a bad rule file, ConfigError for a rule or an option that does not
    exist, and for a file of words or templates that cannot be read.
    """
    chosen, settings = _chosen(config, where, pack or all_rules(config))
    return ruleset_of(chosen, settings, where)


def ruleset_of(pack: RulePack, config: Config, where: str = "configuration") -> "Ruleset":
    """Return the ruleset of these rules, whichever of them the configuration selects.

    Raises: ConfigError for a file of words or templates that cannot be read, RuleError for a
    bad file of wordings.
    """
    # What reads tickets, lines and wordings would cost commands a fifth which only list rules.
    from ticketlint.annotation.account import take_account
    from ticketlint.cleaning.templates import read_templates
    from ticketlint.config.vocabulary import read_vocabulary
    from ticketlint.rules.ruleset import Ruleset

    return Ruleset(
        rules=pack.rules,
        settings=config,
        scorecard=card_of(config, where),
        scored=scored_rules(),
        vocabulary=frozenset((*config.glossary, *read_vocabulary(config.vocab))),
        templates=read_templates(config.templates),
        account=take_account(config.pipeline),
        wordings=all_wordings(config),
        plugins=tuple(map(plugged.version_of, config.plugins if config.load_plugins else ())),
    )


def all_rules(config: Config) -> RulePack:
    """Return every rule there is: the bundled pack and the team's folders.

    Raises: RuleError for a bad rule file, ConfigError for a plugin that cannot be loaded.
    """
    checks = checks_of(config)
    folders = list(map(Path, config.rule_paths))
    return load_rules(folders, checks, BACKLOG_CHECKS, over=shipped_rules())


def rule_named(rule_id: str, config: Config) -> Rule:
    """Return the rule of that id or earlier name; where no file is the team's, its own is read.

    Raises: RuleError with the nearest known id, else as `all_rules`.
    """
    alone = None if config.rule_paths or config.plugins else bundled_file(rule_id)
    pack = load_rules([alone], CHECKS, BACKLOG_CHECKS, sound=True) if alone else all_rules(config)
    return find_rule(pack, rule_id)


@cache
def shipped_rules() -> Mapping[str, Rule]:
    """Return the rules of the package by id; no check of another package is named in them."""
    return load_rules(bundled_rules(), CHECKS, BACKLOG_CHECKS, sound=True).rules


def checks_of(config: Config, where: str = "configuration") -> plugged.Rows:
    """Return every check that a rule may use: ours, and those that a trusted configuration names.

    Raises: ConfigError for one that must not or cannot be loaded; it tells all of them.
    """
    if config.load_plugins:
        refuse(config.layers, list(_faults_of_plugins(config)), where)
    return plugged.table_of(config.plugins, loaded=config.load_plugins)


def _faults_of_plugins(config: Config) -> Iterator[Fault]:
    """Yield why plugins are not loaded; nothing of one in a stranger's configuration is."""
    for at, name in enumerate(config.plugins):
        told = UNTRUSTED if isinstance(name, FoundPlugin) else plugged.fault_of(name)
        if told:
            yield Fault(("plugins", at), f"`{name[:60]}`: {told}", word=name)


def all_wordings(config: Config) -> "Wordings":
    """Return every wording of a question: the bundled ones, and in their place the team's.

    Raises: RuleError for a bad file.
    """
    from ticketlint.rules.questions import load_questions

    own = load_questions(list(map(Path, config.rule_paths)))
    every = {**shipped_wordings(), **own}
    return {answer: every[answer] for answer in sorted(every)}


@cache
def shipped_wordings() -> "Wordings":
    """Return the wordings of the package."""
    from ticketlint.rules.questions import load_questions

    return load_questions([bundled_pack()])


def card_of(config: Config, where: str = "configuration") -> "Scorecard":
    """Return the scorecard of a run: the one that ships or a team's, with the team's changes.

    Raises: RuleError for a card with faults, ConfigError for a fact that no card has.
    """
    # The signals that facts read would cost commands a tenth which only list rules.
    from ticketlint.rules.scorecard import read_scorecard, shipped_scorecard
    from ticketlint.scoring.facts import FACTS

    table = config.scorecard
    card = read_scorecard(Path(table.file) if table.file else shipped_scorecard(), FACTS)
    refuse(config.layers, list(_unknown_facts(config, card)), where)
    changed = card.changed(table.points, table.levels)
    refuse(config.layers, list(_unreachable(changed)), where)
    return changed


def _unreachable(card: "Scorecard") -> Iterator[Fault]:
    poor = next((kind for kind in Kind if not card.most(kind)), None)
    if poor is not None:
        yield Fault(("scorecard", "points"), f"gives no points to a {poor.value}", at_key=True)


def _unknown_facts(config: Config, card: "Scorecard") -> Iterator[Fault]:
    for name in config.scorecard.points:
        if name not in card.facts:
            what = f"no fact `{name[:60]}`{did_you_mean(name, list(card.facts))}"
            yield Fault(("scorecard", "points", name), what, at_key=True)
    yield from _unknown_needs(("scorecard", "levels"), config.scorecard.levels, card)
    for at, override in enumerate(config.overrides):
        yield from _unknown_needs(("overrides", at, "levels"), override.levels, card)


def _unknown_needs(loc: Loc, levels: "Levels", card: "Scorecard") -> Iterator[Fault]:
    from ticketlint.rules.scorecard import level_fault

    for kind, needs in levels.items():
        for level in ("refined", "ready"):
            for at, name in enumerate(getattr(needs, level)):
                what = level_fault(name, kind, card)
                if what:
                    yield Fault((*loc, kind.value, level, at), what, word=name)


@cache
def scored_rules() -> frozenset[str]:
    """Return the rules whose findings count in the score, whichever of them a run selects.

    They are those that are on by default in the categories that facts read.
    """
    from ticketlint.scoring.facts import CATEGORIES

    return frozenset(
        rule.id
        for rule in shipped_rules().values()
        if rule.category in CATEGORIES
        and rule.profile == "recommended"
        and rule.severity != "off"
        and rule.match.backlog is None
    )


def load_pack(config: Config, where: str = "configuration") -> RulePack:
    """Return the rules of a run, each with the options that the configuration gives it.

    Raises: RuleError for a bad rule file, ConfigError for a rule or an option that does
    not exist.
    """
    return _chosen(config, where, all_rules(config))[0]


def settled_config(config: Config) -> Config:
    """Return the configuration with the ids of rules in place of all names that it has for them.

    Raises: as `load_pack`.
    """
    return _chosen(config, "configuration", all_rules(config))[1]


def _chosen(config: Config, where: str, pack: RulePack) -> tuple[RulePack, Config]:
    check_settings(config, pack, where)
    settings = settled(config, pack.rules)
    usable = {name: rule for name, rule in pack.rules.items() if plugged.is_loaded(rule)}
    return RulePack(on_for_any(usable, settings)), settings


def check_settings(config: Config, pack: RulePack, where: str = "configuration") -> None:
    """Refuse a configuration with rules or options that do not exist, or a wrong value of one.

    Raises: ConfigError with every fault, at its place where it stands in a file.
    """
    faults = [*_unknown_rules(config, pack), *_wrong_options(config, pack)]
    refuse(config.layers, faults, where)


def _unknown_rules(config: Config, pack: RulePack) -> Iterator[Fault]:
    for key in ("select", "extend_select", "ignore"):
        for at, words in enumerate(getattr(config, key)):
            unknown = [name for name in names_in([words]) if not named(name, pack.rules)]
            for name in unknown:
                yield Fault((key, at), _no_rule(name, pack, more=_GROUPS), word=words)
    settings: list[Loc] = [("rules", name) for name in config.rules]
    for at, override in enumerate(config.overrides):
        settings += [("overrides", at, "rules", name) for name in override.rules]
    aliases = {alias for rule in pack.rules.values() for alias in rule.aliases}
    for loc in settings:
        if loc[-1] not in pack.rules and loc[-1] not in aliases:
            yield Fault(loc, _no_rule(str(loc[-1]), pack), at_key=True)


def _no_rule(name: str, pack: RulePack, more: Sequence[str] = ()) -> str:
    hint = what_became_of(name) or did_you_mean(name, [*pack.rules, *more])
    return f"no rule `{name[:60]}`{hint} (`ticketlint rules list` names them all)"


def _wrong_options(config: Config, pack: RulePack) -> Iterator[Fault]:
    for name, setting in config.rules.items():
        yield from _wrong_options_of(config, pack, ("rules", name), setting)
    for at, override in enumerate(config.overrides):
        for name, setting in override.rules.items():
            loc: Loc = ("overrides", at, "rules", name)
            if name in pack.rules and pack.rules[name].match.backlog and setting.options:
                what = "this rule compares all tickets (set it under `rules`, not in an override)"
                yield Fault((*loc, "options"), what, at_key=True)
            else:
                yield from _wrong_options_of(config, pack, loc, setting)


def _wrong_options_of(
    config: Config, pack: RulePack, loc: Loc, setting: RuleSetting
) -> Iterator[Fault]:
    if str(loc[-1]) not in pack.rules or not setting.options:
        return
    check = check_of(pack.rules[str(loc[-1])])
    options = check.options if check else NoOptions()
    try:
        options.changed(setting.options)
    except ValidationError as error:
        above = (*loc, "options")
        yield from faults_of(error, type(options), config.layers.table_of(above), above)
