"""Weights that do not fit the code are refused, whatever is wrong with them."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import ticketlint
from tests.conftest import ROOT
from ticketlint.annotation import kinds, presence, roles
from ticketlint.annotation.networks import (
    facts,
    kind_cues,
    presence_features,
    role_features,
    shape_features,
    ticket_words,
    words,
)
from ticketlint.annotation.networks.contract import Contract, digest
from ticketlint.annotation.networks.network import load_network
from ticketlint.annotation.networks.weights import TOLD, read_weights, signed
from ticketlint.errors import ConfigError
from ticketlint.model import terms

CONTRACT = Contract(("bug", "story"), {"cues": "0123", "words": "4567"})
ARRAYS = {
    "table": np.ones((8, 5), dtype=np.int8),
    "scale": np.ones(5, dtype=np.float32),
    "hidden_bias": np.zeros(3, dtype=np.float32),
    "output": np.ones((3, 2), dtype=np.float32),
    "bias": np.zeros(2, dtype=np.float32),
}
PACKAGE = Path(ticketlint.__file__).parent


class Trap:
    """Unpickled, it would write a file."""

    def __reduce__(self):
        return Path.touch, (Path("sprung"),)


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    np.savez_compressed(path, **arrays)


def told(path: Path, contract: Contract, **arrays: np.ndarray) -> None:
    write(path, dict(signed({**ARRAYS, **arrays}, contract)))


def cut(path: Path) -> None:
    told(path, CONTRACT)
    path.write_bytes(path.read_bytes()[:-40])


def flipped(path: Path) -> None:
    told(path, CONTRACT)
    with zipfile.ZipFile(path) as stored:
        place = stored.getinfo("table.npy").header_offset + 60
    raw = bytearray(path.read_bytes())
    raw[place] ^= 0xFF
    path.write_bytes(raw)


def encrypted(path: Path) -> None:
    """Set the flag of the first part, in the directory at the end of the archive."""
    told(path, CONTRACT)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)


def reshaped(path: Path, **arrays: np.ndarray) -> None:
    """Change arrays behind the back of what the file tells."""
    write(path, {**signed(ARRAYS, CONTRACT), **arrays})


def retold(path: Path, text: str) -> None:
    write(path, {**ARRAYS, TOLD: np.array(text)})


def other_format(path: Path) -> None:
    stored = signed(ARRAYS, CONTRACT)
    retold(path, str(stored[TOLD]).replace('"format":1', '"format":99'))


def objects(path: Path) -> None:
    write(path, {**signed(ARRAYS, CONTRACT), "bias": np.array([Trap(), Trap()], dtype=object)})


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "no file": (lambda path: None, "cannot be read"),
    "a folder": (Path.mkdir, "cannot be read"),
    "an empty file": (Path.touch, "is damaged"),
    "no archive": (lambda path: path.write_text("weights"), "is damaged"),
    "a truncated file": (cut, "is damaged"),
    "a flipped byte": (flipped, "is damaged"),
    "an encrypted part": (encrypted, "is damaged"),
    "pickled objects": (objects, "holds what is no array of numbers"),
    "nothing told": (lambda path: write(path, ARRAYS), "does not tell which classes"),
    "told no JSON": (lambda path: retold(path, "{"), "does not tell which classes"),
    "told too little": (lambda path: retold(path, '{"format":1}'), "does not tell which classes"),
    "another format": (other_format, "has the format 99, this version reads 1"),
    "another class": (
        lambda path: told(path, Contract(("bug", "task"), CONTRACT.features)),
        "is for the classes bug, task, this version has bug, story",
    ),
    "classes in another order": (
        lambda path: told(path, Contract(("story", "bug"), CONTRACT.features)),
        "is for the classes story, bug, this version has bug, story",
    ),
    "a changed feature": (
        lambda path: told(path, Contract(CONTRACT.classes, {"cues": "89ab", "words": "4567"})),
        "was learnt from features that have changed since: cues",
    ),
    "a feature more": (
        lambda path: told(path, Contract(CONTRACT.classes, {**CONTRACT.features, "size": "1"})),
        "was learnt from features that have changed since: size",
    ),
    "a shape that is not told": (
        lambda path: reshaped(path, table=np.ones((4, 5), dtype=np.int8)),
        "has the array table in the shape 4 x 5, not 8 x 5",
    ),
    "an array that is not told": (
        lambda path: reshaped(path, more=np.ones(1)),
        "has the array more in the shape 1, not none",
    ),
    "an array without rows": (
        lambda path: told(path, CONTRACT, hidden_bias=np.array(0.5)),
        "has the array hidden_bias in the shape of one number, not 0",
    ),
    "shapes that do not go together": (
        lambda path: told(path, CONTRACT, output=np.ones((3, 4), dtype=np.float32)),
        "has the array output in the shape 3 x 4, not 3 x 2",
    ),
}


@pytest.mark.parametrize(("make", "what"), FAULTS.values(), ids=FAULTS.keys())
def test_weights_that_do_not_fit_are_refused_and_nothing_in_them_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "kinds.npz"
    make(path)

    with pytest.raises(ConfigError) as refused:
        load_network(path, CONTRACT)

    assert refused.value.where == str(path)
    assert what in refused.value.what
    assert "make model" in refused.value.todo
    assert not Path("sprung").exists()


def test_an_array_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kinds.npz"
    write(path, dict(signed({name: ARRAYS[name] for name in ("table", "scale")}, CONTRACT)))

    with pytest.raises(ConfigError, match="bias in the shape none"):
        load_network(path, CONTRACT)


@pytest.mark.parametrize("learned", [words, kinds, roles, presence], ids=lambda one: one.__name__)
def test_the_weights_that_ship_fit_the_code(learned: ModuleType) -> None:
    assert read_weights(learned.WEIGHTS, learned.contract())


TABLE = re.compile(r"\bcrash\w*")


@pytest.mark.parametrize(
    "other",
    [
        (("fault", re.compile(r"\bcrash\w+")), ("now", 2.0)),
        (("fault", re.compile(r"\bcrash\w*", re.IGNORECASE)), ("now", 2.0)),
        (("bug", TABLE), ("now", 2.0)),
        (("fault", TABLE), ("now", 2.5)),
        (("now", 2.0), ("fault", TABLE)),
        (("fault", TABLE), ("now", 2.0), ("then", 1.0)),
    ],
    ids=["expression", "flag", "name", "number", "order", "row"],
)
def test_a_digest_tells_tables_apart(other: tuple[object, ...]) -> None:
    assert digest(other) != digest((("fault", TABLE), ("now", 2.0)))


def test_a_digest_does_not_depend_on_the_order_of_a_set() -> None:
    names = [f"name {number}" for number in range(50)]

    assert digest(frozenset(names)) == digest(frozenset(reversed(names)))


def test_a_digest_of_something_else_is_an_error() -> None:
    with pytest.raises(TypeError, match="object has no digest"):
        digest([object()])


# A module, its text, the text in its place; the file that is refused first, what it tells.
CHANGES: dict[str, tuple[ModuleType, str, str, str, str]] = {
    "a cue of sentences with another name": (
        facts, '("polite", ', '("courteous", ', "roles", "cues of sentences",
    ),
    "a new cue of tickets": (
        kind_cues, '"quotes": r"', '"shout": r"!!", "quotes": r"', "kinds", "cues of tickets",
    ),
    "words that are cut otherwise": (
        ticket_words, "_LONGEST_WORD = ", "_LONGEST_WORD = 1 + ", "words", "words of tickets",
    ),
    "a feature of sentences with another name": (
        role_features, 'f"w:{word}"', 'f"word:{word}"', "roles", "features of sentences",
    ),
    "a feature of tickets that counts more": (
        shape_features, '"title-vector:", ', '"title-vector:", 2 * ', "kinds", "shape of tickets",
    ),
    "a feature of presence that is gone": (
        presence_features, 'yield "no-body", 1.0', "pass", "presence", "roles and things",
    ),
    "a new kind": (
        terms, '    SPIKE = "spike"\n', '    SPIKE = "spike"\n    RISK = "risk"\n', "kinds",
        "is for the classes bug, story, task, epic, spike, this version has",
    ),
}  # fmt: skip


def changed(folder: Path, module: ModuleType, old: str, new: str) -> dict[str, str]:
    """Copy the package with a change in one module; return the environment that finds it."""
    big = PACKAGE / "annotation" / "pipeline" / "data"
    copy = folder / "src" / "ticketlint"
    shutil.copytree(PACKAGE, copy, ignore=lambda at, names: names if Path(at) == big else ())
    shutil.copytree(
        big, copy / big.relative_to(PACKAGE), dirs_exist_ok=True, copy_function=os.symlink
    )
    shutil.copytree(ROOT / "rules", folder / "rules")
    path = copy / Path(module.__file__ or "").relative_to(PACKAGE)
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "500"}


@pytest.mark.parametrize(
    ("module", "old", "new", "file", "what"), CHANGES.values(), ids=CHANGES.keys()
)
def test_a_change_of_the_code_that_the_weights_do_not_know_is_refused(
    tmp_path: Path, module: ModuleType, old: str, new: str, file: str, what: str
) -> None:
    where = "ticketlint.annotation" + (".networks" if file == "words" else "")
    load = (
        f"from {where} import {file}; {file}.{'read_words' if file == 'words' else 'load_model'}()"
    )
    run = subprocess.run(
        [sys.executable, "-c", load],
        env=changed(tmp_path, module, old, new),
        capture_output=True,
        text=True,
    )

    last = run.stderr.splitlines()[-1]
    assert "ConfigError" in last
    assert f"{file}.npz: " in last
    assert what in last


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_tells_weights_that_do_not_fit_in_one_line(tmp_path: Path, jobs: str) -> None:
    module, old, new, *_ = CHANGES["a new cue of tickets"]
    (tmp_path / "ticket.md").write_text("# Export invoices\n\nAs a user I want it.\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "ticketlint", "check", "ticket.md", "--isolated", "--jobs", jobs],
        cwd=tmp_path,
        env=changed(tmp_path, module, old, new),
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert run.returncode == 2
    [line] = run.stderr.splitlines()
    assert "kinds.npz: was learnt from features that have changed since: cues of tickets" in line
    assert line.endswith("make model)")


def test_signing_anew_keeps_the_weights_to_the_byte(tmp_path: Path) -> None:
    storing = pytest.importorskip("training.networks.storing", reason="needs the training code")
    path = tmp_path / "roles.npz"
    shutil.copy(roles.WEIGHTS, path)
    changed = Contract(roles.ROLES, {**roles.contract().features, "cues of sentences": "0" * 16})

    assert storing.sign_anew(path, changed) == ["cues of sentences"]

    before = read_weights(roles.WEIGHTS, roles.contract())
    after = read_weights(path, changed)
    assert {name: array.tobytes() for name, array in after.items()} == {
        name: array.tobytes() for name, array in before.items()
    }
