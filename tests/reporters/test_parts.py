"""Results in parts hold what the JSON report holds, in its order."""

import json
from pathlib import Path

import pytest

from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError
from ticketlint.model import Report
from ticketlint.reporters.json import as_json
from ticketlint.reporters.parts import Parts, parse_parts, write_parts
from ticketlint.run.session import run_check
from ticketlint.sources import SourceOptions

fsspec = pytest.importorskip("fsspec", reason="needs the extra ticketlint[dask]")
parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra ticketlint[dask]")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Five tickets that hold a command to a CI host."""
    path = tmp_path_factory.mktemp("parts") / "a.jsonl"
    rows = [
        {"key": f"A-{n}", "title": f"Export ##[error] {n}", "description": "Fast, etc."}
        for n in range(5)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return run_check([str(path)], Config(), SourceOptions(), 1, iter)


def test_jsonl_parts_and_the_summary_are_the_json_report(report: Report, tmp_path: Path) -> None:
    write_parts(report, Parts("jsonl", str(tmp_path / "out")), together=2)

    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [*(f"part-0000{n}.jsonl" for n in range(3)), "summary.json"]
    texts = [(tmp_path / "out" / name).read_text("ascii") for name in names]
    tickets = [json.loads(line) for text in texts[:-1] for line in text.splitlines()]
    assert {**json.loads(texts[-1]), "tickets": tickets} == as_json(report)
    assert "##[" not in "".join(texts)


def test_parquet_parts_hold_each_ticket_as_columns_and_as_json(
    report: Report, tmp_path: Path
) -> None:
    write_parts(report, Parts("parquet", str(tmp_path / "out")), together=2)

    rows = [
        row
        for path in sorted((tmp_path / "out").glob("*.parquet"))
        for row in parquet.ParquetFile(path).read().to_pylist()
    ]
    whole = as_json(report)["tickets"]
    assert [json.loads(row["ticket"]) for row in rows] == whole
    assert [row["key"] for row in rows] == [f"A-{n}" for n in range(5)]
    assert [row["rules"] for row in rows] == [
        sorted({finding["rule"] for finding in ticket["findings"]}) for ticket in whole
    ]


def test_parts_go_to_an_object_store(report: Report) -> None:
    write_parts(report, Parts("jsonl", "memory://bucket/run"), together=3)

    with fsspec.open("memory://bucket/run/part-00001.jsonl", "rt") as stream:
        assert [json.loads(line)["key"] for line in stream] == ["A-3", "A-4"]


def test_a_folder_that_holds_something_is_refused(report: Report, tmp_path: Path) -> None:
    (tmp_path / "part-00007.jsonl").write_text("{}")

    with pytest.raises(ConfigError, match="is not empty"):
        write_parts(report, Parts("jsonl", str(tmp_path)))

    assert [path.name for path in tmp_path.iterdir()] == ["part-00007.jsonl"]


@pytest.mark.parametrize("value", ["jsonl", "jsonl:", "csv:out", ":out"])
def test_what_names_no_parts_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="write FORMAT:FOLDER"):
        parse_parts(value)


def test_a_place_that_cannot_be_reached_is_one_line(report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    for place in (str(tmp_path / "file" / "out"), "nosuch://bucket/run"):
        with pytest.raises(ConfigError, match="cannot be written"):
            write_parts(report, Parts("jsonl", place))
