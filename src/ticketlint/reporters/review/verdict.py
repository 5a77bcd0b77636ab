"""The first line of a review: how many tickets are ready, in words."""

from ticketlint.reporters.summary import Summary


def verdict(summary: Summary, asked: int) -> str:
    """Return how many tickets are ready, need an answer (refined) or rewriting (draft).

    `asked` is how many of those that are ready leave a question.
    """
    if not summary.tickets:
        return "No tickets were read."
    ready, refined, draft = (summary.levels[name] for name in ("ready", "refined", "draft"))
    first = f"{ready} of {_counted(summary.tickets, 'ticket')} {_are(ready)} ready"
    parts = [first + (f", {asked} of them with questions left" if asked else "")]
    parts += [f"{refined} {_need(refined)} an answer"] if refined else []
    parts += [f"{draft} {_need(draft)} rewriting"] if draft else []
    unjudged = summary.tickets - ready - refined - draft
    parts += [f"{unjudged} could not be judged"] if unjudged else []
    return f"{'; '.join(parts)}."


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _need(count: int) -> str:
    return "needs" if count == 1 else "need"
