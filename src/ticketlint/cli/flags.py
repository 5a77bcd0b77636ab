"""The arguments and options of `ticketlint check`."""

from pathlib import Path
from typing import Annotated

import typer

from ticketlint.cli.completion import formats, rule_ids, words
from ticketlint.run.jobs import AUTO, MOST_JOBS

Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT[:PATH]",
        autocompletion=formats,
        envvar="TICKETLINT_OUTPUT",
        help="text, json, sarif, auto and others (docs/outputs.md); repeatable [default: text].",
    ),
]
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
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        autocompletion=rule_ids,
        help="Leave these rules out too, named as for --select.",
    ),
]
Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT", help="Files, folders, patterns, keys in Jira, or - for standard input."
    ),
]
Jql = Annotated[
    str | None, typer.Option("--jql", metavar="JQL", help="Check what this search in Jira finds.")
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, metavar="N", help="Check at most so many tickets."),
]


def _jobs(told: str | int) -> int:
    """Return how many processes a flag names, 0 for `auto`."""
    if told in {"auto", AUTO}:
        return AUTO
    text = str(told)
    if text.isdecimal() and len(text) <= len(str(MOST_JOBS)) and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise typer.BadParameter(f"{text!r} is not auto or a number from 1 to {MOST_JOBS}")


Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        parser=_jobs,
        metavar="N|auto",
        show_default=False,
        help="Processes to use; auto is one for each processor where there are many tickets "
        "[default: auto].",
    ),
]


Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME",
        autocompletion=words("processes", "dask"),
        help="Who judges: processes of this machine, or dask, an existing cluster (docs/scale.md).",
    ),
]
# A flag alone: a configuration, which a pull request can change, must not name a machine.
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="The scheduler of Dask: tcp:// on this machine, or tls://.",
    ),
]
PartsPlace = Annotated[
    str | None,
    typer.Option(
        "--parts",
        metavar="FORMAT:FOLDER",
        help="Write the results in parts too, jsonl or parquet, to an empty folder or a bucket "
        "(docs/scale.md).",
    ),
]
Questions = Annotated[
    bool,
    typer.Option("--questions", help="Print the questions to paste into comments, not the text."),
]
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
Changed = Annotated[
    str | None,
    typer.Option(
        "--changed",
        metavar="[REV]",
        help="Check only tickets whose text differs from that revision of git [default: the "
        "one that pre-commit or CI names, else HEAD].",
    ),
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="ORDER",
        autocompletion=words("score", "findings", "key", "new"),
        help="Order of the tickets in every output: score (lowest first), findings (most first), "
        "new (most new findings first) or key [default: as they are read].",
    ),
]
GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        metavar="WHAT",
        autocompletion=words("rule", "epic", "project", "kind"),
        help="Put tickets together in the text: rule, epic, project or kind, with totals.",
    ),
]
Statistics = Annotated[
    bool,
    typer.Option(
        "--statistics",
        help="In the text a table of the rules, or of what --group-by names, not the tickets.",
    ),
]
Quiet = Annotated[
    int,
    typer.Option(
        "--quiet",
        "-q",
        count=True,
        show_default=False,
        help="Text with findings, one line of figures, and why the gate failed; -qq only that.",
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Text with all that is known: what findings ask, every way to more points, "
        "the sentences that tell why, what and how.",
    ),
]
Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="WHEN",
        autocompletion=words("auto", "always", "never"),
        envvar="TICKETLINT_COLOR",
        help="Colours on standard output: auto, always or never [default: auto].",
    ),
]
ShowPeople = Annotated[
    bool,
    typer.Option(
        "--show-people", help="Name reporter and assignee in the JSON report and on the review."
    ),
]
Minutes = Annotated[
    int | None,
    typer.Option(
        "--minutes",
        min=1,
        max=1_440,
        metavar="N",
        help="How long the meeting is: html and agenda say after which ticket it is over "
        "[default: 60].",
    ),
]
WatchFiles = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Check local files again whenever they, settings or rules change, until Ctrl-C; "
        "standard output is told what is in those that have.",
    ),
]
NoPlugins = Annotated[
    bool,
    typer.Option(
        "--no-plugins", help="Load no check of another package; rules on them are left out."
    ),
]
History = Annotated[
    Path | None,
    typer.Option(
        "--history",
        metavar="PATH",
        help="Add this run to a file of runs, and show the trend.",
        envvar="TICKETLINT_HISTORY",
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
Preview = Annotated[bool, typer.Option("--preview", help="Let rules run that are in preview.")]
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
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit 0 though the gate has failed; 2 stays 2.")
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
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help="Read no baseline.")]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="14d|DATE|REPORT.json",
        envvar="TICKETLINT_SINCE",
        help="Tickets created or changed since must be clean, others must not get worse.",
    ),
]
ShowKnown = Annotated[
    bool,
    typer.Option("--show-known", help="List what the baseline knows, too; it fails nothing."),
]
ShowSuppressed = Annotated[
    bool, typer.Option("--show-suppressed", help="List what is suppressed, and why.")
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Judge every ticket anew, and keep no result.",
        envvar="TICKETLINT_NO_CACHE",
    ),
]
