"""The doctor: each step on the way to Jira, and what to do where one fails."""

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fake_jira import FakeJira, Fault


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_the_doctor_finds_a_healthy_site_healthy(serve, command, cloud):
    fake = serve(make_issues(120), cloud=cloud, page_cap=50)

    run = command(fake, "doctor")

    assert run.code == 0
    kind = "Jira Cloud, REST v3 (ADF)" if cloud else "Jira Data Center, REST v2 (wiki)"
    assert kind in run.out
    assert "note  TLS         none: http, within this machine" in run.out
    assert "ok    login       as clerk@example.com" in run.out
    assert (
        "Acceptance Criteria (customfield_10010), Acceptance Criteria (customfield_10011)"
        in run.out
    )
    assert "50 tickets a page (its own limit), about 120 in all" in run.out
    assert run.out.splitlines()[-1].startswith("Next: ticketlint check --jql")


def sick(name: str, fake: FakeJira) -> dict[str, str]:
    environment = fake.environment()
    match name:
        case "no host":
            environment["TICKETLINT_JIRA_URL"] = "https://no-such-host.invalid"
        case "no TLS":
            environment["TICKETLINT_JIRA_URL"] = fake.url.replace("http:", "https:")
        case "bad token":
            fake.token = "another"
        case "no token":
            environment["TICKETLINT_JIRA_TOKEN"] = ""
        case "no permission":
            fake.denied = {"BROWSE_PROJECTS"}
        case "nothing visible":
            fake.issues.clear()
        case "login page":
            page = {"Content-Type": "text/html"}
            fake.faults.append(Fault("/serverInfo", headers=page, body="<html>Log in</html>"))
    return environment


@pytest.mark.parametrize(
    ("name", "says", "command_to_run"),
    [
        ("no host", "FAIL  connection  no host of that name (check TICKETLINT_JIRA_URL, VPN and DNS)", "curl -sSI https://no-such-host.invalid"),
        ("no TLS", "FAIL  TLS         TLS: no safe connection can be made", "openssl s_client -connect 127.0.0.1:"),
        ("bad token", "FAIL  login       401: Jira does not accept the token (check TICKETLINT_JIRA_USER", "export TICKETLINT_JIRA_TOKEN=..."),
        ("no token", "FAIL  login       nobody is logged in (set TICKETLINT_JIRA_TOKEN)", "export TICKETLINT_JIRA_TOKEN=..."),
        ("no permission", "FAIL  permission  may not read tickets", "ticketlint check KEY"),
        ("nothing visible", "FAIL  search      no ticket is visible", "ticketlint check KEY"),
        ("login page", "FAIL  connection  a web page came instead of an answer", "curl -sSI http://127.0.0.1:"),
    ],
    ids=lambda value: value if len(value) < 16 else "",
)  # fmt: skip
def test_the_doctor_names_the_step_that_fails_and_what_to_do(
    serve, command, name, says, command_to_run
):
    fake = serve(make_issues(3))

    run = command(sick(name, fake), "doctor")

    assert run.code == 2
    assert says in run.out
    assert run.out.splitlines()[-1].startswith(f"Next: {command_to_run}")


def test_the_doctor_notes_what_only_some_commands_need(serve, command, tmp_path):
    fake = serve(make_issues(3))
    fake.denied = {"ADD_COMMENTS", "EDIT_ISSUES"}
    fake.fields = fake.fields[:1]
    fake.skew = 500.0

    run = command(fake, "doctor")

    assert run.code == 0
    assert "note  permission  may not comment or edit labels (only `publish` needs that)" in run.out
    assert "note  fields      no field for acceptance criteria" in run.out
    assert "s behind Jira's (set the clock of this machine)" in run.out
