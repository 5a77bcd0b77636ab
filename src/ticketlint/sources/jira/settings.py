"""How to reach a Jira site: the environment wins over the files, which hold no token."""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pydantic import ValidationError

from ticketlint.config.jiratable import PREFIX, VARIABLES, JiraTable
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError

TOKEN = f"{PREFIX}TOKEN"
_CLOUD_HOSTS = (".atlassian.net", ".jira.com")

Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a connection needs; `url` is checked, without a slash at its end."""

    url: str
    token: str = field(default="", repr=False)
    table: JiraTable = field(default_factory=JiraTable, repr=False)
    acceptance_fields: tuple[str, ...] = ()
    show_people: bool = False

    @property
    def host(self) -> str:
        """Return the name of the site as told to people."""
        return urlsplit(self.url).netloc

    @property
    def cloud_host(self) -> bool:
        """Say whether the address alone tells that this is Jira Cloud."""
        return (urlsplit(self.url).hostname or "").endswith(_CLOUD_HOSTS) or self.at_gateway

    @property
    def at_gateway(self) -> bool:
        """Say whether the address is that of a site behind Atlassian's gateway."""
        return "/ex/jira/" in self.url


def settings_of(config: Config, environ: Mapping[str, str]) -> Settings:
    """Return the settings of a command: `-c` wins over the environment, that over the files.

    Raises: ConfigError, as `read_settings`.
    """
    layers = {name: config.layers.saying_at(("jira", name)) for name in config.jira}
    given = {
        PREFIX + name.upper()
        for name, layer in layers.items()
        if layer and layer.values is not None
    }
    rest = {name: value for name, value in environ.items() if name not in given}
    settings = read_settings(config.jira, rest, config.acceptance_fields)
    return replace(settings, show_people=config.show_people)


def read_settings(
    table: Mapping[str, Any], environ: Mapping[str, str], acceptance_fields: tuple[str, ...] = ()
) -> Settings:
    """Return the settings made of a configuration's `jira` table and the environment.

    Raises: ConfigError for a missing or unsafe address, an unknown name, or a token in a file.
    """
    if "token" in table:
        raise ConfigError("jira.token", "a token does not belong in a file", f"set {TOKEN}")
    named = {name: environ.get(variable, "").strip() for variable, name in VARIABLES.items()}
    given = {name: value for name, value in named.items() if value}
    try:
        values = JiraTable.model_validate({**table, **given})
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        where = PREFIX + name.upper() if name in given else f"jira.{name}"
        raise ConfigError(where, fault["msg"]) from None
    if not values.url:
        todo = (
            f"set {PREFIX}URL to its address, such as https://example.atlassian.net, or name a "
            "configuration with --config"
        )
        raise ConfigError("Jira", "no site is named", todo)
    url = check_url(values.url)
    token = environ.get(TOKEN, "").strip() or _kept_token(url, values.user)
    if not (token.isascii() and token.isprintable() and values.user.isprintable()):
        raise ConfigError(TOKEN, "a character that no token has", "copy it again, on one line")
    return Settings(url, token, values, acceptance_fields)


def check_url(text: str) -> str:
    """Return the address of a site, as short as it works.

    Raises: ConfigError where it is no address, holds a password, or would send a token unsealed.
    """
    where = f"{PREFIX}URL"
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        raise ConfigError(where, "not an address", "write https://HOST") from None
    if parts.username is not None or parts.password is not None:
        raise ConfigError(where, "the address holds a user or password", f"set {TOKEN} instead")
    if parts.scheme not in {"http", "https"} or not host:
        raise ConfigError(where, "not the address of a site", "write https://HOST")
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigError(where, "http would send the token unsealed", f"write https://{host}")
    return _shortest(parts, host)


def _shortest(parts: SplitResult, host: str) -> str:
    # People paste what the browser shows; a Cloud site has nothing below its host.
    if host.endswith(_CLOUD_HOSTS):
        path = ""
    else:
        path = parts.path.partition("/browse/")[0].partition("/rest/")[0].rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}"


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _kept_token(url: str, user: str) -> str:
    """Return the token that the system's key store holds for this site, else an empty one."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return ""
    try:
        kept = keyring.get_password(f"ticketlint {urlsplit(url).netloc}", user or "token")
    except (keyring.errors.KeyringError, RuntimeError):
        return ""  # a machine without a key store, such as a CI runner
    return kept or ""
