"""No text of a ticket breaks out of an output: each is read back by what its host reads it with."""

import json
import re

import pytest
from junitparser import JUnitXml

from tests.reporters.hosts import github_commands
from tests.reporters.reports import (
    HOSTILE,
    hostile_report,
    written,
)
from ticketlint.reporters import REPORTERS

# What a terminal obeys, and characters that nobody sees. A line break is the reporter's own.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# `::` at the start of a line, and the others anywhere, are commands of runners.
_COMMANDS = re.compile(r"^\s*::|##vso\[|##\[|##teamcity\[", re.MULTILINE | re.IGNORECASE)
JSON_LIKE = ("json", "sarif", "gitlab")


@pytest.mark.parametrize("name", [name for name in REPORTERS if name not in {"github", "azure"}])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_of_a_ticket_is_obeyed(name, text):
    told = written(name, hostile_report(text))

    assert not _UNSEEN.search(told)
    assert not _COMMANDS.search(told)
    told.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_every_format_of_ci_reads_back(text):
    report = hostile_report(text)

    for name in JSON_LIKE:
        assert json.loads(written(name, report))
    for line in written("jsonl", report).splitlines():
        assert len(json.loads(line)) == 1
    suites = JUnitXml.fromstring(written("junit", report).encode())
    assert (suites.errors, suites.failures) == (4, 3)
    commands = github_commands(written("github", report))
    kinds = [kind for kind, _, _ in commands]
    assert kinds == ["error"] * 6 + ["warning"] * 3
    assert all(set(at) <= {"file", "line", "col", "title"} for _, at, _ in commands)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_key_and_no_name_of_a_file_leaves_the_folder(text):
    report = hostile_report(text)
    [run] = json.loads(written("sarif", report))["runs"]
    paths = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
        for place in result["locations"]
    ]
    paths += [each["location"]["path"] for each in json.loads(written("gitlab", report))]
    paths += [at["file"] for _, at, _ in github_commands(written("github", report)) if "file" in at]

    for path in paths:
        assert ".." not in path.split("/")
        assert not re.search(r"[\r\n\\]", path) or text == "..\\..\\windows"
        assert not path.startswith("/") or text.startswith("/")
