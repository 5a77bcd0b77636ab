"""What `-o auto` stands for: the outputs that suit a CI host, a terminal or a pipe."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ticketlint.cli.writing import append_to_file

if TYPE_CHECKING:
    from ticketlint.model import Report
    from ticketlint.reporters import Output

AUTO = "auto"
_SUMMARY = "GITHUB_STEP_SUMMARY"


def automatic(environment: Mapping[str, str], *, is_terminal: bool) -> "list[Output]":
    """Return the outputs; all but the summary of GitHub go to standard output.

    GitLab takes its reports from files, so its log gets the text.
    """
    from ticketlint.reporters import Output

    if environment.get("GITHUB_ACTIONS") == "true":
        summary = environment.get(_SUMMARY, "")
        more = [Output("markdown", Path(summary), is_added=True)] if summary else []
        return [Output("text"), Output("github"), *more]
    if environment.get("TF_BUILD", "").lower() == "true":
        return [Output("text"), Output("azure")]
    if is_terminal or environment.get("GITLAB_CI") == "true":
        return [Output("text")]
    return [Output("concise")]


def add_summary(report: "Report", path: Path) -> None:
    """Add the Markdown to what other commands of a step have written there, within the limit.

    Raises: ConfigError where it cannot be written.
    """
    from ticketlint.reporters.markdown import MOST_BYTES, write_within

    try:
        taken = path.stat().st_size
    except OSError:
        taken = 0
    append_to_file(path, partial(write_within, report, most=MOST_BYTES - taken))
