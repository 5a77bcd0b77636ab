"""What must hold for every input, however broken it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ticketlint.cleaning.markup.blocks import Block, Body
from ticketlint.cleaning.outline import read_fields
from ticketlint.cleaning.sections import Section
from ticketlint.harmless.credentials import conceal_facts
from ticketlint.model import Failure, Notice, Ticket, TicketResult

# A secret that is planted into inputs, and the forms in which it is written there.
SECRET = "Tulip7meadowFuzz3r"
FORMS = (
    f"\n\npassword: {SECRET}\n\n",
    f" the password is {SECRET} ",
    f"\npassword = '{SECRET}'\n",
    f" https://bob:{SECRET}@db.test/x ",
    f"\nAPI_KEY={SECRET}\n",
)
_EMPHASIS = re.compile(r"<[^<>]*>|\*\*|\u200b")


class Broken(AssertionError):  # noqa: N818
    """What had to hold did not; the first argument names it."""


def hold(condition: object, what: str) -> None:
    """Raise `Broken` unless the condition holds."""
    if not condition:
        raise Broken(what)


def planted(data: bytes, *, escape: bool = False) -> bytes:
    """Return the input with the secret at a white space that the input itself determines.

    With `escape` the secret is written as it stands within a string of JSON.
    """
    number = sum(data) + len(data)
    form = FORMS[number % len(FORMS)]
    if escape:
        form = form.replace("\n", "\\n")
    blanks = [at for at, one in enumerate(data) if one == 0x20] or [len(data)]
    at = blanks[number % len(blanks)]
    return data[:at] + form.encode() + data[at:]


def check_no_secret(told: str, where: str) -> None:
    """Check that a text which people or files get does not hold the secret."""
    hold(SECRET not in told, f"the secret stands in {where}")


def check_item(item: Ticket | Failure | Notice) -> None:
    """Check what a source yields, and read a ticket up to its sections."""
    if isinstance(item, Ticket):
        for text in (item.key, item.title, *(field.text for field in item.fields)):
            hold(isinstance(text, str), "a text is no text")
            text.encode("utf-8", "surrogatepass")
        hash(item)
        check_fields(item)
        return
    hold("\n" not in item.message, "a message of several lines")
    hold("report it" not in item.message, f"an internal error: {item.message[:60]}")
    check_no_secret(item.message, "a message")


def check_fields(ticket: Ticket) -> None:
    """Read the texts of a ticket up to its sections; check them, and its facts."""
    bodies, sections, passages = read_fields(ticket, {})
    for name, body in bodies.items():
        check_body(body)
        check_no_secret(body.text, "a body")
        for block in body.blocks:
            check_no_secret(_EMPHASIS.sub("", block.text), "a block")
            check_no_secret(repr(block.marks), "a mark")
        check_sections(sections, name, body)
    for passage in passages:
        start, end = passage.source_span(0, len(passage.text))
        size = len(bodies[passage.field].text)
        hold(0 <= start <= end <= size, "a passage reaches beyond its text")
    facts = conceal_facts(replace(ticket, title="", fields=()))
    check_no_secret(repr(facts), "a fact")


def check_sections(sections: Sequence[Section], name: str, body: Body) -> None:
    """Check that the sections of a field stay in its text."""
    for part in sections:
        inside = part.field != name or 0 <= part.start <= part.end <= len(body.text)
        hold(inside, "a section reaches beyond its text")


def check_body(body: Body) -> None:
    """Check that the map of every block ascends and stays within the body."""
    size = len(body.text)
    for block in body.blocks:
        hold(0 <= block.start <= block.end <= size, "a block reaches beyond its text")
        hold(block.offsets[0][0] == 0, "a map does not begin with its text")
        hold(block.offsets[-1][0] == len(block.text), "a map does not end with its text")
        hold(all(0 <= at <= size for _, at in block.offsets), "a map leads out of the text")
        hold(all(_ascends(block)), "a map goes back")
        marks = all(0 <= m.start <= m.end <= len(block.text) for m in block.marks)
        hold(marks, "a mark reaches beyond its block")


def _ascends(block: Block) -> Iterator[bool]:
    for (clean, at), (next_clean, next_at) in pairwise(block.offsets):
        yield clean <= next_clean and at <= next_at


def check_result(result: TicketResult, texts: dict[str, str]) -> None:
    """Check what is reported of a ticket; `texts` are those that offsets point into."""
    for failure in result.failures:
        hold("report it" not in failure.message, f"an internal error: {failure.message[:60]}")
        hold("time" not in failure.message, f"a rule out of time: {failure.rule}")
    for finding in result.findings:
        place = finding.location
        text = texts.get(place.field, "")
        hold(0 <= place.start <= place.end <= len(text), "a finding points out of the text")
        hold(text[place.start : place.end] == place.text, "a finding tells other words")
    check_no_secret(repr(result), "a result")
