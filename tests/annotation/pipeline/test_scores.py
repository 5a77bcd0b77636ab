"""The bundled weights reach their goals on labelled lines; needs the shared data."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

scores = pytest.importorskip("training.measuring.scores", reason="needs the training code")


def test_passives_of_the_probe_are_found(nlp: "Language", shared: Path) -> None:
    counts, _ = scores.score_passives(nlp, scores.read_lines(shared / "labels" / "probe.tsv"))

    assert counts.recall >= 0.92
    assert counts.wrong == 0


@pytest.mark.parametrize("name", ["probe.tsv", "imperative-titles.tsv"])
def test_instructions_among_titles_are_found(nlp: "Language", shared: Path, name: str) -> None:
    counts, _ = scores.score_imperatives(nlp, scores.read_lines(shared / "labels" / name))

    assert counts.f1 >= 0.88
