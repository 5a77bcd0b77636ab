"""Values that sites store in several ways, brought to the one way of Jira Cloud or Okapya."""

import re
from collections.abc import Mapping
from typing import Any

from ticketlint.sources.jira.fields import CHECKLIST, SPRINT, Fields

# Names and goals hold commas; a comma that ends a value is followed by the next name.
_COMMA = re.compile(r",(?=[A-Za-z]+=)")
_SPRINT_KEYS = ("id", "name", "state", "goal", "startDate", "endDate")
_ITEM = re.compile(r"\s*(?P<mark>[-+*x~]|#{1,6})\s+(?:\[(?P<box>[ xX]?)\]\s*)?(?P<name>.*)")
_DETAILS = re.compile(r"\s*>")


def in_one_shape(issue: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return an issue with its sprints and checklists in one shape, and what its fields are.

    `names` and `schema` stand in the issue, so that each line of a file explains itself.
    """
    values = dict(issue.get("fields") or {})
    for name in fields.of_type(SPRINT):
        if values.get(name):
            values[name] = sprints(values[name])
    for name in fields.of_type(CHECKLIST):
        if isinstance(values.get(name), str):
            values[name] = checklist(values[name])
    head = {key: issue[key] for key in ("id", "key", "self") if key in issue}
    rest = {key: value for key, value in issue.items() if key not in {*head, "fields", "expand"}}
    told = {"names": fields.names, "schema": fields.schema}
    known = {key: {n: v for n, v in of.items() if n in values} for key, of in told.items()}
    return {**head, "fields": values, **rest, **known}


def sprints(value: object) -> list[dict[str, Any]]:
    """Return sprints as Jira Cloud gives them; Data Center gives each as one string."""
    members = value if isinstance(value, list) else [value]
    return [dict(m) if isinstance(m, Mapping) else _sprint(str(m)) for m in members if m]


def _sprint(text: str) -> dict[str, Any]:
    _, opened, inner = text.rstrip().partition("[")
    if not opened or not inner.endswith("]"):
        return {"name": text}
    parts = dict(part.partition("=")[::2] for part in _COMMA.split(inner[:-1]))
    found: dict[str, Any] = {
        key: parts[key] for key in _SPRINT_KEYS if parts.get(key) not in {None, "", "<null>"}
    }
    if str(found.get("id", "")).isdigit():
        found["id"] = int(found["id"])
    if "state" in found:
        found["state"] = found["state"].lower()
    return found


def checklist(text: str) -> list[dict[str, Any]]:
    """Return the points of a checklist kept as text.

    Okapya on Cloud writes `* [x] done`; Smart Checklist writes `- open`, `+ done`, `x skipped`,
    `~ in progress`, `# heading` and `> details` under a point.
    """
    points: list[dict[str, Any]] = []
    for line in text.splitlines():
        match = _ITEM.fullmatch(line)
        if match is None:
            if points and line.strip() and _DETAILS.match(line):
                points[-1]["name"] += " " + line.strip().lstrip("> ")
            elif line.strip():
                points.append({"name": line.strip().rstrip(), "checked": False})
        elif match["mark"].startswith("#"):
            points.append({"name": match["name"].strip(), "isHeader": True})
        else:
            done = match["mark"] in {"+", "x"} or (match["box"] or "").lower() == "x"
            points.append({"name": match["name"].strip(), "checked": done})
    return points
