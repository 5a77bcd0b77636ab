"""`ticketlint check` straight from Jira, as a process of its own."""

import json

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fixtures import finish, start


@pytest.mark.parametrize("cloud", [True, False], ids=["cloud", "datacenter"])
def test_keys_and_a_search_are_checked(serve, tmp_path, cloud):
    fake = serve(make_issues(12), cloud=cloud, page_cap=5)

    args = ("PAY-3", "--jql", "project = PAY", "--output", "json", "--fail-on", "never")
    run = finish(start(fake, tmp_path, "check", *args))

    assert (run.code, run.err) == (0, "")
    report = json.loads(run.out)
    assert [ticket["key"] for ticket in report["tickets"]][:2] == ["PAY-3", "PAY-1"]
    assert len(report["tickets"]) == 12
    assert report["tickets"][0]["url"] == f"{fake.url}/browse/PAY-3"


def test_a_bad_token_ends_with_2_and_its_reason(serve, tmp_path):
    fake = serve(make_issues(2))

    run = finish(
        start(fake, tmp_path, "check", "--jql", "project = PAY", TICKETLINT_JIRA_TOKEN="wrong")
    )

    assert run.code == 2
    assert "Jira does not accept the token" in run.out + run.err
