"""One frozen configuration, made from flags, environment and file."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from ticketlint.config.vocabulary import read_vocabulary
from ticketlint.config.yamlfile import Words, YamlProblems, did_you_mean, parse_model
from ticketlint.errors import ConfigError
from ticketlint.model import Kind, Level, SectionName, Severity

# The names that trackers and templates of boards give to these stages.
IDEA_STATUSES = (
    *("idea", "ideas", "draft", "proposed", "proposal", "icebox", "someday", "parking lot"),
    *("discovery", "funnel", "new idea", "under consideration"),
)
CLOSED_STATUSES = (
    *("done", "closed", "resolved", "completed", "complete", "finished", "merged", "released"),
    *("cancelled", "canceled", "rejected", "declined", "duplicate", "obsolete", "removed"),
    *("won't do", "won't fix", "wontfix", "archived", "shipped"),
)
# A line is taken for a template's from so many tickets of a project on.
LEAST_TICKETS = 10
# A comment with more questions than this is put off, not answered.
MOST_QUESTIONS = 5
FILE_NAMES = ("ticketlint.yaml", ".ticketlint.yaml", "pyproject.toml")

_LOWER: Mapping[Severity, Severity] = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.NOTE,
    Severity.NOTE: Severity.NOTE,
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleSetting(_Strict):
    """What a configuration changes of one rule."""

    severity: Level | None = None
    options: Mapping[str, Any] = Field(default_factory=dict)


def _as_setting(value: object) -> object:
    return {"severity": value} if isinstance(value, str) else value


Setting = Annotated[RuleSetting, BeforeValidator(_as_setting)]


def _known_rules(value: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
    known = (info.context or {}).get("rules")
    for rule_id in value:
        if known is not None and rule_id not in known:
            raise ValueError(f"no rule `{rule_id}`{did_you_mean(rule_id, list(known))}")
    return value


class Override(_Strict):
    """Settings for the tickets of some kinds only; a later override wins."""

    kinds: tuple[Kind, ...]
    rules: Mapping[str, Setting]

    _check_rules = field_validator("rules", mode="after")(_known_rules)


class Config(_Strict):
    """Everything that a user can set; the same names in a file and in this value."""

    profile: Literal["recommended", "pedantic"] = "recommended"
    select: Words = ()
    rules: Mapping[str, Setting] = Field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    rule_paths: Words = ()
    sections: Mapping[SectionName, Words] = Field(default_factory=dict)
    acceptance_fields: Words = ()
    glossary: Words = ()
    vocab: Words = ()
    templates: Words = ()
    learn_templates: bool = True
    pipeline: str | None = None
    idea_statuses: Words = IDEA_STATUSES
    closed_statuses: Words = CLOSED_STATUSES
    open_only: bool = False
    max_questions: int = Field(default=MOST_QUESTIONS, ge=1)
    jira: Mapping[str, Any] = Field(default_factory=dict)
    fail_on: Literal["error", "warning", "note", "never"] = "error"

    _check_rules = field_validator("rules", mode="after")(_known_rules)

    @property
    def fail_severity(self) -> Severity | None:
        """Return the lowest severity that fails the gate, None for never."""
        return None if self.fail_on == "never" else Severity(self.fail_on)

    def staged(self, severity: Severity, status: str) -> Severity:
        """Return the severity at the stage of a ticket: an idea is judged a level lower."""
        return _LOWER[severity] if self.is_idea(status) else severity

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Return the words of the glossary and of the files of vocabulary.

        Raises: ConfigError for a file that cannot be read.
        """
        return (*self.glossary, *read_vocabulary(self.vocab))

    def is_idea(self, status: str) -> bool:
        """Tell whether a ticket in this status is an idea that nobody has promised yet."""
        return _named(status, self.idea_statuses)

    def is_closed(self, status: str) -> bool:
        """Tell whether the work on a ticket in this status is over."""
        return _named(status, self.closed_statuses)

    def level(self, rule_id: str, kind: Kind) -> Level | None:
        """Return the severity that the configuration gives to a rule, None if it gives none."""
        level = self.rules[rule_id].severity if rule_id in self.rules else None
        for override in self.overrides:
            if kind in override.kinds and rule_id in override.rules:
                level = override.rules[rule_id].severity or level
        return level

    def options(self, rule_id: str) -> Mapping[str, Any]:
        """Return the options that the configuration gives to a rule."""
        return self.rules[rule_id].options if rule_id in self.rules else {}


def _named(status: str, statuses: Words) -> bool:
    return status.strip().casefold() in {name.casefold() for name in statuses}


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file from `start` upwards, stopping at a git root."""
    for folder in (start, *start.parents):
        for name in FILE_NAMES:
            path = folder / name
            if path.is_file() and (path.suffix != ".toml" or _toml_table(path) is not None):
                return path
        if (folder / ".git").exists():
            return None
    return None


def read_config(path: Path | None) -> Config:
    """Read a configuration file; None gives the defaults. Paths in it count from its folder.

    Raises: ConfigError that tells every fault at once.
    """
    if path is None:
        return Config()
    config = _read_toml(path) if path.suffix == ".toml" else _read_yaml(path)
    paths = {
        name: tuple(str(path.parent / own) for own in getattr(config, name))
        for name in ("rule_paths", "templates", "vocab")
    }
    return config.model_copy(update=paths | {"pipeline": _pipeline(path.parent, config.pipeline)})


def _pipeline(folder: Path, name: str | None) -> str | None:
    """Return the path of a pipeline that lies in a folder, any other name as it is."""
    if name and (folder / name / "meta.json").is_file():
        return str(folder / name)
    return name


def check_rule_names(config: Config, known: Mapping[str, object], where: str) -> None:
    """Refuse a configuration that names a rule that does not exist.

    Raises: ConfigError with the nearest known id.
    """
    named = [*config.select, *config.rules]
    named += [rule_id for override in config.overrides for rule_id in override.rules]
    for rule_id in named:
        if rule_id not in known:
            hint = did_you_mean(rule_id, list(known))
            todo = "`ticketlint rules list` names them all"
            raise ConfigError(where, f"no rule `{rule_id}`{hint}", todo)


def _read_yaml(path: Path) -> Config:
    try:
        return parse_model(Config, path.read_text(encoding="utf-8"), str(path))
    except YamlProblems as error:
        faults = len(error.problems)
        heading = f"{faults} fault{'s' if faults > 1 else ''} in the configuration"
        raise ConfigError(str(path), f"{heading}\n{error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {error}") from None


def _read_toml(path: Path) -> Config:
    try:
        return Config.model_validate(_toml_table(path) or {})
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in ("tool.ticketlint", *fault["loc"]))
        raise ConfigError(f"{path}: {place}", fault["msg"]) from None


def _toml_table(path: Path) -> dict[str, Any] | None:
    try:
        with path.open("rb") as file:
            table = tomllib.load(file).get("tool", {}).get("ticketlint")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {error}") from None
    return table if isinstance(table, dict) else None
