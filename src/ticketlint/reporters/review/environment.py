"""What makes pages of templates: every word of a ticket escaped, every style and script known."""

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from ticketlint.harmless.terminal import visible

if TYPE_CHECKING:
    from jinja2 import Environment

# A runner reads `##[...]`, `##vso[...]` and a leading `::` in a log as commands.
_COMMAND = re.compile(r"#(?=#)|:(?=:)")


def page_environment() -> "Environment":
    """Return the environment of all pages of a review."""
    from jinja2 import Environment, PackageLoader

    return Environment(
        loader=PackageLoader("ticketlint.reporters", "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: object) -> object:
    """Return words escaped, without what nobody sees and what a CI log would obey.

    `Markup` is ours and stays.
    """
    from markupsafe import Markup, escape

    if type(value) is not str:
        return value
    return Markup(_COMMAND.sub(_entity, escape(visible(value))))  # noqa: S704 - escaped


def _entity(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"


def page_file(name: str) -> str:
    """Return a style or a script of ours."""
    return files("ticketlint.reporters").joinpath("pages", name).read_text(encoding="utf-8")


def policy_of(style: str, script: str) -> str:
    """Return the content security policy of a page that has one style and one script."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
