"""A sentence of a ticket and what it does there."""

from dataclasses import dataclass

from spacy.tokens import Span

from ticketlint.cleaning.sections import Passage
from ticketlint.model import Role


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage and what it does; `confidence` is 0 to 1.

    `chances` are those of all roles in the order of `Role`; a sentence that is not the author's
    is `other` for sure.
    """

    passage: Passage
    span: Span
    role: Role
    confidence: float
    chances: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """Return it as it is written; the same as the text of its span, without a look at words."""
        return self.passage.text[self.span.start_char : self.span.end_char]

    @property
    def start(self) -> int:
        """Return where the sentence begins in the text of its passage."""
        return self.span.start_char

    @property
    def end(self) -> int:
        """Return where it ends in the text of its passage, exclusive."""
        return self.span.end_char
