"""What fuzzing broke once breaks no more: `python -m fuzz --replay FOLDER`."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.mutation import mutate
from fuzz.oracle import FORMS, SECRET, check_no_secret, planted
from fuzz.targets import TARGETS, Target
from fuzz.trial import Found, try_input

ROOT = Path(__file__).parents[2]
REPRODUCTIONS = Path(__file__).parent / "reproductions"
SEEDS = ROOT / "fuzz" / "seeds"


def replay(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fuzz", "--replay", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("target", sorted(path.name for path in REPRODUCTIONS.iterdir()))
def test_nothing_breaks_that_broke_once(target: str) -> None:
    done = replay(REPRODUCTIONS / target)

    assert (done.stdout + done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("target", sorted(path.name for path in SEEDS.iterdir()))
def test_no_target_breaks_on_what_it_begins_from(target: str) -> None:
    done = replay(SEEDS / target)

    assert (done.stdout + done.stderr, done.returncode) == ("", 0)


def test_every_target_has_seeds() -> None:
    assert {path.name for path in SEEDS.iterdir()} | {"rule"} == set(TARGETS)


@pytest.mark.parametrize("form", range(len(FORMS)))
def test_the_secret_is_planted_in_each_form(form: int) -> None:
    told = [planted(bytes([ord("A") + number, ord(" ")])).decode() for number in range(len(FORMS))]

    assert any(FORMS[form] in one for one in told)


def test_a_target_that_breaks_is_told_with_the_line() -> None:
    found = try_input(Target(lambda data: check_no_secret(data.decode(), "a text")), b"a")
    broken = try_input(
        Target(lambda data: check_no_secret(data.decode(), "a text")), SECRET.encode()
    )
    failed = try_input(Target(lambda data: None if data else data[1]), b"")

    assert found is None
    assert broken == Found("fault", "", "the secret stands in a text")
    assert failed is not None
    assert (failed.kind, failed.what) == ("fault", "IndexError: index out of range")


def test_the_same_chance_makes_the_same_change() -> None:
    seed = b"# Export\n\nIt should be fast."

    first, second = (mutate(seed, 500, random.Random(7)) for _ in range(2))

    assert first == second
    assert len(first) <= 500
