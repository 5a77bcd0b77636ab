"""A page on loopback where a ticket is written and judged: nothing leaves the machine or stays."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ticketlint.reporters.review.page import review_policy
from ticketlint.servers.desk import Desk, Pasted, desk_page, first_fault

# Bytes of a request: a description of 70,000 characters, each at most 12 bytes in JSON.
MOST_BYTES = 1_000_000
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[Request], Awaitable[Response]]


def application(desk: Desk, port: int, review: str = "") -> Starlette:
    """Return the application that answers on a port of loopback; `review` is a page beside it."""
    hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
    page, policy = desk_page(has_review=bool(review))

    async def show(_: Request) -> Response:
        return _page(page, policy)

    async def show_review(_: Request) -> Response:
        if not review:
            return PlainTextResponse("no backlog is loaded", 404)
        return _page(review, review_policy())

    async def check(request: Request) -> Response:
        body = await _body(request)
        if isinstance(body, Response):
            return body
        try:
            pasted = Pasted.model_validate_json(body)
        except ValidationError as error:
            return PlainTextResponse(first_fault(error), 422)
        answer = await run_in_threadpool(desk.judge, pasted)
        return JSONResponse(answer.model_dump())

    return Starlette(
        routes=[
            Route("/", _guarded(show, hosts)),
            Route("/review", _guarded(show_review, hosts)),
            Route("/check", _guarded(check, hosts), methods=["POST"]),
        ]
    )


def _page(html: str, policy: str) -> Response:
    """Return a page that no other may frame, which a policy inside it could not forbid."""
    sent = f"{policy}; frame-ancestors 'none'"
    return HTMLResponse(html, headers={"Content-Security-Policy": sent})


def is_loopback(host: str) -> bool:
    """Tell whether an address is one that only this machine reaches."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _guarded(handler: Handler, hosts: frozenset[str]) -> Handler:
    """Return a handler that answers only to pages of this server.

    A page of a stranger could have its own name point here (DNS rebinding), or post to us.
    """

    async def guarded(request: Request) -> Response:
        host = request.headers.get("host", "")
        origin = request.headers.get("origin")
        if host not in hosts or (origin is not None and origin != f"http://{host}"):
            return PlainTextResponse("this page answers to itself alone", 403, _HEADERS)
        response = await handler(request)
        response.headers.update(_HEADERS)
        return response

    return guarded


async def _body(request: Request) -> bytes | Response:
    """Return the JSON of a request, or why it is refused; no more than the most is read."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return PlainTextResponse("send application/json", 415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return PlainTextResponse(f"at most {MOST_BYTES:,} bytes", 413)
    return body
