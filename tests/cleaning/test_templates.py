"""Lines of templates are nobody's words."""

import json
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from ticketlint.cleaning.outline import outline
from ticketlint.cleaning.sections import state_of
from ticketlint.cleaning.templates import (
    Lines,
    Templates,
    learned_yaml,
    line_key,
    read_lines,
    read_templates,
    recurring_lines,
)
from ticketlint.config.settings import Config
from ticketlint.errors import ConfigError
from ticketlint.model import Markup, Role, SectionName, SectionState, Ticket, TicketField
from ticketlint.reporters.json import as_json
from ticketlint.run.reading import Reading
from ticketlint.run.selection import resolve
from ticketlint.run.session import Session, run_check
from ticketlint.sources import SourceOptions

CHECKLIST = "Staging smoke tests are green"


def ticket(text: str, number: int = 1, project: str = "PAY") -> Ticket:
    field = TicketField("description", text, Markup.MARKDOWN)
    return Ticket(key=f"{project}-{number}", title="Export", project=project, fields=(field,))


def backlog(path: Path, count: int = 12) -> Path:
    rows = (
        {
            "key": f"PAY-{number}",
            "project": "PAY",
            "title": f"Export number {number}",
            "type": "Story",
            "markup": "markdown",
            "description": f"The page must show column {'x' * number}.\n\n"
            f"## Acceptance criteria\n\n- [ ] {CHECKLIST}\n",
        }
        for number in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize(
    "line",
    [f"- [x] {CHECKLIST}", f"* {CHECKLIST.upper()}", f"1. **{CHECKLIST}**.", f"  {CHECKLIST} "],
    ids=["ticked", "upper case", "numbered and bold", "blanks"],
)
def test_a_line_is_known_in_any_dress(line: str) -> None:
    part = outline(ticket(line), {}, Templates(frozenset({line_key(CHECKLIST)})))

    assert [passage.is_template for passage in part.passages] == [False, True]


def test_a_section_of_template_lines_is_not_written() -> None:
    text = f"## Acceptance criteria\n\n- [ ] {CHECKLIST}\n"
    lines = Templates(frozenset({line_key(CHECKLIST)}))

    without = outline(ticket(text), {}).sections
    assert state_of(without, SectionName.ACCEPTANCE_CRITERIA) is SectionState.PRESENT
    within = outline(ticket(text), {}, lines).sections
    assert state_of(within, SectionName.ACCEPTANCE_CRITERIA) is SectionState.TEMPLATE


def test_lines_learnt_from_a_project_count_there_alone() -> None:
    lines = Templates(projects=(("PAY", frozenset({line_key(CHECKLIST)})),))

    own = outline(ticket(CHECKLIST, project="PAY"), {}, lines)
    other = outline(ticket(CHECKLIST, project="WEB"), {}, lines)

    assert [own.passages[1].is_template, other.passages[1].is_template] == [True, False]


@pytest.mark.parametrize(
    ("lines", "learnt"),
    [
        ([CHECKLIST] * 10, [CHECKLIST]),
        ([CHECKLIST] * 9, []),
        (["StackGres version: 1.3.0"] * 12, []),
        (["Windows ten"] * 12, []),
        ([f"{CHECKLIST} {number}" for number in range(12)], []),
    ],
    ids=["ten times", "nine times", "a version", "short", "differs each time"],
)
def test_what_recurs_is_learnt(lines: Sequence[str], learnt: list[str]) -> None:
    tickets = [ticket(line, number) for number, line in enumerate(lines)]

    assert list(recurring_lines(tickets, 10)["PAY"]) == learnt


def test_only_tickets_of_projects_that_can_share_a_line_are_read() -> None:
    many = [ticket(CHECKLIST, number) for number in range(12)]
    few = [ticket(CHECKLIST, number, "SHOP") for number in range(9)]
    read: list[str] = []

    def noted(tickets: Iterable[Ticket]) -> Iterator[Lines]:
        for one in tickets:
            read.append(one.key)
            yield from read_lines([one])

    learnt = recurring_lines([*few, *many], 10, read=noted)

    assert learnt == {"PAY": {CHECKLIST: 12}, "SHOP": {}}
    assert read == [one.key for one in many]


def test_tickets_wait_for_others_of_their_project_as_long_as_there_is_room() -> None:
    long = [ticket(f"{CHECKLIST}\n\n" + f"{number}" * 1_800_000, number) for number in range(11)]

    assert recurring_lines(long, 10) == {"PAY": {CHECKLIST: 11}}


def test_learned_lines_are_read_again_as_they_were_written(tmp_path: Path) -> None:
    lines = ['Say "why": #1 # no comment', "A \u202e line \u200b with \x9b signs", CHECKLIST]
    tickets = [ticket("\n\n".join(lines), number) for number in range(10)]
    learned = recurring_lines(tickets, 10)
    path = tmp_path / "lines.yaml"
    text = learned_yaml(learned)
    path.write_text(text, encoding="utf-8")

    assert text.isprintable() or {char for char in text if not char.isprintable()} == {"\n"}
    assert len(learned["PAY"]) == 3
    assert read_templates([str(path)]).of("PAY") == {line_key(line) for line in learned["PAY"]}
    assert CHECKLIST in learned["PAY"]


def test_a_folder_of_issue_templates_is_read(tmp_path: Path) -> None:
    (tmp_path / "bug.md").write_text(f"---\nname: Bug\n---\n## Done\n\n- [ ] {CHECKLIST}\n")

    assert line_key(CHECKLIST) in read_templates([str(tmp_path)]).everywhere


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("none.md", None, "cannot be read"),
        ("lines.yaml", "- a\n- b\n", r"lines.yaml:1:1: .*a list of lines for each project"),
        ("lines.yaml", "PAY:\n  - a line\n  - [a]\n", r"lines.yaml:3:5: "),
        ("lines.yaml", "PAY:\n  - [a\n", r"lines.yaml:3:1: not YAML: "),
    ],
    ids=["no file", "no projects", "no line", "no YAML"],
)
def test_a_file_that_holds_no_lines_is_refused(
    tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text)

    with pytest.raises(ConfigError, match=said) as told:
        read_templates([str(path)])
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "text",
    ["", "# Lines that recur.\n", '"PAY":\n', learned_yaml({"PAY": {}})],
    ids=["empty", "a comment", "a project", "none learnt"],
)
def test_a_file_whose_lines_were_all_deleted_holds_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lines.yaml"
    path.write_text(text)

    assert read_templates([str(path)]).count == 0


def test_a_run_learns_from_its_own_tickets_and_says_so(tmp_path: Path) -> None:
    path = str(backlog(tmp_path / "b.jsonl"))

    report = as_json(run_check([path], Config(), SourceOptions(), 1, iter))
    without = as_json(run_check([path], Config(learn_templates=False), SourceOptions(), 1, iter))

    assert report["summary"]["template_lines"] == 12
    assert report["templates"]["hash"]
    assert without["summary"]["template_lines"] == 0
    assert without["templates"]["hash"] == ""
    rules = [{finding["rule"] for finding in row["findings"]} for row in report["tickets"]]
    assert all({"missing-acceptance-criteria", "empty-acceptance-criteria"} & own for own in rules)


def test_template_sentences_have_the_role_other(tmp_path: Path) -> None:
    template = tmp_path / "story.md"
    template.write_text(f"- [ ] {CHECKLIST}\n")
    config = Config(templates=(str(template),))
    reading = Reading([str(backlog(tmp_path / "b.jsonl", 1))], SourceOptions())

    docs = list(Session(resolve(config)).annotate(reading))

    [role] = [s.role for doc in docs for s in doc.sentences if s.passage.is_template]
    assert role is Role.OTHER


def test_results_do_not_depend_on_the_process(tmp_path: Path) -> None:
    path = str(backlog(tmp_path / "b.jsonl"))
    config = Config()

    serial = run_check([path], config, SourceOptions(), 1, iter)
    parallel = run_check([path], config, SourceOptions(), 2, iter)

    assert as_json(serial) == as_json(parallel)


def test_a_pipe_is_read_once_and_nothing_is_learnt_from_it(tmp_path: Path) -> None:
    text = backlog(tmp_path / "b.jsonl").read_text()
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    done = threading.Event()

    def feed() -> None:
        pipe.write_text(text)
        while not done.is_set():  # a second reader finds nothing
            pipe.write_text("")

    writer = threading.Thread(target=feed)
    writer.start()

    report = as_json(run_check([str(pipe)], Config(), SourceOptions(), 1, iter))
    done.set()
    last = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # lets the last write end
    writer.join()
    os.close(last)

    assert report["failures"] == []
    assert report["summary"]["tickets"] == 12
    assert report["templates"]["hash"] == ""


def test_named_templates_count_beside_learnt_ones(tmp_path: Path) -> None:
    named = tmp_path / "named.yaml"
    named.write_text('"PAY":\n  - The page must show column x.\n')
    path = str(backlog(tmp_path / "b.jsonl"))
    config = Config(templates=(str(named),))

    report = as_json(run_check([path], config, SourceOptions(), 2, iter))

    assert [row["template_lines"] for row in report["tickets"]] == [1, 2, *[1] * 10]


def test_templates_are_read_before_the_tickets_and_once(tmp_path: Path) -> None:
    gone = Config(templates=(str(tmp_path / "gone.yaml"),))
    read: list[str] = []
    live = (read.append(one.key) or one for one in [ticket("Text.")])

    with pytest.raises(ConfigError, match=r"gone\.yaml"):
        run_check([], gone, SourceOptions(), 1, iter, live)
    assert read == []
