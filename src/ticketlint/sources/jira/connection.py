"""A connection to one Jira site; every request is made, judged and repeated here."""

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ticketlint.config.jiratable import PREFIX
from ticketlint.errors import ConfigError
from ticketlint.sources.jira.errors import JiraError, LoginError
from ticketlint.sources.jira.library import Client
from ticketlint.sources.jira.retry import FailedError, Retries
from ticketlint.sources.jira.settings import Settings, Watch
from ticketlint.sources.jira.trouble import EXPECTED, EmptyAnswerError, Interpreter, WebPageError

if TYPE_CHECKING:
    import requests

_ANONYMOUS = "Jira did not accept the token and went on as if nobody had logged in"

Answer = TypeVar("Answer")


class Site:
    """One Jira site and the account we have there.

    `cloud`: Jira Cloud, read with version 3 of its REST API (ADF); else Data Center, version 2
    (wiki markup). `me` is the answer of `/myself`, empty without a token. `now` is the server's
    clock at its last answer, in seconds since 1970. `base` is the address that is asked: the
    site's own or, for scoped tokens, one at Atlassian's gateway.
    """

    def __init__(self, settings: Settings, retries: Retries, base: str = "") -> None:
        """Prepare the session; nothing is sent yet."""
        self.settings = settings
        self.base = base or settings.url
        self.me: Mapping[str, Any] = {}
        self.now = time.time()
        self._retries = retries
        self._interpreter = Interpreter(settings)
        self._anonymous = False
        self._client = Client(settings, self.base, self._look)
        self.use_version(cloud=settings.table.deployment == "cloud" or self.at_gateway)

    @property
    def at_gateway(self) -> bool:
        """Say whether requests go through Atlassian's gateway, as scoped tokens need."""
        return "/ex/jira/" in self.base

    def use_version(self, *, cloud: bool) -> None:
        """Speak version 3 of the REST API with Cloud, 2 with Data Center."""
        self.cloud = cloud
        self._client.use_version(cloud=cloud)

    def get(
        self,
        path: str,
        params: Mapping[str, Any] | None = None,
        needs: str = "",
        kind: type = object,
    ) -> Any:
        """Return the JSON of a GET.

        `needs` is a name that the answer must hold, `kind` the type of what stands under it;
        without a name the type of the whole answer.
        Raises: JiraError.
        """
        return self.call(lambda client: _holding(client.read(path, params or {}), needs, kind))

    def search(
        self, path: str, body: Mapping[str, Any], needs: str = "", kind: type = object
    ) -> Any:
        """Return the JSON of a POST that only reads.

        POST, since a long JQL does not fit into an address; with our own body, since the
        library's holds nulls, which the documented API refuses.
        Raises: JiraError.
        """
        return self.call(lambda client: _holding(client.ask(path, body), needs, kind))

    def write(self, method: str, path: str, body: object) -> Any:
        """Send a write once and return its JSON, None where the answer is empty.

        Raises: JiraError; UnsureError where it may have been carried out all the same.
        """
        return self.call(lambda client: client.send(method, path, body), repeatable=False)

    def server_info(self) -> Mapping[str, Any]:
        """Return what the site tells about itself, which it tells to anyone."""
        return self.call(lambda client: _holding(client.server_info(), "baseUrl"), login=False)

    def cloud_id(self) -> str:
        """Return the id under which the gateway knows this site; asked for without the token."""
        url = f"{self.settings.url}/_edge/tenant_info"
        answer = self.call(lambda client: _holding(client.public(url), "cloudId"), login=False)
        return str(answer["cloudId"])

    def call(
        self, request: Callable[[Client], Answer], *, repeatable: bool = True, login: bool = True
    ) -> Answer:
        """Return what a request through the library gives; `login` = it must run as our account.

        Raises: JiraError.
        """

        def ask() -> Answer:
            self._anonymous = False
            try:
                answer = request(self._client)
            except EXPECTED as error:
                raise FailedError(self._interpreter.trouble(error, self.now)) from None
            if self._anonymous and login:
                raise FailedError(self._interpreter.bad_login(_ANONYMOUS))
            return answer

        return self._retries.run(ask, repeatable)

    def close(self) -> None:
        """Close the connections."""
        self._client.hang_up()

    def _look(self, response: "requests.Response") -> None:
        """Note what the headers of an answer tell."""
        try:
            self.now = parsedate_to_datetime(response.headers.get("Date", "")).timestamp()
        except ValueError:
            self.now = time.time()
        if "AUTHENTICATED_FAILED" in response.headers.get("X-Seraph-LoginReason", ""):
            self._anonymous = True
        page = "html" in response.headers.get("Content-Type", "")
        if page and response.ok and not response.is_redirect:
            raise WebPageError


def connect(settings: Settings, watch: Watch, retries: Retries | None = None) -> Site:
    """Return a connection to the site whose login was tried; without a token, as nobody.

    A token that a Cloud site refuses and the gateway accepts is a scoped one.
    Raises: JiraError, ConfigError.
    """
    retries = retries or Retries(settings.table.max_wait, watch)
    watch(f"connecting to {settings.host}")
    site = Site(settings, retries)
    try:
        _find_version(site)
        _log_in(site)
    except JiraError as error:
        site.close()
        scoped = site.cloud and settings.table.user and not site.at_gateway
        if scoped and isinstance(error, LoginError):
            return _behind_gateway(site, retries, error)
        raise
    return site


def _find_version(site: Site) -> None:
    deployment = site.settings.table.deployment
    if site.settings.cloud_host or deployment != "auto":
        site.use_version(cloud=site.settings.cloud_host or deployment == "cloud")
    else:
        site.use_version(cloud=site.server_info().get("deploymentType") == "Cloud")


def _log_in(site: Site) -> None:
    if site.settings.token:
        site.me = site.get("myself", needs="displayName")


def _behind_gateway(site: Site, retries: Retries, refused: LoginError) -> Site:
    gateway = site.settings.table.gateway.rstrip("/")
    if not gateway.startswith("https://") and not site.settings.url.startswith("http://"):
        raise ConfigError(f"{PREFIX}GATEWAY", "the gateway must be https")
    try:
        address = f"{gateway}/ex/jira/{site.cloud_id()}"
    except JiraError:
        raise refused from None
    finally:
        site.close()
    behind = Site(site.settings, retries.elsewhere(), address)
    try:
        _log_in(behind)
    except JiraError:
        behind.close()
        raise refused from None
    return behind


def _holding(answer: Any, name: str, kind: type = object) -> Any:
    if name and not (isinstance(answer, Mapping) and name in answer):
        raise EmptyAnswerError
    if not isinstance(answer[name] if name else answer, kind):
        raise EmptyAnswerError
    return answer
