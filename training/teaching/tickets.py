"""Judge unlabelled tickets by a teacher: `python -m training.teaching.tickets --output FILE`."""

import argparse
from pathlib import Path

from ticketlint.annotation.roles import headings_of
from ticketlint.cleaning.outline import read_fields
from ticketlint.model import Ticket
from training.networks.fitting import Head
from training.teaching.teacher import Pair, fit_teacher
from training.tickets.corpora import unlabelled_tickets
from training.tickets.demibud import read_bugs
from training.tickets.facets import FACETS
from training.tickets.labels import held_back, read_kinds, read_labelled
from training.tickets.taught import write_taught

TOKENS = 160


def pair_of(ticket: Ticket) -> Pair:
    """Return the title and the prose of a ticket, headings marked."""
    # Not the whole outline: it asks the classifier of kinds, which this is to teach.
    _, sections, passages = read_fields(ticket, {})
    said, before = list[str](), ""
    for passage, heading in zip(passages, headings_of(passages, sections), strict=True):
        if passage.field == "title":
            continue
        if heading != before:
            said.append(f"## {heading}")
            before = heading
        said.append(passage.text[:400])
    return ticket.title[:200], " . ".join(said)[:2500]


def main() -> None:
    """Fit the teacher to all labelled tickets but `dev`; judge a part of the corpora."""
    parser = argparse.ArgumentParser(
        prog="python -m training.teaching.tickets", description=__doc__
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    own = read_kinds(arguments.shared) + read_bugs(arguments.shared)
    dev = read_labelled(arguments.shared / "labels" / "dev.jsonl")
    targets = [[facet.target(one.answers[0]) for facet in FACETS] for one in own]
    heads = [Head(len(facet.values), facet.weight) for facet in FACETS]
    teacher = fit_teacher([pair_of(one.ticket) for one in own], targets, heads, TOKENS)
    others = unlabelled_tickets(arguments.shared, held_back(own + dev))
    chances = teacher.chances([pair_of(ticket) for ticket in others])
    judged = zip(others, chances, strict=True)
    write_taught(arguments.output, {ticket.key: row[None] for ticket, row in judged})


if __name__ == "__main__":
    main()
