"""Write the model card."""

import json
from dataclasses import dataclass
from pathlib import Path

from training.measuring.scores import Counts

CARD = Path(__file__).with_name("model-card.md.in")


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is measured on a pipeline."""

    treebank: dict[str, float]
    imperatives_probe: Counts
    imperatives_unseen: Counts
    passives: Counts
    subjects: Counts
    load_seconds: float
    annotate_seconds: float
    tokens: int
    megabytes: float


def write_card(figures: Figures, folder: Path) -> None:
    """Write `MODEL_CARD.md` into the folder of the pipeline."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    text = CARD.read_text("utf-8").format(
        name=f"{meta['lang']}_{meta['name']}",
        version=meta["version"],
        spacy=meta["spacy_version"],
        invented=meta["invented_lines"],
        **figures.treebank,
        **{
            name: getattr(figures, name)
            for name in Figures.__dataclass_fields__
            if name != "treebank"
        },
    )
    (folder / "MODEL_CARD.md").write_text(text, "utf-8")
