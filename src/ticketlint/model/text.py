"""The text of a ticket as its writer sees it, ready to be marked."""

from dataclasses import dataclass

from ticketlint.model.terms import Role


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks and reads alike.

    `start` and `end` are code points into the stored text of the field, as in `Location`; where
    the stretch is as long as the text it stands for, it is copied character by character.
    `role` is what its sentence does, None outside of sentences. `styles` are of strong, emphasis,
    strike, code, link, image, mention, placeholder, status, date and key; `target` is the address
    of a link.
    """

    text: str
    start: int
    end: int
    role: Role | None = None
    styles: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One unit of a text: a heading, paragraph, item, cell, code, log, media, rule or cut.

    `level` is that of a heading (1 to 6) or the depth of a list (from 1); `marker` is the number,
    bullet or box of an item; `row` and `column` count from 1 in a table. A `cut` says in its text
    what is not shown.
    """

    field: str
    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    marker: str = ""
    is_quoted: bool = False
    is_template: bool = False
    row: int = 0
    column: int = 0
