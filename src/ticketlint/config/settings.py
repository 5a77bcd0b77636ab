"""One frozen configuration, made from flags, environment and files."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
)

from ticketlint.config.gatetable import FailOn, GateTable
from ticketlint.config.jiratable import JiraTable
from ticketlint.config.layering import laid_over, merged
from ticketlint.config.layers import NO_LAYERS, Layers
from ticketlint.config.parts import File, Jira, Links, Scorecard
from ticketlint.config.ruletable import Language, Override, Profile, RuleSetting, Setting, Style
from ticketlint.config.scoretable import ScoreTable
from ticketlint.config.ticketmatch import Tracked
from ticketlint.config.trust import Paths, Pipeline, Plugins
from ticketlint.config.yamlfile import Words
from ticketlint.model import Kind, Level, SectionName, Severity

__all__ = ["Config", "Override", "RuleSetting"]

# The names that trackers and templates of boards give to these stages.
IDEA_STATUSES = (
    *("idea", "ideas", "draft", "proposed", "proposal", "icebox", "someday", "parking lot"),
    *("discovery", "funnel", "new idea", "under consideration"),
)
CLOSED_STATUSES = (
    *("done", "closed", "resolved", "completed", "complete", "finished", "merged", "released"),
    *("cancelled", "canceled", "rejected", "declined", "duplicate", "obsolete", "removed"),
    *("won't do", "won't fix", "wontfix", "archived", "shipped"),
    *("erledigt", "fertig", "geschlossen", "terminé", "fermé", "fermée", "cerrada", "cerrado"),
    *("hecho", "finalizada", "finalizado", "listo", "concluído", "concluída", "fechado"),
    *("itens concluídos", "chiuso", "chiusa", "completato", "completata", "gereed", "gesloten"),
    *("voltooid", "klaar", "zrobione", "gotowe", "ukończone", "zamknięte", "完了", "クローズ"),
    *("已完成", "完成", "已关闭", "关闭", "已解决"),
)
# A comment with more questions than this is put off, not answered.
MOST_QUESTIONS = 3
# Each is asked of every ticket; a stranger's may be meant to keep a run busy.
MOST_OVERRIDES = 500

_WORST_FIRST = tuple(Severity)
_LOWER: Mapping[Severity, Severity] = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.NOTE,
    Severity.NOTE: Severity.NOTE,
}


def _setting(default: Any, about: str, *examples: Any, **bounds: Any) -> Any:
    """Return a field of the configuration with its documentation and examples of values."""
    key = "default_factory" if callable(default) else "default"
    return Field(**{key: default}, description=about, examples=list(examples), **bounds)


class Config(BaseModel):
    """Everything that a user can set; the same names in a file and in this value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # Models of parts that are kept as they were given, for the nearest word to a wrong key.
    PARTS: ClassVar[tuple[type[BaseModel], ...]] = (JiraTable,)

    extends: Words = _setting(
        (),
        "what this configuration builds on, the later over the earlier: `ticketlint:recommended`,"
        " `ticketlint:pedantic`, files beside this one, `pkg:NAME/FILE.yaml` of an installed"
        " package",
        ["ticketlint:pedantic", "team.yaml"],
    )
    profile: Profile = _setting(
        "recommended",
        "`recommended`, or `pedantic` for all rules, also those that are often wrong",
        "pedantic",
    )
    level: Literal["error", "warning", "note"] | None = _setting(
        None,
        "the severity from which on findings are shown and counted, without one `warning`, or"
        " `note` in the profile `pedantic`; rules that `select` names and what fails the gate are"
        " always shown, and the score never hangs on it",
        "note",
    )
    style: Style = _setting(
        "free",
        "the form in which acceptance criteria are written: `gherkin`, `checklist`, `ears`, or"
        " `free` for none; rules on that form are on",
        "gherkin",
    )
    language: Language = _setting(
        "auto",
        "`en` where a team writes English: a few words in which another language is seen, such as"
        " names of products, are judged too; longer texts in another language never are",
        "en",
    )
    select: Words = _setting(
        (),
        "run these rules only: a name, `missing-*`, a category, a tag, or `ALL`; one that is named"
        " runs whatever `rules` says",
        ["terms", "missing-*"],
    )
    extend_select: Words = _setting((), "run these rules too, named in the same way", ["promises"])
    ignore: Words = _setting(
        (), "leave these rules out, named in the same way, whatever else names them", ["scope"]
    )
    preview: bool = _setting(False, "let rules run that are still in preview", True)
    rules: Mapping[str, Setting] = _setting(
        dict,
        "for each rule a severity (`error`, `warning`, `note`, `off`), or `{severity: …, options:"
        " {…}}`; a severity switches a rule on that is off",
        {"missing-environment": "off", "near-duplicate": {"options": {"least": 0.9}}},
    )
    overrides: tuple[Override, ...] = _setting(
        (),
        "`rules`, `profile`, `style`, `language` or `levels` for some tickets only, those for"
        " which `match` holds; a later one wins",
        [{"match": {"project": "PAY", "kind": ["bug"]}, "rules": {"vague-quality": "note"}}],
        max_length=MOST_OVERRIDES,
    )
    rule_paths: Paths = _setting((), "folders with rules of your own", ["our-rules/"])
    scorecard: Scorecard = _setting(
        ScoreTable(),
        "another card: `points` of facts, needs of `levels` by kind, or a `file`",
        {"levels": {"story": {"ready": ["actor", "criterion"]}}},
    )
    sections: Mapping[SectionName, Words] = _setting(
        dict,
        "your headings for a section, beside those that are known",
        {"acceptance_criteria": ["Ready to ship when"]},
    )
    acceptance_fields: Words = _setting(
        (), "fields that hold acceptance criteria", ["customfield_10131"]
    )
    glossary: Words = _setting((), "words that need no explanation", ["PSR", "ZBM"])
    vocab: Paths = _setting(
        (),
        "files of such words, with a term on each line, its meaning behind a colon",
        ["vocab/words.txt"],
    )
    templates: Paths = _setting(
        (), "files or folders of templates, whose lines are no content", [".github/ISSUE_TEMPLATE"]
    )
    learn_templates: bool = _setting(
        True, "take lines that recur in the tickets of a run for lines of templates", False
    )
    pipeline: Pipeline = _setting(
        None, "another pipeline of spaCy, a package or a folder", "en_udv25_englishewt_trf"
    )
    plugins: Plugins = _setting(
        (), "checks of installed packages that your own rules use", ["acme-names"]
    )
    load_plugins: bool = _setting(
        True, "`false` leaves out the plugins, and the rules on them", False
    )
    idea_statuses: Words = _setting(
        IDEA_STATUSES, "statuses of ideas, which are judged a level lower", ["idea", "icebox"]
    )
    closed_statuses: Words = _setting(
        CLOSED_STATUSES,
        "statuses of tickets that `open_only` leaves out, beside code always",
        ["done", "shipped"],
    )
    open_only: bool = _setting(False, "leave closed tickets out", True)
    include_closed: bool = _setting(
        False, "read closed and archived tickets of files beside code too", True
    )
    ticket_text: bool = _setting(
        False, "put the text of tickets into the JSON report, as the review shows it", True
    )
    show_people: bool = _setting(
        False, "name reporter and assignee in the JSON report and on the review", True
    )
    links: Links = _setting(
        "",
        "the address of a ticket in its tracker, with `{key}` in it, for exports without one"
        " (Jira's CSV)",
        "https://jira.example.com/browse/{key}",
    )
    max_questions: int = _setting(MOST_QUESTIONS, "questions for each ticket", 5, ge=1, le=1_000)
    jira: Jira = _setting(
        dict,
        "the site of Jira; `TICKETLINT_JIRA_<NAME>` wins over each value in a file",
        {"url": "https://example.atlassian.net"},
    )
    fail_on: FailOn = _setting(
        "error", "the severity from which on a finding fails the gate, or `never`", "warning"
    )
    gate: GateTable = _setting(
        GateTable(),
        "what fails a run: `fail_on`, `min_score`, `min_level`, `max_warnings`, `new_only`,"
        " `not_worse`, and `overrides` of these for some tickets",
        {"min_score": 70, "overrides": [{"match": {"kind": "spike"}, "min_score": None}]},
    )
    baseline: File = _setting(
        "",
        "what is known, without one `ticketlint-baseline.json` beside the configuration",
        "known.json",
    )
    suppressions: File = _setting("", "a file of what does not count, and why", "agreed.yaml")
    inline_suppressions: bool = _setting(
        True, "let lines and labels of a ticket say what does not count in it", False
    )

    strict_config: bool = _setting(
        False, "end with 2 where something in the configuration does nothing, or is outdated", True
    )

    _layers: Layers = PrivateAttr(NO_LAYERS)

    @property
    def layers(self) -> Layers:
        """Return the places that it was put together from."""
        return self._layers

    def made_of(self, layers: Layers) -> "Config":
        """Return the same, put together from these places."""
        copy = self.model_copy()
        copy._layers = layers  # noqa: SLF001 - a copy of its own
        return copy

    def under(self, upper: "Config") -> "Config":
        """Return this configuration with another laid over it, which says where it stands."""
        both = Layers((*self.layers.all, *upper.layers.all))
        config = laid_over(upper, self)
        if "fail_on" in upper.model_fields_set and upper.gate.fail_on is None:
            # The short form stands above the table that stands below.
            gate = config.gate.model_copy(update={"fail_on": None})
            config = config.model_copy(update={"gate": gate})
        return config.made_of(both)

    def with_plugins(self, loaded: bool) -> "Config":
        """Return the same; where they shall not be loaded, without them."""
        return self if loaded else self.model_copy(update={"load_plugins": False})

    @property
    def fail_severity(self) -> Severity | None:
        """Return the lowest severity that fails the gate for some ticket, None for never."""
        named = {limits.fail_on or self.fail_on for limits in (self.gate, *self.gate.overrides)}
        failing = [severity for severity in _WORST_FIRST if severity.value in named]
        return failing[-1] if failing else None

    @property
    def shown_severities(self) -> tuple[Severity, ...]:
        """Return the severities that are shown and counted, the worst first.

        Without a `level` notes are shown in the profile `pedantic` only; what fails the gate
        is shown whatever the level.
        """
        usual = Severity.NOTE if self.profile == "pedantic" else Severity.WARNING
        level = Severity(self.level) if self.level else usual
        least = max(level, self.fail_severity or level, key=_WORST_FIRST.index)
        return _WORST_FIRST[: _WORST_FIRST.index(least) + 1]

    def shows(self, rule_id: str, severity: Severity) -> bool:
        """Tell whether a finding is shown and counted: a rule that is selected always is."""
        return rule_id in self.select or severity in self.shown_severities

    def staged(self, severity: Severity, status: str) -> Severity:
        """Return the severity at the stage of a ticket: an idea is judged a level lower."""
        return _LOWER[severity] if self.is_idea(status) else severity

    def is_idea(self, status: str) -> bool:
        """Tell whether a ticket in this status is an idea that nobody has promised yet."""
        return _named(status, self.idea_statuses)

    def is_closed(self, status: str) -> bool:
        """Tell whether the work on a ticket in this status is over."""
        return _named(status, self.closed_statuses)

    def level_of(self, rule_id: str) -> Level | None:
        """Return the severity that the configuration gives to a rule, None if it gives none.

        What overrides give, the configuration `for_overrides` has.
        """
        return self.rules[rule_id].severity if rule_id in self.rules else None

    def options(self, rule_id: str) -> Mapping[str, Any]:
        """Return the options that the configuration gives to a rule."""
        return self.rules[rule_id].options if rule_id in self.rules else {}

    def matching(self, ticket: Tracked, kind: Kind) -> tuple[int, ...]:
        """Return the numbers of the overrides that are for a ticket of this kind, from 0 on."""
        if not self.overrides:
            return ()
        return tuple(at for at, one in enumerate(self.overrides) if one.holds(ticket, kind))

    def for_overrides(self, numbers: tuple[int, ...]) -> "Config":
        """Return what holds for the tickets of these overrides, a configuration without any."""
        config = self.model_copy(update={"overrides": ()})
        for number in numbers:
            config = _overridden(config, self.overrides[number])
        return config

    def shown_for(self, ticket: Tracked, kind: Kind) -> "Config":
        """Return what tells which findings of a ticket are shown: an override has a profile."""
        if not any(one.profile for one in self.overrides):
            return self
        return self.for_overrides(self.matching(ticket, kind))


def _overridden(config: Config, override: Override) -> Config:
    changes: dict[str, Any] = {"rules": merged(override.rules, config.rules)}
    changes |= {
        name: value
        for name in ("profile", "style", "language")
        if (value := getattr(override, name)) is not None
    }
    if override.levels:
        levels = merged(override.levels, config.scorecard.levels)
        changes["scorecard"] = config.scorecard.model_copy(update={"levels": levels})
    return config.model_copy(update=changes)


def _named(status: str, statuses: Words) -> bool:
    return status.strip().casefold() in {name.casefold() for name in statuses}
