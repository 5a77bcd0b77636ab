"""How many ways an expression has to read a text, told before it runs."""

import pytest

from tests.rules.test_rules import write_rule
from ticketlint.config.settings import Config
from ticketlint.errors import RuleError
from ticketlint.rules.expressions import MOST_WAYS, ways
from ticketlint.run.selection import load_pack


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(?:a*)*b",
        r"(a|ab)*c",
        r"(s|ss)*x",
        r"(\w+\s?)*!",
        r"(x+x+)+y",
        r"(.*,){11}P",
        r"(?:a?){40}b",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
        r"(?=(a+)+b)c",
        r"(?<=(a+)+)b",
        r"(?>(a+)+b)",
        r"(?i)([a-z]+)*\d",
        r"(\d+|\w)+ ",
        r"\w*\w*x",
        r"\s*\s*\s*x",
        r".*foo.*bar",
        r"(?:(?:a+b?)+c?)*+d",
    ],
)
def test_an_expression_that_could_take_for_ever_has_too_many_ways(pattern):
    assert ways(pattern) > MOST_WAYS


@pytest.mark.parametrize(
    "pattern",
    [
        "tea",
        r"(?i)\b(?:tea|teas|teapot) (?:[\w-]+ ){0,3}cup",
        r"[\w-]+@[\w.-]+",
        r"(?: [^ ]+)+ x",
        r"\w++x",
        r"(?>\s*)x",
        r"a.{0,200}b",
        r"(?<![\w/])#\d+\b(?! ?%)",
        r"(a)?(?(1)b|c)\1",
        r"(?<=\w,? )etc",
        r"(?:ä|é)+ü",
    ],
)
def test_an_expression_with_one_way_on_or_a_few_is_taken(pattern):
    assert ways(pattern) <= MOST_WAYS


@pytest.mark.parametrize("depth", [7, 40, 400])
def test_repetitions_in_repetitions_are_refused_before_they_are_counted(depth):
    with pytest.raises(ValueError, match="too deep"):
        ways("(?:" * depth + "ab" + "){2}" * depth)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        pytest.param("(x|xx)+$", "in too many ways; bound what it repeats", id="too many ways"),
        pytest.param(r"\p{Lu}+x", "no expression of Python's `re`", id="syntax of another engine"),
    ],
)
def test_a_rule_with_such_an_expression_is_refused_where_it_stands(tmp_path, pattern, told):
    write_rule(tmp_path, **{"  phrase: [tea]": f"  regex: ['{pattern}']"})

    with pytest.raises(RuleError) as refused:
        load_pack(Config(rule_paths=(str(tmp_path),)))

    assert told in str(refused.value)
    assert "some-tea.yaml:5:10: `match.regex`" in str(refused.value)
