"""Loading, refusing, serialising; and texts that are not prose."""

import json
import pickle
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from ticketlint.annotation import pipeline
from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAMES = (
    "ticketlint_entities",
    "ticketlint_imperatives",
    "ticketlint_passives",
    "ticketlint_actors",
)
HOSTILE = {
    "nothing": "",
    "blanks": "  \t ",
    "line breaks": "\n\n",
    "punctuation": "!!! ... --- ***",
    "emoji": "\U0001f680\U0001f525 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "control characters": "a\x00b\x07c\ufeff",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u202eabc",
    "brackets": "[[[((({{{<<<",
    "lone prefix": "iOS:",
    "lone tag": "[BUG]",
    "combining marks": "Z\u0351\u036b\u0343 a\u0300\u0301\u0302",
    "long sentence": "the server writes a file and " * 1724,
    "long word": "a" * 50_000,
    "long path": "/a" * 25_000,
    "long row of dots": "a." * 25_000,
    "long row of underscores": "_" * 50_000,
    "long row of brackets": "[" * 50_000,
}
TEXTS = [
    "iOS: Add /etc/hosts to PROJ-1",
    "Files are not deleted by the server.",
    "Page not shown (as documented)",
    "\U0001f680",
]


def test_name_and_version_are_known_without_spacy() -> None:
    code = "import sys; from ticketlint.annotation.pipeline import account_of; account_of(); sys.exit('spacy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_version_is_that_of_the_data() -> None:
    meta = json.loads((pipeline.DATA / "meta.json").read_text("utf-8"))

    assert pipeline.account_of() == ("en_ticketlint", meta["version"])


def test_pipeline_is_loaded_once(nlp: "Language") -> None:
    assert pipeline.load_pipeline() is nlp


@pytest.mark.parametrize("found", ["3.7.5", "4.0.0"])
def test_other_minor_version_of_spacy_is_refused(
    monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    monkeypatch.setattr(pipeline, "version", lambda _: found)

    with pytest.raises(
        ConfigError, match=rf"^spaCy: version {found} is installed, .* \(run pip install"
    ):
        pipeline.check_spacy_version(">=3.8.0,<3.9.0")


def test_missing_spacy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(pipeline, "version", absent)

    with pytest.raises(ConfigError, match=r"^spaCy: is not installed \(run pip install"):
        pipeline.check_spacy_version(">=3.8.0,<3.9.0")


def test_unknown_pipeline_is_told() -> None:
    with pytest.raises(
        ConfigError, match=r"^pipeline 'no_such_pipeline': cannot be loaded: .* \(install it"
    ):
        pipeline.load_pipeline("no_such_pipeline")


def test_pipeline_with_other_labels_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path)

    with pytest.raises(
        ConfigError, match="lacks the Universal Dependencies labels nsubj:pass and Mood=Imp"
    ):
        pipeline.load_pipeline(str(tmp_path))


def test_pipeline_of_the_same_scheme_is_accepted_and_completed(
    nlp: "Language", tmp_path: Path
) -> None:
    import spacy

    bare = spacy.load(pipeline.DATA, exclude=list(NAMES))
    bare.config["nlp"]["tokenizer"] = {"@tokenizers": "spacy.Tokenizer.v1"}
    bare.tokenizer = spacy.blank("en").tokenizer
    assert "/etc/hosts" not in [token.text for token in bare.make_doc(TEXTS[0])]
    bare.to_disk(tmp_path)

    loaded = pipeline.load_pipeline(str(tmp_path))

    assert loaded.pipe_names == nlp.pipe_names
    for text in TEXTS:
        assert annotations(loaded(text)) == annotations(nlp(text))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("language", "spacy_version", "message"),
    [
        ("de", ">=3.8.0,<3.9.0", "is made for the language 'de', the rules are for English"),
        ("en", ">=3.6.0,<3.7.0", r"was trained with spaCy >=3\.6\.0,<3\.7\.0, version 3\."),
    ],
    ids=["another language", "another spaCy"],
)
def test_pipeline_for_something_else_is_refused(
    tmp_path: Path, language: str, spacy_version: str, message: str
) -> None:
    import spacy

    spacy.blank(language).to_disk(tmp_path)
    meta = json.loads((tmp_path / "meta.json").read_text("utf-8"))
    (tmp_path / "meta.json").write_text(json.dumps(meta | {"spacy_version": spacy_version}))

    with pytest.raises(ConfigError, match=message):
        pipeline.load_pipeline(str(tmp_path))


def test_report_names_the_pipeline_that_lies_beside_the_configuration(tmp_path: Path) -> None:
    copytree(pipeline.DATA, tmp_path / "ours")
    meta = json.loads((pipeline.DATA / "meta.json").read_text("utf-8"))
    renamed = json.dumps(meta | {"name": "house", "version": "7.0.1"})
    (tmp_path / "ours" / "meta.json").write_text(renamed, "utf-8")
    (tmp_path / "ticketlint.yaml").write_text("pipeline: ours\n", "utf-8")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "ticket.md").write_text("# Export the invoices\n", "utf-8")
    named = ("--config", "../ticketlint.yaml")
    command = [sys.executable, "-m", "ticketlint", "check", "ticket.md", "-o", "json", *named]

    done = subprocess.run(command, cwd=tmp_path / "inside", capture_output=True, check=False)

    report = json.loads(done.stdout)
    assert report["pipeline"] == {"name": "en_house", "version": "7.0.1"}
    assert len(report["tickets"]) == 1


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_that_is_no_prose_is_annotated(nlp: "Language", text: str) -> None:
    doc = nlp(text)

    assert doc.text == text
    assert all(name in doc.spans for name in NAMES)


@pytest.mark.parametrize("text", TEXTS)
def test_annotations_survive_bytes(nlp: "Language", text: str) -> None:
    from spacy.tokens import Doc

    doc = nlp(text)

    assert annotations(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == annotations(doc)


def test_annotations_are_the_same_alone_in_batches_and_in_processes(nlp: "Language") -> None:
    alone = [annotations(nlp(text)) for text in TEXTS]

    assert [annotations(doc) for doc in nlp.pipe(TEXTS)] == alone
    assert [annotations(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)] == alone


def test_pipeline_can_be_sent_to_a_process_that_shares_no_memory(nlp: "Language") -> None:
    sent = pickle.loads(pickle.dumps(nlp))  # our own bytes

    assert [annotations(sent(text)) for text in TEXTS] == [annotations(nlp(text)) for text in TEXTS]


def test_components_declare_what_they_write(nlp: "Language") -> None:
    assert all("doc.spans" in nlp.get_pipe_meta(name).assigns for name in NAMES)
    assert not any((nlp.analyze_pipes() or {})["problems"].values())


def annotations(doc: "Doc") -> list[Any]:
    """Return all that the rules read of a document."""
    words = [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start)
        for t in doc
    ]
    return [words, *([(s.start, s.end, s.label_) for s in doc.spans[name]] for name in NAMES)]
