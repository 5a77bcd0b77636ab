"""Make a trained pipeline small: weights of half precision, only the strings in use, no paths."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.strings import StringStore

from ticketlint.annotation.pipeline import add_components, register_components
from training.pipeline.corpora import INVENTED

NAME = "ticketlint"
SPACY_VERSION = ">=3.8.0,<3.9.0"
_TRAINING_ONLY = ("paths", "system", "corpora", "training", "pretraining", "initialize")


def prune(model: Path, output: Path, version: str) -> None:
    """Write the small pipeline with the ticket components to `output`."""
    register_components()
    nlp = spacy.load(model)
    for _, pipe in nlp.pipeline:
        round_weights(pipe)
    strings = sorted(set(used_strings(nlp)))
    add_components(nlp)
    write(nlp, strings, output)
    write_meta(nlp, output, version)


def round_weights(pipe: Any) -> None:
    """Round to half precision; the files stay float32, but zip to half their size."""
    for node in pipe.model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))


def used_strings(nlp: Language) -> Iterator[str]:
    """Yield the strings that the weights refer to: labels and the parts of edit trees."""
    for name in ("tagger", "morphologizer", "parser"):
        yield from nlp.pipe_labels[name]
    for label in nlp.pipe_labels["morphologizer"]:
        yield from (part for pair in label.split("|") for part in (pair, *pair.split("=")))
    yield from ("ROOT", "dep")
    yield from tree_strings(nlp)


def tree_strings(nlp: Language) -> Iterator[str]:
    """Yield the strings that the lemmatizer's edit trees put in and take out."""
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    for tree in lemmatizer.label_data["trees"]:
        yield from (tree[part] for part in ("orig", "subst") if isinstance(tree.get(part), str))


def write(nlp: Language, strings: list[str], output: Path) -> None:
    """Write the pipeline without what only training needs."""
    output.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(output, exclude=["tokenizer", "vocab"])
    (output / "vocab").mkdir(exist_ok=True)
    StringStore(strings).to_disk(output / "vocab" / "strings.json")
    config = nlp.config.copy()
    for section in _TRAINING_ONLY:
        config[section] = {}
    config.to_disk(output / "config.cfg", interpolate=False)


def write_meta(nlp: Language, output: Path, version: str) -> None:
    """Write `meta.json`; its version ends in a digest of the weights, for the caches."""
    digest = hashlib.sha256()
    for path in sorted(output.rglob("model")):
        digest.update(path.read_bytes())
    meta = {
        "lang": "en",
        "name": NAME,
        "version": f"{version}+{digest.hexdigest()[:8]}",
        "spacy_version": SPACY_VERSION,
        "description": "English for tickets, with instructions, passives, actors and entities.",
        "license": "CC BY-SA 4.0",
        "sources": [
            {
                "name": "UD English EWT r2.16",
                "license": "CC BY-SA 4.0",
                "url": "https://universaldependencies.org",
            }
        ],
        "invented_lines": INVENTED,
        "pipeline": nlp.pipe_names,
        "components": nlp.component_names,
        "disabled": [],
        "vectors": {"width": 0, "vectors": 0, "keys": 0, "name": None},
    }
    (output / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
