"""From a ticket to findings: places, questions, severities, failures."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.language import Language

from tests.conftest import ticket
from ticketlint.config import budgets
from ticketlint.config.settings import Config
from ticketlint.judging.linter import Linter
from ticketlint.model import (
    Anchor,
    FilePosition,
    Markup,
    Severity,
    Ticket,
    TicketField,
    TicketResult,
)
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.selection import load_pack, resolve

Lint = Callable[..., TicketResult]


def rules_of(result: TicketResult) -> set[str]:
    return {finding.rule for finding in result.findings}


def test_a_finding_points_into_the_stored_text(nlp: Language) -> None:
    text = "Intro.\r\n\r\nThe export must be *user-friendly* and **fast**.\n"
    config = Config(select=("vague-quality",))
    linter = Linter(resolve(config), nlp)

    [result] = linter.lint([ticket(text)])

    places = [finding.location for finding in result.findings]
    assert [text[p.start : p.end] for p in places] == ["user-friendly", "fast"]
    assert [p.text for p in places] == ["user-friendly", "fast"]
    assert [(p.line, p.column) for p in places] == [(3, 21), (3, 42)]
    assert [p.excerpt[p.excerpt_start : p.excerpt_end] for p in places] == [p.text for p in places]


def test_a_long_line_is_shown_around_the_finding(lint: Lint) -> None:
    result = lint("The export of a month " * 20 + "must be fast " + "for every month " * 20)

    [place] = [f.location for f in result.findings if f.rule == "vague-quality"]
    assert len(place.excerpt) <= 90
    assert place.excerpt[0] == place.excerpt[-1] == "…"
    assert place.excerpt[place.excerpt_start : place.excerpt_end] == "fast"


def test_the_line_counts_from_the_top_of_a_markdown_file(nlp: Language) -> None:
    begin = Anchor(0, FilePosition(5, 3, 4))
    field = TicketField("description", "\nThe export must be fast.", Markup.MARKDOWN, (begin,))
    config = Config(select=("vague-quality",))
    linter = Linter(resolve(config), nlp)

    [result] = linter.lint([Ticket(key="A", title="T", type="Story", fields=(field,))])

    place = result.findings[0].location
    assert (place.line, place.column, place.file) == (2, 20, FilePosition(6, 20, 20))


def test_a_measure_of_the_whole_ticket_excuses_a_rule(lint: Lint) -> None:
    asked = "## Acceptance criteria\nThe export must be user-friendly.\n\n"

    assert "vague-quality" in rules_of(lint(asked + "One row each.\n\n" * 60))
    assert "vague-quality" not in rules_of(lint(asked + "One row each.\n\n" * 100))


@pytest.mark.parametrize(
    ("prose", "criterion", "found"),
    [
        pytest.param("", "", [], id="no vague word"),
        pytest.param("The page is user-friendly.", "", [], id="in prose that the rest explains"),
        pytest.param("", "- The page is user-friendly.", ["user-friendly"], id="in a criterion"),
    ],
)
def test_a_vague_word_in_a_clear_ticket_counts_in_criteria_alone(
    lint: Lint, prose: str, criterion: str, found: list[str]
) -> None:
    result = lint(
        "As an accountant I want to export all invoices of a month as CSV so that I can hand them "
        f"to the auditor. {prose}\n\n## Acceptance criteria\n"
        "- The export page offers the last 24 months.\n"
        "- The file holds one row for each invoice with number, date, customer and total.\n"
        '- If a month has no invoices, the page says "No invoices" and no file is written.\n'
        f"{criterion}"
    )

    vague = [f.location.text for f in result.findings if f.rule == "vague-quality"]
    assert vague == found


def test_the_question_names_the_words_of_the_ticket(lint: Lint) -> None:
    result = lint("As a buyer I want this, because the page must be user-friendly.")

    [finding] = [f for f in result.findings if f.rule == "vague-quality"]
    assert "user-friendly" in finding.question


def test_words_in_inline_code_are_not_found(lint: Lint) -> None:
    assert "vague-quality" not in rules_of(lint("Set the `fast` option of the export."))
    assert "vague-quality" in rules_of(lint("Set the fast option of the export."))


def test_a_vague_word_in_technical_notes_is_nothing(lint: Lint) -> None:
    text = "As a buyer I want A because B.\n\n## {}\nA fast machine."

    assert "vague-quality" not in rules_of(lint(text.format("Environment")))
    assert "vague-quality" in rules_of(lint(text.format("What we want")))


def test_a_bug_is_not_asked_for_a_story(lint: Lint) -> None:
    found = rules_of(lint("The export is empty.", type="Bug", title="Export is empty"))

    assert not found & {"missing-acceptance-criteria", "missing-why", "missing-actor"}
    assert "missing-steps-to-reproduce" in found


def test_findings_come_worst_first(lint: Lint) -> None:
    ranks = [list(Severity).index(f.severity) for f in lint("It should be fast, etc.").findings]

    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_a_ticket_without_a_description_field_is_unscored(linter: Linter) -> None:
    [result] = linter.lint([Ticket(key="A", title="Export invoices", type="Story")])

    assert result.score.value is None
    assert "description" in result.score.reason
    assert "missing-acceptance-criteria" not in rules_of(result)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Export muss alle Rechnungen eines Monats enthalten und schnell sein.", "German"),
        ("Les marchands peuvent consulter les avis déposés sur la commande.", "French"),
        ("これは速くなければならない。請求書を一か月分出力する。エラーは表示しない。", "Japanese"),
    ],
)
def test_a_ticket_in_another_language_is_told_and_not_judged(
    lint: Lint, text: str, language: str
) -> None:
    result = lint(text, title=text[:40])

    assert (result.score.value, result.findings) == (None, ())
    assert result.score.reason == f"written in {language}, only English is judged"


@pytest.mark.parametrize("text", ["NPE in TiUIView on 4.4", "Bump com.foo:bar 1.2", "Exportar"])
def test_a_short_or_technical_text_is_taken_for_english(lint: Lint, text: str) -> None:
    assert lint(text, title=text).score.value is not None


def test_the_fingerprint_survives_edits_elsewhere(lint: Lint) -> None:
    before = lint("The export must be fast.")
    after = lint("A new sentence.\n\nThe export must be fast.")

    prints = [
        {f.identity for f in result.findings if f.rule == "vague-quality"}
        for result in (before, after)
    ]
    assert prints[0] == prints[1]


def test_the_same_words_twice_have_two_fingerprints(lint: Lint) -> None:
    found = lint("The export must be fast.\n\nThe import must be fast.").findings
    prints = [f.identity for f in found if f.rule == "vague-quality"]

    assert len(prints) == len(set(prints)) == 2


def test_a_slow_expression_fails_its_rule_and_no_other(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketlint.matching.matchers.LAST_RESORT", 2.0)
    pack = load_pack(Config(select=("open-list", "vague-quality")))
    slow = pack.rules["open-list"].model_copy(
        update={"match": pack.rules["open-list"].match.model_copy(update={"regex": ("(a|aa)+$",)})}
    )
    pack.rules["open-list"] = slow  # type: ignore[index]
    linter = Linter(Ruleset(pack.rules), nlp)

    [result] = linter.lint([ticket("The export must be fast.\n\n" + "a" * 60 + "!")])

    assert [failure.rule for failure in result.failures] == ["open-list"]
    assert rules_of(result) == {"vague-quality"}
    assert result.score.value is None


@pytest.mark.parametrize(
    "variant",
    [
        pytest.param("## Acceptance criteria\n{ac}", id="heading"),
        pytest.param("## Definition of done\n{ac}", id="synonym"),
        pytest.param("**Acceptance criteria:**\n\n{ac}", id="bold"),
        pytest.param("## Acceptance criteria\r\n{ac}\r\n", id="CRLF"),
        pytest.param(
            "## Acceptance criteria\n{ac}\n\n```\n" + "log line\n" * 200 + "```\n", id="log"
        ),
    ],
)
def test_form_moves_the_score_by_next_to_nothing(lint: Lint, variant: str) -> None:
    ac = "- The file must be fast.\n- The file holds one row for each invoice."
    plain = lint(f"As a buyer I want it, because B.\n\n## Acceptance criteria\n{ac}")

    other = lint("As a buyer I want it, because B.\n\n" + variant.format(ac=ac))

    # The learnt chances read the words of a heading, and a log is something exact.
    assert other.score.value == pytest.approx(plain.score.value, abs=2)


def test_the_same_text_in_another_markup_has_the_same_score(lint: Lint) -> None:
    wiki = "As a buyer I want it fast.\n\nh2. Acceptance criteria\n* One *row* for each invoice."
    markdown = wiki.replace("h2. ", "## ").replace("* One *row*", "* One **row**")

    assert lint(wiki, markup=Markup.JIRA).score == lint(markdown).score


def test_a_mention_of_acceptance_criteria_is_no_criterion(lint: Lint) -> None:
    text = "As a buyer I want A because B. The file holds one row."

    scores = [
        lint(told).score for told in (text, f"{text} There are acceptance criteria elsewhere.")
    ]

    lacks = [[one.points for one in score.lost if one.fact == "criterion"] for score in scores]
    assert lacks[0] == lacks[1] != []
    assert scores[0].value == pytest.approx(scores[1].value, abs=6)


def test_replacing_a_flagged_word_lowers_the_score_by_no_more_than_a_point(lint: Lint) -> None:
    criteria = "As a buyer I want it, because B.\n\n## Acceptance criteria\n- The page is blue.\n\n"
    bad = lint(criteria + "We just need to copy the field.")
    good = lint(criteria + "We copy the field.")

    assert bad.score.value is not None
    assert good.score.value is not None
    # The learnt chances are not monotone.
    assert good.score.value > bad.score.value - 1


@pytest.mark.parametrize("most", [0, 10**9], ids=["full", "not full"])
def test_a_vocabulary_that_is_full_forgets_the_words_of_each_batch(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    linter = Linter(resolve(Config()), nlp)
    word = f"wumpleton{most}"
    told = [ticket(f"The {word} must be fast, etc.")]
    monkeypatch.setattr(budgets, "WORDS_LEARNT", 10**9)
    expected = linter.lint([ticket("The wumpleton must be fast, etc.")])[0].findings
    monkeypatch.setattr(budgets, "WORDS_LEARNT", most)

    [result] = linter.lint(told)

    assert (word in nlp.vocab.strings) is (most > 0)
    assert [one.rule for one in result.findings] == [one.rule for one in expected]


def test_the_same_words_in_two_tickets_are_judged_as_in_one_alone(nlp: Language) -> None:
    """They share a document; what stands around them is each ticket's own."""
    linter = Linter(resolve(Config()), nlp)
    text = "The page must be fast.\n\nShow all invoices, etc."
    tickets = [
        replace(ticket(f"{text}\n\nh2. Notes\n\n{text}"), key="A-1", type="Bug"),
        replace(ticket(text), key="A-2", type="Story"),
    ]

    assert linter.lint(tickets) == [result for one in tickets for result in linter.lint([one])]
