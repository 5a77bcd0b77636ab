"""Check a configuration as a whole: the rules it names, the files it reads, what does nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ticketlint.annotation.account import take_account
from ticketlint.cleaning.templates import read_templates
from ticketlint.config.jiratable import JIRA_FILES
from ticketlint.config.named import named_paths
from ticketlint.config.settings import Config
from ticketlint.config.textfile import shown
from ticketlint.config.vocabulary import read_vocabulary
from ticketlint.config.yamlfile import Loc
from ticketlint.errors import TicketlintError
from ticketlint.model import Kind, Notice
from ticketlint.rules.choice import names_in
from ticketlint.rules.pack import RulePack
from ticketlint.rules.ruleset import Ruleset
from ticketlint.rules.scorecard import Scorecard
from ticketlint.run.selection import all_rules, all_wordings, card_of, check_settings, resolve

# What a fact of the card that ships moves a score by at most; a score that jumps is not believed.
_LARGEST_STEP = 15

Attempt = Callable[[], object]


def faults_of(config: Config) -> list[str]:
    """Return every fault of what a configuration names, each as it is told to people."""
    own_rules = _fault(lambda: all_rules(config))
    known = Config() if own_rules else config
    attempts: list[Attempt] = [
        lambda: check_settings(config, all_rules(known)),
        lambda: card_of(config),
        lambda: all_wordings(config),
        lambda: take_account(config.pipeline),
        *(lambda path=path: read_vocabulary([path]) for path in config.vocab),
        *(lambda path=path: read_templates([path]) for path in config.templates),
    ]
    told = [own_rules, *map(_fault, attempts)]
    return [fault for fault in told if fault]


def _fault(attempt: Attempt) -> str:
    try:
        attempt()
    except TicketlintError as error:
        return str(error)
    return ""


def what_is_read(config: Config) -> Iterator[str]:
    """Yield a line for each file that a configuration reads, and for the network it may use."""
    yield from (f"reads {layer.name}" for layer in config.layers.all if layer.values is None)
    for loc, path in named_paths(config):
        yield f"reads {shown(path)} ({_told(config, loc)})"
    if config.pipeline:
        yield f"loads {config.pipeline} ({_told(config, ('pipeline',))}), which can run code"
    for at, name in enumerate(config.plugins if config.load_plugins else ()):
        yield f"loads the plugin {name} ({_told(config, ('plugins', at))}), which runs code"
    for name, value in config.jira.items():
        yield from _of_jira(config, name, value)


def _of_jira(config: Config, name: str, value: Any) -> Iterator[str]:
    told = _told(config, ("jira", name))
    if name in JIRA_FILES:
        yield f"reads {shown(Path(str(value)))} ({told})"
    if name in {"url", "gateway", "proxy"}:
        yield f"uses the network at {value} ({told}), where keys of Jira or --jql are given"


def _told(config: Config, loc: Loc) -> str:
    return f"{'.'.join(map(str, loc))}, {config.layers.origin_of(loc)}"


def oddities(
    config: Config, pack: RulePack, ruleset: Ruleset, held: frozenset[int]
) -> list[Notice]:
    """Return all that is odd about the configuration of a run, each with its place.

    `pack` are all rules there are, `held` the numbers of the overrides that are for a ticket.
    """
    return [
        *odd_names(config, pack),
        *idle_options(ruleset),
        *idle_overrides(config, held),
    ]


def odd_names(config: Config, pack: RulePack) -> Iterator[Notice]:
    """Yield a notice for each rule that is named as it was called earlier, or before its time."""
    locs: list[tuple[Loc, str]] = [(("rules", name), name) for name in config.rules]
    for key in ("select", "extend_select", "ignore"):
        locs += [((key,), name) for name in names_in(getattr(config, key))]
    for at, one in enumerate(config.overrides):
        locs += [(("overrides", at, "rules", name), name) for name in one.rules]
    for loc, name in locs:
        told = _odd(name, config, pack)
        if told:
            yield Notice(told, config.layers.origin_of(loc))


def _odd(name: str, config: Config, pack: RulePack) -> str:
    """Return what is odd about the name of a rule, empty for nothing."""
    renamed = [rule.id for rule in pack.rules.values() if name in rule.aliases]
    rule = pack.rules.get(renamed[0] if renamed else name)
    if rule is None:
        return ""
    if renamed:
        return f"`{name}` is called `{rule.id}` now"
    if rule.status == "preview" and not config.preview:
        return f"`{name}` is in preview and does not run (set `preview: true`, or --preview)"
    hint = f" (use `{rule.instead}`)" if rule.instead else ""
    return f"`{name}` is deprecated{hint}" if rule.status == "deprecated" else ""


def idle_options(ruleset: Ruleset) -> Iterator[Notice]:
    """Yield what a configuration says for nothing: plugins left out, options of rules off."""
    config = ruleset.settings
    if config.plugins and not config.load_plugins:
        names = ", ".join(f"`{name}`" for name in config.plugins)
        told = f"plugins left out, and the rules on them: {names}"
        yield Notice(told, config.layers.origin_of(("plugins",)))
    for name, setting in config.rules.items():
        if setting.options and name not in ruleset.rules:
            told = f"`rules.{name}.options` change nothing: the rule is off"
            yield Notice(told, config.layers.origin_of(("rules", name, "options")))


def score_notices(ruleset: Ruleset) -> Iterator[Notice]:
    """Yield why no ticket of a run has a score or a level, and what would bring them back.

    Who leaves rules out by a flag has just done so, and is told nothing.
    """
    left_out = ruleset.left_out
    if left_out:
        names = ", ".join(f"`{name}`" for name in left_out)
        settings = ruleset.settings
        key = "ignore" if set(left_out) & set(settings.ignore) else "select"
        todo = "let them run, or turn them off under `rules`, where they take no points"
        told = f"without {names} no ticket has a score or a level ({todo})"
        where = settings.layers.origin_of((key,))
        if not where.startswith("--"):
            yield Notice(told, where)


def about_score(config: Config) -> Iterator[str]:
    """Yield a line on what a usable configuration does to the score, none for nothing."""
    ruleset = resolve(config)
    yield from (f"{one.source}: {one.message}" for one in score_notices(ruleset))
    off = ", ".join(f"`{name}`" for name in ruleset.turned_off)
    if off:
        yield f"the score counts nothing that {off} would find, which `rules` turns off"
    for name, step in _large_steps(ruleset.scorecard):
        yield (
            f"`{name}` alone can move a score by {step:.0f} points "
            f"(of the card that ships no fact moves it by more than {_LARGEST_STEP})"
        )


def _large_steps(card: Scorecard) -> Iterator[tuple[str, float]]:
    for name in card.facts:
        step = max(card.step(name, kind) for kind in Kind)
        if round(step) > _LARGEST_STEP:
            yield name, step


def idle_overrides(config: Config, held: frozenset[int]) -> Iterator[Notice]:
    """Yield a notice for each override but those that `held` for a ticket of the run."""
    for number in range(len(config.overrides)):
        if number not in held:
            told = "this override matched no ticket of the run (look at its `match`)"
            yield Notice(told, config.layers.origin_of(("overrides", number)))
