"""Whatever comes in, a run gives a result or one clear line, and loses no other ticket."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ticket
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import Markup, Report, Ticket, TicketField, TicketResult
from ticketlint.reporters import json as json_reporter
from ticketlint.reporters import text as text_reporter
from ticketlint.reporters.inspecting import as_json
from ticketlint.run.inspection import see
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, run_check
from ticketlint.sources import SourceOptions

GOOD = {"key": "GOOD-1", "title": "Export", "type": "Story", "description": "It must be fast."}
PIECES = st.sampled_from(
    [
        *("# ", "h2. ", "* ", "- [ ] ", "1. ", "||a||", "|b|", "{code}", "```", "> ", "{quote}"),
        *("Acceptance criteria", "Given ", "When ", "Then ", "fast", "etc.", "TBD", "?", ":"),
        *("*bold*", "**", "<b>", "</p>", "<!--", "-->", "&amp;", "[x|http://a]", "![](a)", "{adf}"),
        *(
            "\n",
            "\r\n",
            "\n\n",
            "\t",
            " ",
            "\x00",
            "\ud800",
            "\u202e",
            "é",
            "日本",
            "🎉",
            "\x1b[31m",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


def deep_adf(levels: int) -> str:
    head = '{"type":"doc","version":1,"content":['
    opened = '{"type":"bulletList","content":[{"type":"listItem","content":['
    return head + opened * levels + '{"type":"text","text":"deep"}' + "]}]}" * levels + "]}"


HOSTILE = {
    "nothing": "",
    "NUL": "It is \x00 fast.",
    "lone surrogate": "It is \ud800 fast.",
    "right to left": "\u202eIt is fast.\u202c שלום",
    "markup of rich": "[/b] [red]fast[/red] :bug:",
    "terminal escapes": "\x1b[2J \x1b]8;;http://x\x07fast\x1b]8;;\x07",
    "no letters": "!!! ??? 123 🎉🎉",
    "one long word": "x" * 300_000,
    "one long sentence": "and fast " * 6_000,
    "brackets": "[" * 50_000,
    "braces": "{" * 50_000,
    "nested list": "\n".join("*" * depth + " a" for depth in range(1, 300)),
    "nested markdown list": "\n".join("  " * depth + "- a" for depth in range(300)),
    "nested quotes": ">" * 10_000 + " fast",
    "unclosed code": "{code}\n" + "x = 1\n" * 2_000,
    "table": "|a|b|\n" * 500,
    "Japanese": "これは速くなければならない。",
    "code only": "```\nint main() { return 0; }\n```",
}


@pytest.mark.parametrize("markup", [Markup.MARKDOWN, Markup.JIRA, Markup.HTML, Markup.PLAIN])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_gives_a_result_and_costs_no_other_ticket(
    text: str, markup: Markup, linter: Linter
) -> None:
    results = list(
        linter.lint([ticket(text, markup=markup), ticket("This should be easy.", key="PAY-2")])
    )

    assert [result.key for result in results] == ["PAY-1", "PAY-2"]
    assert all(not result.failures for result in results)
    assert any(finding.rule == "minimising-language" for finding in results[1].findings)


@pytest.mark.parametrize("levels", [10, 400, 5_000])
def test_deep_adf_gives_a_result_or_one_line(levels: int, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    deep = json.dumps({**GOOD, "key": "DEEP-1"}).replace('"It must be fast."', deep_adf(levels))
    path.write_text(deep + "\n" + json.dumps(GOOD) + "\n")

    report = run(path)

    keys = [result.key for result in report.results]
    assert keys[-1] == "GOOD-1"
    assert keys[0] == "DEEP-1" or len(report.failures) == 1


@pytest.mark.parametrize(
    "record",
    [
        pytest.param('{"key": "../../etc/passwd", "title": "T", "description": ""}', id="key"),
        pytest.param(
            '{"key": "A", "title": "' + "x " * 50_000 + '", "description": ""}', id="title"
        ),
        pytest.param('{"key": "A", "title": null, "description": null}', id="nulls"),
        pytest.param('{"key": 7, "title": ["a"], "description": {"a": 1}}', id="wrong types"),
        pytest.param('{"key": "A", "title": "T", "description": "\\ud800"}', id="surrogate"),
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param('{"key": ' + "9" * 10_000 + "}", id="digits"),
        pytest.param("\x00\x01\x02", id="binary"),
    ],
)
def test_a_hostile_record_costs_no_other_ticket(record: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + record + "\n" + json.dumps({**GOOD, "key": "G-2"}))

    report = run(path)

    keys = [result.key for result in report.results]
    assert keys[0] == "GOOD-1"
    assert keys[-1] == "G-2"
    assert len(keys) == 3 or [failure.line for failure in report.failures] == [2]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=TEXTS, text=TEXTS, criteria=TEXTS, markup=st.sampled_from(Markup))
def test_any_text_is_linted_and_every_place_lies_in_the_stored_text(
    title: str, text: str, criteria: str, markup: Markup, linter: Linter
) -> None:
    fields = (
        TicketField("description", text, markup),
        TicketField("acceptance_criteria", criteria, markup),
    )
    one = Ticket(key="A-1", title=title, type="Story", fields=fields)

    [doc] = linter.annotate([one])
    [result] = linter.lint([one])

    assert not isinstance(doc, TicketResult), doc
    assert not result.failures
    stored = {name: body.text for name, body in doc.bodies.items()}
    for finding in result.findings:
        place = finding.location
        assert stored[place.field][place.start : place.end] == place.text
    for sentence in as_json(see(doc))["sentences"]:
        words = stored[sentence["field"]][sentence["start"] : sentence["end"]]
        assert words == sentence["text"]
        assert words.strip()


def test_serial_and_parallel_runs_give_equal_results() -> None:
    tickets = [ticket(f"It must be fast, etc. Row {n}.", key=f"A-{n}") for n in range(130)]
    ruleset = resolve(Config())

    with Session(ruleset) as one, Session(ruleset, 2) as two:
        serial = list(one.check(tickets))
        parallel = list(two.check(tickets))

    assert serial == parallel
    assert [result.key for result in serial] == [one.key for one in tickets]


def test_a_real_backlog_loses_no_ticket(shared: Path, tmp_path: Path) -> None:
    with gzip.open(shared / "corpora" / "titanium-jira.jsonl.gz", "rt", encoding="utf-8") as lines:
        sample = [line for number, line in enumerate(lines) if number % 120 == 0]
    path = tmp_path / "sample.jsonl"
    path.write_text("".join(sample), encoding="utf-8")

    report = run(path)

    assert [result.key for result in report.results] == [json.loads(line)["key"] for line in sample]
    assert not report.failures
    assert not any(result.failures for result in report.results)


def run(path: Path) -> Report:
    return run_check([str(path)], Config(), SourceOptions(), 1, iter)


def test_a_report_of_hostile_tickets_is_json(linter: Linter, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        "".join(json.dumps({**GOOD, "description": t}) + "\n" for t in HOSTILE.values())
    )

    report = json.loads(json.dumps(json_reporter.as_json(run(path))))

    assert len(report["tickets"]) + len(report["failures"]) == len(HOSTILE)
    assert len(report["tickets"]) >= len(HOSTILE) - 1


def test_a_ticket_of_a_million_characters_is_read_in_part_and_unscored(linter: Linter) -> None:
    [result] = linter.lint([ticket("This should be easy to do. \n" * 40_000)])

    assert result.score.value is None
    assert "characters of prose" in result.score.reason
    assert any(finding.rule == "minimising-language" for finding in result.findings)


@pytest.mark.parametrize("words", ["x" * 100_000, "long words " * 9_000], ids=["one word", "many"])
def test_a_title_of_100_kilobytes_is_cut_where_people_read_it(tmp_path: Path, words: str) -> None:
    path = tmp_path / "long.json"
    path.write_text(json.dumps({**GOOD, "title": words}), "utf-8")

    report = run_check([str(path)], Config(), SourceOptions(), 1, iter)
    page = StringIO()
    text_reporter.write(report, page)

    [result] = report.results
    assert result.title == words
    assert max(map(len, page.getvalue().splitlines())) < 400
    assert all(len(question.text) < 400 for question in result.questions)


@pytest.mark.parametrize(
    "text",
    ["a-" * 4_000, "-" * 8_000, "a.b$" * 2_000, "the " * 2_000, "and/" * 2_000, "x" * 9_000],
    ids=["hyphens", "dashes", "a path", "articles", "slashes", "one word"],
)
def test_no_bundled_rule_runs_out_of_time_on_long_runs(text: str, linter: Linter) -> None:
    [result] = linter.lint([ticket(f"{text}\n\nAcceptance criteria:\n- {text}")])

    assert result.failures == ()
