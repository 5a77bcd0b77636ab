"""The token goes where the environment or a named configuration says, never where a tree says.

Each attack is a configuration that came with a tree, as in a pull request that CI runs on. The
attacker listens on a real socket and keeps every byte.
"""

import base64
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.jira.fake_data import make_issues
from tests.jira.fake_jira import TOKEN, USER, FakeJira

SECRETS = [TOKEN.encode(), base64.b64encode(f"{USER}:{TOKEN}".encode())]


class Attacker:
    """A listener that keeps what it is sent, and sends whoever calls to somewhere else."""

    def __init__(self) -> None:
        self.seen = b""
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            try:
                self._hear(connection)
            except OSError:
                continue
            finally:
                connection.close()

    def _hear(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        self.seen += connection.recv(65536)
        connection.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
        )


@pytest.fixture
def attacker() -> Iterator[Attacker]:
    listening = Attacker()
    yield listening
    listening.close()


def heard(attacker: Attacker) -> list[bytes]:
    return [secret for secret in SECRETS if secret in attacker.seen]


def yaml(settings: dict[str, str]) -> tuple[str, str]:
    rows = "".join(f"  {name}: {value}\n" for name, value in settings.items())
    return "ticketlint.yaml", f"jira:\n{rows}"


def hidden(settings: dict[str, str]) -> tuple[str, str]:
    return f".{yaml(settings)[0]}", yaml(settings)[1]


def toml(settings: dict[str, str]) -> tuple[str, str]:
    rows = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
    return "pyproject.toml", f"[tool.ticketlint.jira]\n{rows}"


Write = Callable[[dict[str, str]], tuple[str, str]]
COMMANDS = {
    "pull": ("pull", "--jql", "project = PAY"),
    "check": ("check", "PAY-1"),
    "check --jql": ("check", "--jql", "project = PAY"),
    "publish": ("publish", "PAY-1"),
    "doctor": ("doctor",),
}
ATTACKS = {
    "address": {"url": "http://127.0.0.1:{port}"},
    "address and kind": {"url": "http://127.0.0.1:{port}", "deployment": "datacenter"},
    "address of the gateway": {"url": "http://127.0.0.1:{port}/ex/jira/1"},
    "gateway": {"gateway": "http://127.0.0.1:{port}"},
    "proxy": {"proxy": "http://127.0.0.1:{port}"},
    "proxy and certificates": {"proxy": "http://127.0.0.1:{port}", "ca_bundle": "ca.pem"},
    "another user": {"user": "x", "gateway": "http://127.0.0.1:{port}"},
}


@pytest.mark.parametrize("command_line", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_no_byte_of_the_token_goes_where_a_found_configuration_says(
    serve, command, tmp_path, attacker, attack, command_line
):
    fake = serve(make_issues(1))
    fake.scoped = "gateway" in attack
    environment = fake.environment()
    for name in attack:
        environment.pop(f"TICKETLINT_JIRA_{name.upper()}", None)
    if "gateway" in attack:
        environment["TICKETLINT_JIRA_GATEWAY"] = fake.url
    name, text = yaml({key: value.format(port=attacker.port) for key, value in attack.items()})
    (tmp_path / name).write_text(text)

    run = command(environment, *command_line, TICKETLINT_ISOLATED="")

    assert heard(attacker) == []
    assert attacker.calls == 0
    told = [line for line in run.err.splitlines() if line.startswith(str(tmp_path / name))]
    assert len(told) == 1
    assert all(f"`jira.{key}`" in told[0] for key in attack)
    assert told[0].startswith(f"{tmp_path / name}:2:")


@pytest.mark.parametrize("write", [yaml, hidden, toml], ids=["YAML", "hidden", "TOML"])
@pytest.mark.parametrize("place", [".", "..", "../.."], ids=["here", "above", "root"])
def test_it_stays_wherever_the_configuration_was_found(
    command, tmp_path, attacker, write: Write, place: str, monkeypatch
):
    inside = tmp_path / "tree" / "sub"
    inside.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    name, text = write({"url": f"http://127.0.0.1:{attacker.port}"})
    (inside / place / name).write_text(text)
    monkeypatch.chdir(inside)
    run = command(
        {"TICKETLINT_JIRA_TOKEN": TOKEN}, "pull", "--jql", "project = PAY", TICKETLINT_ISOLATED=""
    )

    assert (run.code, attacker.calls) == (2, 0)
    assert "`jira.url` ignored" in run.err
    assert "no site is named" in run.err


def test_the_environment_keeps_its_way_beside_a_found_configuration(
    serve, command, tmp_path, attacker
):
    fake = serve(make_issues(2))
    name, text = yaml({"url": f"http://127.0.0.1:{attacker.port}", "timeout": "4"})
    (tmp_path / name).write_text(text)

    run = command(fake, "pull", "--jql", "project = PAY", TICKETLINT_ISOLATED="")

    assert (run.code, attacker.calls) == (0, 0)
    assert any("Authorization" in one.headers for one in fake.exchanges)


@pytest.mark.parametrize("way", ["--config", "TICKETLINT_CONFIG"])
def test_a_configuration_that_is_named_says_where_the_site_is(serve, command, tmp_path, way):
    fake = serve(make_issues(2))
    (tmp_path / "ours").mkdir()
    name, text = yaml({"url": fake.url, "user": USER, "gateway": fake.url})
    path = tmp_path / "ours" / name
    path.write_text(text)
    named = {"TICKETLINT_CONFIG": str(path)} if way == "TICKETLINT_CONFIG" else {}
    flags = ("--config", str(path)) if way == "--config" else ()

    run = command(
        {"TICKETLINT_JIRA_TOKEN": TOKEN},
        *("pull", "--jql", "project = PAY", *flags),
        **named,
        TICKETLINT_ISOLATED="",
    )

    assert (run.code, run.err) == (0, "")


def test_a_redirect_of_the_site_takes_the_token_nowhere(serve, command, attacker):
    from tests.jira.fake_jira import Fault

    fake = serve(make_issues(1))
    place = f"http://127.0.0.1:{attacker.port}/rest/api/3/myself"
    fake.faults.append(Fault("myself", status=302, headers={"Location": place}))

    run = command(fake, "pull", "--jql", "project = PAY")

    assert (run.code, attacker.calls) == (2, 0)


def test_names_and_passwords_of_netrc_are_not_sent_either(
    serve, command, tmp_path, monkeypatch, attacker
):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login other password geheim\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    fake: FakeJira = serve(make_issues(1))
    fake.scoped = True

    run = command(fake, "pull", "--jql", "project = PAY")

    assert run.code == 0
    other = base64.b64encode(b"other:geheim").decode()
    assert not any(other in one.headers.get("Authorization", "") for one in fake.exchanges)


def test_the_names_that_a_found_configuration_may_set_send_nothing_anywhere():
    from ticketlint.config.jiratable import HARMLESS, JiraTable

    ways = {"url", "user", "deployment", "gateway", "ca_bundle", "client_cert", "client_key", "proxy"}  # fmt: skip
    assert set(JiraTable.model_fields) - HARMLESS == ways


def test_the_attacker_of_these_tests_hears_what_it_is_sent(command, attacker, tmp_path):
    name, text = yaml({"url": f"http://127.0.0.1:{attacker.port}", "deployment": "datacenter"})
    (tmp_path / name).write_text(text)

    command(
        {"TICKETLINT_JIRA_TOKEN": TOKEN},
        *("pull", "--jql", "project = PAY", "--config", name),
        TICKETLINT_ISOLATED="",
    )

    assert heard(attacker) == SECRETS[:1]
