"""The cache as a user meets it: on by itself, shown, cleared, left out, and broken."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import STORY, run, write
from tests.cli.test_startup import run as run_seen

TEXT = "The export should be fast and handle CSV, XML, etc.\n\n## Acceptance criteria\n\nTBD"


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, str]:
    """A backlog, the folder of a cache that knows it, and what was printed."""
    folder = tmp_path_factory.mktemp("cached")
    path = write(folder, "a.jsonl", STORY, {**STORY, "key": "A-2", "description": TEXT})
    done = check(path, folder / "cache")
    assert done.stderr == ""
    return path, folder / "cache", done.stdout


def check(path: str, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("check", path, "--exit-zero", *arguments, **used(cache))


def used(cache: Path) -> dict[str, str]:
    return {"TICKETLINT_NO_CACHE": "", "TICKETLINT_CACHE_DIR": str(cache)}


def test_an_unchanged_backlog_is_told_alike_without_spacy(cached: tuple[str, Path, str]) -> None:
    path, cache, told = cached

    printed, imported = run_seen(
        "check", path, "--exit-zero", env={"COLUMNS": "100", **used(cache)}
    )

    assert printed == told
    assert "sqlite3" in imported
    unwanted = {"spacy", "thinc", "numpy", "markdown_it", "py3langid", "jira", "requests", "jinja2"}
    assert not imported & unwanted


def test_a_baseline_of_an_unchanged_backlog_is_updated_without_spacy(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", STORY)
    file = ("--baseline", str(tmp_path / "known.json"), "--isolated")
    created = run("baseline", "create", path, *file, **used(tmp_path / "cache"))

    printed, imported = run_seen(
        "baseline", "update", path, *file, env={"COLUMNS": "100", **used(tmp_path / "cache")}
    )

    assert created.returncode == 0, created.stderr
    assert "0 added, 0 dropped" in printed
    assert "spacy" not in imported


def test_a_baseline_after_a_check_judges_nothing_again(cached: tuple[str, Path, str]) -> None:
    path, cache, _ = cached
    file = str(cache.parent / "known.json")

    printed, imported = run_seen(
        *("baseline", "create", path, "--baseline", file, "--isolated"),
        env={"COLUMNS": "100", **used(cache)},
    )

    assert "less severe not shown" in printed
    assert "sqlite3" in imported
    assert "spacy" not in imported


@pytest.mark.parametrize("command", ["check", "review"])
def test_a_variable_keeps_each_command_from_the_cache(tmp_path: Path, command: str) -> None:
    path = write(tmp_path, "a.jsonl", STORY)
    cache = tmp_path / "cache"
    output = ("-o", f"json:{tmp_path / 'report.json'}", "--isolated")

    run(command, path, *output, **{**used(cache), "TICKETLINT_NO_CACHE": "1"})
    is_kept = cache.exists()
    run(command, path, *output, **used(cache))

    assert (is_kept, cache.exists()) == (False, True)


def test_what_is_kept_is_shown_and_forgotten(cached: tuple[str, Path, str], tmp_path: Path) -> None:
    path, _, told = cached
    cache = tmp_path / "own"

    before = run("cache", "show", **used(cache)).stdout
    assert check(path, cache).stdout == told
    after = run("cache", "show", **used(cache)).stdout
    cleared = run("cache", "clear", **used(cache)).stdout
    empty = run("cache", "show", **used(cache)).stdout

    assert before == f"{cache / 'results-1.sqlite3'}\nnothing is kept yet\n"
    # Two results, lines of templates, a report in two parts; too few tickets to share lines.
    assert "\n5 entries, 0." in after
    assert " MB of 512.0 MB\n" in after
    assert cleared == "5 entries forgotten\n"
    assert "\n0 entries, " in empty
    assert not list(cache.glob("*-wal"))


def test_a_cache_of_another_shape_is_cleared(tmp_path: Path) -> None:
    write(tmp_path, "results-1.sqlite3")
    file = sqlite3.connect(tmp_path / "results-1.sqlite3")
    file.executescript("PRAGMA application_id = 0x746C6E74; CREATE TABLE entries (a);")
    file.close()

    done = run("cache", "clear", **used(tmp_path))
    shown = run("cache", "show", **used(tmp_path))

    assert (done.returncode, done.stdout) == (0, "0 entries forgotten\n")
    assert "was damaged and is begun anew" in done.stderr
    assert (shown.returncode, shown.stderr) == (0, "")


def test_a_cache_that_cannot_be_cleared_is_told(cached: tuple[str, Path, str]) -> None:
    _, cache, _ = cached
    file = sqlite3.connect(cache / "results-1.sqlite3", isolation_level=None)
    file.execute("BEGIN IMMEDIATE")

    done = run("cache", "clear", **used(cache))
    file.close()

    assert (done.returncode, done.stdout) == (2, "")
    assert "database is locked" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--no-cache"], {}), ([], {"TICKETLINT_NO_CACHE": "1"})],
    ids=["flag", "variable"],
)
def test_a_run_without_a_cache_leaves_none(
    cached: tuple[str, Path, str], tmp_path: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    cache = tmp_path / "own"

    done = run("check", cached[0], "--exit-zero", *arguments, **{**used(cache), **environment})

    assert done.stdout == cached[2]
    assert not cache.exists()


def test_a_cache_that_cannot_be_used_costs_one_line(
    cached: tuple[str, Path, str], tmp_path: Path
) -> None:
    cache = tmp_path / "\x1b[31mred"
    cache.write_text("no folder")

    done = check(cached[0], cache)

    assert (done.returncode, done.stdout) == (0, cached[2])
    [line] = done.stderr.splitlines()
    assert "no cache: File exists" in line
    assert "\x1b" not in line


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_the_folder_for_caches_of_the_system_is_used(
    cached: tuple[str, Path, str], tmp_path: Path
) -> None:
    environment = {"TICKETLINT_NO_CACHE": "", "XDG_CACHE_HOME": str(tmp_path / "caches")}

    done = run("check", cached[0], "--exit-zero", **environment)

    assert done.stdout == cached[2]
    assert list(tmp_path.rglob("*.sqlite3")) == [tmp_path / "caches/ticketlint/results-1.sqlite3"]
