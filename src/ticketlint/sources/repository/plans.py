"""Files that stand beside tickets and are none: plans of agents, templates of issues."""

import re
from collections.abc import Iterator

from ticketlint.sources.origin import LeftOut, Origin, Read, SourceOptions

# It is asked about what another format named, or a user; nothing is looked for.
PATHS = re.compile(r"(?!)")
_PLAN = re.compile(
    r"^(?:[ \t]*+- \[.\]\*? T\d{3}\b|[ \t]++- _Requirements?: ?[\d., ]++_)", re.MULTILINE
)
_FRONT = re.compile(r"\s*+---[ \t]*+\r?\n")
_TEMPLATES = re.compile(r"/(?:issue_templates?|\.gitlab/issue_templates)/[^/]+$", re.IGNORECASE)
# A quick action of GitLab, which goes when an issue is made of the template.
_IN_TEMPLATES = re.compile(r"^/label ~", re.MULTILINE)
_TEMPLATE = tuple(re.compile(rf"^{name}[ \t]*+:", re.MULTILINE) for name in ("name", "about"))


def recognises(origin: Origin, head: str) -> bool:
    """Say whether a file is the plan of an agent, or a template of issues."""
    return origin.suffix == ".md" and bool(_what(origin, head))


def read(origin: Origin, _options: SourceOptions) -> Iterator[Read]:
    """Yield what was left out."""
    with origin.open() as stream:
        head = stream.read(64 * 1024).decode("utf-8", "replace")
    yield LeftOut(_what(origin, head) or "plan")


def _what(origin: Origin, head: str) -> str:
    if origin.stem.endswith("tasks") and _PLAN.search(head):
        return "plan"
    front = head[: head.find("\n---", 4)] if _FRONT.match(head) else ""
    is_template = all(name.search(front) for name in _TEMPLATE) or _IN_TEMPLATES.search(head)
    return "template" if is_template or _TEMPLATES.search(origin.posix) else ""
