"""Every exchange with the fake, checked against Atlassian's own description of Jira Cloud.

Requests strictly, answers leniently: real answers have dates that are not RFC 3339 and members
that the description does not allow.
"""

import json
import warnings
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fake_jira import CLOUD_ID, Exchange, FakeJira
from tests.jira.fixtures import report_of

FILES = {"3": "jira-cloud-v3.subset.json", "2": "jira-cloud-v2.subset.derived.json"}
HOST = "https://your-domain.atlassian.net"
# Part of the documented API, but not of the subset that we have at hand.
OUTSIDE = ("/changelog", "/_edge/tenant_info")
LENIENT = ("date-time", "Additional properties")
# The description says that the list of remote links is one object; its own example is a list.
MISDESCRIBED = "/remotelink"


@pytest.fixture(scope="session")
def contracts(shared: Path):
    core = pytest.importorskip("openapi_core", reason="needs openapi-core")
    folder = shared / "schemas"
    if not folder.is_dir():
        pytest.skip("needs the folder of schemas (set SHARED_TICKETS)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            version: core.OpenAPI.from_file_path(str(folder / name))
            for version, name in FILES.items()
        }


def use_everything(fake: FakeJira, command, folder: Path) -> None:
    fake.issues["PAY-1"].comments = [{"id": str(n), "body": "x"} for n in range(60)]
    fake.issues["PAY-2"].service = True
    (folder / "report.json").write_text(
        json.dumps(report_of(("PAY-1", "D", ["How fast?"]), ("PAY-2", "B", ["Who?"])))
    )
    extras = ("--comments", "--changelog", "--remote-links")
    runs = [
        command(fake, "doctor"),
        command(fake, "pull", "--jql", "project = PAY", *extras),
        command(fake, "pull", "--jql", "project = PAY", *extras),
        command(fake, "publish", "report.json", "--yes"),
        command(fake, "publish", "report.json", "--as", "ready-label", "--yes"),
    ]
    (folder / "report.json").write_text(json.dumps(report_of(("PAY-1", "D", ["How slow?"]))))
    runs.append(command(fake, "publish", "report.json", "--yes"))
    assert [run.code for run in runs] == [0] * len(runs)
    assert command(fake, "pull", "PAY-1", "PAY-99", "-o", "keys.jsonl").code == 2


def faults_of(contracts, exchange: Exchange) -> list[str]:
    from openapi_core.exceptions import OpenAPIError
    from openapi_core.testing import MockRequest, MockResponse

    parts = urlsplit(exchange.target)
    version = parts.path.split("/")[3]
    args = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        args.setdefault(name, []).append(value)
    data = exchange.body or None
    request = MockRequest(HOST, exchange.method.lower(), parts.path, args=args, data=data)
    response = MockResponse(exchange.answer, exchange.status, content_type="application/json")
    found = []
    try:
        contracts[version].validate_request(request)
    except OpenAPIError as error:
        found.append(f"request {exchange.method} {parts.path}: {told(error)}")
    try:
        known = parts.path.endswith(MISDESCRIBED)
        if exchange.status < 400 and exchange.answer and not known:
            contracts[version].validate_response(request, response)
    except OpenAPIError as error:
        problems = [one for one in told(error) if not any(word in one for word in LENIENT)]
        found += [f"answer {exchange.method} {parts.path}: {one}" for one in problems]
    return found


def told(error: BaseException) -> list[str]:
    """Return what is wrong, a line for each place."""
    inner = error.__cause__ or error
    return [str(getattr(one, "message", one)) for one in getattr(inner, "schema_errors", [inner])]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", ["site", "gateway", "datacenter"])
def test_every_exchange_keeps_to_the_contract(contracts, serve, command, tmp_path, way):
    # Version 2 of Cloud is the nearest to Data Center that is described.
    fake = serve(make_issues(3), cloud=way != "datacenter", page_cap=2)
    fake.scoped = way == "gateway"
    use_everything(fake, command, tmp_path)

    faults = []
    for one in fake.exchanges:
        target = one.target.removeprefix(f"/ex/jira/{CLOUD_ID}")
        if not urlsplit(target).path.endswith(OUTSIDE):
            plain = Exchange(
                one.method,
                target,
                one.headers,
                one.body,
                one.status,
                one.answer,
                one.answer_type,
                one.faulty,
            )
            faults += faults_of(contracts, plain)

    assert faults == []


@pytest.mark.filterwarnings("ignore")
def test_a_request_that_breaks_the_contract_is_found(contracts):
    body = json.dumps({"jql": "a = 1", "startAt": 0, "expand": None}).encode()
    bad = Exchange("POST", "/rest/api/3/search/jql", {}, body, 200, b'{"issues": []}', "", False)

    [fault] = faults_of(contracts, bad)

    assert fault.startswith("request POST /rest/api/3/search/jql")
