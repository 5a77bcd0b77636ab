"""The bundled pipeline, loaded once, and the folder of shared data."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ticketlint.annotation.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> "Language":
    """Return the bundled pipeline."""
    return load_pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of labels and corpora, which is no part of the repository."""
    beside = Path(__file__).parents[4] / "shared"
    folder = Path(os.environ.get("SHARED_TICKETS", beside))
    if not folder.is_dir():
        pytest.skip("no shared data: set SHARED_TICKETS or put it beside the repository")
    return folder
