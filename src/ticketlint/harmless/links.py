"""Addresses of tickets that a page may link to: those of the web, and no other scheme."""

from urllib.parse import quote, urlsplit

# What may stand in an address as it is (RFC 3986); the rest is percent-encoded.
_KEPT = ":/?#[]@!$&'()*+,;=-._~%"


def web_address(url: str) -> str:
    """Return an http or https address in safe ASCII, else an empty text."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or not url.isprintable():
        return ""
    return quote(url, safe=_KEPT)
