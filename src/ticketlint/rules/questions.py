"""Read the wordings of questions: a file for each kind of answer that is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from ticketlint.config.textfile import as_text, is_file, is_folder
from ticketlint.config.yamlfile import YamlProblems, as_tuple, read_model
from ticketlint.errors import RuleError
from ticketlint.model import AnswerType, Kind, Role
from ticketlint.rules.questionfiles import is_question_file
from ticketlint.rules.wordings import check_wording, names_in

PHRASE = "phrase"


class Shape(StrEnum):
    """What a question is about, grammatically; a part is lacking, so that it has no words.

    A wish is the thing that a title or a sentence wants something done to.
    """

    NOUN = "noun"
    NOUNS = "nouns"
    ACTION = "action"
    VERB = "verb"
    ADJECTIVE = "adjective"
    CLAUSE = "clause"
    OPEN = "open"
    WISH = "wish"
    PART = "part"
    NOTHING = "nothing"


class Opening(StrEnum):
    """How an author leaves something open.

    By a question, by two ways, by a doubt, by a list without an end, by putting it off, by
    pointing to what was said elsewhere, by telling that it happens at times, by an example for
    one thing, by examples for several.
    """

    ASKED = "asked"
    EITHER = "either"
    UNSURE = "unsure"
    MORE = "more"
    LATER = "later"
    ELSEWHERE = "elsewhere"
    AT_TIMES = "at times"
    EXAMPLE = "example"
    EXAMPLES = "examples"


# In what role a phrase stands, and how its words leave something open.
Place = tuple[Role, Opening | None]
# What is still to be decided; a list that does not end, or an example, is only told in part.
UNDECIDED = frozenset({Opening.ASKED, Opening.EITHER, Opening.UNSURE, Opening.LATER})


class Form(StrEnum):
    """The form of the verb that a phrase begins with."""

    BASE = "base"
    GERUND = "gerund"
    FINITE = "finite"


class Deed(StrEnum):
    """What is wanted of a thing: something is done to it, or people can do something with it.

    `thing`: it is only named, as in a title without a verb.
    """

    THING = "thing"
    ADD = "add"
    REMOVE = "remove"
    CHANGE = "change"
    IMPROVE = "improve"
    HASTEN = "hasten"
    RESHAPE = "reshape"
    REPLACE = "replace"
    USE = "use"
    RENAME = "rename"
    UPGRADE = "upgrade"
    SHOW = "show"
    HIDE = "hide"
    SUPPORT = "support"
    PREVENT = "prevent"
    LIMIT = "limit"
    HANDLE = "handle"
    TAKE_IN = "take in"
    GIVE_OUT = "give out"
    SEND = "send"
    KEEP = "keep"
    CHECK = "check"
    JOIN = "join"
    AUTOMATE = "automate"
    TEST = "test"
    DOCUMENT = "document"
    STUDY = "study"
    DESIGN = "design"
    RELEASE = "release"
    SET_UP = "set up"
    TRANSLATE = "translate"
    COUNT = "count"
    FIX = "fix"
    SEE = "see"
    FIND = "find"
    CHOOSE = "choose"
    ENTER = "enter"
    ALTER = "alter"
    ERASE = "erase"
    UPLOAD = "upload"
    TAKE_OUT = "take out"
    SIGN_IN = "sign in"
    SHARE = "share"
    GET = "get"
    JUDGE = "judge"


class Point(StrEnum):
    """What wordings for several answers ask alike; a ticket is asked it once.

    Where the work ends, which is asked only where the ticket does not say so; what goes wrong;
    what should be known in the end; what must stay as it is; where else a fault is met.
    """

    BOUNDS = "bounds"
    FAULT = "fault"
    FINDINGS = "findings"
    STAYS = "stays"
    PLACES = "places"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Lemmas = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]


class QuestionWording(_Strict):
    """One way to ask, and the phrases that it suits; an empty condition suits all.

    `{phrase}` stands for the words of the ticket. `heads` are lemmas of the main word, `firsts`
    first words of the phrase, `among` any of its words, all in small letters. `named`: it holds
    an acronym or a capital inside its sentence; `hedged`: its sentence leaves something open;
    `faulty`: it tells of something wrong; `wanted`: it is named as what shall be there; `ordered`:
    what is done with it is work, and nothing that people shall be able to do; `titled`: it is what
    the title is about; `short`: it is an acronym that few know; `compound`: it is made of nouns,
    as a term is; `bare`: it holds no preposition, behind which a phrase is easily cut; `fewest`: it
    has at least so many words; the others as docs/questions.md has them. `worth`, -5 to 5, says
    how well it serves: a logarithm, which is added to that of the chance that a reader asks so.
    """

    text: str = Field(min_length=1, max_length=200)
    shapes: tuple[Shape, ...] = ()
    kinds: tuple[Kind, ...] = ()
    roles: tuple[Role, ...] = ()
    not_roles: tuple[Role, ...] = ()
    forms: tuple[Form, ...] = ()
    named: bool = False
    unnamed: bool = False
    hedged: bool = False
    faulty: bool = False
    wanted: bool = False
    titled: bool = False
    short: bool = False
    failing: bool = False
    compound: bool = False
    bare: bool = False
    heads: Lemmas = ()
    firsts: Lemmas = ()
    not_firsts: Lemmas = ()
    among: Lemmas = ()
    governors: Lemmas = ()
    deeds: tuple[Deed, ...] = ()
    unless: Lemmas = ()
    openings: tuple[Opening, ...] = ()
    not_heads: Lemmas = ()
    brief: int | None = Field(default=None, ge=0)
    told: int = Field(default=0, ge=0)
    reported: bool = False
    unversioned: bool = False
    fewest: int = Field(default=0, ge=0)
    main: bool = False
    enabled: bool = False
    ordered: bool = False
    modal: bool = False
    topical: bool = False
    anyway: bool = False
    in_title: bool = False
    point: Point | None = None
    worth: float = Field(default=0.0, ge=-5, le=5)

    @field_validator("text")
    @classmethod
    def _names_only_the_phrase(cls, value: str) -> str:
        check_wording(value, (PHRASE,))
        if not value.endswith("?"):
            raise ValueError("a question ends with a question mark")
        return value

    @cached_property
    def signs(self) -> frozenset[str]:
        """Return the names of the conditions without a value that a phrase must meet."""
        return frozenset(name for name, value in self if value is True)

    @cached_property
    def ends(self) -> tuple[str, str]:
        """Return what stands before the phrase, and what stands behind it."""
        start, _, end = self.text.partition(f"{{{PHRASE}}}")
        return start, end

    @cached_property
    def is_plain(self) -> bool:
        """Tell whether it asks without words of the ticket."""
        return PHRASE not in names_in(self.text)

    @cached_property
    def is_choosy(self) -> bool:
        """Tell whether it suits few phrases, by their own words or those above them."""
        own = (self.heads, self.governors, self.openings, self.among, self.firsts, self.deeds)
        return any(own)

    def suits_place(self, kind: Kind, shape: Shape, place: Place | None) -> bool:
        """Tell whether it suits tickets of a kind and phrases of a shape in a place."""
        if self.shapes and shape not in self.shapes:
            return False
        if self.kinds and kind not in self.kinds:
            return False
        if place is None:
            return self.is_plain
        if shape is Shape.WISH and not self.deeds:
            return False
        role, opening = place
        if (self.roles and role not in self.roles) or role in self.not_roles:
            return False
        return not self.openings or opening in self.openings


class QuestionExample(_Strict):
    """A phrase of a small ticket, marked by `<<` and `>>`, and how it is asked about.

    Without marks the question is about a part that the ticket lacks; `wish`: the phrase is the
    thing of a wish. `before` are questions that
    were asked about the same ticket before it.
    """

    title: str
    text: str = ""
    kind: Kind = Kind.STORY
    wish: bool = False
    before: Lemmas = ()
    asks: str


class Questions(_Strict):
    """How to ask for one kind of answer: of the wordings that suit, the worthiest is used."""

    answer: AnswerType
    wordings: tuple[QuestionWording, ...] = Field(min_length=1)
    examples: tuple[QuestionExample, ...] = Field(min_length=1)

    @field_validator("answer")
    @classmethod
    def _named_like_its_file(cls, value: AnswerType, info: ValidationInfo) -> AnswerType:
        stem = (info.context or {}).get("stem", value)
        if value != stem:
            raise ValueError(f"`{value}` is not the file's name `{stem}`")
        return value

    def about(self, kind: Kind, shape: Shape, place: Place | None) -> Sequence[QuestionWording]:
        """Return the wordings that suit phrases in a place, those first that serve best.

        `place`: None for a part that lacks. Tickets share what is found out once.
        """
        key = kind, shape, place
        if key not in self.of_places:
            own = [one for one in self.wordings if one.suits_place(*key)]
            self.of_places[key] = sorted(own, key=lambda one: -one.worth)
        return self.of_places[key]

    @cached_property
    def of_places(self) -> dict[tuple[Kind, Shape, Place | None], Sequence[QuestionWording]]:
        """Return what `about` has found out."""
        return {}


Wordings = Mapping[AnswerType, Questions]


def load_questions(folders: Sequence[Path]) -> Wordings:
    """Return the wordings below `folders`; a later file replaces one for the same answer.

    Raises: RuleError that tells every fault of every file at once.
    """
    found: dict[AnswerType, Questions] = {}
    faults: list[str] = []
    for path in (path for folder in folders for path in question_files(folder)):
        try:
            questions = read_questions(path)
        except YamlProblems as error:
            faults += map(str, error.problems)
        else:
            found[questions.answer] = questions
    if faults:
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
        raise RuleError("wordings of questions", "\n".join((count, *faults)))
    return {answer: found[answer] for answer in sorted(found)}


def question_files(folder: Path) -> list[Path]:
    """Return the files of wordings below a folder of rules (or the file itself), sorted."""
    if is_file(folder):
        return [folder] if is_question_file(folder) else []
    inside: Iterable[Path] = folder.rglob("*") if is_folder(folder) else ()
    return sorted(path for path in inside if is_question_file(path, folder) and is_file(path))


def read_questions(path: Path) -> Questions:
    """Read one file of wordings.

    Raises: YamlProblems with every fault of the file.
    """
    return read_model(Questions, path, {"stem": as_text(path.stem)})
