"""ARCHITECTURE.md tells the tree as it is: every path and every name on the page exists."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "ticketlint"
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
HEAD, TREE, REST = re.split("```\n", PAGE)
# A row, an item or a paragraph with the lines that go on.
PART = re.compile(r"(?:^|\n)(?=\||- |#|\n)")
TICKED = re.compile(r"`([^`]+)`")
PATH = re.compile(r"(?:[\w.-]+/)+(?:[\w-]+\.\w+)?|[\w-]+\.(?:py|md|toml)")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?")
# Ticked words that name nothing in the code: a class of spaCy, commands, a grade.
WORDS = frozenset({"Doc", "explain", "inspect", "unscored"})
# Not of a stage: the package itself.
LOOSE = frozenset({"__init__.py", "__main__.py", "__pycache__", "py.typed"})


def paths_in(text: str) -> list[str]:
    return [word for word in TICKED.findall(text) if PATH.fullmatch(word)]


def names_told(text: str) -> list[str]:
    words = (word for word in TICKED.findall(text) if NAME.fullmatch(word))
    return [word for word in words if word not in WORDS and not PATH.fullmatch(word)]


def found(name: str) -> Path | None:
    places = (SOURCE / name, ROOT / name)
    return next((place for place in places if place.exists()), None)


@cache
def names_in(module: Path) -> frozenset[str]:
    return frozenset(_names(ast.parse(module.read_text(encoding="utf-8")).body))


def _names(body: list[ast.stmt], of: str = "") -> Iterator[str]:
    for node in body:
        match node:
            case ast.ClassDef(name=name, body=inside):
                yield f"{of}{name}"
                yield from _names(inside, f"{name}.")
                yield from _names(inside)
            case ast.FunctionDef(name=name):
                yield f"{of}{name}"
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield f"{of}{name}"
            case _:
                pass


def modules_of(part: str) -> list[Path]:
    """Return the modules that a row or an item names; all where it names none."""
    paths = [path for path in map(found, paths_in(part)) if path is not None]
    named = [path / "__init__.py" if path.is_dir() else path for path in paths]
    return [path for path in named if path.suffix == ".py"] or sorted(SOURCE.rglob("*.py"))


NAMED = [(name, part) for part in PART.split(REST) for name in names_told(part)]


@pytest.mark.parametrize("name", sorted(set(paths_in(HEAD + REST))))
def test_every_path_on_the_page_exists(name: str) -> None:
    assert found(name), f"no {name}"


@pytest.mark.parametrize(("name", "part"), NAMED, ids=[name for name, _ in NAMED])
def test_every_name_on_the_page_is_defined_in_a_module_told_beside_it(name: str, part: str) -> None:
    where = [module for module in modules_of(part) if name in names_in(module)]

    assert where, f"no {name} where it is told: {part}"


def test_the_walk_enters_the_seven_stages_in_their_order() -> None:
    assert re.findall(r"\| \*\*(\d) \w+\.\*\*", REST) == list("1234567")


def test_the_tree_shows_every_room_and_no_other() -> None:
    shown = re.findall(r"^(\w+(?:/|\.py)) ", TREE, re.MULTILINE)
    there = {f"{path.name}/" if path.is_dir() else path.name for path in SOURCE.iterdir()}

    assert sorted(shown) == sorted(there - {"__pycache__/"} - LOOSE)


def test_the_tree_stands_in_the_order_of_the_layers() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [layers] = [one["layers"] for one in contracts if one.get("containers") == ["ticketlint"]]
    shown = re.findall(r"^(\w+)(?:/|\.py) ", TREE, re.MULTILINE)

    assert shown == layers[::-1]


def test_the_folders_inside_a_room_that_the_tree_names_are_there() -> None:
    rooms = re.split(r"^(?=\w)", TREE, flags=re.MULTILINE)
    inside = [
        (room.split("/")[0], name)
        for room in rooms
        if "inside it" in room
        for name in re.findall(r"(\w+)/(?=[ ,])", room.split("inside it")[1])
    ]

    assert inside
    assert [pair for pair in inside if not SOURCE.joinpath(*pair).is_dir()] == []
