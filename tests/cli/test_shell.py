"""What a shell sees of a run: exit codes, closed pipes, encodings, widths, outputs."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.test_cli import STORY, run, write

POOR = {
    **STORY,
    "description": "It should be fast and 日本語, etc.\n\n## Acceptance criteria\n\nTBD",
}
# A command of each kind; {poor} is a file with findings.
COMMANDS = [
    "check {poor}",
    "check {poor} --fail-on never",
    "check {poor} -o json --fail-on never",
    "check {poor} -o concise --fail-on never",
    "check {poor} -o questions --fail-on never",
    "inspect {poor}",
    "inspect {poor} -o json",
    "rules list",
    "explain vague-verb",
    "demo",
    "templates learn {poor}",
    "--help",
    "check --help",
    "--version",
    "publish {report}",
]


def started(
    command: list[str], stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE, **more: str
) -> "subprocess.Popen[bytes]":
    """Start a command that hears interrupts, whatever the shell of the tests lets through."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=stdout,
        stderr=stderr,
        env={**os.environ, **more},
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, before)
    return process


def worded(command: str, folder: Path) -> list[str]:
    report = {"schema_version": 2, "tickets": []}
    (folder / "report.json").write_text(json.dumps(report))
    names = {"poor": write(folder, "poor.jsonl", POOR), "report": str(folder / "report.json")}
    return ["-m", "ticketlint", *(part.format(**names) for part in command.split())]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_gone_changes_no_exit_code(tmp_path: Path, command: str) -> None:
    words = worded(command, tmp_path)
    reading, writing = os.pipe()
    os.close(reading)

    process = started(words, stdout=writing)
    os.close(writing)
    _, told = process.communicate(timeout=120)

    assert process.returncode == (1 if command == "check {poor}" else 0)
    assert told == b""


def test_a_closed_pipe_takes_nothing_from_the_other_outputs(tmp_path: Path) -> None:
    report = tmp_path / "out.json"
    words = worded("check {poor} -o concise -o json:" + str(report), tmp_path)
    reading, writing = os.pipe()
    os.close(reading)

    process = started(words, stdout=writing, stderr=writing)
    os.close(writing)

    assert process.wait(timeout=120) == 1
    assert json.loads(report.read_text())["gate"]["passed"] is False


@pytest.mark.parametrize(
    ("command", "encoding"),
    [
        *((command, "ascii") for command in COMMANDS),
        *((COMMANDS[0], encoding) for encoding in ("cp1252", "ascii:strict", "utf-16")),
    ],
)
def test_every_encoding_can_be_written(tmp_path: Path, command: str, encoding: str) -> None:
    words = worded(command, tmp_path)

    process = started(words, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    out, told = process.communicate(timeout=120)

    assert process.returncode == (1 if command == "check {poor}" else 0)
    assert told == b""
    assert out.decode(encoding.partition(":")[0]) != ""


def test_a_fault_is_told_in_every_encoding(tmp_path: Path) -> None:
    process = started(
        ["-m", "ticketlint", "check", str(tmp_path / "日本.md")], PYTHONIOENCODING="cp1252"
    )
    _, told = process.communicate(timeout=120)

    assert process.returncode == 2
    assert told.decode("cp1252").count("\n") == 1
    assert b"??.md: no such file" in told


def test_carets_stand_below_what_an_encoding_leaves_of_wide_words(tmp_path: Path) -> None:
    text = "The page 日本語 must be fast."
    path = write(tmp_path, "a.jsonl", {**STORY, "description": text})

    asked = ["-m", "ticketlint", "check", path, "--level", "note"]
    process = started(asked, PYTHONIOENCODING="cp1252")
    out, _ = process.communicate(timeout=120)

    assert "    | The page ??? must be fast.\n    |                      ^^^^\n" in out.decode(
        "cp1252"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    words = worded("check {poor} --fail-on never", tmp_path)
    with Path("/dev/full").open("wb") as full:
        process = started(words, stdout=full.fileno())
        _, told = process.communicate(timeout=120)

    assert process.returncode == 2
    assert told == (b"ticketlint: standard output: cannot be written: No space left on device\n")


@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_what_could_not_be_read_has_not_passed_the_gate(tmp_path: Path, fail_on: str) -> None:
    missing = str(tmp_path / "missing.md")

    done = run("check", missing, "-o", "json", "--fail-on", fail_on)

    assert done.returncode == 2
    gate = json.loads(done.stdout)["gate"]
    assert gate == {"passed": False, "reasons": ["nothing could be read"]}
    assert done.stderr.splitlines() == [
        f"ticketlint: {missing}: no such file or folder (check the path)",
        "ticketlint: Gate failed: nothing could be read",
    ]


def test_a_failure_beside_good_tickets_has_not_passed_the_gate(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(STORY) + "\n{oops\n{again\n")
    out = tmp_path / "out.json"

    done = run("check", str(path), "-o", f"json:{out}")

    report = json.loads(out.read_text())
    assert (done.returncode, len(report["tickets"])) == (2, 1)
    assert report["gate"]["reasons"] == ["2 inputs could not be read in full"]
    assert done.stderr.startswith(f"ticketlint: {path}:2: ")
    told, reason = done.stderr.splitlines()
    assert told.endswith("; 1 more in the report")
    assert reason.startswith("ticketlint: Gate failed: ")


@pytest.mark.parametrize(
    ("output", "lines"), [("text", 1), ("questions", 1), ("json", 1), ("concise", 0)]
)
def test_a_fault_is_told_once_for_programs_and_people(
    tmp_path: Path, output: str, lines: int
) -> None:
    done = run("check", "missing.md", "-o", output, cwd=tmp_path)

    assert (done.returncode, done.stderr.count("no such file")) == (2, lines)
    assert output != "concise" or done.stdout.startswith("missing.md: no such file")


def test_without_standard_input_the_fault_is_told() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -m ticketlint check - <&-"],
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"stdin" in done.stderr


@pytest.mark.parametrize("columns", [60, 40, 72, 100])
def test_the_report_fits_the_columns_with_carets_below_the_words(
    tmp_path: Path, columns: int
) -> None:
    long = "日本語日本語の説明 " * 8 + "it should be fast " + "and 日本語日本語 so on " * 8
    poor = {**STORY, "title": "Export the invoices 日本 of a month " * 2, "description": long}

    path = write(tmp_path, "a.jsonl", poor)
    done = run("check", path, "--level", "note", COLUMNS=str(columns))

    lines = done.stdout.splitlines()
    assert max(map(cell_len, lines)) <= columns
    [at] = [n for n, line in enumerate(lines) if "│" in line and " fast " in line]
    before = lines[at].partition("fast")[0]
    assert lines[at + 1] == "    │ " + " " * (cell_len(before) - 6) + "^^^^"


def test_a_terminal_narrower_than_40_columns_is_taken_for_one_of_40(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", {**STORY, "description": "It is fast, " + "or not " * 30})

    assert run("check", path, COLUMNS="7").stdout == run("check", path, COLUMNS="40").stdout


@pytest.mark.parametrize("command", ["check", "inspect"])
def test_no_columns_at_all_are_as_if_none_were_named(tmp_path: Path, command: str) -> None:
    path = write(tmp_path, "a.jsonl", POOR)

    done = run(command, path, COLUMNS="0")

    assert STORY["title"] in done.stdout
    assert done.stdout == run(command, path, COLUMNS="").stdout


@pytest.mark.parametrize("named", ["a.jsonl", "./a.jsonl", "other/../a.jsonl", "link", "a.*"])
def test_no_report_is_written_over_an_input(tmp_path: Path, named: str) -> None:
    path = Path(write(tmp_path, "a.jsonl", POOR))
    before = path.read_bytes()
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to(path)

    done = run("check", str(tmp_path / named), "-o", f"text:{path}")

    assert done.returncode == 2
    assert done.stderr.startswith("ticketlint: --output: ")
    assert "would write over an input" in done.stderr
    assert path.read_bytes() == before


def test_no_line_that_was_wrapped_begins_with_a_command(tmp_path: Path) -> None:
    hostile = {**STORY, "title": "Export " + "::error::invoices of a month ::warning::now " * 3}

    for columns in (44, 47, 50, 53):
        done = run("check", write(tmp_path, "a.jsonl", hostile), COLUMNS=str(columns))
        assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]


def test_colours_are_forced_for_standard_output_only(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    path = write(tmp_path, "a.jsonl", POOR)

    done = run("check", path, "-o", f"text:{out}", "-o", "text", FORCE_COLOR="1")

    assert "\x1b[" in done.stdout
    assert "\x1b" not in out.read_text(encoding="utf-8") + done.stderr


@pytest.mark.parametrize("output", ["text", "concise", "json", "questions"])
def test_a_dash_is_standard_output(tmp_path: Path, output: str) -> None:
    path = write(tmp_path, "a.jsonl", POOR)

    dashed, plain = (
        run("check", path, "-o", name, cwd=tmp_path) for name in (f"{output}:-", output)
    )

    assert dashed.stdout == plain.stdout != ""
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    "outputs",
    [
        ("text", "json"),
        ("text", "text:-"),
        ("json:out", "text:./out"),
        ("json:out", "text:sub/../out"),
        ("json:there", "text:linked"),
        ("json:there", "text:hard"),
        ("text", "--questions"),
    ],
    ids=" ".join,
)
def test_two_outputs_to_one_place_are_refused(tmp_path: Path, outputs: tuple[str, str]) -> None:
    path = write(tmp_path, "a.jsonl", POOR)
    (tmp_path / "sub").mkdir()
    (tmp_path / "there").write_text("kept")
    (tmp_path / "linked").symlink_to("there")
    (tmp_path / "hard").hardlink_to(tmp_path / "there")
    flags = [part for name in outputs for part in ([name] if name[0] == "-" else ["-o", name])]

    done = run("check", path, *flags, cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "both go to" in done.stderr
    assert (tmp_path / "there").read_text() == "kept"


def test_evaluate_refuses_two_outputs_to_one_place(tmp_path: Path) -> None:
    done = run("evaluate", "a.jsonl", "-o", "text", "-o", "json:-", cwd=tmp_path)

    assert (done.returncode, "both go to" in done.stderr) == (2, True)


def test_evaluate_tells_a_pattern_that_matches_nothing(tmp_path: Path) -> None:
    done = run("evaluate", "no*.jsonl", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ticketlint: no*.jsonl: no file matches this pattern (check it)\n"


def test_files_are_read_up_to_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", *({**STORY, "key": f"A-{n}"} for n in range(9)))

    command = ["check", path, path, "-o", "json", "--fail-on", "never", "--limit"]

    done, whole = (run(*command, number) for number in ("4", "18"))

    report = json.loads(done.stdout)
    assert [ticket["key"] for ticket in report["tickets"]] == ["A-0", "A-1", "A-2", "A-3"]
    assert [notice["source"] for notice in report["notices"]] == ["--limit"]
    assert json.loads(whole.stdout)["notices"] == []
    assert done.returncode == 0


def test_a_quoted_pattern_is_expanded_and_a_file_of_that_name_wins(tmp_path: Path) -> None:
    (tmp_path / "backlog").mkdir()
    for name in ("b.jsonl", "a.jsonl", "[a].jsonl"):
        write(tmp_path / "backlog", name, {**STORY, "key": f"K-{name.partition('.')[0]}"})

    def keys(*patterns: str) -> list[str]:
        done = run("check", *patterns, "-o", "json", cwd=tmp_path)
        return [ticket["key"] for ticket in json.loads(done.stdout)["tickets"]]

    assert keys("backlog/?.jsonl") == ["K-a", "K-b"]
    assert keys("**/b.*") == ["K-b"]
    assert keys("backlog/[a].jsonl") == ["K-[a]"]
    done = run("check", "backlog/b.jsonl", "no/*.md", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "ticketlint: no/*.md: no file matches this pattern (check it)\n"
    assert "K-b" in done.stdout
    assert run("inspect", "no/*.md", cwd=tmp_path).stderr.startswith("no/*.md: no file matches")


def test_the_demo_shows_no_gate() -> None:
    done = run("demo")

    assert (done.returncode, "Gate" in done.stdout) == (0, False)


def test_runners_find_no_command_in_json(tmp_path: Path) -> None:
    texts = ["##vso[task.complete]", "###vso[x]", "##[error]", "::error::x", "\\##VSO[y]"]
    title = " ".join(texts)
    path = write(
        tmp_path, "a.jsonl", {**POOR, "title": title, "description": "\n::stop::\n" + title}
    )

    for command in ("check", "inspect"):
        done = run(command, path, "-o", "json")
        assert "##" not in done.stdout
        assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
        assert title in json.dumps(json.loads(done.stdout)).replace("\\\\", "\\")
