"""Score a pipeline against a treebank and against labelled lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from training.pipeline.conllu import paragraphs, read_treebank, text_of
from training.pipeline.gold import gold_doc


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were found rightly, missed, and found wrongly."""

    right: int
    missed: int
    wrong: int

    @property
    def recall(self) -> float:
        """Return the share of what is there that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def precision(self) -> float:
        """Return the share of what was found that is there."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.missed + self.wrong)

    def __str__(self) -> str:
        """Return all three and the counts behind them."""
        counts = f"{self.right} right, {self.missed} missed, {self.wrong} false"
        return f"P {self.precision:.3f}, R {self.recall:.3f}, F1 {self.f1:.3f} ({counts})"


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: its imperative verb or "", and its passives and subjects if labelled."""

    text: str
    imperative: str
    passives: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


def read_lines(path: Path) -> list[Line]:
    """Read a table of text, imperative verb or "-", passives, subjects."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    return [Line(row[0], row[1].strip("-"), *(split(cell) for cell in row[2:4])) for row in rows]


def split(cell: str) -> tuple[str, ...]:
    """Split words at commas; an empty cell has none."""
    return tuple(word for word in cell.strip().split(",") if word)


def score_treebank(nlp: Language, path: Path) -> dict[str, float]:
    """Score raw paragraphs of a treebank file."""
    groups = list(paragraphs(read_treebank(path)))
    predicted = nlp.pipe(text_of(group) for group in groups)
    examples = [
        Example(doc, gold_doc(nlp, group)) for doc, group in zip(predicted, groups, strict=True)
    ]
    scores = Scorer(nlp).score(examples)
    wanted = (
        "token_f",
        "pos_acc",
        "tag_acc",
        "morph_acc",
        "lemma_acc",
        "dep_uas",
        "dep_las",
        "sents_f",
    )
    return {name: scores[name] for name in wanted} | {"mood_imp": mood(examples).f1}


def mood(examples: Iterable[Example]) -> Counts:
    """Count the tokens marked Mood=Imp."""
    found: Counter[str] = Counter()
    for example in examples:
        gold = imperatives_at(example.reference)
        seen = imperatives_at(example.predicted)
        found.update(right=len(gold & seen), missed=len(gold - seen), wrong=len(seen - gold))
    return Counts(found["right"], found["missed"], found["wrong"])


def imperatives_at(doc: Doc) -> set[int]:
    """Return the character offsets of the tokens marked Mood=Imp."""
    return {token.idx for token in doc if "Mood=Imp" in str(token.morph)}


def score_imperatives(nlp: Language, lines: list[Line]) -> tuple[Counts, list[str]]:
    """Count lines whose imperative verb is found; a wrong verb is both missed and false."""
    found: Counter[str] = Counter()
    faults = []
    for line, doc in zip(lines, nlp.pipe(line.text for line in lines), strict=True):
        seen = {span.root.text for span in doc.spans["ticketlint_imperatives"]}
        right = line.imperative in seen
        found.update(
            right=right, missed=bool(line.imperative) and not right, wrong=bool(seen) and not right
        )
        if right != bool(line.imperative or seen):
            faults.append(
                f"{line.imperative or '-'} / {', '.join(sorted(seen)) or '-'}: {line.text}"
            )
    return Counts(found["right"], found["missed"], found["wrong"]), faults


def score_passives(nlp: Language, lines: list[Line]) -> tuple[Counts, list[str]]:
    """Count the passive verbs found."""
    docs = nlp.pipe(line.text for line in lines)
    pairs = [
        (
            line.passives,
            tuple(span.root.text for span in doc.spans["ticketlint_passives"]),
            line.text,
        )
        for line, doc in zip(lines, docs, strict=True)
    ]
    return compare(pairs)


def score_subjects(nlp: Language, lines: list[Line]) -> tuple[Counts, list[str]]:
    """Count the subjects, active and passive, found by the parser."""
    docs = nlp.pipe(line.text for line in lines)
    pairs = [
        (
            line.subjects,
            tuple(t.text for t in doc if t.dep_ in {"nsubj", "nsubj:pass"} and t.tag_ != "WDT"),
            line.text,
        )
        for line, doc in zip(lines, docs, strict=True)
    ]
    return compare(pairs)


def compare(pairs: list[tuple[tuple[str, ...], tuple[str, ...], str]]) -> tuple[Counts, list[str]]:
    """Count words wanted and words found, line by line."""
    right = sum((Counter(want) & Counter(seen)).total() for want, seen, _ in pairs)
    missed = sum((Counter(want) - Counter(seen)).total() for want, seen, _ in pairs)
    wrong = sum((Counter(seen) - Counter(want)).total() for want, seen, _ in pairs)
    faults = [
        f"{','.join(want)} / {','.join(seen)}: {text}"
        for want, seen, text in pairs
        if Counter(want) != Counter(seen)
    ]
    return Counts(right, missed, wrong), faults
