"""Runs compared over time."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paired:
    """The same tickets in two runs: how many, and how their scores changed.

    `median_change` is in points of the score, None where no ticket has one in both; `better` and
    `worse` count those that changed by more than noise. `added` and `gone` are only in one run.
    """

    tickets: int
    added: int
    gone: int
    better: int
    worse: int
    median_change: float | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One run of the past. `at` is a time of ISO 8601 in UTC; `median_score` is 0 to 100.

    `is_comparable` tells that the run before judged by the same rules; `paired` is the change
    since it, None for the first run and after a change of rules.
    """

    at: str
    tickets: int
    median_score: float | None
    levels: Mapping[str, int]
    findings: Mapping[str, int]
    is_comparable: bool = False
    paired: Paired | None = None
