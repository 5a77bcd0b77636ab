"""Small made corpora in the shapes of trackers, of which is known what they must give."""

import json
from pathlib import Path
from typing import Any

CLEAR = (
    "As a bookkeeper I want to export the invoices of a month as CSV, so that I can hand them to "
    "the tax office.\n\nh3. Acceptance criteria\n* Given invoices of March, when I press Export, "
    "then a file invoices-2026-03.csv is downloaded.\n* The file has the columns number, date and "
    "total.\n* A month without invoices gives a file with the header only."
)
VAGUE = "make it better etc."
QUESTION = "Which columns do you need in the file?"


def comment(body: object, author: str = "bob", **more: object) -> dict[str, Any]:
    return {"author": {"name": author}, "body": body, "created": "2026-01-02", **more}


def issue(number: int, description: str, *comments: dict[str, Any], **more: Any) -> dict[str, Any]:
    fields = {
        "summary": f"Export number {number} of the invoices",
        "description": description,
        "issuetype": {"name": "Story"},
        "project": {"key": "PAY"},
        "status": {"name": "Closed"},
        "reporter": {"name": "ann"},
        "created": "2026-01-01",
        "resolutiondate": "2026-02-01",
        "comment": {"comments": list(comments)},
        **more.pop("fields", {}),
    }
    return {"key": f"PAY-{number}", "fields": fields, **more}


def changelog(*changes: tuple[str, str, str | None, str | None], total: int | None = None) -> Any:
    """Return a changelog of changes (time, field, before, after), in the order given."""
    histories = [
        {
            "created": at,
            "author": {"name": "ann"},
            "items": [{"field": name, "fromString": before, "toString": after}],
        }
        for at, name, before, after in changes
    ]
    return {"histories": histories, "total": len(histories) if total is None else total}


def written(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in records), "utf-8")
    return path
