"""Write the model card."""

import json
from dataclasses import dataclass
from pathlib import Path

from training.scores import Counts

CARD = """\
# {name} {version}

English for tickets: tokens, part-of-speech tags, morphology, dependencies, lemmas,
and the spans that the rules of ticketlint read (entities, instructions, passives, actors).
This page is written by `training/card.py`; the figures are those of the weights beside it.

## Data and licence

| | |
|---|---|
| treebank | UD English EWT r2.16, train part: 12,544 sentences, 204,577 words (CC BY-SA 4.0) |
| variants | its sentences in lower case and Title Case, without stop or articles, names as identifiers, clauses turned into instructions, noun phrases as titles |
| invented lines | {invented:,} from this project's own templates |
| licence | CC BY-SA 4.0, see `LICENSE` here |
| spaCy | {spacy} |

No ticket, and no text of a ticket, was used for training.
The treebank is web text of 2003 to 2011 (mails, weblogs, reviews, answers, newsgroups) in mostly American English.

## Scores

UD English EWT test, raw text, one paragraph at a time:

| tokens F | UPOS | XPOS | features | lemma | UAS | LAS | sentences F | Mood=Imp F |
|---|---|---|---|---|---|---|---|---|
| {token_f:.1%} | {pos_acc:.1%} | {tag_acc:.1%} | {morph_acc:.1%} | {lemma_acc:.1%} | {dep_uas:.1%} | {dep_las:.1%} | {sents_f:.1%} | {mood_imp:.1%} |

Only the features that rules use are trained (tense, mood, voice, number, person and the like).

Ticket lines labelled by hand:

| what | lines | score |
|---|---|---|
| imperative verb, lines used while the rules were written | 105 | {imperatives_probe} |
| imperative verb, unseen titles | 102 | {imperatives_unseen} |
| passives, lines used while the rules were written | 105 | {passives} |
| subjects found by the parser | 105 | {subjects} |

A hundred lines give about five points either way.

## Size and speed

| | |
|---|---|
| zipped | {megabytes:.2f} MB |
| import and load | {load_seconds:.2f} CPU s |
| 1,000 tickets (title and description, cut at 1,000 characters; {tokens:,} tokens), one core | {annotate_seconds:.1f} CPU s |

## Known limits

- Words that are noun and verb ("Log", "Build", "Update") at the start of a bare title are the main source of error.
- Sentence borders are those of prose: cut lists, tables and lines before they reach the pipeline.
- Other languages than English give annotations without meaning.
"""


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
    text = CARD.format(
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
