"""The review as one page that needs no network and, to be read, no script."""

from collections.abc import Sequence
from typing import TextIO

from ticketlint.model import Report
from ticketlint.reporters.review.agenda import ANSWERING, READING, Item, agenda_of
from ticketlint.reporters.review.agenda_lines import lines_of
from ticketlint.reporters.review.card import Card
from ticketlint.reporters.review.chart import trend_of
from ticketlint.reporters.review.environment import page_environment, page_file, policy_of
from ticketlint.reporters.review.groups import deciles, groups_of
from ticketlint.reporters.review.levels import GRADES_TOLD, WORDS, main_parts
from ticketlint.reporters.review.parties import Party
from ticketlint.reporters.review.room import Rest, most_chars, size_of
from ticketlint.reporters.review.verdict import counted, shares, verdict, warnings
from ticketlint.reporters.summary import summarise
from ticketlint.reporters.view import View

# Of more tickets a browser that runs scripts reads the heads alone, and a body when it is opened:
# those of 5,000 are 150,000 elements. Without a script each is there.
_MOST_READ = 1_000


def write(report: Report, stream: TextIO, view: View | None = None) -> None:
    """Write the page; the words of tickets are escaped, the script cannot reach the network."""
    from markupsafe import Markup

    style, script = _style_and_script()
    agenda, summary = agenda_of(report, view), summarise(report)
    rest = Rest(agenda="".join(lines_of(agenda, summary)))
    most = most_chars([size_of(result) for result in report.results])
    page = (
        page_environment()
        .get_template("review.html.j2")
        .generate(
            verdict=verdict(summary, agenda.with_questions),
            shares=shares(agenda),
            warnings=list(warnings(agenda)),
            main_parts=main_parts(summary.kinds),
            prioritised=any(result.address.priority for result in report.results),
            decide=counted(len(agenda.decide), "ticket"),
            grades=GRADES_TOLD,
            words={level.value if level else "unscored": word for level, word in WORDS.items()},
            summary=summary,
            gate=report.gate,
            failures=report.failures,
            agenda=agenda,
            parties=_parties(agenda.decide, only_now=True),
            reading=READING,
            answering=ANSWERING,
            choices=_parties(agenda.listed),
            groups=groups_of(report),
            deciles=deciles(report),
            trend=trend_of(report.trend),
            rest=rest,
            kept=len(report.results) > _MOST_READ,
            closed={item.number for item in agenda.listed if item.is_closed},
            cards=(Card(number, result, most) for number, result in enumerate(report.results)),
            style=Markup(style),  # noqa: S704 - ours, not a ticket's
            script=Markup(script),  # noqa: S704
            policy=Markup(policy_of(style, script)),  # noqa: S704
        )
    )
    stream.writelines(page)
    stream.write("\n")


def review_policy() -> str:
    """Return the content security policy of the page, for a server that sends it with the page."""
    return policy_of(*_style_and_script())


def _style_and_script() -> tuple[str, str]:
    return page_file("review.css"), page_file("review.js")


def _parties(items: Sequence[Item], *, only_now: bool = False) -> list[tuple[Party, int]]:
    """Return how many questions of some tickets go to whom, `only_now` those that cannot wait."""
    asked = [one for item in items for one in item.questions if not (only_now and one.can_wait)]
    counts = ((party, sum(one.party is party for one in asked)) for party in Party)
    return [(party, count) for party, count in counts if count]
