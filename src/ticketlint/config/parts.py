"""Parts of a configuration that are more than a word: a site of Jira, the scorecard, a file."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema

from ticketlint.config.jiratable import JIRA_FILES, JiraTable
from ticketlint.config.scoretable import ScoreTable
from ticketlint.config.trust import origin_of, own_path
from ticketlint.harmless.links import web_address

# Stands for the key of a ticket in the address that `links` gives.
LINKED_KEY = "{key}"
MOST_LINK_CHARS = 500


def _jira(value: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
    """Return the table of a Jira site; its files count from the folder of the configuration."""
    if "token" in value:
        raise ValueError("a token does not belong in a file (set TICKETLINT_JIRA_TOKEN)")
    JiraTable.model_validate(value)
    origin = origin_of(info)
    if origin is None:
        return value
    files = {name: str(origin.folder / value[name]) for name in JIRA_FILES if value.get(name)}
    return {**value, **files}


def _score_table(value: ScoreTable, info: ValidationInfo) -> ScoreTable:
    """Return what is changed of the scorecard; its file counts from the configuration's folder."""
    if not value.file:
        return value
    return value.model_copy(update={"file": own_path(value.file, info)})


Scorecard = Annotated[
    ScoreTable,
    BeforeValidator(
        lambda value: {"file": value} if isinstance(value, str) else value,
        json_schema_input_type=str | ScoreTable,
    ),
    AfterValidator(_score_table),
]


def _file(value: str, info: ValidationInfo) -> str:
    """Return the path of a file, "" for none."""
    return own_path(value, info) if value else ""


def _links(value: str) -> str:
    """Return the address of tickets; a key must be able to change neither scheme nor host."""
    if not value:
        return value
    named = web_address(value.replace(LINKED_KEY, "A-1"))
    host = urlsplit(value).netloc if named else ""
    if not named or {*"{}@\\"} & set(host) or len(value) > MOST_LINK_CHARS:
        raise ValueError("not an http or https address, without a password, of a usual length")
    if LINKED_KEY not in value or {*"{}"} & set(value.replace(LINKED_KEY, "")):
        raise ValueError("`{key}`, and nothing else in braces, must stand where the key belongs")
    return value


Links = Annotated[str, AfterValidator(_links)]
File = Annotated[str, AfterValidator(_file)]
Jira = Annotated[
    Mapping[str, Any], AfterValidator(_jira), WithJsonSchema(JiraTable.model_json_schema())
]
