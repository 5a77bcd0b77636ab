"""Which fields to ask for, by id: names repeat, are translated, and differ from site to site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ticketlint.sources.jira.connection import Site
from ticketlint.sources.values import acceptance_rank, normal

SYSTEM = (
    *("summary", "issuetype", "status", "project", "description", "environment", "labels"),
    *("created", "updated", "parent", "issuelinks", "attachment", "versions", "duedate"),
    *("timeoriginalestimate", "priority", "components"),
)
# Asked for only where somebody wants to see people.
PEOPLE = ("reporter", "assignee")
SPRINT = "com.pyxis.greenhopper.jira:gh-sprint"
CHECKLIST = "checklist"
_TYPES = (SPRINT, "com.pyxis.greenhopper.jira:gh-epic-link", "jsw-story-points")
_NAMES = frozenset({"epic link", "parent link", "story points", "story point estimate"})

Catalogue = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a site that we ask for; `names` and `schema` tell the custom ones by id.

    `acceptance` are those that hold acceptance criteria by name or by configuration,
    `unknown` those that the configuration names and the site does not have.
    """

    ids: tuple[str, ...] = SYSTEM
    names: Mapping[str, str] = field(default_factory=dict)
    schema: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    acceptance: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def of_type(self, part: str) -> list[str]:
        """Return the ids of the fields in whose type a word stands."""
        return [name for name, schema in self.schema.items() if part in _type(schema)]


def find_fields(site: Site) -> Fields:
    """Return the fields to ask a site for.

    Raises: JiraError.
    """
    listed = site.get("field", kind=list)
    catalogue = [entry for entry in listed if isinstance(entry, Mapping)]
    fields = choose_fields(catalogue, site.settings.acceptance_fields)
    return replace(fields, ids=(*fields.ids, *PEOPLE)) if site.settings.show_people else fields


def choose_fields(catalogue: Catalogue, pinned: tuple[str, ...]) -> Fields:
    """Return the fields of a catalogue that a ticket is made of; every match is kept."""
    custom = [entry for entry in catalogue if str(entry.get("id", "")) not in SYSTEM]
    acceptance = [entry for entry in custom if _rank(entry, pinned) is not None]
    others = [entry for entry in custom if entry not in acceptance and _is_wanted(entry)]
    wanted = {str(entry["id"]): entry for entry in (*acceptance, *others)}
    told = {normal(text) for entry in acceptance for text in _called(entry)}
    return Fields(
        ids=(*SYSTEM, *wanted),
        names={name: str(entry.get("name", "")) for name, entry in wanted.items()},
        schema={name: _schema(entry) for name, entry in wanted.items()},
        acceptance=tuple(str(entry["id"]) for entry in acceptance),
        unknown=tuple(name for name in pinned if name.strip() and normal(name) not in told),
    )


def _called(entry: Mapping[str, Any]) -> tuple[str, str]:
    return str(entry.get("id", "")), str(entry.get("name", ""))


def _rank(entry: Mapping[str, Any], pinned: tuple[str, ...]) -> int | None:
    return acceptance_rank(_called(entry), pinned)


def _type(schema: Mapping[str, Any]) -> str:
    return str(schema.get("custom", "")).casefold()


def _is_wanted(entry: Mapping[str, Any]) -> bool:
    kind, name = _type(_schema(entry)), normal(str(entry.get("name", "")))
    return CHECKLIST in kind or name in _NAMES or any(kind.endswith(wanted) for wanted in _TYPES)


def _schema(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the type of a field; one that is a checklist by its name says so in its type."""
    schema = entry.get("schema")
    schema = dict(schema) if isinstance(schema, Mapping) else {}
    kind = str(schema.get("custom", ""))
    if CHECKLIST in normal(str(entry.get("name", ""))).split() and CHECKLIST not in kind:
        schema["custom"] = f"{kind or 'field'}:{CHECKLIST}"
    elif CHECKLIST in kind.casefold() and CHECKLIST not in kind:
        schema["custom"] = kind.casefold()
    return schema
