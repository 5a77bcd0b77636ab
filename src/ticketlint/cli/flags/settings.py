"""Flags that stand for settings of a configuration."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ticketlint.cli.completion import rule_ids, words

if TYPE_CHECKING:
    from ticketlint.config.given import Given

FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        autocompletion=words("error", "warning", "note", "never"),
        help="Exit 1 from this severity on: error, warning, note or never [default: error].  "
        "[env var: TICKETLINT_FAIL_ON]",
    ),
]
LevelShown = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar="SEVERITY",
        autocompletion=words("error", "warning", "note"),
        help="Show and count findings from this severity on: error, warning or note "
        "[default: warning; note in the profile pedantic].  "
        "[env var: TICKETLINT_LEVEL]",
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        autocompletion=words("recommended", "pedantic"),
        help="recommended, or pedantic for every rule, however often it is wrong.  "
        "[env var: TICKETLINT_PROFILE]",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        autocompletion=rule_ids,
        help="Run these rules only: names, missing-*, categories, tags, ALL.",
    ),
]
ExtendSelect = Annotated[
    list[str] | None,
    typer.Option(
        "--extend-select",
        metavar="RULES",
        autocompletion=rule_ids,
        help="Run these rules too, named as for --select.",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        autocompletion=rule_ids,
        help="Leave these rules out too, named as for --select.",
    ),
]
Preview = Annotated[bool, typer.Option("--preview", help="Let rules run that are in preview.")]
MaxQuestions = Annotated[
    int | None,
    typer.Option(
        "--max-questions",
        min=1,
        metavar="N",
        help="Questions a ticket [default: 3].  [env var: TICKETLINT_MAX_QUESTIONS]",
    ),
]
OpenOnly = Annotated[
    bool,
    typer.Option("--open-only", help="Leave closed tickets out.  [env var: TICKETLINT_OPEN_ONLY]"),
]
IncludeClosed = Annotated[
    bool,
    typer.Option("--include-closed", help="Read closed and archived tickets beside code too."),
]
StrictConfig = Annotated[
    bool,
    typer.Option(
        "--strict-config", help="Exit 2 where something in the configuration does nothing."
    ),
]
MinScore = Annotated[
    float | None,
    typer.Option(
        "--min-score",
        min=0,
        max=100,
        metavar="N",
        help="Exit 1 where a ticket scores below N, 0 to 100.  [env var: TICKETLINT_MIN_SCORE]",
    ),
]
MinLevel = Annotated[
    str | None,
    typer.Option(
        "--min-level",
        metavar="LEVEL",
        autocompletion=words("draft", "refined", "ready"),
        help="Exit 1 where a ticket is below draft, refined or ready.  "
        "[env var: TICKETLINT_MIN_LEVEL]",
    ),
]
MaxWarnings = Annotated[
    int | None,
    typer.Option(
        "--max-warnings",
        min=0,
        metavar="N",
        help="Exit 1 where there are more warnings than N.  [env var: TICKETLINT_MAX_WARNINGS]",
    ),
]
NewOnly = Annotated[
    bool | None,
    typer.Option(
        "--new-only/--all-findings",
        help="Let the gate judge what is new alone, or all of it [default: what is new, where "
        "there is a baseline or --since].",
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="PATH",
        help="What is known [default: ticketlint-baseline.json beside the configuration].  "
        "[env var: TICKETLINT_BASELINE]",
    ),
]
ShowPeople = Annotated[
    bool,
    typer.Option(
        "--show-people", help="Name reporter and assignee in the JSON report and on the review."
    ),
]


@dataclass(frozen=True, slots=True)
class SettingFlags:
    """Settings of this run alone; the names are those of `ticketlint.config.given.of_flags`."""

    fail_on: FailOn = None
    level: LevelShown = None
    profile: Profile = None
    select: Select = None
    ignore: Ignore = None
    extend_select: ExtendSelect = None
    max_questions: MaxQuestions = None
    open_only: OpenOnly = False
    include_closed: IncludeClosed = False
    preview: Preview = False
    strict_config: StrictConfig = False
    min_score: MinScore = None
    min_level: MinLevel = None
    max_warnings: MaxWarnings = None
    new_only: NewOnly = None
    baseline: BaselineFile = None
    show_people: ShowPeople = False

    def given(self) -> "Iterator[Given]":
        """Yield what each flag says that was given."""
        from ticketlint.config.given import of_flags

        told = ((one.name, getattr(self, one.name), one.default) for one in fields(self))
        values = {name: value for name, value, default in told if value != default}
        return of_flags(
            **{
                name: tuple(value) if isinstance(value, list) else value
                for name, value in values.items()
            }
        )
