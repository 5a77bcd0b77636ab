"""What `check` shows, and how: order, groups, detail, colours. It changes nothing of what fails."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast, get_args

from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.cli.flags.showing import ShowingFlags
    from ticketlint.config.settings import Config
    from ticketlint.model import Report
    from ticketlint.reporters.view import Detail, Order, View


def in_order(report: "Report", order: "Order | None") -> "Report":
    """Return a report of the same tickets in the order that was asked for."""
    from ticketlint.reporters.ordering import in_order as results_in_order

    return replace(report, results=results_in_order(report.results, order))


def view_named(settings: "Config", showing: "ShowingFlags") -> "View":
    """Return how the flags ask a report to be shown.

    Raises: ConfigError for a word that is none of those of its flag, or for two flags that
    contradict each other.
    """
    from ticketlint.reporters.view import MEETING, Color, Grouping, Order, View

    grouping = _known("--group-by", showing.group_by, get_args(Grouping))
    return View(
        order=cast("Order | None", _known("--sort", showing.sort, get_args(Order))),
        detail=_detail(showing.quiet, verbose=showing.verbose),
        group_by=cast("Grouping | None", grouping),
        statistics=showing.statistics,
        color=cast("Color", _known("--color", showing.color, get_args(Color)) or "auto"),
        is_closed=settings.is_closed,
        meeting=showing.minutes or MEETING,
    )


def _known(flag: str, word: str | None, words: tuple[str, ...]) -> str | None:
    if word is not None and word not in words:
        raise ConfigError(flag, f"`{word}`", f"one of {', '.join(words)}")
    return word


def _detail(quiet: int, *, verbose: bool) -> "Detail":
    from ticketlint.reporters.view import Detail

    if verbose and quiet:
        raise ConfigError("--verbose", "contradicts --quiet", "give one of them")
    if verbose:
        return Detail.VERBOSE
    return Detail(max(Detail.USUAL - quiet, Detail.SILENT))
