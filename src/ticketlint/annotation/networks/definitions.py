"""What the features of each network stand for, as digests: tables, and what samples give.

The tables tell the cues; the samples tell how the code makes features of them and what each
counts. How well a text is read (headings, parser) is not told: that moves values, not meanings.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from ticketlint.annotation.networks import kind_cues, presence_cues
from ticketlint.annotation.networks.contract import digest
from ticketlint.annotation.networks.features import Features, bucket
from ticketlint.annotation.networks.kind_features import kind_features
from ticketlint.annotation.networks.presence_features import Told, presence_features
from ticketlint.annotation.networks.shape_features import shape_features
from ticketlint.annotation.networks.ticket_words import CUTTING
from ticketlint.annotation.networks.words import read_words
from ticketlint.cleaning.markup.blocks import BlockKind
from ticketlint.cleaning.sections import Section
from ticketlint.model import Kind, Role, SectionName, SectionState

_NAMES: tuple[type[StrEnum], ...] = (BlockKind, Kind, Role, SectionName, SectionState)

_SECTIONS = (
    Section(SectionName.STEPS, "description", "Steps to reproduce", 0, 40, SectionState.PRESENT),
    Section(SectionName.NOTES, "description", "Notes", 40, 46, SectionState.EMPTY),
)
# Title, sections and prose of tickets with all that their features tell apart.
_TICKETS: tuple[tuple[str, tuple[Section, ...], str], ...] = (
    (
        "[iOS] Android: fixing the export of invoices (beta) fails, add `runTests()`",
        _SECTIONS,
        "As a user I want 12 filters. The page doesn't load! Users can't log in after 3 clicks.",
    ),
    ("Dashboard", (), ""),
)
_KINDS = {kind: 1 / (2 + place) for place, kind in enumerate(Kind)}
# The chances of the roles of some sentences: each role once the likeliest.
_ROLES = tuple(tuple(0.6 if a is b else 0.04 for a in Role) for b in Role)
_TOLD = ("Refactor the parser of `runTests()`", "It fails because the list is long. " * 5)


def kind_definition() -> Mapping[str, str]:
    """Return what the classifier of kinds reads."""
    return {
        **_ticket_tables(),
        "words of kinds": _told(kind_features({}, *ticket) for ticket in _TICKETS),
    }


def presence_definition() -> Mapping[str, str]:
    """Return what the classifier of presence reads."""
    from ticketlint.annotation.pipeline.entities import LABELS

    told = Told(_ROLES[:1], _ROLES, Counter({"number": 3, "KEY": 9}), *_TOLD)
    row = presence_features({}, _KINDS, told)
    bare = presence_features({}, _KINDS, Told((), (), Counter(), "", ""))
    return {
        **_ticket_tables(),
        "things that are named": digest(LABELS),
        "cues of what is told": digest(presence_cues.TABLES),
        "roles and things of tickets": _told((row, bare)),
    }


def role_definition() -> Mapping[str, str]:
    """Return what the classifier of roles reads."""
    from ticketlint.annotation.networks import facts
    from ticketlint.annotation.networks.role_features import role_features
    from ticketlint.annotation.networks.sample import sample_facts
    from ticketlint.annotation.pipeline.entities import LABELS

    return {
        **_common(),
        "things that are named": digest(LABELS),
        "cues of sentences": digest(facts.TABLES),
        "features of sentences": _told(role_features(sample_facts(), _KINDS)),
    }


def _ticket_tables() -> Mapping[str, str]:
    return {
        **_common(),
        "words of tickets": digest(CUTTING),
        "cues of tickets": digest(kind_cues.TABLES),
        "shape of tickets": _told(shape_features(*ticket) for ticket in _TICKETS),
    }


def _common() -> Mapping[str, str]:
    return {
        "rows of features": digest([bucket(f"feature {one}", 1 << 14) for one in range(9)]),
        "word vectors": digest(dict(read_words())),
        "names in the model": digest([list(names) for names in _NAMES]),
    }


def _told(rows: Iterable[Features]) -> str:
    """Return a digest of samples.

    The order of features does not count, nor do the last bits of a value, in which machines differ.
    """
    return digest([sorted((name, round(value, 4)) for name, value in row.items()) for row in rows])
