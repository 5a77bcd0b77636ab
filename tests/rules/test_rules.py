"""The rule pack holds what it promises, and bad rule files are told clearly."""

import re
from pathlib import Path

import pytest
from spacy.language import Language

from ticketlint.backlog import BACKLOG_CHECKS
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError, RuleError
from ticketlint.evaluation.ruletests import Outcome, run_examples
from ticketlint.matching.checks import CHECKS
from ticketlint.rules.pack import bundled_rules, find_rule, load_rules
from ticketlint.rules.schema import CATEGORIES, Rule, wording_names
from ticketlint.run.selection import all_rules, load_pack, shipped_rules

RULES = list(all_rules(Config()).rules.values())
RULE = """\
id: {id}
severity: warning
summary: Finds tea.
match:
  phrase: [{phrase}]
message: '"{{match}}" is tea.'
question: Which tea is "{{match}}"?
answer: which
why: Tea differs.
source: nobody
examples:
  bad:
    - We drink <<{phrase}>>.
  good:
    - We drink coffee.
"""


def write_rule(folder: Path, rule_id: str = "some-tea", phrase: str = "tea", **edits: str) -> Path:
    text = RULE.format(id=rule_id, phrase=phrase)
    for old, new in edits.items():
        text = text.replace(old, new)
    path = folder / "ambiguity" / f"{rule_id}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_example_gives_exactly_the_marked_findings(rule: Rule, nlp: Language) -> None:
    wrong = [r for r in run_examples([rule]) if not r.as_wanted]

    assert [(r.example.title, r.example.text, r.expected, r.found, r.failure) for r in wrong] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_three_bad_and_three_good_examples(rule: Rule) -> None:
    assert len(rule.examples.bad) >= 3
    assert len(rule.examples.good) >= 3


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_question_asks(rule: Rule) -> None:
    assert all(wording.rstrip().endswith("?") for wording in rule.question)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_question_never_makes_a_clause_of_a_title_that_may_be_an_instruction(rule: Rule) -> None:
    assert not re.search(r'"\{title\}" (happen|occur|was the case)', " ".join(rule.question))
    assert rule.category in CATEGORIES


def test_the_rules_that_ship_pass_what_a_start_spares_them() -> None:
    assert load_rules(bundled_rules(), CHECKS, BACKLOG_CHECKS).rules == shipped_rules()


def test_every_check_is_used_by_a_rule() -> None:
    used = {rule.match.check.name for rule in RULES if rule.match.check}
    excused = {
        excuse.check.name
        for rule in RULES
        for excuse in (
            *(rule.unless.sentence, rule.unless.ticket, rule.unless.unsure),
            rule.quiet,
        )
        if excuse and excuse.check
    }

    assert used | excused == set(CHECKS)


def test_a_wrong_mark_and_an_unmarked_find_make_an_example_fail(
    tmp_path: Path, nlp: Language
) -> None:
    write_rule(tmp_path, **{"We drink <<tea>>": "We <<drink>> tea", "drink coffee": "drink tea"})
    [rule] = load_rules([tmp_path], CHECKS).rules.values()

    outcomes = [result.outcome for result in run_examples([rule])]

    assert outcomes == [Outcome.MISSING, Outcome.NOISY]


def test_a_known_gap_that_holds_fails_the_test_so_that_it_is_moved(
    tmp_path: Path, nlp: Language
) -> None:
    write_rule(tmp_path, **{"  good:": "  todo:\n    bad: [More <<tea>>.]\n  good:"})
    [rule] = load_rules([tmp_path], CHECKS).rules.values()

    [todo] = [result for result in run_examples([rule]) if result.todo]

    assert not todo.as_wanted


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({"severity: warning": "sevrity: warning"}, "2:1: unknown key `sevrity` (did you mean"),
        ({"severity: warning": "severity: high"}, "`high` is not one of error, warning, note"),
        ({"id: some-tea": "id: other-tea"}, "1:5: `id`: `other-tea` is not the file's name"),
        ({"phrase: [tea]": "regex: ['(tea']"}, "5:11: `match.regex`: `(tea` is not a regular"),
        ({"phrase: [tea]": "tokens: [[{LEMA: tea}]]"}, "unknown token key `LEMA` (did you mean"),
        ({"phrase: [tea]": "tokens: [[{OP: '9'}]]"}, "`9` is not one of 1 ! ? + *"),
        ({"phrase: [tea]": "check: {name: purpos}"}, "no check `purpos` (did you mean"),
        ({"phrase: [tea]": "phrase: []"}, "`match`: names no pattern"),
        ({"is tea.'": "is {tea.'"}, "`message`: cannot be filled in"),
        ({"why: Tea differs.": ""}, "`why`: is required"),
        (
            {"phrase: [tea]": "check: {name: thin-text, options: {fewest: x}}"},
            "5:46: `match.check.options.fewest`: should be a valid integer",
        ),
        (
            {"phrase: [tea]": "check: {name: purpose, options: {a: 1}}"},
            "`match.check.options.a`: no such option (this takes none)",
        ),
        (
            {"phrase: [tea]": "check: {name: thin-text, options: {fewst: 1}}"},
            "5:38: `match.check.options.fewst`: no such option (did you mean `fewest`?)",
        ),
        (
            {"phrase: [tea]": "check: {name: thin-text, options: {fewest: 1.5}}"},
            "5:46: `match.check.options.fewest`: should be a valid integer",
        ),
        (
            {"phrase: [tea]": "check: {name: thin-text, options: {fewest: true}}"},
            "5:46: `match.check.options.fewest`: should be a valid integer",
        ),
        (
            {"phrase: [tea]": "check: {name: thin-text, options: [1]}"},
            "5:37: `match.check.options`: should be a mapping",
        ),
        (
            {"phrase: [tea]": "check: {name: how-without-what, options: {least: 2, surely: 1}}"},
            "5:52: `match.check.options.least`: should be less than or equal to 1",
        ),
        ({"severity: warning": "severity:"}, "2:10: `severity`: "),
        ({"phrase: [tea]": "phrase: ['']"}, "5:12: `match.phrase`: is empty"),
        ({"phrase: [tea]": "tokens: [[{LOWER: [tea]}]]"}, "`LOWER` should be text"),
        ({"phrase: [tea]": "tokens: [[{LENGTH: {'>': x}}]]"}, "`LENGTH` should be a whole number"),
        ({"phrase: [tea]": "tokens: [[{IS_PUNCT: 1}]]"}, "`IS_PUNCT` should be true or false"),
        ({"phrase: [tea]": "tokens: [[{LOWER: {NOTIN: [a]}}]]"}, "(did you mean `NOT_IN`?)"),
        ({"phrase: [tea]": "tokens: [[{LOWER: {REGEX: '('}}]]"}, "is not a regular expression"),
        (
            {"phrase: [tea]": "dependency: [[{RIGHT_ID: a, RIGHT_ATTRS: }]]"},
            "5:16: `match.dependency`: `RIGHT_ATTRS` should be a mapping",
        ),
        ({"phrase: [tea]": "dependency: [[{RIGHT_ID: a}]]"}, "node 1 lacks `RIGHT_ATTRS`"),
        ({"phrase: [tea]": "regex: ['(?:a{3000}){3000}']"}, "is too large an expression"),
        ({"severity: warning": "category: tea"}, "2:11: `category`: `tea` (the folder, where"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_rule_file_is_told_with_line_and_column(
    tmp_path: Path, edits: dict[str, str], told: str
) -> None:
    write_rule(tmp_path, **edits)

    with pytest.raises(RuleError) as raised:
        load_rules([tmp_path], CHECKS)

    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        pytest.param("{mach}", "no name `mach` (did you mean `match`?)", id="unknown"),
        pytest.param("{other}", "no name `other` (known here: match, title,", id="of a check"),
        pytest.param("{0}", "no name `0`", id="position"),
        pytest.param("{}", "no name ``", id="nothing"),
        pytest.param("{match.__class__}", "no name `match.__class__`", id="attribute"),
        pytest.param("{match[0]}", "no name `match[0]`", id="item"),
        pytest.param("{match!r}", "a name stands alone in its braces", id="conversion"),
        pytest.param("{match:>99999999}", "a name stands alone in its braces", id="width"),
        pytest.param("{match:{title}}", "a name stands alone in its braces", id="nested"),
        pytest.param("{ match }", "(did you mean `match`?)", id="spaces"),
        pytest.param("{match", "cannot be filled in: ", id="open"),
        pytest.param("match}", "(write a brace twice: {{)", id="closed"),
        pytest.param("x" * 2_001, "longer than 2,000 characters", id="long"),
    ],
)
@pytest.mark.parametrize(
    ("line", "place"),
    [
        pytest.param("message: '<>'", "6:10: `message`", id="message"),
        pytest.param("question: ['A cup?', '<>']", "7:22: `question`", id="question"),
        pytest.param("suggestion: '<>'", "8:13: `suggestion`", id="suggestion"),
    ],
)
def test_a_wording_with_anything_but_its_names_is_refused(
    tmp_path: Path, wording: str, told: str, line: str, place: str
) -> None:
    old = f"{line.partition(':')[0]}: "
    text = RULE.format(id="some-tea", phrase="tea").splitlines()
    kept = [row for row in text if not row.startswith(old)]
    number = int(place.partition(":")[0]) - 1
    kept.insert(number, line.replace("<>", wording))
    path = write_rule(tmp_path)
    path.write_text("\n".join(kept))

    with pytest.raises(RuleError) as raised:
        load_rules([tmp_path], CHECKS)

    assert f"some-tea.yaml:{place}" in str(raised.value)
    assert told in str(raised.value)


def test_an_option_of_a_rule_that_a_configuration_sets_is_looked_at() -> None:
    config = Config.model_validate({"rules": {"near-duplicate": {"options": {"leats": 1}}}})

    with pytest.raises(ConfigError, match=r"leats`: no such option \(did you mean `least`"):
        load_pack(config)


def test_a_rule_on_a_backlog_knows_no_topic(tmp_path: Path) -> None:
    backlog = {"phrase: [tea]": "backlog: {name: parents}", "is tea.": "is {object}."}
    write_rule(tmp_path, **backlog)

    with pytest.raises(RuleError, match=r"6:10: `message`: cannot be filled in: no name `object`"):
        load_rules([tmp_path], CHECKS, BACKLOG_CHECKS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_name_that_a_wording_may_hold_is_filled_in(rule: Rule, nlp: Language) -> None:
    wording = " ".join(f"{{{name}}}" for name in wording_names(rule.match))
    told = {"message": wording, "question": (wording,), "suggestion": wording}

    results = list(run_examples([rule.model_copy(update=told)]))

    assert [result.failure for result in results if result.failure] == []
    assert any(result.found for result in results)


def test_the_faults_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    write_rule(tmp_path, "first-tea", **{"why: ": "wy: "})
    write_rule(tmp_path, "second-tea", **{"match:": "mach:"})

    with pytest.raises(RuleError) as raised:
        load_rules([tmp_path], CHECKS)

    assert "first-tea.yaml:9:1" in str(raised.value)
    assert "second-tea.yaml:4:1" in str(raised.value)


def test_a_rule_of_a_team_replaces_the_bundled_one(tmp_path: Path) -> None:
    write_rule(tmp_path, "vague-verb")
    pack = all_rules(Config(rule_paths=(str(tmp_path),)))

    assert find_rule(pack, "vague-verb").summary == "Finds tea."


def test_an_unknown_rule_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(RuleError, match="did you mean `vague-verb`"):
        find_rule(all_rules(Config()), "vague-verbs")


def test_the_hash_changes_with_any_rule(tmp_path: Path) -> None:
    write_rule(tmp_path)
    before = load_rules([tmp_path], CHECKS).hash
    write_rule(tmp_path, **{"Tea differs": "Teas differ"})

    assert load_rules([tmp_path], CHECKS).hash != before


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        pytest.param({"things": "tabs", "object": "page"}, 'Which "tabs"', id="the first"),
        pytest.param({"things": "", "object": "page"}, 'Must "page" boil', id="the second"),
        pytest.param({}, 'For "Export"', id="the last"),
    ],
)
def test_the_first_wording_is_asked_whose_names_all_have_a_value(
    tmp_path: Path, facts: dict[str, str], asked: str
) -> None:
    wordings = '["Which \\"{things}\\"?", "Must \\"{object}\\" boil?", "For \\"{title}\\"?"]'
    write_rule(tmp_path, **{'Which tea is "{match}"?': wordings})
    rule = load_rules([tmp_path], CHECKS).rules["some-tea"]

    assert rule.ask({"title": "Export", **facts}).startswith(asked)
