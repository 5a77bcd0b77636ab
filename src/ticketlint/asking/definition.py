"""What the features of the ranker stand for, as digests: tables, and what a sample gives."""

from collections.abc import Mapping

from ticketlint.annotation.networks.contract import digest
from ticketlint.annotation.networks.features import bucket
from ticketlint.annotation.networks.words import load_words
from ticketlint.asking import features


def definition() -> Mapping[str, str]:
    """Return what the ranker reads."""
    return {
        "rows of features": digest([bucket(f"feature {one}", 1 << 14) for one in range(9)]),
        "cues of phrases": digest(features.TABLES),
        "how common words are": digest(sorted(load_words()[0])),
    }
