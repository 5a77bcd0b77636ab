"""The English pipeline: the bundled one by default, another of the same label scheme by name.

spaCy is imported by `load_pipeline` only; the version is known without it.
"""

import json
import warnings
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ticketlint.annotation.pipeline.starting import import_spacy
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


def account_of(name: str | None = None) -> tuple[str, str]:
    """Return name and version of the bundled pipeline or of another, read without spaCy."""
    meta = read_meta(folder_of(name))
    return f"{meta.get('lang', '')}_{meta.get('name', '')}".strip("_"), str(meta.get("version", ""))


@cache
def read_meta(folder: Path) -> dict[str, Any]:
    """Return a pipeline's own account of itself, nothing where there is none."""
    try:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return meta


def folder_of(name: str | None) -> Path:
    """Return the folder of a package or path, as spaCy looks for it; it need not exist.

    None stands for the bundled pipeline.
    """
    if name is None:
        return DATA
    package = find_spec(name) if name.isidentifier() else None
    return Path(package.origin).parent if package and package.origin else Path(name)


@cache
def load_pipeline(name: str | None = None) -> "Language":
    """Return the bundled pipeline, or another by package name or path; each is loaded once.

    Raises:
        ConfigError: spaCy or the pipeline cannot be used.

    """
    if name is None:
        check_spacy_version(str(read_meta(DATA)["spacy_version"]))
    import_spacy(bundled=name is None)
    register_components()
    return load_bundled() if name is None else load_other(name)


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
    """Make the tokenizer, the components and the network known to spaCy, installed or not."""
    from ticketlint.annotation.pipeline import (  # noqa: F401
        actor,
        embedding,
        entities,
        imperative,
        passive,
        tokens,
    )


def load_bundled() -> "Language":
    """Load the bundled pipeline; training wrote its configuration in full and valid."""
    from spacy.util import load_config, load_model_from_config

    from ticketlint.annotation.pipeline.products import use_even_products

    nlp = load_model_from_config(
        load_config(DATA / "config.cfg"), meta=read_meta(DATA), auto_fill=False, validate=False
    )
    loaded = nlp.from_disk(DATA, exclude=["tokenizer"])
    use_even_products(loaded)
    return loaded


def load_other(name: str) -> "Language":
    """Load a pipeline by package name or path; let it cut words and mark spans as ours does.

    Raises:
        ConfigError: there is none, or it is for another spaCy or language, or its labels are
            not those of Universal Dependencies.

    """
    import spacy

    from ticketlint.annotation.pipeline.tokens import build_tokenizer

    try:
        with warnings.catch_warnings():
            # `check_origin` refuses what spaCy would only warn of.
            warnings.filterwarnings("ignore", r"\[W095\]")
            nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise ConfigError(
            f"pipeline {name!r}",
            f"cannot be loaded: {reason}",
            "install it or leave the setting out",
        ) from error
    check_origin(name, nlp)
    check_labels(name, nlp)
    nlp.tokenizer = build_tokenizer(nlp)
    add_components(nlp)
    return nlp


def add_components(nlp: "Language") -> None:
    """Add the ticket components that a pipeline lacks: the entities first, the rest last."""
    for component in COMPONENTS:
        if component not in nlp.pipe_names:
            nlp.add_pipe(component, first=component == COMPONENTS[0] or None)


def check_origin(name: str, nlp: "Language") -> None:
    """Refuse a pipeline for another language or trained with another spaCy.

    Raises:
        ConfigError: its language is not English, or its `meta.json` asks for another version.

    """
    from spacy.util import is_compatible_version

    wanted = str(nlp.meta.get("spacy_version", ""))
    found = version("spacy")
    if nlp.lang != "en":
        what = f"is made for the language {nlp.lang!r}, the rules are for English"
    elif is_compatible_version(found, wanted) is False:
        what = f"was trained with spaCy {wanted}, version {found} is installed"
    else:
        return
    raise ConfigError(f"pipeline {name!r}", what, "name another or leave the setting out")


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
