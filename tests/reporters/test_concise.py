"""Each line of `concise` begins with the place in the file that an editor can jump to."""

import json
from io import StringIO

import pytest

from ticketlint.config.settings import Config
from ticketlint.reporters import concise
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

TITLE = "Export dates, totals etc."
VAGUE = "The page must be fast etc."
FRONT = "---\nid: A\ntitle: Show the export to a clerk\n"
GOAL = "As a clerk I want to see the export so that I save time."


def lines(tmp_path, monkeypatch, name, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(text, encoding="utf-8")
    report = run_check([name], Config(level="note"), SourceOptions(), 1, iter)
    stream = StringIO()
    concise.write(report, stream)
    return stream.getvalue().splitlines()


def place_of(text, words):
    """Return line and column of the words in a file."""
    at = text.index(words)
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


@pytest.mark.parametrize(
    ("field", "words", "text"),
    [
        ("description", "etc.", f"# Export\n\n\nText.\n{VAGUE}\n"),
        ("title", "etc.", f"\n\n# {TITLE}\n\nText.\n"),
        ("title", "etc.", f"<!-- c -->\n\n{TITLE}\n===\n\nText.\n"),
        ("title", "etc.", f"---\nid: A\ntitle: {TITLE}\n---\nText.\n"),
        ("title", "etc.", f'---\nid: A\ntitle: "{TITLE}"\n---\nText.\n'),
        ("title", "etc.", f"---\nid: A\n---\nText.\n---\nid: B\n# c\ntitle: {TITLE}\n---\nText.\n"),
        ("title", "etc.", f"# AB-1: Export\n\nText.\n\n# AB-2: {TITLE}\n\nText.\n"),
        ("description", "etc.", f"# AB-1: Export\n\nText.\n\n# AB-2: Import\n\n{VAGUE}\n"),
        ("acceptance_criteria", "fast", f"{FRONT}acceptance: {VAGUE}\n---\n{GOAL}\n"),
        ("acceptance_criteria", "fast", f"{FRONT}acceptance:\n- One.\n- {VAGUE}\n---\n{GOAL}\n"),
    ],
)
def test_a_finding_in_a_markdown_file_is_told_at_its_place(
    tmp_path, monkeypatch, field, words, text
):
    told = lines(tmp_path, monkeypatch, "a.md", text)

    assert any(
        line.startswith(f"a.md:{place_of(text, words)}: ") and f": {field}: " in line
        for line in told
    )


RECORD = {"key": "A-1", "title": "Export", "description": f"Text.\n{VAGUE}"}
ITEM = f"<item><key>A-1</key><summary>E</summary><description>{VAGUE}</description></item>"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.jsonl", '{"title": "E"}\n\n' + json.dumps(RECORD), 3),
        ("a.json", json.dumps([{"title": "E"}, RECORD], indent=1), 5),
        ("a.csv", f'key,title,description\nB,E,"a\nb"\nA-1,E,{VAGUE}\n', 4),
        ("a.xml", f"<!-- c -->\n<rss>\n<channel>\n<title>J</title>\n{ITEM}</channel></rss>", 5),
    ],
)
def test_a_finding_in_a_record_is_told_at_its_record(tmp_path, monkeypatch, name, text, line):
    told = [line for line in lines(tmp_path, monkeypatch, name, text) if "[open-list]" in line]

    assert [each.startswith(f"{name}:{line}:1: A-1: description:") for each in told] == [True]


def test_what_cannot_be_read_is_told_at_its_line(tmp_path, monkeypatch):
    [_, failure] = lines(tmp_path, monkeypatch, "a.jsonl", '{"title": "Fix etc."}\nx\n')[-2:]

    assert failure.startswith("a.jsonl:2: not JSON")
