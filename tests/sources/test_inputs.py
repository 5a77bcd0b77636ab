"""Files, folders and stdin: what is read, in which order, and what is told of the rest."""

import gzip
import io
import os
import threading
from pathlib import Path

import pytest

from ticketlint.model import Failure, Ticket
from ticketlint.sources import FORMATS, SourceOptions, read_tickets

from .conftest import sort, text_of

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def test_inputs_are_read_in_the_order_given_and_folders_by_name(tmp_path: Path):
    for name in ("b.md", "a.md", "z/c.md", "a2/d.md"):
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_text(f"# Title of {name}\n")
    (tmp_path / "first.md").write_text("# First\n")

    inputs = [str(tmp_path / "first.md"), str(tmp_path / "folder")]
    result = sort(read_tickets(inputs, SourceOptions()))

    assert result.keys == ["first", "a", "b", "d", "c"]
    assert result.failures == []


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "readme.markdown",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE.md",
        ".hidden.md",
        ".git/x.md",
        ".github/x.md",
        ".venv/x.md",
        "node_modules/x.md",
        "notes.txt",
        "script.py",
        "package.json",
        "ticketlint-baseline.json",
        "ticketlint.json",
        "ticketlint-code-quality.json",
        "ticketlint-junit.xml",
    ],
)
def test_a_folder_is_searched_for_tickets_only(tmp_path: Path, name: str):
    (tmp_path / "PAY-1.md").write_text("# A ticket\n")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("# Not a ticket\n")

    assert sort(read_tickets([str(tmp_path)], SourceOptions())).keys == ["PAY-1"]


def test_a_file_that_is_named_is_always_read(tmp_path: Path):
    (tmp_path / "README.md").write_text("# A ticket after all\n")
    (tmp_path / "notes.txt").write_text("# Another\n")

    inputs = [str(tmp_path / "README.md"), str(tmp_path / "notes.txt")]

    assert sort(read_tickets(inputs, SourceOptions())).keys == ["README", "notes"]


def test_every_format_is_read_from_gzip(tmp_path: Path):
    contents = {
        "a.md.gz": "# Title\n",
        "b.jsonl.gz": '{"key": "B-1", "title": "Title"}\n',
        "c.csv.gz": "Issue key,Summary,Description\nC-1,Title,Text\n",
        "d.xml.gz": "<rss><channel><item><key>D-1</key></item></channel></rss>",
        "e": "# Zipped without saying so\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(gzip.compress(content.encode()))

    result = sort(read_tickets([str(tmp_path / name) for name in contents], SourceOptions()))

    assert result.keys == ["a", "B-1", "C-1", "D-1", "e"]
    assert result.failures == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b" \n\n\t", "the file is empty", id="white space"),
        pytest.param("\ufeff\n".encode(), "the file is empty", id="a byte order mark only"),
        pytest.param(PNG, "a picture", id="picture"),
        pytest.param(gzip.compress(PNG), "a picture", id="zipped picture"),
        pytest.param(gzip.compress(gzip.compress(b"# T")), "zipped twice", id="zipped twice"),
        pytest.param(b"PK\x03\x04" + b"x" * 99, "a zip archive or an Office file", id="workbook"),
        pytest.param(b"abc\0\0\0def\0\x01" * 9, "a binary file", id="zero bytes"),
        pytest.param(bytes(range(1, 256)) * 9, "a binary file", id="bytes of every value"),
        pytest.param(b"<!DOCTYPE html><html></html>", "an HTML page", id="HTML"),
        pytest.param(gzip.compress(b"# T" * 99)[:-9], "broken gzip data", id="cut gzip"),
        pytest.param(b"\x1f\x8b\x08\x00garbage", "broken gzip data", id="bad gzip"),
    ],
)
def test_a_file_without_tickets_is_told_in_one_line(read, content, what):
    result = read(content, "tickets")

    assert result.tickets == []
    assert result.failure.message.startswith(what)
    assert result.failure.message.endswith(")")
    assert "\n" not in result.failure.message


def test_a_path_that_does_not_exist_is_a_failure_and_the_next_is_read(tmp_path: Path):
    (tmp_path / "PAY-1.md").write_text("# Title\n")

    inputs = [str(tmp_path / "gone.md"), str(tmp_path / "PAY-1.md"), "bad\0name"]
    result = sort(read_tickets(inputs, SourceOptions()))

    assert result.keys == ["PAY-1"]
    assert [failure.source for failure in result.failures] == [inputs[0], inputs[2]]
    assert result.failures[0].message == "no such file or folder (check the path)"


def test_a_folder_without_tickets_is_a_failure(tmp_path: Path):
    (tmp_path / "photo.png").write_bytes(PNG)

    [failure] = read_tickets([str(tmp_path)], SourceOptions())

    assert isinstance(failure, Failure)
    assert failure.message.startswith("no ticket files in this folder (looked for .md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_failure(tmp_path: Path):
    (tmp_path / "secret.md").write_text("# Title")
    (tmp_path / "secret.md").chmod(0)

    [failure] = read_tickets([str(tmp_path / "secret.md")], SourceOptions())

    assert "Permission denied" in failure.message


def test_a_link_that_leads_nowhere_is_a_failure_and_a_loop_ends(tmp_path: Path):
    (tmp_path / "PAY-1.md").write_text("# Title\n")
    (tmp_path / "PAY-2.md").symlink_to(tmp_path / "gone.md")
    (tmp_path / "loop").symlink_to(tmp_path)

    result = sort(read_tickets([str(tmp_path)], SourceOptions()))

    assert result.keys == ["PAY-1"]
    assert result.failure.source.endswith("PAY-2.md")


def test_a_named_pipe_is_read_like_a_file(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=('[{"key": "A-1", "title": "T"}]',))
    writer.start()

    result = sort(read_tickets([str(pipe)], SourceOptions()))
    writer.join()

    assert result.keys == ["A-1"]


@pytest.mark.parametrize(
    ("content", "keys"),
    [
        pytest.param("The export fails\n\nIt stops at 10 MB.", ["STDIN-1"], id="plain text"),
        pytest.param("# PAY-7: The export fails\n", ["PAY-7"], id="Markdown"),
        pytest.param('{"key": "A-1", "title": "T"}', ["A-1"], id="one JSON object"),
        pytest.param('[{"key": "A-1", "title": "T"}]', ["A-1"], id="a JSON list"),
        pytest.param('{"id": 7, "title": "T"}\n{"title": "U"}\n', ["7", "STDIN-1-2"], id="lines"),
        pytest.param("Issue key;Summary\nA-1;T\n", ["A-1"], id="CSV"),
        pytest.param(b"\x1f\x8b" and gzip.compress(b"# T"), ["STDIN-1"], id="gzip"),
    ],
)
def test_stdin_is_read_in_any_format(read_stdin, content, keys):
    assert read_stdin(content).keys == keys


def test_the_key_of_a_ticket_on_stdin_can_be_given(read_stdin):
    assert read_stdin("The export fails", stdin_key="PAY-9").ticket.key == "PAY-9"


def test_empty_stdin_is_a_failure(read_stdin):
    failure = read_stdin("").failure

    assert (failure.source, failure.message) == ("stdin", "nothing to read (give it a ticket)")


def test_stdin_that_is_not_open_is_a_failure():
    [failure] = read_tickets(["-"], SourceOptions())

    assert isinstance(failure, Failure)
    assert failure.source == "stdin"


def test_a_key_is_data_and_never_a_path(read):
    assert read('{"key": "../../etc/passwd", "title": "T"}', "a.json").ticket.key == (
        "../../etc/passwd"
    )


def test_content_tells_the_format_before_the_suffix_does(read):
    assert read('[{"key": "A-1", "title": "T"}]', "a.csv").keys == ["A-1"]
    assert read("Issue key,Summary,Description\nA-1,T,D\n", "a.txt").keys == ["A-1"]
    assert read("key\ttitle\tdescription\nA-1\tT\tD\n", "export").keys == ["A-1"]
    assert read("[ ] one\n[ ] two\n", "list.md").keys == ["list"]
    assert read("{braces} begin this text\n", "text.md").keys == ["text"]


def test_a_format_can_be_named(read):
    content = '{"key": "A-1", "number": 7, "title": "T", "body": "B"}'

    assert read(content, "a.json").ticket.key == "#7"
    assert read(content, "a.json", input_format="json").ticket.key == "A-1"
    assert text_of(read(content, "a.json", input_format="markdown").ticket) is not None


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "content",
    [
        "{}",
        '{"title": "T"}',
        '{"fields": null}',
        '{"number": null, "iid": null, "title": null}',
        "a,b\n1,2\n",
        "# T",
        "<rss/>",
        '"',
        "\n\n x",
    ],
)
def test_a_wrongly_named_format_never_raises(read, name, content):
    result = read(content, "tickets.dat", input_format=name)

    assert result.tickets or result.failures or content == "<rss/>"  # an export of none
    # How a fault of ours is told: the guard in `read_tickets` lets none out.
    assert not [fault for fault in result.failures if "please report it" in fault.message]


def test_a_format_that_does_not_exist_is_a_failure_that_names_all(read):
    assert "jira-xml" in read("# T", input_format="docx").failure.message


def test_reading_is_lazy(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"key": "A-1", "title": "T"}\nnot json\n')

    items = read_tickets([str(tmp_path / "a.jsonl"), str(tmp_path / "gone")], SourceOptions())

    assert isinstance(next(items), Ticket)


def test_stdin_can_be_any_stream_of_bytes():
    class Pipe(io.RawIOBase):
        """Hands out three bytes at a time and cannot go back."""

        def __init__(self):
            self.left = b'{"issues": [{"key": "A-1", "fields": {"summary": "T"}}]}'

        def readable(self):
            return True

        def readinto(self, buffer):
            part, self.left = self.left[:3], self.left[3:]
            buffer[: len(part)] = part
            return len(part)

    assert sort(read_tickets(["-"], SourceOptions(), Pipe())).keys == ["A-1"]


def test_a_folder_may_be_named_like_a_file(tmp_path: Path):
    (tmp_path / "a.md").mkdir()
    (tmp_path / "a.md" / "b.md").write_text("# T\n")

    assert sort(read_tickets([str(tmp_path)], SourceOptions())).keys == ["b"]


def test_a_path_that_the_system_refuses_is_a_failure():
    [failure] = read_tickets(["x" * 5000], SourceOptions())

    assert failure.message.startswith("cannot be read: File name too long")
