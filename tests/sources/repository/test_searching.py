"""`check .` in a repository: which files are looked at, and which are not."""

import pytest

from tests.sources.conftest import sort
from tests.sources.repository.test_formats import KIRO, SPEC
from ticketlint.sources import SourceOptions, read_tickets

PLACE = ".kiro/specs/sign-in/requirements.md"


def test_a_folder_without_conventions_is_read_as_before(repository):
    assert repository({"PAY-1.md": "# Pay\n", "more/PAY-2.md": "# Pay\n"}).keys == [
        "PAY-1",
        "PAY-2",
    ]


def test_in_a_repository_plain_files_are_counted_and_left_alone(repository):
    result = repository({PLACE: KIRO, "docs/guide.md": "# Guide\n", "data.csv": "title,body\n"})

    assert len(result.tickets) == 2
    assert "left out 2 other files" in result.notices[0].message


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param({"backlog/PAY-1.md": "# Pay\n"}, "found 1 ticket in plain files;", id="plain"),
        pytest.param(
            {PLACE: KIRO, "tickets/PAY-1.md": "# Pay\n"},
            "found 2 tickets beside code (Kiro 2), 1 in plain files;",
            id="both",
        ),
    ],
)
def test_tickets_in_plain_files_are_found_as_well(repository, files, told):
    result = repository({".git/HEAD": "ref: refs/heads/main\n", "guide.md": "# Guide\n", **files})

    assert result.notices[0].message.startswith(told)


def test_a_repository_without_tickets_says_so(repository):
    result = repository({".git/HEAD": "ref: refs/heads/main\n", "docs/guide.md": "# Guide\n"})

    assert result.tickets == []
    assert result.failure.message.startswith("no files where tickets stand by convention")


def test_a_folder_of_plain_tickets_is_read_beside_the_formats(repository):
    files = {PLACE: KIRO, "tickets/PAY-1.md": "# Pay\n", "src/tickets/x.md": "# Not one\n"}

    assert "PAY-1" in repository(files).keys
    assert len(repository(files).tickets) == 3


@pytest.mark.parametrize(
    ("ignore", "count"),
    [
        pytest.param({".gitignore": ".kiro/\n"}, 0, id="folder"),
        pytest.param({".gitignore": "requirements.md\n"}, 0, id="name"),
        pytest.param({".gitignore": "*.md\n!requirements.md\n"}, 2, id="taken back"),
        pytest.param({".gitignore": "*.md\n", ".kiro/.gitignore": "!*.md\n"}, 2, id="nearer one"),
        pytest.param({".kiro/specs/.gitignore": "/sign-in/\n"}, 0, id="inner one"),
        pytest.param({".gitignore": "/sign-in/\n"}, 2, id="anchored elsewhere"),
        pytest.param({".gitignore": "\\\n[z-a]\n[[a]\nreq*\n"}, 0, id="broken lines"),
        pytest.param({".gitignore": "*a*a*a*a*a*a*a*b\n"}, 2, id="too many stars"),
    ],
)
def test_what_gitignore_names_is_not_looked_at(repository, ignore, count):
    files = {PLACE: KIRO, "specs/001-a/spec.md": SPEC, **ignore}

    result = repository(files)

    assert sum(ticket.type == "Requirement" for ticket in result.tickets) == count


def test_a_pattern_of_many_stars_costs_nothing(repository):
    name = "a" * 200
    files = {PLACE: KIRO, ".gitignore": "*a" * 60 + "b\n", f"{name}/{name}.md": "# A\n"}

    assert len(repository(files).tickets) == 2


def test_an_ignored_folder_that_is_named_is_read(repository):
    files = {".git/HEAD": "x", ".gitignore": "exports/\n", "exports/PAY-1.md": "# Pay\n"}

    assert repository(files, "exports").keys == ["PAY-1"]


def test_links_out_of_the_repository_are_not_followed(repository, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-secret"
    outside.mkdir()
    (outside / "requirements.md").write_text(KIRO)
    (outside / "spec.md").write_text("## ADDED Requirements\n### Requirement: Secret\nSHALL\n")
    folder = tmp_path / ".kiro/specs/x"
    folder.mkdir(parents=True)
    (folder / "requirements.md").symlink_to(outside / "requirements.md")
    change = tmp_path / "openspec/changes/a"
    change.mkdir(parents=True)
    (change / "specs").symlink_to(outside)
    (change / "proposal.md").write_text("## Why\nWe must.\n## What Changes\n- All\n")

    [ticket] = repository({}).tickets

    assert ticket.key == "a"
    assert ticket.field("acceptance_criteria") is None


def test_dependencies_of_a_project_are_not_searched(repository):
    assert len(repository({PLACE: KIRO, f"node_modules/x/{PLACE}": KIRO}).tickets) == 2


def test_names_that_look_like_options_are_files(repository, tmp_path):
    files = {"specs/-rf $(id)/spec.md": SPEC, "specs/a\nb/spec.md": SPEC}

    keys = repository(files).keys

    assert sorted(keys) == ["-rf $(id)/US1", "-rf $(id)/US2", "a\nb/US1", "a\nb/US2"]


def test_what_a_search_found_reads_the_same_one_file_at_a_time(repository, tmp_path):
    delta = "openspec/changes/a/specs/b/spec.md"
    files = {
        "openspec/changes/a/proposal.md": "## Why\nX\n## What Changes\n- Y\n",
        delta: "### Requirement: Z\nSHALL\n",
    }
    repository(files)

    read = read_tickets([str(tmp_path / delta)], SourceOptions(are_found=True))

    assert sort(read).tickets == []
