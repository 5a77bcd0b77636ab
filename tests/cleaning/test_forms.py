"""Issues that were made from a form of GitHub: its lines are nobody's, its labels are headings."""

import pytest

from ticketlint.cleaning.headings import section_of_heading
from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.sections import state_of
from ticketlint.cleaning.templates import read_templates
from ticketlint.errors import ConfigError
from ticketlint.model import Markup, SectionName, SectionState, Ticket, TicketField

FORM = """name: Bug report
description: Tell us
body:
  - type: markdown
    attributes:
      value: Thanks for the time that you take.
  - type: checkboxes
    id: searched
    attributes:
      label: Before you go on
      options:
        - label: My build is of this week, and clean
          required: true
  - type: textarea
    attributes:
      label: What happened?
      placeholder: The page turns grey after a while
      value: |
        I clicked on the lamp and
  - type: dropdown
    attributes:
      label: Part
      options: [Lamps, Switches]
"""
ISSUE = """### Before you go on

- [X] My build is of this week, and clean

### What happened?

The page turns grey after a while

### What should happen instead?

_No response_

### Which browsers do you use?

- Browser: Firefox 140

### Part

Lamps
"""


@pytest.fixture
def form(tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "bug.yml").write_text(FORM)
    (tmp_path / "forms" / "config.yml").write_text("blank_issues_enabled: false\n")
    (tmp_path / "forms" / "old.md").write_text("Say it in a line or two.\n")
    return tmp_path / "forms"


def read(text, templates):
    field = TicketField("description", text, Markup.MARKDOWN)
    return outline(Ticket(key="a", title="Grey page", fields=(field,)), {}, templates)


@pytest.mark.parametrize("name", ["bug.yml", ""])
def test_what_a_form_puts_into_an_issue_is_a_template(form, name):
    told = read(ISSUE, read_templates([str(form / name)]))

    own = [passage.text for passage in told.passages if not passage.is_unwritten]
    assert "The page turns grey after a while" not in own
    assert not any("My build" in text for text in own)
    assert own[-1] == "Lamps"


def test_unanswered_fields_are_template_and_answered_ones_are_not(form):
    told = read(ISSUE, read_templates([str(form)]))

    assert state_of(told.sections, SectionName.EXPECTED) is SectionState.TEMPLATE
    assert state_of(told.sections, SectionName.ENVIRONMENT) is SectionState.PRESENT


def test_a_section_whose_lines_have_labels_of_its_kind_is_not_empty():
    told = read("### Environment\n\n- OS: Ubuntu 24.04\n- Node: 20\n", read_templates([]))

    [first, *_] = [one for one in told.sections if one.name is SectionName.ENVIRONMENT]
    assert first.state is SectionState.PRESENT


def test_a_form_that_is_no_yaml_is_told_with_its_line(form):
    (form / "bug.yml").write_text("name: Bug\nbody: [\n")

    with pytest.raises(ConfigError) as told:
        read_templates([str(form)])

    assert f"{form / 'bug.yml'}:" in str(told.value)


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Is your feature request related to a problem? Please describe.", SectionName.NEED),
        ("What is the problem this feature will solve?", SectionName.NEED),
        ("Problem you are trying to solve", SectionName.NEED),
        ("Who will benefit?", SectionName.NEED),
        ("Describe the solution you'd like", SectionName.BEHAVIOUR),
        ("What is the feature you are proposing to solve the problem?", SectionName.BEHAVIOUR),
        ("What would you like to be added?", SectionName.BEHAVIOUR),
        ("What steps will reproduce the bug?", SectionName.STEPS),
        (
            "How can we reproduce it (as minimally and precisely as possible)?",
            SectionName.STEPS,
        ),
        ("Minimal reproducible example", SectionName.STEPS),
        ("What should happen instead?", SectionName.EXPECTED),
        ("What do you see instead?", SectionName.ACTUAL),
        ("Describe the issue", SectionName.ACTUAL),
        ("Which browsers are you seeing the problem on?", SectionName.ENVIRONMENT),
        ("What version of the app are you using?", SectionName.ENVIRONMENT),
        ("Kubernetes version", SectionName.ENVIRONMENT),
        ("Provide environment information", SectionName.ENVIRONMENT),
        ("Describe alternatives you've considered", SectionName.NOTES),
        ("Code of Conduct", None),
        ("Is there an existing issue for this?", None),
    ],
)
def test_labels_of_public_forms_are_sections(label, section):
    assert section_of_heading(label, {}) is section
