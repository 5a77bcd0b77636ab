"""A Jira on loopback: a real HTTP server, Cloud (REST 2 and 3) or Data Center (REST 2), with faults.

`python -m tests.jira.fake_jira --issues 1000` runs one by itself.
"""

import argparse
import base64
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self
from urllib.parse import parse_qs, urlsplit

from tests.jira.fake_call import Call, Reply
from tests.jira.fake_data import FakeIssue, default_fields, make_issues
from tests.jira.fake_routes import answer

USER = "clerk@example.com"
TOKEN = "s3cret-T0ken-of-the-tests"
CLOUD_ID = "11111111-2222-3333-4444-555555555555"

Act = Literal["answer", "cut", "short", "reset", "slow", "drip", "done-then-reset"]


@dataclass(slots=True)
class Fault:
    """What goes wrong on an address: on which of its requests (from 1), and how.

    `cut` ends the connection in the body, `short` sends half a JSON that claims to be whole,
    `drip` sends the body byte by byte, `reset` resets the connection, `done-then-reset` does so
    after the work was done.
    """

    path: str
    act: Act = "answer"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    first: int = 1
    last: int = 1_000_000
    seconds: float = 0.0
    method: str = ""
    hook: Callable[[], None] | None = None
    met: int = 0

    def hits(self, method: str, path: str) -> bool:
        if not re.search(self.path, path) or self.method not in {"", method}:
            return False
        self.met += 1
        return self.first <= self.met <= self.last


@dataclass(frozen=True, slots=True)
class Exchange:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    status: int
    answer: bytes
    answer_type: str
    faulty: bool


class FakeJira:
    """A site with one account; `scoped` tokens work through the gateway only."""

    def __init__(
        self, issues: Iterable[FakeIssue] = (), *, cloud: bool = True, page_cap: int = 100
    ) -> None:
        self.issues = {issue.key: issue for issue in issues}
        self.cloud = cloud
        self.page_cap = page_cap
        self.fields = default_fields()
        self.faults: list[Fault] = []
        self.exchanges: list[Exchange] = []
        self.moved: dict[str, str] = {}
        self.denied: set[str] = set()
        self.token = TOKEN
        self.scoped = False
        self.public = False
        self.silent_about_kind = False
        self.token_epoch = 1
        self.skew = 0.0
        self.self_base = "https://fake.example.com"
        self.lock = threading.RLock()
        self.stopping = threading.Event()
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.fake = self
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def now(self) -> float:
        return time.time() + self.skew

    def environment(self) -> dict[str, str]:
        """Return the variables with which the command line reaches this site."""
        user = {"TICKETLINT_JIRA_USER": USER} if self.cloud else {}
        return {
            "TICKETLINT_JIRA_URL": self.url,
            "TICKETLINT_JIRA_TOKEN": TOKEN,
            "TICKETLINT_JIRA_GATEWAY": self.url,
            **user,
        }

    def paths(self, method: str = "") -> list[str]:
        """Return the addresses asked so far, without queries."""
        return [urlsplit(one.target).path for one in self.exchanges if method in {"", one.method}]

    def writes(self) -> list[Exchange]:
        """Return the requests that changed something people see or we note."""
        reading = re.compile(r"/search|/bulkfetch|/approximate-count")
        return [
            one for one in self.exchanges if one.method != "GET" and not reading.search(one.target)
        ]

    def account(self, header: str, *, gateway: bool) -> str | None:
        """Return who sent this header, None for nobody."""
        basic = "Basic " + base64.b64encode(f"{USER}:{self.token}".encode()).decode()
        known = basic if self.cloud else f"Bearer {self.token}"
        return USER if header == known and self.scoped == gateway else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    fake: FakeJira

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that a test cut."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else the body of each answer waits 40 ms for the acknowledgement of its headers.
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def do_PUT(self) -> None:
        self._serve("PUT")

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the output of the tests clean."""

    def _serve(self, method: str) -> None:
        fake = self.server.fake
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with fake.lock:
            fault = next((one for one in fake.faults if one.hits(method, self.path)), None)
            if fault is not None and fault.hook:
                fault.hook()
            reply = self._reply(method, body, fault)
            data = reply.raw if reply.raw is not None else b""
            if reply.raw is None and reply.body is not None:
                data = json.dumps(reply.body).encode()
            kind = reply.headers.setdefault("Content-Type", "application/json;charset=UTF-8")
            headers = {name.title(): value for name, value in self.headers.items()}
            fake.exchanges.append(
                Exchange(
                    method, self.path, headers, body, reply.status, data, kind, fault is not None
                )
            )
        act = fault.act if fault is not None else "answer"
        if act == "slow" and fault is not None:
            fake.stopping.wait(fault.seconds)
        self._send(reply, data, act)

    def _reply(self, method: str, body: bytes, fault: Fault | None) -> Reply:
        fake = self.server.fake
        if fault is not None and (
            fault.act == "reset" or (fault.status, fault.body) != (200, "") or fault.headers
        ):
            return Reply(fault.status, headers=dict(fault.headers), raw=fault.body.encode())
        parts = urlsplit(self.path)
        if parts.path == "/_fake/count":
            return Reply(body={"requests": len(fake.exchanges)})
        if parts.path == "/_edge/tenant_info":
            return Reply(body={"cloudId": CLOUD_ID})
        gateway = f"/ex/jira/{CLOUD_ID}"
        at_gateway = parts.path.startswith(gateway)
        match = re.fullmatch(r"/rest/api/([23])/(.*)", parts.path.removeprefix(gateway))
        if match is None:
            return Reply(
                404, raw=b"<html>no such page</html>", headers={"Content-Type": "text/html"}
            )
        sent = self.headers.get("Authorization", "")
        user = fake.account(sent, gateway=at_gateway)
        if sent and user is None and (at_gateway or not fake.cloud):
            return Reply(401, {"message": "Unauthorized"})
        value = json.loads(body) if body else None
        reply = answer(fake, Call(method, match[2], match[1], parse_qs(parts.query), value, user))
        if sent and user is None:
            reply.headers["X-Seraph-LoginReason"] = "AUTHENTICATED_FAILED"
        return reply

    def _send(self, reply: Reply, data: bytes, act: Act) -> None:
        if act in {"reset", "done-then-reset"}:
            self._reset()
            return
        half = data[: len(data) // 2]
        shown = half if act == "short" else data
        self.send_response_only(reply.status)
        self.send_header("Date", formatdate(self.server.fake.now(), usegmt=True))
        if reply.status != 204:
            self.send_header("Content-Length", str(len(shown)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if act == "drip":
            self._drip(shown)
            return
        self.wfile.write(half if act == "cut" else shown)
        if act == "cut":
            self.wfile.flush()
            self._reset()

    def _drip(self, data: bytes) -> None:
        for place in range(len(data)):
            if self.server.fake.stopping.wait(0.05):
                break
            self.wfile.write(data[place : place + 1])

    def _reset(self) -> None:
        # Lingering for no time makes the system send a reset instead of an orderly end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


def _main() -> None:
    parser = argparse.ArgumentParser(description="Run a fake Jira on loopback.")
    parser.add_argument("--issues", type=int, default=100)
    parser.add_argument("--words", type=int, default=0)
    parser.add_argument("--datacenter", action="store_true")
    options = parser.parse_args()
    issues = make_issues(options.issues, words=options.words)
    with FakeJira(issues, cloud=not options.datacenter) as fake:
        for name, value in fake.environment().items():
            print(f"export {name}={value}", flush=True)  # noqa: T201
        print("ready", flush=True)  # noqa: T201
        threading.Event().wait()


if __name__ == "__main__":
    _main()
