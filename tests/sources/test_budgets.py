"""What is larger than the budgets is told; the tickets beside it are read, in little memory."""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ticketlint.annotation.document import grouped
from ticketlint.config import budgets
from ticketlint.model import Failure, Ticket, TicketField
from ticketlint.run.execution import batches
from ticketlint.sources import SourceOptions, read_tickets

ROOT = Path(__file__).resolve().parents[2]
MB = 1_000_000
GOOD = {"key": "GOOD-1", "title": "T", "description": "D"}
LINE = json.dumps(GOOD).encode() + b"\n"
ITEM = b"<item><key>GOOD-1</key><summary>T</summary></item>"
RSS = b'<rss version="0.92"><channel>' + ITEM
CSV = b"key,title,description\nGOOD-1,T,D\n"
BOMBS = {
    "item.xml": (RSS + b"<item><key>A-1</key><description>", b"a" * MB, 300),
    "elements.xml": (RSS + b"<item><key>A-1</key>", b"<a/>" * 250_000, 60),
    "attribute.xml": (RSS + b"<item a='", b"a" * MB, 100),
    "attributes.xml": (RSS + b"<item><b><c", b" a=''" * 200_000, 60),
    "levels.xml": (RSS, b"<a>" * 300_000, 60),
    "comment.xml": (RSS + b"<!--", b"a" * MB, 300),
    "cells.csv": (CSV + b"A-1,t,", b"a," * 500_000, 300),
    "wide cells.csv": (CSV + b"A-1,t,", b"ab," * 330_000, 300),
    "line.csv": (CSV + b"A-1,t,", b"a" * MB, 300),
    # Held as lines, all of it would take over a gigabyte.
    "quoted.csv": (CSV + b'A-1,t,"', b"aaaa bbbb cccc dddd\n" * 50_000, 300),
    "blanks.md": (b"# t\n", b"\n" * MB, 60),
    "lists.json": (b"[" + LINE + b',{"title":"t","x":[', b"[]," * 330_000, 60),
    "objects.jsonl": (LINE + b'{"title":"t","x":[', b'{"":{}},' * 125_000, 60),
    "members.json": (b'{"title":"t"', b',"a":[[],[],[],[],[]]' * 50_000, 60),
    "string.json": (b"[" + LINE + b',{"title":"', b"a" * MB, 300),
    "junk.json": (b"[" + LINE + b",", b"x," * 500_000, 10),
    "faults.jsonl": (LINE, b"x\n" * 500_000, 10),
    "faults.csv": (CSV, b",,,x\n" * 200_000, 10),
}
COUNT = """
import json, re, resource, sys
from ticketlint.model import Failure, Ticket
from ticketlint.sources import SourceOptions, read_tickets
found = list(read_tickets(sys.argv[1:], SourceOptions()))
keys = [item.key for item in found if isinstance(item, Ticket)]
told = [item.message for item in found if isinstance(item, Failure)]
if sys.platform == "linux":
    # ru_maxrss also counts what the process that forked this one held.
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    peak //= 1024 if sys.platform == "darwin" else 1
print(json.dumps([keys, told, peak]))
"""


def counted(*paths):
    command = [sys.executable, "-c", COUNT, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_little_memory_and_costs_no_ticket_before_it(tmp_path, name):
    head, part, times = BOMBS[name]
    path = tmp_path / f"{name}.gz"
    path.write_bytes(gzip.compress(head) + gzip.compress(part) * times)

    keys, told, peak = counted(path)

    assert keys[:1] == (["GOOD-1"] if b"GOOD" in head else [])
    assert 1 <= len(told) <= budgets.FAILURES_TOLD + 2
    assert peak < 600


@pytest.mark.parametrize(
    ("name", "before", "bad", "after"),
    [
        ("a.jsonl", b"", b'{"title":"%s"}\n' % (b"a" * 33 * MB), LINE),
        ("a.jsonl", b"", b'{"title":[%s1]}\n' % (b"1," * 600_000), LINE),
        ("a.json", b"[", b'{"title":"%s"},' % (b"a" * 33 * MB), LINE + b"]"),
        ("a.json", b"[", b'{"title":[%s1]},' % (b"[]," * 600_000), LINE + b"]"),
        ("a.json", b"[", b'{"title":"%s"},' % (b"a" * 200_001), LINE + b"]"),
        (
            "a.csv",
            b"key,title,description\n",
            b'1,"%s",d\n' % (b"aaaa bbbb cccc dddd\n" * 1_800_000),
            b"GOOD-1,T,D\n",
        ),
        ("a.csv", b"key,title,description\n", b'1,"%s",d\n' % (b"a\n" * (MB + 1)), b"GOOD-1,T,D\n"),
        ("a.csv", b"key,title,description\n", b"1,%s\n" % (b"," * 600_000), b"GOOD-1,T,D\n"),
        (
            "a.csv",
            b"key,title,description\n",
            b"1,t,%s\n" % (b"a" * (budgets.FIELD_CHARS + 1)),
            b"GOOD-1,T,D\n",
        ),
        (
            "a.csv",
            b"key,title,description,labels\n",
            b'1,t,d,"%s"\n' % (b"a," * 10_001),
            b"GOOD-1,T,D\n",
        ),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_a_ticket_behind_one_that_is_too_large_is_read(tmp_path, name, before, bad, after):
    path = tmp_path / name
    path.write_bytes(before + bad + after)

    items = list(read_tickets([str(path)], SourceOptions()))

    assert [item.key for item in items if isinstance(item, Ticket)] == ["GOOD-1"]
    [failure] = [item for item in items if isinstance(item, Failure) and item.line]
    assert failure.line == (before.count(b"\n") + 1)


def test_failures_beyond_a_hundred_are_counted_in_one_line(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"x\n" * 250 + LINE)

    *failures, good, more = read_tickets([str(tmp_path / "a.jsonl")], SourceOptions())

    assert len(failures) == budgets.FAILURES_TOLD
    assert good.key == "GOOD-1"
    assert more.message.startswith("150 more faults like these")


def test_a_file_of_faults_is_read_to_the_ten_thousandth(tmp_path, monkeypatch):
    monkeypatch.setattr(budgets, "FAILURES_READ", 120)
    (tmp_path / "a.jsonl").write_bytes(b"x\n" * 250)

    *_, last = read_tickets([str(tmp_path / "a.jsonl")], SourceOptions())

    assert last.message.startswith("120 faults, only the first 100 are told")


def test_a_file_larger_than_the_budget_is_read_up_to_there(tmp_path, monkeypatch):
    monkeypatch.setattr(budgets, "FILE_BYTES", 200_000)
    lines = b"".join(b'{"key":"A-%d","title":"T"}\n' % n for n in range(20_000))
    (tmp_path / "a.jsonl").write_bytes(lines)

    *tickets, last = read_tickets([str(tmp_path / "a.jsonl")], SourceOptions())

    assert len(tickets) > 5000
    assert last.message.endswith("(the rest of the file was not read; split it)")


def test_an_endless_stream_is_not_copied_where_it_is_no_text():
    device = Path("/dev/zero")
    if not device.exists():
        pytest.skip("there is no /dev/zero here")

    [failure] = read_tickets([str(device)], SourceOptions())

    assert "a binary file" in failure.message


def test_pipes_and_sockets_in_a_folder_are_left_out_and_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.jsonl").write_bytes(LINE)
    os.mkfifo("pipe.md")
    Path("link.csv").symlink_to("pipe.md")
    Path("loop.json").symlink_to("loop.json")
    Path("again").symlink_to(".", target_is_directory=True)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.json")

        keys, told, _ = counted(".")
        notices = [
            item.source
            for item in read_tickets(["."], SourceOptions())
            if "a pipe, socket or device" in getattr(item, "message", "")
        ]

    assert keys == ["GOOD-1"]
    assert notices == ["link.csv", "pipe.md", "socket.json"]
    assert [message.partition(":")[0] for message in told] == ["cannot be read"]


def test_a_pipe_that_is_named_is_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.jsonl")
    writer = subprocess.Popen(
        ["sh", "-c", f"printf '%s' '{json.dumps(GOOD)}' > pipe.jsonl"], cwd=tmp_path
    )

    [ticket] = read_tickets([str(tmp_path / "pipe.jsonl")], SourceOptions())

    assert (ticket.key, writer.wait(60)) == ("GOOD-1", 0)


def test_folders_deeper_than_the_budget_are_told(tmp_path):
    deepest = tmp_path
    for _ in range(budgets.FOLDER_DEPTH + 5):
        deepest /= "d"
    deepest.mkdir(parents=True)
    (tmp_path / "good.jsonl").write_bytes(LINE)
    (deepest / "lost.jsonl").write_bytes(LINE)

    ticket, failure = read_tickets([str(tmp_path)], SourceOptions())

    assert ticket.key == "GOOD-1"
    assert "name this one to read it" in failure.message


@pytest.mark.parametrize(
    ("sizes", "wanted"),
    [
        ([10] * 120, [50, 50, 20]),
        ([60_000, 30_000, 20_000], [2, 1]),
        ([500_000, 10, 500_000], [1, 1, 1]),
        ([], []),
    ],
)
def test_a_batch_is_bounded_by_tickets_and_by_characters(sizes, wanted):
    tickets = (Ticket("A", "", (TicketField("description", "x" * size),)) for size in sizes)

    assert [len(batch) for batch in batches(tickets)] == wanted


def test_tickets_are_batched_as_they_come():
    def endless():
        while True:
            yield Ticket("A", "T")

    assert len(next(batches(endless()))) == budgets.BATCH_TICKETS


def test_texts_for_the_networks_are_bounded_by_characters():
    groups = list(grouped(["x" * 9_000] * 5 + ["y"] * 100))

    assert [len(group) for group in groups] == [2, 2, 64, 37]


def test_the_page_of_budgets_names_each_with_its_number():
    page = (ROOT / "docs" / "budgets.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+) ", page, re.MULTILINE))
    known = {name: f"{n:,}" for name, n in vars(budgets).items() if isinstance(n, int)}

    assert told == known
