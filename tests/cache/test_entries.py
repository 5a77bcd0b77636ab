"""The file of the cache: bounded, whole, its owner's alone; never trusted and never fatal."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ticketlint.cache.entries import Entries

Break = Callable[[Path], object]


def filled(path: Path) -> None:
    with Entries(path, print) as entries:
        entries.put({bytes([number]): b"value %d" % number for number in range(100)})


def read(path: Path) -> tuple[dict[bytes, bytes], list[str]]:
    """What is there under four keys, and what was told."""
    told: list[str] = []
    with Entries(path, told.append) as entries:
        return entries.get([b"\x00", b"\x01", b"\x63", b"none"]), told


def changed(path: Path, statement: str) -> None:
    file = sqlite3.connect(path)
    with file:
        file.execute(statement)
    file.close()


def test_what_was_put_is_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "cache.sqlite3"

    filled(path)

    assert read(path) == ({b"\x00": b"value 0", b"\x01": b"value 1", b"\x63": b"value 99"}, [])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"no database at all, but long enough to look at" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:4096] + os.urandom(40_000)),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
    ],
    ids=["text", "noise", "cut"],
)
def test_a_damaged_file_is_begun_anew_and_told_once(tmp_path: Path, spoil: Break) -> None:
    path = tmp_path / "cache.sqlite3"
    filled(path)
    spoil(path)

    told: list[str] = []
    with Entries(path, told.append) as entries:
        found = entries.get([b"\x01"])
        entries.put({b"\x01": b"again", b"\x02": b"more"})
        after = entries.get([b"\x01", b"\x02"])

    assert found in ({}, {b"\x01": b"value 1"})
    assert after == {b"\x01": b"again", b"\x02": b"more"}
    assert len(told) <= 1
    assert all("was damaged and is begun anew" in line for line in told)


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE entries", "CREATE TABLE entries (a)"],
        ["DROP TABLE entries", "CREATE TABLE results (key, value)"],
        ["ALTER TABLE entries ADD COLUMN more"],
        ["PRAGMA application_id = 0"],
    ],
    ids=["other columns", "another table", "a column more", "no mark"],
)
def test_a_file_of_ours_of_another_shape_is_begun_anew_once(
    tmp_path: Path, statements: list[str]
) -> None:
    path = tmp_path / "cache.sqlite3"
    filled(path)
    for statement in statements:
        changed(path, statement)

    assert read(path) == ({}, [f"{path}: was damaged and is begun anew"])
    filled(path)
    assert read(path) == ({b"\x00": b"value 0", b"\x01": b"value 1", b"\x63": b"value 99"}, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET value = X'7B7D' WHERE key = X'01'",
        "UPDATE entries SET value = 'text' WHERE key = X'01'",
        "UPDATE entries SET value = 7, used = 'never' WHERE key = X'01'",
        "UPDATE entries SET sum = 7 WHERE key = X'01'",
        "UPDATE entries SET (value, sum) = (SELECT value, sum FROM entries) WHERE key = X'01'",
    ],
    ids=["other bytes", "text", "a number", "another sum", "the value of another"],
)
def test_a_value_that_is_not_as_it_was_written_is_not_there(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "cache.sqlite3"
    filled(path)
    changed(path, statement)

    assert read(path) == ({b"\x00": b"value 0", b"\x63": b"value 99"}, [])


def foreign(path: Path) -> None:
    changed(path, "CREATE TABLE precious (thing)")


def shared(path: Path) -> None:
    filled(path)
    path.chmod(0o666)


def shared_folder(path: Path) -> None:
    filled(path)
    path.parent.chmod(0o777)


def alike(path: Path) -> None:
    changed(path, "CREATE TABLE entries (key, value)")


def linked(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"")
    path.symlink_to(other)


@pytest.mark.skipif(os.name == "nt", reason="needs pipes, links and modes of files")
@pytest.mark.parametrize(
    ("place", "told"),
    [
        (foreign, "is a file of another program"),
        (alike, "is a file of another program"),
        (shared, "others can write to it"),
        (shared_folder, "others can write to its folder"),
        (linked, "is no plain file"),
        (os.mkfifo, "is no plain file"),
        (Path.mkdir, "is no plain file"),
        (lambda path: path.parent.write_text("a file"), "exists"),
    ],
    ids=["foreign", "alike", "shared", "shared folder", "link", "pipe", "folder", "below a file"],
)
def test_what_is_not_ours_alone_is_passed_over_with_one_line(
    tmp_path: Path, place: Break, told: str
) -> None:
    path = tmp_path / ("deep/cache.sqlite3" if told == "exists" else "cache.sqlite3")
    place(path)
    before = path.read_bytes() if path.is_file() else b""
    lines: list[str] = []

    with Entries(path, lines.append) as entries:
        found = entries.get([b"\x01"]), entries.holdings().entries, entries.clear()
        entries.put({b"\x01": b"value"})

    assert found == ({}, 0, None)
    [line] = lines
    assert told in line
    assert line.endswith("(name another folder in TICKETLINT_CACHE_DIR, or use --no-cache)")
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_what_was_not_used_longest_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite3"
    most = 400_000
    with Entries(path, print, most) as entries:
        entries.put({b"used": b"%d" % 0 * 10_000, b"unused": b"%d" % 1 * 10_000})
    changed(path, "UPDATE entries SET used = used - 1000000")

    with Entries(path, print, most) as entries:
        assert entries.get([b"used"])
        for number in range(100):
            entries.put({b"%d" % number: os.urandom(10_000)})
            entries.put({b"used": b"0" * 10_000} if number % 10 == 0 else {})
        kept = entries.get([b"used", b"unused", b"0", b"99"])
        size = entries.holdings().size

    assert set(kept) == {b"used", b"99"}
    assert size <= most
    assert path.stat().st_size <= 2 * most


def test_a_use_is_noted_once_a_day(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite3"
    filled(path)
    changed(path, "UPDATE entries SET used = 1 WHERE key = X'01'")
    with Entries(path, print) as entries:
        before = entries.holdings().oldest
        entries.get([b"\x01"])
        after = entries.holdings().oldest

    assert before == 1
    assert after is not None
    assert after > 1_000_000_000


def test_clearing_forgets_everything(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite3"
    filled(path)

    with Entries(path, print) as entries:
        assert entries.clear() == 100
        assert entries.holdings().entries == 0

    assert read(path) == ({}, [])


WRITER = """
import sys
from pathlib import Path
from ticketlint.cache.entries import Entries
own = sys.argv[2].encode()
with Entries(Path(sys.argv[1]), lambda line: print(line)) as entries:
    for number in range(40):
        entries.put({own + b"%d" % (number * 10 + one): own * 300 for one in range(10)})
        entries.get([b"a%d" % number, b"b%d" % number, b"c%d" % number])
"""


def test_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite3"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name], stdout=subprocess.PIPE, text=True
        )
        for name in "abc"
    ]
    told = [process.communicate(timeout=60)[0] for process in running]

    assert told == ["", "", ""]
    with Entries(path, print) as entries:
        keys = [f"{name}{number}".encode() for name in "abc" for number in range(400)]
        assert len(entries.get(keys)) == 1200


FULL = """
import resource, signal, sys
from pathlib import Path
from ticketlint.cache.entries import Entries
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
with Entries(Path(sys.argv[1]), lambda line: print("told", line)) as entries:
    for number in range(100):
        entries.put({b"%d" % number: b"x" * 10_000})
    print("kept", len(entries.get([b"0"])))
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit of the size of files")
def test_a_full_disk_ends_the_keeping_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "cache.sqlite3")],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["told", "kept"]
    assert "nothing more is kept: " in lines[0]
