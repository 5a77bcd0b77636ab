"""A run that is the same has the same report, of which no ticket is read again."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.run.mortal import Mortal
from tests.run.test_remembering import TEXTS, write
from ticketlint.cache import program, reports
from ticketlint.cache.entries import Entries
from ticketlint.cache.kept import Kept
from ticketlint.config.settings import Config
from ticketlint.filters.comparing import Comparison
from ticketlint.filters.filtering import Filters
from ticketlint.filters.suppressions import Suppressions
from ticketlint.model import Failure, Report
from ticketlint.reporters import REPORTERS
from ticketlint.run.session import run_check
from ticketlint.run.unchanged import SameRun, same_run
from ticketlint.sources import SourceOptions

CONFIG = Config(level="note", profile="pedantic", ticket_text=True)
FILTERS = Filters(Suppressions(day=date(2026, 11, 30)))


def same(kept: Kept, path: str, config: Config = CONFIG, filters: Filters = FILTERS) -> SameRun:
    found = same_run(kept, config, [path], SourceOptions(), filters, None)
    assert found is not None
    return found


def run(kept: Kept, path: str) -> Report:
    told = same(kept, path)
    return run_check(
        [path], CONFIG, SourceOptions(), 1, iter, filters=FILTERS, kept=kept, same=told
    )


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "cache.sqlite3", pytest.fail)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return write(tmp_path / "backlog.jsonl", TEXTS * 8)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What a run says of such a backlog; whose report is kept is told by `SameRun` alone."""
    path = write(tmp_path_factory.mktemp("judged") / "backlog.jsonl", TEXTS * 8)
    return run_check([path], CONFIG, SourceOptions(), 1, iter, filters=FILTERS)


def told(report: Report, name: str) -> str:
    stream = io.StringIO()
    REPORTERS[name](report, stream)
    return stream.getvalue()


def test_every_format_is_the_same_to_the_byte(kept: Kept, path: str) -> None:
    first = run(kept, path)
    again = same(kept, path).report()

    assert again is not None
    assert len(again.results) == len(TEXTS) * 8
    for name in REPORTERS:
        assert told(again, name) == told(first, name)


def other_text(path: str) -> dict[str, object]:
    write(Path(path), TEXTS[1:])
    return {}


def more_text(path: str) -> dict[str, object]:
    with Path(path).open("a") as file:
        file.write("\n")
    return {}


def other_settings(_: str) -> dict[str, object]:
    return {"config": CONFIG.model_copy(update={"fail_on": "never"})}


def other_day(_: str) -> dict[str, object]:
    return {"filters": Filters(Suppressions(day=date(2026, 12, 1)))}


def shown_otherwise(_: str) -> dict[str, object]:
    return {"filters": replace(FILTERS, show_suppressed=True)}


@pytest.mark.parametrize(
    "change",
    [other_text, more_text, other_settings, other_day, shown_otherwise],
    ids=lambda change: change.__name__.replace("_", " "),
)
def test_another_run_has_another_report(
    kept: Kept, path: str, report: Report, change: Callable[[str], dict[str, object]]
) -> None:
    same(kept, path).keep(report, 0)
    assert same(kept, path).report() is not None

    assert same(kept, path, **change(path)).report() is None  # type: ignore[arg-type]


def test_a_file_that_the_settings_name_is_part_of_the_run(kept: Kept, tmp_path: Path) -> None:
    path, words = write(tmp_path / "backlog.jsonl"), tmp_path / "words.txt"
    config = Config(vocab=(str(words),))
    words.write_text("SKQ\n")
    before = same(kept, path, config).told
    words.write_text("SKQ\nPSR\n")

    assert same(kept, path, config).told[1] != before[1]


@pytest.mark.parametrize("what", ["rules", "weights"])
def test_what_ships_is_part_of_the_run(
    kept: Kept,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    report: Report,
    what: str,
) -> None:
    shipped = tmp_path / what
    shipped.mkdir()
    (shipped / "data").write_text("1")
    monkeypatch.setattr(program, "_RULES", shipped if what == "rules" else tmp_path / "none")
    monkeypatch.setattr(program, "_WEIGHTS", {shipped})
    same(kept, path).keep(report, 0)
    assert same(kept, path).report() is not None
    (shipped / "data").write_text("22")

    assert same(kept, path).report() is None


def test_the_report_of_another_text_takes_the_place_of_the_one_before(
    kept: Kept, path: str
) -> None:
    before = same(kept, path).told
    more_text(path)

    assert same(kept, path).told[0] == before[0]


def test_nothing_is_kept_of_a_file_that_was_written_to_meanwhile(
    kept: Kept, path: str, report: Report
) -> None:
    before = same(kept, path)
    more_text(path)
    before.keep(report, 0)

    assert before.report() is None


@pytest.mark.parametrize("anew", [1, 6], ids=["few", "a tenth"])
def test_a_report_is_kept_where_that_is_little_beside_what_was_judged(
    kept: Kept, path: str, report: Report, anew: int
) -> None:
    same(kept, path).keep(replace(report, results=tuple(report.results)[:60]), anew)

    assert (same(kept, path).report() is not None) == (anew == 6)


def test_a_run_that_lost_lines_of_a_ticket_is_no_part_of_the_next(
    kept: Kept, tmp_path: Path
) -> None:
    line = "Please describe what you have tried before."
    texts = [f"{line}\n\nRow {n} fails." if n < 10 else f"Row {n} fails." for n in range(101)]
    path = write(tmp_path / "shared.jsonl", texts)
    once = partial(run_check, [path], CONFIG, SourceOptions(), 1, iter, filters=FILTERS)
    without = told(once(), "json")

    damaged = once(kept=kept, same=same(kept, path), open_engine=Mortal)
    assert same(kept, path).report() is None
    again = once(kept=kept, same=same(kept, path))

    assert not damaged.failures
    assert "some may be judged as the author's own" in damaged.notices[-1].message
    assert told(damaged, "json") != without
    assert told(again, "json") == without
    assert same(kept, path).report() is not None


def test_a_report_with_a_fault_is_made_again(kept: Kept, path: str, report: Report) -> None:
    same(kept, path).keep(replace(report, failures=(Failure("cut off"),)), 0)

    assert same(kept, path).report() is None


@pytest.mark.parametrize(
    "bad",
    [b"", b"\x93", b"\xdc\xff\xff", b"\x80\x05N.", b"other state"],
    ids=["gone", "cut off", "shorter than told", "a pickle", "of another report"],
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_report_of_which_a_part_is_damaged_is_none(
    tmp_path: Path, kept: Kept, path: str, report: Report, number: int, bad: bytes
) -> None:
    same(kept, path).keep(report, 0)
    assert same(kept, path).report() is not None
    slot, state = same(kept, path).told
    with Entries(tmp_path / "cache.sqlite3", pytest.fail) as entries:
        key = reports.head_key(slot)
        if number:
            head = reports.head_of(entries.get([key])[key], state)
            key = list(reports.block_keys(slot, head))[number - 1]
        entries.put({key: bad if bad == b"other state" else state + bad})

    assert same(kept, path).report() is None


def test_what_is_not_told_by_files_is_not_kept(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    options = SourceOptions()

    assert same_run(None, CONFIG, [path], options, FILTERS, None) is None
    assert same_run(kept, CONFIG, [], options, FILTERS, None) is None
    assert same_run(kept, CONFIG, [str(tmp_path)], options, FILTERS, None) is None
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "-")
    assert same_run(kept, CONFIG, ["-"], options, FILTERS, None) is None
    assert same_run(kept, CONFIG, ["s3://tickets/a.jsonl"], options, FILTERS, None) is None
    assert same_run(kept, CONFIG, [path], replace(options, changed=""), FILTERS, None) is None
    compared = replace(FILTERS, comparison=Comparison())
    assert same_run(kept, CONFIG, [path], options, compared, None) is None
    people = CONFIG.model_copy(update={"show_people": True})
    assert same_run(kept, people, [path], options, FILTERS, None) is None


@pytest.mark.parametrize("times", [1, 8], ids=["less than a block", "more"])
def test_a_report_that_names_half_a_character_is_not_kept(
    kept: Kept, tmp_path: Path, path: str, times: int
) -> None:
    name = write(tmp_path / os.fsdecode(b"caf\xe9.jsonl"), TEXTS * times)
    report = run_check([name], CONFIG, SourceOptions(), 1, iter, filters=FILTERS)
    place = same(kept, path)
    place.keep(report, 0)

    assert same_run(kept, CONFIG, [name], SourceOptions(), FILTERS, None) is None
    assert place.report() is None
    assert kept.holdings().entries == 0


def test_a_file_that_is_read_with_those_beside_it_is_not_kept(kept: Kept, tmp_path: Path) -> None:
    spec = tmp_path / "specs" / "001-export" / "spec.md"
    spec.parent.mkdir(parents=True)
    spec.write_text("# Feature Specification: Export\n\n### User Story 1 - Export\n\nAs a user.\n")
    run(kept, str(spec))

    assert same(kept, str(spec)).report() is None


_MODULES = """
import sys
from ticketlint.cli import main
try:
    main()
finally:
    told = {"spacy", "numpy", "ticketlint.run.session", "ticketlint.sources.formats"}
    print(sorted(told & sys.modules.keys()), file=sys.stderr)
"""


def test_an_unchanged_run_imports_neither_rules_nor_sources(tmp_path: Path, path: str) -> None:
    command = [sys.executable, "-c", _MODULES, "check", path, "--isolated", "--exit-zero", "-j1"]
    environment = {**os.environ, "TICKETLINT_CACHE_DIR": str(tmp_path), "TICKETLINT_NO_CACHE": ""}
    first, again = (
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    )

    assert again.stdout == first.stdout
    assert first.stderr.endswith("'ticketlint.sources.formats']\n")
    assert again.stderr.endswith("[]\n")
