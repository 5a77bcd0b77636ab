"""The command line end to end, as a user runs it."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.splitting import is_like_ours, ran

STORY = {
    "key": "A-1",
    "type": "Story",
    "title": "Export the invoices of a month",
    "description": "As an accountant I want a file, because I copy 400 rows by hand.\n\n"
    "## Acceptance criteria\n- The file holds one row for each invoice.",
}


def run(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command; it splits off from a process that has imported what it needs."""
    whole = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", **environment}
    if not is_like_ours(whole):
        return run_anew(*arguments, stdin=stdin, cwd=cwd, **environment)
    code, out, told = ran(arguments, stdin, cwd, whole, 120)
    return subprocess.CompletedProcess(arguments, code, out.decode(), told.decode())


def run_anew(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a new process, with all its imports and a seed of its own for hashes."""
    done = subprocess.run(
        [sys.executable, "-m", "ticketlint", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", **environment},
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def write(folder: Path, name: str, *tickets: dict[str, object]) -> str:
    path = folder / name
    path.write_text("".join(json.dumps(ticket) + "\n" for ticket in tickets))
    return str(path)


def test_a_clear_ticket_exits_0(tmp_path: Path) -> None:
    done = run("check", write(tmp_path, "a.jsonl", STORY))

    assert (done.returncode, done.stderr) == (0, "")
    assert "  ready  story\n" in done.stdout
    assert "1 ticket: 0 errors, 0 warnings, 0 notes; " in done.stdout


def test_an_error_exits_1_and_shows_the_words_and_the_question(tmp_path: Path) -> None:
    text = "The export should be fast.\n\n## Acceptance criteria\n\nTBD"
    path = write(tmp_path, "a.jsonl", {**STORY, "description": text})

    done = run("check", path, "--level", "note")

    assert done.returncode == 1
    assert "error[empty-acceptance-criteria]" in done.stdout
    assert "│ The export should be fast.\n    │                      ^^^^" in done.stdout
    assert re.search(r"\n  \? [^\n]*\binvoices\b", done.stdout)
    assert "Gate failed: 1 error (fail_on: error)" in done.stdout


@pytest.mark.parametrize(
    ("severity", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_fail_on_sets_the_gate(tmp_path: Path, severity: str, code: int) -> None:
    text = str(STORY["description"]) + "\nThis should be easy."
    path = write(tmp_path, "a.jsonl", {**STORY, "description": text})

    assert run("check", path, "--fail-on", severity).returncode == code
    assert run("check", path, TICKETLINT_FAIL_ON=severity).returncode == code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "{tmp}/missing.md"], "missing.md: "),
        (["check", "{tmp}/empty.md"], "empty.md: "),
        (["check", "{tmp}/binary.png"], "binary.png: "),
        (["check", "{tmp}/folder"], "folder: "),
        (["check", "{tmp}/a.jsonl", "--fail-on", "high"], "--fail-on: `high`"),
        (["check", "{tmp}/a.jsonl", "-o", "pdf"], "--output: no format `pdf`"),
        (["check", "{tmp}/a.jsonl", "-o", "json:"], "--output: `json:` names no file"),
        (["check", "{tmp}/a.jsonl", "-o", "json:{tmp}/no/where.json"], "cannot be written"),
        (["check", "{tmp}/a.jsonl", "-c", "{tmp}/no.yaml"], "no.yaml: cannot be read"),
        (["check", "{tmp}/a.jsonl", "-c", "level"], "(name a file, or a setting as KEY=VALUE)"),
        (["check", "{tmp}/a.jsonl", "--select", "vage-verb"], "no rule `vage-verb` (did you mean"),
        (["check", "{tmp}/a.jsonl", "--input-format", "word"], "word"),
        (["explain", "vage-verb"], "no such rule (did you mean `vague-verb`?)"),
        (["chek"], "No such command"),
        (["check", "{tmp}/a.jsonl", "--wrong"], "No such option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_exits_2_with_one_clear_line(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    write(tmp_path, "a.jsonl", STORY)
    (tmp_path / "empty.md").touch()
    (tmp_path / "binary.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "folder").mkdir()

    done = run(*[argument.format(tmp=tmp_path) for argument in arguments])

    assert done.returncode == 2
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_record_is_told_with_its_line_and_the_rest_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(STORY) + "\n{oops\n" + json.dumps({**STORY, "key": "A-2"}) + "\n")

    done = run("check", str(path), "-o", "json")

    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [ticket["key"] for ticket in report["tickets"]] == ["A-1", "A-2"]
    assert [(failure["line"]) for failure in report["failures"]] == [2]


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = run(
        *("check", "-", "--stdin-key", "PAY-9", "-o", "json"),
        stdin=b"# Export invoices\n\nIt should be fast.\n",
    )

    [ticket] = json.loads(done.stdout)["tickets"]
    assert (ticket["key"], ticket["title"]) == ("PAY-9", "Export invoices")


def test_empty_standard_input_is_no_pass() -> None:
    assert run("check", "-").returncode == 2


def test_several_outputs_are_written_in_one_run(tmp_path: Path) -> None:
    out = tmp_path / "report.json"

    done = run("check", write(tmp_path, "a.jsonl", STORY), "-o", "concise", "-o", f"json:{out}")

    assert done.stdout == ""
    assert json.loads(out.read_text())["schema_version"] == 2


def test_two_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    many = [
        {**STORY, "key": f"A-{n}", "description": f"It should be fast, etc. Row {n}."}
        for n in range(120)
    ]
    path = write(tmp_path, "a.jsonl", *many)

    one, two = (run("check", path, "-o", "json", "-j", jobs).stdout for jobs in ("1", "2"))

    assert one == two
    assert len(json.loads(one)["tickets"]) == 120


def test_the_same_run_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", {**STORY, "description": "Fast, some things, etc."})

    once, again = (run_anew("check", path, "-o", "json").stdout for _ in "12")
    assert once == again


def test_the_configuration_of_the_folder_counts_and_can_be_left_out(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.jsonl",
        {**STORY, "title": "Better invoices", "description": "They should be better."},
    )
    (tmp_path / "ticketlint.yaml").write_text("rules: {missing-acceptance-criteria: note}\n")

    assert run("check", path, cwd=tmp_path).returncode == 0
    assert run("check", path, "--isolated", cwd=tmp_path).returncode == 1


def test_a_fault_in_the_configuration_is_shown_with_a_caret(tmp_path: Path) -> None:
    (tmp_path / "ticketlint.yaml").write_text("fail_onn: note\n")

    done = run("check", "a.jsonl", cwd=tmp_path)

    assert done.returncode == 2
    assert "ticketlint.yaml:1:1: unknown key `fail_onn` (did you mean `fail_on`?)" in done.stderr
    assert "   1 | fail_onn: note\n       ^" in done.stderr


def test_hostile_text_reaches_no_terminal(tmp_path: Path) -> None:
    hostile = {
        "key": "::error::../../etc/passwd",
        "type": "[/b]",
        "title": "\x1b[31m[/b] :bug: \x1b]8;;http://x\x07click\u202e",
        "description": "It must be fast \x1b[2J ##vso[task.complete] [red]x[/red]",
    }

    for output in ("text", "concise"):
        done = run("check", write(tmp_path, "a.jsonl", hostile), "-o", output, FORCE_COLOR="")

        assert done.returncode in {0, 1}
        assert not any(char in done.stdout for char in "\x1b\x07\u202e\x00")
        assert "##vso[" not in done.stdout
        assert not any(line.lstrip().startswith("::") for line in done.stdout.splitlines())
        assert "[/b]" in done.stdout or output == "concise"


def test_inspect_shows_sections_and_sentences_as_json(tmp_path: Path) -> None:
    done = run("inspect", write(tmp_path, "a.jsonl", STORY), "--output", "json")

    [ticket] = json.loads(done.stdout)["tickets"]
    text = STORY["description"]
    assert (ticket["key"], ticket["kind"]) == ("A-1", "story")
    assert [s["name"] for s in ticket["sections"]] == ["title", "other", "acceptance_criteria"]
    for sentence in ticket["sentences"]:
        stored = STORY["title"] if sentence["field"] == "title" else text
        assert str(stored)[sentence["start"] : sentence["end"]] == sentence["text"]
    assert ticket["sentences"][-1]["role"] == "criterion"


def test_inspect_prints_the_rendered_text_of_adf(tmp_path: Path) -> None:
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": "It must be fast."}]}
    adf = {"type": "doc", "version": 1, "content": [paragraph]}
    path = write(tmp_path, "a.jsonl", {**STORY, "description": adf})

    [ticket] = json.loads(run("inspect", path, "--output", "json").stdout)["tickets"]
    [checked] = json.loads(run("check", path, "-o", "json", "--level", "note").stdout)["tickets"]

    rendered = ticket["fields"]["description"]
    [finding] = [f for f in checked["findings"] if f["rule"] == "vague-quality"]
    assert rendered[finding["start"] : finding["end"]] == finding["text"] == "fast"


def test_inspect_writes_a_page_in_which_nothing_of_a_ticket_is_markup(tmp_path: Path) -> None:
    hostile = {**STORY, "title": "<script>alert(1)</script>", "description": "<img src=x> & fast."}

    done = run("inspect", write(tmp_path, "a.jsonl", hostile), "--output", "html")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in done.stdout
    assert "<script" not in done.stdout
    assert "<img" not in done.stdout
    assert "default-src &#39;none&#39;" in done.stdout or "default-src 'none'" in done.stdout


def test_inspect_of_nothing_exits_2(tmp_path: Path) -> None:
    done = run("inspect", str(tmp_path))

    assert done.returncode == 2
    assert str(tmp_path) in done.stderr


def test_the_demo_shows_a_ticket_before_and_after() -> None:
    done = run("demo")

    assert done.returncode == 0
    before, after = done.stdout.split("── The same ticket")
    assert "error[empty-acceptance-criteria]" in before
    assert "warning[minimising-language]" in before
    assert not [level for level in ("error[", "warning[") if level in after]
    scores = [
        float(part.split("/100")[0].split()[-1]) for part in (before, after) if "/100" in part
    ]
    assert scores[0] < 60
    assert scores[1] >= 90


def test_rules_test_runs_the_examples_of_a_users_rule(tmp_path: Path) -> None:
    rule = (ROOT / "rules" / "ambiguity" / "open-list.yaml").read_text()
    good = tmp_path / "ambiguity" / "open-list.yaml"
    good.parent.mkdir()
    good.write_text(rule)
    assert run("rules", "test", str(good)).returncode == 0

    good.write_text(rule.replace("<<etc.>>", "<<DOCX>>, etc."))
    done = run("rules", "test", str(good))

    assert done.returncode == 1
    assert "open-list: missing" in done.stdout


def test_rules_test_runs_the_examples_of_one_file_of_wordings(tmp_path: Path) -> None:
    wordings = tmp_path / "questions" / "why.yaml"
    wordings.parent.mkdir()
    wordings.write_text(
        "answer: why\nwordings: [{text: 'What is it for?'}]\n"
        "examples: [{title: 'Upgrade the library', kind: task, asks: 'What is it for?'}]\n"
    )

    done = run("rules", "test", str(wordings))

    assert (done.returncode, done.stdout) == (0, "1 kind of questions, 1 example, 0 failed\n")


def test_templates_learn_writes_the_lines_that_recur(tmp_path: Path) -> None:
    rows = (
        {
            "key": f"PAY-{n}",
            "project": "PAY",
            "title": "Export",
            "description": "Follow the usual review.",
        }
        for n in range(10)
    )
    backlog = tmp_path / "backlog.jsonl"
    backlog.write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = tmp_path / "lines.yaml"

    assert run("templates", "learn", str(backlog), "-o", str(out)).returncode == 0

    assert out.read_text().splitlines()[1:] == [
        '"PAY":',
        '  - "Follow the usual review."  # 10 tickets',
    ]
    assert run("templates", "learn", str(tmp_path / "none.jsonl")).returncode == 2


def test_templates_learn_tells_what_it_cannot_do_in_one_clear_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", STORY)
    missing = tmp_path / "no" / "where.yaml"

    done = run("templates", "learn", path, "-o", str(missing))
    hostile = run("templates", "learn", str(tmp_path / "a\u202eb\x1b[2J.jsonl"))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"ticketlint: {missing}: cannot be written: No such file or directory\n"
    assert hostile.returncode == 2
    assert hostile.stderr.removesuffix("\n").isprintable()


@pytest.mark.parametrize(
    ("named", "environment"),
    [(["-o", "json:{tmp}/report.json"], {}), ([], {"TICKETLINT_OUTPUT": "json:{tmp}/report.json"})],
    ids=["flag", "environment"],
)
def test_the_questions_are_printed_beside_the_outputs_that_are_named(
    tmp_path: Path, named: list[str], environment: dict[str, str]
) -> None:
    path = write(tmp_path, "a.jsonl", {**STORY, "description": "It should be fast."})
    arguments = [part.format(tmp=tmp_path) for part in named]
    variables = {name: value.format(tmp=tmp_path) for name, value in environment.items()}

    done = run("check", path, "--questions", *arguments, **variables)

    assert done.stdout.startswith("A-1 Export the invoices of a month\n- ")
    assert json.loads((tmp_path / "report.json").read_text())["schema_version"] == 2


def test_rules_list_and_explain_name_every_part() -> None:
    assert "vague-verb" in run("rules", "list").stdout
    page = run("explain", "vague-verb").stdout
    assert all(part in page for part in ("## Why", "## What it asks", "## Bad", "## Good"))


def test_the_version_is_printed() -> None:
    assert run("--version").stdout.startswith("ticketlint ")


def test_an_interrupt_exits_130(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    # A shell lets the commands that it runs in the background ignore interrupts, and theirs too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "ticketlint", "check", str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    signal.signal(signal.SIGINT, before)

    # A pipe opens for writing when the command has opened it for reading.
    with pipe.open("wb"):
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)

    assert process.returncode == 130
    assert b"Traceback" not in told


@pytest.mark.parametrize("size", [1, 200_000], ids=["one piece", "more than a pipe holds"])
def test_a_pipe_that_is_named_is_read_once_and_whole(tmp_path: Path, size: int) -> None:
    text = "It is the same on every day. " * (size // 29) + "Why it stops: TBD."
    path = write(tmp_path, "a.jsonl", {**STORY, "description": text}, {**STORY, "key": "A-2"})
    pipe = tmp_path / "b.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(Path(path).read_bytes(),))
    writer.start()

    piped = run("check", str(pipe), "-o", "json").stdout
    writer.join()

    assert piped.replace("b.jsonl", "a.jsonl") == run("check", path, "-o", "json").stdout
