"""Learn the lines of templates: `python -m training.templates.train`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from ticketlint.cleaning.prompt_cues import FRAME, ROWS, cues, features, row
from ticketlint.cleaning.prompts import DATA, QUESTION, SURE, Prompts, digest
from ticketlint.cleaning.templates import line_key
from training.templates.material import Line, authors_lines, prompts, read_list

# C of scikit-learn; between 0.5 and 2 what is found at the same precision is the same.
STRENGTH = 1.0
FOLDS = 5
# Authors write shorter lines by themselves.
LEAST_WORDS = 3

Matrix = Any
Vector = Any


def matrix(lines: Sequence[Line]) -> Matrix:
    """Return a row of zeros and ones for each line, shape (lines, `ROWS`)."""
    starts, places = [0], list[int]()
    for line in lines:
        named = features(line.text, unchecked=line.unchecked, emphasised=line.emphasised)
        places += sorted({row(name) for name in named})
        starts.append(len(places))
    return sparse.csr_matrix((np.ones(len(places)), places, starts), shape=(len(lines), ROWS))


def fit(rows: Matrix, told: Vector) -> LogisticRegression:
    """Return the classifier of rows into lines of templates (1) and of authors (0)."""
    return LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300).fit(rows, told)


def left_out(lines: Sequence[Line], rows: Matrix, told: Vector) -> Vector:
    """Return the sum of weights of each line by what was learnt from other repositories."""
    folds = np.array([crc32(line.group.encode()) % FOLDS for line in lines])
    sums = np.zeros(len(lines))
    for fold in range(FOLDS):
        held = folds == fold
        sums[held] = fit(rows[~held], told[~held]).decision_function(rows[held])
    return sums


def report(lines: Sequence[Line], told: Vector, sums: Vector) -> None:
    """Print what is found of lines that stand in one repository only, and what is not a prompt."""
    least = [SURE + QUESTION * line.text.rstrip(" )]*_").endswith("?") for line in lines]
    found = sums >= np.array(least)
    groups: dict[str, set[str]] = {}
    for line in lines:
        groups.setdefault(line.key, set()).add(line.group)
    alone = np.array([len(groups[line.key]) == 1 for line in lines])
    new = (told == 1) & alone
    print(f"prompts of one repository: {found[new].sum()} of {new.sum()} found")
    print(f"lines of authors: {found[told == 0].sum()} of {(told == 0).sum()} taken for prompts")


def is_bare_frame(text: str) -> bool:
    """Tell whether a line is a frame that authors write too: "As a user," on a line of its own."""
    return all(word in FRAME or word in {"user", "users"} for word in line_key(text).split())


def stored(model: LogisticRegression, shared: Path) -> Prompts:
    """Return what ships: weights of 8 bits and the digests of the listed lines."""
    weights = model.coef_[0]
    scale = float(f"{np.abs(weights).max() / 127:.6g}")
    numbers = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    listed = {
        digest(text)
        for text in read_list(shared)
        if len(line_key(text).split()) >= LEAST_WORDS and not is_bare_frame(text)
    }
    return Prompts(
        cues=cues(),
        bias=round(float(model.intercept_[0]), 4),
        scale=scale,
        weights=numbers.tobytes().hex(),
        lines="".join(sorted(listed)),
    )


def main() -> None:
    """Measure with repositories left out, then learn from all and write what ships."""
    parser = argparse.ArgumentParser(prog="python -m training.templates.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    asked = prompts(shared)
    written = authors_lines(shared, {line.key for line in asked})
    lines = [*asked, *written]
    told = np.array([1] * len(asked) + [0] * len(written))
    rows = matrix(lines)
    report(lines, told, left_out(lines, rows, told))
    DATA.parent.mkdir(exist_ok=True)
    DATA.write_text(stored(fit(rows, told), shared).model_dump_json(indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
