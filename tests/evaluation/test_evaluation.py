"""Findings are held against labels as docs/labelling.md says."""

import json
import math
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from ticketlint.cleaning.markup import read_markup
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError, SourceError
from ticketlint.evaluation.evaluating import Evaluation, evaluate
from ticketlint.evaluation.labels import Asked, read_labelled
from ticketlint.evaluation.report import as_json, choose, figures
from ticketlint.evaluation.thresholds import fallen_short, read_thresholds
from ticketlint.evaluation.truths import ROWS, rows_of
from ticketlint.model import AnswerType, Markup
from ticketlint.rules.measurements import Counts, Share, read_measurements, spearman
from ticketlint.rules.page import measured_cells, rule_page
from ticketlint.rules.schema import Rule
from ticketlint.run.selection import all_rules

RULE = {
    "id": "fast-word",
    "category": "ambiguity",
    "summary": "A word.",
    "severity": "warning",
    "match": {"phrase": ["fast"]},
    "message": "m",
    "question": "q",
    "answer": "value",
    "why": "w",
    "source": "s",
    "examples": {"bad": ["It is <<fast>>."], "good": ["Done."]},
}

GOOD = "As an accountant I want a file, because I copy 400 rows by hand."
CRITERIA = "\n\n## Acceptance criteria\n- The file holds one row for each invoice."


def rule(**changes: object) -> Rule:
    return Rule.model_validate({**RULE, **changes})


def row(key: str, text: str, *labels: dict[str, object], **more: object) -> dict[str, object]:
    title = "Export the invoices of a month"
    ticket = {"key": key, "type": "Story", "title": title, "description": text}
    return {**ticket, "markup": "markdown", "labels": list(labels), **more}


def write(folder: Path, *rows: dict[str, object], name: str = "labelled.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    return path


def measure(folder: Path, *rows: dict[str, object], **config: object) -> Evaluation:
    return evaluate([write(folder, *rows)], Config.model_validate(config))


STORY = {"kind": "story"}


@pytest.mark.parametrize(
    ("text", "labels", "counts"),
    [
        pytest.param(GOOD, [{"acceptance": "none"}], Counts(1, 0, 1, 0, 0), id="reported"),
        pytest.param(GOOD, [{"acceptance": "explicit"}], Counts(0, 1, 0, 0, 0), id="noisy"),
        pytest.param(
            GOOD + CRITERIA, [{"acceptance": "none"}], Counts(0, 0, 0, 1, 0), id="missing"
        ),
        pytest.param(
            GOOD + CRITERIA, [{"acceptance": "explicit"}], Counts(0, 0, 0, 0, 1), id="validated"
        ),
        pytest.param(GOOD, [{"acceptance": "implicit"}], Counts(), id="a value in between is out"),
        pytest.param(
            GOOD,
            [{"acceptance": "none"}, {"acceptance": "explicit"}],
            Counts(),
            id="readers who disagree are out",
        ),
        pytest.param(
            GOOD,
            [{"acceptance": "none"}, {"acceptance": "none"}],
            Counts(1, 0, 1, 0, 0),
            id="readers who agree are in",
        ),
        pytest.param(
            GOOD, [{"acceptance": "none"}, {}], Counts(), id="a reader who is silent leaves it out"
        ),
        pytest.param(
            GOOD,
            [{"acceptance": "none", "kind": "bug"}],
            Counts(),
            id="the kind is that of the label",
        ),
    ],
)
def test_a_label_of_the_ticket_judges_a_finding(
    tmp_path: Path, text: str, labels: list[dict[str, object]], counts: Counts
) -> None:
    found = measure(tmp_path, row("A-1", text, *({**STORY, **label} for label in labels)))

    assert found.rules["missing-acceptance-criteria"].counts == counts


def test_lines_of_named_templates_are_no_answers(tmp_path: Path) -> None:
    template = tmp_path / "story.md"
    template.write_text("- The file holds one row for each invoice.\n")
    labelled = row("A-1", GOOD + CRITERIA, {**STORY, "acceptance": "none"})

    found = measure(tmp_path, labelled, templates=[str(template)])

    assert found.rules["empty-acceptance-criteria"].counts.reported == 1


QUOTED = "The export must be fast, and the page must be user-friendly."


@pytest.mark.parametrize(
    ("passes", "counts"),
    [
        pytest.param([["fast", "user-friendly"]], Counts(2, 0, 2, 0, 0), id="both found"),
        pytest.param([["must be fast"]], Counts(1, 1, 1, 0, 0), id="overlap is enough"),
        pytest.param([["export"]], Counts(0, 2, 0, 1, 0), id="none right, one missing"),
        pytest.param([[]], Counts(0, 2, 0, 0, 0), id="an empty list makes them noisy"),
        pytest.param(
            [["fast"], ["user-friendly"]],
            Counts(2, 0, 0, 0, 0),
            id="precision by either reader, recall by both",
        ),
        pytest.param(
            [["fast", "page"], ["must be fast", "the page"]],
            Counts(1, 1, 1, 1, 0),
            id="quotes of both readers need only overlap",
        ),
        pytest.param([["fast"], None], Counts(), id="a reader who is silent leaves it out"),
    ],
)
def test_quotes_judge_findings_by_overlap(
    tmp_path: Path, passes: list[list[str] | None], counts: Counts
) -> None:
    labels = [STORY if quotes is None else {**STORY, "vague": quotes} for quotes in passes]

    found = measure(tmp_path, row("A-1", QUOTED, *labels), select=["vague-quality"])

    assert found.rules["vague-quality"].counts == counts


def test_a_ticket_without_quotes_and_findings_is_validated(tmp_path: Path) -> None:
    found = measure(tmp_path, row("A-1", GOOD, {"minimising": []}))

    assert found.rules["minimising-language"].counts == Counts(validated=1)


def test_rules_that_share_a_label_are_counted_together(tmp_path: Path) -> None:
    text = "The export must hold some invoices, etc."
    found = measure(tmp_path, row("A-1", text, {"vague": ["some invoices", "etc."]}))

    assert found.rules["vague-scope"].counts.recall == Share(1, 2)
    assert found.rules["open-list"].counts.recall == Share(1, 2)
    assert found.groups["vague-wording"].counts.recall == Share(2, 2)


def test_pedantic_rules_count_alone(tmp_path: Path) -> None:
    own = tmp_path / "own" / "ambiguity"
    own.mkdir(parents=True)
    (own / "fast-word.yaml").write_text(json.dumps({**RULE, "profile": "pedantic"}))
    text = "The export must read PDF etc. The list should be fast."
    found = measure(
        tmp_path, row("A-1", text, {"vague": ["etc."]}), rule_paths=(str(tmp_path / "own"),)
    )

    assert found.rules["fast-word"].counts.noisy == 1
    assert "fast-word" not in found.groups["vague-wording"].rules


def test_a_finding_on_a_section_of_the_template_meets_the_quotes_inside(tmp_path: Path) -> None:
    text = GOOD + "\n\n## Acceptance criteria\n\n- TBD\n\n## Notes\n\nNone of it is new."
    found = measure(
        tmp_path,
        row("A-1", text, {"placeholders": ["TBD"]}),
        row("A-2", text.replace("- TBD", ""), {"placeholders": []}),
    )

    assert found.groups["placeholders"].counts.recall == Share(1, 1)
    assert found.groups["placeholders"].counts.noisy == 0


def test_a_quote_inside_a_word_gives_way_to_the_whole_word(tmp_path: Path) -> None:
    text = "Show the breakfast menu. It must be fast."
    found = measure(tmp_path, row("A-1", text, {**STORY, "vague": ["fast"]}))

    assert found.rules["vague-quality"].counts == Counts(1, 0, 1, 0, 0)


def test_a_quote_that_is_not_in_the_ticket_is_told(tmp_path: Path) -> None:
    found = measure(tmp_path, row("A-1", GOOD, {"vague": ["lightning fast"]}))

    [notice] = found.notices
    assert notice.line == 1
    assert "A-1: no such words: 'lightning fast'" in notice.message


def test_units_with_the_role_question_judge_open_questions(tmp_path: Path) -> None:
    text = GOOD + "\n\nWhich currency should it use?"
    unit = [len(GOOD) + 2, len(text), "text"]
    label = {"roles": {"0": "what", "1": "question"}}

    found = measure(tmp_path, row("A-1", text, label, units=[unit]))

    assert found.rules["open-question"].counts.recall.n == 1


def test_roles_are_judged_on_text_on_which_all_agree(tmp_path: Path) -> None:
    text = "## Acceptance criteria\n\n- The file holds one row for each invoice.\n\nPlease help."
    start, end = text.index("The file"), text.index("\n\nPlease")
    units = [[0, 22, "heading"], [start, end, "text"], [end + 2, len(text), "text"]]
    first = {"0": "what", "1": "other", "2": "criterion", "3": "why"}
    second = {**first, "3": "other"}

    found = measure(tmp_path, row("A-1", text, {"roles": first}, {"roles": second}, units=units))

    roles = found.classes[0]
    assert roles.name == "roles"
    assert roles.accuracy.n == 2
    assert roles.classes["criterion"].found == 1


def test_text_that_holds_no_sentence_of_ours_is_other(tmp_path: Path) -> None:
    text = "```\nraise ValueError\n```"
    label = {"roles": {"1": "other"}}

    found = measure(tmp_path, row("A-1", text, label, units=[[0, len(text), "text"]]))

    assert found.classes[0].accuracy == Share(1, 1)


def test_the_kind_is_judged_with_the_type_and_without(tmp_path: Path) -> None:
    ticket = row("A-1", "The app crashes.", {"kind": "task"}, type="Task", title="Crash on start")

    _, given, hidden = measure(tmp_path, ticket).classes

    assert (given.name, given.accuracy) == ("kind", Share(1, 1))
    assert (hidden.name, hidden.accuracy) == ("kind-without-type", Share(0, 1))


def test_macro_f1_counts_the_classes_of_the_labels_only(tmp_path: Path) -> None:
    rows = [row("A-1", GOOD, {"kind": "story"}), row("A-2", GOOD, {"kind": "spike"})]

    _, given, _ = measure(tmp_path, *rows).classes

    assert given.macro_f1 == pytest.approx((2 / 3 + 0) / 2)


def test_the_score_is_ranked_against_the_mean_clarity(tmp_path: Path) -> None:
    found = measure(
        tmp_path,
        row("A-1", GOOD + CRITERIA, {"clarity": 5}, {"clarity": 4}),
        row("A-2", "Fast, etc.", {"clarity": 2}, {"clarity": 1}),
        row("A-3", "", {}),
    )

    assert {name: rank.n for name, rank in found.ranks.items()} == {
        "score": 2,
        "length": 2,
        "acceptance-heading": 2,
    }
    assert all(rank.spearman == pytest.approx(1) for rank in found.ranks.values())


def test_rules_that_are_off_are_measured_but_take_no_points(tmp_path: Path) -> None:
    ticket = row("A-1", QUOTED, {**STORY, "vague": ["fast", "user-friendly"], "clarity": 3})

    on = measure(tmp_path, ticket)
    off = measure(tmp_path, ticket, rules={"vague-quality": "off"})

    assert on.rules["vague-quality"].counts == off.rules["vague-quality"].counts
    assert off.rules["vague-quality"].counts.reported == 2


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        pytest.param(Share(81, 263), 0.2553, 0.3662, id="81 of 263"),
        pytest.param(Share(15, 148), 0.0624, 0.1605, id="15 of 148"),
        pytest.param(Share(0, 20), 0.0, 0.1611, id="none of 20"),
        pytest.param(Share(1, 29), 0.0061, 0.1718, id="1 of 29"),
        pytest.param(Share(29, 29), 0.8830, 1.0, id="all of 29"),
    ],
)
def test_the_interval_is_that_of_wilson(share: Share, low: float, high: float) -> None:
    assert share.interval == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nothing_counted_has_no_figures() -> None:
    empty = Counts()

    assert (empty.precision.value, empty.recall.interval) == (None, None)
    assert (empty.f1, empty.f1_interval) == (None, None)
    assert Counts(missing=3).f1 == 0


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param([1, 2, 3], [10, 20, 90], 1.0, id="the same order"),
        pytest.param([1, 2, 3], [9, 5, 1], -1.0, id="the opposite order"),
        pytest.param([1, 2, 2, 3], [1, 3, 2, 4], math.sqrt(0.9), id="ties share a rank"),
        pytest.param([1, 1, 1], [1, 2, 3], None, id="no order"),
        pytest.param([], [], None, id="nothing"),
    ],
)
def test_spearman_is_the_correlation_of_ranks(
    first: list[float], second: list[float], expected: float | None
) -> None:
    value = spearman(first, second)

    assert value == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("{oops", "labelled.jsonl:1: ", id="not JSON"),
        pytest.param("[1]", "not an object", id="not an object"),
        pytest.param('{"title": "a"}', "labels: Field required", id="no labels"),
        pytest.param('{"title": "a", "labels": []}', "labels: ", id="empty labels"),
        pytest.param(
            '{"title": "a", "labels": [{"acceptence": "none"}]}',
            "unknown key `acceptence` (did you mean `acceptance`?)",
            id="a wrong key",
        ),
        pytest.param(
            '{"title": "a", "labels": [{"why": "perhaps"}]}',
            "labels.0.why: Input should be 'present', 'partial' or 'absent'",
            id="a wrong word",
        ),
        pytest.param(
            '{"title": "a", "labels": [{"roles": {"3": "why"}}]}', "no unit 3", id="no such unit"
        ),
        pytest.param(
            '{"title": "a", "units": [[5, 2, "text"]], "labels": [{}]}',
            "5 to 2 is no stretch",
            id="a unit that ends before it begins",
        ),
        pytest.param("", "holds no labelled ticket", id="an empty file"),
    ],
)
def test_a_fault_in_the_labels_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(line + "\n")

    with pytest.raises(SourceError) as caught:
        read_labelled([path])

    assert told in str(caught.value)


def test_a_question_of_a_reader_says_which_answer_it_wants_and_about_which_words(
    tmp_path: Path,
) -> None:
    asked = {"type": "which", "about": "the invoices", "q": "Which invoices?"}
    [found] = read_labelled([write(tmp_path, row("A-1", GOOD, {"asked": [asked]}))])

    assert found.labels[0].asked == (
        Asked(type=AnswerType.WHICH, about="the invoices", q="Which invoices?"),
    )


def test_many_faults_are_told_at_once_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text("{oops\n" * 30)

    with pytest.raises(SourceError, match=r"30 faults in the labels(.|\n)*and 20 more"):
        read_labelled([path])


def test_several_files_are_taken_together(tmp_path: Path) -> None:
    first = write(tmp_path, row("A-1", GOOD, STORY), name="a.jsonl")
    second = write(tmp_path, row("A-2", GOOD, STORY), name="b.jsonl")

    found = evaluate([first, second], Config())

    assert (found.files, found.tickets) == (("a.jsonl", "b.jsonl"), 2)


def test_the_figures_hold_no_text_and_no_path(tmp_path: Path) -> None:
    found = measure(tmp_path, row("A-1", QUOTED, {**STORY, "vague": ["export"], "why": "present"}))

    text = json.dumps(as_json(found))
    assert "user-friendly" not in text
    assert "A-1" not in text
    assert str(tmp_path) not in text


def test_disagreements_are_chosen_by_name(tmp_path: Path) -> None:
    text = "The export must hold some invoices, and the page must show drafts etc."
    found = measure(tmp_path, row("A-1", text, {**STORY, "vague": ["export", "etc."]}))

    def told(*names: str) -> list[tuple[str, str, str]]:
        return [(one.outcome.value, one.labelled, one.said) for one in choose(found, names)]

    noisy = ("noisy", "nothing", "some invoices")
    missing = ("missing", "vague: export", "nothing")
    assert told("vague-scope") == [noisy]
    assert told("vague-wording") == [noisy, missing]
    assert {noisy, missing} <= set(told("all"))
    assert not told()
    with pytest.raises(ConfigError, match="did you mean `vague-scope`"):
        choose(found, ["vage-scope"])


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        pytest.param("a.recall=0.5", [], id="reached"),
        pytest.param("a.recall=0.51", ["a.recall is 0.500, wanted at least 0.51"], id="lower"),
        pytest.param("a=0.8", ["a.f1 is 0.700, wanted at least 0.8"], id="a name means F1"),
        pytest.param("score=.5", ["score.spearman is 0.400, wanted at least 0.5"], id="a rank"),
        pytest.param(
            "b=0.1", ["b.f1 is not measured, wanted at least 0.1"], id="no figure is too low"
        ),
    ],
)
def test_a_threshold_names_a_figure(value: str, lines: list[str]) -> None:
    known = {"a.recall": 0.5, "a.f1": 0.7, "b.f1": None, "score.spearman": 0.4}

    assert fallen_short(known, read_thresholds([value])) == lines


def test_thresholds_stand_in_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "least.yaml"
    path.write_text("a: {recall: 0.5, f1: 0.6}\nscore: 0.3\n")

    assert read_thresholds([str(path)]) == {"a.recall": 0.5, "a.f1": 0.6, "score": 0.3}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param("a=high", "a=high", id="not a number"),
        pytest.param("a=80", "a value up to 1", id="per cent"),
        pytest.param("no-such-file.yaml", "cannot be read", id="no file"),
    ],
)
def test_a_threshold_that_cannot_be_read_is_refused(value: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read_thresholds([value])


def test_an_unknown_figure_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"no figure `missing-wy` \(did you mean `missing-why`"):
        fallen_short({"missing-why.f1": 0.5}, {"missing-wy": 0.5})


def test_every_label_of_the_table_is_in_the_format() -> None:
    names = [row.truth.label for row in ROWS if hasattr(row.truth, "label")]
    groups = [row.group for row in ROWS if row.group]

    assert {name.partition(".")[0] for name in names} <= {
        *("acceptance", "what", "why", "who", "how", "how_without_what", "bug"),
        *("bundled", "clarity"),
        *("placeholders", "minimising", "undefined_terms", "vague"),
    }
    assert len(groups) == len(set(groups))
    assert not set(groups) & set(all_rules(Config()).rules)


def test_every_row_of_the_table_judges_a_rule() -> None:
    assert len(list(rows_of(all_rules(Config()).rules))) == len(ROWS)


def test_a_rule_page_shows_the_figures_or_says_that_there_are_none() -> None:
    rules = all_rules(Config()).rules

    assert "precision 0." in rule_page(rules["missing-why"])
    assert "Together with" in rule_page(rules["missing-acceptance-criteria"])
    assert "## Measured\n\nNot measured.\n" in rule_page(rule())
    told = rule_page(rule(unmeasured="no label tells"))
    assert "## Measured\n\nNot measured: no label tells.\n" in told
    assert measured_cells(rule()) == ("not measured", "not measured")


def test_a_rule_that_changed_after_it_was_measured_says_so() -> None:
    name = "missing-why"
    known = all_rules(Config()).rules[name]
    changed = known.model_copy(update={"once": not known.once})

    assert "The rule has changed since." in rule_page(changed)
    assert name in read_measurements().rules


def test_the_command_prints_a_table_and_fails_under_a_threshold(tmp_path: Path) -> None:
    path = str(write(tmp_path, row("A-1", GOOD, {**STORY, "acceptance": "none"})))

    done = run("evaluate", path, "--isolated", "--fail-under", "missing-acceptance-criteria=1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "missing-acceptance-criteria         1       0     0" in done.stdout
    assert "not measured:" in done.stdout

    done = run("evaluate", path, "--isolated", "--fail-under", "missing-why.recall=0.5")
    assert done.returncode == 1
    assert "Fails: missing-why.recall is not measured" in done.stderr


def test_the_same_labels_give_the_same_bytes(tmp_path: Path) -> None:
    path = str(write(tmp_path, row("A-1", QUOTED, {**STORY, "vague": ["fast"], "clarity": 3})))

    first, second = (run("evaluate", path, "--isolated", "-o", "json").stdout for _ in range(2))

    assert first == second
    assert json.loads(first)["rules"]["vague-quality"]["reported"] == 1


def test_disagreements_are_harmless_on_a_terminal(tmp_path: Path) -> None:
    text = "The export must be fast. \x1b[2J ##vso[task.complete] \u202e now."
    path = str(write(tmp_path, row("::error::A", text, {**STORY, "vague": []})))

    for output in ("text", "json"):
        done = run("evaluate", path, "--isolated", "--disagreements", "all", "-o", output)

        assert done.returncode == 0
        assert "fast" in done.stdout
        assert not any(char in done.stdout for char in "\x1b\u202e")
    assert json.loads(done.stdout)["disagreements"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["-o", "pdf"], "--output: no format `pdf`", id="a wrong format"),
        pytest.param(["-o", "json:"], "names no file", id="no file"),
        pytest.param(["-o", "json:{tmp}/no/x.json"], "cannot be written", id="no folder"),
        pytest.param(["--disagreements", "vage-verb"], "did you mean", id="a wrong rule"),
        pytest.param(["--fail-under", "vage-verb=1"], "did you mean", id="a wrong figure"),
    ],
)
def test_what_cannot_be_done_exits_2(tmp_path: Path, arguments: list[str], told: str) -> None:
    path = str(write(tmp_path, row("A-1", GOOD, STORY)))

    done = run("evaluate", path, "--isolated", *(a.format(tmp=tmp_path) for a in arguments))

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_the_shared_labels_are_in_the_format(shared: Path) -> None:
    found = read_labelled([shared / "labels" / "dev.jsonl"])

    assert len(found) == 240
    for one in found:
        ticket = one.ticket
        body = read_markup(ticket.fields[0].text, Markup(ticket.fields[0].markup))
        texts = {"title": ticket.title, "description": body.text}
        assert all(unit.end <= len(texts[unit.field]) for unit in one.units)
        assert {len(label.roles) for label in one.labels} == {len(one.units)}


def test_every_figure_can_be_a_threshold(tmp_path: Path) -> None:
    known = figures(measure(tmp_path, row("A-1", GOOD, STORY)))

    assert {"missing-why.precision", "vague-wording.recall", "roles.accuracy"} <= set(known)
    assert {"kind.macro_f1", "roles.why.f1", "score.spearman"} <= set(known)
