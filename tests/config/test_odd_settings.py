"""Configurations and rule files with anything in any place: they load, or are told with a line."""

import json
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from ticketlint.backlog import BACKLOG_CHECKS
from ticketlint.config.reading import read_config
from ticketlint.errors import ConfigError, RuleError
from ticketlint.judging.linter import Linter
from ticketlint.matching.checks import CHECKS
from ticketlint.rules.pack import load_rules
from ticketlint.rules.ruleset import Ruleset

CONFIG = {
    "extends": ["ticketlint:pedantic"],
    "style": "ears",
    "ignore": ["scope"],
    "profile": "pedantic",
    "select": ["open-list", "missing-why"],
    "rules": {"open-list": "off", "missing-why": {"severity": "error", "options": {"a": 1}}},
    "overrides": [
        {"kinds": ["bug"], "rules": {"vague-quality": "note"}},
        {"match": {"project": "PAY", "label": ["a*"]}, "levels": {"bug": {"ready": ["actor"]}}},
    ],
    "rule_paths": [],
    "sections": {"acceptance_criteria": ["Ready to ship when"]},
    "acceptance_fields": ["customfield_10131"],
    "glossary": ["PSR", "ZBM"],
    "vocab": "words.txt",
    "templates": ["words.md"],
    "learn_templates": False,
    "pipeline": "ours",
    "idea_statuses": ["idea"],
    "open_only": True,
    "max_questions": 3,
    "jira": {"url": "https://jira.example.com", "timeout": 3, "remote_links": True},
    "fail_on": "warning",
}
RULE = {
    "id": "some-tea",
    "category": "ambiguity",
    "severity": "warning",
    "severity_by_kind": {"bug": "off"},
    "severity_by_section": {"acceptance_criteria": "error"},
    "confidence": "low",
    "summary": "Finds tea.",
    "applies_to": {"kinds": ["story"], "sections": ["steps"], "roles": ["what"]},
    "match": {
        "phrase": "green tea",
        "lemma": ["drink tea"],
        "tokens": [
            [
                {"LOWER": {"IN": ["tea"]}, "OP": "+"},
                {"IS_PUNCT": True, "LENGTH": {">=": 1}},
                {"LEMMA": {"REGEX": "^t"}, "LENGTH": 3},
            ]
        ],
        "dependency": [
            [
                {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"POS": "VERB"}},
                {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "tea", "RIGHT_ATTRS": {"DEP": "obj"}},
            ]
        ],
        "regex": ["(?i)tea(?!pot)"],
        "missing": {"sections": ["need"], "roles": ["why"], "states": ["absent"]},
        "limit": {"measure": "words", "above": 3},
        "check": {"name": "long-sentences", "options": {"max_words": 40}},
    },
    "unless": {
        "phrase": "tea time",
        "sentence": {"regex": "coffee"},
        "ticket": {"lemma": "water"},
        "unsure": {"until": {"why": 0.5}, "phrase": "milk"},
        "clear": 0.3,
    },
    "once": True,
    "in_code": False,
    "message": '"{match}" in {section} is tea.',
    "question": ['Which "{object}" is "{match}"?', 'Which tea is "{title}"?'],
    "answer": "which",
    "suggestion": "Name it.",
    "why": "Tea differs.",
    "source": "nobody",
    "examples": {
        "bad": ["We drink <<tea>>.", {"text": "Tea", "kind": "bug", "links": ["EX-1"]}],
        "good": [],
        "todo": {"bad": [{"text": "x", "backlog": [{"title": "Tea"}]}]},
    },
}  # fmt: skip
BACKLOG_RULE = {
    **{name: RULE[name] for name in ("id", "category", "severity", "summary", "why", "source")},
    "match": {"backlog": {"name": "near-duplicates", "options": {"least": 0.85}}},
    "message": "Like {other} ({share} alike).",
    "question": 'What does "{title}" ask for that {other} does not?',
    "answer": "scope",
    "examples": {"bad": [], "good": []},
}
ODD: Mapping[str, Any] = {
    "null": None,
    "list": ["a", {"b": 1}],
    "empty list": [],
    "map": {"a": {"b": [1]}},
    "empty map": {},
    "number": -7,
    "large number": 10**40,
    "fraction": 0.5,
    "text": "{match",
    "format": "{match!r:>99999999}",
    "attribute": "{match.__class__}",
    "position": "{0}",
    "empty": "",
    "path": "../../etc/passwd",
    "long path": "x" * 5_000,
    "true": True,
    "huge": "x" * 200_000,
    "nul": "a\0b",
    "expression": "(?:a{3000}){3000}",
    "brackets": "(" * 1_900,
}


@dataclass(frozen=True)
class Twice:
    """A value whose key, or which as an item, stands twice."""

    value: Any


def mutations(tree: Any) -> Iterator[Any]:
    """Yield the tree with each node in turn replaced by each odd value, or twice there."""
    yield from ODD.values()
    yield Twice(tree)
    items = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree if isinstance(tree, list) else ())
    )
    for key, value in items:
        for odd in mutations(value):
            copy = tree.copy()
            copy[key] = odd
            yield copy
    if isinstance(tree, dict):
        yield from ({**tree, key: 1} for key in ("<<", "sevrity", "x" * 100_000))
        yield from ({k: v for k, v in tree.items() if k != key} for key in tree)


def yaml(tree: Any) -> str:
    """Return a tree as JSON, which is YAML."""
    return written(tree, ": ", json.dumps)


def toml(tree: Any) -> str:
    """Return a tree as a table of `pyproject.toml`; a null is left empty, which is no TOML."""
    if not isinstance(tree, dict):
        return f"tool.ticketlint = {written(tree, ' = ', plain_toml)}\n"
    lines = [pair(name, value, " = ", plain_toml) for name, value in tree.items()]
    return "\n".join(["[tool.ticketlint]", *lines]) + "\n"


def plain_toml(value: Any) -> str:
    return "" if value is None else json.dumps(value).replace("\\/", "/")


def written(tree: Any, colon: str, plain: Any) -> str:
    if isinstance(tree, Twice):
        return written(tree.value, colon, plain)
    if isinstance(tree, dict):
        return "{" + ", ".join(pair(k, v, colon, plain) for k, v in tree.items()) + "}"
    if isinstance(tree, list):
        parts = [written(value, colon, plain) for value in tree]
        parts += [parts[n] for n, value in enumerate(tree) if isinstance(value, Twice)]
        return "[" + ", ".join(parts) + "]"
    return plain(tree)


def pair(key: str, value: Any, colon: str, plain: Any) -> str:
    told = f"{json.dumps(key)}{colon}{written(value, colon, plain)}"
    newline = "\n" if plain is plain_toml and "{" not in told else ", "
    return f"{told}{newline}{told}" if isinstance(value, Twice) else told


def check_located(error: ConfigError | RuleError, where: str) -> None:
    """Look that an error is short and that all its faults have a line and a column."""
    head, *lines = str(error).split("\n")
    faults = [line for line in lines if line and not re.match(r" *\d* \| | +\^$", line)]
    assert faults, head
    for fault in faults:
        assert re.match(rf"{re.escape(where)}:\d+:\d+: \S", fault), fault[:500]
    assert all(len(line) < 700 for line in (head, *lines)), str(error)[:2000]
    assert len(lines) < 100


@pytest.mark.parametrize(("name", "write"), [("ticketlint.yaml", yaml), ("pyproject.toml", toml)])
@pytest.mark.parametrize("named", [True, False], ids=["named", "found"])
def test_whatever_stands_in_a_configuration_it_loads_or_is_told_with_its_place(
    tmp_path: Path, name: str, write: Any, named: bool
) -> None:
    path = tmp_path / name
    loaded = told = 0
    base = CONFIG if named else {k: v for k, v in CONFIG.items() if k != "pipeline"}
    for tree in mutations(base):
        path.write_text(write(tree), "utf-8")
        try:
            config = read_config(path, named=named)
        except ConfigError as error:
            check_located(error, str(path))
            told += 1
        else:
            assert pickle.loads(pickle.dumps(config)) == config
            assert Ruleset({}, config).digest
            loaded += 1
    assert told
    assert loaded


@pytest.mark.parametrize("rule", [RULE, BACKLOG_RULE], ids=["rule", "rule on a backlog"])
def test_whatever_stands_in_a_rule_it_loads_or_is_told_with_its_place(
    tmp_path: Path, rule: dict[str, Any], nlp: Language
) -> None:
    path = tmp_path / "ours" / "some-tea.yaml"
    path.parent.mkdir()
    loaded = told = 0
    for tree in mutations(rule):
        path.write_text(yaml(tree), "utf-8")
        try:
            pack = load_rules([path.parent], CHECKS, BACKLOG_CHECKS)
        except RuleError as error:
            check_located(error, str(path))
            told += 1
        else:
            assert pack.hash
            Linter(Ruleset(pack.rules), nlp)
            loaded += 1
    assert told
    assert loaded
