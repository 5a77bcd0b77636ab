"""What was judged once is not judged again, and no report can tell the difference."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.conftest import ticket
from ticketlint.cache.entries import Entries
from ticketlint.cache.kept import Kept
from ticketlint.cache.keys import Keys
from ticketlint.cleaning.templates import NO_TEMPLATES, Lines, read_lines
from ticketlint.config.settings import Config
from ticketlint.model import Failure, Report, Ticket, TicketResult
from ticketlint.model.coding import of_results
from ticketlint.reporters import REPORTERS
from ticketlint.run.remembering import Remembering, learnt_lines
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, run_check
from ticketlint.sources import SourceOptions

# Findings on one ticket and on the backlog, a secret, a line for the tool, a foreign language.
TEXTS = (
    "The export should be fast and handle CSV, XML, etc.\n\n## Acceptance criteria\n\nTBD",
    "As an accountant I want the SKQ of each invoice, because I copy 400 rows by hand.",
    "As an accountant I want the SKQ of each invoice, because I copy 400 rows by hand.",
    "Log in with password: hunter2hunter2.\n\nThe QueueMaster hangs; QueueMaster restarts.",
    "<!-- ticketlint-ignore: open-list -->\nSupport PDF, Excel, etc.",
    "Die Rechnungen eines Monats sollen als Datei kommen, weil ich sie von Hand abschreibe.",
    "",
    "Queuemaster is slow. The Queue Master is slow; see QueueMaster and Queue-Master.",
)
CONFIG = Config(level="note", profile="pedantic", ticket_text=True)


def write(path: Path, texts: Iterable[str] = TEXTS) -> str:
    rows = (
        {"key": f"PAY-{number}", "type": "Story", "title": f"Export {number}", "description": text}
        for number, text in enumerate(texts, start=1)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def run(path: str, kept: Kept | None, jobs: int = 1) -> Report:
    return run_check([path], CONFIG, SourceOptions(), jobs, iter, kept=kept)


def told(report: Report, name: str) -> str:
    stream = io.StringIO()
    REPORTERS[name](report, stream)
    return stream.getvalue()


@dataclass(frozen=True)
class Runs:
    """Reports of one backlog, and of the same with one ticket changed."""

    without: Report
    cold: Report
    warm: Report
    changed_without: Report
    changed: Report
    entries: int


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("remembering")
    path = write(folder / "backlog.jsonl")
    cache = folder / "cache.sqlite3"
    without = run(path, None)
    with Kept(cache, pytest.fail) as kept:
        cold = run(path, kept)
        entries = kept.holdings().entries
    with Kept(cache, pytest.fail) as kept:
        warm = run(path, kept)
    write(
        folder / "backlog.jsonl",
        (*TEXTS[:3], "Maybe as a sidebar beside the other one.", *TEXTS[4:]),
    )
    changed_without = run(path, None)
    with Kept(cache, pytest.fail) as kept:
        changed = run(path, kept)
    return Runs(without, cold, warm, changed_without, changed, entries)


@pytest.mark.parametrize("name", REPORTERS)
def test_a_report_is_the_same_with_a_cache_and_without(runs: Runs, name: str) -> None:
    expected = told(runs.without, name)

    assert told(runs.cold, name) == expected
    assert told(runs.warm, name) == expected
    assert told(runs.changed, name) == told(runs.changed_without, name) != expected


def test_a_report_with_findings_on_the_backlog_was_compared(runs: Runs) -> None:
    rules = {finding.rule for result in runs.warm.results for finding in result.findings}

    assert {"undefined-acronym", "open-list", "secret-in-ticket"} <= rules
    # A result for each ticket, and that so few share no lines: they are not read for any.
    assert runs.entries == len(TEXTS) + 1


@pytest.mark.parametrize(
    "shown",
    [{"level": "note"}, {"level": "error"}, {"fail_on": "note"}],
    ids=lambda shown: " ".join(next(iter(shown.items()))),
)
def test_what_a_run_shows_is_told_alike_by_what_another_judged(
    tmp_path: Path, shown: dict[str, object]
) -> None:
    path = write(tmp_path / "backlog.jsonl")
    other = Config.model_validate(shown)
    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        first = run_check([path], Config(), SourceOptions(), 1, iter, kept=kept)
        entries = kept.holdings().entries
        warm = run_check([path], other, SourceOptions(), 1, iter, kept=kept)
        judged_again = kept.holdings().entries - entries
    cold = run_check([path], other, SourceOptions(), 1, iter)

    assert judged_again == 0
    assert told(warm, "json") == told(cold, "json") != told(first, "json")


def test_nothing_is_judged_that_is_known(tmp_path: Path, runs: Runs) -> None:
    kept_results = list(runs.without.results)
    tickets = [Ticket(key=one.key, title=one.title) for one in kept_results]
    keys = Keys(resolve(CONFIG), NO_TEMPLATES)
    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        kept.keep(dict(zip(map(keys.of, tickets), kept_results, strict=True)))

        def refuse(todo: Iterable[Ticket]) -> Iterator[TicketResult]:
            pytest.fail(f"judged {list(todo)}")

        moved = [replace(one, source="elsewhere.md", line=9) for one in tickets]
        found = list(Remembering(kept, keys, refuse).lint(moved))

    assert [one.judgement for one in found] == [one.judgement for one in kept_results]
    assert {(one.address.source, one.address.line) for one in found} == {("elsewhere.md", 9)}


def test_only_what_is_new_is_judged_and_the_order_stays(tmp_path: Path) -> None:
    keys = Keys(resolve(CONFIG), NO_TEMPLATES)
    seen: list[str] = []

    def judge(todo: Iterable[Ticket]) -> Iterator[TicketResult]:
        with Session(resolve(CONFIG)) as session:
            for result in session.lint(todo):
                seen.append(result.key)
                yield result

    some = [ticket("The export fails.", key=f"PAY-{number}") for number in range(1, 8)]
    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        remembering = Remembering(kept, keys, judge)
        stopped = remembering.lint(some[1::2])
        next(stopped)
        next(stopped)
        # As Ctrl-C ends it: what was judged is kept.
        stopped.close()
        first, seen = seen, []
        found = [one.key for one in remembering.lint(some)]

    assert found == [f"PAY-{number}" for number in range(1, 8)]
    assert first[:2] == ["PAY-2", "PAY-4"]
    assert not {"PAY-2", "PAY-4"} & set(seen)
    assert {"PAY-1", "PAY-3", "PAY-5", "PAY-7"} <= set(seen)


def test_a_failure_is_tried_again(tmp_path: Path, runs: Runs) -> None:
    [result, *_] = runs.without.results
    failed = replace(result, judgement=replace(result.judgement, failures=(Failure("killed"),)))
    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        kept.keep({b"well": result, b"failed": failed})

        assert kept.holdings().entries == 1


def test_a_result_is_read_as_it_was_written(runs: Runs) -> None:
    for result in runs.without.results:
        [back] = of_results().decode(of_results().encode([result]))

        assert back == result
        assert repr(back) == repr(result)


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"[]",
        b"[null, null]",
        b"[{}]",
        b'[{"address":{"key":7},"judgement":{}}]',
        b'[{"address":{"key":"A"},"judgement":{"kind":"odd","kind_reason":"","score":1}}]',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
    ids=["empty", "no result", "two", "nothing in it", "a number", "a text", "no text", "deep"],
)
def test_what_is_no_result_is_not_read(tmp_path: Path, bad: bytes) -> None:
    with Entries(tmp_path / "cache.sqlite3", pytest.fail) as entries:
        entries.put({b"key": bad})
    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        assert kept.results([ticket("A text.")], [b"key"]) == [None]


def test_lines_are_learnt_once_from_the_same_files(tmp_path: Path) -> None:
    line = "Please describe what you have tried before"
    texts = [f"{line}\n\nThe export number {number} fails." for number in range(12)]
    path = write(tmp_path / "backlog.jsonl", texts)
    options = SourceOptions()
    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        first = learnt_lines([path], options, kept)
        before = kept.holdings().entries
        again = learnt_lines([path], options, kept)
        after = kept.holdings().entries
        write(tmp_path / "backlog.jsonl", texts[:3])
        fewer = learnt_lines([path], options, kept)

    assert first == again == learnt_lines([write(tmp_path / "b.jsonl", texts)], options, None)
    assert first.count == 1
    assert fewer.count == 0
    assert (before, after) == (2, 2)


@pytest.mark.parametrize("changed", [0, 1, 2], ids=["none", "one", "two"])
def test_lines_of_tickets_that_stay_are_known_and_the_others_are_read(
    tmp_path: Path, changed: int
) -> None:
    line, other = "Please describe what you have tried before", "Say which browser it was seen in"
    texts = [f"{line}\n\nThe export number {number} fails." for number in range(11)]
    path = write(tmp_path / "backlog.jsonl", texts)
    options = SourceOptions()
    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        learnt_lines([path], options, kept)
        write(tmp_path / "backlog.jsonl", [*texts[changed:], *[other] * changed, "One more."])
        again = learnt_lines([path], options, kept)

    assert again == learnt_lines([path], options, None)
    assert again.count == (changed < 2)


@pytest.mark.parametrize("lost", [{0}, {7}, set(range(12))], ids=["the first", "one", "all"])
def test_of_a_ticket_whose_lines_are_lost_nothing_is_kept(tmp_path: Path, lost: set[int]) -> None:
    line = "Please describe what you have tried before"
    texts = [f"{line}\n\nThe export number {number} fails." for number in range(10)]
    path = write(tmp_path / "backlog.jsonl", [*texts, "", ""])
    options = SourceOptions()

    def lose(tickets: Iterable[Ticket]) -> Iterator[Lines | None]:
        for number, lines in enumerate(read_lines(tickets)):
            yield None if number in lost else lines

    with Kept(tmp_path / "cache.sqlite3", pytest.fail) as kept:
        damaged = learnt_lines([path], options, kept, read=lose)
        entries = kept.holdings().entries
        healthy = learnt_lines([path], options, kept)

    assert damaged.count == 0
    # The lines of the other tickets, where there are any.
    assert entries == (len(lost) < 12)
    assert healthy == learnt_lines([path], options, None)
    assert healthy.count == 1
