"""Two passages of a ticket that hold whatever the facts of a sentence tell apart."""

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from ticketlint.annotation.networks.facts import Facts, facts_of
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.pipeline.passive import PASSIVES
from ticketlint.annotation.pipeline.spans import IMPERATIVES
from ticketlint.cleaning.markup.blocks import Block, BlockKind
from ticketlint.cleaning.sections import Passage
from ticketlint.model import SectionName

# Word, tag, part of speech, relation, place of the head; the sentences follow each other.
_SENTENCES = (
    """Steps NNS NOUN ROOT 0
    to TO PART mark 2
    reproduce VB VERB acl 0
    : : PUNCT punct 0""",
    """Click VB VERB ROOT 0
    the DT DET det 3
    12 CD NUM nummod 3
    buttons NNS NOUN obj 0
    of IN ADP case 5
    PAY-1 NNP PROPN nmod 3
    . . PUNCT punct 0""",
    """( -LRB- PUNCT punct 5
    It PRP PRON nsubj:pass 5
    should MD AUX aux 5
    not RB PART advmod 5
    be VB AUX aux:pass 5
    saved VBN VERB ROOT 5
    ) -RRB- PUNCT punct 5""",
    """customers NNS NOUN nsubj 1
    saw VBD VERB ROOT 1
    https://example.org/%20%20%20%20%20%20 ADD X obj 1
    ? . PUNCT punct 1""",
)


def sample_facts() -> list[Facts]:
    """Return the facts of the sample; no pipeline is asked."""
    doc = _doc()
    box = Block(BlockKind.ITEM, doc.text, 0, len(doc.text), (), checked=False, quoted=True)
    step = Block(BlockKind.ITEM, doc.text, 0, len(doc.text), (), number="2")
    passages = (
        Passage("title", Block(BlockKind.PARAGRAPH, doc.text, 0, 1, ()), SectionName.TITLE),
        Passage("description", box, SectionName.OTHER),
        Passage("description", step, SectionName.OTHER, start=1),
        Passage("description", step, SectionName.EXPECTED),
    )
    spans = [(index, span) for index in range(len(passages)) for span in doc.sents]
    headings = ("", "", "What I saw:", "Expected")
    return facts_of(passages, [doc] * len(passages), headings, spans)


def _doc() -> Doc:
    sentences = [[line.split() for line in one.splitlines()] for one in _SENTENCES]
    starts = [sum(map(len, sentences[:number])) for number in range(len(sentences))]
    rows = [row for sentence in sentences for row in sentence]
    doc = Doc(
        Vocab(),
        words=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=[row[3] for row in rows],
        heads=[
            start + int(row[4]) for start, one in zip(starts, sentences, strict=True) for row in one
        ],
    )
    second, third = starts[1], starts[2]
    doc.spans[ENTITIES] = [Span(doc, second + 5, second + 6, label="KEY")]
    doc.spans[IMPERATIVES] = [
        Span(doc, second, second + 1),
        Span(doc, third, third + 1),
    ]
    doc.spans[PASSIVES] = [Span(doc, third + 5, third + 6)]
    return doc
