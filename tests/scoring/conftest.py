"""A finding to put beside a score."""

import pytest

from ticketlint.model import Confidence, Finding, Location, Severity


@pytest.fixture
def finding() -> Finding:
    place = Location("description", "other", 0, 0, 1, 1, "")
    return Finding(
        *("open-list", "ambiguity", Severity.NOTE, Confidence.HIGH),
        *("The list is open.", "What else?", "", place, "id"),
    )
