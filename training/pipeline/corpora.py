"""Write the training and development corpora."""

import random
from collections.abc import Iterator
from pathlib import Path

import spacy

from ticketlint.annotation.pipeline.tokens import build_tokenizer
from training.pipeline.augment import variants
from training.pipeline.conllu import Sentence, paragraphs, read_treebank
from training.pipeline.gold import write_corpus
from training.pipeline.invented.templates import invented_lines

INVENTED = 8000


def write_corpora(treebank: Path, folder: Path, seed: int) -> None:
    """Write `train.spacy` and `dev.spacy` for a folder of gzipped EWT files."""
    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp)
    groups = list(training_groups(treebank, random.Random(seed)))
    write_corpus(nlp, groups, folder / "train.spacy")
    write_corpus(
        nlp, paragraphs(read_treebank(treebank / "en_ewt-ud-dev.conllu.gz")), folder / "dev.spacy"
    )


def training_groups(treebank: Path, rng: random.Random) -> Iterator[list[Sentence]]:
    """Yield the treebank's paragraphs, their variants and the invented lines.

    The development part is trained on too: the last weights are taken whatever it says.
    """
    files = [treebank / f"en_ewt-ud-{part}.conllu.gz" for part in ("train", "dev")]
    sentences = [sentence for path in files for sentence in read_treebank(path)]
    yield from paragraphs(sentences)
    for sentence in sentences:
        yield from ([variant] for variant in variants(sentence, rng))
    yield from invented_lines(INVENTED, rng)
