"""`ticketlint report` writes outputs again from a JSON report, and outputs are whole files."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import STORY, run, write
from tests.reporters.reports import EMPTY, FULL, PASSED, hostile_report, written
from ticketlint.cli.writing import write_file
from ticketlint.errors import ConfigError
from ticketlint.reporters import REPORTERS

VAGUE = {
    **STORY,
    "key": "A-2",
    "description": "It should be easy.\n\n## Acceptance criteria\n\nTBD",
}


def test_each_output_of_a_report_is_that_of_the_run_that_made_it(tmp_path):
    path = write(tmp_path, "a.jsonl", STORY, VAGUE)
    made = {name: f"{name}:{tmp_path / name}.made" for name in REPORTERS}
    again = {name: f"{name}:{tmp_path / name}.again" for name in REPORTERS}
    outputs = [part for value in made.values() for part in ("-o", value)]
    checked = run("check", path, "--level", "note", *outputs, "-o", "text")

    outputs = [part for value in again.values() for part in ("-o", value)]
    reported = run("report", str(tmp_path / "json.made"), *outputs)

    assert (checked.returncode, reported.returncode) == (1, 1)
    for name in REPORTERS:
        first = (tmp_path / f"{name}.made").read_bytes()
        assert first == (tmp_path / f"{name}.again").read_bytes()
        assert b"A-2" in first.replace(b"\\", b"")
    # Without `-o` it is the text.
    assert run("report", str(tmp_path / "json.made")).stdout == checked.stdout


@pytest.mark.parametrize(
    ("report", "code", "told"),
    [(FULL, 2, "ticketlint: backlog/a.jsonl:7: not JSON"), (PASSED, 0, ""), (EMPTY, 0, "")],
    ids=["failures", "passed", "empty"],
)
def test_a_report_ends_as_its_run_did(tmp_path, report, code, told):
    stored = written("json", report)

    done = run("report", "-", "-o", "sarif", stdin=stored.encode())

    assert done.returncode == code
    assert done.stdout == written("sarif", report)
    assert done.stderr.startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "r.json:1:2: no JSON report can be read here: Expecting property name"),
        ('{"schema_version": 1, "tickets": []}', "r.json: a report of version 1, but version 2"),
        ('{"schema_version": 2, "tickets": []}', "r.json: a damaged report: tool is missing"),
    ],
)
def test_a_bad_report_is_one_line_and_no_pass(tmp_path, content, told):
    (tmp_path / "r.json").write_text(content)

    done = run("report", "r.json", "-o", "junit:out.xml", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"ticketlint: {told}")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out.xml").exists()


def test_a_report_is_not_written_over_and_no_ticket_is_judged_again(tmp_path):
    (tmp_path / "r.json").write_text(written("json", hostile_report("::error::owned")))
    code = (
        "import sys; from ticketlint.cli.ending import run; "
        "sys.argv = ['ticketlint', 'report', 'r.json', *sys.argv[1:]]; told = run(); "
        "print(told, 'spacy' in sys.modules, file=sys.stderr)"
    )

    for arguments, ended in (("-o", "text"), "2 False"), (("-o", "json:r.json"), "2 False"):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.stderr.endswith(f"{ended}\n")
    assert "would write over an input" in done.stderr


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("old")

    def broken(stream):
        stream.write("half")
        stream.flush()
        assert path.read_text() == "old"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(path, broken)

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_killed_run_leaves_the_old_output(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("old")
    code = (
        "import os; from pathlib import Path; from ticketlint.cli.writing import write_file\n"
        "def write(stream):\n stream.write('half'); stream.flush(); os.kill(os.getpid(), 9)\n"
        f"write_file(Path({str(path)!r}), write)"
    )

    done = subprocess.run([sys.executable, "-c", code])

    assert done.returncode == -9
    assert path.read_text() == "old"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_file_keeps_its_permissions(tmp_path, mode):
    path = tmp_path / "report.json"
    path.touch()
    path.chmod(mode)

    write_file(path, lambda stream: stream.write("new"))

    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path):
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a", lambda stream: stream.write("new"))
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_keeps_pointing_to_its_file(tmp_path, exists):
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "report.json", tmp_path / "link"
    if exists:
        target.write_text("old")
    link.symlink_to("there/report.json")

    write_file(link, lambda stream: stream.write("new"))

    assert link.is_symlink()
    assert target.read_text() == "new"
    assert list(target.parent.iterdir()) == [target]


def test_a_pipe_and_standard_output_are_written_to(tmp_path):
    (tmp_path / "r.json").write_text(written("json", PASSED))
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE)

    into_pipe = run("report", "r.json", "-o", "jsonl:pipe", cwd=tmp_path)
    log = tmp_path / "log"
    log.write_text("before\n")
    command = (sys.executable, "-m", "ticketlint", "report", "r.json", "-o", "jsonl:/dev/stdout")
    with log.open("a") as stream:
        subprocess.run(command, cwd=tmp_path, stdout=stream, check=True)

    assert into_pipe.returncode == 0
    assert reader.communicate()[0].decode() == written("jsonl", PASSED)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert log.read_text() == "before\n" + written("jsonl", PASSED)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_in_a_folder_that_takes_no_other_is_written_in_place(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("old and long")
    tmp_path.chmod(0o555)
    try:
        write_file(path, lambda stream: stream.write("new"))
    finally:
        tmp_path.chmod(0o755)

    assert path.read_text() == "new"


@pytest.mark.parametrize("name", ["no/where.json", ".", "x" * 300, "loop"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(ConfigError, match=r"cannot be written: \w"):
        write_file(Path(name), lambda stream: stream.write("new"))

    assert [each.name for each in tmp_path.iterdir()] == ["loop"]
