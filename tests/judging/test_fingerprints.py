"""A finding is known again by what the author wrote, wherever that has moved to."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from ticketlint.config.settings import Config
from ticketlint.reporters.json import as_json
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

VAGUE = "The export must be fast and user-friendly."
OTHER = {"title": "Print the labels of a box", "description": "Labels are printed quickly."}
ROW = {"title": "Export the invoices of a month", "description": VAGUE}
UNTITLED = {"title": "", "description": VAGUE}

Rows = Iterable[Mapping[str, str]]


def prints(*paths: Path) -> set[str]:
    """Return the fingerprints of what is found in the files."""
    config = Config(learn_templates=False, profile="pedantic")
    report = as_json(run_check([str(path) for path in paths], config, SourceOptions(), 1, iter))
    found = [one["fingerprint"] for ticket in report["tickets"] for one in ticket["findings"]]
    assert found
    assert len(found) == len(set(found))
    return set(found)


def as_csv(folder: Path, rows: Rows, name: str = "backlog") -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, ["title", "description"])
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_lines(folder: Path, rows: Rows, name: str = "backlog") -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def as_list(folder: Path, rows: Rows, name: str = "backlog") -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(list(rows)), "utf-8")
    return path


def as_documents(folder: Path, rows: Rows, name: str = "backlog") -> Path:
    path = folder / f"{name}.md"
    parts = [f"---\ntitle: {row['title']}\n---\n{row['description']}\n" for row in rows]
    path.write_text("".join(parts), "utf-8")
    return path


WRITERS = [as_csv, as_lines, as_list, as_documents]
Writer = Callable[..., Path]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(VAGUE, f"## Notes\n\n{VAGUE}", id="a heading above"),
        pytest.param(f"## Notes\n\n{VAGUE}", f"## Need\n\n{VAGUE}", id="another heading"),
        pytest.param(VAGUE, f"Two lines.\n\nMore.\n\n{VAGUE}", id="lines above"),
    ],
)
def test_a_finding_stays_known_when_the_text_around_it_changes(
    tmp_path: Path, before: str, after: str
) -> None:
    found = []
    for text in (before, after):
        config = Config(select=("vague-quality",))
        path = as_lines(tmp_path, [{"key": "PAY-1", "title": "Export", "description": text}])
        [ticket] = as_json(run_check([str(path)], config, SourceOptions(), 1, iter))["tickets"]
        found.append({one["fingerprint"] for one in ticket["findings"]})

    assert found[0] <= found[1]
    assert len(found[0]) == 2


@pytest.mark.parametrize(
    ("write", "row"),
    [
        *(pytest.param(write, ROW, id=f"{write.__name__}, titled") for write in WRITERS),
        *(pytest.param(write, UNTITLED, id=f"{write.__name__}, untitled") for write in WRITERS[:3]),
    ],
)
def test_a_row_inserted_above_tickets_without_a_key_makes_no_finding_new(
    tmp_path: Path, write: Writer, row: Mapping[str, str]
) -> None:
    before = prints(write(tmp_path, [row]))
    after = prints(write(tmp_path, [OTHER, row]))

    assert before < after


@pytest.mark.parametrize("write", WRITERS)
def test_a_renamed_file_makes_no_finding_new(tmp_path: Path, write: Writer) -> None:
    assert prints(write(tmp_path, [ROW])) == prints(write(tmp_path, [ROW], "renamed"))


@pytest.mark.parametrize("text", [f"# Export\n\n{VAGUE}\n", f"- {VAGUE}\n"])
def test_a_renamed_note_makes_no_finding_new(tmp_path: Path, text: str) -> None:
    found = []
    for name in ("export", "export-of-invoices"):
        path = tmp_path / f"{name}.md"
        path.write_text(text, "utf-8")
        config = Config(select=("vague-quality",), learn_templates=False)
        report = as_json(run_check([str(path)], config, SourceOptions(), 1, iter))
        found.append([one["fingerprint"] for one in report["tickets"][0]["findings"]])

    assert found[0] == found[1]
    assert len(found[0]) == 2


@pytest.mark.parametrize("write", WRITERS)
def test_tickets_that_are_the_same_are_told_apart_in_the_order_of_reading(
    tmp_path: Path, write: Writer
) -> None:
    one, two = prints(write(tmp_path, [ROW])), prints(write(tmp_path, [ROW, ROW]))

    assert one < two
    assert two <= prints(write(tmp_path, [OTHER, ROW, OTHER, ROW]))


def test_tickets_that_are_the_same_are_told_apart_over_files(tmp_path: Path) -> None:
    paths = [as_csv(tmp_path, [ROW], "one"), as_csv(tmp_path, [ROW], "two")]

    assert len(prints(*paths)) == len(prints(as_csv(tmp_path, [ROW, ROW], "both")))


def test_a_key_of_the_author_is_kept_even_where_the_file_is_named_after_it(
    tmp_path: Path,
) -> None:
    row = {"key": "PAY-1", **ROW}
    before = prints(as_list(tmp_path, [row], "PAY"))

    assert (
        prints(as_list(tmp_path, [row | {"title": "Export all invoices of one month"}], "PAY"))
        <= before
    )


def test_other_words_are_another_finding(tmp_path: Path) -> None:
    config = Config(select=("vague-quality",))
    found = []
    for text in ("It must be fast.", "It must be user-friendly."):
        path = as_lines(tmp_path, [{"key": "PAY-1", "title": "Export", "description": text}])
        [ticket] = as_json(run_check([str(path)], config, SourceOptions(), 1, iter))["tickets"]
        found += [one["fingerprint"] for one in ticket["findings"]]

    assert len(set(found)) == 2


def test_another_key_is_another_finding(tmp_path: Path) -> None:
    rows = [{"key": key, **ROW} for key in ("PAY-1", "PAY-2")]

    assert prints(as_lines(tmp_path, rows[:1])).isdisjoint(prints(as_lines(tmp_path, rows[1:])))
