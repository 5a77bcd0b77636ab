"""Turn sentences into spaCy's training format."""

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training.pipeline.conllu import Sentence


def gold_doc(nlp: Language, sentences: list[Sentence]) -> Doc:
    """Return the sentences as one annotated document."""
    words = [word for sentence in sentences for word in sentence.words]
    starts: list[bool | int | None] = [
        i == 0 for sentence in sentences for i in range(len(sentence.words))
    ]
    offsets: list[int] = []
    for sentence in sentences:
        offsets += [len(offsets)] * len(sentence.words)
    return Doc(
        nlp.vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.features for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head + offset for word, offset in zip(words, offsets, strict=True)],
        deps=[word.relation for word in words],
        sent_starts=starts,
    )


def write_corpus(nlp: Language, groups: Iterable[list[Sentence]], path: Path) -> int:
    """Write the groups as documents and return their number."""
    docs = [gold_doc(nlp, group) for group in groups]
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    return len(docs)
