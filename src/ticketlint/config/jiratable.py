"""What a configuration may say of a Jira site, and which of it decides where a token goes."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# What a configuration may set that nobody named: none of it decides where the token goes or
# what is trusted on the way.
HARMLESS = frozenset({"timeout", "max_wait", "remote_links", "opt_out_label"})
# Before the name of each of these values in the environment.
PREFIX = "TICKETLINT_JIRA_"
JIRA_FILES = ("ca_bundle", "client_cert", "client_key")

# A day; a socket takes no endless time.
_LONGEST_SECONDS = 86_400


class JiraTable(BaseModel):
    """The `jira` part of a configuration; `TICKETLINT_JIRA_<NAME>` wins over each of these.

    `timeout` are seconds for one answer, `max_wait` seconds that a run may wait in all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = ""
    user: str = ""
    deployment: Literal["auto", "cloud", "datacenter"] = "auto"
    gateway: str = "https://api.atlassian.com"
    ca_bundle: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    proxy: str | None = None
    timeout: Annotated[float, Field(gt=0, le=_LONGEST_SECONDS)] = 60.0
    max_wait: Annotated[float, Field(ge=0, le=_LONGEST_SECONDS)] = 300.0
    remote_links: bool = False
    opt_out_label: str = "ticketlint-ignore"


VARIABLES = {f"{PREFIX}{name.upper()}": name for name in JiraTable.model_fields}
