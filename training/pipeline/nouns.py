"""Write the nouns of a treebank, as words that need no explanation.

`python -m training.pipeline.nouns --treebank FOLDER`.
"""

import argparse
from pathlib import Path

from ticketlint.matching.signals.compounds import NOUNS
from training.pipeline.conllu import read_treebank


def nouns_of(paths: list[Path]) -> list[str]:
    """Return the common nouns in small letters, as they stand and as lemmas, in order."""
    words = (word for path in paths for sentence in read_treebank(path) for word in sentence.words)
    forms = (form.casefold() for w in words if w.upos == "NOUN" for form in (w.text, w.lemma))
    return sorted({form for form in forms if form.isascii() and form.isalpha() and len(form) > 2})


def main() -> None:
    """Read the training part of UD English EWT; its test part is not looked at."""
    parser = argparse.ArgumentParser(prog="python -m training.pipeline.nouns", description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True)
    folder = parser.parse_args().treebank
    nouns = nouns_of([folder / "en_ewt-ud-train.conllu.gz"])
    NOUNS.write_text("\n".join(nouns) + "\n", "utf-8")


if __name__ == "__main__":
    main()
