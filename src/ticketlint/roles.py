"""What each section says of the role of its sentences."""

from collections.abc import Mapping

from ticketlint.model import Kind, Role, SectionName

ROLE_OF_SECTION: Mapping[SectionName, Role] = {
    SectionName.TITLE: Role.WHAT,
    SectionName.NEED: Role.WHY,
    SectionName.BEHAVIOUR: Role.WHAT,
    SectionName.ACCEPTANCE_CRITERIA: Role.CRITERION,
    SectionName.STEPS: Role.STEP,
    SectionName.EXPECTED: Role.EXPECTED,
    SectionName.ACTUAL: Role.OBSERVED,
    SectionName.ENVIRONMENT: Role.ENVIRONMENT,
    SectionName.NOTES: Role.HOW,
    SectionName.OUT_OF_SCOPE: Role.OTHER,
    SectionName.OPEN_QUESTIONS: Role.QUESTION,
    SectionName.OTHER: Role.WHAT,
}

# How sure the section alone is of the role of a sentence in it, 0 to 1. Chosen by hand:
# a dedicated heading is nearly always followed by what it names, `other` tells little.
CONFIDENCE_OF_SECTION: Mapping[SectionName, float] = {
    SectionName.TITLE: 0.7,
    SectionName.OTHER: 0.4,
    SectionName.NEED: 0.8,
    SectionName.BEHAVIOUR: 0.8,
}


def role_of(section: SectionName, kind: Kind, text: str) -> tuple[Role, float]:
    """Return the role of a sentence in `section` and the confidence, 0 to 1."""
    if text.rstrip().endswith("?") and section is not SectionName.ACCEPTANCE_CRITERIA:
        return Role.QUESTION, 0.8
    if kind is Kind.BUG and section in {SectionName.TITLE, SectionName.OTHER}:
        return Role.OBSERVED, 0.4
    return ROLE_OF_SECTION[section], CONFIDENCE_OF_SECTION.get(section, 0.9)
