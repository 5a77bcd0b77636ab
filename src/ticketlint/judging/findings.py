"""Put findings in order and give each an identity, whoever found them."""

import hashlib
from collections.abc import Iterable, Mapping

from ticketlint.model import Finding, Loss, Severity

_ORDER: Mapping[Severity, int] = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


# Characters of a title or a match in a sentence of ours; what is longer nobody reads.
MOST_QUOTED = 120


def quoted(text: str) -> str:
    """Return a text on one line, cut at a word after `MOST_QUOTED` characters."""
    line = " ".join(text.split())
    if len(line) <= MOST_QUOTED:
        return line
    cut = line[: MOST_QUOTED - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[MOST_QUOTED // 2 :] else cut}…"


def fingerprint(*parts: str) -> str:
    """Return what identifies a finding across edits: its words, never their place."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def ordered(findings: Iterable[Finding], lost: Iterable[Loss]) -> tuple[Finding, ...]:
    """Return the findings, worst first: by severity, by points lost, by place."""
    points = {loss.rule: loss.points for loss in lost}
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                _ORDER[f.severity],
                -points.get(f.rule, 0.0),
                f.rule,
                f.location.field != "title",
                f.location.field,
                f.location.start,
            ),
        )
    )
