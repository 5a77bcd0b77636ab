"""The English pipeline: the bundled one by default, another of the same label scheme by name.

spaCy is imported by `load_pipeline` only; the version is known without it.
"""

import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ticketlint.errors import ConfigError

if TYPE_CHECKING:
    from spacy.language import Language

DATA = Path(__file__).parent / "data"
COMPONENTS = (
    "ticketlint_entities",
    "ticketlint_imperatives",
    "ticketlint_passives",
    "ticketlint_actors",
)

PIPELINE_NAME: str
PIPELINE_VERSION: str


def __getattr__(name: str) -> str:
    """Read `PIPELINE_NAME` and `PIPELINE_VERSION` from `meta.json` when they are asked for."""
    if name == "PIPELINE_NAME":
        return f"{bundled_meta()['lang']}_{bundled_meta()['name']}"
    if name == "PIPELINE_VERSION":
        return str(bundled_meta()["version"])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def bundled_meta() -> dict[str, Any]:
    """Return the bundled pipeline's own account of itself."""
    meta: dict[str, Any] = json.loads((DATA / "meta.json").read_text("utf-8"))
    return meta


@cache
def load_pipeline(name: str | None = None) -> "Language":
    """Return the bundled pipeline, or another by package name or path; each is loaded once.

    Raises:
        ConfigError: spaCy or the pipeline cannot be used.

    """
    if name is None:
        check_spacy_version(str(bundled_meta()["spacy_version"]))
        register_components()
        return load_bundled()
    register_components()
    return load_other(name)


def check_spacy_version(wanted: str) -> None:
    """Refuse a spaCy of another minor version, whose weights may mean something else.

    Raises:
        ConfigError: spaCy is missing or not of the minor version of `wanted`: ">=3.8.0,<3.9.0".

    """
    minor = ".".join(wanted.removeprefix(">=").split(",")[0].split(".")[:2])
    try:
        found = version("spacy")
    except PackageNotFoundError:
        raise ConfigError("spaCy", "is not installed", f'run pip install "spacy{wanted}"') from None
    if not found.startswith(f"{minor}."):
        what = f"version {found} is installed, the bundled pipeline needs {minor}"
        raise ConfigError("spaCy", what, f'run pip install "spacy{wanted}"')


def register_components() -> None:
    """Make the tokenizer and the components known to spaCy, installed or not."""
    from ticketlint.pipeline import actor, entities, imperative, passive, tokens  # noqa: F401


def load_bundled() -> "Language":
    """Load the bundled pipeline; training wrote its configuration in full and valid."""
    from spacy.util import load_config, load_model_from_config

    nlp = load_model_from_config(
        load_config(DATA / "config.cfg"), meta=bundled_meta(), auto_fill=False, validate=False
    )
    return nlp.from_disk(DATA, exclude=["tokenizer"])


def load_other(name: str) -> "Language":
    """Load a pipeline by package name or path and add the components that it lacks.

    Raises:
        ConfigError: there is none, or its labels are not those of Universal Dependencies.

    """
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise ConfigError(
            f"pipeline {name!r}",
            f"cannot be loaded: {reason}",
            "install it or leave the setting out",
        ) from error
    check_labels(name, nlp)
    add_components(nlp)
    return nlp


def add_components(nlp: "Language") -> None:
    """Add the ticket components that a pipeline lacks: the entities first, the rest last."""
    for component in COMPONENTS:
        if component not in nlp.pipe_names:
            nlp.add_pipe(component, first=component == COMPONENTS[0] or None)


def check_labels(name: str, nlp: "Language") -> None:
    """Refuse a pipeline whose labels the rules do not understand.

    Raises:
        ConfigError: the parser does not know "nsubj:pass" or no component knows "Mood=Imp".

    """
    labels = nlp.pipe_labels
    missing = [
        label
        for label, known in (
            ("nsubj:pass", "nsubj:pass" in labels.get("parser", ())),
            ("Mood=Imp", any("Mood=Imp" in known for known in labels.get("morphologizer", ()))),
        )
        if not known
    ]
    if missing:
        what = f"lacks the Universal Dependencies labels {' and '.join(missing)}"
        raise ConfigError(
            f"pipeline {name!r}",
            what,
            "use a pipeline trained on Universal Dependencies, or the bundled one",
        )
