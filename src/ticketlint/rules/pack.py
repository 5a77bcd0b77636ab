"""Read and validate rule files; all faults of all files are told at once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ticketlint.config.textfile import as_text, is_file, is_folder
from ticketlint.config.yamlfile import YamlProblems, did_you_mean, read_model
from ticketlint.errors import RuleError
from ticketlint.rules.options import HasOptions
from ticketlint.rules.questionfiles import is_question_file
from ticketlint.rules.removed import what_became_of
from ticketlint.rules.schema import CATEGORIES, Rule

Checks = Mapping[str, HasOptions]


@dataclass(frozen=True, slots=True)
class RulePack:
    """All rules of a run, by id, in the order of their ids."""

    rules: Mapping[str, Rule]

    @property
    def hash(self) -> str:
        """Return 16 hex digits that change when any rule changes."""
        digest = hashlib.blake2b(digest_size=8)
        for rule in self.rules.values():
            digest.update(rule.model_dump_json().encode())
        return digest.hexdigest()


def bundled_rules() -> list[Path]:
    """Return the folders of the rule pack, of the wheel or of the checkout: one a category.

    What else lies beside them is no rule.
    """
    pack = bundled_pack()
    return [folder for name in CATEGORIES if is_folder(folder := pack / name)]


def bundled_pack() -> Path:
    """Return the folder of all that ships as data: rules, wordings, scorecard."""
    packaged = Path(__file__).parent / "bundled"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rules"


def bundled_file(rule_id: str) -> Path | None:
    """Return the file of a rule of the pack, None where no rule of it has this id."""
    named = f"{rule_id}.yaml"
    files = (path for folder in bundled_rules() for path in folder.iterdir())
    return next((path for path in files if path.name == named), None)


def load_rules(
    folders: Sequence[Path],
    checks: Checks,
    backlog_checks: Checks = MappingProxyType({}),
    *,
    over: Mapping[str, Rule] = MappingProxyType({}),
    sound: bool = False,
) -> RulePack:
    """Read every rule file below `folders`; a later rule replaces one of the same id.

    `checks` is the table of what `match: {check: ...}` may use, `backlog_checks` that of
    `match: {backlog: ...}`, `over` are rules that were read before, `sound` as in `read_rule`.

    Raises: RuleError that tells every fault of every file at once.
    """
    rules: dict[str, Rule] = dict(over)
    faults: list[str] = []
    for folder in folders:
        for path in rule_files(folder):
            try:
                rule = read_rule(path, checks, backlog_checks, sound=sound)
            except YamlProblems as error:
                faults += map(str, error.problems)
            else:
                rules[rule.id] = rule
    faults += _taken_names(rules)
    if faults:
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
        raise RuleError("rule files", "\n".join((count, *faults)))
    return RulePack({rule_id: rules[rule_id] for rule_id in sorted(rules)})


def _taken_names(rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield a line for each earlier name of a rule that another rule has."""
    seen = dict.fromkeys(rules, "")
    for rule in rules.values():
        for name in rule.aliases:
            if name in seen:
                yield f"{rule.id}: `aliases`: `{name}` is the name of another rule"
            seen[name] = rule.id


def rule_files(folder: Path) -> list[Path]:
    """Return the rule files below `folder` (or the file itself), sorted.

    Raises: RuleError where there is none.
    """
    if is_file(folder):
        return [] if is_question_file(folder) else [folder]
    inside = folder.rglob("*") if is_folder(folder) else ()
    found = sorted(p for p in inside if p.suffix in {".yaml", ".yml"} and is_file(p))
    files = [path for path in found if not is_question_file(path, folder)]
    if not found:
        raise RuleError(str(folder), "no rule files", "name a folder that holds .yaml files")
    return files


def read_rule(
    path: Path,
    checks: Checks,
    backlog_checks: Checks = MappingProxyType({}),
    *,
    sound: bool = False,
) -> Rule:
    """Read one rule file; of one that ships the expressions are known to be `sound`.

    Raises: YamlProblems with every fault of the file.
    """
    context = {
        "stem": as_text(path.stem),
        "folder": as_text(path.resolve().parent.name),
        "checks": checks,
        "backlog_checks": backlog_checks,
        "sound": sound,
    }
    return read_model(Rule, path, context)


def find_rule(pack: RulePack, rule_id: str) -> Rule:
    """Return the rule of that id.

    Raises: RuleError with the nearest known id.
    """
    if rule_id in pack.rules:
        return pack.rules[rule_id]
    for rule in pack.rules.values():
        if rule_id in rule.aliases:
            return rule
    hint = what_became_of(rule_id) or did_you_mean(rule_id, list(pack.rules))
    raise RuleError(rule_id, f"no such rule{hint}", "`ticketlint rules list` names them all")
