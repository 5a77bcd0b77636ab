"""Embed each word of a batch once: what is the same of two tokens is not computed twice."""

from collections.abc import Callable, Sequence
from typing import Any

from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model, Ops
from thinc.types import Floats2d, Ints1d, Ints2d, Ragged

# Odd constants of the finaliser of MurmurHash3, 64 bits.
_MIX, _STEP = 0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53

Embedder = Model[list[Doc], list[Floats2d]]
Backprop = Callable[[list[Floats2d]], Any]


@registry.architectures("ticketlint.OncePerWord.v1")  # type: ignore[untyped-decorator]  # catalogue has no types
def once_per_word(embed: Embedder) -> Embedder:
    """Return `embed`, a `spacy.MultiHashEmbed.v2`, that reads each row of features once.

    The vectors are the same bytes, since no product of BLIS depends on the rows beside it.
    While the network is trained nothing changes: each token is dropped out on its own.
    """
    return Model("once_per_word", _forward, init=_init, layers=[embed])


def _init(model: Embedder, X: Any = None, Y: Any = None) -> None:  # noqa: N803  # thinc's names
    model.layers[0].initialize(X, Y)


def _forward(model: Embedder, docs: list[Doc], is_train: bool) -> tuple[list[Floats2d], Backprop]:
    embed = model.layers[0]
    if is_train:
        found: tuple[list[Floats2d], Backprop] = embed(docs, is_train)
        return found
    extract, join, *inner, part = embed.layers
    features: Ragged = join.predict(extract.predict(docs))
    numbers: Any = features.data
    first, places = distinct(model.ops, numbers)
    rows = Ragged(numbers[first], model.ops.asarray1i([len(first)]))
    for layer in inner:
        rows = layer.predict(rows)
    return part.predict(Ragged(rows.dataXd[places], features.lengths)), _no_backprop


def distinct(ops: Ops, rows: Ints2d) -> tuple[Ints1d, Ints1d]:
    """Return where each distinct row stands first, and for each row which of those it is.

    Rows are told apart by a hash of 64 bits: of 10,000 words two are taken for one once in
    10^11 batches.
    """
    mixed = rows[:, 0]
    for column in range(1, rows.shape[1]):
        mixed = (mixed ^ (mixed >> 29)) * _MIX + rows[:, column] * _STEP
    _, first, places = ops.xp.unique(mixed, return_index=True, return_inverse=True)
    return first, places


def _no_backprop(_: Sequence[Floats2d]) -> Any:
    raise RuntimeError("nothing is learnt from a prediction")
