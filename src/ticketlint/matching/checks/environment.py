"""Find what says where a bug happens: a version, a system, a device, a browser, an account."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ticketlint.matching.matches import Match
from ticketlint.rules.options import NoOptions

if TYPE_CHECKING:
    from ticketlint.annotation.document import TicketDoc

_SYSTEMS = (
    r"windows|win ?(?:7|8|10|11|xp|vista)|mac ?os|os ?x|linux|ubuntu|debian|fedora|centos|"
    r"red ?hat|rhel|suse|"
    r"android|ios|ipados|iphone|ipad|ipod|macbook|galaxy|nexus|pixel|htc|kindle|blackberry|tizen|"
    r"chrome|chromium|firefox|safari|edge|opera|internet explorer|ie ?\d+|webkit|"
    r"emulator|simulator|jdk ?\d*|java \d|python \d|node(?:\.js)? v?\d|php \d|ruby \d|go ?1\.\d+|"
    r"docker|kubernetes|k8s|tomcat|jboss|weblogic|websphere|postgres\w*|mysql|oracle|mongodb|"
    r"staging|production|prod|sandbox|canary|localhost|self-hosted|on-prem\w*"
)
_NAMED = re.compile(rf"(?i)(?<![\w./-])({_SYSTEMS})(?![\w/-])")
_VERSION = re.compile(
    r"(?i)(?<![\w.])v?\d+\.\d+(?:\.\w+)*(?:[-+.]\w+)*|\b(?:version|build|release|rev(?:ision)?)\W{0,3}v?\d+"
)


def check(ticket: "TicketDoc", _options: NoOptions) -> Iterator[Match]:
    """Yield each mention; the affected version of the tracker counts as one."""
    if ticket.ticket.versions:
        yield Match()
    for passage in ticket.passages:
        for pattern in (_NAMED, _VERSION):
            for hit in pattern.finditer(passage.text):
                yield Match(passage, hit.start(), hit.end())
