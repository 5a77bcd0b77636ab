"""Where findings stand in a Markdown file: line, column, and the UTF-16 column of editors."""

import json
import random
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from ticketlint.model import Anchor, FilePosition
from ticketlint.rules.pack import bundled_pack
from ticketlint.sources.anchors import anchors
from ticketlint.sources.titles import Lines

# As the shipped rule, but for what is learnt of a whole ticket, which makes that one quiet.
FAST = (
    (bundled_pack() / "ambiguity" / "vague-quality.yaml")
    .read_text("utf-8")
    .replace("id: vague-quality\n", "id: own-fast\n")
    .replace("  clear: 0.35\n", "")
)
FRONT = """\
---
id: PAY-1
title: "The 😀 export must be fast"
type: story
acceptance_criteria: |
    - The page must be user-friendly.

    - The 😀😀 import is fast.
---
# Notes

😀 The system must be user-friendly.
"""
FOLDED = """\
---
id: PAY-7
title: >-
  The export
  should be fast
type: story
acceptance_criteria:
  - "The caf\\u00e9 is \\"fast\\" or so"
  # fast, says a comment
  - The page is user-friendly
  - 'The re-use is
    really fast.'
---
Text.
"""
FLOW = """\
---
id: PAY-8
title: Export
type: story
acceptance_criteria: [a re-use,   'user-friendly, or so']
---
"""
SEVERAL = """\
# PAY-1: The 😀 export should be fast

The page must be 😀 user-friendly.

# PAY-2: The import should be fast

## Acceptance criteria

- It is fast.
"""
SETEXT = "\n\nThe export should be fast\n===\n\nText.\n"
DOCUMENTS = (
    "---\nid: A-1\n---\nThe export must be fast.\n"
    "---\nid: A-2\ntitle: The export must be fast\n---\nText.\n"
)


def with_own_rule(folder: Path) -> None:
    (folder / "rules" / "ambiguity").mkdir(parents=True)
    (folder / "rules" / "ambiguity" / "own-fast.yaml").write_text(FAST)
    (folder / "ticketlint.yaml").write_text("rule_paths: [rules]\n")


def places(found: str) -> list[tuple[str, str, FilePosition]]:
    return [
        (finding["field"], finding["text"], FilePosition(**finding["file"]))
        for ticket in json.loads(found)["tickets"]
        for finding in ticket["findings"]
    ]


def stands_at(text: str, words: str, at: FilePosition) -> bool:
    """Tell whether the words stand in the file where an editor would look for them."""
    line = text.split("\n")[at.line - 1]
    units = line.encode("utf-16-le")[2 * (at.utf16_column - 1) :].decode("utf-16-le")
    return line[at.column - 1 :].startswith(words) and units.startswith(words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            FRONT,
            ["title 3", "acceptance_criteria 6", "acceptance_criteria 8", "description 12"],
            id="front matter",
        ),
        pytest.param(
            FOLDED,
            ["title 5", *(f"acceptance_criteria {n}" for n in (8, 10, 12))],
            id="folded, a list",
        ),
        pytest.param(FLOW, ["acceptance_criteria 5"], id="a list in brackets"),
        pytest.param(
            SEVERAL, ["title 1", "description 3", "title 5", "description 9"], id="several"
        ),
        pytest.param(SETEXT, ["title 3"], id="underlined title"),
        pytest.param(DOCUMENTS, ["title 4", "title 7"], id="several documents"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_finding_is_reported_where_it_stands_in_the_file(
    tmp_path: Path, text: str, found: list[str], ends: str, encoding: str
) -> None:
    text = text.replace("\n", ends)
    (tmp_path / "a.md").write_bytes(text.encode(encoding))
    with_own_rule(tmp_path)

    done = run("check", "a.md", "--select", "own-fast", "-o", "json", cwd=tmp_path)

    told = places(done.stdout)
    assert [f"{field} {at.line}" for field, _, at in told] == found
    assert all(stands_at(text, words, at) for _, words, at in told)


def test_a_record_has_no_place_of_its_words_in_the_file(tmp_path: Path) -> None:
    record = {
        "key": "A-1",
        "title": "The export must be fast",
        "description": "One.\nThe export must be fast.",
    }
    (tmp_path / "a.json").write_text(json.dumps(record))
    with_own_rule(tmp_path)

    done = run("check", "a.json", "--select", "own-fast", "-o", "json", cwd=tmp_path)

    findings = json.loads(done.stdout)["tickets"][0]["findings"]
    assert [(f["field"], f["line"], f["file"]) for f in findings] == [
        ("title", 1, None),
        ("description", 2, None),
    ]


def test_line_and_column_of_a_finding_are_those_in_its_field(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FRONT, "utf-8")
    with_own_rule(tmp_path)

    done = run("check", "a.md", "--select", "own-fast", "-o", "json", cwd=tmp_path)

    findings = json.loads(done.stdout)["tickets"][0]["findings"]
    assert [(f["field"], f["line"]) for f in findings] == [
        ("title", 1),
        ("acceptance_criteria", 1),
        ("acceptance_criteria", 3),
        ("description", 3),
    ]


def test_what_is_missing_points_to_the_first_words_of_its_field(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntype: story\n---\n# Export\n\nShow the export.\n")

    done = run(
        "check", "a.md", "--select", "missing-acceptance-criteria", "-o", "json", cwd=tmp_path
    )

    assert [at.line for _, _, at in places(done.stdout)] == [6]


def test_what_is_missing_where_there_are_no_words_points_to_the_title(tmp_path: Path) -> None:
    texts = {
        "title-alone.md": ("# Export\n", 1),
        "blank-lines-below.md": ("---\ntype: story\n---\n\n# Export\n\n \n", 5),
        "title-in-front-matter.md": ("---\ntitle: Export\n---\n\n\n", 2),
        "a-suppression-alone.md": (
            '# Export\n\nticketlint: ignore[open-list] reason="agreed"\n',
            1,
        ),
    }
    for name, (text, _) in texts.items():
        (tmp_path / name).write_text(text)

    done = run("check", ".", "--select", "empty-description", "-o", "json", cwd=tmp_path)

    assert {
        ticket["source"]: [finding["file"]["line"] for finding in ticket["findings"]]
        for ticket in json.loads(done.stdout)["tickets"]
    } == {name: [line] for name, (_, line) in texts.items()}


def test_an_indented_text_has_an_anchor_for_each_line() -> None:
    source = "key: |\n    One\n\n      two"

    found = anchors("One\n\n  two", source, (5, len(source)), Lines(source))

    assert found == (Anchor(0, FilePosition(2, 5, 5)), Anchor(5, FilePosition(4, 5, 5)))


def test_a_text_that_does_not_stand_in_its_file_has_no_anchor() -> None:
    assert anchors("PAY-1", "# The title\n", (0, 12), Lines("# The title\n")) == ()


def test_every_anchor_is_true_whatever_is_written() -> None:
    rng = random.Random(5)
    for _ in range(500):
        text = "".join(rng.choices("ab -\"'#\n😀,_", k=rng.randint(0, 40)))
        source = "".join(rng.choices("ab -\"'#\n😀,_", k=5)) + text.replace("\n", "\n   ")

        for anchor in anchors(text, source, (0, len(source)), Lines(source)):
            line = source.split("\n")[anchor.position.line - 1]
            assert line[anchor.position.column - 1] == text[anchor.start]


def test_a_line_is_the_same_one_in_every_output(tmp_path: Path) -> None:
    mark = 'ticketlint: ignore[open-list] reason="agreed"'
    (tmp_path / "a.md").write_text(
        f"---\ntype: story\n---\n# Export the invoices\n\nThe export must be fast.\n\n{mark}\n\nAccountants wait.\n"
    )
    outputs = ["text", "markdown:m", "junit:j", "concise:c", "github:g", "csv:t"]

    done = run(
        *("check", "a.md", "--select", "vague-quality,open-list", "--level", "note"),
        *(part for output in outputs for part in ("-o", output)),
        cwd=tmp_path,
    )

    told = {name: (tmp_path / name).read_text() for name in "mjcgt"}
    assert "description, line 6" in done.stdout
    assert "(description, line 6)" in told["m"]
    assert "description, line 6: " in told["j"]
    assert "a.md:6:20: " in told["c"]
    assert "file=a.md,line=6,col=20," in told["g"]
    assert ",a.md,6,story," in told["t"]
    assert "description, line 8: leaving out `open-list`" in done.stdout + done.stderr
