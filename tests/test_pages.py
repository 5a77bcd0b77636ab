"""The written pages: no link leads nowhere, every setting is told, the README stays short."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.conftest import ROOT
from ticketlint.config.jiratable import JiraTable
from ticketlint.config.settings import Config

PAGES = sorted(
    [
        *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "training" / "README.md",
    ]
)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"^    .*$", re.MULTILINE)
# What a row may hold with a bar in it that ends no cell.
CODE = re.compile(r"`[^`]*`|\\\|")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?)(?: +#+)?$", re.MULTILINE)
README_LINES = 120
SCREEN_LINES = 15


def prose(page: Path) -> str:
    return INDENTED.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return what a link may name in a page, made of its headings as GitHub makes it."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in HEADING.findall(prose(page)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return frozenset(found)


def fault_of(page: Path, link: str) -> str:
    """Return what is wrong with a relative link, empty where it leads to something."""
    name, _, anchor = link.partition("#")
    target = (page.parent / unquote(name)).resolve() if name else page
    if not (target.exists() and target.is_relative_to(ROOT)):
        return f"{link}: no such file"
    if anchor and anchor not in anchors(target):
        return f"{link}: no such heading"
    return ""


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_row_of_a_table_has_the_cells_of_its_head(page: Path) -> None:
    blocks = re.findall(r"(?:^\|.*\n)+", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    rows = [[CODE.sub("", row) for row in block.splitlines()] for block in blocks]

    assert [row for head, *rest in rows for row in rest if row.count("|") != head.count("|")] == []
    assert all(row.endswith("|") for block in rows for row in block)


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_relative_link_leads_to_a_file_and_to_a_heading(page: Path) -> None:
    links = [link for link in LINK.findall(prose(page)) if "://" not in link]

    assert [fault for link in links if (fault := fault_of(page, link))] == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        pytest.param("sub/b.md#two-words--more", "", id="a heading elsewhere"),
        pytest.param("#one", "", id="a heading of the page"),
        pytest.param("#one-1", "", id="the second of that name"),
        pytest.param("sub", "", id="a folder"),
        pytest.param("#in-code", "#in-code: no such heading", id="a heading in code"),
        pytest.param("sub/b.md#one", "sub/b.md#one: no such heading", id="no heading"),
        pytest.param("c.md", "c.md: no such file", id="no file"),
    ],
)
def test_a_link_that_leads_nowhere_is_seen(
    link: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.test_pages.ROOT", tmp_path)
    page = tmp_path / "a.md"
    page.write_text("# One\n\n# One\n\n```\n# In code\n```\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.md").write_text("## `Two` words, & more\n")

    assert fault_of(page, link) == fault


@pytest.mark.parametrize(
    ("page", "names"),
    [
        pytest.param("configuration.md", Config.model_fields, id="configuration"),
        pytest.param("jira.md", JiraTable.model_fields, id="Jira"),
    ],
)
def test_every_setting_stands_on_its_page(page: str, names: dict[str, object]) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \|", text, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert set(names) <= told


def test_the_readme_is_short_and_begins_with_one_screen() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, screen, _ = re.split(r"^```.*\n", readme, maxsplit=2, flags=re.MULTILINE)

    assert len(readme.splitlines()) <= README_LINES
    assert len(screen.splitlines()) - len(["the command"]) <= SCREEN_LINES
