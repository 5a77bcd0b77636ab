"""Every block gets its section: by heading, bold line, label, field or content."""

import pytest

from ticketlint.annotation.cues import CuedOutline, cue
from ticketlint.cleaning.headings import section_of_heading
from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.sections import state_of
from ticketlint.model import Kind, Markup, SectionName, SectionState, Ticket, TicketField

N = SectionName


def read(
    text: str, markup: Markup = Markup.MARKDOWN, type: str = "Story", title: str = "Export"
) -> CuedOutline:
    field = TicketField("description", text, markup)
    return cue(outline(Ticket(key="A-1", title=title, type=type, fields=(field,)), {}))


def sections(part: CuedOutline) -> list[tuple[SectionName, SectionState]]:
    return [(s.name, s.state) for s in part.sections if s.field == "description"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Acceptance Criteria", N.ACCEPTANCE_CRITERIA),
        ("✅ Acceptance criteria (required):", N.ACCEPTANCE_CRITERIA),
        ("3. Definition of done", N.ACCEPTANCE_CRITERIA),
        ("Akzeptanzkriterien", N.ACCEPTANCE_CRITERIA),
        ("Critères d'acceptation", N.ACCEPTANCE_CRITERIA),
        ("Criterios de aceptación", N.ACCEPTANCE_CRITERIA),
        ("Critérios de aceitação", N.ACCEPTANCE_CRITERIA),
        ("What is the expected *correct* behavior?", N.EXPECTED),
        ("What is the current *bug* behavior?", N.ACTUAL),
        ("Steps To Reproduce", N.STEPS),
        ("How to reproduce the problem", N.STEPS),
        ("Why?", N.NEED),
        ("Problem to solve", N.NEED),
        ("Technical notes", N.NOTES),
        ("Out of scope", N.OUT_OF_SCOPE),
        ("Open questions", N.OPEN_QUESTIONS),
        ("Environment details", N.ENVIRONMENT),
        ("Links / references", N.OTHER),
        ("Pricing", None),
        ("The team has no acceptance criteria for this one because nobody had time", None),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, section: SectionName | None) -> None:
    assert section_of_heading(heading, {}) is section


def test_the_configuration_adds_headings() -> None:
    own = {N.ACCEPTANCE_CRITERIA: ("Ready to ship when",)}

    assert section_of_heading("Ready to ship when:", own) is N.ACCEPTANCE_CRITERIA


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## Acceptance criteria\n- One row for each invoice.", id="heading"),
        pytest.param("**Acceptance criteria**\n\n- One row for each invoice.", id="bold line"),
        pytest.param("Acceptance criteria:\n- One row for each invoice.", id="label line"),
        pytest.param("Acceptance criteria: One row for each invoice.", id="inline label"),
        pytest.param("**AC:** One row for each invoice.", id="bold inline label"),
        pytest.param("Given a month\nWhen it is exported\nThen a file comes", id="gherkin"),
        pytest.param("- [ ] The file is shown in the list.", id="checklist of conditions"),
    ],
)
def test_acceptance_criteria_are_present(text: str) -> None:
    assert state_of(read(text).sections, N.ACCEPTANCE_CRITERIA) is SectionState.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We have no acceptance criteria yet.", id="mention"),
        pytest.param("- [ ] Update the changelog", id="process checklist"),
        pytest.param("Then we talked about the month.", id="then alone"),
    ],
)
def test_acceptance_criteria_are_absent(text: str) -> None:
    assert state_of(read(text).sections, N.ACCEPTANCE_CRITERIA) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("## Acceptance criteria\n", SectionState.EMPTY),
        ("## Acceptance criteria\n\n## Notes\nUse the service.", SectionState.EMPTY),
        ("## Acceptance criteria\nTBD", SectionState.TEMPLATE),
        ("## Acceptance criteria\nN/A", SectionState.TEMPLATE),
        ("## Acceptance criteria\n<!-- one on each line -->", SectionState.TEMPLATE),
        ("## Acceptance criteria\n- <describe here>", SectionState.TEMPLATE),
        ("## Acceptance criteria\n### Export\n- One row.", SectionState.PRESENT),
        ("## Acceptance criteria\n\n```\nassert rows == 2\n```", SectionState.PRESENT),
    ],
)
def test_a_section_is_present_empty_or_template(text: str, state: SectionState) -> None:
    assert state_of(read(text).sections, N.ACCEPTANCE_CRITERIA) is state


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("h3. Expected result\nA file.\nh3. Environment\nFirefox", Markup.JIRA),
        ("*Expected result:*\nA file.\n\n*Environment:*\nFirefox", Markup.JIRA),
        ("### Expected result\nA file.\n### Environment\nFirefox", Markup.MARKDOWN),
        ("<h3>Expected result</h3><p>A file.</p><h3>Environment</h3><p>Firefox</p>", Markup.HTML),
        ("Expected result:\nA file.\n\nEnvironment:\nFirefox", Markup.PLAIN),
    ],
    ids=["wiki", "wiki bold", "markdown", "html", "plain"],
)
def test_every_markup_gives_the_same_sections(text: str, markup: Markup) -> None:
    found = sections(read(text, markup, "Bug"))

    assert found == [(N.EXPECTED, SectionState.PRESENT), (N.ENVIRONMENT, SectionState.PRESENT)]


def test_an_unknown_heading_below_a_known_one_continues_it() -> None:
    part = read("## Acceptance criteria\n### Rows\n- One row.\n## Pricing\nFree.")

    assert [(p.section, p.text) for p in part.passages if p.field == "description"] == [
        (N.ACCEPTANCE_CRITERIA, "One row."),
        (N.OTHER, "Free."),
    ]


def test_an_inline_label_covers_its_line_and_the_items_below() -> None:
    part = read("Intro line here.\n\nVersion: 8.2\n\nAnother sentence follows.", type="Bug")

    assert [(p.section, p.text) for p in part.passages if p.field == "description"] == [
        (N.OTHER, "Intro line here."),
        (N.ENVIRONMENT, "8.2"),
        (N.OTHER, "Another sentence follows."),
    ]


def test_numbered_user_actions_of_a_bug_are_steps() -> None:
    part = read("1. Open the page\n2. Click Export\n\nThe file is empty.", type="Bug")

    assert [p.section for p in part.passages[1:]] == [N.STEPS, N.STEPS, N.OTHER]


def test_a_dedicated_field_is_its_own_section() -> None:
    fields = (
        TicketField("description", "Export.", Markup.MARKDOWN),
        TicketField("acceptance_criteria", "One row.", Markup.MARKDOWN),
        TicketField("environment", "", Markup.PLAIN),
    )

    part = cue(outline(Ticket(key="A-1", title="Export", fields=fields), {}))

    assert state_of(part.sections, N.ACCEPTANCE_CRITERIA) is SectionState.PRESENT
    assert state_of(part.sections, N.ENVIRONMENT) is None


def test_quotes_and_code_are_kept_out_of_the_prose() -> None:
    part = read("Ours.\n\n> theirs\n\n```\ncode()\n```\n\nOurs again.")

    assert [p.text for p in part.passages[1:]] == ["Ours.", "Ours again."]


def test_a_long_ticket_is_cut_and_says_so() -> None:
    part = read("\n\n".join("A sentence of the ticket stands here." for _ in range(4_000)))

    assert part.outline.cut_chars > 0
    assert sum(len(p.text) for p in part.passages) <= 100_000


def test_of_a_long_line_the_beginning_is_read() -> None:
    part = read("One line. " + "word " * 10_000)

    [line] = part.passages[1:]
    assert line.text.startswith("One line. word")
    assert len(line.text) == 10_000
    assert part.outline.cut_chars == len("One line. " + "word " * 10_000) - 1 - 10_000


@pytest.mark.parametrize(
    ("type_", "kind"),
    [("Bug", Kind.BUG), ("Fehler", Kind.BUG), ("User Story", Kind.STORY), ("Épico", Kind.EPIC)],
)
def test_the_type_of_the_tracker_decides_the_kind(type_: str, kind: Kind) -> None:
    assert read("Text.", type=type_).reading.kind is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Spike: which cache for prices", Kind.SPIKE),
        ("Prices [SPIKE] which cache we take", Kind.SPIKE),
        ("(epic) A ledger for each month", Kind.EPIC),
    ],
)
def test_a_title_names_its_kind_before_a_mark_or_in_brackets(title: str, kind: Kind) -> None:
    assert read("Text.", title=title, type="").reading.kind is kind


def test_a_section_of_title_and_description_stays_in_the_text_of_its_field() -> None:
    field = TicketField(
        "description", f"{'One month. ' * 30}\n\nWhen I export\n\nThen a file", Markup.PLAIN
    )

    read = cue(outline(Ticket("A-1", "Given an invoice", (field,)), {}))

    [found] = [part for part in read.sections if part.name is SectionName.ACCEPTANCE_CRITERIA]
    assert found.field == "description"
    assert field.text[found.start : found.end] == "When I export\n\nThen a file"
