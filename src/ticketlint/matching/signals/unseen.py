"""Tell whether an author says that nobody knows how to see a bug: there are no steps to ask for."""

from ticketlint.annotation.lexicon.caseless import Caseless

_SEE = (
    r"(?:re-?produc\w*|replicat\w*|re-?creat\w*|trigger\w*|provok\w*|(?:re-?)?occur again"
    r"|make (?:it|this|that) happen|happen again|see (?:it|this) again)"
)
_FAILS = r"(?:happen|occur|fail|crash|appear|break|freez|hang|stop)"
_UNKNOWN = Caseless(
    {
        "unknown": r"\b(?:sporadic\w*|intermittent\w*"
        rf"|{_FAILS}\w*(?: \w+){{0,3}} (?:at random|randomly)"
        rf"|(?:at random|randomly) {_FAILS}\w*"
        r"|(?:can ?n[o'’]t|could ?n[o'’]t|not|un)(?: be)?(?: able to)? ?reproduc\w+"
        r"|no (?:known )?steps|steps (?:are )?unknown"
        rf"|(?:(?:do|does|did) ?n[o'’]t(?: yet| really)? know|not (?:yet )?know|nobody knows"
        r"|no one knows|not (?:yet )?(?:clear|known|sure|figured out|found out)"
        r"|unsure|unclear|unknown"
        r"|no (?:idea|clue)|have ?n[o'’]t (?:yet )?(?:figured out|found(?: out)?))\b"
        rf"[^.?!\n]{{0,40}}\b{_SEE}"
        rf"|no (?:\w+ )?(?:way|means|recipe|pattern|steps)\b[^.?!\n]{{0,20}}\b{_SEE}"
        rf"|unable\b[^.?!\n]{{0,40}}\b{_SEE}"
        r"|(?:figured?|find|found|ascertain)\b[^.?!\n]{0,20}\bsteps"
        rf"|{_SEE}\W{{1,3}}(?:unknown|not known|unclear|no idea)\b)"
    }
)


def is_unseen(text: str) -> bool:
    """Tell whether a text says that a bug cannot be seen at will."""
    return any(_UNKNOWN.found_in(text))
