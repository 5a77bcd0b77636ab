"""No rule is louder by default than its measured precision allows."""

import pytest

from tests.evaluation.test_evaluation import rule
from ticketlint.config.settings import Config
from ticketlint.evaluation.policy import default_level, shortfalls
from ticketlint.rules.measurements import Counts, Measured, Measurements, read_measurements
from ticketlint.run.selection import all_rules


def test_every_rule_that_is_on_by_default_is_precise_enough() -> None:
    found = list(shortfalls(all_rules(Config()).rules.values(), read_measurements()))

    assert not found, "\n".join(["make these notes or pedantic:", *map(str, found)])


def measurements(reported: int, noisy: int) -> Measurements:
    measured = Measured(Counts(reported, noisy), "tickets", ("fast-word",))
    return Measurements(20, {"fast-word": measured})


@pytest.mark.parametrize(
    ("severity", "reported", "noisy", "told"),
    [
        pytest.param("error", 18, 2, "", id="an error at .9"),
        pytest.param("error", 17, 3, "precision 0.85 (n = 20), needed 0.90", id="an error below"),
        pytest.param("warning", 15, 5, "", id="a warning at .75"),
        pytest.param(
            "warning", 14, 6, "precision 0.70 (n = 20), needed 0.75", id="a warning below"
        ),
        pytest.param("note", 12, 8, "", id="a note at .6"),
        pytest.param("note", 11, 9, "precision 0.55 (n = 20), needed 0.60", id="a note below"),
        pytest.param("note", 14, 0, "precision 1.00 (n = 14), needed 15 findings", id="too few"),
        pytest.param("off", 0, 20, "", id="a rule that is off may be noisy"),
        pytest.param("warning", 0, 0, "not measured, and no reason is given", id="no finding"),
    ],
)
def test_the_least_precision_hangs_on_the_severity(
    severity: str, reported: int, noisy: int, told: str
) -> None:
    found = list(shortfalls([rule(severity=severity)], measurements(reported, noisy)))

    assert [one.why for one in found] == ([told] if told else [])


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        pytest.param({"severity": "error", "profile": "pedantic"}, "off", id="pedantic is off"),
        pytest.param({"severity": "note"}, "note", id="a note"),
        pytest.param(
            {"severity": "note", "severity_by_section": {"title": "warning"}},
            "warning",
            id="the loudest section counts",
        ),
        pytest.param(
            {"severity": "warning", "severity_by_kind": {"bug": "error"}},
            "error",
            id="the loudest kind counts",
        ),
        pytest.param(
            {
                "severity": "warning",
                "severity_by_kind": {"bug": "error"},
                "applies_to": {"kinds": ["story"]},
            },
            "warning",
            id="a kind that the rule does not look at does not count",
        ),
    ],
)
def test_the_default_level_is_the_worst_that_a_rule_gives(
    changes: dict[str, object], level: str
) -> None:
    assert default_level(rule(**changes)) == level


def test_a_rule_without_figures_may_say_why() -> None:
    told = rule(unmeasured="the labels do not tell")

    assert not list(shortfalls([told], Measurements()))
    assert not list(shortfalls([told], measurements(3, 1)))
    assert list(shortfalls([rule()], Measurements()))


def test_a_reason_does_not_excuse_bad_figures() -> None:
    told = rule(unmeasured="the labels do not tell", severity="warning")

    [found] = shortfalls([told], measurements(10, 10))

    assert found.why == "precision 0.50 (n = 20), needed 0.75"


def test_the_figures_in_the_package_can_be_read() -> None:
    known = read_measurements()

    assert known.tickets
    assert {"missing-acceptance-criteria", "missing-why"} <= set(known.rules)
    assert all(name in known.rules for group in known.groups.values() for name in group.rules)
