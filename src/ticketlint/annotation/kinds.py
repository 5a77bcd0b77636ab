"""Say what a ticket is: bug, story, task, epic or spike, and why it was taken for that."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from ticketlint.annotation.lexicon.user_stories import STORY
from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.definitions import kind_definition
from ticketlint.annotation.networks.features import DATA, Features, softmax
from ticketlint.annotation.networks.kind_features import kind_features
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.annotation.networks.shape_features import shape_features
from ticketlint.cleaning.sections import Section
from ticketlint.model import Kind, SectionName, SectionState, Ticket

# The words of trackers, English and the commonest localised ones (casefolded).
_TYPES: Mapping[Kind, tuple[str, ...]] = {
    Kind.BUG: (
        *("bug", "defect", "fault", "incident", "error", "regression", "problem", "bug report"),
        *("fehler", "anomalie", "bogue", "erreur", "fallo", "erro", "defeito", "ошибка", "баг"),
        *("störung", "vorfall", "défaut", "defecto", "errore", "difetto", "anomalia", "fout"),
        *(
            "storing",
            "błąd",
            "usterka",
            "incidente",
            "バグ",
            "不具合",
            "障害",
            "缺陷",
            "错误",
            "故障",
        ),
        *("錯誤",),
    ),
    Kind.STORY: (
        *("story", "user story", "feature", "new feature", "feature request", "change request"),
        *("product backlog item", "requirement", "enhancement", "histoire", "récit"),
        *("historia", "história", "anforderung", "neue funktion", "fonctionnalité", "история"),
        *("nouvelle fonctionnalité", "amélioration", "verbesserung", "mejora", "melhoria"),
        *("nueva función", "nueva funcionalidad", "novo recurso", "funcionalidade", "storia"),
        *("historia de usuario", "história de usuário", "anwenderstory", "récit utilisateur"),
        *("miglioramento", "nuova funzionalità", "verhaal", "verbetering", "nieuwe functie"),
        *("historyjka", "historyjka użytkownika", "nowa funkcja", "ulepszenie", "usprawnienie"),
        *(
            "ストーリー",
            "新機能",
            "改善",
            "機能",
            "故事",
            "用户故事",
            "新功能",
            "改进",
            "需求",
            "使用者故事",
        ),
    ),
    Kind.TASK: (
        *("task", "technical task", "chore", "tech debt", "technical debt", "maintenance", "test"),
        *("documentation", "docs", "dependency upgrade", "refactoring", "refactor", "test task"),
        *("aufgabe", "tâche", "tarea", "tarefa", "задача", "unteraufgabe", "teilaufgabe"),
        *("sous-tâche", "subtarea", "subtarefa", "attività", "sottoattività", "compito", "taak"),
        *("subtaak", "deeltaak", "zadanie", "podzadanie", "タスク", "サブタスク", "任务", "子任务"),
        *("任務", "子任務"),
    ),
    Kind.EPIC: (
        "epic",
        "initiative",
        "theme",
        "épopée",
        "épico",
        "épica",
        "эпик",
        "epopea",
        "epik",
        "エピック",
        "长篇故事",
        "史诗",
        "史詩",
    ),
    Kind.SPIKE: ("spike", "research", "investigation", "analysis", "poc", "proof of concept"),
}
_BY_TYPE = {word: kind for kind, words in _TYPES.items() for word in words}
_LABEL_WORDS = re.compile(r"[^\w\s]+|_")

# Before a colon or in brackets these name a part of the product or a message as often as a kind.
_AREAS = frozenset(
    "test docs documentation theme analysis error problem fault incident requirement maintenance "
    "erreur errore erro fehler".split()
)
_NAMED = {word: kind for word, kind in _BY_TYPE.items() if word not in _AREAS} | {
    "r&d": Kind.SPIKE,
    "research spike": Kind.SPIKE,
    "enhancement request": Kind.STORY,
}
_NAMES = "|".join(re.escape(word) for word in sorted(_NAMED, key=len, reverse=True))
# A title that says first what it is, at most a tag before it: "Spike: ...", "[iOS] (bug) ...".
# Not "(feature) ...": so messages of commits begin, whose features are tests and flags as well.
_PREFIX = re.compile(
    rf"\W{{0,8}}(?:\w{{1,30}}[]:)]\W{{0,8}})?(?P<kind>{_NAMES})"
    r"(?:\s?(?:[]:>]|(?<!feature)\))|\s[-–—]\s)",
    re.IGNORECASE,
)
# "Spike Design system", and in brackets, where it is no word of the sentence, anywhere.
_NAMED_KIND = re.compile(
    r"\W{0,8}(?:\w{1,30}:\W{0,8})?(?P<kind>spike|epic|bug|r&d)\b(?=\s*[]:)>-]|\s+[A-Z])",
    re.IGNORECASE,
)
_BRACKETED_KIND = re.compile(r"[(\[](?P<kind>spike|epic|bug|r&d)[)\]]", re.IGNORECASE)
# Whoever asks how to do something wants help; nobody is to find anything out for a decision.
_HELP = re.compile(
    r"\W{0,8}(?:how|where|what|why|which|when)\b(?:\s+\w{1,30}){0,4}?\s+i\b", re.IGNORECASE
)
_FAULT_TITLE = re.compile(
    r"\b(bugs?|crash(es|ed|ing)?|fails?|failed|failing|failure|broken|errors?|exception|"
    r"not working|does ?n[o']t|do ?n[o']t|cannot|can ?n[o']t|won'?t|unable to|wrong|incorrect(ly)?|"
    r"missing|hangs?|freezes?|leaks?|regression|stops? working|stuck|invalid|disappears?|"
    r"not (being )?\w+(ed|ing|able)|no longer|instead of|is ?n[o']t|are ?n[o']t|npe|segfault)\b",
    re.IGNORECASE,
)
_BUG_SECTIONS = (SectionName.ACTUAL, SectionName.EXPECTED, SectionName.STEPS)
WEIGHTS = DATA / "kinds.npz"
KINDS = tuple(Kind)
# What the text is worth beside a type or label, which people often leave as it was: measured
# on the labelled tickets for development, roles are best between 0.3 and 0.5.
_TEXT_SHARE = 0.4


# What a reading may be used for. Of the bugs without a type that lack steps or a version (labelled
# tickets, their projects left out) 174 of 183 with a chance of .8 are bugs to readers too,
# 79 of 117 between .5 and .8, 7 of 35 below. Of six tickets of the type bug with a chance below
# .0125 by their text, TOLD with that of the type, five are wishes.
SURE, LIKELY, TOLD = 0.8, 0.5, 0.605


class Certainty(IntEnum):
    """How far one can rely on what a ticket is taken for."""

    GUESS = 0
    LIKELY = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class KindReading:
    """What a ticket is, why it was taken for that, and how likely each kind is, 1 in sum.

    `is_told` says that a type, a label or the title names the kind.
    `shape` are the features that tell what the ticket looks like, for the classifiers after.
    """

    kind: Kind
    reason: str
    chances: Mapping[Kind, float]
    shape: Features
    is_told: bool = False

    def certainty_of(self, kinds: Collection[Kind]) -> Certainty:
        """Return how far one can rely on it that the ticket is one of these kinds."""
        chance = sum(self.chances[kind] for kind in kinds)
        return Certainty((chance >= (TOLD if self.is_told else LIKELY)) + (chance >= SURE))


def read_kind(ticket: Ticket, sections: Sequence[Section], text: str) -> KindReading:
    """Return what a ticket is, by what it trusts in that order.

    The title that begins with a kind, the type, the labels, the title elsewhere, the text.
    `text` is the prose of the ticket without its title.
    """
    shape = shape_features(ticket.title, sections, text)
    features = kind_features(shape, ticket.title, sections, text)
    chances = dict(zip(KINDS, softmax(load_model().scores([features]))[0].tolist(), strict=True))
    told = _kind_told(ticket)
    if told is None:
        likely = [one for one in KINDS if one is not Kind.SPIKE or not _HELP.match(ticket.title)]
        kind = max(likely, key=lambda one: chances[one])
        reason = _reason(kind, chances[kind], ticket.title, sections, text)
        return KindReading(kind, reason, chances, shape)
    share = {kind: _TEXT_SHARE * chance for kind, chance in chances.items()}
    return KindReading(
        *told, share | {told[0]: share[told[0]] + 1 - _TEXT_SHARE}, shape, is_told=True
    )


def _kind_told(ticket: Ticket) -> tuple[Kind, str] | None:
    """Return the kind that the author names first in the title, else that of the tracker."""
    named, tracked = _PREFIX.match(ticket.title), _kind_tracked(ticket)
    told = _NAMED.get(named["kind"].casefold()) if named else None
    # A dotless or dotted i is an "i" to the expression, and no letter of the name.
    # An epic is one because it has parts: nobody leaves that type as it was by default.
    if named and told and (tracked is None or tracked[0] not in (told, Kind.EPIC)):
        return told, f"title says {named['kind']}"
    return tracked or _kind_in_title(ticket.title)


def _kind_tracked(ticket: Ticket) -> tuple[Kind, str] | None:
    typed = _BY_TYPE.get(ticket.type.strip().casefold())
    if typed is not None:
        return typed, f"type is {ticket.type}"
    labelled = ((_kind_of_label(label), f"label is {label}") for label in ticket.labels)
    return next(((kind, reason) for kind, reason in labelled if kind is not None), None)


def _kind_in_title(title: str) -> tuple[Kind, str] | None:
    named = _NAMED_KIND.match(title) or _BRACKETED_KIND.search(title)
    told = _NAMED.get(named["kind"].casefold()) if named else None
    return (told, f"title says {named['kind']}") if named and told else None


def _kind_of_label(label: str) -> Kind | None:
    words = _LABEL_WORDS.sub(" ", label.casefold()).split()
    if words[:1] in (["type"], ["kind"]):
        words = words[1:]
    return _BY_TYPE.get(" ".join(words))


@cache
def load_model() -> Network:
    """Return the trained classifier; its classes are `KINDS` in order.

    Raises: ConfigError where its weights do not fit this code.
    """
    return load_network(WEIGHTS, contract())


def contract() -> Contract:
    """Return what the weights must tell of themselves."""
    return Contract(KINDS, kind_definition())


def _reason(kind: Kind, chance: float, title: str, sections: Sequence[Section], text: str) -> str:
    """Name what a reader sees as well, where it speaks for the kind; else the probability."""
    if kind is Kind.BUG:
        written = {part.name for part in sections if part.state is SectionState.PRESENT}
        for name in _BUG_SECTIONS:
            if name in written:
                return f"has a section {name.value}"
        if _FAULT_TITLE.search(title):
            return "title tells a fault"
    if kind is Kind.STORY and (STORY.search(title) or STORY.search(text)):
        return "has a user story sentence"
    return f"reads like {'an' if kind is Kind.EPIC else 'a'} {kind.value} ({chance:.2f})"
