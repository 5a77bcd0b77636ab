"""Measure whether the score tells the bugs of Titanium for which somebody had to ask back.

`python -m training.measuring.asked_back`; about a minute.

A bug was asked about if a comment of somebody else than its reporter, made before it was
resolved, holds a question mark outside of links, code and quotations.
"""

import argparse
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sklearn.metrics import roc_auc_score

from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Ticket
from ticketlint.run.selection import resolve
from training.tickets.corpora import read_lines, titanium_ticket

# So many bugs are drawn with this seed.
BUGS, SEED, BATCH = 1500, 1, 50

_NOT_SAID = re.compile(
    r"\{(code|noformat|quote)[^}]*\}.*?\{\1\}|<[^>]*>|\[[^\]\n]*\]|\w+://\S+|^bq\.[^\n]*$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A bug with comments of others, and whether somebody had to ask back."""

    ticket: Ticket
    asked: bool


def read_answered(shared: Path, project: str = "TIMOB") -> Iterator[Answered]:
    """Yield the bugs of a project that have comments of others before they were resolved."""
    for row in read_lines(shared / "corpora" / "titanium-jira.jsonl.gz"):
        fields = row["fields"]
        kind = (fields["issuetype"] or {}).get("name")
        if fields["project"]["key"] != project or kind != "Bug":
            continue
        said = list(_said_by_others(fields))
        if said:
            asked = any("?" in _NOT_SAID.sub(" ", text) for text in said)
            yield Answered(titanium_ticket(row), asked)


def _said_by_others(fields: Mapping[str, Any]) -> Iterator[str]:
    reporter = (fields["reporter"] or {}).get("name")
    end = fields["resolutiondate"] or "9999"
    for comment in fields["comment"]["comments"]:
        author = (comment["author"] or {}).get("name")
        if author != reporter and comment["created"] <= end:
            yield comment["body"] or ""


def scores_of(tickets: Sequence[Ticket]) -> list[float]:
    """Return the score of each ticket, 50 where there is none."""
    config = Config()
    linter = Linter(resolve(config), load_pipeline())
    values = (linter.lint(tickets[at : at + BATCH]) for at in range(0, len(tickets), BATCH))
    return [50.0 if (v := one.score.value) is None else v for batch in values for one in batch]


def main() -> None:
    """Print how often a bug that was asked about stands below one that was not (AUC)."""
    parser = argparse.ArgumentParser(
        prog="python -m training.measuring.asked_back", description=__doc__
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    bugs = random.Random(SEED).sample(list(read_answered(parser.parse_args().shared)), BUGS)
    tickets = [bug.ticket for bug in bugs]
    asked = [bug.asked for bug in bugs]
    texts = [f"{ticket.title} {ticket.fields[0].text}" for ticket in tickets]
    measures = {"score": scores_of(tickets), "length": [float(len(text)) for text in texts]}
    for name, values in measures.items():
        found = roc_auc_score(asked, [-value for value in values])
        print(f"{name}: AUC {found:.3f} ({sum(asked)} of {len(asked)} asked about)")


if __name__ == "__main__":
    main()
