"""What `check` shows, and how: order, groups, detail, colours. It changes nothing of what fails."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast, get_args

from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from ticketlint.config.settings import Config
    from ticketlint.model import Report
    from ticketlint.reporters.view import Detail, Order, View


def in_order(report: "Report", order: "Order | None") -> "Report":
    """Return a report of the same tickets in the order that was asked for."""
    from ticketlint.reporters.ordering import in_order as results_in_order

    return replace(report, results=results_in_order(report.results, order))


def view_named(
    settings: "Config",
    sort: str | None,
    group_by: str | None,
    color: str | None,
    quiet: int,
    *,
    statistics: bool,
    verbose: bool,
    minutes: int | None,
) -> "View":
    """Return how the flags ask a report to be shown.

    Raises: ConfigError for a word that is none of those of its flag, or for two flags that
    contradict each other.
    """
    from ticketlint.reporters.view import MEETING, Color, Grouping, Order, View

    return View(
        order=cast("Order | None", _known("--sort", sort, get_args(Order))),
        detail=_detail(quiet, verbose=verbose),
        group_by=cast("Grouping | None", _known("--group-by", group_by, get_args(Grouping))),
        statistics=statistics,
        color=cast("Color", _known("--color", color, get_args(Color)) or "auto"),
        is_closed=settings.is_closed,
        meeting=minutes or MEETING,
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
