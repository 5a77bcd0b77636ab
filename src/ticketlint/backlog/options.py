"""The options of the checks on a backlog, which a rule or a configuration gives."""

from ticketlint.rules.options import Count, Options, Share


class NearDuplicates(Options):
    """How alike two tickets are that say nearly the same, 0 to 1."""

    least: Share


class Spellings(Options):
    """In how many tickets the usual form stands, and below which share another is a slip."""

    least: Count
    share: Share


class UnknownNames(Options):
    """The most tickets that use a name which is not the team's own."""

    most: Count
