"""Every fault of the network and of Jira: what is told, how it ends, what is kept."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from typing import Any

import pytest

from tests.jira.fake_data import AC_OTHER, make_issues
from tests.jira.fake_jira import FakeJira, Fault
from tests.jira.fixtures import keys_in
from ticketlint.model import Failure, Ticket
from ticketlint.sources.jira.settings import read_settings
from ticketlint.sources.jira.tickets import read_jira

PAGE = r"/search(/jql)?$"
EVERYTHING = 30
JQL = "project = PAY"
LOGIN_PAGE = "<html><title>Log in</title><form>password</form></html>"
HTML = {"Content-Type": "text/html;charset=UTF-8"}
CAPTCHA = {"X-Authentication-Denied-Reason": "CAPTCHA_CHALLENGE; login-url=https://x/login.jsp"}
# A site may repeat what it was sent; nothing of it may come out of our messages.
ECHO = json.dumps({"errorMessages": ["Bad Authorization: s3cret-T0ken-of-the-tests"]})


@dataclass(frozen=True)
class Case:
    """A fault on the third of three pages of ten tickets each, unless it says otherwise."""

    name: str
    fault: Fault | None
    code: int
    says: str = ""
    kept: int = 20
    asked: int | None = None
    env: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[FakeJira], None] | None = None
    cloud_only: bool = False


def on_third(**what: Any) -> Fault:
    return Fault(PAGE, **{"first": 3, **what})


def once(**what: Any) -> Fault:
    return on_third(last=3, **what)


# A slow machine must not use up the budget of a fault that passes.
PATIENT = {"TICKETLINT_JIRA_MAX_WAIT": "3"}


def passes(name: str, fault: Fault, **more: Any) -> Case:
    return Case(name, fault, 0, kept=EVERYTHING, **{"env": PATIENT, **more})


def stays(name: str, fault: Fault, says: str, **more: Any) -> Case:
    return Case(name, fault, 2, says, **more)


def busy(fake: FakeJira) -> None:
    soon = formatdate(time.time() + 1, usegmt=True)
    fake.faults.append(once(status=429, headers={"Retry-After": soon}))


def expire(fake: FakeJira) -> None:
    fake.faults.append(
        on_third(hook=lambda: setattr(fake, "token_epoch", fake.token_epoch + 1), last=3)
    )


def revoke(fake: FakeJira) -> None:
    fake.faults.append(on_third(hook=lambda: setattr(fake, "token", "another")))


def lose_field(fake: FakeJira) -> None:
    keep = [entry for entry in fake.fields if entry["id"] != AC_OTHER]
    fake.faults.append(on_third(hook=lambda: setattr(fake, "fields", keep)))


def token(begin: int, epoch: str = "1") -> str:
    return base64.b64encode(f"{epoch}:{begin}:{JQL} ORDER BY key ASC".encode()).decode()


def empty_page(fake: FakeJira) -> None:
    body = json.dumps({"issues": [], "nextPageToken": token(20, "01")})
    fake.faults.append(once(body=body))


def repeated(fake: FakeJira) -> None:
    page = json.dumps({"issues": [], "nextPageToken": token(20)})
    fake.faults.append(on_third(body=page))


def captcha_body() -> str:
    return json.dumps({"errorMessages": ["Login denied"]})


CASES = (
    passes("429 with seconds", once(status=429, headers={"Retry-After": "1"}),
           cloud_only=True),
    Case("429 with a date", None, 0, kept=EVERYTHING, prepare=busy,
         env=PATIENT, cloud_only=True),
    stays("429 with 1,749 s", on_third(status=429, headers={"Retry-After": "1749"}),
          "429 too many requests; it asks to wait 1,749 s, 0 s of waiting are left", asked=3),
    passes("429 without a header, once", once(status=429)),
    stays("429 without a header, for ever", on_third(status=429), "429 too many requests, again and again"),
    *(passes(f"{status}, once", once(status=status)) for status in (500, 502, 503, 504)),
    stays("500, for ever", on_third(status=500, body=ECHO), "500 server error, again and again"),
    stays("502, for ever", on_third(status=502, body=LOGIN_PAGE, headers=HTML), "502 bad gateway, again and again"),
    stays("503, for ever", on_third(status=503), "503 not available, again and again"),
    stays("504, for ever", on_third(status=504), "504 gateway timeout, again and again"),
    stays("400 that repeats the token", Fault(PAGE, status=400, body=ECHO), "400: Bad Authorization: ***", kept=0, asked=1),
    stays("401 as JSON", on_third(status=401, body=ECHO), "401: Jira does not accept the token", asked=3),
    stays("401 as HTML", on_third(status=401, body=LOGIN_PAGE, headers=HTML), "401: Jira does not accept the token", asked=3),
    stays("403 captcha", on_third(status=403, body=captcha_body(), headers=CAPTCHA), "asks for a captcha", asked=3),
    stays("403", on_third(status=403), "403: your account may not do this", asked=3),
    stays("200 with a login page", on_third(body=LOGIN_PAGE, headers=HTML), "a web page came instead of an answer", asked=3),
    passes("200 with an empty body, once", once(headers={"X-Empty": "1"})),
    stays("200 with an empty body, for ever", on_third(headers={"X-Empty": "1"}), "an empty answer, again and again"),
    passes("JSON cut short, once", once(act="short")),
    stays("JSON cut short, for ever", on_third(act="short"), "an answer that is not JSON, again and again"),
    passes("connection reset in the body, once", once(act="cut")),
    stays("connection reset in the body, for ever", on_third(act="cut"), "the answer was cut off, again and again"),
    passes("connection reset before the answer, once", once(act="reset")),
    stays("connection reset before the answer, for ever", on_third(act="reset"), "the connection was cut, again and again"),
    passes("slower than the timeout, once", once(act="slow", seconds=5), env={**PATIENT, "TICKETLINT_JIRA_TIMEOUT": "0.3"}),
    stays("slower than the timeout, for ever", on_third(act="slow", seconds=5), "no answer within 0.1 s",
          env={"TICKETLINT_JIRA_TIMEOUT": "0.1", "TICKETLINT_JIRA_MAX_WAIT": "0.01"}),
    stays("a body that drips, for ever", on_third(act="drip"), "no answer within 0.2 s",
          env={"TICKETLINT_JIRA_TIMEOUT": "0.2", "TICKETLINT_JIRA_MAX_WAIT": "0.01"}),
    stays("redirect to https", on_third(status=302, headers={"Location": "https://127.0.0.1:1/rest"}),
          "it sends us on to https://127.0.0.1:1", asked=3),
    Case("repeated page token", None, 2, "Jira gave the same page token twice", prepare=repeated, cloud_only=True),
    Case("expired page token", None, 2, "no longer accepts the page token", prepare=expire, asked=3, cloud_only=True),
    Case("empty page with a token", None, 0, kept=EVERYTHING, prepare=empty_page, cloud_only=True),
    Case("token revoked half-way", None, 2, "Jira did not accept the token", prepare=revoke, asked=3, cloud_only=True),
    Case("field deleted between two pages", None, 0, kept=EVERYTHING, prepare=lose_field),
)  # fmt: skip
SITES = [(case, cloud) for case in CASES for cloud in (True, False) if cloud or not case.cloud_only]
IDS = [f"{'cloud' if cloud else 'datacenter'}: {case.name}" for case, cloud in SITES]


def broken(serve: Callable[..., FakeJira], case: Case, cloud: bool) -> FakeJira:
    fake = serve(make_issues(EVERYTHING), cloud=cloud, page_cap=10)
    if case.fault is not None:
        fake.faults.append(replace(case.fault))
    if case.prepare is not None:
        case.prepare(fake)
    return fake


@pytest.mark.parametrize(("case", "cloud"), SITES, ids=IDS)
def test_pull_tells_the_fault_in_one_line_and_in_time_and_keeps_what_it_read(
    serve, command, tmp_path, case, cloud
):
    fake = broken(serve, case, cloud)

    began = time.monotonic()

    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl", **case.env)

    assert time.monotonic() - began < float(case.env.get("TICKETLINT_JIRA_MAX_WAIT", 0)) + 3
    assert run.code == case.code
    if case.code == 0:
        assert len(keys_in(tmp_path / "t.jsonl")) == case.kept
        assert run.err == ""
    else:
        assert run.err.startswith(f"ticketlint: {fake.url.removeprefix('http://')}: ")
        assert case.says in run.err
        assert run.err.count("\n") == 1
        assert not (tmp_path / "t.jsonl").exists()
        assert len(keys_in(tmp_path / "t.jsonl.part")) == case.kept
        assert (
            not case.kept or f"{case.kept} of about 30 issues are kept in t.jsonl.part" in run.err
        )
    if case.asked is not None:
        assert (
            len([path for path in fake.paths() if path.endswith(("/search", "/search/jql"))])
            == case.asked
        )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_tickets_read_before_the_fault_are_given_and_then_the_fault(serve, case):
    fake = broken(serve, case, cloud=True)
    quick = {"TICKETLINT_JIRA_MAX_WAIT": "0.1"}
    settings = read_settings({}, {**fake.environment(), **quick, **case.env})

    items = list(read_jira([], JQL, settings, None, lambda _: None))

    assert len([item for item in items if isinstance(item, Ticket)]) == case.kept
    failures = [item for item in items if isinstance(item, Failure)]
    assert len(failures) == (1 if case.code else 0)
    assert all(case.says in failure.message for failure in failures)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.code == 2], ids=lambda case: case.name
)
def test_pull_goes_on_once_the_fault_is_gone(serve, command, tmp_path, case):
    fake = broken(serve, case, cloud=True)
    command(fake, "pull", "--jql", JQL, "-o", "t.jsonl", **case.env)
    fake.faults.clear()
    fake.token = fake.environment()["TICKETLINT_JIRA_TOKEN"]
    before = len(fake.exchanges)

    run = command(fake, "pull", "--jql", JQL, "-o", "t.jsonl")

    assert (run.code, run.err) == (0, "")
    assert keys_in(tmp_path / "t.jsonl") == [f"PAY-{number}" for number in range(1, EVERYTHING + 1)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.jsonl", "t.jsonl.manifest"]
    again = [path for path in fake.paths()[before:] if path.endswith("/search/jql")]
    restarted = case.kept == 0 or "page token" in case.says
    assert len(again) == (3 if restarted else 1)


def test_a_redirect_to_another_host_is_told_and_the_token_stays_here(serve, command):
    fake, other = serve(make_issues(3)), serve(make_issues(3))
    there = f"{other.url}/rest/api/3/search/jql"
    fake.faults.append(Fault(PAGE, status=307, headers={"Location": there}))

    run = command(fake, "pull", "--jql", JQL)

    assert run.code == 2
    assert f"it sends us on to {other.url}" in run.err
    assert other.exchanges == []


def test_a_cloud_site_taken_for_a_data_center_is_told_by_the_removed_search(serve, command):
    fake = serve(make_issues(3))
    fake.silent_about_kind = True

    run = command(fake, "pull", "--jql", JQL)

    assert run.code == 2
    assert "410: Jira has removed this way to search" in run.err
    assert "TICKETLINT_JIRA_DEPLOYMENT=cloud" in run.err
    assert command(fake, "pull", "--jql", JQL, TICKETLINT_JIRA_DEPLOYMENT="cloud").code == 0


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.code == 2], ids=lambda case: case.name
)
def test_check_judges_what_came_before_the_fault_and_ends_with_2(serve, command, tmp_path, case):
    fake = broken(serve, case, cloud=True)

    args = ("--output", "json:r.json", "--output", "concise", "--select", "missing-why")
    run = command(fake, "check", "--jql", JQL, *args, **case.env)

    report = json.loads((tmp_path / "r.json").read_text())
    assert run.code == 2
    [reason] = run.err.splitlines()
    assert reason.startswith("ticketlint: Gate failed: ")
    assert len(report["tickets"]) == case.kept
    [told] = [line for line in run.out.splitlines() if case.says in line]
    assert not case.kept or f"{case.kept} tickets were read before" in told
