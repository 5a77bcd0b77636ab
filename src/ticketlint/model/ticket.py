"""A ticket as a source gives it."""

from dataclasses import dataclass

from ticketlint.model.terms import Markup


@dataclass(frozen=True, slots=True)
class FilePosition:
    """A place in a text file, 1-based: the column in code points, and in UTF-16 code units.

    `path` is the file where that is another than the one of the ticket, else empty.
    """

    line: int
    column: int
    utf16_column: int
    path: str = ""


def utf16_length(text: str) -> int:
    """Return how many UTF-16 code units a text has: editors count columns in them."""
    return len(text) + sum(char > "\uffff" for char in text)


@dataclass(frozen=True, slots=True)
class Anchor:
    """From `start` on, in code points, a text stands verbatim in its file at `position`.

    It does so up to the next anchor; line ends of the text are line ends of the file.
    """

    start: int
    position: FilePosition


@dataclass(frozen=True, slots=True)
class TicketField:
    """One text of a ticket exactly as its source stores it.

    `name` is `title`, `description`, `acceptance_criteria` or `environment`.
    `text` of an ADF field is the document as JSON; every other markup is verbatim.
    `anchors` tell, in ascending order, where its parts stand in the source file, if that is
    text which holds them verbatim (Markdown); else there are none.
    """

    name: str
    text: str
    markup: Markup = Markup.PLAIN
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """One unit of work as a source gives it; the value that crosses process borders.

    A field that the source has but the author left empty is a `TicketField` with an
    empty text; a field that the source does not carry is not in `fields`.
    For facts, `None` means "the source does not say", an empty value means "there is none".
    `is_key_made_up` tells that the author gave no key, so that `key` only says where the ticket
    stands; `occurrence` then counts, from 1, the tickets of the run with the same content.
    `title_anchors` are those of the title, as in `TicketField`. `reporter` and `assignee` are the
    names of people; nobody is told of them who did not ask. `is_parent_apart` tells that the
    source knows the parent and that it is none of its tickets: closed, a folder, or a plan.
    `is_beside_code` tells that it stands in a repository, written for whoever implements it.
    """

    key: str
    title: str
    fields: tuple[TicketField, ...] = ()
    source: str = ""
    line: int | None = None
    project: str = ""
    type: str = ""
    status: str = ""
    url: str = ""
    created: str = ""
    updated: str = ""
    priority: str = ""
    sprint: str = ""
    labels: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    parent: str | None = None
    links: tuple[str, ...] | None = None
    attachments: tuple[str, ...] | None = None
    versions: tuple[str, ...] | None = None
    due: str | None = None
    estimate: str | None = None
    reporter: str = ""
    assignee: str = ""
    title_anchors: tuple[Anchor, ...] = ()
    is_key_made_up: bool = False
    is_parent_apart: bool = False
    is_beside_code: bool = False
    occurrence: int = 1

    def field(self, name: str) -> TicketField | None:
        """Return the field of that name, or None where the source does not carry it."""
        return next((field for field in self.fields if field.name == name), None)

    def anchors(self, name: str) -> tuple[Anchor, ...]:
        """Return the anchors of the title or of a field, none where the source carries neither."""
        field = self.field(name)
        return self.title_anchors if name == "title" else field.anchors if field else ()
