"""Words that a regular expression needs: where they are not, it finds nothing."""

import gzip
import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from ticketlint.config.settings import Config
from ticketlint.matching.matchers import Expression, Text
from ticketlint.rules.literals import needed
from ticketlint.run.selection import resolve

SHARED = Path(os.environ.get("SHARED_TICKETS", Path(__file__).parents[3] / "shared"))
NAMES = ("titanium-jira", "gitlab-issues", "many-projects")
TICKETS = 700


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\betc\b", {"etc"}),
        (r"(?i)TBD|To Do|n/a", {"tbd", "to do", "n/a"}),
        (r"quick (fix|win)s?", {"quick "}),
        (r"(a|the) longer word", {" longer word"}),
        (r"so (that )?(i|we)", {"so "}),
        (r"(?:simply|just)+ (a|b)", {"simply", "just"}),
        (r"caf\u00e9s", {"caf"}),
        (r"(maybe)?", None),
        (r"(maybe)*x", None),
        (r"\d+ ?(%|ms)", None),
        (r"word|[a-z]", None),
        (r"(?=ahead)a", None),
        (r"\?{3,}", None),
        (r"\p{L}+ word", None),
        (r"(?:word){e<=1}", None),
        (r"(", None),
        ("|".join(f"{n} word" for n in range(41)), None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_words_an_expression_needs_are_told_from_its_text(
    pattern: str, words: set[str] | None
) -> None:
    assert needed(pattern) == words


@pytest.mark.parametrize(
    "text",
    ["It is JUST a matter of time", "\u017fimply a matter of \u0130", "Ju\u017ft a matter of"],
    ids=["capitals", "a long s", "inside"],
)
def test_letters_of_other_writings_do_not_hide_a_word(text: str) -> None:
    pattern = r"(?i)\b(just|simply) a matter of"
    hits = [hit.span() for hit in regex.finditer(pattern, text)]
    assert hits
    assert Expression(regex.compile(pattern), needed(pattern)).may_find(Text(text))


def texts() -> Iterator[str]:
    """Yield made texts that hold the words of the rules in many orders, and those of corpora."""
    words = sorted({word for pattern in shipped() for word in needed(pattern) or ()})
    for step in (1, 3, 7, 11):
        yield from (
            f"The {a} and {b}, 5 ms. {a.title()} {b}!"
            for a, b in zip(words, words[step:], strict=False)
        )
    for name in NAMES:
        path = SHARED / "corpora" / f"{name}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in itertools.islice(lines, TICKETS):
                    record = json.loads(line)
                    record = record.get("fields", record)
                    text = record.get("description") or ""
                    yield from (part[:120] for part in str(text).split("\n") if part.count(" ") > 2)


def shipped() -> list[str]:
    rules = resolve(Config(profile="pedantic", preview=True)).rules.values()
    groups = (
        group
        for rule in rules
        for group in (rule.match, rule.unless, rule.unless.sentence, rule.unless.ticket, rule.quiet)
        if group is not None
    )
    return [pattern for group in groups for pattern in group.regex]


def test_what_the_words_leave_out_no_expression_that_ships_would_find() -> None:
    every = sorted(set("\n".join(texts()).split("\n")))
    patterns = shipped()
    assert sum(needed(pattern) is not None for pattern in patterns) > 0.8 * len(patterns)
    read = [Text(text) for text in every]
    for pattern in patterns:
        expression = Expression(regex.compile(pattern, regex.V0), needed(pattern))
        left_out = "\n".join(one.text for one in read if not expression.may_find(one))
        lines = regex.compile(f"(?m){pattern}" if "^" in pattern else pattern)
        for hit in lines.finditer(left_out):
            assert "\n" in hit[0], (pattern, hit)
