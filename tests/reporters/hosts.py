"""What hosts make of outputs: the command lines of runners, the tags of a page."""

import re
from html.parser import HTMLParser

# actions/runner, ActionCommand.cs: a line that begins with `::` after white space.
_GITHUB = re.compile(r"^\s*::(?P<name>[^ :]+)(?: (?P<at>.*?))?::(?P<told>.*)$")
# azure-pipelines-agent, Command.cs: `##vso[` anywhere, up to the first `]`.
_AZURE = re.compile(r"##vso\[(?P<name>[^ \]]+)(?: (?P<at>[^\]]*))?\](?P<told>.*)$")


def github_commands(text):
    """Return kind, properties and message of each command that the runner finds."""
    commands = []
    for line in text.split("\n"):
        if found := _GITHUB.match(line):
            pairs = (pair.split("=", 1) for pair in (found["at"] or "").split(",") if pair)
            at = {name.strip(): _github(value, "%3A:", "%2C,") for name, value in pairs}
            commands.append((found["name"], at, _github(found["told"])))
    return commands


def _github(text, *more):
    for pair in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(pair[:-1], pair[-1])
    return text


def azure_commands(text):
    """Return name, properties and message of each command that the agent finds."""
    commands = []
    for line in text.split("\n"):
        if found := _AZURE.search(line):
            pairs = (pair.split("=", 1) for pair in (found["at"] or "").split(";") if pair)
            at = {name: _azure(value) for name, value in pairs}
            commands.append((found["name"], at, _azure(found["told"])))
    return commands


def _azure(text):
    for pair in ("%3B;", "%0D\r", "%0A\n", "%5D]", "%AZP25%"):
        text = text.replace(pair[:-1], pair[-1])
    return text


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.attributes = []
        self.text = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.text.append(data)


def parsed(page):
    """Return the tags, attributes and texts of a page."""
    parser = _Tags()
    parser.feed(page)
    parser.close()
    return parser
