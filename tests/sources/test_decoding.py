"""Encodings: every one is either read without loss and named, or told as a failure."""

import codecs

import pytest

from .conftest import text_of

CSV = "Issue key,Summary,Description\nPAY-1,Größe,„Ärger“ – naïve\n"
MARKDOWN = "# Größe\n\n„Ärger“ – naïve\n"
JSON = '[{"key": "PAY-1", "title": "Größe", "description": "„Ärger“ – naïve"}]'
XML = (
    "<rss><channel><item><key>PAY-1</key><summary>Größe</summary>"
    "<description>„Ärger“ – naïve</description></item></channel></rss>"
)
ENCODINGS = {
    "utf-8": b"",
    "utf-8 with mark": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}
FILES = {"PAY-1.csv": CSV, "PAY-1.md": MARKDOWN, "PAY-1.json": JSON}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", FILES)
def test_unicode_is_read_in_every_encoding(read, name, encoding):
    data = ENCODINGS[encoding] + FILES[name].encode(encoding.split()[0])

    result = read(data, name)

    assert result.failures == []
    assert [(t.key, t.title) for t in result.tickets] == [("PAY-1", "Größe")]
    assert text_of(result.tickets[0]).strip() == "„Ärger“ – naïve"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", FILES)
def test_utf_16_without_a_mark_is_known_by_its_zero_bytes(read, name, encoding):
    assert [t.title for t in read(FILES[name].encode(encoding), name).tickets] == ["Größe"]


@pytest.mark.parametrize("name", ["PAY-1.csv", "PAY-1.md"])
def test_windows_1252_is_read_and_named(read, name):
    result = read(FILES[name].encode("cp1252"), name)

    assert result.tickets[0].title == "Größe"
    assert [notice.message for notice in result.notices] == [
        "not UTF-8, was read as Windows-1252 (save it as UTF-8 if letters look wrong)"
    ]


def test_utf_16_is_named(read):
    [notice] = read(CSV.encode("utf-16"), "a.csv").notices

    assert "UTF-16" in notice.message


def test_one_wrong_byte_far_behind_makes_the_whole_file_windows_1252(read):
    data = b"Issue key,Summary,Description\n" + b"PAY-1,Title,Text\n" * 9999 + b"PAY-2,caf\xe9,x\n"

    result = read(data, "a.csv")

    assert result.tickets[-1].title == "café"
    assert len(result.tickets) == 10_000


def test_bytes_without_a_meaning_stay_visible(read):
    assert "\ufffd" in read(b"# T\n\nA \x81 and an \xe4\n").tickets[0].fields[0].text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE], ids=["utf-8", "utf-16"])
def test_xml_may_carry_a_mark(read, mark):
    data = mark + XML.encode("utf-8" if mark == codecs.BOM_UTF8 else "utf-16-le")

    assert read(data, "a.xml").ticket.title == "Größe"


def test_half_a_character_in_utf_16_is_a_failure(read):
    result = read(codecs.BOM_UTF16_LE + "# T\n\ud800x".encode("utf-16-le", "surrogatepass"))

    assert result.failure.message.startswith("not utf-16")


def test_a_zero_byte_behind_the_first_page_is_kept(read):
    text = "# T\n\n" + "word " * 20_000 + "\0 end\n"

    assert text_of(read(text).ticket).endswith("\0 end\n")
