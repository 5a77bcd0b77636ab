"""Each word of a batch is embedded once, and nobody can tell."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from spacy.language import Language

BATCHES = {
    "words again and again": ["The server is down.", "the server is down", "Is the SERVER down?"],
    "one word": ["down"],
    "an empty text between others": ["Add a button", "", "Add a button"],
    "forms of one norm": ["can't cannot Can't CAN'T", "colour color"],
}


@pytest.mark.parametrize("texts", BATCHES.values(), ids=BATCHES)
def test_vectors_are_those_of_a_network_that_reads_every_token(
    nlp: "Language", texts: list[str]
) -> None:
    docs = [nlp.make_doc(text) for text in texts]
    once = nlp.get_pipe("tok2vec").model.layers[0]
    assert once.name == "once_per_word"

    found, expected = once.predict(docs), once.layers[0].predict(docs)

    assert [part.shape for part in found] == [(len(doc), 96) for doc in docs]
    assert [part.tobytes() for part in found] == [part.tobytes() for part in expected]


def test_words_are_distinct_unless_all_their_features_are_equal(nlp: "Language") -> None:
    from ticketlint.annotation.pipeline.embedding import distinct

    once = nlp.get_pipe("tok2vec").model.layers[0]
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 3, (5000, 4), dtype=np.uint64)

    first, places = distinct(once.ops, rows)

    assert (rows[first][places] == rows).all()
    assert len(first) == len(np.unique(rows, axis=0))


def test_training_learns_from_every_token(nlp: "Language") -> None:
    from thinc.api import fix_random_seed

    from ticketlint.annotation.pipeline.embedding import once_per_word

    docs = [nlp.make_doc("the server and the client")]
    plain = nlp.get_pipe("tok2vec").model.layers[0].layers[0].copy()
    once = once_per_word(plain.copy())
    for model in (plain, once):
        fix_random_seed(0)
        vectors, backprop = model.begin_update(docs)
        backprop([np.ones_like(part) for part in vectors])

    grads = [[n.get_grad("W") for n in m.walk() if n.has_grad("W")] for m in (plain, once)]

    assert len(grads[0]) > 0
    assert all(np.array_equal(one, other) for one, other in zip(*grads, strict=True))
