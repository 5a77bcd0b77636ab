"""What each rule matches in a ticket, by patterns compiled once for all rules of a pack."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from spacy.language import Language

from ticketlint.annotation.document import TicketDoc
from ticketlint.annotation.kinds import Certainty
from ticketlint.annotation.roles import SECTION_ROLES
from ticketlint.annotation.sentences import Sentence
from ticketlint.cleaning.markup.blocks import MarkKind
from ticketlint.cleaning.sections import Passage
from ticketlint.config import budgets
from ticketlint.errors import RuleError
from ticketlint.matching import plugged
from ticketlint.matching.matchers import Matchers, Range, Texts
from ticketlint.matching.matches import Match
from ticketlint.matching.whole import about_all, checked, limited
from ticketlint.model import Role, SectionName
from ticketlint.rules.patterns import Patterns, Unless, Unsure
from ticketlint.rules.schema import AppliesTo, Rule

# Below this the role of a sentence is a guess: it has that of its heading, or may have any.
# Of 4,942 sentences of projects left out 7 change by it: 2 become right, none wrong.
IN_DOUBT = 0.35

# What an author struck out is no longer said.
_NOT_PROSE = frozenset({MarkKind.CODE, MarkKind.IMAGE, MarkKind.MENTION, MarkKind.STRIKE})

Hits = dict[str, list[Range]]


@dataclass(frozen=True, slots=True)
class TicketHits:
    """What the matchers found in each passage of one ticket, before any rule is judged.

    `passages` are those of the ticket, then those beyond what is parsed.
    """

    ticket: TicketDoc
    passages: tuple[Passage, ...]
    by_passage: tuple[Mapping[str, Sequence[Range]], ...]
    texts: Texts
    keys: frozenset[str]


class PatternSet:
    """All patterns of a rule pack; finds what each rule matches in a ticket."""

    def __init__(self, rules: Iterable[Rule], nlp: Language) -> None:
        """Compile the patterns of `rules` for the vocabulary of `nlp`.

        Raises: RuleError where spaCy refuses a pattern.
        """
        self._matchers = Matchers(nlp)
        for rule in rules:
            try:
                self._add(rule)
            except ValueError as error:
                what = " ".join(str(error).split())
                raise RuleError(rule.id, f"a pattern does not compile: {what}") from None

    def _add(self, rule: Rule) -> None:
        self._matchers.add(f"{rule.id}:match", rule.match)
        self._matchers.add(f"{rule.id}:unless", rule.unless)
        if rule.quiet is not None:
            self._matchers.add(f"{rule.id}:quiet", rule.quiet)
        for group in ("sentence", "ticket", "unsure"):
            patterns = getattr(rule.unless, group)
            if patterns is not None:
                self._matchers.add(f"{rule.id}:{group}", patterns)

    def scan(self, ticket: TicketDoc) -> TicketHits:
        """Run the matchers over every passage of a ticket, once for all rules."""
        beyond = ticket.outline.beyond
        found = [
            *(_by_key(self._matchers.find(doc)) for doc in ticket.docs),
            *(_by_key(self._matchers.find_words(passage.text)) for passage in beyond),
        ]
        passages = (*ticket.passages, *beyond)
        texts = Texts([one.text for one in passages])
        keys = frozenset(chain.from_iterable(found))
        return TicketHits(ticket, passages, tuple(found), texts, keys)

    def find(self, rule: Rule, hits: TicketHits) -> list[Match]:
        """Return what `rule` matches in the ticket, in reading order.

        Raises: whatever a check raises; TimeoutError as `find_by_regex` does.
        """
        ticket = hits.ticket
        if rule.applies_to.kinds and ticket.kind not in rule.applies_to.kinds:
            return []
        zone = rule.applies_to
        if zone.certain and ticket.reading.certainty_of(zone.kinds) is Certainty.GUESS:
            return []
        matches = [
            *self._in_prose(rule, hits),
            *about_all(rule.match, ticket),
        ]
        kept = [m for m in matches if _in_zone(rule, ticket, m) and not _is_clear(rule, ticket, m)]
        if not kept or self._is_excused(rule, hits):
            return []
        return kept[:1] if rule.once else kept

    def is_quiet(self, rule: Rule, hits: TicketHits) -> bool:
        """Tell whether what the rule finds in the ticket is worth a note at most.

        Raises: whatever a check raises; TimeoutError as `find_by_regex` does.
        """
        return rule.quiet is not None and self._holds(rule, "quiet", rule.quiet, hits)

    def _in_prose(self, rule: Rule, hits: TicketHits) -> Iterator[Match]:
        found = self._places(rule, "match", hits)
        if not any(found):
            return
        none: list[list[Range]] = [[]] * len(found)
        unless = self._places(rule, "unless", hits) or none
        in_sentence = self._in_sentence(rule, hits) or none
        knows_words = _excused_by_words(rule.unless)
        told = 0
        for index, passage in enumerate(hits.passages):
            if passage.is_beyond and told > budgets.FINDINGS:
                return
            if passage.is_template or (passage.is_beyond and not knows_words):
                continue
            for start, end in _longest(found[index]):
                if any(_overlaps((start, end), excuse) for excuse in unless[index]):
                    continue
                if _same_sentence(hits.ticket, passage, start, in_sentence[index]):
                    continue
                told += 1
                yield Match(passage, start, end)

    def _in_sentence(self, rule: Rule, hits: TicketHits) -> list[list[Range]]:
        """Return what excuses the matches in its sentences, for each passage; none for nothing."""
        places = self._places(rule, "sentence", hits)
        group = rule.unless.sentence
        if group is None or group.check is None:
            return places
        places = places or [[] for _ in hits.passages]
        numbers = {id(passage): n for n, passage in enumerate(hits.ticket.passages)}
        for match in plugged.find(group.check, hits.ticket):
            if match.passage is not None:
                places[numbers[id(match.passage)]].append((match.start, match.end))
        return places

    def _is_excused(self, rule: Rule, hits: TicketHits) -> bool:
        """Tell whether a pattern, a check or a measure excuses every match in the ticket."""
        always, unsure = rule.unless.ticket, rule.unless.unsure
        if always is not None and self._holds(rule, "ticket", always, hits):
            return True
        if unsure is None or not _is_in_doubt(unsure, hits.ticket):
            return False
        return self._holds(rule, "unsure", unsure, hits)

    def _holds(self, rule: Rule, group: str, excuse: Patterns, hits: TicketHits) -> bool:
        if any(self._places(rule, group, hits)):
            return True
        return bool([*checked(excuse, hits.ticket), *limited(excuse.limit, hits.ticket)])

    def _places(self, rule: Rule, group: str, hits: TicketHits) -> list[list[Range]]:
        """Return where the patterns of one group hit, a list for each passage; none for no hit."""
        key = f"{rule.id}:{group}"
        if key not in hits.keys and not self._matchers.may_find(key, hits.texts.whole):
            return []
        by_regex = self._matchers.find_by_regex(key, hits.texts)
        return [
            [*found.get(key, ()), *more]
            for found, more in zip(hits.by_passage, by_regex, strict=True)
        ]


def _by_key(found: Iterable[tuple[str, Range]]) -> Hits:
    hits: Hits = defaultdict(list)
    for key, place in found:
        hits[key].append(place)
    return hits


def _excused_by_words(unless: Unless) -> bool:
    """Tell whether what excuses a match around it is found in a text that nothing parses."""
    groups: tuple[Patterns | Unless, ...] = (unless, unless.sentence or unless)
    is_parsed = any(one.lemma or one.tokens or one.dependency for one in groups)
    return not is_parsed and (unless.sentence is None or unless.sentence.check is None)


def _is_in_doubt(unsure: Unsure, ticket: TicketDoc) -> bool:
    lacking = ticket.presence.absent
    return all(lacking[part] < bound for part, bound in unsure.until.items())


def _longest(places: Sequence[Range]) -> list[Range]:
    """Return the places that no longer one overlaps, ascending."""
    kept: list[Range] = []
    for place in sorted(places, key=lambda p: (p[0] - p[1], p[0])):
        # Those that are kept do not overlap: only the last that begins before its end can.
        at = bisect_left(kept, place[1], key=itemgetter(0))
        if not (at and _overlaps(place, kept[at - 1])):
            insort(kept, place)
    return kept


def _overlaps(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _same_sentence(
    ticket: TicketDoc, passage: Passage, start: int, places: Sequence[Range]
) -> bool:
    if not places:
        return False
    sentence = ticket.sentence_at(passage, start)
    span = (sentence.start, sentence.end) if sentence else (0, len(passage.text))
    return any(_overlaps(span, place) for place in places)


def _in_zone(rule: Rule, ticket: TicketDoc, match: Match) -> bool:
    """Tell whether the rule looks where the match stands; a missing thing is everywhere."""
    if match.passage is None:
        return True
    zone = rule.applies_to
    if zone.sections and match.passage.section not in zone.sections:
        return False
    if not rule.in_code and _is_no_prose(match.passage, match.start, match.end):
        return False
    if match.passage.is_beyond:
        return not zone.roles or _by_heading(zone, match.passage)
    sentence = ticket.sentence_at(match.passage, match.start)
    return not zone.roles or (sentence is not None and _in_roles(zone, sentence))


def _is_clear(rule: Rule, ticket: TicketDoc, match: Match) -> bool:
    """Tell whether the ticket is so clear as a whole that a match in its prose misleads nobody."""
    if match.section_name is SectionName.ACCEPTANCE_CRITERIA:
        return False
    return ticket.presence.unclear < rule.unless.clear


def _in_roles(zone: AppliesTo, sentence: Sentence) -> bool:
    """Tell whether a sentence does what the rule looks at, in doubt by its heading."""
    # Nobody asks for anything there, whatever "a fast machine" looks like.
    if sentence.passage.section is SectionName.ENVIRONMENT:
        return Role.ENVIRONMENT in zone.roles
    if sentence.confidence >= IN_DOUBT:
        return sentence.role in zone.roles
    return _by_heading(zone, sentence.passage)


def _by_heading(zone: AppliesTo, passage: Passage) -> bool:
    told = SECTION_ROLES.get(passage.section)
    return told is None or told in zone.roles


def _is_no_prose(passage: Passage, start: int, end: int) -> bool:
    place = (passage.start + start, passage.start + end)
    return any(
        mark.kind in _NOT_PROSE and _overlaps(place, (mark.start, mark.end))
        for mark in passage.block.marks
    )
