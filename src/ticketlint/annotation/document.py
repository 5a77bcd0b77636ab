"""A ticket with its spaCy documents: one short Doc for each passage of prose."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from ticketlint.annotation import kinds, presence, roles
from ticketlint.annotation.cues import CuedOutline, cue
from ticketlint.annotation.kinds import KindReading
from ticketlint.annotation.presence import Presence, presence_of
from ticketlint.annotation.roles import roles_of
from ticketlint.annotation.sentences import Sentence
from ticketlint.annotation.topics import Topic, topic_of
from ticketlint.cleaning.markup.blocks import Body
from ticketlint.cleaning.outline import Outline
from ticketlint.cleaning.prompts import load_prompts
from ticketlint.cleaning.sections import Passage, Section, state_of
from ticketlint.config import budgets
from ticketlint.model import Kind, SectionName, SectionState, Ticket


@dataclass(frozen=True, slots=True)
class TicketDoc:
    """An outline and its annotation; `docs[i]` belongs to `passages[i]`.

    `passages` are the author's prose in reading order, the title first; `sections` are named
    by their headings and by what stands in them.
    """

    outline: Outline
    reading: KindReading
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    docs: tuple[Doc, ...]
    sentences: tuple[Sentence, ...]
    presence: Presence
    topic: Topic
    _starts: Mapping[int, tuple[list[int], list[Sentence]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the sentences by passage, so that each is found without a search of all."""
        by_passage: dict[int, tuple[list[int], list[Sentence]]] = {}
        for sentence in self.sentences:
            starts, own = by_passage.setdefault(id(sentence.passage), ([], []))
            starts.append(sentence.start)
            own.append(sentence)
        object.__setattr__(self, "_starts", by_passage)

    @property
    def ticket(self) -> Ticket:
        """Return the ticket as its source gave it."""
        return self.outline.ticket

    @property
    def kind(self) -> Kind:
        """Return what the ticket is."""
        return self.reading.kind

    @property
    def bodies(self) -> Mapping[str, Body]:
        """Return the read text of each field."""
        return self.outline.bodies

    def state(self, name: SectionName) -> SectionState | None:
        """Return the best state of the sections of that name, None where there is none."""
        return state_of(self.sections, name)

    def sentence_at(self, passage: Passage, start: int) -> Sentence | None:
        """Return the sentence of `passage` that holds the character `start`."""
        starts, own = self._starts.get(id(passage), ([], []))
        index = bisect_right(starts, start) - 1
        return own[index] if index >= 0 and start < own[index].end else None


def load_networks() -> None:
    """Load what judges lines, kinds, roles and presence; each is kept by its module.

    Raises: ConfigError where weights do not fit this code.
    """
    load_prompts()
    kinds.load_model()
    roles.load_model()
    presence.load_model()


def annotate(outlines: Sequence[Outline], nlp: Language) -> Iterator[TicketDoc]:
    """Yield the outlines with their annotation, in the same order.

    Passages of the same words, as templates have them, share a document.
    """
    parts = [cue(outline) for outline in outlines]
    texts = dict.fromkeys(passage.text for part in parts for passage in part.passages)
    docs = (doc for group in grouped(texts) for doc in nlp.pipe(group, batch_size=len(group)))
    by_text = dict(zip(texts, docs, strict=True))
    for part in parts:
        own = tuple(by_text[passage.text] for passage in part.passages)
        sentences = tuple(sentences_of(part, own))
        judgement = presence_of(part, own, sentences)
        topic = topic_of(part.passages, own)
        yield TicketDoc(
            part.outline,
            part.reading,
            part.sections,
            part.passages,
            own,
            sentences,
            judgement,
            topic,
        )


def grouped(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield texts in lists of at most `PIPE_PASSAGES` and `PIPE_CHARS`, one at least.

    What the networks hold of a list is bounded so, whatever its texts are.
    """
    group: list[str] = []
    room = budgets.PIPE_CHARS
    for text in texts:
        if group and (len(text) > room or len(group) == budgets.PIPE_PASSAGES):
            yield group
            group, room = [], budgets.PIPE_CHARS
        group.append(text)
        room -= len(text)
    if group:
        yield group


def sentences_of(part: CuedOutline, docs: Sequence[Doc]) -> Iterator[Sentence]:
    """Yield the sentences with their roles; `docs[i]` belongs to `part.passages[i]`."""
    spans = [
        (index, span)
        for index, doc in enumerate(docs)
        for span in doc.sents
        if any(map(str.isalnum, part.passages[index].text[span.start_char : span.end_char]))
    ]
    kinds = part.reading.chances
    judged = roles_of(part.passages, part.sections, docs, spans, kinds)
    for (index, span), one in zip(spans, judged, strict=True):
        yield Sentence(part.passages[index], span, one.role, one.confidence, one.chances)
