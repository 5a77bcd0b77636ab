"""`ticketlint init`: write a configuration and the file of a CI host, and name what comes next."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

import typer

from ticketlint.cli.completion import words
from ticketlint.cli.streams import say
from ticketlint.cli.writing import write_file
from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.cli.starters import Answers

_Answer = TypeVar("_Answer")

Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Ask nothing: what no option says is guessed.")
]
Where = Annotated[
    str | None,
    typer.Option(
        "--tickets",
        metavar="PLACE",
        help="A file, folder or pattern, or jira:PAY for a project in Jira "
        "[default: backlog/, tickets/ or the one export here].",
    ),
]
Host = Annotated[
    str | None,
    typer.Option(
        "--host",
        metavar="HOST",
        autocompletion=words("github", "gitlab", "azure", "jenkins", "none"),
        help="Where CI runs: github, gitlab, azure, jenkins or none [default: told by its files].",
    ),
]
Strictness = Annotated[
    str | None,
    typer.Option(
        "--strictness",
        metavar="WHAT",
        autocompletion=words("new", "errors", "never"),
        help="What fails a run: new (errors that no baseline knows), errors (each one) or never "
        "[default: new].",
    ),
]
AcceptanceField = Annotated[
    str | None,
    typer.Option(
        "--acceptance-field",
        metavar="NAME",
        help="A field that holds acceptance criteria, such as customfield_10131 [default: none].",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Write over files that are there.")]


def init(
    yes: Yes = False,
    tickets: Where = None,
    host: Host = None,
    strictness: Strictness = None,
    acceptance_field: AcceptanceField = None,
    force: Force = False,
) -> None:
    """Write ticketlint.yaml and a file for CI into this folder.

    It asks at most four questions. Files that are there are kept, unless --force is given.
    """
    from importlib.metadata import version

    from ticketlint.cli.starters import starter_files

    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConfigError("init", "no terminal to ask on", "give --yes, see `ticketlint init -h`")
    given = (tickets, host, strictness, acceptance_field)
    answers = _answers(given, is_asking=not yes)
    written = list(starter_files(answers, version("ticketlint")))
    kept = {} if force else _kept(written)
    _make_folders(path.parent for path, _ in written if path not in kept)
    for path, text in written:
        if path in kept:
            say(f"kept {kept[path]}, which is there already (--force writes over it)")
        else:
            _write(path, text)
    _include_in_gitlab(answers)
    _tell_next(answers)


@dataclass(frozen=True, slots=True)
class _Question(Generic[_Answer]):
    """A question to the user; `read` raises ConfigError for what is no answer."""

    text: str
    default: str
    read: Callable[[str], _Answer]

    def answer(self, given: str | None, *, is_asking: bool) -> _Answer:
        """Return what an option gave, else what is asked, else the default.

        Raises: ConfigError where an option or the default is no answer, or nobody answers.
        """
        if given is not None:
            return self.read(given)
        return self._asked() if is_asking else self.read(self.default)

    def _asked(self) -> _Answer:
        while True:
            sys.stdout.write(f"{self.text} [{self.default or 'none'}]: ")
            sys.stdout.flush()
            line = sys.stdin.readline()
            if not line:
                raise ConfigError("init", "the input ended before all was answered", "nothing done")
            try:
                return self.read(line.strip() or self.default)
            except ConfigError as error:
                say(str(error))


def _answers(
    given: tuple[str | None, str | None, str | None, str | None], *, is_asking: bool
) -> "Answers":
    """Return what options say, and what is asked or guessed where they say nothing.

    Raises: ConfigError.
    """
    from ticketlint.cli import starters

    tickets, host, strictness, acceptance_field = given
    here = Path.cwd()
    return starters.Answers(
        tickets=_Question(
            "Where are the tickets? A file, a folder, a pattern, or jira:PAY for a project in Jira",
            starters.tickets_here(here),
            starters.tickets_of,
        ).answer(tickets, is_asking=is_asking),
        host=_Question(
            "Where does CI run? github, gitlab, azure, jenkins or none",
            starters.host_here(here),
            starters.host_of,
        ).answer(host, is_asking=is_asking),
        strictness=_Question(
            "What fails a run? new: errors that no baseline knows; errors: each; never: none",
            "new",
            starters.strictness_of,
        ).answer(strictness, is_asking=is_asking),
        acceptance_field=_Question(
            "A field of your tracker that holds acceptance criteria, such as customfield_10131",
            "",
            starters.acceptance_field_of,
        ).answer(acceptance_field, is_asking=is_asking),
    )


def _kept(files: "Iterable[tuple[Path, str]]") -> dict[Path, str]:
    """Return what is there already, a link to nothing too, and by which name.

    Another file of settings in this folder stands for ours, which it would win over or lose to.
    """
    from ticketlint.cli.starters import CONFIG
    from ticketlint.config.search import find_config

    there = {path: str(path) for path, _ in files if os.path.lexists(path)}
    nearest = find_config(Path.cwd())
    if CONFIG not in there and nearest and nearest.parent == Path.cwd():
        there[CONFIG] = nearest.name
    return there


def _make_folders(folders: Iterable[Path]) -> None:
    """Make what the files lie in, before any of them is written. Raises: ConfigError."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            told = f"cannot be made: {error.strerror}"
            raise ConfigError(str(folder), told, "nothing was written") from None


def _write(path: Path, text: str) -> None:
    """Write a file and say so. Raises: ConfigError."""
    write_file(path, lambda stream: stream.write(text))
    say(f"wrote {path}")


def _include_in_gitlab(answers: "Answers") -> None:
    """Make the job a part of the pipeline, or say how where there is one already."""
    if answers.host != "gitlab":
        return
    pipeline = Path(".gitlab-ci.yml")
    include = f"include:\n  - local: {answers.ci_file}\n"
    if not os.path.lexists(pipeline):
        _write(pipeline, include)
    elif str(answers.ci_file) not in pipeline.read_text(encoding="utf-8", errors="replace"):
        say(f"Add to {pipeline}, below its `include` if it has one:\n{include.rstrip()}")
        say("The job is in the stage `test`: a pipeline that names its `stages` must have that one")


def _tell_next(answers: "Answers") -> None:
    """Name the commands that come next, and what stands in their way."""
    from ticketlint.cli import starters

    tickets = answers.tickets
    if tickets.is_outside and answers.ci_file:
        say(f"Take care: {tickets.place} lies outside of this folder, where CI finds nothing")
    if not (tickets.is_jira or Path(tickets.place).exists() or _matches(tickets.place)):
        say(f"There is no {tickets.place} yet: put your tickets or an export there first")
    left = starters.written_in_ci(answers)
    if left:
        say(f"The job writes {', '.join(left)}: name them in .gitignore, and never the baseline")
    say(f"Next: ticketlint check {tickets.command}")
    if answers.strictness == "new":
        say(f"Then, so that only what is new fails: ticketlint baseline create {tickets.command}")


def _matches(pattern: str) -> bool:
    return bool(glob(pattern, recursive=True))  # noqa: PTH207 - as `check` expands it
