"""The client of the `jira` library, with the habits taken away that hang, repeat or leak."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import requests
from jira import JIRA
from requests.auth import HTTPBasicAuth

from ticketlint.sources.jira.settings import Settings

_CONNECT_SECONDS = 4.0

Look = Callable[[requests.Response], None]


class Client(JIRA):
    """A session that sends a request once, within a time, to one host; `look` sees each answer."""

    def __init__(self, settings: Settings, base: str, look: Look) -> None:
        """Prepare the session; nothing is sent yet."""
        table, token = settings.table, settings.token
        cert = (table.client_cert, table.client_key) if table.client_key else table.client_cert
        super().__init__(
            options={"server": base, "verify": table.ca_bundle or True, "client_cert": cert},
            token_auth=token if token and not table.user else None,
            get_server_info=False,
            logging=False,
            max_retries=0,
            proxies={"http": table.proxy, "https": table.proxy} if table.proxy else None,
            timeout=(min(_CONNECT_SECONDS, table.timeout), table.timeout),
        )
        # A redirect is told, not followed: it turns writes into reads and may leave the host.
        self._session.max_redirects = 0
        if token and table.user:
            # As bytes, since `requests` takes a text for Latin-1.
            self._session.auth = HTTPBasicAuth(table.user.encode(), token.encode())
        self._session.auth = self._session.auth or _as_nobody  # else ~/.netrc is read
        # Only this machine is reached by http; HTTP_PROXY would be handed the token unsealed.
        self._session.trust_env = not base.startswith("http://")
        self._session.hooks["response"] += [partial(_hurry, table.timeout), _looking(look)]

    def use_version(self, *, cloud: bool) -> None:
        """Speak version 3 of the REST API with Cloud, 2 with Data Center."""
        self.deploymentType = "Cloud" if cloud else "Server"
        self._options["rest_api_version"] = "3" if cloud else "2"

    def read(self, path: str, params: Mapping[str, Any]) -> Any:
        """Return the JSON of a GET."""
        return self._get_json(path, dict(params))

    def ask(self, path: str, body: Mapping[str, Any]) -> Any:
        """Return the JSON of a POST that only reads."""
        return self._get_json(path, dict(body), use_post=True)

    def send(self, method: str, path: str, body: object) -> Any:
        """Return the JSON of a write, None where the answer is empty.

        Not through `Issue.update`: that follows the site's own links and so leaves the gateway.
        """
        response = self._session.request(method, self._get_url(path), data=json.dumps(body))
        return response.json() if response.content else None

    def public(self, url: str) -> Any:
        """Return the JSON of a GET without the token."""
        return self._session.get(url, auth=_as_nobody).json()

    def hang_up(self) -> None:
        """Close the connections."""
        self._session.close()


def _looking(look: Look) -> Callable[..., None]:
    return lambda response, **_: look(response)


def _hurry(seconds: float, response: requests.Response, **_: object) -> None:
    """Give the body of an answer so many seconds in all."""
    if hasattr(response.raw, "read1"):  # urllib3 2 has it
        hurried: Any = _Hurried(response.raw, seconds)
        response.raw = hurried


class _Hurried:
    """The body of an answer that is given up after some seconds.

    The timeout of `requests` counts from one byte to the next, so that a body that drips
    would be waited for without end.
    """

    def __init__(self, raw: Any, seconds: float) -> None:
        self._raw, self._seconds = raw, seconds
        self._end = time.monotonic() + seconds

    def stream(self, amount: int, decode_content: bool | None = None) -> Iterator[bytes]:
        """Yield the parts of the body as they come.

        Raises: requests.ReadTimeout.
        """
        while part := self._raw.read1(amount, decode_content=decode_content):
            yield part
            if time.monotonic() > self._end:
                self._raw.close()
                raise requests.ReadTimeout(f"no whole body (timeout={self._seconds:g})")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


def _as_nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
