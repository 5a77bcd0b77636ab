"""A key changes with whatever could change a result, and with nothing else."""

from dataclasses import fields, replace

import pytest

from ticketlint.cache.keys import Keys, is_cacheable
from ticketlint.cleaning.templates import NO_TEMPLATES, Templates
from ticketlint.config.settings import Config
from ticketlint.harmless.credentials import BLACK
from ticketlint.model import Anchor, FilePosition, Markup, Ticket, TicketField
from ticketlint.rules.ruleset import Ruleset
from ticketlint.run.selection import resolve

RULESET = resolve(Config())
FIELD = TicketField("description", "The export fails.", Markup.MARKDOWN)
TICKET = Ticket(key="PAY-1", title="Export", fields=(FIELD,), project="PAY", labels=("a", "b"))
# Of each fact another value; the kinds of "nothing" differ too.
OTHERS = {
    "fields": [
        (),
        (replace(FIELD, name="environment"),),
        (replace(FIELD, text="The export fails!"),),
        (replace(FIELD, text="The export fails.\ud800"),),
        (replace(FIELD, markup=Markup.JIRA),),
        (replace(FIELD, anchors=(Anchor(0, FilePosition(3, 1, 1)),)),),
        (FIELD, FIELD),
    ],
    "labels": [(), ("a",), ("ab",), ("b", "a")],
    "components": [("a",)],
    "parent": ["", "PAY-2"],
    "links": [(), ("PAY-2",)],
    "attachments": [(), ("a.png",)],
    "versions": [(), ("1.0",)],
    "due": ["", "2026-01-01"],
    "estimate": ["", "3"],
    "title_anchors": [(Anchor(0, FilePosition(1, 3, 3)),)],
    "is_key_made_up": [True],
    "occurrence": [2],
}


def key(
    ticket: Ticket = TICKET, ruleset: Ruleset = RULESET, learnt: Templates = NO_TEMPLATES
) -> bytes:
    return Keys(ruleset, learnt).of(ticket)


def test_every_fact_of_a_ticket_is_in_its_key_but_where_it_stands_and_who_has_it() -> None:
    others = [
        replace(TICKET, **{one.name: value})
        for one in fields(Ticket)
        if one.name not in {"source", "line", "reporter", "assignee"}
        for value in OTHERS.get(one.name, ["another"])
    ]

    assert len({key(), *map(key, others)}) == 1 + len(others)
    assert key(replace(TICKET, source="other.jsonl", line=7, reporter="a", assignee="b")) == key()


def test_the_same_words_in_another_field_are_another_ticket() -> None:
    assert key(replace(TICKET, title="Exp", type="ort")) != key(
        replace(TICKET, title="Expo", type="rt")
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"max_questions": 5},
        {"rules": {"open-list": "off"}},
        {"glossary": ["SLO"]},
        {"sections": {"need": ["Why we care"]}},
        {"scorecard": {"levels": {"story": {"ready": []}}}},
        {"ticket_text": True},
        {"overrides": [{"match": {"project": "PAY"}, "rules": {"open-list": "off"}}]},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_what_is_set_is_in_the_key(settings: dict[str, object]) -> None:
    assert key(ruleset=resolve(Config.model_validate(settings))) != key()


@pytest.mark.parametrize(
    "settings",
    [
        {"fail_on": "never"},
        {"gate": {"min_score": 50}},
        {"inline_suppressions": False},
        {"level": "note"},
        {"open_only": True},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_what_changes_no_result_is_not(settings: dict[str, object]) -> None:
    assert key(ruleset=resolve(Config.model_validate(settings))) == key()


def test_the_place_counts_where_an_override_asks_for_it() -> None:
    override = {"match": {"path": "old/*"}, "rules": {"open-list": "off"}}
    ruleset = resolve(Config.model_validate({"overrides": [override]}))

    old, new = (key(replace(TICKET, source=f"{name}/a.md"), ruleset) for name in ("old", "new"))

    assert old != new


def test_lines_that_a_run_has_learnt_count_in_their_project() -> None:
    learnt, other = (
        Templates(projects=((project, frozenset({"what is it good for"})),))
        for project in ("PAY", "SHOP")
    )

    assert key(learnt=learnt) != key()
    assert key(learnt=other) == key()


@pytest.mark.parametrize("name", [BLACK * 8, "\N{REPLACEMENT CHARACTER}"])
def test_a_name_that_another_may_be_concealed_as_counts_everywhere(name: str) -> None:
    assert key(learnt=Templates(projects=((name, frozenset({"what is it good for"})),))) != key()


def test_nothing_is_kept_that_names_people_or_that_unknown_code_judges() -> None:
    assert is_cacheable(RULESET)
    assert not is_cacheable(replace(RULESET, plugins=("acme-checks 1.0",)))
    assert not is_cacheable(resolve(Config.model_validate({"show_people": True})))
