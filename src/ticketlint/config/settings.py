"""One frozen configuration, made from flags, environment and file."""

import os
import stat
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
)

from ticketlint.config.gatetable import GateTable
from ticketlint.config.jiratable import HARMLESS, JIRA_FILES, JiraTable
from ticketlint.config.scoretable import ScoreTable
from ticketlint.config.textfile import UnreadableError, is_file, is_folder, read_text
from ticketlint.config.tomlfile import read_table
from ticketlint.config.yamlfile import (
    MOST_FAULTS,
    Document,
    Fault,
    Words,
    YamlProblems,
    problem_at,
    problem_of,
    read_yaml,
    stands_in,
    validate,
    with_excerpts,
)
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
MOST_QUESTIONS = 3
_TABLE = ("tool", "ticketlint")
_READ_SUFFIXES = frozenset({".yaml", ".yml", ".md"})
FILE_NAMES = ("ticketlint.yaml", ".ticketlint.yaml", "pyproject.toml")

_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a configuration comes from: its folder, and whether somebody named it.

    One that was only found came with the tree, perhaps in a stranger's pull request.
    """

    folder: Path
    named: bool


def _origin(info: ValidationInfo) -> Origin | None:
    return (info.context or {}).get("origin")


def _path(value: str, info: ValidationInfo) -> str:
    """Return a path from the folder of the configuration; below it, unless that was named."""
    origin = _origin(info)
    if origin is None:
        return value
    if "\0" in value:
        raise ValueError("not the name of a file")
    if origin.named:
        return str(origin.folder / value)
    root = os.path.realpath(origin.folder)
    path = Path(os.path.realpath(origin.folder / value))
    if not path.is_relative_to(root) or _leads_out(path, root):
        raise ValueError(
            "lies or leads outside the folder of the configuration "
            "(only a configuration named with --config may do that)"
        )
    return str(path)


def _leads_out(folder: Path, root: str) -> bool:
    """Tell whether a file that would be read below a folder is a link to somewhere else."""
    inside = folder.rglob("*") if is_folder(folder) else ()
    links = (path for path in inside if path.suffix in _READ_SUFFIXES and path.is_symlink())
    return not all(Path(os.path.realpath(link)).is_relative_to(root) for link in links)


def _pipeline(value: str | None, info: ValidationInfo) -> str | None:
    """Return the path of a pipeline that lies in the folder, any other name as it is."""
    origin = _origin(info)
    if not value or origin is None:
        return value
    if not origin.named:
        raise ValueError("a pipeline can run code; name the configuration with --config to load it")
    path = origin.folder / value.replace("\0", "")
    return str(path) if is_file(path / "meta.json") else value


def _jira(value: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
    """Return the table of a Jira site; its files count from the folder of the configuration."""
    if "token" in value:
        raise ValueError("a token does not belong in a file (set TICKETLINT_JIRA_TOKEN)")
    JiraTable.model_validate(value)
    origin = _origin(info)
    if origin is None:
        return value
    files = {name: str(origin.folder / value[name]) for name in JIRA_FILES if value.get(name)}
    return {**value, **files}


def _score_table(value: ScoreTable, info: ValidationInfo) -> ScoreTable:
    """Return what is changed of the scorecard; its file counts from the configuration's folder."""
    return value.model_copy(update={"file": _path(value.file, info)}) if value.file else value


Scorecard = Annotated[
    ScoreTable,
    BeforeValidator(lambda value: {"file": value} if isinstance(value, str) else value),
    AfterValidator(_score_table),
]
Paths = Annotated[
    tuple[Annotated[str, AfterValidator(_path)], ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
]


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a configuration file; two configurations that say the same are equal.

    `where` is empty for a configuration that was not read from a file.
    """

    where: str = field(default="", compare=False)
    text: str = field(default="", compare=False)

    def document(self) -> Document | None:
        """Return what it holds, None for a TOML file without a table of ours.

        Raises: YamlProblems.
        """
        if not self.where:
            return None
        if Path(self.where).suffix == ".toml":
            return read_table(self.text, self.where, *_TABLE)
        return read_yaml(self.text, self.where)


class KindSetting(RuleSetting):
    """What an override changes of one rule: its severity."""

    @field_validator("options")
    @classmethod
    def _are_for_all_kinds(cls, value: Mapping[str, Any]) -> Mapping[str, Any]:
        if value:
            raise ValueError("count for all kinds (set them under `rules`, outside of `overrides`)")
        return value


class Override(_Strict):
    """Settings for the tickets of some kinds only; a later override wins."""

    kinds: tuple[Kind, ...]
    rules: Mapping[str, Annotated[KindSetting, BeforeValidator(_as_setting)]]

    def without(self, ignored: Collection[str]) -> "Override":
        """Return the override without what it says of some rules."""
        kept = {name: setting for name, setting in self.rules.items() if name not in ignored}
        return self.model_copy(update={"rules": kept})


class Config(_Strict):
    """Everything that a user can set; the same names in a file and in this value."""

    # Models of parts that are kept as they were given, for the nearest word to a wrong key.
    PARTS: ClassVar[tuple[type[BaseModel], ...]] = (JiraTable,)

    profile: Literal["recommended", "pedantic"] = "recommended"
    level: Literal["error", "warning", "note"] | None = None
    select: Words = ()
    rules: Mapping[str, Setting] = Field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    rule_paths: Paths = ()
    scorecard: Scorecard = ScoreTable()
    sections: Mapping[SectionName, Words] = Field(default_factory=dict)
    acceptance_fields: Words = ()
    glossary: Words = ()
    vocab: Paths = ()
    templates: Paths = ()
    learn_templates: bool = True
    pipeline: Annotated[str | None, AfterValidator(_pipeline)] = None
    idea_statuses: Words = IDEA_STATUSES
    closed_statuses: Words = CLOSED_STATUSES
    open_only: bool = False
    max_questions: int = Field(default=MOST_QUESTIONS, ge=1, le=1_000)
    jira: Annotated[Mapping[str, Any], AfterValidator(_jira)] = Field(default_factory=dict)
    fail_on: Literal["error", "warning", "note", "never"] = "error"
    gate: GateTable = GateTable()
    baseline: Annotated[str, AfterValidator(_path)] = ""
    suppressions: Annotated[str, AfterValidator(_path)] = ""
    inline_suppressions: bool = True

    _written: Written = PrivateAttr(Written())

    def model_post_init(self, context: Any) -> None:
        """Keep the text of a configuration that was read from a file."""
        self._written = (context or {}).get("written", Written())

    @property
    def written(self) -> Written:
        """Return the text that it was read from."""
        return self._written

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

    def level_of(self, rule_id: str, kind: Kind) -> Level | None:
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
    """Return the nearest configuration file from `start` up to the root of its git checkout.

    Outside a checkout the folders above count as long as they are the user's own: not the home
    folder, the root of the disk, or one that another user owns or that anybody may write to.
    Raises: ConfigError for a `pyproject.toml` that is no TOML.
    """
    for folder in _searched(start):
        for name in FILE_NAMES:
            path = folder / name
            if is_file(path) and (path.suffix != ".toml" or _has_table(path)):
                return path
    return None


def _searched(start: Path) -> list[Path]:
    above = [start, *start.parents]
    roots = [number for number, folder in enumerate(above) if os.path.lexists(folder / ".git")]
    if roots:
        return above[: roots[0] + 1]
    return [start, *takewhile(_is_own, start.parents)]


def _is_own(folder: Path) -> bool:
    """Tell whether no stranger can put a file into a folder that is made for one purpose."""
    if not hasattr(os, "getuid") or str(folder) in {folder.anchor, os.path.expanduser("~")}:  # noqa: PTH111 - raises nothing
        return False
    state = folder.stat()
    return state.st_uid == os.getuid() and not state.st_mode & stat.S_IWOTH


def read_config(
    path: Path | None, *, named: bool = True, tell: Callable[[str], object] = len
) -> Config:
    """Read a configuration file; None gives the defaults. Paths in it count from its folder.

    One that was found, not `named`, stays in its folder and cannot say where a token goes: what
    is ignored of it goes to `tell`, in one line.
    Raises: ConfigError that tells every fault at once.
    """
    if path is None:
        return Config()
    written = _read(path, found=not named)
    try:
        document = written.document()
        if document is None:
            return Config()
        context = {"origin": Origin(path.parent, named), "written": written}
        config = validate(Config, document, context)
    except YamlProblems as error:
        raise _fault(str(path), error) from None
    return config if named else _without_site(config, document, tell)


def _without_site(config: Config, document: Document, tell: Callable[[str], object]) -> Config:
    """Return the configuration without what decides where a token goes and what is trusted."""
    odd = [name for name in config.jira if name not in HARMLESS]
    if odd:
        loc = (*document.table.split("."), "jira", odd[0])
        place = problem_at(document, loc, "")
        names = ", ".join(f"`jira.{name}`" for name in odd)
        tell(
            f"{place.where}:{place.line}:{place.column}: {names} ignored: only the environment "
            "(TICKETLINT_JIRA_...) or a configuration named with --config tells where a token goes"
        )
    kept = {name: value for name, value in config.jira.items() if name in HARMLESS}
    return config.model_copy(update={"jira": kept})


def refuse(config: Config, faults: Sequence[Fault], where: str) -> None:
    """Refuse a configuration with faults: with their places, as far as they stand in its file.

    What a flag or a program set has no place there; `where` is told instead.
    Raises: ConfigError, where there is a fault.
    """
    if not faults:
        return
    document = config.written.document()
    placed = [fault for fault in faults if document and stands_in(fault, document)]
    if document is None or len(placed) < len(faults):
        told = [fault.what for fault in faults if fault not in placed]
        raise ConfigError(where, "; ".join(told))
    problems = [problem_of(fault, document) for fault in placed[:MOST_FAULTS]]
    raise _fault(document.where, YamlProblems(with_excerpts(problems, document.text)))


def _read(path: Path, *, found: bool) -> Written:
    """Return the text of a configuration file."""
    where = str(path)
    folder = os.path.realpath(path.parent)
    if found and not Path(os.path.realpath(path)).is_relative_to(folder):
        todo = "name it with --config"
        raise ConfigError(where, "is a link to a file outside its folder", todo)
    try:
        return Written(where, read_text(path))
    except UnreadableError as error:
        raise ConfigError(where, str(error)) from None


def _has_table(path: Path) -> bool:
    try:
        return _read(path, found=True).document() is not None
    except YamlProblems as error:
        raise _fault(str(path), error) from None


def _fault(where: str, error: YamlProblems) -> ConfigError:
    count = len(error.problems)
    heading = f"{count} fault{'s' if count > 1 else ''} in the configuration"
    return ConfigError(where, f"{heading}\n{error}")
