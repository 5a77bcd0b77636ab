"""What is not there or cannot be reached is told with its reason, never as "all clear"."""

import json
import os
import socket
import time
from collections.abc import Iterator

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fake_jira import Fault
from tests.jira.fixtures import keys_in, start
from ticketlint.model import Failure
from ticketlint.sources.jira.settings import read_settings
from ticketlint.sources.jira.tickets import read_jira

JQL = "project = PAY"
PAGE = r"/search(/jql)?$"


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_a_hidden_key_is_told_and_the_others_are_kept(serve, command, tmp_path, cloud):
    fake = serve(make_issues(3), cloud=cloud)
    fake.issues["PAY-2"].hidden = True

    run = command(fake, "pull", "PAY-3", "PAY-2", "PAY-1", "-o", "t.jsonl")

    assert run.code == 2
    assert "PAY-2: no such issue, or your account may not see it" in run.err
    assert keys_in(tmp_path / "t.jsonl") == ["PAY-3", "PAY-1"]


def test_a_page_cap_of_50_is_honoured(serve, command, tmp_path):
    for cloud in (True, False):
        fake = serve(make_issues(120), cloud=cloud, page_cap=50)

        assert command(fake, "pull", "--jql", JQL, "-o", f"{cloud}.jsonl").code == 0

        assert len(keys_in(tmp_path / f"{cloud}.jsonl")) == 120


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_a_bad_token_is_no_empty_result(serve, command, cloud):
    fake = serve(make_issues(3), cloud=cloud)

    run = command(fake, "pull", "--jql", JQL, TICKETLINT_JIRA_TOKEN="wrong-and-secret")

    assert run.code == 2
    assert "401: Jira does not accept the token" in run.err
    assert "wrong-and-secret" not in run.err + run.log


def test_a_search_run_as_nobody_is_known_by_its_header(serve, command):
    fake = serve(make_issues(3))
    me = json.dumps({"displayName": "Clerk"})
    fake.faults.append(Fault("/myself", body=me))

    run = command(fake, "pull", "--jql", JQL, TICKETLINT_JIRA_TOKEN="wrong-and-secret")

    assert run.code == 2
    assert "Jira did not accept the token and went on as if nobody had logged in" in run.err


@pytest.mark.parametrize(
    ("env", "jql", "says"),
    [
        ({"TICKETLINT_JIRA_TOKEN": ""}, JQL, "no tickets were found for someone who is not logged in (set TICKETLINT_JIRA_TOKEN)"),
        ({}, 'summary ~ "nothing like it"', "no tickets were found that clerk@example.com may see"),
        ({}, "project = NONE", "400: The value 'NONE' does not exist for the field 'project'."),
        ({}, "ORDER BY created", "400: Unbounded JQL queries are not allowed here."),
    ],
    ids=["nobody is logged in", "nothing matches", "unknown project", "only an order"],
)  # fmt: skip
def test_an_empty_result_is_a_fault_with_its_reason(serve, command, tmp_path, env, jql, says):
    fake = serve(make_issues(3))

    run = command(fake, "pull", "--jql", jql, **env)
    items = list(
        read_jira([], jql, read_settings({}, {**fake.environment(), **env}), None, lambda _: None)
    )

    assert run.code == 2
    assert says in run.err
    assert list(tmp_path.iterdir()) == []
    assert [type(item) for item in items] == [Failure]
    assert says in items[0].message


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://no-such-host.invalid", "no host of that name"),
        ("http://127.0.0.1:1", "nobody answers there"),
        ("https://127.0.0.1:{port}", "TLS: no safe connection can be made"),
        ("https://127.0.0.1:{silent}", "no answer within 4 s"),
    ],
    ids=["wrong host", "refused port", "no TLS there", "silence"],
)
def test_an_address_out_of_reach_is_told_at_once(serve, command, silent, url, says):
    port = serve().url.rpartition(":")[2]
    began = time.monotonic()

    run = command(
        {
            "TICKETLINT_JIRA_URL": url.format(port=port, silent=silent),
            "TICKETLINT_JIRA_TOKEN": "s3cret-T0ken-of-the-tests",
        },
        *("pull", "--jql", JQL),
        TICKETLINT_JIRA_MAX_WAIT="300",
    )

    assert run.code == 2
    assert says in run.err
    assert run.err.count("\n") == 1
    assert time.monotonic() - began < 5


@pytest.fixture
def silent() -> Iterator[int]:
    """A port where the system takes connections and nobody says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_bad_token_is_told_at_once_where_the_gateway_is_out_of_reach(serve, command):
    fake = serve(make_issues(1))
    away = {"TICKETLINT_JIRA_TOKEN": "wrong", "TICKETLINT_JIRA_GATEWAY": "http://127.0.0.1:1"}
    began = time.monotonic()

    run = command(fake, "pull", "--jql", JQL, TICKETLINT_JIRA_MAX_WAIT="300", **away)

    assert run.code == 2
    assert "401: Jira does not accept the token" in run.err
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("name", ["check", "publish"])
def test_an_empty_search_is_refused_beside_a_file_too(serve, command, tmp_path, name):
    (tmp_path / "PAY-1.md").write_text("# Export\n\nAs a clerk I want to export.\n")

    run = command(serve(), name, "PAY-1.md", "--jql", " ")

    assert run.code == 2
    assert run.err.startswith("ticketlint: --jql: the search is empty")


def test_of_two_fields_with_one_name_the_one_with_text_is_read(serve):
    fake = serve(make_issues(1))

    [ticket] = read_jira(
        ["PAY-1"], None, read_settings({}, fake.environment()), None, lambda _: None
    )

    assert "Export 1 holds 12 rows." in ticket.field("acceptance_criteria").text


def test_waiting_is_told_and_counts_against_one_budget(serve):
    fake = serve(make_issues(3))
    fake.faults.append(Fault(PAGE, status=503, last=2))
    told: list[str] = []
    settings = read_settings({}, {**fake.environment(), "TICKETLINT_JIRA_MAX_WAIT": "6"})

    items = list(read_jira([], JQL, settings, None, told.append))

    assert len(items) == 3
    assert [line for line in told if line.startswith("waiting")] == [
        "waiting 0 s: 503 not available"
    ] * 2


def test_a_terminal_shows_what_is_waited_for(serve, tmp_path):
    pty = pytest.importorskip("pty", reason="needs a Unix terminal")
    fake = serve(make_issues(3))
    fake.faults.append(Fault(PAGE, status=503, last=1))
    master, slave = pty.openpty()
    patient = {"TICKETLINT_JIRA_MAX_WAIT": "30", "TERM": "xterm", "COLUMNS": "100"}

    process = start(fake, tmp_path, "pull", "--jql", JQL, stderr=slave, **patient)
    os.close(slave)
    out, _ = process.communicate(timeout=30)
    shown = os.read(master, 100_000).decode()
    os.close(master)

    assert out == "3 tickets in tickets.jsonl\n"
    assert "waiting 1 s: 503 not available" in shown or "waiting 0 s: 503 not available" in shown
