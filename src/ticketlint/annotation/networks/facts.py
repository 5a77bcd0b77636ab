"""What a sentence shows of its role: its words, the cues of its grammar and its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ticketlint.annotation.lexicon.user_stories import STORY_OF_FACTS
from ticketlint.annotation.pipeline.entities import ENTITIES
from ticketlint.annotation.pipeline.passive import PASSIVES
from ticketlint.annotation.pipeline.spans import IMPERATIVES
from ticketlint.cleaning.headings import normalise_heading
from ticketlint.cleaning.sections import Passage
from ticketlint.model import SectionName

_DIGITS = re.compile(r"\d+")
_LONGEST_WORD = 24
_WORDS_READ = 60
_PERSONS = frozenset(
    {"i", "we", "you", "it", "user", "users", "customer", "customers", "this", "that"}
)
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl", "csubj"})
_NEGATIONS = frozenset({"not", "n't", "no", "never", "cannot", "without", "none", "nothing"})
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("user-story", STORY_OF_FACTS),
        ("so-that", r"\bso (that|we|i|users?|it)\b|\bin order to\b"),
        ("because", r"\b(because|since|due to|as a result|this (way|means|allows|helps|would))\b"),
        ("now", r"\b(currently|at the moment|right now|at present|today|as of now|so far)\b"),
        ("able", r"\b(be able to|allow(s|ed)? (\w+ ){0,3}to|it possible|enables?)\b"),
        ("expect", r"\b(i|we|you|one)('d| would)? (would )?expect(ed)?\b|\bexpected\b|\bexpectation\b"),
        ("should", r"\b(should|ought to|supposed to|would be (nice|good|great|better|useful))\b"),
        ("instead", r"\b(instead( of)?|rather than|but|however|although|even though)\b"),
        ("fault", r"\b(crash\w*|fail\w*|errors?|exceptions?|broken|wrong\w*|incorrect\w*|bugs?|freez\w*"
         r"|hangs?|hung|nothing happens|no longer|stops?|stuck|leak\w*|missing|lost|blank|regression)\b"),
        ("cannot", r"\b(can ?not|can't|unable to|couldn't|could not|does ?n[o']t|do ?n[o']t|did ?n[o']t"
         r"|is ?n[o']t|won't|never)\b"),
        ("works", r"\b(works?|worked|working) (fine|well|ok|as expected|correctly|properly|perfectly)?\b"),
        ("verify", r"^\W*(verify|ensure|validate|confirm|check|assert|given|when|then|and then|scenario)\b"),
        ("measure", r"[<>≤≥=]{1,2} ?\d|\b(at least|at most|within|less than|more than|under|up to) \d"),
        ("user-action", r"\b(click|tap|press|open|launch|navigate|go to|log ?in|sign in|run|select|type"
         r"|scroll|install|enter|drag|choose|visit|load|upload|start|create|import|copy|paste)(ed|s|ing)?\b"),
        ("numbered", r"^\W*\d{1,2}\s*[.):-]?\s"),
        ("unsure", r"\b(maybe|perhaps|not sure|possibly|wonder(ing)?|might|could we|should we|discuss"
         r"|decide|tbd|to be (decided|discussed|defined|determined)|open question|any ideas?|thoughts)\b"),
        ("attached", r"\b(attach(ed|ment|ments|ing)?|screen ?shots?|see (the )?(below|above|attached|also"
         r"|here|video|logs?|comment)|below is|as follows|following (code|output|log)|log output)\b"),
        ("polite", r"\b(thanks?|thank you|hello|hi|please let|let me know|regards|cheers|sorry|cc)\b"),
        ("version", r"\b(version|v?\d+\.\d+(\.\d+)*|build|sdk|windows|linux|ubuntu|mac ?os|os ?x|android"
         r"|ios|chrome|firefox|safari|browser|device|simulator|emulator|iphone|ipad|nexus|java)\b"),
        ("related", r"\b(related to|duplicate of|follow ?up|part of|blocked by|depends on|see #?\d+|discussion)\b"),
        ("people", r"\b(customers?|users?|clients?|people|teams?|support|contributors?|developers?)\b"),
        ("process", r"\b(merge request|mr|reviewed|milestone|labels?|assign(ed|ee)?|weight(ed)?|release"
         r" (post|notes?)|changelog|documentation|docs|issue|epic|roll ?out|staging|production|approval)\b"),
        ("prompt", r"\b(if (you can|applicable|any|possible|available)|e\.g\.|describe|explain|paste any"
         r"|please (fill|use|add|provide|describe|read|make|include|list|note|check)|delete this|optional)\b"),
    )
)  # fmt: skip
# A phrase that heads what follows it where line breaks or headings were lost.
_LEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("steps", r"\b(steps?|how|code|test case) to (reproduce|repro|replicate|recreate)\b|\brepro(duction)? steps\b"
         r"|\bto (reproduce|replicate)( \w+){0,3}:|\btest steps\b|\bsteps ?:|\bstr ?:"),
        ("expected", r"\bexpected( \w+)? ?(result|behaviou?r|outcome|output)s?\b|\bexpect(ed|ations?) ?:"),
        ("actual", r"\b(actual|current|observed)( \w+)? (result|behaviou?r|outcome|output)s?\b|\bactual(ly)? ?:|\bresults? ?:"),
        ("criteria", r"\bacceptance (criteria|tests?)\b|\bdefinition of done\b"),
        ("environment", r"\b(environment|tested (on|with)|versions?|platforms?|devices?|browsers?) ?:"),
        ("proposal", r"\b(proposal|proposed (solution|fix|change)|suggest(ed|ion)( \w+)?|possible fix|solution) ?:"),
        ("notes", r"\b(notes?|additional (info|information|notes)|comments?|logs?|workaround) ?:"),
    )
)  # fmt: skip

# What the words and cues of a sentence stand for, beside the code below.
TABLES = (_LONGEST_WORD, _WORDS_READ, _PERSONS, _SUBJECTS, _NEGATIONS, _PHRASES, _LEADS)


@dataclass(frozen=True, slots=True)
class Facts:
    """One sentence as the classifier sees it.

    `words` are lower case, with classes in the place of keys, paths and numbers.
    `lead` is what the latest lead-in before the sentence announces ("steps", ...), `since`
    the sentences since then. `first` tells whether the sentence opens its passage.
    """

    words: tuple[str, ...]
    cues: tuple[str, ...]
    section: SectionName
    heading: str
    field: str
    block: str
    first: bool
    lead: str = ""
    since: int = 0


def facts_of(
    passages: Sequence[Passage],
    docs: Sequence[Doc],
    headings: Sequence[str],
    spans: Sequence[tuple[int, Span]],
) -> list[Facts]:
    """Return the facts of the sentences of one ticket.

    `docs` and `headings` go with `passages`; `spans` are (passage, sentence) in reading order.
    """
    readers = [_Reader(doc) for doc in docs]
    found: list[Facts] = []
    lead, since, before = "", 0, -1
    for index, span in spans:
        passage = passages[index]
        if index != before and passage.section is not SectionName.OTHER:
            lead, since = "", 0
        reader = readers[index]
        tokens = list(span)
        written = reader.text[span.start_char : span.end_char]
        text = written.casefold()
        found.append(
            Facts(
                words=tuple(reader.words(tokens)),
                cues=tuple(reader.cues(span, tokens, written, text)),
                section=passage.section,
                heading=normalise_heading(headings[index]),
                field=passage.field,
                block=_block(passage),
                first=index != before,
                lead=lead,
                since=since,
            )
        )
        announced = next((name for name, lead_in in _LEADS if lead_in.search(text)), "")
        lead, since = (announced, 0) if announced else (lead, since + 1)
        before = index
    return found


def _block(passage: Passage) -> str:
    block = passage.block
    parts = [block.kind.value]
    if block.checked is not None:
        parts.append("box")
    elif block.ordered or block.number:
        parts.append("numbered")
    if block.quoted:
        parts.append("quoted")
    if passage.start:
        parts.append("labelled")
    return "-".join(parts)


class _Reader:
    """Reads the sentences of one `Doc`, looking its spans up once."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self._classes = {
            i: span.label_
            for span in doc.spans.get(ENTITIES, ())
            if span.label_ not in {"TAG", "PREFIX"}
            for i in range(span.start, span.end)
        }
        self._imperatives = [span.start for span in doc.spans.get(IMPERATIVES, ())]
        self._passives = [span.start for span in doc.spans.get(PASSIVES, ())]

    def words(self, tokens: Sequence[Token]) -> Iterator[str]:
        """Yield the words and marks of a sentence, one class for all tokens of an entity."""
        before = ""
        for token in tokens[:_WORDS_READ]:
            word = self._classes.get(token.i, "") or _word(token)
            if word and not (word.isupper() and word == before):
                yield word
            before = word

    def cues(self, span: Span, tokens: Sequence[Token], written: str, text: str) -> Iterator[str]:
        """Yield the names of what is remarkable about a sentence; `text` is `written` folded."""
        words = [
            token for token in tokens if token.is_alpha or token.is_digit or token.text[0].isalnum()
        ]
        yield f"words:{min(len(words), 5) if len(words) < 6 else min(len(words) // 5 * 5, 40)}"
        yield f"end:{_ending(text)}"
        yield from (f"tag{place}:{token.tag_}" for place, token in enumerate(words[:3]))
        if self._classes:
            yield from sorted(
                {f"entity:{self._classes[t.i]}" for t in tokens if t.i in self._classes}
            )
        yield from self._grammar(span, tokens, words)
        yield from (f"phrase:{name}" for name, pattern in _PHRASES if pattern.search(text))
        yield from _shape(written, text)

    def _grammar(
        self, span: Span, tokens: Sequence[Token], words: Sequence[Token]
    ) -> Iterator[str]:
        if any(span.start <= start < span.end for start in self._passives):
            yield "passive"
        for start in self._imperatives:
            if span.start <= start < span.end:
                opens = bool(words) and start <= words[min(1, len(words) - 1)].i
                yield "imperative-first" if opens else "imperative-later"
                break
        root = span.root
        yield f"root:{root.tag_}"
        subjects = [t for t in root.children if t.dep_ in _SUBJECTS]
        yield f"subject:{_person(subjects[0]) if subjects else 'none'}"
        tags = [token.tag_ for token in tokens]
        lower = [token.lower_ for token in tokens]
        if "MD" in tags:
            yield from sorted(
                {f"modal:{word}" for word, tag in zip(lower, tags, strict=True) if tag == "MD"}
            )
        yield from sorted(
            {f"tense:{tag}" for tag in {"VBD", "VBZ", "VBP", "VBG"}.intersection(tags)}
        )
        if not _NEGATIONS.isdisjoint(lower):
            yield "negated"


def _word(token: Token) -> str:
    text = token.lower_.strip()
    if not text or len(text) > _LONGEST_WORD:
        return "LONG" if text else ""
    return _DIGITS.sub("0", text)


def _person(subject: Token) -> str:
    word = subject.lower_
    return word if word in _PERSONS else subject.pos_


def _ending(text: str) -> str:
    last = text.rstrip("\"'”’*_ \n")[-1:]
    return last if last in set(".?!:;,)…") else "word"


def _shape(written: str, text: str) -> Iterator[str]:
    bare = text.strip()
    if bare.startswith("(") and bare.endswith(")"):
        yield "in-brackets"
    if bare[:1] in "([{<":
        yield "opens-bracket"
    first = written.strip()[:1]
    yield "upper" if first.isupper() else "lower" if first.islower() else "no-letter"
    letters = sum(map(str.isalpha, bare)) + sum(map(str.isspace, bare))
    if letters < 0.75 * len(bare):
        yield "few-letters"
    if "http" in bare:
        yield "has-url"
