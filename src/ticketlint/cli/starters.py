"""What `ticketlint init` writes: a configuration, its schema, and the file of a CI host."""

import re
import shlex
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ticketlint.config.explaining import schema_text
from ticketlint.errors import ConfigError
from ticketlint.harmless.terminal import printable

CONFIG = Path("ticketlint.yaml")
SCHEMA = Path(".ticketlint/config.schema.json")
# A file of its own on each host: what is there already stays as it is.
HOSTS: Mapping[str, tuple[str, Path]] = {
    "github": ("github.yml", Path(".github/workflows/ticketlint.yml")),
    "gitlab": ("gitlab.yml", Path(".gitlab/ticketlint.yml")),
    "azure": ("azure.yml", Path("ticketlint.azure-pipelines.yml")),
    "jenkins": ("Jenkinsfile", Path("Jenkinsfile.ticketlint")),
}
NO_HOST = "none"
# What each word fails; the tag of its lines in the configuration that is written.
STRICTNESS: Mapping[str, str] = {"new": "NEW", "errors": "ERRORS", "never": "NEVER"}

_FOLDERS = ("backlog", "tickets")
_EXPORT = re.compile(r"[^.].*\.(csv|jsonl|xml)(\.gz)?", re.IGNORECASE)
_PROJECT = re.compile(r"jira:([A-Z][A-Z0-9_]{1,60})")
# Each is read by YAML, by a shell, by Groovy or by the host itself before ticketlint sees it.
_READ_BY_OTHERS = frozenset("\"'`$\\")
_TAG = re.compile(r"@(?P<tag>FILES|JIRA|INIT|COPY|NEW|ERRORS|NEVER|FIELD|NO_FIELD)@(?P<line>.*)")
# The files of `-o FORMAT:PATH`, and the environment that a job makes.
_LEFT = re.compile(r"-o \w+:(ticketlint[\w.-]+)|(\.ticketlint-\w+)/")
_VALUE = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True, slots=True)
class Tickets:
    """Where the tickets are: a path or a pattern, or a search in Jira."""

    place: str
    is_jira: bool = False

    @property
    def command(self) -> str:
        """Return it as a person writes it behind `ticketlint check`."""
        return f"{self.flag}{shlex.quote(self.place)}"

    @property
    def flag(self) -> str:
        """Return the option that takes it, with a blank, or nothing."""
        return "--jql " if self.is_jira else ""

    @property
    def is_outside(self) -> bool:
        """Tell whether a checkout does not hold it."""
        return not self.is_jira and (
            Path(self.place).is_absolute() or ".." in Path(self.place).parts
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """What a team answers; `host` is one of HOSTS or NO_HOST, `strictness` one of STRICTNESS."""

    tickets: Tickets
    host: str = NO_HOST
    strictness: str = "new"
    acceptance_field: str = ""

    @property
    def ci_file(self) -> Path | None:
        """Return the file of the host, None without one."""
        return HOSTS[self.host][1] if self.host in HOSTS else None


def starter_files(answers: Answers, version: str) -> Iterator[tuple[Path, str]]:
    """Yield each file to write, from the current folder, and its text; `version` is pinned."""
    yield CONFIG, configuration(answers)
    yield SCHEMA, schema_text()
    if answers.ci_file:
        yield answers.ci_file, pipeline(answers.host, answers.tickets, version)


def configuration(answers: Answers) -> str:
    """Return the text of a configuration that says what was answered, the rest as comments."""
    tags = {STRICTNESS[answers.strictness], "FIELD" if answers.acceptance_field else "NO_FIELD"}
    values = {"COMMAND": answers.tickets.command, "FIELD_NAME": _quoted(answers.acceptance_field)}
    return _filled("ticketlint.yaml", tags, values)


def pipeline(host: str, tickets: Tickets, version: str) -> str:
    """Return the file of a CI host that checks the tickets with this version of ticketlint."""
    tags = {"JIRA" if tickets.is_jira else "FILES", "INIT"}
    values = {"TICKETS": tickets.place, "FLAG": tickets.flag, "VERSION": version}
    return _filled(HOSTS[host][0], tags, values)


def written_in_ci(answers: Answers) -> tuple[str, ...]:
    """Return the names of what the job of the host leaves beside the tickets."""
    if answers.host not in HOSTS:
        return ()
    told = pipeline(answers.host, answers.tickets, "0")
    return tuple(dict.fromkeys(one for pair in _LEFT.findall(told) for one in pair if one))


def gitlab_template(version: str) -> str:
    """Return the job for GitLab that a project includes, and that a variable tells the tickets."""
    return _filled("gitlab.yml", {"FILES", "COPY"}, {"FLAG": "", "VERSION": version})


def tickets_of(text: str) -> Tickets:
    """Return where the tickets are: a path, a pattern, or `jira:PAY` for a project in Jira.

    Raises: ConfigError for a path that a shell or the file of a CI host would read in its own way.
    """
    text = text.strip()
    where = f"tickets: `{printable(text[:80])}`"
    if text.startswith("jira:"):
        project = _PROJECT.fullmatch(text)
        if project is None:
            raise ConfigError(where, "no key of a project", "write it as jira:PAY")
        return Tickets(f"project = {project[1]} AND statusCategory != Done", is_jira=True)
    if not text or text.startswith(("-", "~")):
        raise ConfigError(where, "not a path", "write it from here, such as backlog/")
    if printable(text) != text or _READ_BY_OTHERS & set(text):
        told = "quotes, `$`, backslashes and what is not printable cannot stand in it"
        raise ConfigError(where, told, "name the folder above, or rename it")
    return Tickets(text)


def host_of(text: str) -> str:
    """Return the name of a CI host. Raises: ConfigError for one that is not known."""
    return _one_of("host", text, (*HOSTS, NO_HOST))


def strictness_of(text: str) -> str:
    """Return what fails. Raises: ConfigError for a word that is none of STRICTNESS."""
    return _one_of("strictness", text, STRICTNESS)


def acceptance_field_of(text: str) -> str:
    """Return the name or id of a field, empty for none. Raises: ConfigError for no text."""
    text = text.strip()
    if printable(text) != text or len(text) > 200:
        raise ConfigError("acceptance field", "not the name of a field")
    return text


def tickets_here(folder: Path) -> str:
    """Return where tickets most likely are: a usual folder, the only export, or `backlog/`."""
    for name in _FOLDERS:
        if (folder / name).is_dir():
            return f"{name}/"
    exports = [path.name for path in folder.iterdir() if _EXPORT.fullmatch(path.name)]
    return exports[0] if len(exports) == 1 else f"{_FOLDERS[0]}/"


def host_here(folder: Path) -> str:
    """Return the CI host that the files of a folder tell, else NO_HOST."""
    told = {
        ".github": "github",
        ".gitlab-ci.yml": "gitlab",
        "azure-pipelines.yml": "azure",
        "Jenkinsfile": "jenkins",
    }
    return next((host for name, host in told.items() if (folder / name).exists()), NO_HOST)


def _one_of(what: str, text: str, known: Collection[str]) -> str:
    word = text.strip().casefold()
    if word not in known:
        told = f"`{printable(text.strip()[:40])}`"
        raise ConfigError(what, told, f"one of {', '.join(known)}")
    return word


def _quoted(text: str) -> str:
    """Return a text as YAML reads it whatever it holds; what is printable needs no other escape."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _filled(name: str, tags: Collection[str], values: Mapping[str, str]) -> str:
    """Return a file with its values, without the lines that are tagged for something else."""
    text = (files("ticketlint.cli") / "starter_files" / name).read_text(encoding="utf-8")
    kept = (_line(line, tags) for line in text.splitlines())
    filled = (_VALUE.sub(lambda found: values[found[1]], line) for line in kept if line is not None)
    return "\n".join(filled) + "\n"


def _line(line: str, tags: Collection[str]) -> str | None:
    """Return a line without its tag, None for one that is tagged for something else."""
    tagged = _TAG.match(line)
    if tagged is None:
        return line
    return tagged["line"] if tagged["tag"] in tags else None
