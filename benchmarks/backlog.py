"""Measure the rules on a backlog alone: 50,000 results, different ones and copies of one.

The same number of results without these rules is measured beside them, in one run.
"""

import argparse
import resource
import time
from random import Random

from ticketlint.backlog.findings import judge_backlog
from ticketlint.backlog.store import Store, store_of
from ticketlint.config.settings import Config
from ticketlint.judging.signatures import signature_of
from ticketlint.model import (
    Address,
    BacklogFacts,
    Judgement,
    Kind,
    Location,
    Score,
    Spelling,
    TermUse,
    TicketResult,
)
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.selection import load_pack

WORDS = 60


def main() -> None:
    """Print one line for each backlog."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=50_000)
    arguments = parser.parse_args()
    config = Config(profile="pedantic")
    pack = load_pack(config)
    rules = {name: rule for name, rule in pack.rules.items() if rule.match.backlog}
    for name, words in (("different", _different), ("copies", _copies)):
        store = store_of(_result(number, words(number)) for number in range(arguments.tickets))
        print(f"{name}: {len(store)} tickets held, peak {_peak()} MiB")
        _timed("without rules on the backlog", store, Ruleset({}, config))
        _timed("with all of them", store, Ruleset(rules, config))


def _different(number: int) -> str:
    random = Random(number)
    return " ".join(f"word{random.randrange(5_000)}" for _ in range(WORDS))


def _copies(_number: int) -> str:
    return _different(0)


def _result(number: int, text: str) -> TicketResult:
    place = Location("description", "other", 0, 3, 1, 1, f"K{number % 500:03}")
    facts = BacklogFacts(
        parent=f"PAY-{number % 60_000}",
        signature=signature_of(text),
        terms=(TermUse(place.text, place),),
        names=(TermUse(f"zorbel k{number % 5_000}", place),),
        explained=(f"K{number % 900:03}",) if number % 9 == 0 else (),
        spellings=(Spelling(f"k{number % 900}", f"k{number % 4_500}", place),),
    )
    score = Score(None, "unscored")
    address = Address(f"PAY-{number}", "Export", identity=f"PAY-{number}")
    return TicketResult(address, Judgement(Kind.TASK, "", score, facts=facts))


def _timed(name: str, store: Store, ruleset: Ruleset) -> None:
    start = time.perf_counter()
    judged = judge_backlog(store, ruleset)
    seconds = time.perf_counter() - start
    found = sum(map(len, judged.values()))
    print(f"  {name:<30} {seconds:7.2f} s, {found} findings, peak {_peak()} MiB")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
