"""Real tickets, where the folder with them exists."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ticketlint.cleaning.markup import BlockKind, Body, read_markup
from ticketlint.model import Markup

from .reading import check_offsets


def rows(path: Path, limit: int) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(limit), lines, strict=False):
            yield json.loads(line)


def words(body: Body) -> list[str]:
    return re.findall(r"\w+", " ".join(block.text for block in body.blocks))


def of_kind(body: Body, kind: BlockKind) -> list[str]:
    return [" ".join(b.text.split()) for b in body.blocks if b.kind is kind and b.text]


def test_wiki_and_the_adf_that_jira_makes_of_it_read_alike(shared: Path):
    with (shared / "exports/wiki-adf-pairs.jsonl").open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]

    differing = []
    for pair in pairs:
        wiki = read_markup(pair["wiki"], Markup.JIRA)
        adf = read_markup(json.dumps(pair["adf"]), Markup.ADF)
        same = words(wiki) == words(adf) and all(
            of_kind(wiki, kind) == of_kind(adf, kind)
            for kind in (BlockKind.HEADING, BlockKind.ITEM)
        )
        if not same:
            differing.append(pair["key"])

    assert len(pairs) > 50
    assert len(differing) <= 0.05 * len(pairs), differing


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("gitlab-issues", Markup.MARKDOWN),
        ("markdown-stories", Markup.MARKDOWN),
        ("demibud-bugs", Markup.PLAIN),
        ("jira-one-line", Markup.JIRA),
    ],
)
def test_real_descriptions_are_read_with_exact_offsets(shared: Path, name: str, markup: Markup):
    for row in rows(shared / f"corpora/{name}.jsonl.gz", 500):
        text = row["description"] or ""
        body = read_markup(text, markup)
        assert body.text == text
        check_offsets(body)


def test_real_wiki_and_adf_are_read_with_exact_offsets(shared: Path):
    for row in rows(shared / "corpora/titanium-jira.jsonl.gz", 500):
        check_offsets(read_markup(row["fields"]["description"] or "", Markup.JIRA))
    for row in rows(shared / "corpora/adf-descriptions.jsonl.gz", 500):
        check_offsets(read_markup(json.dumps(row["adf"]), Markup.ADF))
