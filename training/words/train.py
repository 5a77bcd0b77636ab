"""Learn word vectors of tickets: `python -m training.words.train --shared ../shared`."""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from ticketlint.annotation.networks.ticket_words import words_of
from ticketlint.annotation.networks.words import LENGTH, WEIGHTS, contract
from training.networks.storing import write_weights
from training.tickets.corpora import read_gitlab, read_lines, read_one_line, read_titanium
from training.tickets.labels import held_back, read_labelled

WORDS, WINDOW, SEED = 6000, 4, 0
_PASTED = re.compile(r"\{(code|noformat)[^}]*\}.*?\{\1\}|```.*?```|<!--.*?-->", re.DOTALL)
_READ = 2500
# Advertising for one product fills some hundred tickets of the Titanium archive.
_SPAM = "alwareb"

Matrix = Any


def texts(shared: Path, held: frozenset[str]) -> Iterator[str]:
    """Yield the texts of the corpora without the tickets held back."""
    for tickets in (read_gitlab(shared), read_titanium(shared), read_one_line(shared)):
        for ticket in tickets:
            if ticket.key not in held and _SPAM not in ticket.title:
                yield f"{ticket.title} . {ticket.fields[0].text[:_READ]}"
    for name in ("demibud-bugs", "markdown-stories"):
        for row in read_lines(shared / "corpora" / f"{name}.jsonl.gz"):
            yield f"{row['title'] or ''} . {(row['description'] or '')[:_READ]}"


def learn_words(lines: Iterable[str], path: Path) -> None:
    """Write the vectors: weighted co-occurrence, shortened by a singular value decomposition."""
    documents = [words_of(_PASTED.sub(" ", line)) for line in lines]
    counts = Counter(word for words in documents for word in set(words))
    chosen = [w for w, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:WORDS]]
    found, sizes, _ = randomized_svd(
        _weighted(_near(documents, chosen)), LENGTH, random_state=SEED, n_iter=3
    )
    vectors = found * sizes**0.5
    vectors /= np.abs(vectors).max(axis=1, keepdims=True)
    keys = np.array([crc32(word.encode("utf-8")) for word in chosen], dtype=np.uint32)
    arrays = {"keys": keys, "vectors": np.round(vectors * 127).astype(np.int8)}
    write_weights(arrays, path, contract())


def _near(documents: Sequence[Sequence[str]], chosen: Sequence[str]) -> Matrix:
    """Return how often words stand near each other, left and right apart, by 1 / distance."""
    place = {word: index for index, word in enumerate(chosen)}
    rows = [np.array([place.get(word, -1) for word in words]) for words in documents]
    size = len(chosen)
    total = sparse.csr_matrix((size, 2 * size))
    for distance in range(1, WINDOW + 1):
        later = np.concatenate([row[distance:] for row in rows])
        earlier = np.concatenate([row[:-distance] for row in rows])
        known = (later >= 0) & (earlier >= 0)
        later, earlier = later[known], earlier[known]
        weight = np.full(len(later), 1 / distance)
        for word, other in ((later, earlier), (earlier, later + size)):
            shape = (size, 2 * size)
            total = total + sparse.coo_matrix((weight, (word, other)), shape=shape).tocsr()
    return total


def _weighted(near: Matrix) -> Matrix:
    """Return positive pointwise mutual information, contexts smoothed by the power 0.75."""
    cells = near.tocoo()
    words = np.asarray(near.sum(axis=1)).ravel()
    contexts = np.asarray(near.sum(axis=0)).ravel() ** 0.75
    chance = contexts / contexts.sum()
    values = np.log(cells.data / words[cells.row] / chance[cells.col])
    kept = values > 0
    return sparse.csr_matrix((values[kept], (cells.row[kept], cells.col[kept])), shape=near.shape)


def main() -> None:
    """Learn from all corpora but the tickets of `dev` and write the vectors."""
    parser = argparse.ArgumentParser(prog="python -m training.words.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    held = held_back(read_labelled(shared / "labels" / "dev.jsonl"))
    learn_words(texts(shared, held), WEIGHTS)


if __name__ == "__main__":
    main()
