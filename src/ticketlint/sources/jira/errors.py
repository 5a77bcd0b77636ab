"""What can go wrong between us and Jira; no message holds a header, a body or a token."""

from ticketlint.errors import TicketlintError


class JiraError(TicketlintError):
    """Jira, or the way to it, did not give what was asked for."""


class LoginError(JiraError):
    """Jira does not know the user and the token, or went on as if nobody had logged in."""


class NotFoundError(JiraError):
    """There is no such thing, or the account may not see it."""


class RejectedError(JiraError):
    """Jira understood the request and refuses it; asking again would not help."""


class WalkError(JiraError):
    """The pages of a search cannot be followed any further from where we are."""


class UnsureError(JiraError):
    """A write was sent, and no answer says whether it was carried out."""
