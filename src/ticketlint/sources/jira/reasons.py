"""Why a search found nothing, in words; an empty answer is never "all clear"."""

from ticketlint.sources.jira.connection import Site
from ticketlint.sources.jira.settings import TOKEN


def why_empty(site: Site) -> tuple[str, str]:
    """Return what to tell of a search without results, and what to do."""
    if not site.settings.token:
        return "no tickets were found for someone who is not logged in", f"set {TOKEN}"
    name = str(site.me.get("displayName") or "your account")
    todo = "try the JQL in Jira; ask for the permission to browse the project"
    return f"no tickets were found that {name} may see", todo


def progress(count: int, total: int | None, what: str = "tickets") -> str:
    """Return how far a walk is: "300 of about 3,400 tickets"."""
    return f"{count:,} of about {total:,} {what}" if total is not None else f"{count:,} {what}"
