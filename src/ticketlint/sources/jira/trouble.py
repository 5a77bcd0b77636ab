"""Turn what the network, the `requests` library and Jira answer into words for a person."""

import base64
import json
import re
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from jira import JIRAError
from requests import exceptions as http

from ticketlint.config.jiratable import PREFIX
from ticketlint.harmless.terminal import printable
from ticketlint.sources.jira.errors import JiraError, LoginError, NotFoundError, RejectedError
from ticketlint.sources.jira.retry import Trouble, retry_after
from ticketlint.sources.jira.settings import TOKEN, Settings

_LONGEST_WORDS = 200
_DOCTOR = "`ticketlint doctor` tries each step"
_PASSING = {429: "too many requests", 500: "server error", 502: "bad gateway"}
_PASSING |= {503: "not available", 504: "gateway timeout"}
_CA = "name your company's certificate file in jira.ca_bundle or REQUESTS_CA_BUNDLE"


class EmptyAnswerError(Exception):
    """Jira answered 200 without what was asked for."""


class WebPageError(Exception):
    """A web page came where data was asked for."""


_UNREACHED = (
    ("ProxyError", "the proxy cannot be reached, or refuses", "check HTTPS_PROXY and jira.proxy"),
    ("ConnectTimeout", "no connection in time", "check the address, VPN and proxy"),
    ("NameResolutionError", "no host of that name", f"check {PREFIX}URL, VPN and DNS"),
    ("NewConnectionError", "nobody answers there", f"check {PREFIX}URL, its port, VPN and proxy"),
)
_LIMIT = re.compile(r"timeout=(\d+(?:\.\d+)?)")
# All that a request through the library can raise; KeyError and the like come from its parsing.
EXPECTED = (
    *(JIRAError, OSError, ValueError, KeyError, TypeError, RecursionError),
    *(EmptyAnswerError, WebPageError),
)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Tells the faults of one site."""

    settings: Settings

    def trouble(self, error: Exception, now: float) -> Trouble:
        """Return what an exception means; `now` is the server's time in seconds since 1970."""
        match error:
            case JIRAError():
                found = self._status(error, now)
            case http.TooManyRedirects():
                found = self._redirect(error.response)
            case http.ConnectionError() | http.Timeout():
                found = self._network(error)
            case _:
                what, todo, passing = _told(error)
                found = self._fault(what, todo, passing=passing)
        return found

    def words(self, response: requests.Response | None) -> str:
        """Return what Jira itself says in an error, on one short line without secrets."""
        try:
            body = json.loads(response.text) if response is not None else {}
        except (ValueError, RecursionError):
            return ""
        said = " ".join(_said(body)) if isinstance(body, Mapping) else ""
        for secret in self._secrets():
            said = said.replace(secret, "***")
        said = " ".join(printable(re.sub(r"https?://\S*@\S+", "***", said)).split())
        return said if len(said) <= _LONGEST_WORDS else said[: _LONGEST_WORDS - 1] + "…"

    def _secrets(self) -> list[str]:
        token, user = self.settings.token, self.settings.table.user
        pair = base64.b64encode(f"{user}:{token}".encode()).decode()
        return [pair, token] if token else []

    def _fault(
        self, what: str, todo: str = "", *, kind: type[JiraError] = JiraError, passing: bool = False
    ) -> Trouble:
        return Trouble(self.settings.host, what, todo, kind, passing)

    def _status(self, error: JIRAError, now: float) -> Trouble:
        response: requests.Response | None = error.response
        status = error.status_code or 0
        said = self.words(response)
        with_words = f"{status}: {said}" if said else str(status)
        headers = response.headers if response is not None else {}
        if status in _PASSING:
            after = retry_after(headers.get("Retry-After"), now)
            what = f"{status} {_PASSING[status]}"
            # 429 is told before anything is done, so even a write may be sent again.
            return Trouble(self.settings.host, what, passing=True, acted=status != 429, after=after)
        if status == 401:
            return self.bad_login("401: Jira does not accept the token")
        if status == 403:
            return self._forbidden(headers, said)
        if status == 404:
            what = f"404: {said or 'nothing is there, or your account may not see it'}"
            return self._fault(
                what, f"check the address and the key; {_DOCTOR}", kind=NotFoundError
            )
        if status == 410:
            todo = f"this is Jira Cloud: set {PREFIX}DEPLOYMENT=cloud"
            return self._fault("410: Jira has removed this way to search", todo, kind=RejectedError)
        return self._fault(with_words, kind=RejectedError)

    def bad_login(self, what: str) -> Trouble:
        """Return the trouble of a login that Jira refused or ignored."""
        if not self.settings.token:
            return self._fault(what, f"set {TOKEN}", kind=LoginError)
        if self.settings.table.user:
            todo = f"check {PREFIX}USER and {TOKEN}: it may have expired; {_DOCTOR}"
        else:
            todo = (
                f"a token without a user is for Data Center; for Cloud set {PREFIX}USER; {_DOCTOR}"
            )
        return self._fault(what, todo, kind=LoginError)

    def _forbidden(self, headers: Mapping[str, str], said: str) -> Trouble:
        if "CAPTCHA" in headers.get("X-Authentication-Denied-Reason", ""):
            todo = "log in once in a browser, then use a token"
            what = "403: after failed logins Jira asks for a captcha"
            return self._fault(what, todo, kind=LoginError)
        what = f"403: {said or 'your account may not do this'}"
        return self._fault(what, f"ask for the permission; {_DOCTOR}", kind=RejectedError)

    def _redirect(self, response: requests.Response | None) -> Trouble:
        target = urlsplit(response.headers.get("Location", "") if response is not None else "")
        there = f"{target.scheme}://{target.netloc}" if target.netloc else "another page"
        todo = f"if that is your Jira, set {PREFIX}URL to it; the token was not sent there"
        return self._fault(f"it sends us on to {printable(there)}", todo)

    def _network(self, error: Exception) -> Trouble:
        if isinstance(error, http.SSLError):
            return self._tls(error)
        causes = {type(cause).__name__ for cause in _causes(error)}
        for name, what, todo in _UNREACHED:
            if name in causes:
                return Trouble(
                    self.settings.host, what, todo, passing=True, acted=False, unreached=True
                )
        if not causes & {"ReadTimeout", "ReadTimeoutError"}:
            return self._fault("the connection was cut", passing=True)
        # The message tells which limit it was: that of the TLS greeting is shorter.
        limit = _LIMIT.search(str(error))
        seconds = float(limit[1]) if limit else self.settings.table.timeout
        what, todo = f"no answer within {seconds:g} s", f"check {PREFIX}URL, its port and proxy"
        return Trouble(self.settings.host, what, todo, passing=True, unreached=True)

    def _tls(self, error: Exception) -> Trouble:
        for cause in _causes(error):
            if isinstance(cause, ssl.SSLCertVerificationError):
                told = printable(cause.verify_message or "not trusted")
                return self._fault(f"TLS: its certificate is not accepted: {told}", _CA)
        return self._fault(
            "TLS: no safe connection can be made", "check the address, port and proxy"
        )


def _told(error: Exception) -> tuple[str, str, bool]:
    """Return what an exception means that has no answer, what to do, and whether it may pass."""
    what, todo, passing = "an answer that is not JSON", "", True
    if isinstance(error, EmptyAnswerError):
        what = "an empty answer"
    elif isinstance(error, WebPageError):
        what, passing = "a web page came instead of an answer", False
        todo = "a login page or a proxy stands before Jira: use a token, check the address"
    elif isinstance(error, http.InvalidURL | http.InvalidSchema | http.InvalidHeader):
        what, passing = "the address, the user or the token holds a wrong character", False
        todo = _DOCTOR
    elif isinstance(error, http.RequestException) and not isinstance(error, ValueError):
        what = "the answer was cut off"
    elif isinstance(error, OSError) and not isinstance(error, http.RequestException):
        what, passing = "a certificate file cannot be read", False
        todo = "check jira.ca_bundle, jira.client_cert and REQUESTS_CA_BUNDLE"
    return what, todo, passing


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what lies inside it; `requests` wraps `urllib3` wraps `ssl`."""
    todo: list[object] = [error]
    for _ in range(20):
        one = todo.pop() if todo else None
        if isinstance(one, BaseException):
            yield one
            todo += [one.__cause__, one.__context__, *one.args, getattr(one, "reason", None)]


def _said(body: Mapping[str, Any]) -> list[str]:
    listed = body.get("errorMessages")
    said = [str(text) for text in listed] if isinstance(listed, list) else []
    named = body.get("errors")
    said += (
        [f"{name}: {text}" for name, text in named.items()] if isinstance(named, Mapping) else []
    )
    return said or [str(body[key]) for key in ("message", "errorMessage") if key in body]
